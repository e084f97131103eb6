"""Text to be read."""

import time

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtGui import QColor, QTextCursor
from pytestqt.qtbot import QtBot

from workbench.gui.theme import JAPANESE_FAMILIES, READING_PX, tokens
from workbench.gui.widgets.positions import Mark
from workbench.gui.widgets.reading import LONGEST_WHOLE, ReadingText


def test_text_is_shown_as_it_is(qtbot: QtBot, light: None) -> None:
    """No mark-up is taken for anything but text."""
    reading = ReadingText()
    qtbot.addWidget(reading)
    reading.set_text("<b>NaCl</b> & 5 < 7")
    assert reading.toPlainText() == "<b>NaCl</b> & 5 < 7"
    assert reading.text == "<b>NaCl</b> & 5 < 7"


def test_marks_lie_on_their_words_in_every_script(qtbot: QtBot, light: None) -> None:
    """Places are code points; what is marked is what was meant, beyond emoji and line breaks."""
    reading = ReadingText()
    qtbot.addWidget(reading)
    text = "🫀 heart\r\n糖尿病 is diabetes"
    place = text.index("糖尿病")
    reading.set_text(text, [Mark(2, 7), Mark(place, place + 3, "severity")])
    marked = [selection.cursor.selectedText() for selection in reading.extraSelections()]
    assert marked == ["heart", "糖尿病"]


def test_text_that_goes_on_keeps_the_selection(qtbot: QtBot, light: None) -> None:
    """A streamed answer does not take away what a person is about to copy."""
    reading = ReadingText()
    qtbot.addWidget(reading)
    reading.set_text("The answer is")
    cursor = reading.textCursor()
    cursor.setPosition(4)
    cursor.setPosition(10, QTextCursor.MoveMode.KeepAnchor)
    reading.setTextCursor(cursor)
    reading.set_text("The answer is B.")
    assert reading.toPlainText() == "The answer is B."
    assert reading.textCursor().selectedText() == "answer"
    reading.set_text("Other")
    assert reading.textCursor().selectedText() == ""


def test_it_grows_with_its_text(qtbot: QtBot, light: None) -> None:
    """Nothing is cut off in a column: the height follows text and width."""
    reading = ReadingText(grows=True)
    qtbot.addWidget(reading)
    reading.resize(400, 10)
    reading.show()
    reading.set_text("word " * 20)
    low = reading.height()
    reading.set_text("word " * 200)
    high = reading.height()
    assert high > 4 * low
    reading.resize(600, high)
    qtbot.waitUntil(lambda: reading.height() < high)


def test_lines_stand_at_one_and_a_half(qtbot: QtBot, light: None) -> None:
    """The same distance in Latin and Chinese."""
    heights = []
    for text in ("a\n" * 10, "糖尿病\n" * 10):
        reading = ReadingText(grows=True)
        qtbot.addWidget(reading)
        reading.resize(400, 10)
        reading.show()
        reading.set_text(text)
        heights.append(reading.document().size().height())
    assert heights[0] == heights[1] == pytest.approx(11 * 22.5, abs=6)


def test_a_very_long_text_costs_little(qtbot: QtBot, light: None) -> None:
    """A megabyte is shown in little time, and scrolls by itself."""
    reading = ReadingText(grows=True)
    qtbot.addWidget(reading)
    reading.resize(500, 400)
    reading.show()
    text = "The patient was seen on the ward round and had no complaints. \n" * 16_000
    began = time.perf_counter()
    reading.set_text(text)
    seconds = time.perf_counter() - began
    assert len(text) > LONGEST_WHOLE
    assert reading.height() < 1000
    assert seconds < 0.5


def test_a_place_can_be_brought_into_view(qtbot: QtBot, light: None) -> None:
    """The line of a mark far down is scrolled to."""
    reading = ReadingText()
    qtbot.addWidget(reading)
    reading.resize(300, 100)
    reading.show()
    text = "line\n" * 300 + "here"
    reading.set_text(text)
    reading.scroll_to(text.index("here"))
    assert reading.verticalScrollBar().value() > 1000


def test_options_parted_by_tabs_stand_apart(qtbot: QtBot, light: None) -> None:
    """A tab is shown as a gap that cannot vanish, and copied as the tab it is."""
    reading = ReadingText()
    qtbot.addWidget(reading)
    reading.set_text("A: Vitamin A\tB: Vitamin B12\t")
    assert "\t" not in reading.toPlainText()
    reading.selectAll()
    assert reading.createMimeDataFromSelection().text() == "A: Vitamin A\tB: Vitamin B12\t"
    assert reading.text == "A: Vitamin A\tB: Vitamin B12\t"


def test_japanese_is_told_from_chinese(qtbot: QtBot, light: None) -> None:
    """By the language that is handed over, else by the text itself."""
    reading = ReadingText()
    qtbot.addWidget(reading)

    def japanese() -> bool:
        return JAPANESE_FAMILIES[0] in reading.document().defaultFont().families()

    reading.set_text("骨折")
    assert not japanese()
    reading.set_text("骨折", language="ja")
    assert japanese()
    reading.set_text("骨折です")
    assert japanese()
    reading.set_text("The bone is broken.")
    assert not japanese()


def test_marks_are_as_high_as_letters(qtbot: QtBot, light: None) -> None:
    """The ground of a mark begins and ends in the same place in Latin and in Japanese."""
    grounds = []
    for text in (" fever", " 発熱と"):
        reading = ReadingText()
        qtbot.addWidget(reading)
        reading.resize(300, 60)
        reading.show()
        reading.set_text(text, [Mark(0, 2)])
        picture = reading.viewport().grab().toImage()
        ground = QColor(tokens().accent_soft)
        grounds.append([y for y in range(picture.height()) if picture.pixelColor(1, y) == ground])
    assert grounds[0] == grounds[1]
    assert len(grounds[0]) > READING_PX
