"""Shortcuts by name: live with the key in force, and with another as soon as it is chosen."""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from workbench.domain.keys import Keymap
from workbench.gui.presenters.keys_in_force import key_of, put_in_force
from workbench.gui.widgets.labels import KeyCap

_PORTABLE = {"PageUp": "PgUp", "PageDown": "PgDown", "Escape": "Esc", "Insert": "Ins", "Delete": "Del"}


@runtime_checkable
class ShowsKeys(Protocol):
    """A widget that shows a key, and shows another one when it changes."""

    def keys_changed(self) -> None:
        """Look again which key it is."""


class Shortcut(QShortcut):
    """A key by its name, such as “browse.next”, or as it is written; Enter of the keypad is Return too."""

    def __init__(
        self,
        name: str,
        parent: QWidget,
        context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.setContext(context)
        self.keys_changed()

    def keys_changed(self) -> None:
        """Be live with the key in force."""
        self.setKeys(sequences(key_of(self.name)))


class NamedCap(KeyCap):
    """The key in force for a name, as it stands on the keyboard."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.keys_changed()

    def keys_changed(self) -> None:
        """Show the key that is in force now."""
        self.setText(native_key(self._name))


def sequences(key: str) -> list[QKeySequence]:
    """What Qt calls a key; both Enter keys for Return."""
    if not key:
        return []
    held, plus, base = key.rpartition("+") if not key.endswith("++") else (key[:-2], "+", "+")
    own = QKeySequence(f"{held}{plus}{_PORTABLE.get(base, base)}")
    return [own, QKeySequence(f"{held}{plus}Enter")] if base == "Return" else [own]


def native_key(name: str) -> str:
    """A key as this machine's keyboard names it, by its name or as it is written."""
    key = key_of(name)
    found = sequences(key)
    native = found[0].toString(QKeySequence.SequenceFormat.NativeText) if found else ""
    return {"Up": "↑", "Down": "↓"}.get(native, (native or key).replace("Return", "↵"))


def wear_keys(application: QApplication, keymap: Keymap) -> None:
    """Put `keymap` in force, in every window that is open and every one to come."""
    put_in_force(keymap)
    for window in application.topLevelWidgets():
        for shortcut in window.findChildren(Shortcut):
            shortcut.keys_changed()
        for widget in (window, *window.findChildren(QWidget)):
            if isinstance(widget, ShowsKeys):
                widget.keys_changed()
