"""The tasks of a project and their instances."""

import json
import re
import sqlite3
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from workbench.domain.catalogue import BENCHMARK, Category, category_of
from workbench.domain.errors import UnknownNameError
from workbench.domain.languages import language_code
from workbench.domain.tasks import Instance, Task
from workbench.store import search
from workbench.store.database import transaction
from workbench.store.rows import (
    COLUMNS,
    KEY_BITS,
    START,
    InstanceRow,
    instance_of,
    joined,
    start_of,
    task_json,
    task_of,
)
from workbench.store.search import Found
from workbench.store.words import needs_spreading

__all__ = ["Added", "Found", "InstanceRow", "TaskSummary", "Tasks"]

_BATCH = 5_000
_MAX_SHOWN_NAMES = 60
_FROM = "FROM instance JOIN task ON task.number = instance.key >> 32"
_INSERT = (
    "INSERT INTO instance (key, id, spread, source_id, language, reference_lengths, input, "
    '"references") VALUES (?, ?, ?, ?, ?, ?, ?, ?)'
)


@dataclass(frozen=True, slots=True)
class TaskSummary:
    """A task as a list or a tree shows it."""

    id: str
    name: str
    category: str
    language: str | None
    """ISO 639-1 code; None when there are several, or the file names none of the six."""
    instances: int
    dataset: str | None
    """Of the benchmark's tasks; None for others."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the rows given to `Tasks.add`."""

    kept: int
    """Rows that the project holds now."""
    known: int
    """Those of them that it held before."""


class Tasks:
    """The tasks in one open project."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def summaries(self) -> tuple[TaskSummary, ...]:
        """Every task, by category in the paper's order, then by number."""
        rows = self._connection.execute("SELECT number, head FROM task").fetchall()
        found = [
            _summary(task_of(json.loads(head)), search.last_position(self._connection, number))
            for number, head in rows
        ]
        return tuple(sorted(found, key=_rank))

    def get(self, task_id: str) -> Task:
        """The head of a task's file."""
        row = self._connection.execute("SELECT head FROM task WHERE id = ?", (task_id,)).fetchone()
        if row is None:
            raise _unknown(self._connection, task_id)
        return task_of(json.loads(row[0]))

    def add(self, task: Task, rows: Iterable[Instance]) -> Added:
        """Add a task, or further instances of it; what the project holds already stays as it is.

        The newest head of a task is the one that is kept.
        """
        with transaction(self._connection):
            number = _number_for(self._connection, task)
            position = search.last_position(self._connection, number)
            kept = known = 0
            stream = iter(rows)
            while batch := list(islice(stream, _BATCH)):
                added = _add_batch(self._connection, number, position, batch)
                position += added
                kept += len(batch)
                known += len(batch) - added
        return Added(kept, known)

    def index(self, task_id: str | None = None) -> None:
        """Make every instance findable that is not yet, of all tasks or of one.

        Inside a transaction it is a part of that one.
        """
        with transaction(self._connection):
            number = None if task_id is None else _number(self._connection, task_id)
            for _done in search.bring_up_to_date(self._connection, number):
                pass

    def index_steps(self) -> Generator[int]:
        """The same of all tasks in steps of some thousand instances; yields how many each took."""
        with transaction(self._connection):
            yield from search.bring_up_to_date(self._connection)

    def count(self, task_id: str) -> int:
        """How many instances a task has."""
        return search.last_position(self._connection, _number(self._connection, task_id))

    def instances(self, task_id: str, offset: int = 0, limit: int | None = None) -> tuple[Instance, ...]:
        """A task's instances in the order of its file."""
        rows = self._connection.execute(
            f"SELECT {COLUMNS} {_FROM} WHERE key > ? AND key <= ? ORDER BY key",
            _keys(self._connection, task_id, offset, limit),
        )
        return tuple(map(instance_of, rows))

    def rows(self, task_id: str, offset: int = 0, limit: int | None = None) -> tuple[InstanceRow, ...]:
        """The same as a table shows them."""
        rows = self._connection.execute(
            f"""SELECT key & {(1 << KEY_BITS) - 1}, id, substr(input, 1, {START}),
            ifnull(json_array_length(reference_lengths), 1), language
            FROM instance WHERE key > ? AND key <= ? ORDER BY key""",
            _keys(self._connection, task_id, offset, limit),
        )
        return tuple(
            InstanceRow(number, made_id, start_of(start), references, language)
            for number, made_id, start, references, language in rows
        )

    def instance(self, instance_id: str) -> Instance:
        """The instance with the given id."""
        row = self._connection.execute(
            f"SELECT {COLUMNS} {_FROM} WHERE instance.id = ?", (instance_id,)
        ).fetchone()
        if row is None:
            raise UnknownNameError("instance", instance_id)
        return instance_of(row)

    def iterate(self, task_id: str) -> Iterator[Instance]:
        """A task's instances one by one, in the order of its file."""
        rows = self._connection.execute(
            f"SELECT {COLUMNS} {_FROM} WHERE key > ? AND key <= ? ORDER BY key",
            _keys(self._connection, task_id, 0, None),
        )
        return map(instance_of, rows)

    def ids(self, task_id: str) -> tuple[str, ...]:
        """The ids of a task's instances, in the order of its file."""
        rows = self._connection.execute(
            "SELECT id FROM instance WHERE key > ? AND key <= ? ORDER BY key",
            _keys(self._connection, task_id, 0, None),
        )
        return tuple(made_id for (made_id,) in rows)

    def search(
        self,
        text: str,
        *,
        task_id: str | None = None,
        task_ids: Sequence[str] | None = None,
        limit: int = 200,
    ) -> Found:
        """The instances whose input or references have every word of `text`.

        Words in quotation marks are looked for as they stand; the last word may be unfinished. Of all
        tasks, of one, or of several.
        """
        chosen = [task_id] if task_id is not None else task_ids
        numbers = None if chosen is None else [_number(self._connection, name) for name in chosen]
        return search.find(self._connection, text, numbers, limit)

    def delete(self, task_id: str) -> int:
        """Remove a task; how many instances it had. Completions about them stay with their runs."""
        with transaction(self._connection):
            number = _number(self._connection, task_id)
            count = search.last_position(self._connection, number)
            search.forget(self._connection, number)
            low, high = number << KEY_BITS, (number + 1) << KEY_BITS
            self._connection.execute("DELETE FROM instance WHERE key > ? AND key < ?", (low, high))
            self._connection.execute("DELETE FROM task WHERE number = ?", (number,))
        return count


def _number_for(connection: sqlite3.Connection, task: Task) -> int:
    """The number of `task`, new or not; its head is kept."""
    (number,) = connection.execute(
        "INSERT INTO task (id, head) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET head = excluded.head "
        "RETURNING number",
        (task.id, task_json(task)),
    ).fetchone()
    return int(number)


def _add_batch(connection: sqlite3.Connection, number: int, position: int, batch: Sequence[Instance]) -> int:
    """Add what is new in `batch` after `position`; how many that were."""
    # All are new in a first import, so this is tried first and nothing is asked of the index.
    connection.execute("SAVEPOINT batch")
    try:
        _insert(connection, number, position, batch)
    except sqlite3.IntegrityError:
        connection.execute("ROLLBACK TO batch")
        fresh = {instance.id: instance for instance in reversed(batch)}
        held = connection.execute(
            "SELECT id FROM instance WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(fresh)),),
        )
        for (made_id,) in held.fetchall():
            del fresh[made_id]
        batch = list(reversed(fresh.values()))
        _insert(connection, number, position, batch)
    connection.execute("RELEASE batch")
    return len(batch)


def _insert(connection: sqlite3.Connection, number: int, position: int, batch: Sequence[Instance]) -> None:
    first = (number << KEY_BITS) + position + 1
    connection.executemany(_INSERT, (_values(first + place, row) for place, row in enumerate(batch)))


def _number(connection: sqlite3.Connection, task_id: str) -> int:
    row = connection.execute("SELECT number FROM task WHERE id = ?", (task_id,)).fetchone()
    if row is None:
        raise _unknown(connection, task_id)
    return int(row[0])


def _keys(connection: sqlite3.Connection, task_id: str, offset: int, limit: int | None) -> tuple[int, int]:
    """The keys after the first and up to the second are those of the page."""
    low = (_number(connection, task_id) << KEY_BITS) + offset
    return low, low + (limit if limit is not None else (1 << KEY_BITS) - 1 - offset)


def _unknown(connection: sqlite3.Connection, task_id: str) -> UnknownNameError:
    names = [name for (name,) in connection.execute("SELECT id FROM task ORDER BY number")]
    shown = names[:_MAX_SHOWN_NAMES] + (["…"] if len(names) > _MAX_SHOWN_NAMES else [])
    return UnknownNameError("task", task_id, shown)


def _values(key: int, row: Instance) -> tuple[object, ...]:
    references, lengths = joined(row.references)
    apart = needs_spreading(row.input) or needs_spreading(references)
    return key, row.id, apart, row.source_id, row.language, lengths, row.input, references


def _summary(task: Task, instances: int) -> TaskSummary:
    known = BENCHMARK.get(task.id)
    codes = {language_code(name) for name in task.input_language}
    language = known.language if known is not None else codes.pop() if len(codes) == 1 else None
    return TaskSummary(
        id=task.id,
        name=task.name,
        category=category_of(task.id, task.categories),
        language=language,
        instances=instances,
        dataset=known.dataset if known is not None else None,
    )


_ORDER = {category.value: place for place, category in enumerate(Category)}


def _rank(summary: TaskSummary) -> tuple[int, str, int, str]:
    number = re.search(r"\d+", summary.id)
    place = _ORDER.get(summary.category, len(_ORDER))
    return place, summary.category, int(number[0]) if number else 0, summary.id
