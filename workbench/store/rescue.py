"""What can still be read of a damaged project, written to files that need no project."""

import json
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from workbench.domain.errors import ProjectMissingError
from workbench.domain.tasks import Task
from workbench.store.chances import unpacked
from workbench.store.database import PAGE_SIZE, connect
from workbench.store.migrate import migrate
from workbench.store.rows import KEY_BITS, split, task_of, text_of

_COLUMNS = ("key", "input", '"references"', "reference_lengths", "source_id")
_MAX_TASKS = 1000  # tried when nothing tells how many there were
_TAIL = 10_000  # keys tried after the last one that could be read, when nothing tells which was the last
_HEAD = {
    "Contributors": "contributors",
    "Source": "source",
    "URL": "url",
    "Categories": "categories",
    "Reasoning": "reasoning",
    "Definition": "definition",
    "Input_language": "input_language",
    "Output_language": "output_language",
    "Instruction_language": "instruction_language",
    "Domains": "domains",
}
_FILES = {
    ("study", "file"): "medstudy",
    ("study", "key_file"): "medkey",
    ("handed_over", "file"): "medratings",
}
"""Columns that hold whole files, with the files' endings."""


@dataclass(frozen=True, slots=True)
class Rescued:
    """What became of one table, or of one task's instances."""

    name: str
    file: Path | None
    """None when nothing of it was saved."""
    saved: int
    lost: int | None
    """Rows that were there and cannot be read; None when nobody can tell how many."""


def rescue(path: Path, folder: Path) -> tuple[Rescued, ...]:
    """Write all that can be read of the project at `path` to `folder`; the project is not touched.

    A file for each task, in the MedS-Ins format, so that it can be imported again; studies, keys and
    ratings as the files they came in; JSON lines for the rest.
    """
    if not path.is_file():
        raise ProjectMissingError(f"There is no project at {path}.")
    folder.mkdir(parents=True, exist_ok=True)
    # Beside the result: a temporary folder may be too small for a copy.
    with tempfile.TemporaryDirectory(dir=folder, prefix=".rescue-") as place:
        connection, whole = _opened_copy(path, Path(place))
        with closing(connection):
            return (*_rescue_tasks(connection, folder), *_rescue_tables(connection, folder, whole))


def _opened_copy(path: Path, place: Path) -> tuple[sqlite3.Connection, bool]:
    """A copy of the project that can at least be asked for its tables, and whether all begin in it."""
    copy = place / "copy.medswb"
    for ending in ("", "-wal"):
        part = path.with_name(path.name + ending)
        if part.exists():
            shutil.copyfile(part, copy.with_name(copy.name + ending))
    try:
        connection = connect(copy)
        try:
            connection.execute("SELECT 1 FROM instance, task, completion LIMIT 1")
        except sqlite3.DatabaseError:
            connection.close()
            raise
    except sqlite3.DatabaseError:
        whole = _give_first_page(copy, place / "blank.medswb")
        return connect(copy), whole
    return connection, True


def _give_first_page(copy: Path, blank: Path) -> bool:
    """Give `copy` the first page of a new project: it says where the tables are, always the same places.

    False when the copy ends before all of them have begun.
    """
    with closing(connect(blank, create=True)) as connection:
        migrate(connection, blank)
    new = bytearray(blank.read_bytes())
    with copy.open("rb+") as file:
        # A file that is cut off before all tables have begun gets the rest of them, empty.
        size = file.seek(0, 2) // PAGE_SIZE * PAGE_SIZE
        file.seek(size)
        file.write(new[size:])
        new[28:32] = (file.tell() // PAGE_SIZE).to_bytes(4, "big")
        new[32:40] = bytes(8)  # no free pages: what a damaged list of them says is not to be trusted
        file.seek(0)
        file.write(new[:PAGE_SIZE])
    copy.with_name(f"{copy.name}-wal").unlink(missing_ok=True)
    return size >= len(new)


def _rescue_tasks(connection: sqlite3.Connection, folder: Path) -> Iterator[Rescued]:
    heads = {number: (head, indexed) for number, head, indexed in _heads(connection)}
    for number in range(1, max((*heads, _last_task(connection))) + 1):
        head, indexed = heads.get(number, (None, 0))
        rows = _Readable(connection, number << KEY_BITS, indexed)
        found = next(rows, None)
        if found is None and head is None:
            continue
        file = folder / f"{_file_name(head, number)}.json"
        _write_task(file, head, chain([] if found is None else [found], rows))
        yield Rescued(file.stem, file, rows.read, rows.lost)


def _heads(connection: sqlite3.Connection) -> Iterator[tuple[int, Task | None, int]]:
    """Number, head and number of indexed instances of each task that can be read."""
    for number in range(1, _last_task(connection) + 1):
        try:
            row = connection.execute("SELECT head, indexed FROM task WHERE number = ?", (number,)).fetchone()
            if row is not None:
                yield number, task_of(json.loads(row[0])), row[1]
        except (sqlite3.DatabaseError, ValueError, TypeError, KeyError):
            continue


def _last_task(connection: sqlite3.Connection) -> int:
    """The highest number a task may have."""
    for statement in (
        "SELECT seq FROM sqlite_sequence WHERE name = 'task'",
        "SELECT max(number) FROM task",
        f"SELECT max(key) >> {KEY_BITS} FROM instance",
    ):
        try:
            row = connection.execute(statement).fetchone()
        except sqlite3.DatabaseError:
            continue
        return int(row[0] or 0) if row is not None else 0
    return _MAX_TASKS


class _Readable(Iterator[tuple[Any, ...]]):
    """The rows of one task's instances that can be read, in order, and a count of the others."""

    def __init__(self, connection: sqlite3.Connection, low: int, expected: int) -> None:
        self._connection = connection
        self._low = low
        self._expected = expected
        self._rows = self._all()
        self.read = 0
        self.lost = 0

    def __next__(self) -> tuple[Any, ...]:
        row = next(self._rows)
        self.read += 1
        return row

    def _all(self) -> Iterator[tuple[Any, ...]]:
        columns, high = ", ".join(_COLUMNS), self._low + (1 << KEY_BITS)
        last = self._low
        try:
            for row in self._connection.execute(
                f"SELECT {columns} FROM instance WHERE key > ? AND key < ? ORDER BY key", (last, high)
            ):
                last = row[0]
                if _is_whole(row):
                    yield row
                else:
                    self.lost += 1
        except sqlite3.DatabaseError:
            yield from self._one_by_one(columns, last, high)
        # A cut-off table can look like a shorter one, an overwritten page like an empty one.
        self.lost = max(self.lost, self._expected - self.read)

    def _one_by_one(self, columns: str, last: int, high: int) -> Iterator[tuple[Any, ...]]:
        """The rows after `last`, each asked for by its key."""
        for key in range(last + 1, self._top(last, high) + 1):
            try:
                row = self._connection.execute(
                    f"SELECT {columns} FROM instance WHERE key = ?", (key,)
                ).fetchone()
            except sqlite3.DatabaseError:
                self.lost += 1
                continue
            if row is not None and _is_whole(row):
                yield row
            elif row is not None:
                self.lost += 1

    def _top(self, last: int, high: int) -> int:
        """The highest key worth trying after `last`."""
        known = self._low + self._expected
        try:
            (key,) = self._connection.execute(
                "SELECT max(key) FROM instance WHERE key > ? AND key < ?", (self._low, high)
            ).fetchone()
        except sqlite3.DatabaseError:
            return max(known, last + (0 if self._expected else _TAIL))
        return max(known, key or 0)


def _is_whole(row: tuple[Any, ...]) -> bool:
    """Whether what is in a row can be taken apart: its page can be readable and its text overwritten."""
    _key, text, references, lengths, _source_id = row
    try:
        split(references, lengths)
    except (ValueError, TypeError):
        return False
    return isinstance(text, str)


def _write_task(file: Path, head: Task | None, rows: Iterable[tuple[Any, ...]]) -> None:
    with file.open("w", encoding="utf-8", newline="\n") as out:
        text = json.dumps(_head_values(head), ensure_ascii=False, indent=4) if head is not None else "{\n}"
        out.write(text[:-2] + (",\n" if head is not None else "") + '    "Instances": [')
        for place, (_key, text, references, lengths, source_id) in enumerate(rows):
            values = {"input": text, "output": list(split(references, lengths))}
            if source_id is not None:
                values["id"] = source_id
            out.write((",\n" if place else "\n") + json.dumps(values, ensure_ascii=False))
        out.write("\n    ]\n}\n")


def _head_values(task: Task) -> dict[str, object]:
    values: dict[str, object] = {key: list(getattr(task, name)) for key, name in _HEAD.items()}
    for key, examples in (
        ("Positive Examples", task.positive_examples),
        ("Negative Examples", task.negative_examples),
    ):
        values[key] = [
            {"input": one.input, "output": one.output, "explanation": one.explanation} for one in examples
        ]
    if task.split_type is not None:
        values["Split Type"] = task.split_type
    return values


def _file_name(head: Task | None, number: int) -> str:
    """What the task was called, as far as a file can be."""
    name = head.name if head is not None else f"rescued{number}_task"
    return re.sub(r"[^\w.-]+", "_", name)[:150].strip(".") or f"rescued{number}_task"


def _rescue_tables(connection: sqlite3.Connection, folder: Path, whole: bool) -> Iterator[Rescued]:
    # It imports pandas where there is one: a second that nobody who only opens a project should wait.
    from sqlite_utils import Database  # noqa: PLC0415

    database = Database(connection, execute_plugins=False)
    for name in database.table_names():
        if name in ("task", "instance") or name.startswith(("words", "sqlite_")):
            continue
        columns = [column.name for column in database.table(name).columns]
        file = folder / f"{name}.jsonl"
        saved, complete = _write_lines(file, connection, name, columns, database.table(name).pks)
        if not saved:
            file.unlink()
        yield Rescued(name, file if saved else None, saved, 0 if complete and whole else None)


def _write_lines(
    file: Path, connection: sqlite3.Connection, name: str, columns: list[str], key: list[str]
) -> tuple[int, bool]:
    """Write a table from its beginning, then from its end, as far as each can be read."""
    seen: set[tuple[object, ...]] = set()
    # A lone surrogate, backslash and all, is its own JSON escape.
    with file.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
        for direction in ("", " DESC"):
            by = ", ".join(f'"{column}"{direction}' for column in key)
            try:
                for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY {by}'):
                    raw = dict(zip(columns, row, strict=True))
                    place = tuple(raw[column] for column in key)
                    if place not in seen:
                        seen.add(place)
                        values = _apart(file.parent, name, place, raw)
                        out.write(f"{json.dumps(values, ensure_ascii=False)}\n")
            except sqlite3.DatabaseError:
                continue
            return len(seen), not direction
    return len(seen), False


def _apart(folder: Path, table: str, place: tuple[object, ...], raw: dict[str, object]) -> dict[str, object]:
    """A row for JSON; whole files in it are written beside it and named."""
    values: dict[str, object] = {}
    for column, value in raw.items():
        ending = _FILES.get((table, column))
        if ending is not None and isinstance(value, bytes):
            name = f"{table}{'_'.join(map(str, place))}.{ending}"
            (folder / name).write_bytes(value)
            values[column] = name
        else:
            values[column] = _plain(column, value)
    return values


def _plain(column: str, value: Any) -> Any:
    """`value` as JSON can hold it: what is packed in bytes as numbers, other bytes as the text they are."""
    if column == "chances" and isinstance(value, bytes):
        # Of a token that was cut off nothing can be told.
        whole = unpacked(value[: len(value) // 4 * 4]) or ()
        return [[chance.characters, chance.logprob] for chance in whole]
    return text_of(value)
