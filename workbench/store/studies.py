"""The studies of a project, and what raters handed over. Files are kept whole, byte for byte."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from workbench.domain.errors import UnknownNameError, WorkbenchError
from workbench.domain.studies import Study
from workbench.store.database import transaction
from workbench.store.rows import kept_text, text_of


@dataclass(frozen=True, slots=True)
class StudySummary:
    """A study as a list shows it."""

    id: str
    title: str
    version: int
    created: str
    """ISO 8601, UTC."""
    has_key: bool
    """Whether its blinding can be opened here."""
    raters: int
    """Who handed something over."""
    events: int
    """Decisions of all of them."""


@dataclass(frozen=True, slots=True)
class Handed:
    """The newest file of ratings that came from a rater."""

    rater: str
    events: int
    last_event: str
    """What the next event would name as the one before it."""
    imported: str
    """ISO 8601, UTC."""


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that was done with a study."""

    utc: str
    """ISO 8601."""
    what: str


class Studies:
    """The studies in one open project. What a method wrote is on disk when it returns."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, study: Study, file: bytes, key_file: bytes | None = None) -> bool:
        """Keep a study as its file and its key have it; False when the project has it already.

        Raises:
            WorkbenchError: the project has another study under its id.
        """
        with transaction(self._connection):
            held = self._connection.execute("SELECT file FROM study WHERE id = ?", (study.id,)).fetchone()
            if held is not None and held[0] != file:
                raise WorkbenchError(
                    f"The project has another study under the id {study.id}. Delete that one first."
                )
            if held is None:
                self._connection.execute(
                    """INSERT INTO study (id, title, version, created, file, key_file)
                    VALUES (?, ?, ?, ?, ?, ?)""",
                    (study.id, kept_text(study.title), study.version, study.created, file, key_file),
                )
            return held is None

    def summaries(self) -> tuple[StudySummary, ...]:
        """Every study, the newest first."""
        rows = self._connection.execute(
            """SELECT id, title, version, created, key_file IS NOT NULL,
                (SELECT count(*) FROM handed_over WHERE handed_over.study = study.number),
                (SELECT ifnull(sum(events), 0) FROM handed_over WHERE handed_over.study = study.number)
            FROM study ORDER BY number DESC"""
        )
        return tuple(
            StudySummary(made_id, text_of(title), version, created, bool(has_key), raters, events)
            for made_id, title, version, created, has_key, raters, events in rows
        )

    def file(self, study_id: str) -> bytes:
        """The study's file, for all raters."""
        return self._files(study_id)[0]

    def key_file(self, study_id: str) -> bytes | None:
        """The file that opens the blinding; None where the project has none."""
        return self._files(study_id)[1]

    def keep(self, study_id: str, rater: str, events: int, last_event: str, file: bytes) -> None:
        """Keep what a rater handed over, in the place of what they handed over before."""
        with transaction(self._connection):
            self._connection.execute(
                """INSERT INTO handed_over (study, rater, events, last_event, imported, file)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (study, rater) DO UPDATE SET
                (events, last_event, imported, file)
                    = (excluded.events, excluded.last_event, excluded.imported, excluded.file)""",
                (self._number(study_id), kept_text(rater), events, last_event, _now(), file),
            )

    def handed(self, study_id: str) -> tuple[Handed, ...]:
        """What raters handed over, in the order in which they first did."""
        rows = self._connection.execute(
            "SELECT rater, events, last_event, imported FROM handed_over WHERE study = ? ORDER BY number",
            (self._number(study_id),),
        )
        return tuple(Handed(text_of(rater), events, last, imported) for rater, events, last, imported in rows)

    def handed_file(self, study_id: str, rater: str) -> bytes | None:
        """The newest file that came from a rater; None when none came."""
        row = self._connection.execute(
            "SELECT file FROM handed_over WHERE study = ? AND rater = ?",
            (self._number(study_id), kept_text(rater)),
        ).fetchone()
        return None if row is None else bytes(row[0])

    def handed_files(self, study_id: str) -> Iterator[tuple[str, bytes]]:
        """Each rater's newest file, one by one."""
        for one in self.handed(study_id):
            file = self.handed_file(study_id, one.rater)
            if file is not None:
                yield one.rater, file

    def note(self, study_id: str, what: str) -> None:
        """Put what was done with a study into its log."""
        with transaction(self._connection):
            self._connection.execute(
                "INSERT INTO study_log (study, utc, what) VALUES (?, ?, ?)",
                (self._number(study_id), _now(), kept_text(what)),
            )

    def notes(self, study_id: str) -> tuple[Noted, ...]:
        """What was done with a study, in the order in which it was."""
        rows = self._connection.execute(
            "SELECT utc, what FROM study_log WHERE study = ? ORDER BY number", (self._number(study_id),)
        )
        return tuple(Noted(utc, text_of(what)) for utc, what in rows)

    def delete(self, study_id: str) -> None:
        """Remove a study with its key and all that raters handed over."""
        with transaction(self._connection):
            self._connection.execute("DELETE FROM study WHERE number = ?", (self._number(study_id),))

    def _number(self, study_id: str) -> int:
        row = self._connection.execute("SELECT number FROM study WHERE id = ?", (study_id,)).fetchone()
        if row is None:
            names = self._connection.execute("SELECT id FROM study ORDER BY number DESC")
            raise UnknownNameError("study", study_id, [name for (name,) in names])
        return int(row[0])

    def _files(self, study_id: str) -> tuple[bytes, bytes | None]:
        row = self._connection.execute(
            "SELECT file, key_file FROM study WHERE number = ?", (self._number(study_id),)
        ).fetchone()
        return bytes(row[0]), None if row[1] is None else bytes(row[1])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
