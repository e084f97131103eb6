"""Tables of answers as other people save them: task_id, input, GT and output, in whatever order.

Upstream's own files have exactly these columns (see `leaderboard_csv`, which writes them). Others have
been through pandas, a spreadsheet or an editor: columns more or moved, a byte order mark, other line
endings. Cells are read as pandas reads them: a quote in the middle of a cell is a character like any other.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO, TextIO

from workbench.domain.errors import FormatError
from workbench.domain.foreign import ForeignRow
from workbench.domain.tasks import Reported
from workbench.formats import json_stream
from workbench.formats.files import open_file
from workbench.formats.leaderboard_csv import COLUMNS, LONGEST_FIELD
from workbench.formats.results import Results


@contextmanager
def open_results_csv(path: Path) -> Iterator[Results]:
    """Open the table at `path` and read its first line; its rows are read as they are asked for.

    Raises:
        FormatError: the file cannot be read, or lacks a column; knows the line.
    """
    with open_file(path) as file:
        _check_encoding(path, file)
        text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
        lines = _Lines(path, text)
        # The module's limit is one for the whole process; `leaderboard_csv` sets the same.
        csv.field_size_limit(LONGEST_FIELD)
        reader = csv.reader(lines)
        names = _next_row(path, reader, lines)
        places = _places(path, names or [])
        rows = _rows(path, reader, lines, names or [], places)
        yield Results(model_named(path), rows, file.tell, tuple(map(_shown, names or [])))


def model_named(path: Path) -> str | None:
    """The model a file is named after, as upstream's scripts have it: what stands behind the last "_"."""
    name = path.name.removesuffix(".csv").rpartition("_")[2].strip()
    return name or None


class _Lines(Iterable[str]):
    """The lines of a file, and whether somebody asked for one more than there are."""

    def __init__(self, path: Path, text: TextIO) -> None:
        self._path = path
        self._read = partial(text.readline, LONGEST_FIELD + 1)
        self.number = 0
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        try:
            while line := self._read():
                self.number += 1
                if len(line) > LONGEST_FIELD:
                    raise FormatError(
                        self._path, f"the line is longer than {LONGEST_FIELD:,} characters", self.number
                    )
                yield line
        except OSError as error:
            raise FormatError(self._path, f"it cannot be read: {error.strerror}") from None
        self.ended = True


def _check_encoding(path: Path, file: BinaryIO) -> None:
    """Refuse UTF-16 and what is no text at all before a column is looked for in it."""
    fault = json_stream.encoding_fault(file.read(64))
    if fault is not None:
        raise FormatError(path, fault)
    file.seek(0)


def _next_row(path: Path, reader: "Iterator[list[str]]", lines: _Lines) -> list[str] | None:
    """The next row that is not an empty line; None at the end."""
    try:
        for cells in reader:
            if cells:
                return cells
    except csv.Error as error:
        raise FormatError(path, f"not valid CSV: {error}", lines.number) from None
    return None


def _places(path: Path, names: Sequence[str]) -> tuple[int, ...]:
    """Where each of `COLUMNS` stands."""
    folded = [name.strip().casefold() for name in names]
    found = []
    for column in COLUMNS:
        exact = [place for place, name in enumerate(names) if name == column]
        like = exact or [place for place, name in enumerate(folded) if name == column.casefold()]
        if not like:
            shown = ", ".join(name for name in names if name.strip())[:200]
            raise FormatError(
                path,
                f"it has no column “{column}”; its first line is “{_shown(shown)}”, not {','.join(COLUMNS)}",
                1,
            )
        if len(like) > 1:
            raise FormatError(path, f"the column “{column}” stands in it {len(like)} times", 1)
        found.append(like[0])
    return tuple(found)


def _rows(
    path: Path, reader: "Iterator[list[str]]", lines: _Lines, names: Sequence[str], places: Sequence[int]
) -> Iterator[ForeignRow | Reported]:
    """Every row: an answer, or what is wrong with it."""
    index = 0
    while (cells := _next_row(path, reader, lines)) is not None:
        # A reader that wants a line behind the last one is inside a quoted cell.
        yield Reported(index, None, _CUT_OFF) if lines.ended else _row(index, cells, names, places)
        index += 1


_CUT_OFF = "the file ends inside a quoted cell: it is cut off, or a quote was never closed"


def _row(index: int, cells: list[str], names: Sequence[str], places: Sequence[int]) -> ForeignRow | Reported:
    """The answer that `cells` are, or what is wrong with them."""
    if len(cells) > len(names):
        return Reported(index, None, f"has {len(cells)} cells, not {len(names)}")
    if max(places) >= len(cells):
        missing = [column for column, place in zip(COLUMNS, places, strict=True) if place >= len(cells)]
        return Reported(index, missing[0], f"is missing: the row has {len(cells)} cells, not {len(names)}")
    wanted = [cells[place] for place in places]
    for column, cell in zip(COLUMNS, wanted, strict=True):
        byte = _foreign_byte(cell)
        if byte is not None:
            return Reported(index, column, f"is not UTF-8 text (byte 0x{byte:02X})")
    task_id, prompt, reference, output = wanted
    return ForeignRow(index, task_id, (prompt,), reference, output)


def _foreign_byte(cell: str) -> int | None:
    """The first byte in `cell` that is not UTF-8, or None."""
    if cell.isascii():
        return None
    try:
        cell.encode("utf-8")
    except UnicodeEncodeError as error:
        return ord(cell[error.start]) - 0xDC00
    return None


def _shown(text: str) -> str:
    """`text` for a message."""
    return text.encode("utf-8", "replace").decode("utf-8")
