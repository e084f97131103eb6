"""A surface that lays itself out in the room it is given."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from pytestqt.qtbot import QtBot

from workbench.gui.widgets.card import column
from workbench.gui.widgets.labels import WrapLabel
from workbench.gui.widgets.pane import Pane


def test_a_pane_asks_for_no_height_at_a_width(qtbot: QtBot, light: None) -> None:
    """A text that wraps inside does not make the window lay itself out anew."""
    pane = Pane()
    qtbot.addWidget(pane)
    pane.setLayout(column(WrapLabel("word " * 100)))
    assert not pane.hasHeightForWidth()
    layout = pane.layout()
    assert layout is not None
    assert layout.hasHeightForWidth()
