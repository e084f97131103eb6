"""The Settings screen's presenter."""

from workbench.gui.presenters.preferences import PreferencesPresenter, PreferencesState
from workbench.settings import Settings, ThemeChoice


class Desk:
    """Keeps what a presenter saves, applies and shows."""

    def __init__(self, settings: Settings) -> None:
        self.saved: list[Settings] = []
        self.worn: list[Settings] = []
        self.shown: list[PreferencesState] = []
        self.presenter = PreferencesPresenter(settings, self.saved.append, self.worn.append, (("A", "/a"),))
        self.presenter.attach(self.shown.append)


def test_each_change_is_saved_and_shown_at_once() -> None:
    """Theme and text size are on disk and on screen when the call returns."""
    desk = Desk(Settings())
    desk.presenter.set_theme(ThemeChoice.DARK)
    desk.presenter.grow()
    assert desk.saved[-1] == Settings(ThemeChoice.DARK, 110)
    assert desk.worn == desk.saved
    assert desk.shown[-1].settings == desk.saved[-1]


def test_the_same_again_does_nothing() -> None:
    """Choosing what is chosen neither saves nor redraws."""
    desk = Desk(Settings())
    desk.presenter.set_theme(ThemeChoice.SYSTEM)
    assert (desk.saved, desk.worn, len(desk.shown)) == ([], [], 1)


def test_text_stays_between_80_and_200_percent() -> None:
    """The ends are ends, and the buttons know."""
    desk = Desk(Settings(text_percent=195))
    desk.presenter.grow()
    assert desk.shown[-1].settings.text_percent == 200
    assert (desk.shown[-1].can_grow, desk.shown[-1].can_shrink) == (False, True)
    desk.presenter.set_text_percent(10)
    assert desk.shown[-1].settings.text_percent == 80
    desk.presenter.shrink()
    assert (desk.shown[-1].can_grow, desk.shown[-1].can_shrink) == (True, False)


def test_the_last_project_changes_no_look() -> None:
    """Remembering a project is saved without drawing everything anew."""
    desk = Desk(Settings())
    desk.presenter.remember_project("/ward.medswb")
    assert desk.saved[-1].last_project == "/ward.medswb"
    assert desk.worn == []


def test_runs_can_be_let_go_on_without_mains_power() -> None:
    """Saved and shown at once; no look is drawn anew."""
    desk = Desk(Settings())
    desk.presenter.set_pause_on_battery(False)
    assert not desk.saved[-1].pause_on_battery
    assert not desk.shown[-1].settings.pause_on_battery
    assert desk.worn == []
