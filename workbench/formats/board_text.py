"""What all written forms of the leaderboard have in common: which columns, and how a number is told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workbench.domain.boards import Board, Cell, Column, Row

EMPTY = Cell(None)

PUBLISHED = "published"
"""What stands in the place of a protocol in the rows of others."""

EXPLANATION = (
    ("percent", "Every number is a percentage."),
    ("paper", "Scored as the published metric code does it, quirk by quirk."),
    ("corrected", "Scored by what the paper says that it measures."),
    (
        PUBLISHED,
        "As it is printed in the source, which states neither n nor an interval. Who made it, and with "
        "which code, is not known here.",
    ),
    ("n", "Completions that the number is about; those without a value are counted beside it."),
    (
        "interval",
        "The number lies there with 95 % confidence; a mean over tasks, if these tasks had other questions.",
    ),
    ("?", "Something speaks against the number as it was published."),
)
"""What a reader has to know, by the word for it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in one column of a written table: one metric, or BLEU-1 and ROUGE-L together."""

    columns: tuple[Column, ...]

    @property
    def title(self) -> str:
        """Such as "MedQA"."""
        return self.columns[0].title

    @property
    def metric(self) -> str:
        """Such as "BLEU-1/ROUGE-L"."""
        return "/".join(column.metric for column in self.columns)

    def cells(self, row: Row) -> tuple[Cell, ...]:
        """The row's numbers in it."""
        held = dict(row.cells)
        return tuple(held.get(column.id, EMPTY) for column in self.columns)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the leaderboard."""

    title: str
    shown: tuple[Shown, ...]
    rows: tuple[Row, ...]
    overview: bool = False
    """Whether its columns are categories."""


def tables(board: Board) -> tuple[Table, ...]:
    """The overview and one table for each category; columns and rows without any number are left out."""
    filled = {key for row in board.rows for key, cell in row.cells if cell != EMPTY}
    columns = [column for column in board.columns if column.id in filled]
    means = tuple(
        replace_title(shown) for shown in together([column for column in columns if column.task_id is None])
    )
    made = [Table("Overview", means, board.rows, overview=True)]
    for category in dict.fromkeys(column.category for column in columns):
        of_it = [column for column in columns if column.category == category]
        ids = {column.id for column in of_it}
        rows = tuple(row for row in board.rows if any(key in ids for key, cell in row.cells if cell != EMPTY))
        made.append(Table(category, together(of_it), rows))
    return tuple(made)


def replace_title(shown: Shown) -> Shown:
    """The mean of a category under the category's name."""
    return Shown(tuple(replace(column, title=column.category) for column in shown.columns))


def together(columns: Sequence[Column]) -> tuple[Shown, ...]:
    """The columns as they are shown: a task's BLEU-1 and ROUGE-L in one."""
    made: list[Shown] = []
    for column in columns:
        last = made[-1].columns if made else ()
        if (
            len(last) == 1
            and (last[0].metric, column.metric) == ("BLEU-1", "ROUGE-L")
            and (last[0].category, last[0].task_id) == (column.category, column.task_id)
        ):
            made[-1] = Shown((*last, column))
        else:
            made.append(Shown((column,)))
    return tuple(made)


def number(cell: Cell) -> str:
    """The value with two decimals, as upstream prints it; a dash where there is none."""
    return "–" if cell.value is None else f"{cell.value:.2f}"


def numbers(cells: Sequence[Cell]) -> str:
    """The values of one shown column: "46.82/48.38"; one dash when there is none at all."""
    if all(cell.value is None for cell in cells):
        return "–"
    return "/".join(number(cell) for cell in cells)


def counts(cells: Sequence[Cell]) -> str:
    """What the values of one shown column are about: "n=200, 3 missing"; empty where it is not said."""
    known = next((cell for cell in cells if cell.n is not None), None)
    if known is None:
        return ""
    missing = max(sum(count for _, count in cell.missing) for cell in cells)
    return f"n={known.n}{f', {missing} missing' if missing else ''}"


def protocol(row: Row) -> str:
    """The protocol's name, or that the row was published."""
    return PUBLISHED if row.protocol is None else row.protocol.value


def sentences(cell: Cell) -> Iterator[str]:
    """What is behind a number, one sentence after the other."""
    if cell.n is not None:
        yield f"n {cell.n:,}"
    if cell.interval is not None:
        yield f"95 % interval {cell.interval.low:.2f} to {cell.interval.high:.2f}"
    if cell.chance is not None:
        yield f"blind guessing {cell.chance:.2f}"
    if cell.majority is not None:
        yield f"always the commonest answer {cell.majority:.2f}"
    for reason, count in cell.missing:
        yield f"{count:,} without a value: {reason}"
    for reason, count in cell.unread:
        yield f"{count:,} counted as wrong: {reason}"
    if cell.tasks is not None and cell.tasks[0] < cell.tasks[1]:
        there, whole = cell.tasks
        of = f"{there} of {whole} tasks {'has' if there == 1 else 'have'} a number"
        yield f"{of}; upstream gives a mean only of all" if cell.value is None else of
    if cell.doubt:
        yield f"In doubt: {cell.doubt}"
