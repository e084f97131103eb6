"""A list of options with their shares."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from workbench.gui.theme import tokens
from workbench.gui.widgets.shares import ShareBars, ShareRow


def test_bars_are_as_long_as_shares(qtbot: QtBot, light: None) -> None:
    """Three quarters have three times the colour of one quarter."""
    bars = ShareBars()
    qtbot.addWidget(bars)
    bars.show_rows([ShareRow("A", "It is A", 0.25, False), ShareRow("B", "It is B", 0.75, True)])
    bars.resize(300, bars.sizeHint().height())
    bars.show()
    picture = bars.grab().toImage()
    accent = QColor(tokens().accent)
    lengths = []
    for row in range(2):
        y = round((row + 0.5) * picture.height() / 2)
        lengths.append(sum(picture.pixelColor(x, y) == accent for x in range(picture.width())))
    assert lengths[1] == pytest.approx(3 * lengths[0], rel=0.1)


def test_more_options_are_higher(qtbot: QtBot, light: None) -> None:
    """Each has a line of its own; none take no room."""
    bars = ShareBars()
    qtbot.addWidget(bars)
    assert bars.sizeHint().height() == 0
    bars.show_rows([ShareRow(letter, letter, 0.2, False) for letter in "ABCDE"])
    high = bars.sizeHint().height()
    bars.show_rows([ShareRow("A", "A", 1.0, True)])
    assert high == 5 * bars.sizeHint().height()


def test_what_is_there_is_not_called_nothing(qtbot: QtBot, light: None) -> None:
    """The whole of each option can be read in the tooltip, with a decimal."""
    bars = ShareBars()
    qtbot.addWidget(bars)
    bars.show_rows([ShareRow("gout", "The result is gout", 0.003, False)])
    assert bars.toolTip() == "0.3%  The result is gout"
