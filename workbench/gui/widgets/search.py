"""A line to search in: says what is typed once the typing rests."""

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from workbench.gui.theme import scaled, tokens
from workbench.gui.widgets.icons import paint_icon

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
        self.setTextMargins(scaled(16) + 6, 0, 0, 0)
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

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line and, before the words, a lens."""
        super().paintEvent(event)
        side = scaled(16)
        painter = QPainter(self)
        paint_icon(painter, "search", tokens().soft, QRectF(9, (self.height() - side) / 2, side, side))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setTextMargins(scaled(16) + 6, 0, 0, 0)
