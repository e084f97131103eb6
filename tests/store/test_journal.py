"""A rater's work file: nothing acknowledged is lost, whatever happens to the program or to the file."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from workbench.domain.event_chain import broken_at
from workbench.domain.studies import Action, Event
from workbench.store.journal import Journal, JournalBusyError, JournalError, journal_file

STUDY, SHA, RATER = "study-1", "ab" * 32, "r01"
APPENDING = """
import sys
from pathlib import Path
from workbench.domain.studies import Action, Event
from workbench.store.journal import Journal
with Journal(Path(sys.argv[1]), "study-1", "ab" * 32, "r01") as journal:
    print("open", len(journal.events), flush=True)
    while True:
        done = journal.append(
            Event(0, f"e{len(journal.events) + 1}", "2026-11-21T14:00", 1, "s", "r01", Action.ANSWER)
        )
        print(done.number, done.id, flush=True)
"""


def event(name: str) -> Event:
    """An event before it is chained."""
    return Event(0, name, "2026-11-21T14:00:00.000+00:00", 1, "s", RATER, Action.ANSWER, new='"\\ud83d 𠮷"')


def opened(path: Path) -> Journal:
    """The work file at `path`."""
    return Journal(path, STUDY, SHA, RATER, "A study")


def filled(path: Path, count: int) -> tuple[Event, ...]:
    """A closed work file with so many events."""
    with opened(path) as journal:
        for number in range(count):
            journal.append(event(f"e{number}"))
        return journal.events


def changed(path: Path, *statements: str) -> None:
    """Somebody changes the file with other tools."""
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_what_is_appended_is_there_again(tmp_path: Path) -> None:
    """Events come back as they were, numbered and chained."""
    events = filled(tmp_path / "one.medwork", 3)
    with opened(tmp_path / "one.medwork") as journal:
        assert journal.events == events
        assert journal.damage is None
        assert [one.number for one in events] == [1, 2, 3]
        assert broken_at(STUDY, RATER, events) is None
        assert journal.append(event("e3")).number == 4


def test_the_name_tells_raters_and_studies_apart(tmp_path: Path) -> None:
    """Another rater, study or version of the file has another work file; any code makes a name."""
    names = {
        journal_file(tmp_path, *about)
        for about in (
            (STUDY, SHA, RATER),
            (STUDY, SHA, "r02"),
            ("other", SHA, RATER),
            (STUDY, "cd" * 32, RATER),
        )
    }
    assert len(names) == 4
    assert journal_file(tmp_path, STUDY, SHA, "../Dr Ö/..").parent == tmp_path
    assert journal_file(tmp_path, STUDY, SHA, "医").name.startswith("rater-")


def test_a_second_program_is_refused(tmp_path: Path) -> None:
    """While it is open nobody else opens it; afterwards anybody does."""
    with opened(tmp_path / "one.medwork") as journal:
        journal.append(event("e0"))
        with pytest.raises(JournalBusyError, match="another window"):
            opened(tmp_path / "one.medwork")
        journal.append(event("e1"))
    with opened(tmp_path / "one.medwork") as journal:
        assert len(journal.events) == 2


def test_a_file_of_somebody_else_is_refused(tmp_path: Path) -> None:
    """Neither another rater's, nor another study's, nor a later program's."""
    path = tmp_path / "one.medwork"
    filled(path, 1)
    with pytest.raises(JournalError, match="another rater"):
        Journal(path, STUDY, SHA, "r02")
    changed(path, "PRAGMA user_version = 9")
    with pytest.raises(JournalError, match="later version"):
        opened(path)


@pytest.mark.parametrize(
    ("statement", "kept", "reason"),
    [
        (
            "UPDATE event SET body = replace(body, 'answer', 'submit') WHERE number = 3",
            2,
            "decision 3 was changed",
        ),
        ("DELETE FROM event WHERE number = 3", 2, "decision 3 is missing"),
        ("DELETE FROM event WHERE number >= 4", 3, "2 of 5 decisions are missing"),
        ("UPDATE event SET body = substr(body, 1, 40) WHERE number = 5", 4, "decision 5 cannot be read"),
        ("UPDATE about SET last_number = 2", 5, "does not fit its head"),
    ],
)
def test_what_was_changed_is_told_and_what_is_sound_is_kept(
    tmp_path: Path, statement: str, kept: int, reason: str
) -> None:
    """A changed, missing or torn event ends the chain; nothing is thrown away, and work goes on."""
    path = tmp_path / "one.medwork"
    events = filled(path, 5)
    changed(path, statement)
    with opened(path) as journal:
        assert journal.damage is not None
        assert reason in journal.damage
        assert journal.events == events[:kept]
        journal.append(event("after"))
    with closing(sqlite3.connect(path)) as connection:
        left = connection.execute("SELECT count(*) FROM unsound").fetchone()[0]
    there = 5 - statement.startswith("DELETE") * (1 if "= 3" in statement else 2)
    assert left == there - kept
    with opened(path) as journal:
        assert journal.damage is None
        assert len(journal.events) == kept + 1


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    """It is not overwritten."""
    path = tmp_path / "one.medwork"
    path.write_bytes(b"not a database, " * 100)
    with pytest.raises(JournalError, match="damaged"):
        opened(path)
    assert path.read_bytes().startswith(b"not a database")


def test_a_full_disk_is_told_and_changes_nothing(tmp_path: Path) -> None:
    """The decision that could not be written is not there; the next one can be."""
    with opened(tmp_path / "one.medwork") as journal:
        journal.append(event("e0"))
        journal._connection.execute("PRAGMA max_page_count = 1")
        with pytest.raises(JournalError, match="disk is full"):
            journal.append(event("full" * 9_000))
        before = journal.events
        journal._connection.execute("PRAGMA max_page_count = 100000")
        assert journal.append(event("again")).number == len(before) + 1


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """A program appending in a loop is killed again and again; every event it told of is there.

    `KILLS=300` does it as often as it takes to be sure.
    """
    told = 0
    for round_ in range(int(os.environ.get("KILLS", "6"))):
        # Another file now and then: reading thousands of events again is not what takes time here.
        path = tmp_path / f"{round_ // 10}.medwork"
        told = told if round_ % 10 else 0
        with subprocess.Popen(
            [sys.executable, "-c", APPENDING, str(path)], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            assert int(child.stdout.readline().split()[1]) >= told
            time.sleep(0.02 + 0.013 * (round_ % 11))
            os.kill(child.pid, signal.SIGKILL)
            lines = [line for line in child.stdout if line.endswith("\n")]
        told = max(told, int(lines[-1].split()[0])) if lines else told
        with opened(path) as journal:
            assert journal.damage is None
            assert len(journal.events) >= told
            assert [one.id for one in journal.events] == [f"e{n + 1}" for n in range(len(journal.events))]
    assert told > 6
