"""What a key that was pressed is called: as the list of keys and the settings file write it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_NAMED = {
    Qt.Key.Key_Return: "Return",
    Qt.Key.Key_Enter: "Return",
    Qt.Key.Key_Escape: "Escape",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backtab: "Tab",
    Qt.Key.Key_Space: "Space",
    Qt.Key.Key_PageDown: "PageDown",
    Qt.Key.Key_PageUp: "PageUp",
    Qt.Key.Key_Home: "Home",
    Qt.Key.Key_End: "End",
    Qt.Key.Key_Insert: "Insert",
}
_MODIFIERS = (
    (Qt.KeyboardModifier.ControlModifier, "Ctrl+"),
    (Qt.KeyboardModifier.AltModifier, "Alt+"),
    (Qt.KeyboardModifier.ShiftModifier, "Shift+"),
)


def key_name(event: QKeyEvent) -> str:
    """A key such as “3”, “Shift+S”, “Ctrl+Return”, “F2”; "" for one without a name.

    Digits are those of the keypad too, and whatever Shift is needed for on a French keyboard. Backspace and
    Delete have none: they stay with text.
    """
    key = event.key()
    name = _NAMED.get(Qt.Key(key)) if key in set(Qt.Key) else None
    modifiers = event.modifiers()
    if name is None:
        if event.text().isdigit() and len(event.text()) == 1 and event.text().isascii():
            return event.text()
        if Qt.Key.Key_A <= key <= Qt.Key.Key_Z or Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            name = chr(key)
        elif Qt.Key.Key_F1 <= key <= Qt.Key.Key_F24:
            name = f"F{key - Qt.Key.Key_F1 + 1}"
        else:
            name = _by_place(event) or _sign(event)
        if not name:
            return ""
    held = "".join(said for modifier, said in _MODIFIERS if modifiers & modifier)
    # Whether Shift is needed for a sign is up to the keyboard.
    return (held.replace("Shift+", "") if len(name) == 1 and not name.isalnum() else held) + name


_ROWS = {24: "QWERTYUIOP", 38: "ASDFGHJKL", 52: "ZXCVBNM"}
"""Letters by the scan code of the first in their row, as X11 and Wayland count."""


def _by_place(event: QKeyEvent) -> str:
    """The Latin letter where a letter of another script stands, so that keys work on a Russian keyboard."""
    if not event.text().isalpha() or event.text().isascii():
        return ""
    if ord("A") <= event.nativeVirtualKey() <= ord("Z"):
        return chr(event.nativeVirtualKey())
    for first, letters in _ROWS.items():
        if 0 <= event.nativeScanCode() - first < len(letters):
            return letters[event.nativeScanCode() - first]
    return ""


def _sign(event: QKeyEvent) -> str:
    """A sign or a letter beyond A to Z as it stands, such as “?” or “Ö”."""
    text = event.text() if event.text().isprintable() else ""
    if not text and 0x20 < event.key() < 0x250:
        text = chr(event.key())
    sign = text.upper() if len(text.upper()) == 1 else text
    return sign if len(sign) == 1 and not sign.isspace() else ""
