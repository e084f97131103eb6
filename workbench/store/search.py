"""The full-text index of a project: brought up to date after a load, and searched."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.domain.tasks import Instance
from workbench.store.rows import COLUMNS, KEY_BITS, InstanceRow, instance_of, row_of
from workbench.store.words import Query, Span, parse, spread

MAX_COUNTED = 20_000
"""Hits that are counted and ranked. Beyond, ranking would cost a microsecond each and say little."""
MAX_RANKED_WORDS = 8
"""Of a search that is ranked: what more of them find needs no order, and each costs a look at all rows."""

# Instances indexed by one statement: its entries become one segment. Twice as many fall out of the
# processor's cache, half as many are more segments, which have to be merged.
_CHUNK = 10_000
_BEFORE, _LENGTH = 60, 240  # characters of an excerpt, before its first hit and in all
_SCANNED = 50_000  # characters of a text that are looked through for an excerpt


@dataclass(frozen=True, slots=True)
class Hit:
    """An instance that a search found."""

    instance: InstanceRow
    task_id: str
    field: str
    """Where the excerpt is from: "input" or "references"."""
    excerpt: str
    """The surroundings of the first place found, line feeds as spaces."""
    spans: tuple[Span, ...]
    """Where the excerpt has what was looked for, in code points."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found."""

    rows: tuple[Hit, ...]
    total: int | None
    """None when there are more than are counted (`MAX_COUNTED`)."""
    ranked: bool
    """Whether the best come first; else they come in the project's order."""


def prepare(connection: sqlite3.Connection) -> None:
    """Give the connection what `bring_up_to_date` needs."""
    connection.create_function("spread", 1, spread, deterministic=True)


def bring_up_to_date(connection: sqlite3.Connection, of: int | None = None) -> Iterator[int]:
    """Index the instances that are not yet, some thousands at a time; yields how many were done.

    Of all tasks, or of the one with the number `of`. Each step is a statement of its own; in a
    transaction of the caller's, all or nothing.
    """
    tasks = connection.execute("SELECT number, indexed FROM task WHERE number = ifnull(?, number)", (of,))
    for number, indexed in tasks.fetchall():
        last = last_position(connection, number)
        for start in range(indexed, last, _CHUNK):
            end = min(start + _CHUNK, last)
            _index(connection, number, start, end)
            yield end - start


def _index(connection: sqlite3.Connection, number: int, start: int, end: int) -> None:
    keys = (number << KEY_BITS) + start, (number << KEY_BITS) + end
    connection.execute(
        f"""INSERT INTO words (rowid, input, "references") {_TEXTS} WHERE key > ? AND key <= ?""", keys
    )
    connection.execute("UPDATE task SET indexed = ? WHERE number = ?", (end, number))


_TEXTS = """
SELECT key, CASE spread WHEN 1 THEN spread(input) ELSE input END,
    CASE spread WHEN 1 THEN spread("references") ELSE "references" END
FROM instance
"""


def forget(connection: sqlite3.Connection, number: int) -> None:
    """Take a task's instances out of the index."""
    (indexed,) = connection.execute("SELECT indexed FROM task WHERE number = ?", (number,)).fetchone()
    keys = number << KEY_BITS, (number << KEY_BITS) + indexed
    connection.execute(
        f"""INSERT INTO words (words, rowid, input, "references")
        SELECT 'delete', * FROM ({_TEXTS}) WHERE key > ? AND key <= ?""",
        keys,
    )
    connection.execute("UPDATE task SET indexed = 0 WHERE number = ?", (number,))


def last_position(connection: sqlite3.Connection, number: int) -> int:
    """The position of a task's last instance, which is how many it has."""
    low, high = number << KEY_BITS, (number + 1) << KEY_BITS
    row = connection.execute(
        "SELECT max(key) FROM instance WHERE key > ? AND key < ?", (low, high)
    ).fetchone()
    return 0 if row[0] is None else int(row[0]) - low


def find(connection: sqlite3.Connection, text: str, numbers: Sequence[int] | None, limit: int) -> Found:
    """The instances that have every word of `text`, of all tasks or of those with the given numbers."""
    query = parse(text)
    if not query.match or (numbers is not None and not numbers):
        return Found((), 0, True)
    where, values = _where(query, numbers)
    (total,) = connection.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM words WHERE {where} LIMIT ?)", (*values, MAX_COUNTED + 1)
    ).fetchone()
    ranked = total <= MAX_COUNTED and query.words <= MAX_RANKED_WORDS
    keys = connection.execute(
        f"SELECT rowid FROM words WHERE {where} {'ORDER BY rank' if ranked else ''} LIMIT ?", (*values, limit)
    ).fetchall()
    hits = tuple(hit for (key,) in keys for hit in _hits(connection, query, key))
    return Found(hits, total if total <= MAX_COUNTED else None, ranked)


def _where(query: Query, numbers: Sequence[int] | None) -> tuple[str, tuple[object, ...]]:
    if numbers is None:
        return "words MATCH ?", (query.match,)
    if len(numbers) == 1:
        low = numbers[0] << KEY_BITS
        # A range of rowids is the one condition that the index itself can use.
        return "words MATCH ? AND rowid > ? AND rowid < ?", (query.match, low, low + (1 << KEY_BITS))
    marks = ", ".join("?" * len(numbers))
    return f"words MATCH ? AND rowid >> {KEY_BITS} IN ({marks})", (query.match, *numbers)


def _hits(connection: sqlite3.Connection, query: Query, key: int) -> Iterator[Hit]:
    row = connection.execute(
        f"SELECT {COLUMNS} FROM instance JOIN task ON number = key >> 32 WHERE key = ?", (key,)
    )
    for values in row:
        instance = instance_of(values)
        yield _hit(query, key, instance)


def _hit(query: Query, key: int, instance: Instance) -> Hit:
    name, text = "input", instance.input
    first = next(query.spans(text, 0, _SCANNED), None)
    if first is None:
        references = "\n".join(instance.references)
        first = next(query.spans(references, 0, _SCANNED), None)
        if first is not None:
            name, text = "references", references
    first = first or (0, 0)
    start = max(0, first[0] - _BEFORE)
    end = min(len(text), max(start + _LENGTH, first[1]))
    spans = tuple((low - start, high - start) for low, high in query.spans(text, first[0], end))
    return Hit(row_of(key, instance), instance.task_id, name, _one_line(text[start:end]), spans)


def _one_line(text: str) -> str:
    return text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
