"""The list of keys."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.gui.chosen import Chosen
from workbench.domain.key_table import KEYS
from workbench.domain.keys import Keymap
from workbench.gui.views.keys import KeysDialog
from workbench.gui.widgets.shortcuts import wear_keys


def test_every_key_of_every_screen_is_listed(qtbot: QtBot, qapp: QApplication, light: None) -> None:
    """With what it does, as it is in force, also when it changes while the list is open."""
    dialog = KeysDialog(Chosen())
    qtbot.addWidget(dialog)
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert {one.what for one in KEYS} <= set(words)
    assert words[words.index("Later: it comes again at the end") - 1] == "S"
    wear_keys(qapp, Keymap({"rate.later": "X"}))
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert words[words.index("Later: it comes again at the end") - 1] == "X"


def test_the_list_becomes_a_page_to_print(qtbot: QtBot, light: None, tmp_path: Path) -> None:
    """Written where a person says; a folder that cannot be written to is said; going back writes nothing."""
    dialogs = Chosen(tmp_path / "keys.html")
    dialog = KeysDialog(dialogs)
    qtbot.addWidget(dialog)
    (page,) = [one for one in dialog.findChildren(QPushButton) if one.text() == "Page to print…"]
    page.click()
    assert "Mark an error" in (tmp_path / "keys.html").read_text(encoding="utf-8")
    dialogs.path = tmp_path / "none" / "keys.html"
    page.click()
    assert any("cannot be written" in label.text() for label in dialog.findChildren(QLabel))
    dialogs.path = None
    page.click()
    assert len(dialogs.asked) == 3
