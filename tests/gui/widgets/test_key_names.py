"""How keys are named."""

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from workbench.gui.widgets.key_names import key_name

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "name"),
    [
        (Qt.Key.Key_S, NONE, "s", "S"),
        (Qt.Key.Key_S, SHIFT, "S", "Shift+S"),
        (Qt.Key.Key_Z, CTRL | SHIFT, "", "Ctrl+Shift+Z"),
        (Qt.Key.Key_3, Qt.KeyboardModifier.KeypadModifier, "3", "3"),
        (Qt.Key.Key_3, SHIFT, "3", "3"),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, "\r", "Return"),
        (Qt.Key.Key_Return, CTRL, "\r", "Ctrl+Return"),
        (Qt.Key.Key_Left, ALT, "", "Alt+Left"),
        (Qt.Key.Key_Backtab, SHIFT, "", "Shift+Tab"),
        (Qt.Key.Key_Backspace, NONE, "\b", ""),
        (Qt.Key.Key_Delete, NONE, "", ""),
        (Qt.Key.Key_F1, NONE, "", "F1"),
        (Qt.Key.Key_Question, SHIFT, "?", "?"),
        (Qt.Key.Key_Equal, CTRL, "", "Ctrl+="),
        (Qt.Key.Key_Odiaeresis, NONE, "ö", "Ö"),
        (Qt.Key.Key_Home, ALT, "", "Alt+Home"),
        (Qt.Key.Key_Control, CTRL, "", ""),
    ],
)
def test_keys_have_names(key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str, name: str) -> None:
    """Digits of the keypad and of a French keyboard too; Backspace and Delete have none."""
    assert key_name(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)) == name


@pytest.mark.parametrize(
    ("scan", "virtual", "name"), [(41, 0, "F"), (0, 0x46, "F"), (0, 0, "А"), (39, 0, "S")]
)
def test_letters_of_other_scripts_count_by_their_place(scan: int, virtual: int, name: str) -> None:
    """On a Russian keyboard F is where F is; where that is unknown, a letter is itself."""
    event = QKeyEvent(QEvent.Type.KeyPress, 0x0410, NONE, scan, virtual, 0, "а")
    assert key_name(event) == name
