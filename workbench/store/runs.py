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
    Answering,
    Completion,
    ModelFacts,
    RunSpec,
    RunState,
    Sampling,
    Truncation,
)
from workbench.store.completions import COMPLETION, CompletionRow, Completions, completion_of, number_of
from workbench.store.database import transaction

__all__ = ["CompletionRow", "RunSummary", "Runs"]


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
    answering: Answering = Answering.FREE
    """How the options of closed tasks are used."""


class Runs(Completions):
    """The runs in one open project, and their completions. What a method wrote is on disk when it returns."""

    def add(self, spec: RunSpec, instance_ids: Sequence[str]) -> str:
        """Begin a run about the given instances, in that order; its id."""
        now = datetime.now(UTC)
        # Sorts by time; the last digits tell runs of one second apart, however many a script makes of them.
        run_id = f"r-{now:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
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
                raise UnknownNameError("instance", _first_unknown(self._connection, instance_ids))
        return run_id

    def summaries(self) -> tuple[RunSummary, ...]:
        """Every run, newest first."""
        return _summaries(self._connection, "ORDER BY run.number DESC")

    def summary(self, run_id: str) -> RunSummary:
        """One run."""
        return _summaries(self._connection, "WHERE run.number = ?", number_of(self._connection, run_id))[0]

    def spec(self, run_id: str) -> RunSpec:
        """What decided the completions of a run."""
        number = number_of(self._connection, run_id)
        return _spec_of(
            self._connection.execute("SELECT spec FROM run WHERE number = ?", (number,)).fetchone()[0]
        )

    def planned(self, run_id: str) -> tuple[str, ...]:
        """The ids of the instances a run is about, in order."""
        rows = self._connection.execute(
            "SELECT instance_id FROM planned WHERE run = ? ORDER BY position",
            (number_of(self._connection, run_id),),
        )
        return tuple(made_id for (made_id,) in rows)

    def pending(self, run_id: str) -> tuple[str, ...]:
        """Those without a completion; failures are among them."""
        rows = self._connection.execute(
            """SELECT instance_id FROM planned WHERE run = ? AND NOT EXISTS (
                SELECT 1 FROM completion
                WHERE completion.run = planned.run AND completion.instance_id = planned.instance_id
            ) ORDER BY position""",
            (number_of(self._connection, run_id),),
        )
        return tuple(made_id for (made_id,) in rows)

    def finish(self, run_id: str, seconds: float) -> None:
        """End a sitting of `seconds`: the run is done when each instance has a completion or a failure."""
        with transaction(self._connection):
            number = number_of(self._connection, run_id)
            (left,) = self._connection.execute(
                """SELECT count(*) FROM planned WHERE run = ? AND instance_id NOT IN (
                    SELECT instance_id FROM completion WHERE run = ?
                    UNION ALL SELECT instance_id FROM failure WHERE run = ?
                )""",
                (number, number, number),
            ).fetchone()
            self._connection.execute(
                "UPDATE run SET state = ?, seconds = seconds + ? WHERE number = ?",
                (RunState.OPEN if left else RunState.DONE, seconds, number),
            )

    def of_instance(self, instance_id: str) -> tuple[tuple[RunSummary, Completion], ...]:
        """Every run's completion of an instance, newest run first."""
        rows = self._connection.execute(
            f"SELECT run, {COMPLETION} FROM completion WHERE instance_id = ? ORDER BY run DESC",
            (instance_id,),
        ).fetchall()
        return tuple(
            (_summaries(self._connection, "WHERE run.number = ?", number)[0], completion_of(row))
            for number, *row in rows
        )

    def shared_instances(self, run_ids: Sequence[str]) -> tuple[str, ...]:
        """The instances that every one of the runs answered, in the first one's order."""
        answered = [
            {
                made_id
                for (made_id,) in self._connection.execute(
                    "SELECT instance_id FROM completion WHERE run = ?", (number_of(self._connection, run_id),)
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
            self._connection.execute(
                "DELETE FROM run WHERE number = ?", (number_of(self._connection, run_id),)
            )


def _summaries(connection: sqlite3.Connection, which: str, *values: object) -> tuple[RunSummary, ...]:
    rows = connection.execute(
        f"""SELECT id, created, spec, state, seconds,
            (SELECT count(*) FROM planned WHERE planned.run = run.number),
            (SELECT count(*) FROM completion WHERE completion.run = run.number),
            (SELECT count(*) FROM failure WHERE failure.run = run.number)
        FROM run {which}""",
        values,
    )
    return tuple(_summary_of(row) for row in rows)


def _first_unknown(connection: sqlite3.Connection, instance_ids: Sequence[str]) -> str:
    known = {
        made_id
        for (made_id,) in connection.execute(
            "SELECT id FROM instance WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(instance_ids)),),
        )
    }
    return next(made_id for made_id in instance_ids if made_id not in known)


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
        spec.sampling.answering,
    )


def _spec_of(text: str) -> RunSpec:
    """The specification in a column. What earlier versions did not know yet is as they did it."""
    values = json.loads(text)
    model, sampling = values.pop("model"), values.pop("sampling")
    model["metadata"] = tuple((key, value) for key, value in model["metadata"])
    sampling["stop"] = tuple(sampling["stop"])
    sampling["answering"] = Answering(sampling.get("answering", Answering.FREE))
    values["tasks"] = tuple(values["tasks"])
    values["pools"] = tuple(values["pools"])
    values["truncation"] = Truncation(values["truncation"])
    return RunSpec(model=ModelFacts(**model), sampling=Sampling(**sampling), **values)
