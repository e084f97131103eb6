"""The keys of the Rate screen: how one is named, and the list of them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from workbench.gui.views.keys import KeyGroup

KEYS = KeyGroup(
    "Rate",
    (
        ("1 – 9", "Score the value that is next, and go on to the one after it"),
        ("0 / N", "Cannot judge / not applicable"),
        ("↓ ↑, Tab", "Next value, value before"),
        ("A / B / T", "A is better, B is better, equal"),
        ("← →", "How clearly"),
        ("Shift+T", "None is acceptable"),
        ("Enter", "Submit and go on, if nothing lacks; Ctrl+Enter too"),
        ("Space", "Page the texts on; Shift+Space back"),
        ("J / K", "Next sentence, sentence before"),
        ("E", "Mark an error: letter, digit, Enter"),
        ("O", "Note an omission"),
        ("W", "Why nothing is marked"),
        ("I", "Answer in words"),
        ("C", "Comment"),
        ("F", "Flag, or no longer"),
        ("S", "Later: it comes again at the end"),
        ("Shift+S", "Cannot be rated, with a reason"),
        ("R", "Show the reference; it is noted"),
        ("G", "Guidelines"),
        ("U / Ctrl+Z", "Undo, across items"),
        ("Ctrl+Shift+Z", "Redo"),
        ("Alt+Left", "Item before"),
        ("Alt+Right", "Next item"),
        ("Ctrl+P", "Break"),
        ("Ctrl+E", "Export the ratings"),
        ("Ctrl+O", "Open a study file"),
        ("Ctrl+S", "Everything is saved already; says so"),
    ),
)

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
}
_MODIFIERS = (
    (Qt.KeyboardModifier.ControlModifier, "Ctrl+"),
    (Qt.KeyboardModifier.AltModifier, "Alt+"),
    (Qt.KeyboardModifier.ShiftModifier, "Shift+"),
)


def key_name(event: QKeyEvent) -> str:
    """A key as the presenter knows it: “3”, “Shift+S”, “Ctrl+Return”; "" for one without a name.

    Digits are those of the keypad too, and whatever Shift is needed for on a French keyboard.
    """
    key = event.key()
    name = _NAMED.get(Qt.Key(key)) if key in set(Qt.Key) else None
    modifiers = event.modifiers()
    if name is None:
        if event.text().isdigit() and len(event.text()) == 1 and event.text().isascii():
            return event.text()
        if Qt.Key.Key_A <= key <= Qt.Key.Key_Z or Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            name = chr(key)
        else:
            name = _by_place(event)
        if not name:
            return ""
    return "".join(said for modifier, said in _MODIFIERS if modifiers & modifier) + name


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
