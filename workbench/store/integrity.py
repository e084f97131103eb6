"""Whether a project file is what it should be, found out at a cost that opening it can bear.

Every opening looks at the header: the first bytes, whose file it is, its version, whether pages are
missing at the end. The whole structure (SQLite's quick_check: 0.2 s for 264 MB in memory, else as long as
the disk takes) is read when the file is small, or is not as its last user left it: its size and time are
compared with a note made when it was closed. So a large file is read in full after any change from
outside, after a crash, and once a week. While another connection has the file open, that one has looked
at it.
"""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from workbench.domain.errors import ProjectDamagedError, ProjectError, ProjectTooNewError
from workbench.store.backup import backups_folder, newest_backup
from workbench.store.database import first_fault

APPLICATION_ID = 0x4D656453  # "MedS"
SMALL = 8 * 1024**2
"""Bytes up to which a file is always read in full."""
TRUSTED = timedelta(days=7)
"""How long a note made at closing saves reading a large file in full."""

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_ROOM = 1024**2
"""Bytes below which a disk is full: SQLite's shared memory takes some."""


def check_header(path: Path, newest_version: int) -> None:
    """Refuse a file that is no project of ours, a later one, or cut off."""
    with path.open("rb") as file:
        header = file.read(_HEADER)
    size = path.stat().st_size
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        raise damaged(path, "its first bytes are not those of a project")
    if _number(header, 68) != APPLICATION_ID:
        raise ProjectError(
            f"{path} is a database, but not a project of this program. Choose a *.medswb file."
        )
    refuse_newer(path, _number(header, 60), newest_version)
    page = int.from_bytes(header[16:18], "big")
    # SQLite vouches for the number of pages only when these two agree; with a log, the file lags behind.
    if header[24:28] == header[92:96] and not log_size(path) and size < page * _number(header, 28):
        raise damaged(path, f"it ends after {size} bytes and should have {page * _number(header, 28)}")


def refuse_newer(path: Path, version: int, newest_version: int) -> None:
    """Refuse a project of a later version of the program."""
    if version > newest_version:
        raise ProjectTooNewError(
            f"{path.name} was written by a later version of the program (schema {version}; this one knows "
            f"{newest_version}). Install the newest version to open it."
        )


def check_structure(path: Path, connection: sqlite3.Connection, log: int) -> bool:
    """Refuse a damaged file; whether it is known to be sound. `log` is the log's size before opening."""
    size = path.stat().st_size
    if size > SMALL:
        if log:
            return False
        if _noted(path):
            return True
    fault = first_fault(connection)
    if fault is not None:
        raise damaged(path, fault)
    note(path, checked=True)
    return True


def log_size(path: Path) -> int:
    """Bytes beside the file that belong to it; 0 when nobody has it open and the last one closed it."""
    logs = (path.with_name(path.name + ending) for ending in ("-wal", "-journal"))
    return sum(log.stat().st_size for log in logs if log.exists())


def note(path: Path, *, checked: bool = False) -> None:
    """Remember how the sound project at `path` looks from outside, if its folder can be written to."""
    if path.stat().st_size <= SMALL:
        return
    last = _read_note(path)
    when = datetime.now(UTC).isoformat() if checked or last is None else last["checked"]
    fresh = {**_looks(path), "checked": when}
    if fresh == last:
        return
    try:
        folder = backups_folder(path)
        folder.mkdir(exist_ok=True)
        unfinished = folder / "sound.new"
        unfinished.write_text(json.dumps(fresh), encoding="utf-8")
        unfinished.replace(folder / "sound.json")
    except OSError:
        pass  # then the next opening reads the whole file


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """SQLite's complaints that a person can do something about, as errors that say what."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        known = _known(path, error)
        if known is None:
            raise
        raise known from error


def damaged(path: Path, fault: str) -> ProjectDamagedError:
    """The error for a damaged project; it says what there is to go back to."""
    backup = newest_backup(path)
    hint = f"Its newest backup is {backup.name}" if backup is not None else "It has no backup"
    return ProjectDamagedError(
        f"{path.name} is damaged: {fault}. {hint}; what can still be read can be rescued into files.", backup
    )


def _known(path: Path, error: sqlite3.DatabaseError) -> ProjectError | None:
    # Extended codes have the plain one in their last eight bits.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_IOERR and shutil.disk_usage(path.parent).free < _ROOM:
        # What SQLite says when its shared memory does not fit beside the file.
        code = sqlite3.SQLITE_FULL
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(path, str(error))
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_IOERR_WRITE:
        # A quota and a limit on file sizes look like this: SQLite keeps the system's own reason to itself.
        return ProjectError(
            f"{path.name}: the disk takes no more ({error}): a quota is used up, or the disk is failing. "
            "The last step was not written; make room or copy the file to another disk, and try again."
        )
    said = {
        sqlite3.SQLITE_FULL: "the disk is full. The last step was not written; make room and try again",
        sqlite3.SQLITE_BUSY: "another program has been writing to it for a minute. Try again when it is done",
        sqlite3.SQLITE_READONLY: "it cannot be written to. Change its permissions, or copy it elsewhere",
        sqlite3.SQLITE_CANTOPEN: "it or its folder cannot be opened. Look at the permissions of both",
        sqlite3.SQLITE_IOERR: f"the disk reports an error ({error}). Copy the file to another disk",
    }.get(code)
    return ProjectError(f"{path.name}: {said}.") if said is not None else None


def _number(header: bytes, place: int) -> int:
    return int.from_bytes(header[place : place + 4], "big")


def _looks(path: Path) -> dict[str, int]:
    status = path.stat()
    return {"size": status.st_size, "changed": status.st_mtime_ns}


def _noted(path: Path) -> bool:
    last = _read_note(path)
    if last is None:
        return False
    recent = datetime.now(UTC) - datetime.fromisoformat(last["checked"]) < TRUSTED
    return recent and {key: last[key] for key in ("size", "changed")} == _looks(path)


def _read_note(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads((backups_folder(path) / "sound.json").read_text(encoding="utf-8"))
        datetime.fromisoformat(found["checked"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if {"size", "changed"} <= found.keys() else None
