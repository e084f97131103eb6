"""Drafts: tasks being written. Every edit is on disk when it returns, and so is every step back."""

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
    undoable: int = 0
    """Steps back there are."""
    redoable: int = 0
    """Steps forward there are again."""


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
            self._connection.execute("INSERT INTO draft VALUES (?, ?, 0)", (draft_id, now))
            self._write(draft_id, 0, now, _state(task, instances))
        return draft_id

    def summaries(self) -> tuple[DraftSummary, ...]:
        """Every draft, the one edited last first."""
        rows = self._connection.execute(
            """SELECT id, state ->> '$.task.name', json_array_length(state, '$.instances'), modified
            FROM draft JOIN draft_state ON draft = id AND draft_state.place = draft.place
            ORDER BY modified DESC, id"""
        )
        return tuple(DraftSummary(*row) for row in rows)

    def get(self, draft_id: str) -> Draft:
        """A draft as it was left."""
        row = self._connection.execute(
            """SELECT modified, state, draft.place, (SELECT min(place) FROM draft_state WHERE draft = id),
                (SELECT max(place) FROM draft_state WHERE draft = id)
            FROM draft JOIN draft_state ON draft = id AND draft_state.place = draft.place WHERE id = ?""",
            (draft_id,),
        ).fetchone()
        if row is None:
            names = [name for (name,) in self._connection.execute("SELECT id FROM draft ORDER BY id")]
            raise UnknownNameError("draft", draft_id, names)
        modified, state, place, first, last = row
        values = json.loads(state)
        return Draft(
            id=draft_id,
            task=task_of(values["task"]),
            instances=tuple(_instance(value) for value in values["instances"]),
            modified=modified,
            undoable=place - first,
            redoable=last - place,
        )

    def states(self, draft_id: str, limit: int = HISTORY) -> tuple[Draft, ...]:
        """The newest states of a draft up to the present one, oldest first: what undo goes back through."""
        present = self.get(draft_id)
        rows = self._connection.execute(
            """SELECT state FROM draft_state JOIN draft ON id = draft AND draft_state.place <= draft.place
            WHERE draft = ? ORDER BY draft_state.place DESC LIMIT ?""",
            (draft_id, limit),
        )
        values = [json.loads(state) for (state,) in rows]
        return tuple(
            replace(
                present,
                task=task_of(value["task"]),
                instances=tuple(_instance(instance) for instance in value["instances"]),
            )
            for value in reversed(values)
        )

    def save(self, draft: Draft) -> Draft:
        """Keep a new state of a draft; what was undone before it is gone. Equal states are one."""
        with transaction(self._connection):
            held = self.get(draft.id)
            if (held.task, held.instances) == (draft.task, draft.instances):
                return held
            place, now = self._place(draft.id) + 1, _now()
            self._connection.execute(
                "DELETE FROM draft_state WHERE draft = ? AND (place >= ? OR place <= ?)",
                (draft.id, place, place - HISTORY),
            )
            self._write(draft.id, place, now, _state(draft.task, draft.instances))
            self._connection.execute("UPDATE draft SET place = ? WHERE id = ?", (place, draft.id))
        return replace(draft, modified=now, undoable=min(held.undoable + 1, HISTORY - 1), redoable=0)

    def undo(self, draft_id: str) -> Draft:
        """The state before; the same one when there is none."""
        return self._step(draft_id, -1)

    def redo(self, draft_id: str) -> Draft:
        """The state that was undone last; the same one when there is none."""
        return self._step(draft_id, 1)

    def delete(self, draft_id: str) -> None:
        """Remove a draft with its history."""
        with transaction(self._connection):
            self.get(draft_id)
            self._connection.execute("DELETE FROM draft WHERE id = ?", (draft_id,))

    def _step(self, draft_id: str, by: int) -> Draft:
        with transaction(self._connection):
            held = self.get(draft_id)
            if held.undoable if by < 0 else held.redoable:
                self._connection.execute("UPDATE draft SET place = place + ? WHERE id = ?", (by, draft_id))
            return self.get(draft_id)

    def _place(self, draft_id: str) -> int:
        row = self._connection.execute("SELECT place FROM draft WHERE id = ?", (draft_id,)).fetchone()
        return int(row[0])

    def _write(self, draft_id: str, place: int, now: str, state: str) -> None:
        self._connection.execute("INSERT INTO draft_state VALUES (?, ?, ?, ?)", (draft_id, place, now, state))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _state(task: Task, instances: tuple[Instance, ...]) -> str:
    return json.dumps({"task": asdict(task), "instances": [asdict(instance) for instance in instances]})


def _instance(values: dict[str, Any]) -> Instance:
    return Instance(**{**values, "references": tuple(values["references"])})
