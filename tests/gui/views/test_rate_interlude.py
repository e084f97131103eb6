"""Pages of words on screen."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from workbench.gui.presenters.rate_state import Interlude, Line
from workbench.gui.views.rate_interlude import InterludeView, LineRow


def test_lines_are_clicked_and_buttons_are_keys(qtbot: QtBot, light: None) -> None:
    """The one the arrows are at looks chosen."""
    view = InterludeView()
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    lines = (Line("r01", "r01"), Line("r02", "r02", "begun on this machine"))
    view.show_interlude(Interlude("A study", "Choose *your* code.", lines, 1, "This is my code", "Back"))
    rows = view.findChildren(LineRow)
    assert [row.property("chosen") for row in rows] == ["false", "true"]
    with qtbot.waitSignal(view.pointed) as heard:
        qtbot.mouseClick(rows[0], Qt.MouseButton.LeftButton)
    assert heard.args == [0]
