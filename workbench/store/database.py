"""One connection to a project file: how it is opened, how it writes, what is wrong with it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAGE_SIZE = 8192
BUSY_MS = 60_000
"""How long a write waits for another connection's: as long as the import of a large file takes."""


def connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """A connection in WAL mode that takes no transaction of its own accord.

    Every commit is on disk when it returns (`synchronous=FULL`), completions and drafts like all else:
    a commit costs one fsync, which a completion of seconds does not notice, and an import commits
    once a file.
    """
    mode = "rwc" if create else "rw"
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=BUSY_MS / 1000
    )
    try:
        if create:
            connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "cache_size = -65536",
            "temp_store = MEMORY",
            "journal_size_limit = 33554432",
        ):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of the block's writes or none. Inside another transaction it is a part of that one."""
    if connection.in_transaction:
        yield
        return
    # IMMEDIATE: it waits for another writer here, where nothing has been read yet, and never half-way.
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        # A full disk has rolled back already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def bulk(connection: sqlite3.Connection) -> Iterator[None]:
    """While in the block, a transaction writes straight into the file instead of through the WAL.

    Saves a quarter of the time of a large first import; just as safe against a crash. Others cannot read
    meanwhile, so it is for a project that holds nothing yet. When somebody else has the file open,
    nothing changes.
    """
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError:
        pass  # somebody else has it open
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    try:
        yield
    finally:
        connection.execute("PRAGMA journal_mode = WAL")


def first_fault(connection: sqlite3.Connection) -> str | None:
    """What is wrong with the database's structure, or None. Reads the whole file."""
    try:
        found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        return str(error)
    return None if found == "ok" else found
