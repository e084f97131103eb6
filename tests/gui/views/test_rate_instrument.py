"""The instrument on screen."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.gui.rating_desk import Desk
from tests.study.invented import study
from workbench.gui.views.rate_instrument import InstrumentPane
from workbench.gui.widgets.boxes import Boxes


def test_every_value_is_in_view_and_can_be_clicked(qtbot: QtBot, light: None) -> None:
    """The third box of a value gives its third choice; screen readers hear question, answer and value."""
    desk = Desk(study(1)).begin()
    desk.press("4")
    page = desk.presenter.state.page
    assert page is not None
    pane = InstrumentPane()
    qtbot.addWidget(pane)
    pane.resize(1300, 160)
    pane.show()
    pane.show_rows(page.rows)
    boxes = [one for one in pane.findChildren(Boxes) if one.isVisible()]
    assert len(boxes) == 9
    assert boxes[0].accessibleName() == "Correctness A: 4"
    with qtbot.waitSignal(pane.chosen) as heard:
        qtbot.mouseClick(boxes[1], Qt.MouseButton.LeftButton, pos=QPoint(boxes[1].width() * 55 // 100, 15))
    assert heard.args == ["correctness/o1b", 2]
    assert pane.needed(1300) < pane.needed(500)
