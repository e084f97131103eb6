"""The adjudication in its few states: both themes, two languages, large text, a small window."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import InlineJobs
from tests.gui.invented_adjudication import KeepingDecisions, opened, study
from tests.gui.pictures.look import check_picture
from workbench.domain.studies import Study
from workbench.gui.presenters.adjudication import AdjudicationPresenter
from workbench.gui.presenters.adjudication_values import Shown
from workbench.gui.theme import Theme, apply_theme
from workbench.gui.views.adjudication_desk import AdjudicationDeskView
from workbench.gui.views.adjudication_queue import AdjudicationQueueView
from workbench.settings import ThemeChoice

SIZE = QSize(1350, 800)
"""What a window of 1440 by 860 leaves for a screen."""
CARD = QSize(1040, 640)
"""And for a study beside the list of studies."""


class _Desk:
    """The page of one disagreement, with its keys."""

    def __init__(self, qtbot: QtBot, of: Study | None = None) -> None:
        self.presenter = AdjudicationPresenter(KeepingDecisions().operations, InlineJobs())
        self.presenter.want(opened(of))
        self.presenter.sitting.open()
        self.view = AdjudicationDeskView()
        self.view.setProperty("role", "screen")
        qtbot.addWidget(self.view)
        self.presenter.attach(self.view.render_state)

    def press(self, keys: str) -> AdjudicationDeskView:
        """Press keys; the page."""
        for key in keys.split():
            self.presenter.sitting.press(key)
        return self.view


def test_one_disagreement(qtbot: QtBot, tone: str) -> None:
    """The case, both answers, three columns without a name, and what is chosen."""
    check_picture(_Desk(qtbot).press("6 S Return 2 P"), f"adjudication_{tone}", SIZE)


def test_in_chinese(qtbot: QtBot, tone: str) -> None:
    """A study in Chinese: its texts and its instrument."""
    check_picture(_Desk(qtbot, study("zh")).press("Down 2 I"), f"adjudication_zh_{tone}", SIZE)


def test_a_preference(qtbot: QtBot, light: None) -> None:
    """Seven grades and what each rater preferred; decided, with a note."""
    desk = _Desk(qtbot)
    desk.presenter.list_shown(Shown.ALL)
    desk.press("6 M N")
    desk.presenter.sitting.typed("Both are defensible; B sees the toes")
    check_picture(desk.press("Return Return Up"), "adjudication_preference_light", SIZE)


def test_a_note_is_written(qtbot: QtBot, light: None) -> None:
    """The field takes the place of the choices."""
    desk = _Desk(qtbot)
    desk.view.typed.connect(desk.presenter.sitting.typed)
    desk.press("Down 2 P N")
    qtbot.keyClicks(desk.view.ask.field, "The guidelines say nothing about signs that are left out")
    check_picture(desk.view, "adjudication_note_light", SIZE)


def test_the_queue(qtbot: QtBot, tone: str) -> None:
    """Everything that raters disagree about, and agreement before and after."""
    desk = _Desk(qtbot)
    desk.press("6 S Return 2 P Return Escape")
    desk.presenter.list_shown(Shown.ALL)
    queue = AdjudicationQueueView()
    queue.setProperty("role", "screen")
    qtbot.addWidget(queue)
    desk.presenter.attach(queue.render_state)
    check_picture(queue, f"adjudication_queue_{tone}", CARD)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_twice_the_text_size(
    qtbot: QtBot, qapp: QApplication, light: None, fixed_look: str, language: str
) -> None:
    """Nothing is cut off and nothing lies over something else."""
    apply_theme(qapp, Theme.chosen(ThemeChoice.DARK, 200, fixed_look))
    try:
        view = _Desk(qtbot, study(language)).press("Down 2 P")
        check_picture(view, f"adjudication_large_{language}_dark", QSize(1840, 1040))
    finally:
        apply_theme(qapp, Theme.chosen(ThemeChoice.LIGHT, 100, fixed_look))


def test_a_small_window(qtbot: QtBot, light: None) -> None:
    """A laptop's: texts keep most of the room."""
    check_picture(_Desk(qtbot).press("Down 2"), "adjudication_small_light", QSize(1010, 640))
