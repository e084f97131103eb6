"""The runs of a project: what was asked, what came back."""

import json
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from workbench.domain.errors import UnknownNameError
from workbench.domain.runs import (
    Completion,
    Failure,
    Finish,
    ModelFacts,
    Prompt,
    RunSpec,
    RunState,
    Sampling,
    Truncation,
    Usage,
)
from workbench.store.database import transaction
from workbench.store.rows import kept_text, text_of

_COMPLETION = """instance_id, text, finish, prompt_tokens, shared_tokens, completion_tokens,
    prefill_seconds, decode_seconds"""
_MAX_SHOWN_NAMES = 20


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run as a list shows it."""

    id: str
    created: str
    """ISO 8601, UTC."""
    model: str
    shots: int
    tasks: tuple[str, ...]
    asked: int
    """Instances the run is about."""
    answered: int
    failed: int
    state: RunState
    seconds: float
    """Wall time of all its sittings."""


@dataclass(frozen=True, slots=True)
class CompletionRow:
    """A completion as a table shows it."""

    instance_id: str
    task_id: str
    text: str
    finish: Finish
    usage: Usage
    shot_ids: tuple[str, ...]


class Runs:
    """The runs in one open project. What a method wrote is on disk when it returns."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, spec: RunSpec, instance_ids: Sequence[str]) -> str:
        """Begin a run about the given instances, in that order; its id."""
        now = datetime.now(UTC)
        # Sorts by time; the last digits tell runs of one second apart.
        run_id = f"r-{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
        with transaction(self._connection):
            number = self._connection.execute(
                "INSERT INTO run (id, created, spec, state) VALUES (?, ?, ?, ?)",
                (run_id, now.isoformat(timespec="seconds"), json.dumps(asdict(spec)), RunState.OPEN),
            ).lastrowid
            planned = self._connection.execute(
                """INSERT INTO planned SELECT ?, asked.key, instance.id, task.id
                FROM json_each(?) AS asked JOIN instance ON instance.id = asked.value
                JOIN task ON task.number = instance.key >> 32""",
                (number, json.dumps(list(instance_ids))),
            ).rowcount
            if planned != len(instance_ids):
                raise UnknownNameError("instance", self._first_unknown(instance_ids))
        return run_id

    def summaries(self) -> tuple[RunSummary, ...]:
        """Every run, newest first."""
        return self._summaries("ORDER BY run.number DESC")

    def summary(self, run_id: str) -> RunSummary:
        """One run."""
        return self._summaries("WHERE run.number = ?", self._number(run_id))[0]

    def spec(self, run_id: str) -> RunSpec:
        """What decided the completions of a run."""
        number = self._number(run_id)
        return _spec_of(
            self._connection.execute("SELECT spec FROM run WHERE number = ?", (number,)).fetchone()[0]
        )

    def planned(self, run_id: str) -> tuple[str, ...]:
        """The ids of the instances a run is about, in order."""
        rows = self._connection.execute(
            "SELECT instance_id FROM planned WHERE run = ? ORDER BY position", (self._number(run_id),)
        )
        return tuple(made_id for (made_id,) in rows)

    def pending(self, run_id: str) -> tuple[str, ...]:
        """Those without a completion; failures are among them."""
        rows = self._connection.execute(
            """SELECT instance_id FROM planned WHERE run = ? AND NOT EXISTS (
                SELECT 1 FROM completion
                WHERE completion.run = planned.run AND completion.instance_id = planned.instance_id
            ) ORDER BY position""",
            (self._number(run_id),),
        )
        return tuple(made_id for (made_id,) in rows)

    def record(self, run_id: str, completion: Completion, prompt: Prompt, request: str) -> None:
        """Keep a completion. One that the run has already stays as it is; a failure makes way.

        `request` is the content id of everything that decides the answer.
        """
        usage = completion.usage
        with transaction(self._connection):
            number = self._number(run_id)
            self._connection.execute(
                f"""INSERT INTO completion (run, request, shot_ids, {_COMPLETION})
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run, instance_id) DO NOTHING""",
                (
                    *(number, request, json.dumps(prompt.shot_ids), completion.instance_id),
                    *(
                        kept_text(completion.text),
                        completion.finish,
                        usage.prompt_tokens,
                        usage.shared_tokens,
                    ),
                    *(usage.completion_tokens, usage.prefill_seconds, usage.decode_seconds),
                ),
            )
            self._connection.execute(
                "DELETE FROM failure WHERE run = ? AND instance_id = ?", (number, completion.instance_id)
            )

    def record_failure(self, run_id: str, failure: Failure) -> None:
        """Keep that an instance was asked and not answered; the newest reason counts."""
        with transaction(self._connection):
            self._connection.execute(
                "INSERT OR REPLACE INTO failure VALUES (?, ?, ?, ?)",
                (self._number(run_id), failure.instance_id, failure.kind, kept_text(failure.reason)),
            )

    def held(self, request: str) -> Completion | None:
        """What any run's model answered to an equal request, or None."""
        row = self._connection.execute(
            f"SELECT {_COMPLETION} FROM completion WHERE request = ? ORDER BY number LIMIT 1", (request,)
        ).fetchone()
        return None if row is None else _completion_of(row)

    def finish(self, run_id: str, seconds: float) -> None:
        """End a sitting of `seconds`: the run is done when each instance has a completion or a failure."""
        with transaction(self._connection):
            number = self._number(run_id)
            (left,) = self._connection.execute(
                """SELECT count(*) FROM planned WHERE run = ? AND instance_id NOT IN (
                    SELECT instance_id FROM completion WHERE run = planned.run
                    UNION ALL SELECT instance_id FROM failure WHERE run = planned.run
                )""",
                (number,),
            ).fetchone()
            self._connection.execute(
                "UPDATE run SET state = ?, seconds = seconds + ? WHERE number = ?",
                (RunState.OPEN if left else RunState.DONE, seconds, number),
            )

    def completions(
        self, run_id: str, offset: int = 0, limit: int | None = None
    ) -> tuple[CompletionRow, ...]:
        """A run's completions in the order of what it asks."""
        rows = self._connection.execute(
            f"""SELECT planned.task_id, shot_ids, {_COMPLETION}
            FROM planned JOIN completion USING (run, instance_id)
            WHERE run = ? ORDER BY position LIMIT ? OFFSET ?""",
            (self._number(run_id), -1 if limit is None else limit, offset),
        )
        return tuple(_row_of(row) for row in rows)

    def completion(self, run_id: str, instance_id: str) -> Completion | None:
        """What the run's model answered about an instance, or None."""
        row = self._connection.execute(
            f"SELECT {_COMPLETION} FROM completion WHERE run = ? AND instance_id = ?",
            (self._number(run_id), instance_id),
        ).fetchone()
        return None if row is None else _completion_of(row)

    def failures(self, run_id: str) -> tuple[Failure, ...]:
        """The instances that were asked and not answered, in order."""
        rows = self._connection.execute(
            """SELECT instance_id, kind, reason FROM planned JOIN failure USING (run, instance_id)
            WHERE run = ? ORDER BY position""",
            (self._number(run_id),),
        )
        return tuple(Failure(made_id, kind, text_of(reason)) for made_id, kind, reason in rows)

    def of_instance(self, instance_id: str) -> tuple[tuple[RunSummary, Completion], ...]:
        """Every run's completion of an instance, newest run first."""
        rows = self._connection.execute(
            f"SELECT run, {_COMPLETION} FROM completion WHERE instance_id = ? ORDER BY run DESC",
            (instance_id,),
        ).fetchall()
        return tuple(
            (self._summaries("WHERE run.number = ?", number)[0], _completion_of(row)) for number, *row in rows
        )

    def shared_instances(self, run_ids: Sequence[str]) -> tuple[str, ...]:
        """The instances that every one of the runs answered, in the first one's order."""
        answered = [
            {
                made_id
                for (made_id,) in self._connection.execute(
                    "SELECT instance_id FROM completion WHERE run = ?", (self._number(run_id),)
                )
            }
            for run_id in run_ids
        ]
        return (
            tuple(made_id for made_id in self.planned(run_ids[0]) if all(made_id in ids for ids in answered))
            if run_ids
            else ()
        )

    def delete(self, run_id: str) -> None:
        """Remove a run with its completions."""
        with transaction(self._connection):
            self._connection.execute("DELETE FROM run WHERE number = ?", (self._number(run_id),))

    def _summaries(self, which: str, *values: object) -> tuple[RunSummary, ...]:
        rows = self._connection.execute(
            f"""SELECT id, created, spec, state, seconds,
                (SELECT count(*) FROM planned WHERE planned.run = run.number),
                (SELECT count(*) FROM completion WHERE completion.run = run.number),
                (SELECT count(*) FROM failure WHERE failure.run = run.number)
            FROM run {which}""",
            values,
        )
        return tuple(_summary_of(row) for row in rows)

    def _number(self, run_id: str) -> int:
        row = self._connection.execute("SELECT number FROM run WHERE id = ?", (run_id,)).fetchone()
        if row is None:
            names = self._connection.execute(
                "SELECT id FROM run ORDER BY number DESC LIMIT ?", (_MAX_SHOWN_NAMES,)
            )
            raise UnknownNameError("run", run_id, [name for (name,) in names])
        return int(row[0])

    def _first_unknown(self, instance_ids: Sequence[str]) -> str:
        known = {
            made_id
            for (made_id,) in self._connection.execute(
                "SELECT id FROM instance WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(instance_ids)),),
            )
        }
        return next(made_id for made_id in instance_ids if made_id not in known)


def _completion_of(row: Any) -> Completion:
    instance_id, text, finish, *usage = row
    return Completion(instance_id, text_of(text), Finish(finish), Usage(*usage))


def _row_of(row: Any) -> CompletionRow:
    task_id, shot_ids, *completion = row
    made = _completion_of(completion)
    return CompletionRow(
        made.instance_id, task_id, made.text, made.finish, made.usage, tuple(json.loads(shot_ids))
    )


def _summary_of(row: Any) -> RunSummary:
    run_id, created, spec_text, state, seconds, asked, answered, failed = row
    spec = _spec_of(spec_text)
    return RunSummary(
        run_id,
        created,
        spec.model.name,
        spec.shots,
        spec.tasks,
        asked,
        answered,
        failed,
        RunState(state),
        seconds,
    )


def _spec_of(text: str) -> RunSpec:
    values = json.loads(text)
    model, sampling = values.pop("model"), values.pop("sampling")
    model["metadata"] = tuple((key, value) for key, value in model["metadata"])
    sampling["stop"] = tuple(sampling["stop"])
    values["tasks"] = tuple(values["tasks"])
    values["pools"] = tuple(values["pools"])
    values["truncation"] = Truncation(values["truncation"])
    return RunSpec(model=ModelFacts(**model), sampling=Sampling(**sampling), **values)
