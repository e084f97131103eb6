"""Published numbers that a person added to a project."""

import sqlite3
from collections.abc import Iterable

from workbench.domain.published import Published
from workbench.store.database import transaction
from workbench.store.rows import kept_text, text_of


class PublishedNumbers:
    """The published numbers in one open project."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, numbers: Iterable[Published]) -> int:
        """Keep `numbers`; returns how many were new.

        A number of the same source, model, task and metric is replaced in its place, and so is the mean
        of the same category.
        """
        new = 0
        with transaction(self._connection):
            for one in numbers:
                new += not self._replace(one)
        return new

    def list(self) -> tuple[Published, ...]:
        """All of them, in the order in which they were first added."""
        rows = self._connection.execute(
            "SELECT category, dataset, task, metric, model, stated, source FROM published ORDER BY number"
        )
        return tuple(Published(*map(text_of, row)) for row in rows)

    def sources(self) -> tuple[tuple[str, int], ...]:
        """Where they were published, and how many there."""
        rows = self._connection.execute(
            "SELECT source, count(*) FROM published GROUP BY source ORDER BY min(number)"
        )
        return tuple((text_of(source), count) for source, count in rows)

    def remove(self, source: str) -> int:
        """Take out what was published in `source`; returns how many numbers that were."""
        with transaction(self._connection):
            return self._connection.execute(
                "DELETE FROM published WHERE source = ?", (kept_text(source),)
            ).rowcount

    def _replace(self, one: Published) -> bool:
        """Put `one` where its like is, or behind all others; whether there was one."""
        values = (one.category, one.dataset, one.task_id, one.metric, one.model, one.stated, one.source)
        kept = tuple(None if value is None else kept_text(value) for value in values)
        category, dataset, task, metric, model, _stated, source = kept
        replaced = self._connection.execute(
            """UPDATE published
            SET (category, dataset, task, metric, model, stated, source) = (?, ?, ?, ?, ?, ?, ?)
            WHERE source = ? AND model = ? AND metric = ? AND task IS ?
            AND (task IS NOT NULL OR (category = ? AND dataset = ?))""",
            (*kept, source, model, metric, task, category, dataset),
        ).rowcount
        if not replaced:
            self._connection.execute(
                """INSERT INTO published (category, dataset, task, metric, model, stated, source)
                VALUES (?, ?, ?, ?, ?, ?, ?)""",
                kept,
            )
        return bool(replaced)
