"""Fields keep every character, the cursor and whatever an input method is composing."""

import pytest

pytest.importorskip("PySide6")

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.gui.views.author_fields import LineField, TextField, _place_of_change


def _typed_at_the_end(field: TextField, text: str) -> None:
    field.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(field, text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("5\u00a0mg", "5\u00a0mgx"),
        ("one\r\ntwo", "one\r\ntwox"),
        ("one\ntwo\n", "one\ntwo\nx"),
        ("a\u2028b", "a\u2028bx"),
        ("𠮷 🩺 é", "𠮷 🩺 éx"),
        ("  \t", "  \tx"),
    ],
)
def test_what_is_not_touched_stays_byte_for_byte(qtbot: QtBot, before: str, after: str) -> None:
    """Typing one letter changes one letter: spaces that do not break, line ends and rare signs stay."""
    field = TextField("Input")
    qtbot.addWidget(field)
    heard: list[str] = []
    field.typed.connect(heard.append)
    field.show_text(before)
    assert heard == []
    _typed_at_the_end(field, "x")
    assert heard == [after]
    assert field.text == after


def test_the_text_that_is_there_is_not_set_again(qtbot: QtBot) -> None:
    """The cursor and the selection survive any number of drawings."""
    field = TextField("Input")
    qtbot.addWidget(field)
    field.show_text("one two")
    cursor = field.textCursor()
    cursor.setPosition(1)
    cursor.setPosition(4, QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(cursor)
    field.show_text("one two")
    assert (field.textCursor().anchor(), field.textCursor().position()) == (1, 4)


def test_composing_is_no_typing(qtbot: QtBot) -> None:
    """Only what an input method has made into text is told."""
    field = TextField("Input")
    qtbot.addWidget(field)
    field.show()
    heard: list[str] = []
    field.typed.connect(heard.append)
    QApplication.sendEvent(field, QInputMethodEvent("ni hao", []))
    assert heard == []
    field.show_text("")
    assert field.textCursor().block().layout().preeditAreaText() == "ni hao"
    done = QInputMethodEvent("", [])
    done.setCommitString("你好")
    QApplication.sendEvent(field, done)
    assert heard == ["你好"]


def test_undo_is_left_to_the_screen(qtbot: QtBot) -> None:
    """Neither kind of field takes back letters by itself."""
    field, line = TextField("Input"), LineField("Title")
    for widget in (field, line):
        qtbot.addWidget(widget)
        widget.show()
        QTest.keyClicks(widget, "abc")
        QTest.keyClick(widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (field.text, line.text()) == ("abc", "abc")


def test_a_field_is_as_high_as_its_text_between_two_limits(qtbot: QtBot, light: None) -> None:
    """Short texts waste no room, long ones scroll."""
    field = TextField("Input", lines=(2, 5))
    qtbot.addWidget(field)
    field.resize(400, 100)
    field.show()
    heights = []
    for count in (1, 3, 4, 9):
        field.show_text("\n".join("line" for _ in range(count)))
        heights.append(field.height())
    assert heights[0] < heights[1] < heights[2] < heights[3]
    field.show_text("\n".join("line" for _ in range(90)))
    assert field.height() == heights[3]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(max_size=30), st.text(max_size=30))
def test_the_cursor_goes_where_the_text_changed(before: str, after: str) -> None:
    """Always inside the new text; right behind an insertion."""
    place = _place_of_change(before, after)
    assert 0 <= place <= len(after)
    assert _place_of_change(before, f"{before}{after}") == len(before) + len(after)


def test_a_line_is_the_same_when_it_means_the_same(qtbot: QtBot) -> None:
    """A space at the end is left alone; another meaning is shown."""
    line = LineField("Source", means=str.split)
    qtbot.addWidget(line)
    line.show_text("a b")
    QTest.keyClicks(line, "")
    line.setText("a  b ")
    line.show_text("a b")
    assert line.text() == "a  b "
    line.show_text("c")
    assert line.text() == "c"
