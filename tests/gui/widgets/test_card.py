"""Surfaces."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from workbench.gui.widgets.card import Card, EmptyState, Line, ScrollColumn, Splitter, column, row


def test_a_splitter_remembers(qtbot: QtBot, light: None, tmp_path: Path) -> None:
    """What a person moved is there next time; without a memory it begins as told."""
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)

    def made(kept: QSettings | None) -> Splitter:
        splitter = Splitter("parts", kept)
        qtbot.addWidget(splitter)
        for _part in range(2):
            splitter.addWidget(QLabel("x"))
        splitter.resize(612, 100)
        splitter.show()
        splitter.begin(200, 400)
        return splitter

    first = made(memory)
    assert first.sizes() == [200, 400]
    first.moveSplitter(300, 1)
    assert made(memory).sizes()[0] == 300
    assert made(None).sizes() == [200, 400]


def test_an_empty_state_says_what_to_do_and_does_it(qtbot: QtBot, light: None) -> None:
    """The button is the first step; without one there is only the text."""
    empty = EmptyState("import", "Nothing yet", "Import something.", "Import…")
    qtbot.addWidget(empty)
    with qtbot.waitSignal(empty.asked):
        qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    empty.set_text("Nothing found", "Try fewer words.")
    silent = EmptyState("search", "Nothing", "At all.")
    qtbot.addWidget(silent)
    assert silent.button.isHidden()


def test_things_stand_in_rows_and_columns(qtbot: QtBot, light: None) -> None:
    """Widgets, layouts and stretches, in order."""
    card = Card()
    qtbot.addWidget(card)
    first, last = QLabel("a"), QLabel("b")
    layout = column(first, row(1, last), 1, spacing=4, margins=2)
    card.body.addLayout(layout)
    card.body.addWidget(Line())
    scroll = ScrollColumn()
    card.body.addWidget(scroll)
    assert layout.count() == 3
    assert layout.indexOf(first) == 0
    card.set_active(True)
    assert card.property("active") == "true"
    card.set_active(False)
    assert card.property("active") == "false"
