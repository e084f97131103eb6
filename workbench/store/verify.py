"""A project file looked through in full, every index against its table."""

import sqlite3
from contextlib import closing
from pathlib import Path

from workbench.domain.errors import ProjectMissingError
from workbench.store.database import connect
from workbench.store.integrity import check_header, translated
from workbench.store.migrate import newest_version

_MOST_FAULTS = 20


def verify(path: Path) -> tuple[str, ...]:
    """Everything that is wrong with the project at `path`; nothing when it is sound.

    Raises:
        ProjectMissingError: there is no such file.
        ProjectDamagedError: it is too damaged to be looked through.
        ProjectError: it is no project, or a later version's.
    """
    if not path.is_file():
        raise ProjectMissingError(f"There is no project at {path}.")
    with translated(path):
        check_header(path, newest_version())
        with closing(connect(path)) as connection:
            return (*_structure(connection), *_orphans(connection))


def _structure(connection: sqlite3.Connection) -> tuple[str, ...]:
    rows = connection.execute(f"PRAGMA integrity_check({_MOST_FAULTS})").fetchall()
    return tuple(fault for (fault,) in rows if fault != "ok")


def _orphans(connection: sqlite3.Connection) -> tuple[str, ...]:
    rows = connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST_FAULTS)
    return tuple(f"{table}, row {number}: its {parent} is missing" for table, number, parent, _ in rows)
