"""A run's results as upstream's scripts read them: file by file, by pandas, which decides over whole columns.

Columns go by their names. Three of upstream's scripts take them by place, which is the same in its own files;
where it is not, there is a reason in the place of a score.
A run is read twice, so that nothing but cells that might be numbers is held: one cell that is text makes a
column text, and then every cell can be read without the others.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from workbench.evaluation.answered import AnsweredRow
from workbench.evaluation.metrics.paper.script import Script
from workbench.evaluation.metrics.paper.scripts import SCRIPTS, script_of
from workbench.evaluation.metrics.paper.table import TableRow, table_of
from workbench.evaluation.paper_tables import NO_TABLE, PaperTable

_AT_ONCE = 2_000
# Holds more than numbers, truth values and pandas' words for nothing are made of.
_TEXT = re.compile(r"[^\d\s.,+\-#/<>aAdDeEfFiIlLnNoOqQrRsStTuUyY]")
# pandas goes another way through a column in which it finds a number too large for it.
_HUGE = re.compile(r"\s*[-+]?\d{19,}\s*")
_SURELY_TEXT = "text"
_EVERY_ROW = next(script for script in SCRIPTS.values() if script.every_row)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row, its cells, and the script that scores it."""

    row: AnsweredRow
    cells: TableRow
    script: Script | None
    """None when upstream has none for its task, or would not run it on this file."""
    reason: str = ""
    """Why it has no score; empty when it can be scored."""

    @property
    def task_id(self) -> str:
        """The task whose number the row enters: not its own where a script counts every row of its file."""
        return self.script.tasks[0] if self.script is not None and self.script.every_row else self.row.task_id


@dataclass(slots=True)
class _Column:
    """A column of a file as far as it was looked at."""

    undecided: list[str] | None = field(default_factory=list)
    """All its cells while none of them is surely text, else None."""
    huge: bool = False
    """Whether one of them is a number so large that all cells are wanted, whatever follows."""

    def add(self, cell: str) -> None:
        if self.undecided is not None:
            self.huge = self.huge or _HUGE.fullmatch(cell) is not None
            if not self.huge and _TEXT.search(cell):
                self.undecided = None
            else:
                self.undecided.append(cell)

    def values(self) -> Iterator[object] | None:
        """What pandas makes of the cells; None when each of them can be asked for on its own."""
        if self.undecided is None:
            return None
        return (row.output for row in table_of([("", "", "", cell) for cell in self.undecided]).by_name)


@dataclass(slots=True)
class _File:
    """What has to be known of a whole file before one of its cells can be read."""

    columns: tuple[_Column, _Column, _Column] = field(
        default_factory=lambda: (_Column(), _Column(), _Column())
    )
    tasks: Counter[str] = field(default_factory=Counter)

    def add(self, row: AnsweredRow) -> None:
        self.tasks[row.cells[0]] += 1
        for column, cell in zip(self.columns, row.cells, strict=True):
            column.add(cell)

    def counts_every_row(self) -> bool:
        """Whether the script that does not look at tasks would be run on it: most rows are of its task."""
        return 2 * self.tasks[_EVERY_ROW.tasks[0]] > self.tasks.total()


def read_as_upstream(
    first: Iterable[AnsweredRow],
    again: Iterable[AnsweredRow],
    tables: Mapping[str, PaperTable] | None = None,
) -> Iterator[PaperRow]:
    """Every row in order with its cells as pandas reads them; `first` and `again` are the same rows.

    Rows that lack something stand in no file, and have empty cells. `tables` tells of the files what their
    rows do not.
    """
    known = tables or {}
    files: dict[str, _File] = {}
    for row in first:
        if not row.lacks:
            if row.file not in files:
                files[row.file] = _File()
            files[row.file].add(row)
    every_row = {name for name, file in files.items() if _counts_every_row(file, known.get(name, NO_TABLE))}
    whole = {name: [column.values() for column in file.columns] for name, file in files.items()}
    stream = iter(again)
    while batch := tuple(islice(stream, _AT_ONCE)):
        cells = _apart(batch)
        for row, apart in zip(batch, cells, strict=True):
            read = apart if row.lacks else _joined(apart, whole[row.file])
            every = row.file in every_row and not row.lacks
            script = _EVERY_ROW if every else script_of(row.task_id if row.lacks else read.task_id)
            yield _by_script(row, read, script, known.get(row.file, NO_TABLE))


def _counts_every_row(file: _File, table: PaperTable) -> bool:
    """Whether the script that does not look at tasks would be run on a file."""
    return _EVERY_ROW in table.scripts if table.scripts else file.counts_every_row()


def _by_script(row: AnsweredRow, read: TableRow, script: Script | None, table: PaperTable) -> PaperRow:
    """A row with the script that would be run on its file, or with the reason why it has no score."""
    if script is None or (table.scripts and script not in table.scripts):
        return PaperRow(row, read, None, table.passed_over(row.task_id))
    return PaperRow(row, read, script, row.lacks or table.misplaced(script))


def _apart(rows: Sequence[AnsweredRow]) -> Sequence[TableRow]:
    """Cells of columns that are surely text."""
    task_ids, references, outputs = zip(*(row.cells for row in rows), strict=True)
    texts = [(_SURELY_TEXT, "", _SURELY_TEXT, _SURELY_TEXT)]
    cells = zip(task_ids, ("",) * len(rows), references, outputs, strict=True)
    return table_of([*texts, *cells]).by_name[1:]


def _joined(apart: TableRow, whole: Sequence[Iterator[object] | None]) -> TableRow:
    """A row's cells, from the whole columns where those are not surely text."""
    task_ids, references, outputs = whole
    found = apart
    if task_ids is not None:
        task_id = next(task_ids)
        found = replace(found, task_id=task_id if isinstance(task_id, str) else "")
    if references is not None:
        found = replace(found, reference=next(references))
    if outputs is not None:
        found = replace(found, output=next(outputs))
    return found
