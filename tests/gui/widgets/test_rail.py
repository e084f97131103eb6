"""The navigation rail."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from workbench.gui.widgets.rail import Place, Rail, RailButton


def test_the_rail_leads_by_mouse_and_by_key(qtbot: QtBot, light: None) -> None:
    """A click and Ctrl with a digit say the same; the place that is shown stays marked."""
    rail = Rail(QLabel("x"))
    qtbot.addWidget(rail)
    rail.add(Place("browse", "Browse", "browse", "Ctrl+1"))
    rail.add(Place("run", "Run", "run", "Ctrl+2"))
    rail.add(Place("settings", "Settings", "settings", "Ctrl+,"), bottom=True)
    with qtbot.waitActive(rail):
        rail.show()
        rail.activateWindow()
    said: list[str] = []
    rail.went.connect(said.append)
    buttons = {button.text(): button for button in rail.findChildren(RailButton)}
    rail.show_place("browse")
    qtbot.mouseClick(buttons["Browse"], Qt.MouseButton.LeftButton)
    assert buttons["Browse"].isChecked()
    qtbot.keyClick(rail, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert said == ["browse", "run"]
    assert buttons["Run"].y() > buttons["Browse"].y()
    assert "Ctrl+2" in buttons["Run"].toolTip()
    assert not rail.grab().isNull()
