"""The search line."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from workbench.gui.widgets.search import SearchField


def made(qtbot: QtBot) -> tuple[SearchField, list[str]]:
    """A search line and what it said."""
    field = SearchField("Search", "Ctrl+F")
    qtbot.addWidget(field)
    field.show()
    said: list[str] = []
    field.searched.connect(said.append)
    return field, said


def test_it_speaks_when_the_typing_rests(qtbot: QtBot, light: None) -> None:
    """One search for a word, not one for each letter."""
    field, said = made(qtbot)
    qtbot.keyClicks(field, "renal")
    assert said == []
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["renal"]


def test_return_searches_at_once_and_escape_clears(qtbot: QtBot, light: None) -> None:
    """Neither waits, and neither says the same twice."""
    field, said = made(qtbot)
    qtbot.keyClicks(field, "renal")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert said == ["renal", ""]


def test_a_state_does_not_disturb_typing(qtbot: QtBot, light: None) -> None:
    """What is shown is not said; while somebody types, nothing is put into the line."""
    field, said = made(qtbot)
    field.show_text("from elsewhere")
    assert (field.text(), said) == ("from elsewhere", [])
    assert not field.grab().isNull()


def test_it_is_as_wide_as_it_may_be_and_gives_way(qtbot: QtBot, light: None) -> None:
    """In a small window it shrinks, and its hint ends before the key."""
    line = SearchField("Search inputs and references", "Ctrl+F", widest=360)
    qtbot.addWidget(line)
    assert line.sizeHint().width() == 360
    assert line.minimumSizeHint().width() < 200
    empty = line.textMargins().right()
    line.setText("renal")
    assert empty > line.textMargins().right()
