"""The completions of a project's runs: recorded one by one, read by run, by instance, by request."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from workbench.domain.errors import UnknownNameError
from workbench.domain.runs import Completion, Failure, Finish, OptionChance, Prompt, TokenChance, Usage
from workbench.store.chances import options_json, options_of, packed, unpacked
from workbench.store.database import transaction
from workbench.store.rows import kept_text, text_of

COMPLETION = """instance_id, text, finish, prompt_tokens, shared_tokens, completion_tokens,
    prefill_seconds, decode_seconds, chances, options"""
"""The columns of `completion_of`."""

_MAX_SHOWN_NAMES = 20


@dataclass(frozen=True, slots=True)
class CompletionRow:
    """A completion as a table shows it. How sure the model was is worked out when it is looked at."""

    instance_id: str
    task_id: str
    text: str
    finish: Finish
    usage: Usage
    shot_ids: tuple[str, ...]
    kept_chances: bytes | None = None
    """As the project keeps them."""
    kept_options: str | None = None
    """As the project keeps them."""

    @property
    def chances(self) -> tuple[TokenChance, ...] | None:
        """Of the tokens of the text; None when the engine did not tell, or nothing was written."""
        return unpacked(self.kept_chances)

    @property
    def options(self) -> tuple[OptionChance, ...] | None:
        """Of the options; None when the answer was written."""
        return options_of(self.kept_options)


class Completions:
    """What the models of a project's runs answered. What a method wrote is on disk when it returns."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def record(self, run_id: str, completion: Completion, prompt: Prompt, request: str) -> None:
        """Keep a completion. One that the run has already stays as it is; a failure makes way.

        `request` is the content id of everything that decides the answer.
        """
        usage = completion.usage
        with transaction(self._connection):
            number = number_of(self._connection, run_id)
            self._connection.execute(
                f"""INSERT INTO completion (run, request, shot_ids, {COMPLETION})
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run, instance_id) DO NOTHING""",
                (
                    *(number, request, json.dumps(prompt.shot_ids), completion.instance_id),
                    *(
                        kept_text(completion.text),
                        completion.finish,
                        usage.prompt_tokens,
                        usage.shared_tokens,
                    ),
                    *(usage.completion_tokens, usage.prefill_seconds, usage.decode_seconds),
                    *(packed(completion.chances), options_json(completion.options)),
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
                (
                    number_of(self._connection, run_id),
                    failure.instance_id,
                    failure.kind,
                    kept_text(failure.reason),
                ),
            )

    def held(self, request: str) -> Completion | None:
        """What any run's model answered to an equal request, or None."""
        row = self._connection.execute(
            f"SELECT {COMPLETION} FROM completion WHERE request = ? ORDER BY number LIMIT 1", (request,)
        ).fetchone()
        return None if row is None else completion_of(row)

    def completions(
        self, run_id: str, offset: int = 0, limit: int | None = None
    ) -> tuple[CompletionRow, ...]:
        """A run's completions in the order of what it asks."""
        rows = self._connection.execute(
            f"""SELECT planned.task_id, shot_ids, {COMPLETION}
            FROM planned JOIN completion USING (run, instance_id)
            WHERE run = ? ORDER BY position LIMIT ? OFFSET ?""",
            (number_of(self._connection, run_id), -1 if limit is None else limit, offset),
        )
        return tuple(_row_of(row) for row in rows)

    def completion(self, run_id: str, instance_id: str) -> Completion | None:
        """What the run's model answered about an instance, or None."""
        row = self._connection.execute(
            f"SELECT {COMPLETION} FROM completion WHERE run = ? AND instance_id = ?",
            (number_of(self._connection, run_id), instance_id),
        ).fetchone()
        return None if row is None else completion_of(row)

    def failures(self, run_id: str) -> tuple[Failure, ...]:
        """The instances that were asked and not answered, in order."""
        rows = self._connection.execute(
            """SELECT instance_id, kind, reason FROM planned JOIN failure USING (run, instance_id)
            WHERE run = ? ORDER BY position""",
            (number_of(self._connection, run_id),),
        )
        return tuple(Failure(made_id, kind, text_of(reason)) for made_id, kind, reason in rows)


def number_of(connection: sqlite3.Connection, run_id: str) -> int:
    """The number that rows know the run by."""
    row = connection.execute("SELECT number FROM run WHERE id = ?", (run_id,)).fetchone()
    if row is None:
        names = connection.execute("SELECT id FROM run ORDER BY number DESC LIMIT ?", (_MAX_SHOWN_NAMES,))
        raise UnknownNameError("run", run_id, [name for (name,) in names])
    return int(row[0])


def completion_of(row: Any) -> Completion:
    """The completion in a row of `COMPLETION`."""
    instance_id, text, finish, *usage, chances, options = row
    return Completion(
        instance_id, text_of(text), Finish(finish), Usage(*usage), unpacked(chances), options_of(options)
    )


def _row_of(row: Any) -> CompletionRow:
    task_id, shot_ids, instance_id, text, finish, *usage, chances, options = row
    return CompletionRow(
        instance_id,
        task_id,
        text_of(text),
        Finish(finish),
        Usage(*usage),
        tuple(json.loads(shot_ids)),
        chances,
        options,
    )
