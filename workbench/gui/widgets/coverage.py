"""Who rated what, painted: a row for each rater, a small cell for each item. Not told by colour alone."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.gui.presenters.study_coverage import CoverageGrid
from workbench.gui.theme import scaled, tokens
from workbench.gui.widgets.coverage_layout import CoverageLayout, coverage_layout
from workbench.gui.widgets.labels import Label
from workbench.study.coverage import State

_CELL, _LARGEST_CELL = 15, 26
_BETWEEN = 3
_GAP = 14
_AFTER_NAMES = 10
LEGEND = (
    (State.DONE, "rated"),
    (State.BEGUN, "begun"),
    (State.LATER, "put off"),
    (State.CANNOT_RATE, "cannot be rated"),
    (State.MISSING, "not yet"),
    (None, "not assigned"),
)


class CoverageMatrix(QWidget):
    """Every rater and item. Pointing at a cell says which item it is and how it stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = CoverageGrid()
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("Coverage")

    def show_grid(self, grid: CoverageGrid) -> None:
        """Show who rated what."""
        self._grid = grid
        self.setAccessibleDescription("; ".join(line.words for line in grid.lines))
        self.updateGeometry()
        self.update()

    def words_at(self, x: int, y: int) -> str:
        """What is said about the cell at a place; nothing beside the cells."""
        found = self._layout(self.width()).at(x, y)
        return "" if found is None else self._grid.words(*found)

    def _layout(self, width: int) -> CoverageLayout:
        names = max((self.fontMetrics().horizontalAdvance(name) for name in self._grid.raters), default=0)
        left, items = names + scaled(_AFTER_NAMES), len(self._grid.items)
        # Few items have larger cells.
        cell = max(scaled(_CELL), min(scaled(_LARGEST_CELL), (width - left) // max(1, items)))
        return coverage_layout(width, len(self._grid.raters), items, left=left, cell=cell, gap=scaled(_GAP))

    # Qt

    def hasHeightForWidth(self) -> bool:
        """Narrow is high."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its lines."""
        return self._layout(width).height

    def sizeHint(self) -> QSize:
        """Some forty items on a line."""
        width = scaled(640)
        return QSize(width, self._layout(width).height)

    def minimumSizeHint(self) -> QSize:
        """Narrow where it must be."""
        return QSize(scaled(160), 0)

    def event(self, event: QEvent) -> bool:
        """Say what a cell is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.words_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is in view."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        layout, colours = self._layout(self.width()), tokens()
        seen, inner = event.rect(), layout.cell - scaled(_BETWEEN)
        for line in range(layout.lines):
            top = line * layout.block
            if top > seen.bottom() or top + layout.block < seen.top():
                continue
            first = line * layout.columns
            for rater, name in enumerate(self._grid.raters):
                _, y = layout.place(rater, first)
                painter.setPen(QColor(colours.soft))
                rect = QRect(0, y, layout.left, inner)
                painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
                for item in range(first, min(first + layout.columns, layout.items)):
                    x, y = layout.place(rater, item)
                    cell = self._grid.cells[rater][item]
                    paint_state(painter, QRectF(x, y, inner, inner), None if cell is None else cell.state)
        painter.end()


class StateSample(Label):
    """A cell of the legend with its word."""

    def __init__(self, state: State | None, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, "soft", parent)
        self._state = state
        self.setContentsMargins(scaled(_CELL + 4), 0, 6, 0)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cell, then the word."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = scaled(_CELL - _BETWEEN)
        paint_state(painter, QRectF(0, (self.height() - inner) / 2, inner, inner), self._state)
        painter.end()


def paint_state(painter: QPainter, rect: QRectF, state: State | None) -> None:
    """Draw one cell: full, half, a dot, a cross, a frame, or next to nothing."""
    colours = tokens()
    frame = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state is None:
        painter.setPen(QPen(QColor(colours.line), 1.5))
        painter.drawPoint(rect.center())
        return
    if state is State.DONE:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(rect, 2, 2)
        return
    line = colours.severity if state is State.CANNOT_RATE else colours.accent
    painter.setPen(QPen(QColor(colours.line if state is State.MISSING else line), 1))
    painter.drawRoundedRect(frame, 2, 2)
    if state is State.BEGUN:
        painter.fillRect(QRectF(rect.x(), rect.center().y(), rect.width(), rect.height() / 2), QColor(line))
    elif state is State.LATER:
        painter.setBrush(QColor(line))
        painter.drawEllipse(rect.center(), rect.width() / 6, rect.width() / 6)
    elif state is State.CANNOT_RATE:
        part = rect.width() / 4
        for one in (1, -1):
            shift = QPointF(part, one * part)
            painter.drawLine(rect.center() - shift, rect.center() + shift)
