"""The list of keys."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from workbench.gui.views.keys import KeyGroup, KeysDialog, native_key


def test_every_key_of_every_screen_is_listed(qtbot: QtBot, light: None) -> None:
    """With what it does; words between keys stay as they are."""
    dialog = KeysDialog([KeyGroup("Browse", (("J", "Next"), ("Ctrl+F", "Search"))), KeyGroup("Run", ())])
    qtbot.addWidget(dialog)
    words = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"Browse", "J", "Next", "Ctrl+F", "Search"} <= words
    assert native_key("J / K") == "J / K"
