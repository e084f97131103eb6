"""Results as upstream's pandas reads them: which cells are empty, numbers or text decides many a score."""

import csv
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.domain.errors import FormatError

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = ("task_id", "input", "GT", "output")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row, its cells as pandas gives them: str, float (NaN when empty), int or bool."""

    task_id: str
    """"" when the cell is no text: then no script scores the row but the one for diagnosis."""
    reference: object
    output: object


@dataclass(frozen=True, slots=True)
class Table:
    """A results file as upstream's scripts see it."""

    by_name: tuple[TableRow, ...]
    """Rows for the scripts that take columns by their names."""
    by_place: tuple[TableRow, ...]
    """Rows for the scripts that take the first, third and fourth column, whatever they are called."""


def read_table(path: Path) -> Table:
    """The table in a CSV file."""
    frame = _frame(path, path)
    missing = {"task_id", "GT", "output"} - set(frame.columns)
    if missing:
        raise FormatError(path, f"upstream needs the column {sorted(missing)[0]}", 1)
    if len(frame.columns) < len(_COLUMNS):
        raise FormatError(path, "upstream needs four columns: task_id, input, GT, output", 1)
    by_name = _rows(frame["task_id"], frame["GT"], frame["output"])
    if list(frame.columns[:4]) == list(_COLUMNS):
        return Table(by_name, by_name)
    return Table(by_name, _rows(frame.iloc[:, 0], frame.iloc[:, 2], frame.iloc[:, 3]))


def table_of(rows: Iterable[tuple[str, str, str, str]]) -> Table:
    """The table that upstream would read once these rows (task, input, reference, output) stood in a file."""
    buffer = BytesIO()
    text = TextIOWrapper(buffer, encoding="utf-8", errors="surrogatepass", newline="")
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    writer.writerows(rows)
    text.flush()
    buffer.seek(0)
    frame = _frame(buffer, Path("rows.csv"))
    by_name = _rows(frame["task_id"], frame["GT"], frame["output"])
    return Table(by_name, by_name)


def _frame(source: Path | BytesIO, named: Path) -> "pd.DataFrame":
    # Heavy, and wanted only when results are scored.
    import pandas as pd  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pandas names columns of mixed types; upstream reads on
        try:
            return pd.read_csv(source, encoding_errors="surrogatepass")
        except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
            raise FormatError(named, f"pandas cannot read it: {error}") from error


def _rows(*columns: Any) -> tuple[TableRow, ...]:
    tasks, references, outputs = (column.tolist() for column in columns)
    return tuple(
        TableRow(task if isinstance(task, str) else "", reference, output)
        for task, reference, output in zip(tasks, references, outputs, strict=True)
    )
