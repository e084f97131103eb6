"""The list of studies."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from workbench.gui.presenters.study_values import StudyLine
from workbench.gui.theme import scaled
from workbench.gui.widgets.study_list import StudyList

LINES = (
    StudyLine("a", "First", "pair-5 en", 40, 3, 37, 120, has_key=True),
    StudyLine("b", "Second", "core-6 en", 0, 1, 0, 0, has_key=False),
)


def test_a_person_chooses_and_a_state_does_not(qtbot: QtBot, light: None) -> None:
    """By the arrow keys; showing says nothing."""
    view = StudyList()
    qtbot.addWidget(view)
    view.resize(260, 300)
    with qtbot.assertNotEmitted(view.chosen):
        view.show_lines(LINES, 0)
    with qtbot.waitSignal(view.chosen) as heard:
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert heard.args == ["b"]
    with qtbot.assertNotEmitted(view.chosen):
        view.show_lines(LINES, None)
    assert not view.currentIndex().isValid()
    assert view.model().index(0, 0).data() == "First, pair-5 en, 37 of 120 presentations"
    assert view.sizeHintForRow(0) == scaled(78)
    view.grab()
