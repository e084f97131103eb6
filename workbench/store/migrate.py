"""From an older schema to the newest: numbered scripts, all of them or none."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from workbench.store.backup import back_up
from workbench.store.database import transaction
from workbench.store.integrity import APPLICATION_ID, refuse_newer

_SCHEMA = Path(__file__).parent / "schema"


def scripts() -> dict[int, Path]:
    """The scripts that make the schema, by the version each leads to."""
    return {int(file.name.partition("_")[0]): file for file in sorted(_SCHEMA.glob("*.sql"))}


def newest_version() -> int:
    """The version this program writes."""
    return max(scripts())


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the schema to the newest version. A project with anything in it is backed up first."""
    version, newest = _version(connection), newest_version()
    refuse_newer(path, version, newest)
    if version == newest:
        return
    if version > 0:
        back_up(path)
    with transaction(connection):
        # Another process may have done it while this one waited.
        for number in range(_version(connection) + 1, newest + 1):
            for statement in _statements(scripts()[number].read_text(encoding="utf-8")):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {newest}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would commit before it begins."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
