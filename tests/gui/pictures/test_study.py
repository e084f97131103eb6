"""The Study screen in its few states, in both themes."""

from dataclasses import replace

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import InlineJobs
from tests.gui.invented_study import DoingStudies, handed
from tests.gui.pictures.look import check_picture
from workbench.domain.studies import About, Kind
from workbench.gui.presenters.strip import Strip
from workbench.gui.presenters.study import StudyPresenter
from workbench.gui.presenters.study_page import Tab
from workbench.gui.theme import Theme, apply_theme
from workbench.gui.views.study import StudyView
from workbench.gui.views.study_setup import StudySetupForm
from workbench.settings import ThemeChoice

GUIDELINES = {
    "light": "# How to rate\n\nRead **both** answers before you decide.\n\n1. Is it right?\n"
    "2. Is something missing?\n\n| level | means |\n| --- | --- |\n| 5 | nothing wrong |\n"
    "| 1 | could harm |\n\n![the scale](scale.png)\n",
    "dark": "# 如何评分\n\n在决定之前请先**阅读两个回答**。\n\n- 是否正确？\n- 是否遗漏重要信息？\n",
}


class _Desk:
    """The screen with its presenters."""

    def __init__(self, qtbot: QtBot, doing: DoingStudies | None = None) -> None:
        self.doing = doing or DoingStudies()
        self.presenter = StudyPresenter(self.doing.operations, InlineJobs(), Strip(), lambda _changes: None)
        self.view = StudyView()
        qtbot.addWidget(self.view)
        self.view.setProperty("role", "screen")
        self.presenter.reload()
        self.presenter.attach(self.view.render_state)
        self.presenter.setup.attach(self.view.render_setup)
        self.presenter.setup.forecast.attach(self.view.render_forecast)
        self.presenter.instrument.attach(self.view.editor.render_state)
        self.presenter.page.attach(self.view.page.render_state)

    def set_up(self) -> None:
        """A study that is nearly ready to be built."""
        setup = self.presenter.setup
        self.presenter.begin()
        setup.choose_runs({"r-1", "r-2"})
        order = setup.state.order
        assert order is not None
        setup.change(
            replace(
                order,
                title="Two quantizations of the demo model",
                anchors=10,
                guidelines="# How to rate\n\nRead both answers before you decide.",
            )
        )


def test_nothing_yet(qtbot: QtBot, tone: str) -> None:
    """What to do first."""
    desk = _Desk(qtbot, DoingStudies(runs=(), studies=False))
    check_picture(desk.view, f"study_empty_{tone}")


def test_a_new_study(qtbot: QtBot, tone: str) -> None:
    """Two runs, a sample, the plan at the right and what would spoil the blinding below it."""
    desk = _Desk(qtbot)
    desk.set_up()
    check_picture(desk.view, f"study_setup_{tone}")


def test_who_rated_what(qtbot: QtBot, tone: str) -> None:
    """Three raters, the last one half way."""
    doing = DoingStudies()
    doing.given = handed(upto=21)
    desk = _Desk(qtbot, doing)
    check_picture(desk.view, f"study_coverage_{tone}")


def test_whether_raters_agree(qtbot: QtBot, tone: str) -> None:
    """A row for each question, and everything about the first."""
    desk = _Desk(qtbot)
    desk.presenter.page.show(Tab.AGREEMENT)
    check_picture(desk.view, f"study_agreement_{tone}")


def test_arms_after_unblinding(qtbot: QtBot, tone: str) -> None:
    """Preferences, strengths, means and differences, with the models' names."""
    desk = _Desk(qtbot)
    desk.presenter.page.show(Tab.ARMS)
    desk.presenter.page.ask_unblind(True)
    desk.presenter.page.files.unblind()
    check_picture(desk.view, f"study_arms_{tone}")


def test_before_unblinding(qtbot: QtBot, light: None) -> None:
    """What opening the key means, and the button that does it."""
    desk = _Desk(qtbot)
    desk.presenter.page.show(Tab.ARMS)
    desk.presenter.page.ask_unblind(True)
    check_picture(desk.view, "study_blinded_light")


def test_raters(qtbot: QtBot, light: None) -> None:
    """Sides, hidden repeats, severity and drift."""
    desk = _Desk(qtbot)
    desk.presenter.page.show(Tab.RATERS)
    check_picture(desk.view, "study_raters_light")


def test_hand_out(qtbot: QtBot, light: None) -> None:
    """A study that was just built: what became of the instances, the raters' files, the key."""
    desk = _Desk(qtbot, DoingStudies(rated=False))
    desk.set_up()
    desk.presenter.setup.build()
    check_picture(desk.view, "study_hand_out_light")


def test_an_instrument_is_edited(qtbot: QtBot, tone: str) -> None:
    """Its questions, the chosen one, and what is wrong with a new one."""
    desk = _Desk(qtbot)
    desk.set_up()
    desk.presenter.edit_instrument()
    desk.presenter.instrument.add(Kind.SCALE, About.ANSWER)
    desk.presenter.instrument.choose(0)
    check_picture(desk.view, f"study_instrument_{tone}")


def test_twice_the_text_size(qtbot: QtBot, qapp: QApplication, light: None, fixed_look: str) -> None:
    """Nothing is cut off and nothing lies over something else with letters of twice the size."""
    apply_theme(qapp, Theme.chosen(ThemeChoice.DARK, 200, fixed_look))
    try:
        desk = _Desk(qtbot)
        check_picture(desk.view, "study_large_dark", QSize(1840, 1000))
        desk.set_up()
        check_picture(desk.view, "study_large_setup_dark", QSize(1840, 1400))
    finally:
        apply_theme(qapp, Theme.chosen(ThemeChoice.LIGHT, 100, fixed_look))


def test_a_small_window(qtbot: QtBot, light: None) -> None:
    """A laptop's: the list above, the study below."""
    desk = _Desk(qtbot)
    desk.presenter.page.show(Tab.AGREEMENT)
    check_picture(desk.view, "study_small_light", QSize(960, 700))


def test_guidelines_as_raters_see_them(qtbot: QtBot, tone: str) -> None:
    """Beside where they are written, in English and in Chinese; a picture is named, not loaded."""
    desk, form = _Desk(qtbot), StudySetupForm()
    desk.set_up()
    setup = desk.presenter.setup
    assert setup.state.order is not None
    setup.change(replace(setup.state.order, guidelines=GUIDELINES[tone]))
    qtbot.addWidget(form)
    setup.attach(form.render_state)
    check_picture(form, f"study_guidelines_{tone}", QSize(720, 1200))
