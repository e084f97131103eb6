"""What stands side by side goes on in the next line, and nothing is cut off."""

import pytest

pytest.importorskip("PySide6")

from PySide6.QtWidgets import QApplication, QPushButton, QSizePolicy, QWidget
from pytestqt.qtbot import QtBot

from workbench.gui.widgets.flow import Flow, FlowLayout


def _box(width: int, *, grows: bool = False) -> QWidget:
    """A widget of a fixed width, or of at least that."""
    box = QWidget()
    box.setMinimumSize(width, 20)
    policy = QSizePolicy.Policy.Expanding if grows else QSizePolicy.Policy.Fixed
    box.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
    return box


def _placed(qtbot: QtBot, width: int, *boxes: QWidget) -> Flow:
    """The boxes in a flow of that width."""
    flow = Flow(*boxes, spacing=10)
    qtbot.addWidget(flow)
    flow.resize(width, 200)
    flow.show()
    QApplication.processEvents()
    return flow


def test_what_has_no_room_goes_below(qtbot: QtBot) -> None:
    """Three boxes, of which two fit."""
    boxes = [_box(100) for _ in range(3)]
    flow = _placed(qtbot, 230, *boxes)
    assert [(box.x(), box.y()) for box in boxes] == [(0, 0), (110, 0), (0, 30)]
    assert flow.heightForWidth(230) == 50
    assert flow.heightForWidth(400) == 20
    assert flow.minimumSizeHint().width() == 100


def test_what_grows_takes_the_rest_of_its_line(qtbot: QtBot) -> None:
    """A title leaves the buttons at the right."""
    title, button = _box(50, grows=True), _box(60)
    flow = _placed(qtbot, 300, title, button)
    assert (title.width(), button.x()) == (230, 240)
    assert flow.heightForWidth(300) == 20


def test_what_is_hidden_takes_no_room(qtbot: QtBot) -> None:
    """The others move up."""
    boxes = [_box(100) for _ in range(3)]
    flow = _placed(qtbot, 230, *boxes)
    boxes[1].hide()
    QApplication.processEvents()
    assert boxes[2].x() == 110
    assert flow.heightForWidth(230) == 20


def test_things_can_be_taken_out(qtbot: QtBot) -> None:
    """As Qt's own layouts do; behind the last there is nothing."""
    layout = FlowLayout(QPushButton("a"))
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.setLayout(layout)
    assert layout.count() == 1
    assert layout.takeAt(1) is None
    assert layout.takeAt(0) is not None
    assert layout.itemAt(0) is None
    assert layout.sizeHint().width() == 0
