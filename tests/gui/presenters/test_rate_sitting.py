"""Which page is on screen."""

from tests.gui.rating_desk import Desk
from tests.study.invented import study
from workbench.domain.studies import Action
from workbench.gui.presenters.rate_state import Mode, Phase


def test_there_is_an_end_in_both_directions() -> None:
    """Before the first and behind the last one stays."""
    desk = Desk(study(2)).begin()
    desk.press("Alt+Left")
    assert desk.presenter.state.message == "There is none that way."
    desk.press("U")
    assert desk.presenter.state.message == "There is nothing to undo."
    desk.press("Ctrl+Y")
    assert desk.presenter.state.message == "There is nothing to redo."


def test_from_the_end_one_goes_back() -> None:
    """Alt+Left shows the last item, U takes its submission back."""
    desk = Desk(study(1)).begin()
    desk.fill()
    phases = []
    for key in ("Return", "Alt+Left", "Return", "U"):
        desk.press(key)
        phases.append(desk.presenter.state.phase)
    assert phases == [Phase.DONE, Phase.RATING, Phase.DONE, Phase.RATING]
    assert desk.presenter.state.head is not None
    assert desk.presenter.state.head.done == 0


def test_a_lesson_can_be_thought_over() -> None:
    """Escape goes back to the item; a failed training begins again at its first."""
    desk = Desk(study(1, training=2)).begin()
    desk.fill("5")
    phases = []
    for key in ("Return", "Escape", "Return", "Return"):
        desk.press(key)
        phases.append(desk.presenter.state.phase)
    assert phases == [Phase.LESSON, Phase.RATING, Phase.LESSON, Phase.RATING]
    desk.fill("5")
    desk.press("Return", "Return")
    assert desk.presenter.state.phase is Phase.TRAINED
    desk.press("G", "Return", "Return")
    assert desk.presenter.state.page is not None
    assert desk.presenter.state.page.id == "r01-001"


def test_a_change_after_submitting_has_a_reason() -> None:
    """One key more; it is in the event. Taking the submission back first needs none."""
    desk = Desk(study(2)).begin()
    desk.fill()
    desk.press("Return", "Alt+Left", "Down", "3", "Return")
    page = desk.presenter.state.page
    assert page is not None
    assert page.ask.mode is Mode.CHANGED
    desk.press("B")
    page = desk.presenter.state.page
    assert page is not None
    assert page.id == "r01-002"
    submits = [one.new for one in desk.log.events if one.action is Action.SUBMIT]
    assert submits == ["true", '"I read it again"']
    desk.press("U", "U", "U")
    desk.fill("2")
    desk.press("Return")
    assert [one.new for one in desk.log.events if one.action is Action.SUBMIT][-1] == "true"
