"""Keys by name follow what is chosen, in every widget that is open."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from workbench.domain.key_table import KEYS
from workbench.domain.keys import Keymap
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.search import SearchField
from workbench.gui.widgets.shortcuts import NamedCap, Shortcut, native_key, sequences, wear_keys


def test_qt_knows_every_key_of_the_list() -> None:
    """None is lost on the way to Qt; Enter of the keypad is Return."""
    for one in KEYS:
        assert all(not sequence.isEmpty() and sequence.toString() for sequence in sequences(one.default))
    assert [one.toString() for one in sequences("Ctrl+Return")] == ["Ctrl+Return", "Ctrl+Enter"]
    assert [one.toString() for one in sequences("Ctrl++")] == ["Ctrl++"]
    assert [one.toString() for one in sequences("PageUp")] == ["PgUp"]
    assert sequences("") == []
    assert native_key("browse.next") == "J"


def test_another_key_is_live_at_once(qtbot: QtBot, qapp: QApplication, light: None) -> None:
    """The old one does nothing any more; caps show the new one; what is made later has it too."""
    window = QWidget()
    button, cap, field = (
        Button("Next", key="browse.next"),
        NamedCap("browse.next"),
        SearchField("x", "browse.search"),
    )
    layout = QVBoxLayout(window)
    for part in (button, cap, field):
        layout.addWidget(part)
    qtbot.addWidget(window)
    heard: list[str] = []
    button.clicked.connect(lambda: heard.append("button"))
    Shortcut("browse.export", window).activated.connect(lambda: heard.append("export"))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.setFocus()
    width = button.sizeHint().width()
    wear_keys(qapp, Keymap({"browse.next": "Ctrl+Alt+Right", "browse.export": "F6"}))
    qtbot.keyClick(window, Qt.Key.Key_J)
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert heard == []
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(window, Qt.Key.Key_Right, both)
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert heard == ["button", "export"]
    assert cap.text() == native_key("Ctrl+Alt+Right")
    assert button.sizeHint().width() > width
    assert NamedCap("browse.next").text() == cap.text()
