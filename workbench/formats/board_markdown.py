"""The leaderboard as Markdown, with tables as GitHub and Pandoc read them."""

import re
from collections.abc import Sequence

from workbench.domain.boards import Board, Cell, Row
from workbench.formats.board_text import (
    EXPLANATION,
    Shown,
    Table,
    counts,
    number,
    numbers,
    protocol,
    tables,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>#!|~&$@]|:(?=//))")


def document(board: Board, *, title: str = "MedS-Bench leaderboard", details: bool = True) -> str:
    """The overview and, with `details`, a table for each category; what is in doubt in notes."""
    notes: dict[str, int] = {}
    made = tables(board)
    parts = [f"# {escaped(title)}"]
    parts += [_table(table, notes) for table in (made if details else made[:1])]
    if notes:
        parts.append("\n".join(f"{number}. {escaped(note)}" for note, number in notes.items()))
    parts.append("\n".join(f"- **{escaped(word)}**: {escaped(text)}" for word, text in EXPLANATION))
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """`text` so that none of it is markup: on one line, with what means something behind a backslash."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _table(table: Table, notes: dict[str, int]) -> str:
    heads = ["Model", "Protocol", "Source", *(f"{shown.title} ({shown.metric})" for shown in table.shown)]
    lines = [
        f"## {escaped(table.title)}\n",
        _line([escaped(head) for head in heads]),
        _line([":--"] * 3 + ["--:"] * len(table.shown)),
        *(_row(row, table.shown, notes) for row in table.rows),
    ]
    return "\n".join(lines)


def _row(row: Row, shown: Sequence[Shown], notes: dict[str, int]) -> str:
    model = f"{row.model} {row.quantization}".rstrip()
    cells = [escaped(model), protocol(row), escaped(row.source)]
    for column in shown:
        found = column.cells(row)
        marks = [
            str(notes.setdefault(cell.doubt, len(notes) + 1)) for cell in dict.fromkeys(found) if cell.doubt
        ]
        cells.append(_told(found) + (f" \\[?{', '.join(dict.fromkeys(marks))}\\]" if marks else ""))
    return _line(cells)


def _told(cells: Sequence[Cell]) -> str:
    """The numbers of a column with their intervals, n and how many are missing."""
    if all(cell.interval is None and cell.n is None for cell in cells):
        return numbers(cells)
    told = (
        number(cell)
        + (f" \\[{cell.interval.low:.1f}, {cell.interval.high:.1f}\\]" if cell.interval is not None else "")
        for cell in cells
    )
    return f"{'–' if numbers(cells) == '–' else '/'.join(told)} {counts(cells)}".rstrip()


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
