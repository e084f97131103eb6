"""The leaderboard as a table: names that stay, numbers that scroll, keys for everything."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHeaderView, QTableView, QWidget

from workbench.gui.presenters.keys_in_force import key_of
from workbench.gui.presenters.results_grid import Grid, Sorting
from workbench.gui.tables.grid import GridTable
from workbench.gui.theme import scaled
from workbench.gui.widgets.board_cells import FigureDelegate, Look, NameDelegate
from workbench.gui.widgets.board_header import BoardHeader
from workbench.gui.widgets.key_names import key_name

ROW = 46
NAME_WIDTH = 264
CELL_WIDTH = 108
BORDER = 1
FEWEST_ROWS = 2.5
"""In view, however little room there is: a half one shows that there are more."""
MOST_NAMES = 0.45
"""Of the table's width: with large letters the names leave room for numbers."""


class _Plain(QTableView):
    """A table without what the board does not use."""

    def __init__(self, table: GridTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(table)
        self.header = BoardHeader(self)
        self.setHorizontalHeader(self.header)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(8)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(scaled(ROW))


class _Names(_Plain):
    """The first column of a table, which lies over it and scrolls up and down with it."""

    def __init__(self, table: GridTable, over: _Plain) -> None:
        super().__init__(table, over)
        self._over = over
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        for policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        over.verticalScrollBar().valueChanged.connect(self._follow)
        # Told to go where there is no room to go to yet, a scroll bar stays.
        self.verticalScrollBar().rangeChanged.connect(self._follow)

    def lie_over(self) -> None:
        """Cover the first column."""
        over = self._over
        # Both have the style sheet's border, one pixel wide.
        height = over.viewport().height() + over.header.height() + 2 * BORDER
        self.setGeometry(0, 0, over.columnWidth(0) + 2 * BORDER, height)

    def _follow(self) -> None:
        self.verticalScrollBar().setValue(self._over.verticalScrollBar().value())

    # Qt

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the table below."""
        QApplication.sendEvent(self._over.verticalScrollBar(), event)


class BoardTable(_Plain):
    """Lines of models, a cell for every number.

    Signals:
        pointed: another cell is the current one: its line's and its column's id (str, str).
        opened: show the answers behind a cell (str, str).
        marked: mark this line, or unmark it (str).
        folded: show the tasks of this category, or its mean alone (str).
        sorted: order by this column, or by names (str or None).
    """

    pointed = Signal(str, str)
    opened = Signal(str, str)
    marked = Signal(str)
    folded = Signal(str)
    sorted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._table = GridTable()
        super().__init__(self._table, parent)
        self._quiet = False
        self._sorting = Sorting()
        self._at: tuple[str, str] | None = None
        self.setAccessibleName("Leaderboard")
        self._naming_table = GridTable(names_only=True)
        self._names = _Names(self._naming_table, self)
        self._figures, self._naming = FigureDelegate(self), NameDelegate(self)
        self.setItemDelegate(self._figures)
        self._names.setItemDelegate(self._naming)
        self._names.clicked.connect(self._name_clicked)
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self.header.viewport().update())
        for header in (self.header, self._names.header):
            header.folded.connect(self.folded)
            header.sorted.connect(self.sorted)
        self.selectionModel().currentChanged.connect(self._moved)
        self.doubleClicked.connect(lambda _index: self._open())

    @property
    def current(self) -> tuple[str, str] | None:
        """The line and the column of the current cell."""
        return self._at

    def show_board(self, grid: Grid, sorting: Sorting, marked: tuple[str, ...]) -> None:
        """Show `grid`; the cell that was current stays so where it is still there."""
        other = grid is not self._table.grid
        if not other and marked == self._figures.marked and sorting == self._sorting:
            return
        self._quiet, self._sorting = True, sorting
        self._table.show_grid(grid)
        self._naming_table.show_grid(grid)
        for delegate in (self._figures, self._naming):
            delegate.grid, delegate.marked = grid, marked
        if other:
            self._figures.scales = {}
            self._figures.starts = frozenset(group.first for group in grid.groups)
        for header in (self.header, self._names.header):
            header.show_grid(grid, sorting)
        if other:
            self._size_parts()
            self._restore()
        self._quiet = False
        self.viewport().update()
        self._names.viewport().update()

    def _restore(self) -> None:
        index = self._table.place_of(*self._at) if self._at is not None else QModelIndex()
        if not index.isValid() and self._table.grid.lines and self._table.grid.columns:
            index = self._table.index(0, 1)
        if index.isValid():
            self.setCurrentIndex(index)
            self._note(index)
        else:
            self._at = None

    def _note(self, index: QModelIndex) -> None:
        grid = self._table.grid
        self._at = (grid.lines[index.row()].id, grid.columns[index.column() - 1].id)
        self._figures.current_row = self._naming.current_row = index.row()

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not current.isValid() or current.column() < 1:
            return
        before = self._figures.current_row
        self._note(current)
        for row in {before, current.row()}:
            self._repaint_row(row)
        if not self._quiet and self._at is not None:
            self.pointed.emit(*self._at)

    def _name_clicked(self, index: QModelIndex) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.marked.emit(self._table.grid.lines[index.row()].id)

    def _open(self) -> None:
        if self._at is not None:
            self.opened.emit(*self._at)

    def _repaint_row(self, row: int) -> None:
        for table in (self, self._names):
            height = table.rowHeight(row)
            table.viewport().update(0, table.rowViewportPosition(row), table.viewport().width(), height)

    def _size_parts(self) -> None:
        """Give every part its size at the text size in use."""
        name = min(scaled(NAME_WIDTH), round(self.width() * MOST_NAMES))
        for table in (self, self._names):
            table.verticalHeader().setDefaultSectionSize(scaled(ROW))
            table.header.setDefaultSectionSize(scaled(CELL_WIDTH))
            table.setColumnWidth(0, name)
        height = self.header.sizeHint().height()
        self.setMinimumHeight(height + round(FEWEST_ROWS * scaled(ROW)))
        for header in (self.header, self._names.header):
            header.setFixedHeight(height)
        self._names.lie_over()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw with the theme and the text size in use."""
        self._figures.look = self._naming.look = Look(self.font())
        super().paintEvent(event)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into view beside the names that lie over the first column."""
        super().scrollTo(index, hint)
        hidden = self.columnWidth(0) - self.visualRect(index).left()
        if index.column() > 0 and hidden > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key opens, one marks; the rest moves."""
        key = key_name(event)
        if key == key_of("results.open"):
            self._open()
        elif key == key_of("results.mark") and self._at is not None:
            self.marked.emit(self._at[0])
        else:
            super().keyPressEvent(event)
            if self.currentIndex().column() == 0 and self._table.columnCount() > 1:
                # Home and Left end at the first number: a name is no cell.
                self.setCurrentIndex(self._table.index(self.currentIndex().row(), 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the names in their place."""
        super().resizeEvent(event)
        self._size_parts()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def updateGeometries(self) -> None:
        """Follow scroll bars that come and go."""
        super().updateGeometries()
        if hasattr(self, "_names"):
            self._names.lie_over()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.ApplicationFontChange} and hasattr(
            self, "_names"
        ):
            self._size_parts()
