"""A rater's work file: every decision, appended and on disk before anything else happens.

One SQLite file for a study, a rater and the very file of the study; it needs no project. Events are chained
by hashes, so whatever was changed behind our back is found when the file is opened; what is sound is kept,
what is not is put aside in the same file, and nothing is thrown away.
"""

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from workbench.domain.errors import WorkbenchError
from workbench.domain.event_chain import first_link, last_link, link
from workbench.domain.ids import content_id
from workbench.domain.studies import Action, Event

SUFFIX = ".medwork"
APPLICATION_ID = 0x4D575244
"""“MWRD”, in the header of the file."""
SCHEMA = 1
_BUSY_MS = 400
_TABLES = """
CREATE TABLE about (
    study_id TEXT NOT NULL, bundle_sha256 TEXT NOT NULL, rater TEXT NOT NULL,
    title TEXT NOT NULL, last_number INTEGER NOT NULL, last_link TEXT NOT NULL
);
CREATE TABLE event (number INTEGER PRIMARY KEY, body TEXT NOT NULL, link TEXT NOT NULL);
CREATE TABLE unsound (found TEXT NOT NULL, why TEXT NOT NULL, number INTEGER NOT NULL, body TEXT NOT NULL);
"""
_FIELDS = frozenset(field.name for field in fields(Event))


class JournalError(WorkbenchError):
    """A rater's work file cannot be used, or cannot be written to now."""


class JournalBusyError(JournalError):
    """Another window has the work file open."""


class Journal:
    """An open work file. Belongs to the thread that opened it, and to no second program meanwhile."""

    def __init__(self, path: Path, study_id: str, bundle_sha256: str, rater: str, title: str = "") -> None:
        """Open the file at `path`, or make it.

        Raises:
            JournalBusyError: another program has it open.
            JournalError: it is of something else, of a later version, or cannot be read or written.
        """
        self.path = path
        self._study_id, self._rater = study_id, rater
        self.damage: str | None = None
        """What was found to be changed or missing when it was opened, and what was done; None when sound."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with _told(path):
            self._connection = _connected(path)
            try:
                self._prepare((study_id, bundle_sha256, rater, title))
                self._events = self._sound_events()
            except BaseException:
                self._connection.close()
                raise

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event, in order."""
        return tuple(self._events)

    def append(self, event: Event) -> Event:
        """Put `event` at the end, with its number and the hash of the one before. It is on disk on return.

        Raises:
            JournalError: it could not be written, and is not in the file.
        """
        chained = replace(
            event,
            number=len(self._events) + 1,
            rater=self._rater,
            previous=last_link(self._study_id, self._rater, self._events[-1:]),
        )
        with _told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                own = link(chained)
                self._connection.execute(
                    "INSERT INTO event VALUES (?, ?, ?)", (chained.number, _body(chained), own)
                )
                self._connection.execute(
                    "UPDATE about SET last_number = ?, last_link = ?", (chained.number, own)
                )
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
        self._events.append(chained)
        return chained

    def close(self) -> None:
        """Let go of the file. What was appended is on disk already."""
        self._connection.close()

    def _prepare(self, about: tuple[str, str, str, str]) -> None:
        """Make the tables of a new file, or make sure that an old one is the one meant."""
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA:
            raise JournalError(f"{self.path.name} was written by a later version of the program. Update it.")
        if version == 0:
            self._connection.executescript(
                f"BEGIN IMMEDIATE; {_TABLES} PRAGMA application_id = {APPLICATION_ID}; "
                f"PRAGMA user_version = {SCHEMA}; COMMIT;"
            )
        found = self._connection.execute("SELECT study_id, bundle_sha256, rater FROM about").fetchone()
        if found is None:
            self._connection.execute(
                "INSERT INTO about VALUES (?, ?, ?, ?, 0, ?)", (*about, last_link(about[0], about[2], ()))
            )
        elif tuple(found) != about[:3]:
            raise JournalError(f"{self.path.name} holds the work of another rater, or on another study.")

    def _sound_events(self) -> list[Event]:
        """The events up to the first that does not fit; the others are put aside, and `damage` says so."""
        rows = list(self._connection.execute("SELECT number, body, link FROM event ORDER BY number"))
        noted = tuple(self._connection.execute("SELECT last_number, last_link FROM about").fetchone())
        events, why = _readable(rows, first_link(self._study_id, self._rater), self._rater)
        aside = rows[len(events) :]
        last = len(events), last_link(self._study_id, self._rater, events[-1:])
        if not aside and last == noted:
            return events
        if not aside and noted[0] <= len(events):
            why = "the end of the file does not fit its head"
        elif not aside:
            why = f"{noted[0] - len(events)} of {noted[0]} decisions are missing at its end"
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(
            "INSERT INTO unsound VALUES (?, ?, ?, ?)",
            [(now, why, number, body) for number, body, _link in aside],
        )
        self._connection.execute("DELETE FROM event WHERE number > ?", (len(events),))
        self._connection.execute("UPDATE about SET last_number = ?, last_link = ?", last)
        self._connection.execute("COMMIT")
        kept = f"The first {len(events):,} decisions are sound and kept"
        self.damage = (
            f"The work file was changed or damaged: {why}. {kept}; {len(aside):,} are put aside in it."
        )
        return events

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()


def journal_file(folder: Path, study_id: str, bundle_sha256: str, rater: str) -> Path:
    """Where in `folder` the work of a rater on a study lies."""
    code = re.sub(r"[^A-Za-z0-9-]+", "-", rater).strip("-")[:40]
    return folder / f"{code or 'rater'}-{content_id(study_id, bundle_sha256, rater)}{SUFFIX}"


def _connected(path: Path) -> sqlite3.Connection:
    """A connection that no second program can have beside it, and whose commits are on disk."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=_BUSY_MS / 1000)
    try:
        # Before the log: then SQLite needs no shared memory, which network drives do not have.
        for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = FULL"):
            connection.execute(f"PRAGMA {pragma}")
        # Exclusive locking begins with the first write.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say what SQLite complains about so that a person can act on it."""
    try:
        yield
    except sqlite3.OperationalError as error:
        said = str(error)
        if "locked" in said or "busy" in said:
            raise JournalBusyError(
                f"{path.name} is open in another window of the program. Close that one, then try again."
            ) from error
        if "full" in said:
            raise JournalError(
                "The disk is full: the last decision is not saved. Free some space."
            ) from error
        raise JournalError(
            f"{path.name} cannot be written ({said}). Check the folder {path.parent}."
        ) from error
    except sqlite3.DatabaseError as error:
        raise JournalError(
            f"{path.name} is damaged ({error}). Move it away, or restore a copy of it."
        ) from error


def _body(event: Event) -> str:
    # Half of a surrogate pair is no UTF-8; as a JSON escape it is.
    return json.dumps(asdict(event), ensure_ascii=True, separators=(",", ":"), sort_keys=True)


def _readable(rows: list[tuple[int, str, str]], first: str, rater: str) -> tuple[list[Event], str]:
    """The events of `rows` up to the first that does not fit, and what it is with that one.

    `first` is what the first event names as the one before it.
    """
    events: list[Event] = []
    for place, (number, body, own) in enumerate(rows, start=1):
        try:
            event = _event(json.loads(body))
        except (ValueError, TypeError, KeyError) as error:
            return events, f"decision {number} cannot be read ({error})"
        if link(event) != own:
            return events, f"decision {number} was changed"
        if event.number != place:
            return events, f"decision {place} is missing"
        if event.rater != rater or event.previous != first:
            return events, f"decision {number} does not follow the one before it"
        events.append(event)
        first = own
    return events, ""


def _event(value: Mapping[str, Any]) -> Event:
    if set(value) != _FIELDS:
        raise ValueError("it has other fields")
    return Event(**{**value, "action": Action(value["action"])})
