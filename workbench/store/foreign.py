"""The rows of other people's results in a project: all of them, matched to an instance or not."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from workbench.domain.foreign import ImportedRow
from workbench.domain.runs import IMPORTED, Finish, RunSpec, RunState
from workbench.domain.tasks import Instance
from workbench.store.completions import number_of
from workbench.store.database import transaction
from workbench.store.rows import COLUMNS as INSTANCE
from workbench.store.rows import instance_of, kept_text, text_of

_BATCH = 1_000
_COLUMNS = "file, place, task_id, reference, output, instance_id, prompt"


@dataclass(frozen=True, slots=True)
class ForeignCounts:
    """How many rows a run was imported from."""

    rows: int
    matched: int
    """Of those, the ones that are about an instance; several may be about the same."""
    answered: int
    """Instances that have a completion."""


class ForeignRows:
    """The imported rows of the runs in one open project."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, run_id: str, rows: Iterable[ImportedRow]) -> None:
        """Keep further rows of a run, in order."""
        with transaction(self._connection):
            number = number_of(self._connection, run_id)
            stream = iter(rows)
            while batch := list(islice(stream, _BATCH)):
                self._connection.executemany(
                    f"INSERT INTO foreign_row (run, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    ((number, *_values(row)) for row in batch),
                )

    def lay_out(self, run_id: str, file: int, columns: Sequence[str]) -> None:
        """Keep the columns of the table that one of a run's files is."""
        with transaction(self._connection):
            self._connection.execute(
                "INSERT OR REPLACE INTO foreign_file VALUES (?, ?, ?)",
                (number_of(self._connection, run_id), file, json.dumps(columns)),
            )

    def layouts(self, run_id: str) -> dict[int, tuple[str, ...]]:
        """The columns of a run's tables; of logs, and of what an older version imported, nothing is known."""
        rows = self._connection.execute(
            "SELECT file, columns FROM foreign_file WHERE run = ?", (number_of(self._connection, run_id),)
        )
        return {file: tuple(json.loads(columns)) for file, columns in rows}

    def settle(self, run_id: str, spec: RunSpec) -> None:
        """Make the first row about each instance a completion of the run, which is done and has `spec`."""
        with transaction(self._connection):
            number = number_of(self._connection, run_id)
            self._connection.execute(
                """INSERT INTO planned SELECT foreign_row.run, min(foreign_row.number), instance.id, task.id
                FROM foreign_row JOIN instance ON instance.id = foreign_row.instance_id
                JOIN task ON task.number = instance.key >> 32
                WHERE foreign_row.run = :run AND NOT EXISTS (
                    SELECT 1 FROM completion
                    WHERE completion.run = :run AND completion.instance_id = instance.id
                ) GROUP BY instance.id""",
                {"run": number},
            )
            # Nobody was asked, so nothing is known of what it cost, and no request can be equal to it.
            self._connection.execute(
                """INSERT INTO completion (run, instance_id, request, finish, prompt_tokens, shared_tokens,
                    completion_tokens, prefill_seconds, decode_seconds, shot_ids, text)
                SELECT planned.run, planned.instance_id, 'foreign row ' || planned.position, ?,
                    0, 0, 0, 0, 0, '[]', foreign_row.output
                FROM planned JOIN foreign_row ON foreign_row.number = planned.position
                WHERE planned.run = ? ORDER BY planned.position ON CONFLICT (run, instance_id) DO NOTHING""",
                (Finish.STOP, number),
            )
            self._connection.execute(
                "UPDATE run SET spec = ?, state = ? WHERE number = ?",
                (json.dumps(asdict(spec)), RunState.DONE, number),
            )

    def rows(self, run_id: str) -> Iterator[ImportedRow]:
        """A run's rows one by one, in the order of its files; none when it was not imported."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM foreign_row WHERE run = ? ORDER BY file, place",
            (number_of(self._connection, run_id),),
        )
        return map(_row_of, rows)

    def answers(self, run_id: str) -> Iterator[tuple[ImportedRow, Instance | None]]:
        """The same rows, each with the instance that it is about; None where the project has none."""
        rows = self._connection.execute(
            f"""SELECT file, place, task_id, reference, output, instance_id, prompt, {INSTANCE}
            FROM foreign_row LEFT JOIN instance ON instance.id = instance_id
            LEFT JOIN task ON task.number = instance.key >> 32 WHERE run = ? ORDER BY file, place""",
            (number_of(self._connection, run_id),),
        )
        width = len(_COLUMNS.split(","))
        for row in rows:
            about = row[width:]
            yield _row_of(row[:width]), None if about[0] is None else instance_of(about)

    def unmatched(self, run_id: str) -> tuple[ImportedRow, ...]:
        """Those that are about no instance that the project had when they came in."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM foreign_row WHERE run = ? AND instance_id IS NULL ORDER BY number",
            (number_of(self._connection, run_id),),
        )
        return tuple(map(_row_of, rows))

    def match(self, run_id: str, row: ImportedRow, instance_id: str) -> None:
        """Note which instance a row is about that matched none before."""
        with transaction(self._connection):
            self._connection.execute(
                """UPDATE foreign_row SET instance_id = ?, prompt = NULL
                WHERE run = ? AND file = ? AND place = ?""",
                (instance_id, number_of(self._connection, run_id), row.file, row.index),
            )

    def counts(self, run_id: str) -> ForeignCounts:
        """How many rows a run has."""
        number = number_of(self._connection, run_id)
        rows, matched = self._connection.execute(
            "SELECT count(*), count(instance_id) FROM foreign_row WHERE run = ?", (number,)
        ).fetchone()
        (answered,) = self._connection.execute(
            "SELECT count(*) FROM completion WHERE run = ?", (number,)
        ).fetchone()
        return ForeignCounts(rows, matched, answered)

    def run_with(self, model: str, sha256: str) -> str | None:
        """The run that was imported from files of this content for this model, or None."""
        row = self._connection.execute(
            """SELECT id FROM run WHERE json_extract(spec, '$.model.sha256') = ?
            AND json_extract(spec, '$.model.name') = ? AND json_extract(spec, '$.engine') LIKE ?
            ORDER BY number LIMIT 1""",
            (sha256, model, f"{IMPORTED}%"),
        ).fetchone()
        return None if row is None else str(row[0])


def _values(row: ImportedRow) -> tuple[object, ...]:
    """The columns of `_COLUMNS`."""
    texts = (row.task_id, row.reference, row.output)
    kept = (None if text is None else kept_text(text) for text in texts)
    return row.file, row.index, *kept, row.instance_id, None if row.prompt is None else kept_text(row.prompt)


def _row_of(row: Any) -> ImportedRow:
    """The row in the columns of `_COLUMNS`."""
    file, place, task_id, reference, output, instance_id, prompt = row
    return ImportedRow(
        file, place, text_of(task_id), text_of(reference), text_of(output), instance_id, text_of(prompt)
    )
