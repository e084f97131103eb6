"""The leaderboard as CSV for a spreadsheet: one table to look at, or one number a row to compute with.

Cells that a spreadsheet would take for a formula begin with an apostrophe.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence

from workbench.domain.boards import Board, Cell
from workbench.formats.board_text import EMPTY, protocol

ROW_COLUMNS = ("model", "quantization", "protocol", "source", "sha256")
NUMBER_COLUMNS = (
    *ROW_COLUMNS,
    *("category", "task_id", "title", "language", "metric", "value", "n", "low", "high"),
    *("chance", "majority", "without_value", "reasons", "unread", "tasks", "of_tasks", "doubt"),
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def table(board: Board) -> str:
    """A row for each model and protocol, a column for each number, then n, interval and what is missing.

    No number is an empty cell. What stands behind the numbers has columns where any row tells of it.
    """
    names = [f"{column.category}: {column.title} ({column.metric})" for column in board.columns]
    held = [dict(row.cells) for row in board.rows]
    told = [
        (column.id, what)
        for column in board.columns
        for what in _BEHIND
        if any(_BEHIND[what](cells.get(column.id, EMPTY)) is not None for cells in held)
    ]
    titles = {column.id: name for column, name in zip(board.columns, names, strict=True)}
    heads = [*names, *(f"{titles[column]}, {what}" for column, what in told)]
    rows = []
    for row, cells in zip(board.rows, held, strict=True):
        values = [cells.get(column.id, EMPTY).value for column in board.columns]
        behind = [_BEHIND[what](cells.get(column, EMPTY)) for column, what in told]
        rows.append((row.model, row.quantization, protocol(row), row.source, row.sha256, *values, *behind))
    return _written((*ROW_COLUMNS, *heads), rows)


_BEHIND: dict[str, Callable[[Cell], object]] = {
    "n": lambda cell: cell.n,
    "low": lambda cell: cell.interval and cell.interval.low,
    "high": lambda cell: cell.interval and cell.interval.high,
    "without a value": lambda cell: _reasons(cell) or None,
}
"""What is told of a number beside it."""


def _reasons(cell: Cell) -> str:
    return "; ".join(f"{reason} ({count})" for reason, count in cell.missing)


def numbers(board: Board) -> str:
    """A row for each number, with n, interval and what speaks against it."""
    columns = {column.id: column for column in board.columns}
    rows = []
    for row in board.rows:
        for key, cell in row.cells:
            column, interval = columns[key], cell.interval
            rows.append(
                (
                    *(row.model, row.quantization, protocol(row), row.source, row.sha256),
                    *(column.category, column.task_id, column.title, column.language, column.metric),
                    *(cell.value, cell.n),
                    *((interval.low, interval.high) if interval else (None, None)),
                    *(cell.chance, cell.majority),
                    sum(count for _, count in cell.missing) if cell.n is not None else None,
                    _reasons(cell),
                    sum(count for _, count in cell.unread) if cell.n is not None else None,
                    *(cell.tasks or (None, None)),
                    cell.doubt,
                )
            )
    return _written(NUMBER_COLUMNS, rows)


def guarded(text: str) -> str:
    """`text` as a spreadsheet shows it: what would be a formula is text."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _written(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([guarded(head) for head in heads])
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return file.getvalue()
