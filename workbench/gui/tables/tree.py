"""Qt's item model over a hierarchy of frozen nodes, such as categories and their tasks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
_ANSWERED = frozenset(
    role.value
    for role in (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.FontRole,
        Qt.ItemDataRole.CheckStateRole,
    )
)


@dataclass(frozen=True, slots=True)
class Node:
    """One line of a tree, with what is below it."""

    key: str
    """Tells it from every other node of the tree."""
    cells: tuple[str, ...]
    """Its text in each column."""
    children: tuple["Node", ...] = ()
    tip: str = ""


@dataclass(slots=True)
class _Place:
    """Where a node stands; Qt's indexes point to it."""

    node: Node
    row: int
    above: "_Place | None"
    below: list["_Place"]


class TreeTable(QAbstractItemModel):
    """A read-only tree. Nodes are replaced as a whole; those with `checkable` can be ticked.

    Signals:
        ticked: a person ticked or unticked something (the frozenset of ticked leaves).
    """

    ticked = Signal(object)

    def __init__(
        self,
        titles: Sequence[str],
        *,
        numbers: frozenset[int] = frozenset(),
        checkable: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)
        self._numbers = numbers
        self._checkable = checkable
        self._nodes: tuple[Node, ...] = ()
        self._top: list[_Place] = []
        self._ticked: frozenset[str] = frozenset()

    def show_nodes(self, nodes: Sequence[Node]) -> bool:
        """Show `nodes`; whether they are others than those shown before."""
        new = tuple(nodes)
        if new == self._nodes:
            return False
        self.beginResetModel()
        self._nodes = new
        self._top = [_placed(node, number, None) for number, node in enumerate(new)]
        self.endResetModel()
        return True

    def show_ticked(self, keys: frozenset[str]) -> None:
        """Tick the leaves named by `keys`, and no others."""
        if keys != self._ticked:
            self._ticked = keys
            for place in _all_of(self._top):
                index = self.createIndex(place.row, 0, place)
                self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])

    def key(self, index: Index) -> str | None:
        """The key of the node at `index`."""
        return index.internalPointer().node.key if index.isValid() else None

    def texts(self, column: int) -> Iterator[str]:
        """Every text of a column."""
        for place in _all_of(self._top):
            yield place.node.cells[column] if column < len(place.node.cells) else ""

    def index_of(self, key: str | None) -> QModelIndex:
        """Where the node named `key` is; an invalid index when it is not there."""
        for place in _all_of(self._top):
            if place.node.key == key:
                return self.createIndex(place.row, 0, place)
        return QModelIndex()

    # Qt

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """The index of a child of `parent`."""
        places = parent.internalPointer().below if parent.isValid() else self._top
        if 0 <= row < len(places) and 0 <= column < len(self._titles):
            return self.createIndex(row, column, places[row])
        return QModelIndex()

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        """The index of the node above."""
        above = index.internalPointer().above if index.isValid() else None
        return self.createIndex(above.row, 0, above) if above is not None else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many nodes are below `parent`."""
        if not parent.isValid():
            return len(self._top)
        return len(parent.internalPointer().below) if parent.column() == 0 else 0

    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        """One for each title."""
        return len(self._titles)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be done with a node."""
        flags = super().flags(index)
        if self._checkable and index.isValid() and index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell, its weight, its alignment, its tooltip, its tick."""
        if role not in _ANSWERED or not index.isValid():
            return None
        return self._cell(index.internalPointer().node, index.column(), role)

    def _cell(self, node: Node, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return node.cells[column] if column < len(node.cells) else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return node.tip or None
        if role == Qt.ItemDataRole.TextAlignmentRole and column in self._numbers:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and node.children:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == Qt.ItemDataRole.CheckStateRole and self._checkable and column == 0:
            return _check_state(node, self._ticked)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell that a tick was asked for; the presenter answers with `show_ticked`."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        leaves = _leaves(index.internalPointer().node)
        on = Qt.CheckState(value) is Qt.CheckState.Checked
        self.ticked.emit(self._ticked | leaves if on else self._ticked - leaves)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section] if section < len(self._titles) else None
        return None


def _placed(node: Node, number: int, above: _Place | None) -> _Place:
    place = _Place(node, number, above, [])
    place.below = [_placed(child, row, place) for row, child in enumerate(node.children)]
    return place


def _all_of(places: list[_Place]) -> Iterator[_Place]:
    for place in places:
        yield place
        yield from _all_of(place.below)


def _check_state(node: Node, ticked: frozenset[str]) -> Qt.CheckState:
    leaves = _leaves(node)
    count = len(leaves & ticked)
    if count == 0:
        return Qt.CheckState.Unchecked
    return Qt.CheckState.Checked if count == len(leaves) else Qt.CheckState.PartiallyChecked


def _leaves(node: Node) -> frozenset[str]:
    if not node.children:
        return frozenset({node.key})
    return frozenset().union(*(_leaves(child) for child in node.children))
