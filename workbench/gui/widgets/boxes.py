"""One value of an instrument as boxes in a row: which is chosen, and whether the next digit goes here."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.gui.presenters.keys_in_force import keys_said
from workbench.gui.theme import scaled, tokens

_HEIGHT = 30
_BOX = 26
_GAP = 4
_EDGE = 5
"""Between the ring and what is in it."""
_RING = 2.0


def box_rects(widths: Sequence[int], start: int, height: int, gap: int, edge: int) -> list[QRect]:
    """Where boxes of these widths stand, one beside the other."""
    rects = []
    for width in widths:
        rects.append(QRect(start, edge, width, height - 2 * edge))
        start += width + gap
    return rects


class Boxes(QWidget):
    """A letter, boxes, and words where no box says it. Painted, because there are many.

    Signals:
        chosen: a person clicked the box at this place (int); -1 for the words.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letter, self._words = "", ""
        self._labels: tuple[str, ...] = ()
        self._chosen: int | None = None
        self._focused = self._wanted = False
        self.flashing = False
        """Whether what is chosen stands out for a moment."""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_boxes(self, letter: str, labels: Sequence[str], chosen: int | None, words: str) -> None:
        """Show these boxes, one of them chosen, or words instead."""
        known = letter, tuple(labels), chosen, words
        if known != (self._letter, self._labels, self._chosen, self._words):
            self._letter, self._labels, self._chosen, self._words = known
            self.updateGeometry()
            self.update()

    def show_state(self, focused: bool, wanted: bool) -> None:
        """Show whether the next digit goes here, and whether a mark or a reason is still wanted."""
        if (focused, wanted) != (self._focused, self._wanted):
            self._focused, self._wanted = focused, wanted
            self.updateGeometry()
            self.update()

    def flash(self, on: bool) -> None:
        """Let what is chosen stand out, or no longer."""
        if on != self.flashing:
            self.flashing = on
            self.update()

    def _fonts(self) -> tuple[QFontMetrics, int]:
        metrics = self.fontMetrics()
        return metrics, metrics.horizontalAdvance("M") + scaled(6) if self._letter else 0

    def _rects(self) -> list[QRect]:
        metrics, letter = self._fonts()
        widths = [max(scaled(_BOX), metrics.horizontalAdvance(label) + scaled(12)) for label in self._labels]
        edge = scaled(_EDGE)
        return box_rects(widths, edge + letter, scaled(_HEIGHT), scaled(_GAP), scaled(3))

    def _tail(self) -> str:
        """What stands behind the boxes."""
        if self._wanted:
            return "! mark or reason"
        return self._words or ("" if self._labels else f"press {keys_said('I')} to write")

    # Qt

    def sizeHint(self) -> QSize:
        """Room for all of it."""
        metrics, letter = self._fonts()
        rects = self._rects()
        right = rects[-1].right() + 1 if rects else scaled(_EDGE) + letter
        tail = metrics.elidedText(self._tail(), Qt.TextElideMode.ElideRight, scaled(220))
        extra = metrics.horizontalAdvance(tail) + scaled(10) if tail else 0
        return QSize(right + extra + scaled(_EDGE), scaled(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring, the letter, the boxes, the words."""
        colours, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._focused:
            painter.setPen(QPen(QColor(colours.accent), _RING))
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        metrics, letter = self._fonts()
        centre, middle = Qt.AlignmentFlag.AlignCenter, Qt.AlignmentFlag.AlignVCenter
        if self._letter:
            painter.setPen(QColor(colours.text if self._focused else colours.soft))
            painter.drawText(QRect(scaled(_EDGE), 0, letter, self.height()), middle, self._letter)
        right = scaled(_EDGE) + letter
        for place, rect in enumerate(self._rects()):
            own = place == self._chosen
            flashes = own and self.flashing
            fill = colours.good if flashes else colours.accent if own else colours.pane
            painter.setPen(QPen(QColor(fill if own else colours.line), 1))
            painter.setBrush(QColor(fill))
            grown = rect.adjusted(-2, -2, 2, 2) if flashes else rect
            painter.drawRoundedRect(QRectF(grown).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            font = self.font()
            font.setBold(own)
            painter.setFont(font)
            painter.setPen(QColor(colours.accent_on if own else colours.text))
            painter.drawText(rect, centre, self._labels[place])
            right = rect.right() + 1
        painter.setFont(self.font())
        tail = metrics.elidedText(self._tail(), Qt.TextElideMode.ElideRight, scaled(220))
        painter.setPen(QColor(colours.text if self._wanted or self._words else colours.soft))
        left = QPointF(right + scaled(6), 0)
        painter.drawText(
            QRectF(left.x(), 0, self.width() - left.x(), self.height()), Qt.AlignmentFlag.AlignVCenter, tail
        )
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the box that is clicked."""
        at = event.position().toPoint()
        for place, rect in enumerate(self._rects()):
            if rect.adjusted(0, -8, 0, 8).contains(at):
                self.chosen.emit(place)
                return
        if not self._labels:
            self.chosen.emit(-1)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self.updateGeometry()
