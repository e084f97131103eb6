"""A connection is safe by default: the log, the keys, whole transactions."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from workbench.store.database import PAGE_SIZE, bulk, connect, first_fault, transaction


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A database with one empty table."""
    with closing(connect(tmp_path / "ä b#?.db", create=True)) as opened:
        opened.execute("CREATE TABLE kept (value TEXT)")
        yield opened


def values(connection: sqlite3.Connection) -> list[str]:
    """What the table holds."""
    return [value for (value,) in connection.execute("SELECT value FROM kept")]


def test_settings_are_the_safe_ones(connection: sqlite3.Connection) -> None:
    """Written to disk at each commit, through the log, with foreign keys."""
    asked = ("journal_mode", "synchronous", "foreign_keys", "page_size")
    found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
    assert found == ["wal", 2, 1, PAGE_SIZE]


def test_failed_transaction_leaves_nothing(connection: sqlite3.Connection) -> None:
    """Also what an inner one wrote."""

    def fail() -> None:
        with transaction(connection):
            connection.execute("INSERT INTO kept VALUES ('outer')")
            with transaction(connection):
                connection.execute("INSERT INTO kept VALUES ('inner')")
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    assert values(connection) == []


def test_inner_transaction_ends_with_the_outer_one(connection: sqlite3.Connection) -> None:
    """Everything is kept together."""
    with transaction(connection):
        with transaction(connection):
            connection.execute("INSERT INTO kept VALUES ('inner')")
        assert connection.in_transaction
    assert values(connection) == ["inner"]


def test_bulk_goes_around_the_log_and_back(connection: sqlite3.Connection) -> None:
    """Inside there is no log, afterwards there is."""
    with bulk(connection):
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        with transaction(connection):
            connection.execute("INSERT INTO kept VALUES ('x')")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert values(connection) == ["x"]


def test_bulk_leaves_the_log_when_somebody_else_has_the_file_open(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    """Nobody is shut out."""
    with closing(connect(tmp_path / "ä b#?.db")) as other:
        other.execute("SELECT * FROM kept").fetchall()
        with bulk(connection), transaction(connection):
            connection.execute("INSERT INTO kept VALUES ('x')")
            assert values(other) == []
        assert values(other) == ["x"]


def test_missing_file_is_not_made(tmp_path: Path) -> None:
    """Opening is not creating."""
    with pytest.raises(sqlite3.OperationalError):
        connect(tmp_path / "missing.db")
    assert not (tmp_path / "missing.db").exists()


def test_sound_database_has_no_fault(connection: sqlite3.Connection) -> None:
    """A fault is told only where there is one."""
    assert first_fault(connection) is None
