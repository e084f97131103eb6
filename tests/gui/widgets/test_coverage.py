"""The painted coverage matrix."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QPoint
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.invented_study import STUDY, handed
from workbench.gui.presenters.study_coverage import CoverageGrid, coverage_grid
from workbench.gui.widgets.coverage import LEGEND, CoverageMatrix, StateSample


def test_pointing_at_a_cell_says_what_it_is(qtbot: QtBot, light: None) -> None:
    """Rater, item and how it stands; nothing beside the cells."""
    matrix = CoverageMatrix()
    qtbot.addWidget(matrix)
    grid = coverage_grid(STUDY, handed(upto=21))
    matrix.show_grid(grid)
    matrix.resize(900, matrix.heightForWidth(900))
    assert matrix.words_at(60, 5).startswith("r01 · ")
    assert matrix.words_at(1, 5) == ""
    assert "r03: 21 of 49" in matrix.accessibleDescription()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(60, 5), QPoint(60, 5))
    assert QApplication.sendEvent(matrix, event)


def test_narrow_is_high(qtbot: QtBot, light: None) -> None:
    """Nothing takes no room."""
    matrix = CoverageMatrix()
    qtbot.addWidget(matrix)
    matrix.show_grid(coverage_grid(STUDY, handed()))
    assert matrix.heightForWidth(200) > matrix.heightForWidth(900) > 0
    assert matrix.sizeHint().height() > 0
    matrix.show_grid(CoverageGrid())
    assert matrix.heightForWidth(900) == 0


def test_no_two_states_look_alike_without_colour(qtbot: QtBot, light: None) -> None:
    """The legend's cells differ as grey pictures."""
    seen = set()
    for state, _words in LEGEND:
        sample = StateSample(state, "")
        qtbot.addWidget(sample)
        sample.resize(20, 20)
        picture = sample.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        seen.add(bytes(picture.constBits()))
    assert len(seen) == len(LEGEND)
