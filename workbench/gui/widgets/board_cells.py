"""How the cells of the leaderboard are drawn: a number and its interval for each protocol, and names."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.domain.scores import Protocol
from workbench.gui.presenters.results_grid import Figure, Grid, Line
from workbench.gui.presenters.results_words import number
from workbench.gui.theme import LABEL_PX, scaled, tokens
from workbench.gui.widgets.board_layout import BarPlace, Scale, bar_place, figure_places, scale_of
from workbench.gui.widgets.icons import paint_icon
from workbench.gui.widgets.plot_layout import Box

LINE = 20
"""Height of one number, at the default text size."""
PAD = 8
BAND_ALPHA = 80
"""Of 255: the line and the sign on a band can be seen."""
_AT_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_AT_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class Look:
    """Pens, grounds and fonts of the theme and the text size in use, made once for a painting."""

    def __init__(self, base: QFont) -> None:
        colours = tokens()
        self.pane, self.marked = QColor(colours.pane), QColor(colours.accent_soft)
        self.current = QColor(colours.background)
        self.line, self.text, self.soft = (
            QPen(QColor(colours.line), 1),
            QColor(colours.text),
            QColor(colours.soft),
        )
        self.severity = QColor(colours.severity)
        self.plain, self.bold, self.small = QFont(base), QFont(base), QFont(base)
        self.bold.setWeight(QFont.Weight.Bold)
        self.small.setPixelSize(scaled(LABEL_PX))
        self.line_height, self.pad, self.star = scaled(LINE), scaled(PAD), scaled(8)
        self.bars = BarLook()


class _Cells(QStyledItemDelegate):
    """What names and numbers have in common: grounds, lines between, the current cell."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.grid = Grid()
        self.marked: tuple[str, ...] = ()
        self.current_row = -1
        self.look = Look(QFont())

    def _ground(self, painter: QPainter, rect: QRectF, row: int, line: Line) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self.look
        ground = look.pane
        if line.id in self.marked:
            ground = look.marked
        elif row == self.current_row:
            ground = look.current
        painter.fillRect(rect, ground)
        painter.setPen(look.line)
        painter.drawLine(
            QPointF(rect.left(), rect.bottom() - 0.5), QPointF(rect.right(), rect.bottom() - 0.5)
        )


class FigureDelegate(_Cells):
    """Numbers with their bars."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.scales: dict[int, Scale] = {}
        """Of the columns that were in view."""
        self.starts: frozenset[int] = frozenset()
        """The columns that begin a category."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a cell."""
        row, place = index.row(), index.column() - 1
        if place < 0 or row >= len(self.grid.lines):
            # Names are drawn by the table that lies over this one.
            return
        line, look, rect = self.grid.lines[row], self.look, QRectF(option.rect)
        self._ground(painter, rect, row, line)
        if place in self.starts:
            painter.drawLine(
                QPointF(rect.left() + 0.5, rect.top()), QPointF(rect.left() + 0.5, rect.bottom())
            )
        figures = line.cells[place]
        box = Box(rect.x(), rect.y(), rect.width(), rect.height())
        for figure, parts in zip(
            figures, figure_places(len(figures), box, look.line_height, look.pad), strict=True
        ):
            self._paint_number(painter, figure, parts.number)
            if figure.cell.doubt:
                self._paint_doubt(painter, parts.bar)
            elif figure.cell.interval is not None:
                if place not in self.scales:
                    self.scales[place] = scale_of(self.grid, place)
                bar = bar_place(figure.cell, parts.bar, self.scales[place])
                if bar is not None:
                    look.bars.paint(painter, figure.protocol, parts.bar, bar)
        if option.state & QStyle.StateFlag.State_Selected:
            _paint_focus(painter, rect, bool(option.state & QStyle.StateFlag.State_HasFocus))

    def _paint_number(self, painter: QPainter, figure: Figure, box: Box) -> None:
        look, cell = self.look, figure.cell
        soft = figure.protocol is Protocol.PAPER or cell.value is None or bool(cell.doubt)
        painter.setFont(look.bold if figure.best else look.plain)
        painter.setPen(look.soft if soft and not figure.best else look.text)
        painter.drawText(QRectF(box.x, box.y, box.width, box.height), _AT_RIGHT, number(cell.value))
        if cell.missing:
            # Behind the number, so that the points stay below one another.
            painter.setPen(look.severity)
            painter.drawText(QRectF(box.right + 1, box.y, look.star, box.height), _AT_LEFT, "*")

    def _paint_doubt(self, painter: QPainter, box: Box) -> None:
        side = scaled(12)
        icon = QRectF(box.x, box.y + (box.height - side) / 2, side, side)
        paint_icon(painter, "warning", self.look.severity.name(), icon)
        painter.setFont(self.look.small)
        painter.setPen(self.look.severity)
        words = QRectF(icon.right() + 3, box.y, box.right - icon.right() + self.look.pad, box.height)
        painter.drawText(words, _AT_LEFT, "doubt")


class NameDelegate(_Cells):
    """A model's name above where it is from; its letter when it is marked."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a name."""
        if index.row() >= len(self.grid.lines):
            return
        line, look, rect = self.grid.lines[index.row()], self.look, QRectF(option.rect)
        self._ground(painter, rect, index.row(), line)
        painter.drawLine(QPointF(rect.right() - 0.5, rect.top()), QPointF(rect.right() - 0.5, rect.bottom()))
        inside = rect.adjusted(look.pad, scaled(4), -look.pad, -scaled(4))
        if line.id in self.marked:
            letter = "AB"[self.marked.index(line.id)]
            chip = _paint_chip(painter, letter, QPointF(inside.left(), inside.center().y()), filled=True)
            inside.setLeft(chip.right() + look.pad)
        half = inside.height() / 2
        above, below = QRectF(inside), QRectF(inside)
        above.setHeight(half)
        below.setTop(inside.top() + half)
        if line.published:
            width = _chip_width("published")
            at = QPointF(inside.right() - width, above.center().y())
            _paint_chip(painter, "published", at, filled=False)
            above.setRight(inside.right() - width - look.pad)
        _paint_words(painter, look.bold, look.text, above, line.model)
        _paint_words(painter, look.small, look.soft, below, line.detail)


class BarLook:
    """How a number stands on its scale: pens of the theme in use."""

    def __init__(self) -> None:
        colours = tokens()
        self._line, self._chance = QPen(QColor(colours.line), 1), QPen(QColor(colours.soft), 1)
        self._sign = QPen(QColor(colours.accent), scaled(13) / 10)
        self._band, self._full, self._hollow = (
            QColor(colours.accent),
            QColor(colours.accent),
            QColor(colours.pane),
        )
        self._band.setAlpha(BAND_ALPHA)
        self._tall, self._least, self._radius, self._stroke = scaled(10), scaled(2), scaled(5) / 2, scaled(5)

    def paint(self, painter: QPainter, protocol: Protocol | None, box: Box, place: BarPlace) -> None:
        """Chance as a stroke, the interval as a band, the number as a ring (paper) or a dot (corrected)."""
        middle = box.y + box.height / 2
        painter.setPen(self._line)
        painter.drawLine(QPointF(box.x, middle), QPointF(box.right, middle))
        if place.low is not None and place.high is not None:
            wide = max(self._least, place.high - place.low)
            painter.fillRect(QRectF(place.low, middle - self._tall / 2, wide, self._tall), self._band)
        if place.chance is not None:
            painter.setPen(self._chance)
            at = place.chance
            painter.drawLine(QPointF(at, middle - self._stroke), QPointF(at, middle + self._stroke))
        painter.setPen(self._sign)
        painter.setBrush(self._hollow if protocol is Protocol.PAPER else self._full)
        painter.drawEllipse(QPointF(place.value, middle), self._radius, self._radius)


def _paint_focus(painter: QPainter, rect: QRectF, active: bool) -> None:
    painter.setPen(QPen(QColor(tokens().accent if active else tokens().soft), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -2, -2), 4, 4)


def _paint_words(painter: QPainter, font: QFont, colour: QColor, rect: QRectF, words: str) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.drawText(rect, _AT_LEFT, fitting)


def _chip_font() -> QFont:
    font = QFont()
    font.setPixelSize(scaled(LABEL_PX))
    return font


def _chip_width(words: str) -> float:
    return QFontMetricsF(_chip_font()).horizontalAdvance(words) + scaled(12)


def _paint_chip(painter: QPainter, words: str, at: QPointF, *, filled: bool) -> QRectF:
    """A word in a rounded frame that begins at the left of `at`; gives where it stands."""
    colours, tall = tokens(), scaled(16)
    rect = QRectF(at.x(), at.y() - tall / 2, _chip_width(words), tall)
    painter.setFont(_chip_font())
    painter.setPen(QPen(QColor(colours.accent if filled else colours.soft), 1))
    painter.setBrush(QColor(colours.accent) if filled else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect, tall / 2, tall / 2)
    painter.setPen(QColor(colours.accent_on if filled else colours.soft))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
    return rect
