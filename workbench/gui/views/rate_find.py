"""The find bar of the Rate screen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from workbench.gui.presenters.rate_find import FindState
from workbench.gui.theme import scaled
from workbench.gui.widgets.buttons import CapButton
from workbench.gui.widgets.card import row
from workbench.gui.widgets.labels import Label


class FindBar(QFrame):
    """A line to type in, how many places there are, and steps between them.

    Signals:
        typed: look for this (str).
        stepped: the next place, or the one before (int).
        closed: look no more.
    """

    typed = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._before: QWidget | None = None
        self.field = QLineEdit()
        self.field.setPlaceholderText("Find in this item")
        self.field.setAccessibleName("Find in this item")
        self.field.textEdited.connect(self.typed)
        self._count = Label("", "soft")
        self._count.setMinimumWidth(scaled(80))
        before = CapButton("Before", "Shift+Return", kind="quiet")
        after = CapButton("Next", "Return", kind="quiet")
        close = CapButton("Close", "Escape", kind="quiet")
        before.clicked.connect(lambda: self.stepped.emit(-1))
        after.clicked.connect(lambda: self.stepped.emit(1))
        close.clicked.connect(self.closed)
        line = row(self.field, self._count, before, after, close)
        line.setContentsMargins(8, 4, 8, 4)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()

    def begin(self) -> None:
        """Take the keyboard, with what was looked for last selected."""
        focus = self.window().focusWidget()
        if focus is not self.field:
            self._before = focus
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def press(self, key: str) -> bool:
        """A key while the line has the keyboard; whether it is the bar's and not the line's."""
        if key in {"Return", "Shift+Return"}:
            self.stepped.emit(-1 if key.startswith("Shift") else 1)
        elif key == "Escape":
            self.closed.emit()
        else:
            # Tab would leave a bar behind that is no longer typed in.
            return key in {"Tab", "Shift+Tab"}
        return True

    def show_found(self, state: FindState) -> None:
        """Show how many there are; gives the keyboard back when it closes."""
        if self.field.text() != state.text:
            self.field.setText(state.text)
        self._count.setText(state.said)
        self._count.set_role("severity" if state.text and not state.matches else "soft")
        had = self.field.hasFocus()
        self.setVisible(state.shown)
        if had and not state.shown and self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
