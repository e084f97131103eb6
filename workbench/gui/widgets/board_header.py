"""The two bands above a leaderboard: categories that unfold, and columns that sort."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from workbench.gui.presenters.phrases import counted
from workbench.gui.presenters.results_grid import Grid, Group, Sorting
from workbench.gui.presenters.results_words import column_said, title_of
from workbench.gui.theme import LABEL_PX, scaled, tokens
from workbench.gui.widgets.icons import paint_icon

GROUP_BAND, COLUMN_BAND = 38, 38
"""Pixels at the default text size: two small lines each."""
PAD = 8


class BoardHeader(QHeaderView):
    """Categories above, columns below.

    Signals:
        folded: a person clicked on this category (str).
        sorted: a person wants the order of this column, or of the names (str or None).
    """

    folded = Signal(str)
    sorted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._grid, self._sorting = Grid(), Sorting()
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMouseTracking(True)

    def show_grid(self, grid: Grid, sorting: Sorting) -> None:
        """Show the columns of `grid`, and by which it is ordered."""
        self._grid, self._sorting = grid, sorting
        self.viewport().update()

    def _group_at(self, section: int) -> Group | None:
        place = section - 1
        return next(
            (group for group in self._grid.groups if group.first <= place < group.first + group.count), None
        )

    def _span(self, first: int, count: int, top: float, height: float) -> QRectF:
        """The rectangle of some sections."""
        left = self.sectionViewportPosition(first)
        last = first + count - 1
        right = self.sectionViewportPosition(last) + self.sectionSize(last)
        return QRectF(left, top, right - left, height)

    def _font(self, weight: QFont.Weight) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(scaled(LABEL_PX))
        font.setWeight(weight)
        return font

    def _paint_group(self, painter: QPainter, group: Group) -> None:
        rect = self._span(group.first + 1, group.count, 0, scaled(GROUP_BAND))
        if rect.width() <= 0 or rect.right() < 0 or rect.left() > self.width():
            return
        painter.fillRect(rect, QColor(tokens().rail))
        painter.setPen(QPen(QColor(tokens().line), 1))
        painter.drawLine(rect.topLeft(), QPointF(rect.left(), self.height()))
        # The title stays in view while its category is scrolled past.
        frozen = self.sectionSize(0)
        left = min(max(rect.left(), frozen), max(rect.left(), rect.right() - scaled(90)))
        words = QRectF(left + PAD, rect.top(), rect.right() - left - PAD - 2, rect.height())
        if group.foldable:
            side = scaled(12)
            icon = QRectF(words.left() - 2, words.center().y() - side / 2, side, side)
            paint_icon(painter, "down" if group.unfolded else "right", tokens().soft, icon)
            words.setLeft(icon.right() + 4)
        painter.setFont(self._font(QFont.Weight.DemiBold))
        painter.setPen(QColor(tokens().text))
        _draw_wrapped(painter, words, group.title)

    def _paint_column(self, painter: QPainter, place: int) -> None:
        column = self._grid.columns[place]
        rect = self._span(place + 1, 1, scaled(GROUP_BAND), scaled(COLUMN_BAND))
        if rect.width() <= 0 or rect.right() < 0 or rect.left() > self.width():
            return
        inside = rect.adjusted(PAD, 4, -PAD, -4)
        self._paint_pair(painter, inside, title_of(column), column.metric, bold=True, sorted_by=column.id)

    def _paint_pair(
        self, painter: QPainter, rect: QRectF, title: str, below: str, *, bold: bool, sorted_by: str | None
    ) -> None:
        """Two small lines, and an arrow where the board is ordered by them."""
        now = self._sorting.column_id == sorted_by
        half = rect.height() / 2
        above, foot = QRectF(rect), QRectF(rect)
        above.setHeight(half)
        foot.setTop(rect.top() + half)
        if now:
            side = scaled(12)
            arrow = QRectF(rect.right() - side, foot.center().y() - side / 2, side, side)
            paint_icon(painter, "down" if self._sorting.descending else "up", tokens().accent, arrow)
        painter.setFont(self._font(QFont.Weight.DemiBold if bold else QFont.Weight.Normal))
        painter.setPen(QColor(tokens().accent if now else tokens().text))
        _draw_elided(painter, above, title)
        painter.setFont(self._font(QFont.Weight.Normal))
        painter.setPen(QColor(tokens().accent if now else tokens().soft))
        _draw_elided(painter, foot, below)

    # Qt

    def sizeHint(self) -> QSize:
        """Two bands. Qt's own hint would ask for the title of every column, and nobody asks for its width."""
        return QSize(self.length(), scaled(GROUP_BAND) + scaled(COLUMN_BAND))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw both bands over all that is in view."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.viewport().rect(), QColor(tokens().pane))
        for group in self._grid.groups:
            self._paint_group(painter, group)
        for place in range(len(self._grid.columns)):
            self._paint_column(painter, place)
        whole = QRectF(self.sectionViewportPosition(0), 0, self.sectionSize(0), self.height())
        painter.fillRect(whole, QColor(tokens().pane))
        if self._grid.columns:
            name = QRectF(
                whole.left() + PAD, scaled(GROUP_BAND) + 4, whole.width() - 2 * PAD, scaled(COLUMN_BAND) - 8
            )
            self._paint_pair(painter, name, "Model", "quantization · source", bold=True, sorted_by=None)
        painter.setPen(QPen(QColor(tokens().line), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Unfold a category, or order by a column."""
        section = self.logicalIndexAt(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or section < 0:
            return
        group = self._group_at(section)
        if event.position().y() < scaled(GROUP_BAND) and group is not None:
            if group.foldable:
                self.folded.emit(group.title)
        else:
            self.sorted.emit(self._grid.columns[section - 1].id if section else None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that everything here can be clicked."""
        section = self.logicalIndexAt(event.position().toPoint())
        group = self._group_at(section) if section > 0 else None
        dead = event.position().y() < scaled(GROUP_BAND) and (group is None or not group.foldable)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor if dead else Qt.CursorShape.PointingHandCursor)

    def viewportEvent(self, event: QEvent) -> bool:
        """Explain what is under the mouse."""
        if event.type() is not QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().viewportEvent(event)
        section = self.logicalIndexAt(event.pos())
        group = self._group_at(section) if section > 0 else None
        tip = "Order by name"
        if group is not None and event.pos().y() < scaled(GROUP_BAND):
            tip = group.title
            if group.foldable:
                does = "hides" if group.unfolded else "shows"
                tip += f"\nClick {does} its {counted(group.tasks, 'column')} of tasks"
        elif section > 0:
            tip = f"{column_said(self._grid.columns[section - 1])}\nClick orders by it"
        QToolTip.showText(event.globalPos(), tip, self)
        return True


def _draw_elided(painter: QPainter, rect: QRectF, words: str) -> None:
    fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fitting)


def _draw_wrapped(painter: QPainter, rect: QRectF, words: str) -> None:
    """One line, or two where one is too short; what does not fit then ends in “…”."""
    metrics = painter.fontMetrics()
    if metrics.horizontalAdvance(words) <= rect.width():
        _draw_elided(painter, rect, words)
        return
    first, rest = "", words.split()
    while rest and metrics.horizontalAdvance(f"{first} {rest[0]}".strip()) <= rect.width():
        first = f"{first} {rest.pop(0)}".strip()
    if not first:
        _draw_elided(painter, rect, words)
        return
    middle, tall = rect.center().y(), metrics.height()
    _draw_elided(painter, QRectF(rect.left(), middle - tall, rect.width(), tall), first)
    _draw_elided(painter, QRectF(rect.left(), middle, rect.width(), tall), " ".join(rest))
