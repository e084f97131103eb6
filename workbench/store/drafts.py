"""Drafts: tasks being written. Every edit is on disk when it returns, and so are those before it."""

import json
import secrets
import sqlite3
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from workbench.domain.errors import UnknownNameError
from workbench.domain.tasks import Instance, Task
from workbench.store.database import transaction
from workbench.store.rows import task_of

HISTORY = 200
"""States kept of a draft."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A task being written."""

    id: str
    task: Task
    instances: tuple[Instance, ...]
    modified: str
    """ISO 8601, UTC."""


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """A draft as a list shows it."""

    id: str
    name: str
    instances: int
    modified: str


class Drafts:
    """The drafts in one open project."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, task: Task, instances: tuple[Instance, ...] = ()) -> str:
        """Begin a draft; its id."""
        draft_id, now = f"d-{secrets.token_hex(6)}", _now()
        with transaction(self._connection):
            self._connection.execute("INSERT INTO draft VALUES (?, ?)", (draft_id, now))
            self._write(draft_id, 0, now, _state(task, instances))
        return draft_id

    def summaries(self) -> tuple[DraftSummary, ...]:
        """Every draft, the one edited last first."""
        rows = self._connection.execute(
            """SELECT draft, state ->> '$.task.name', json_array_length(state, '$.instances'), modified
            FROM draft_state GROUP BY draft HAVING place = max(place) ORDER BY modified DESC, draft"""
        )
        return tuple(DraftSummary(*row) for row in rows)

    def get(self, draft_id: str) -> Draft:
        """A draft as it was left."""
        return self.states(draft_id, 1)[0]

    def states(self, draft_id: str, limit: int = HISTORY) -> tuple[Draft, ...]:
        """The newest states of a draft, oldest first: what undo goes back through."""
        rows = self._connection.execute(
            "SELECT modified, state FROM draft_state WHERE draft = ? ORDER BY place DESC LIMIT ?",
            (draft_id, limit),
        ).fetchall()
        if not rows:
            names = [name for (name,) in self._connection.execute("SELECT id FROM draft ORDER BY created")]
            raise UnknownNameError("draft", draft_id, names)
        return tuple(_draft_of(draft_id, modified, json.loads(state)) for modified, state in reversed(rows))

    def save(self, draft: Draft) -> Draft:
        """Keep the newest state of a draft. One that changes nothing is no new state."""
        with transaction(self._connection):
            held = self.get(draft.id)
            if (held.task, held.instances) == (draft.task, draft.instances):
                return held
            (place,) = self._connection.execute(
                "SELECT max(place) + 1 FROM draft_state WHERE draft = ?", (draft.id,)
            ).fetchone()
            now = _now()
            self._write(draft.id, place, now, _state(draft.task, draft.instances))
            self._connection.execute(
                "DELETE FROM draft_state WHERE draft = ? AND place <= ?", (draft.id, place - HISTORY)
            )
        return replace(draft, modified=now)

    def delete(self, draft_id: str) -> None:
        """Remove a draft with its history."""
        with transaction(self._connection):
            self.get(draft_id)
            self._connection.execute("DELETE FROM draft WHERE id = ?", (draft_id,))

    def _write(self, draft_id: str, place: int, now: str, state: str) -> None:
        self._connection.execute("INSERT INTO draft_state VALUES (?, ?, ?, ?)", (draft_id, place, now, state))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _state(task: Task, instances: tuple[Instance, ...]) -> str:
    return json.dumps({"task": asdict(task), "instances": [asdict(instance) for instance in instances]})


def _draft_of(draft_id: str, modified: str, values: dict[str, Any]) -> Draft:
    instances = tuple(
        Instance(**{**instance, "references": tuple(instance["references"])})
        for instance in values["instances"]
    )
    return Draft(draft_id, task_of(values["task"]), instances, modified)
