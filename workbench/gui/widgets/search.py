"""A line to search in: says what is typed once the typing rests."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from workbench.gui.theme import scaled, tokens
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.icons import paint_icon
from workbench.gui.widgets.shortcuts import native_key

REST_MS = 120


class SearchField(QLineEdit):
    """A search line.

    Signals:
        searched: the text now, after a short rest or at once on Return; empty when cleared (str).
    """

    searched = Signal(str)

    def __init__(
        self,
        hint: str,
        key: str | None = None,
        *,
        widest: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """A line with a `hint` and the `key` that leads to it; `widest` at the default text size."""
        super().__init__(parent)
        self._key = key
        self._widest = widest
        if widest is not None:
            self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self._wipe = Button("", icon="close", kind="quiet", tip="Clear   Esc", parent=self)
        self._wipe.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._wipe.setCursor(Qt.CursorShape.ArrowCursor)
        self._wipe.clicked.connect(self._clear_all)
        self._wipe.hide()
        self._keep_clear()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._say)
        self._said = ""
        self.textChanged.connect(self._changed)
        self.returnPressed.connect(self._say)

    def show_text(self, text: str) -> None:
        """Show `text` without saying so, unless somebody is typing."""
        if not self.hasFocus() and text != self.text():
            self.setText(text)
            self._said = text
            self._rest.stop()

    def keys_changed(self) -> None:
        """Show the key that is in force now."""
        self._keep_clear()
        self.update()

    def _changed(self, text: str) -> None:
        self._wipe.setVisible(bool(text))
        self._keep_clear()
        self._rest.start()

    def _clear_all(self) -> None:
        self.clear()
        self._say()

    def _keep_clear(self) -> None:
        """Let words end before the key or the button at the right, and begin after the lens."""
        cap = 0 if self._key is None or self.text() else self._key_width(self._key)
        self.setTextMargins(scaled(16) + 6, 0, max(cap, scaled(24)), 0)

    def _key_width(self, key: str) -> int:
        return QFontMetrics(_key_font(self.font())).horizontalAdvance(native_key(key)) + scaled(10)

    def _paint_key(self, painter: QPainter, key: str) -> None:
        painter.setFont(_key_font(self.font()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self._key_width(key)
        height = scaled(18)
        cap = QRectF(self.width() - width - 7.5, (self.height() - height) / 2 + 0.5, width, height - 1)
        painter.setPen(QColor(tokens().line))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(QColor(tokens().soft))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), native_key(key))

    def _say(self) -> None:
        self._rest.stop()
        if self.text() != self._said:
            self._said = self.text()
            self.searched.emit(self._said)

    # Qt

    def sizeHint(self) -> QSize:
        """As wide as it may be."""
        hint = super().sizeHint()
        return hint if self._widest is None else QSize(scaled(self._widest), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Room for a word."""
        return QSize(scaled(120), super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears the line."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self._clear_all()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the clear button at the right end."""
        super().resizeEvent(event)
        side = self.height() - 6
        self._wipe.setFixedSize(side, side)
        self._wipe.move(self.width() - side - 3, 3)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line and, before the words, a lens."""
        super().paintEvent(event)
        side = scaled(16)
        painter = QPainter(self)
        paint_icon(painter, "search", tokens().soft, QRectF(9, (self.height() - side) / 2, side, side))
        if self._key is not None and not self.text():
            self._paint_key(painter, self._key)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._keep_clear()


def _key_font(font: QFont) -> QFont:
    """The font of key caps, from that of the line."""
    font.setPixelSize(scaled(11))
    return font
