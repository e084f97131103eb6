"""Qt's table and tree widgets set up the way every screen wants them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QCursor,
    QFont,
    QFontMetrics,
    QPainter,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTreeView,
    QWidget,
)

from workbench.gui.tables.rows import MARKS_ROLE, RowsTable
from workbench.gui.tables.tree import TreeTable
from workbench.gui.theme import scaled, tokens
from workbench.gui.widgets.positions import qt_positions

ROW = 30
"""Pixels of a row at the default text size."""
ROOMY = 240
"""Width of a tree below which its spare column is left out."""
CELL_PADDING = 6
"""Pixels the style sheet keeps at both sides of a tree's cell."""
LEAST_TEXT = 150
"""Width of a table's widest column below which its spare columns are left out."""


class _MarkDelegate(QStyledItemDelegate):
    """Draws what stands out in a text bold and in the accent colour."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a cell; one with marks by itself."""
        marks = index.data(MARKS_ROLE)
        if not marks:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        text, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        rect = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, option.widget)
        rect.adjust(5, 0, -5, 0)
        _paint_marked(painter, rect, option.font, text, marks)


def _paint_marked(
    painter: QPainter, rect: QRect, font: QFont, text: str, marks: tuple[tuple[int, int], ...]
) -> None:
    """Draw one line of `text` with its marks bold in the accent colour, shortened to fit `rect`."""
    # Some room is kept, because what is bold is wider than it was measured.
    fitting = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width() - 8)
    if fitting != text:
        text, whole = fitting, len(fitting) - 1
        marks = tuple((start, min(end, whole)) for start, end in marks if start < whole)
    places = qt_positions(text, [place for mark in marks for place in mark])
    layout = QTextLayout(text, font)
    formats = []
    for start, end in marks:
        stretch = QTextLayout.FormatRange()
        stretch.start, stretch.length = places[start], places[end] - places[start]
        stretch.format.setForeground(QColor(tokens().accent))
        stretch.format.setFontWeight(QFont.Weight.DemiBold)
        formats.append(stretch)
    layout.setFormats(formats)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(rect.width())
    layout.endLayout()
    painter.save()
    painter.setClipRect(rect)
    painter.setPen(QColor(tokens().text))
    layout.draw(painter, QPointF(rect.left(), rect.top() + (rect.height() - line.height()) / 2))
    painter.restore()


class _NameDelegate(QStyledItemDelegate):
    """Draws the first column; where the next cell is empty, its room is the name's."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a name as wide as it may be."""
        beside = index.sibling(index.row(), 1)
        tree = option.widget
        if isinstance(tree, QTreeView) and not beside.data() and not tree.isColumnHidden(1):
            option.rect.setRight(option.rect.right() + tree.columnWidth(1))
        super().paint(painter, option, index)


class Table(QTableView):
    """A table of rows that are chosen as a whole. Any length: no row is measured.

    Signals:
        chosen: the row with this number is now the current one (int).
        opened: Return or a double click on the row with this number (int).
    """

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, table: RowsTable[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._quiet = False
        self.setModel(table)
        self._marking = _MarkDelegate(self)
        self._marked = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        # Else Qt takes it from the largest font it has seen. Set while there are no rows: with 100,000 it
        # takes Qt many seconds.
        self.verticalHeader().setMinimumSectionSize(8)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.activated.connect(lambda index: self.opened.emit(index.row()))
        self._size_columns()

    def show_rows(self, rows: Sequence[Any], current: int | None = None, *, marked: bool = False) -> None:
        """Show `rows` with row number `current` chosen; says nothing. `marked` shows what stands out."""
        self._quiet = True
        self._show_marks(marked)
        self._table.show_rows(rows)
        self.show_current(current)
        self._quiet = False

    def show_current(self, current: int | None) -> None:
        """Choose a row without saying so."""
        quiet, self._quiet = self._quiet, True
        if current is None or current >= len(self._table.rows):
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif self.currentIndex().row() != current:
            self.setCurrentIndex(self._table.index(current, 0))
            self.scrollTo(self._table.index(current, 0), QAbstractItemView.ScrollHint.EnsureVisible)
        self._quiet = quiet

    def hide_column(self, number: int, hidden: bool) -> None:
        """Leave a column out, or show it again."""
        # Qt lays out and paints everything anew even when nothing changes.
        if self.isColumnHidden(number) != hidden:
            self.setColumnHidden(number, hidden)

    def _spare_columns(self) -> None:
        """Leave out what can be spared where the column that is read would be too narrow."""
        columns = self._table.columns
        spare = [number for number, column in enumerate(columns) if column.spare]
        if spare:
            taken = sum(
                self.horizontalHeader().sectionSize(number) or scaled(column.width or 0)
                for number, column in enumerate(columns)
                if column.width is not None and (column.spare or not self.isColumnHidden(number))
            )
            narrow = self.viewport().width() - taken < scaled(LEAST_TEXT)
            for number in spare:
                self.hide_column(number, narrow)

    def _show_marks(self, marked: bool) -> None:
        if marked == self._marked:
            return
        self._marked = marked
        for number, column in enumerate(self._table.columns):
            # Only while there is something to mark: drawn by Python, a cell takes ten times as long.
            if column.marks is not None:
                self.setItemDelegateForColumn(number, self._marking if marked else self.itemDelegate())

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not self._quiet:
            self.chosen.emit(current.row())

    def _size_columns(self) -> None:
        self.verticalHeader().setDefaultSectionSize(scaled(ROW))
        header = self.horizontalHeader()
        for number, column in enumerate(self._table.columns):
            if column.width is None:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                # A title is never cut off, whatever the text size.
                title = QFontMetrics(QApplication.font()).horizontalAdvance(column.title) + 18
                self.setColumnWidth(number, max(scaled(column.width), title))

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the column that is read enough room."""
        super().resizeEvent(event)
        self._spare_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.ApplicationFontChange}:
            self._size_columns()
            self._spare_columns()


class Tree(QTreeView):
    """A tree of nodes.

    Signals:
        chosen: the node with this key is now the current one (str).
    """

    chosen = Signal(str)

    def __init__(
        self,
        table: TreeTable,
        widths: Sequence[int] = (),
        *,
        spare: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """A tree with `widths` of its columns after the first; column `spare` goes where room is short.

        A width of 0 is what the texts need.
        """
        super().__init__(parent)
        self._spare = spare
        self._table = table
        self._widths = tuple(widths)
        self._quiet = False
        self.setModel(table)
        self.setItemDelegateForColumn(0, _NameDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setHeaderHidden(True)
        self.setIndentation(scaled(14))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(True)
        if 0 in self._widths:
            table.modelReset.connect(self._size_columns)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self._size_columns()

    def show_current(self, key: str | None) -> None:
        """Choose the node named `key` without saying so."""
        if self._table.key(self.currentIndex()) != key:
            self._quiet = True
            index = self._table.index_of(key)
            self.setCurrentIndex(index)
            if index.isValid():
                self.scrollTo(index)
            else:
                self.clearSelection()
            self._quiet = False

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        key = self._table.key(current)
        if key is not None and not self._quiet:
            self.chosen.emit(key)

    def _size_columns(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(scaled(24))
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for number, width in enumerate(self._widths, start=1):
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(number, scaled(width) if width else self._needed(number))

    def _needed(self, number: int) -> int:
        """The width of the widest text of a column, bold or not."""
        font = QApplication.font()
        font.setWeight(QFont.Weight.DemiBold)
        measure = QFontMetrics(font)
        widest = max((measure.horizontalAdvance(text) for text in self._table.texts(number)), default=0)
        return widest + scaled(2) + 2 * (CELL_PADDING + 3)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the titles enough room."""
        super().resizeEvent(event)
        if self._spare is not None:
            self.setColumnHidden(self._spare, event.size().width() < scaled(ROOMY))

    def drawRow(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Put one rounded ground behind a whole row that is chosen or under the mouse."""
        first = index.sibling(index.row(), 0)
        chosen = first == self.currentIndex().siblingAtColumn(0)
        under = self.indexAt(self.viewport().mapFromGlobal(QCursor.pos())) if self.underMouse() else None
        if chosen or (under is not None and under.siblingAtColumn(0) == first):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens().accent_soft if chosen else tokens().rail))
            painter.drawRoundedRect(option.rect.adjusted(0, 0, 0, -1), 6, 6)
            painter.restore()
        super().drawRow(painter, option, index)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.ApplicationFontChange}:
            self.setIndentation(scaled(14))
            self._size_columns()
