"""A person at the window: clicks, keys and eyes, nothing else."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

W = TypeVar("W", bound=QWidget)
LEFT = Qt.MouseButton.LeftButton


class Hands:
    """Does what a person does in `window`, once it can be done."""

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self._qtbot, self._window = qtbot, window

    def wait(self, until: Callable[[], object], seconds: float = 20.0) -> None:
        """Wait until something is so."""
        self._qtbot.waitUntil(lambda: bool(until()), timeout=round(seconds * 1000))

    def words(self) -> list[str]:
        """Every label that can be seen."""
        return [label.text() for label in self._window.findChildren(QLabel) if label.isVisible()]

    def see(self, part: str, seconds: float = 20.0) -> str:
        """The words of the first label with `part` in it, once it can be seen."""
        try:
            self.wait(lambda: any(part in words for words in self.words()), seconds)
        except Exception as error:
            raise AssertionError(f"{part!r} is not among {self.words()}") from error
        return next(words for words in self.words() if part in words)

    def part(self, kind: type[W], name: str = "") -> W:
        """The visible widget of a kind, by its accessible name."""
        fitting = [
            widget
            for widget in self._window.findChildren(kind)
            if widget.isVisible() and (not name or widget.accessibleName() == name)
        ]
        assert fitting, f"no {kind.__name__} {name!r} in view"
        return fitting[0]

    def click(self, words: str) -> None:
        """Click the button with these words, once it is there and enabled."""

        def found() -> list[QAbstractButton]:
            buttons = self._window.findChildren(QAbstractButton)
            return [one for one in buttons if one.text() == words and one.isVisible() and one.isEnabled()]

        self.wait(found)
        self._qtbot.mouseClick(found()[0], LEFT)

    def choose(self, words: str) -> None:
        """Click an entry of the menu that is open."""
        self.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(action for action in menu.actions() if action.text() == words)
        self._qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
        # A desktop does this by itself; the platform of the tests does not.
        self._window.activateWindow()
        self.wait(self._window.isActiveWindow)

    def press(self, keys: str) -> None:
        """Press keys, such as “Ctrl+N”, where the keyboard is."""
        combination: QKeyCombination = cast("Any", QKeySequence(keys))[0]
        self._qtbot.keyClick(self._focus(), combination.key(), combination.keyboardModifiers())

    def type(self, text: str, into: QWidget | None = None) -> None:
        """Type a text where the keyboard is, or into a field that is clicked first and emptied."""
        if into is not None:
            into.setFocus(Qt.FocusReason.MouseFocusReason)
            self.press("Ctrl+A")
        self._qtbot.keyClicks(self._focus(), text)

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self._window
