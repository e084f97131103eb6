"""Values as boxes."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from workbench.gui.widgets.boxes import Boxes, box_rects


def test_boxes_stand_side_by_side() -> None:
    """With a gap, between the edges."""
    rects = box_rects([20, 30], 10, 30, 4, 3)
    assert [(one.x(), one.y(), one.width(), one.height()) for one in rects] == [
        (10, 3, 20, 24),
        (34, 3, 30, 24),
    ]


def test_what_is_wanted_is_said_in_words(qtbot: QtBot, light: None) -> None:
    """Not by colour alone: there is room for the words."""
    boxes = Boxes()
    qtbot.addWidget(boxes)
    boxes.show_boxes("A", "12345", 1, "")
    before = boxes.sizeHint().width()
    boxes.show_state(True, True)
    assert boxes.sizeHint().width() > before + 40


def test_without_boxes_a_click_is_for_the_words(qtbot: QtBot, light: None) -> None:
    """A question that is answered in words."""
    boxes = Boxes()
    qtbot.addWidget(boxes)
    boxes.show_boxes("", (), None, "as written")
    with qtbot.waitSignal(boxes.chosen) as heard:
        qtbot.mouseClick(boxes, Qt.MouseButton.LeftButton, pos=QPoint(4, 10))
    assert heard.args == [-1]
