"""A line to search in: says what is typed once the typing rests."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from workbench.gui.theme import tokens
from workbench.gui.widgets.icons import icon

REST_MS = 120


class SearchField(QLineEdit):
    """A search line.

    Signals:
        searched: the text now, after a short rest or at once on Return; empty when cleared (str).
    """

    searched = Signal(str)

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self._sign = QAction(self)
        self._sign.setIcon(icon("search", tokens().soft))
        self.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._say)
        self._said = ""
        self.textChanged.connect(lambda _text: self._rest.start())
        self.returnPressed.connect(self._say)

    def show_text(self, text: str) -> None:
        """Show `text` without saying so, unless somebody is typing."""
        if not self.hasFocus() and text != self.text():
            self.setText(text)
            self._said = text
            self._rest.stop()

    def _say(self) -> None:
        self._rest.stop()
        if self.text() != self._said:
            self._said = self.text()
            self.searched.emit(self._said)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears the line."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._say()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_sign"):
            self._sign.setIcon(icon("search", tokens().soft))
