"""How the cells of the leaderboard are drawn: a number and its interval for each protocol, and names."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.domain.scores import Protocol
from workbench.gui.presenters.results_grid import Figure, Grid, Line
from workbench.gui.presenters.results_words import number
from workbench.gui.tables.grid import FIGURES_ROLE, LINE_ROLE
from workbench.gui.theme import LABEL_PX, scaled, tokens
from workbench.gui.widgets.board_layout import BarPlace, Scale, bar_place, figure_places
from workbench.gui.widgets.icons import paint_icon
from workbench.gui.widgets.plot_layout import Box

LINE = 20
"""Height of one number, at the default text size."""
PAD = 8
BAND_ALPHA = 80
"""Of 255: the line and the sign on a band can be seen."""
_CENTRE = Qt.AlignmentFlag.AlignVCenter


class _Cells(QStyledItemDelegate):
    """What names and numbers have in common: grounds, lines between, the current cell."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.grid = Grid()
        self.marked: tuple[str, ...] = ()
        self.current_row = -1

    def _ground(
        self, painter: QPainter, rect: QRectF, index: QModelIndex | QPersistentModelIndex, line: Line
    ) -> None:
        colours = tokens()
        ground = colours.pane
        if line.id in self.marked:
            ground = colours.accent_soft
        elif index.row() == self.current_row:
            ground = colours.background
        painter.fillRect(rect, QColor(ground))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(
            QPointF(rect.left(), rect.bottom() - 0.5), QPointF(rect.right(), rect.bottom() - 0.5)
        )


class FigureDelegate(_Cells):
    """Numbers with their bars."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.scales: tuple[Scale, ...] = ()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a cell."""
        line = index.data(LINE_ROLE)
        if line is None:
            return
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, index, line)
        if any(group.first == index.column() - 1 for group in self.grid.groups):
            painter.drawLine(
                QPointF(rect.left() + 0.5, rect.top()), QPointF(rect.left() + 0.5, rect.bottom())
            )
        figures = index.data(FIGURES_ROLE)
        box = Box(rect.x(), rect.y(), rect.width(), rect.height())
        for figure, place in zip(
            figures, figure_places(len(figures), box, scaled(LINE), scaled(PAD)), strict=True
        ):
            _paint_number(painter, option.font, figure, place.number)
            if figure.cell.doubt:
                _paint_doubt(painter, option.font, place.bar)
            elif figure.cell.interval is not None:
                bar = bar_place(figure.cell, place.bar, self.scales[index.column() - 1])
                if bar is not None:
                    paint_bar(painter, figure.protocol, place.bar, bar)
        if option.state & QStyle.StateFlag.State_Selected:
            _paint_focus(painter, rect, bool(option.state & QStyle.StateFlag.State_Active))
        painter.restore()


class NameDelegate(_Cells):
    """A model's name above where it is from; its letter when it is marked."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a name."""
        line = index.data(LINE_ROLE)
        if line is None:
            return
        colours, rect = tokens(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, index, line)
        painter.drawLine(QPointF(rect.right() - 0.5, rect.top()), QPointF(rect.right() - 0.5, rect.bottom()))
        inside = rect.adjusted(scaled(PAD), scaled(4), -scaled(PAD), -scaled(4))
        if line.id in self.marked:
            letter = "AB"[self.marked.index(line.id)]
            chip = _paint_chip(painter, letter, QPointF(inside.left(), inside.center().y()), filled=True)
            inside.setLeft(chip.right() + scaled(PAD))
        half = inside.height() / 2
        above, below = QRectF(inside), QRectF(inside)
        above.setHeight(half)
        below.setTop(inside.top() + half)
        if line.published:
            width = _chip_width("published")
            at = QPointF(inside.right() - width, above.center().y())
            _paint_chip(painter, "published", at, filled=False)
            above.setRight(inside.right() - width - scaled(PAD))
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        _paint_words(painter, font, colours.text, above, line.model)
        small = QFont(option.font)
        small.setPixelSize(scaled(LABEL_PX))
        _paint_words(painter, small, colours.soft, below, line.detail)
        painter.restore()


def paint_protocol(painter: QPainter, protocol: Protocol | None, at: QPointF) -> None:
    """The sign of a protocol: a ring for the paper's, a dot for the corrected one."""
    radius = scaled(5) / 2
    painter.setPen(QPen(QColor(tokens().accent), scaled(13) / 10))
    painter.setBrush(QColor(tokens().pane if protocol is Protocol.PAPER else tokens().accent))
    painter.drawEllipse(at, radius, radius)


def _paint_number(painter: QPainter, base: QFont, figure: Figure, box: Box) -> None:
    font = QFont(base)
    if figure.best:
        font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    soft = figure.protocol is Protocol.PAPER or figure.cell.value is None or bool(figure.cell.doubt)
    painter.setPen(QColor(tokens().soft if soft and not figure.best else tokens().text))
    words = number(figure.cell.value)
    rect = QRectF(box.x, box.y, box.width, box.height)
    painter.drawText(rect, _CENTRE | Qt.AlignmentFlag.AlignRight, words)
    if figure.cell.missing:
        # Behind the number, so that the points stay below one another.
        star = QRectF(box.right + 1, box.y, scaled(8), box.height)
        painter.setPen(QColor(tokens().severity))
        painter.drawText(star, _CENTRE | Qt.AlignmentFlag.AlignLeft, "*")


def paint_bar(painter: QPainter, protocol: Protocol | None, box: Box, place: BarPlace) -> None:
    """A number on its scale: chance as a stroke, the interval as a band, the number as the protocol's sign."""
    colours, middle = tokens(), box.y + box.height / 2
    painter.setPen(QPen(QColor(colours.line), 1))
    painter.drawLine(QPointF(box.x, middle), QPointF(box.right, middle))
    if place.low is not None and place.high is not None:
        tall, wide = scaled(10), max(scaled(2), place.high - place.low)
        band = QColor(colours.accent)
        band.setAlpha(BAND_ALPHA)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(band)
        painter.drawRoundedRect(QRectF(place.low, middle - tall / 2, wide, tall), 2, 2)
    if place.chance is not None:
        painter.setPen(QPen(QColor(colours.soft), 1))
        tall = scaled(5)
        painter.drawLine(QPointF(place.chance, middle - tall), QPointF(place.chance, middle + tall))
    paint_protocol(painter, protocol, QPointF(place.value, middle))


def _paint_doubt(painter: QPainter, base: QFont, box: Box) -> None:
    side = scaled(12)
    icon = QRectF(box.x, box.y + (box.height - side) / 2, side, side)
    paint_icon(painter, "warning", tokens().severity, icon)
    font = QFont(base)
    font.setPixelSize(scaled(LABEL_PX))
    painter.setFont(font)
    painter.setPen(QColor(tokens().severity))
    words = QRectF(icon.right() + 3, box.y, box.right - icon.right() + scaled(PAD), box.height)
    painter.drawText(words, _CENTRE | Qt.AlignmentFlag.AlignLeft, "doubt")


def _paint_focus(painter: QPainter, rect: QRectF, active: bool) -> None:
    painter.setPen(QPen(QColor(tokens().accent if active else tokens().soft), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -2, -2), 4, 4)


def _paint_words(painter: QPainter, font: QFont, colour: str, rect: QRectF, words: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.drawText(rect, _CENTRE | Qt.AlignmentFlag.AlignLeft, fitting)


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
