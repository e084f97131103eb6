"""Cards side by side that stack when there is little room."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from workbench.gui.widgets.columns import Columns


def _columns(qtbot: QtBot, *, last_on_top: bool = False) -> tuple[Columns, QWidget, QWidget]:
    columns = Columns("test", None, last_on_top=last_on_top)
    qtbot.addWidget(columns)
    one, other = QWidget(), QWidget()
    columns.add(one, 300, 200)
    columns.add(other, 300, 400)
    columns.begin(300, 600)
    columns.resize(900, 500)
    columns.show()
    QApplication.processEvents()
    return columns, one, other


def test_wide_is_side_by_side_and_narrow_is_stacked(qtbot: QtBot, light: None) -> None:
    """No part is ever narrower than it can be read; stacked, each keeps its height and the whole scrolls."""
    columns, one, other = _columns(qtbot)
    assert not columns.stacked
    assert one.width() >= 300
    assert other.width() >= 300
    columns.resize(500, 300)
    QApplication.processEvents()
    assert columns.stacked
    assert (one.height() >= 200, other.height() >= 400) == (True, True)
    assert columns.verticalScrollBar().maximum() > 0
    columns.resize(900, 500)
    QApplication.processEvents()
    assert not columns.stacked


@pytest.mark.parametrize("last_on_top", [False, True])
def test_what_is_read_can_be_on_top(qtbot: QtBot, light: None, last_on_top: bool) -> None:
    """Stacked, the last part comes first where it is asked for; side by side the order is always the same."""
    columns, one, other = _columns(qtbot, last_on_top=last_on_top)
    assert one.x() < other.x()
    columns.resize(500, 300)
    QApplication.processEvents()
    assert (other.y() < one.y()) is last_on_top
