"""The legend of the leaderboard."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from workbench.gui.widgets.board_legend import BoardLegend


def test_every_sign_has_a_word_and_an_explanation(qtbot: QtBot, light: None) -> None:
    """Nothing is shown by colour alone."""
    legend = BoardLegend()
    qtbot.addWidget(legend)
    legend.show()
    labels = legend.findChildren(QLabel)
    assert [label.text() for label in labels] == [
        *("paper", "corrected", "guessing", "* not all scored", "bold: highest", "doubt")
    ]
    assert all(label.toolTip() for label in labels)
    assert all(label.height() >= label.fontMetrics().height() for label in labels)
