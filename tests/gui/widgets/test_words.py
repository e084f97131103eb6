"""Markdown that is read."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from workbench.gui.theme import LINE_HEIGHT, READING_PX, scaled
from workbench.gui.widgets.words import Words

GREEN = QColor(0, 255, 0)


def _shown(words: Words) -> QImage:
    words.resize(400, 300)
    words.show()
    return words.grab().toImage()


def _greens(picture: QImage) -> int:
    return sum(
        picture.pixelColor(x, y) == GREEN for x in range(picture.width()) for y in range(picture.height())
    )


def test_markdown_is_read(qtbot: QtBot, light: None) -> None:
    """Emphasis is shown, markup stays text."""
    words = Words()
    qtbot.addWidget(words)
    words.show_words("Read **all** of it.\n\n<b>as it is</b>")
    assert words.toPlainText().startswith("Read all of it.")
    assert "<b>" in words.toPlainText()


def test_pictures_are_not_loaded_but_named(qtbot: QtBot, light: None, tmp_path: Path) -> None:
    """Neither from elsewhere nor from this machine, which a name alone would make Qt do."""
    file = tmp_path / "green.png"
    picture = QImage(40, 40, QImage.Format.Format_RGB32)
    picture.fill(GREEN)
    assert picture.save(str(file))
    words = Words()
    qtbot.addWidget(words)
    places = (str(file), file.as_uri(), "https://example.org/x.png", "//elsewhere.example/share/x.png")
    words.show_words("\n\n".join(f"before ![the scale]({place}) after" for place in places))
    assert _greens(_shown(words)) == 0
    assert words.toPlainText().count("before [the scale] after") == 4
    given = words.loadResource(2, "https://example.org/x.png")
    assert isinstance(given, QImage)
    assert (given.width(), given.pixelColor(0, 0).alpha()) == (1, 0)
    assert words.loadResource(3, "https://example.org/x.css") is None


def test_it_is_as_high_as_its_text_up_to_a_limit(qtbot: QtBot, light: None) -> None:
    """Beyond it scrolls; without a limit it never does."""
    whole, some = Words(), Words(most=5)
    for words in (whole, some):
        qtbot.addWidget(words)
        words.resize(300, 10)
        words.show()
        words.show_words("one")
    assert whole.height() == some.height() < 2 * READING_PX * LINE_HEIGHT
    for words in (whole, some):
        words.show_words("\n\n".join(["one"] * 30))
    assert some.height() == 5 * scaled(READING_PX * LINE_HEIGHT)
    assert whole.height() > 2 * some.height()
