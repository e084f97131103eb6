"""The scores of a project: kept by what they were made of, and what there is to score."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.domain.scores import Reading, Score
from workbench.store.completions import number_of
from workbench.store.database import transaction
from workbench.store.rows import split, text_of

_PAGE = 500


@dataclass(frozen=True, slots=True)
class AskedRow:
    """An instance that a run is about, with what was answered."""

    task_id: str
    instance_id: str
    input: str | None
    """None when the instance is no longer in the project."""
    references: tuple[str, ...]
    output: str | None
    """None when there is no answer."""
    language: str | None
    """Of the instance."""
    shot_ids: tuple[str, ...] = ()
    """Of the instances shown as examples."""


class Scores:
    """What is kept of scores in one open project."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def held(self, keys: Sequence[bytes]) -> dict[bytes, tuple[Score, ...]]:
        """The scores that are kept under any of `keys`; the names of their metrics are not kept."""
        found: dict[bytes, tuple[Score, ...]] = {}
        for start in range(0, len(keys), _PAGE):
            page = keys[start : start + _PAGE]
            rows = self._connection.execute(
                f"SELECT key, scores FROM score WHERE key IN ({','.join('?' * len(page))})", page
            )
            found.update((key, _scores_of(text)) for key, text in rows)
        return found

    def keep(self, scores: Mapping[bytes, Sequence[Score]]) -> None:
        """Keep scores under their keys; all of them or none."""
        with transaction(self._connection):
            self._connection.executemany(
                "INSERT OR REPLACE INTO score VALUES (?, ?)",
                [(key, _kept(values)) for key, values in scores.items()],
            )

    def asked(self, run_id: str) -> Iterator[AskedRow]:
        """What a run is about, in its order, with its answers; read page by page."""
        number, after = number_of(self._connection, run_id), -1
        while True:
            rows = self._connection.execute(
                f"""SELECT position, planned.task_id, planned.instance_id, input, "references",
                    reference_lengths, text, language, shot_ids
                FROM planned LEFT JOIN instance ON instance.id = planned.instance_id
                LEFT JOIN completion ON completion.run = planned.run
                    AND completion.instance_id = planned.instance_id
                WHERE planned.run = ? AND position > ? ORDER BY position LIMIT {_PAGE}""",
                (number, after),
            ).fetchall()
            if not rows:
                return
            after = rows[-1][0]
            yield from map(_asked_of, rows)


def _asked_of(row: Any) -> AskedRow:
    _position, task_id, instance_id, text, references, lengths, output, language, shots = row
    return AskedRow(
        task_id,
        instance_id,
        text,
        () if references is None else split(references, lengths),
        text_of(output),
        language,
        tuple(json.loads(shots)) if shots else (),
    )


def _kept(scores: Sequence[Score]) -> str:
    return json.dumps(
        [
            [
                score.value,
                score.reason,
                score.counts,
                score.reading and [score.reading.text, score.reading.sure, score.reading.spans],
            ]
            for score in scores
        ],
        separators=(",", ":"),
    )


def _scores_of(text: str) -> tuple[Score, ...]:
    return tuple(
        Score("", value, reason, tuple(counts), _reading_of(reading))
        for value, reason, counts, reading in json.loads(text)
    )


def _reading_of(values: Any) -> Reading | None:
    if values is None:
        return None
    text, sure, spans = values
    return Reading(text, sure, tuple((start, end) for start, end in spans))
