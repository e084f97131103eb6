"""What the next key does, on screen."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.gui.presenters.rate_state import Mode, Option, Prompt
from workbench.gui.views.rate_prompt import PromptPane, Tile

ASK = Prompt(
    Mode.SCORE,
    "Clarity · Answer A",
    "Is it clear?",
    (Option("1", "No", "Not at all."), Option("2", "Yes", "At once.", True)),
    "0 cannot judge",
)


@pytest.fixture
def pane(qtbot: QtBot, light: None) -> PromptPane:
    """In a window."""
    made = PromptPane()
    qtbot.addWidget(made)
    made.resize(900, 160)
    made.show()
    return made


def test_a_click_on_an_option_is_its_key(qtbot: QtBot, pane: PromptPane) -> None:
    """Two options, two tiles; the second is chosen already and shows it."""
    pane.show_prompt(ASK)
    tiles = [tile for tile in pane.findChildren(Tile) if tile.isVisible()]
    assert [tile.property("chosen") for tile in tiles] == ["false", "true"]
    with qtbot.waitSignal(pane.pressed) as heard:
        qtbot.mouseClick(tiles[0], Qt.MouseButton.LeftButton)
    assert heard.args == ["1"]


def test_every_option_can_be_seen_at_any_width(pane: PromptPane) -> None:
    """Beside each other or in lines: none is squeezed to nothing, and digits begin a line of their own."""
    many = tuple(Option(key, "Wrong drug, dose or route") for key in "ABCDEFG1234")
    for width in (1300, 900, 640, 400):
        pane.resize(width, 500)
        pane.show_prompt(Prompt(Mode.ERROR, f"{width}", "", many))
        QApplication.processEvents()
        tiles = [tile for tile in pane.findChildren(Tile) if tile.isVisible()]
        assert len(tiles) == 11
        assert min(tile.width() for tile in tiles) > 90
        assert tiles[7].y() > tiles[6].y()
    pane.show_prompt(ASK)
    pane.show_prompt(Prompt(Mode.SCORE, "five", "", tuple(Option(str(n), "x", "y") for n in range(1, 6))))
    pane.resize(700, 300)
    QApplication.processEvents()
    assert min(tile.width() for tile in pane.findChildren(Tile) if tile.isVisible()) > 90


def test_a_field_takes_the_keyboard_once(qtbot: QtBot, pane: PromptPane) -> None:
    """Another letter does not set its text again."""
    pane.activateWindow()
    qtbot.waitUntil(pane.isActiveWindow)
    pane.show_prompt(Prompt(Mode.COMMENT, "Comment", field="so far"))
    assert pane.typing
    assert pane.field.text == "so far"
    with qtbot.waitSignal(pane.typed) as heard:
        qtbot.keyClicks(pane.field, "!")
    assert heard.args is not None
    pane.show_prompt(Prompt(Mode.COMMENT, "Comment", field=heard.args[0]))
    assert pane.field.text == heard.args[0]
    pane.show_prompt(ASK)
    assert not pane.typing
