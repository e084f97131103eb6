"""The leaderboard as the Results screen lays it out: which lines and columns, in which order. No Qt."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.boards import Board, Cell, Column, Row
from workbench.domain.scores import Protocol


class Shown(StrEnum):
    """Which protocols stand in the cells."""

    BOTH = "both"
    PAPER = "paper"
    CORRECTED = "corrected"

    @property
    def protocols(self) -> tuple[Protocol, ...]:
        """From top to bottom."""
        return tuple(Protocol) if self is Shown.BOTH else (Protocol(self.value),)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number in a cell."""

    protocol: Protocol | None
    """None for a published number."""
    cell: Cell
    best: bool = False
    """Whether no other line of the same kind has more in this column."""


@dataclass(frozen=True, slots=True)
class Line:
    """One model's line: a run under both protocols, or one that was published."""

    id: str
    model: str
    quantization: str
    source: str
    published: bool
    cells: tuple[tuple[Figure, ...], ...]
    """For each column that is shown its numbers from top to bottom; none where there is none."""

    @property
    def detail(self) -> str:
        """What stands under the model's name."""
        return " · ".join(part for part in (self.quantization, self.source) if part)


@dataclass(frozen=True, slots=True)
class Group:
    """A category above its columns."""

    title: str
    first: int
    """The first of its columns that are shown."""
    count: int
    tasks: int
    """How many columns of tasks it has, shown or not."""
    unfolded: bool
    foldable: bool
    """Whether there is a mean to show instead of the tasks."""


@dataclass(frozen=True, slots=True)
class Sorting:
    """By what the lines are ordered."""

    column_id: str | None = None
    """None for the models' names."""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose to see of the board."""

    text: str = ""
    source: str | None = None
    category: str | None = None
    shown: Shown = Shown.BOTH
    unfolded: frozenset[str] = frozenset()
    sorting: Sorting = Sorting()


@dataclass(frozen=True, slots=True)
class Grid:
    """The board as chosen."""

    columns: tuple[Column, ...] = ()
    groups: tuple[Group, ...] = ()
    lines: tuple[Line, ...] = ()
    total: int = 0
    """Lines there would be without filters."""


NO_GRID = Grid()
EVERYTHING = Choice()


class Layout:
    """A board that is laid out again and again: what was looked up for a column is not looked up twice."""

    def __init__(self, board: Board) -> None:
        self._columns = board.columns
        self._merged = _merged(board.rows)
        self._among: tuple[object, ...] = ()
        self._figures: dict[str, dict[str, tuple[Figure, ...]]] = {}
        """By column and line, of the lines and protocols that were last shown."""

    def grid(self, choice: Choice) -> Grid:
        """What of the board is shown as `choice` says."""
        columns, groups = _columns(self._columns, choice)
        wanted = [rows for rows in self._merged if _wanted(rows[0].row, choice)]
        among = (choice.text, choice.source, choice.shown)
        if among != self._among:
            self._among, self._figures = among, {}
        for column in columns:
            if column.id not in self._figures:
                self._figures[column.id] = _figures(wanted, column.id, choice.shown.protocols)
        figures = [self._figures[column.id] for column in columns]
        lines = tuple(_line(rows[0].row, figures) for rows in _ordered(wanted, choice))
        return Grid(columns, groups, lines, len(self._merged))


def grid_of(board: Board, choice: Choice) -> Grid:
    """What of `board` is shown as `choice` says."""
    return Layout(board).grid(choice)


@dataclass(frozen=True, slots=True)
class _Held:
    """A row with its cells by column."""

    row: Row
    cells: Mapping[str, Cell]


def sources(board: Board) -> tuple[str, ...]:
    """Where rows come from, in the order of the board."""
    return tuple(dict.fromkeys(row.source for row in board.rows))


def categories(board: Board) -> tuple[str, ...]:
    """The categories of the columns, in the order of the board."""
    return tuple(dict.fromkeys(column.category for column in board.columns))


def _columns(every: Sequence[Column], choice: Choice) -> tuple[tuple[Column, ...], tuple[Group, ...]]:
    columns: list[Column] = []
    groups: list[Group] = []
    for title in dict.fromkeys(column.category for column in every):
        if choice.category not in {None, title}:
            continue
        mine = [column for column in every if column.category == title]
        means = [column for column in mine if column.task_id is None]
        tasks = len(mine) - len(means)
        foldable = bool(means) and tasks > 0
        # One category by itself is looked into.
        unfolded = not means or (foldable and (title in choice.unfolded or choice.category == title))
        shown = [*means, *(column for column in mine if column.task_id is not None)] if unfolded else means
        groups.append(Group(title, len(columns), len(shown), tasks, unfolded, foldable))
        columns += shown
    return tuple(columns), tuple(groups)


def _merged(rows: Iterable[Row]) -> list[tuple[_Held, ...]]:
    """Rows of the same run together: the paper's protocol first."""
    merged: dict[str, list[_Held]] = {}
    for row in rows:
        merged.setdefault(row.id, []).append(_Held(row, dict(row.cells)))
    order = [None, *Protocol]
    return [tuple(sorted(same, key=lambda held: order.index(held.row.protocol))) for same in merged.values()]


def _wanted(row: Row, choice: Choice) -> bool:
    words = f"{row.model} {row.quantization}".casefold()
    there = all(word in words for word in choice.text.casefold().split())
    return there and choice.source in {None, row.source}


def _ordered(merged: list[tuple[_Held, ...]], choice: Choice) -> list[tuple[_Held, ...]]:
    """In the chosen order, by name our own before published ones; lines without the number come last."""
    sorting = choice.sorting
    if sorting.column_id is None:
        by_name = sorted(
            merged,
            key=lambda rows: (rows[0].row.model.casefold(), rows[0].row.quantization),
            reverse=sorting.descending,
        )
        return sorted(by_name, key=lambda rows: rows[0].row.protocol is None)
    values = [(_value(rows, sorting.column_id, choice.shown), rows) for rows in merged]
    known = [(value, rows) for value, rows in values if value is not None]
    known.sort(key=lambda pair: pair[0], reverse=sorting.descending)
    return [rows for _value, rows in known] + [rows for value, rows in values if value is None]


def _value(rows: Sequence[_Held], column_id: str, shown: Shown) -> float | None:
    """The number a line is ordered by: the corrected one where both are shown."""
    wanted = {None, shown.protocols[-1]}
    for held in rows:
        cell = held.cells.get(column_id)
        if held.row.protocol in wanted and cell is not None:
            return cell.value
    return None


def _figures(
    lines: Sequence[Sequence[_Held]], column_id: str, protocols: Sequence[Protocol]
) -> dict[str, tuple[Figure, ...]]:
    """A column's numbers by the line's id; the highest of a protocol is marked, if it is not in doubt."""
    wanted = {None, *protocols}
    found = {
        rows[0].row.id: [
            (held.row.protocol, held.cells[column_id])
            for held in rows
            if held.row.protocol in wanted and column_id in held.cells
        ]
        for rows in lines
    }
    best: dict[Protocol | None, float] = {}
    for protocol, cell in (pair for pairs in found.values() for pair in pairs):
        if cell.value is not None and not cell.doubt:
            best[protocol] = max(cell.value, best.get(protocol, cell.value))
    return {
        line_id: tuple(Figure(protocol, cell, _is_best(cell, best.get(protocol))) for protocol, cell in pairs)
        for line_id, pairs in found.items()
    }


def _line(first: Row, figures: Sequence[Mapping[str, tuple[Figure, ...]]]) -> Line:
    cells = tuple(of_column[first.id] for of_column in figures)
    return Line(first.id, first.model, first.quantization, first.source, first.protocol is None, cells)


def _is_best(cell: Cell, best: float | None) -> bool:
    return cell.value is not None and cell.value == best and not cell.doubt
