"""Dated copies of a project and of the files that belong to it, beside it, and the way back to one."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from glob import escape
from pathlib import Path

from workbench.domain.errors import ProjectDamagedError, ProjectError, ProjectMissingError
from workbench.store.database import connect, first_fault

DAYS, WEEKS = 7, 4
"""Of each of so many days and weeks with backups the newest one is kept."""
NEWEST = 3
"""So many are kept however old and large they are."""
MAX_BYTES = 4 * 1024**3
"""Of all backups of a project together, where that leaves the newest."""

SETUP = ".setup.json"
"""How the name of the file goes on, after the project's own, that holds how its next study is set up."""
DECISIONS = ".decisions-{}.jsonl"
"""And of those that hold what was decided about raters' disagreements, a study each."""

_STAMP = "%Y%m%d-%H%M%S"


def backups_folder(path: Path) -> Path:
    """Where the backups of the project at `path` are."""
    return path.with_name(f"{path.stem}.backups")


def backups(path: Path) -> tuple[Path, ...]:
    """The backups of the project at `path`, newest first."""
    # The date in the name has the order of the dates, wherever the file was copied to.
    found = backups_folder(path).glob(f"*{path.suffix}")
    return tuple(
        sorted((file for file in found if _made(file) is not None), key=lambda file: file.name, reverse=True)
    )


def newest_backup(path: Path) -> Path | None:
    """The newest backup of the project at `path`, or None when there is none."""
    return next(iter(backups(path)), None)


def back_up(path: Path) -> Path:
    """Copy the project as it is now, also while others write to it, and let old copies go.

    Raises:
        ProjectDamagedError: the copy is not sound, so the project is not; older backups all stay.
    """
    if not path.is_file():
        raise ProjectMissingError(f"There is no project at {path}.")
    folder = backups_folder(path)
    folder.mkdir(exist_ok=True)
    made = folder / f"{path.stem}-{datetime.now(UTC).strftime(_STAMP)}{path.suffix}"
    unfinished = made.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        for ending, file in _belonging(path).items():
            _copy_file(file, made.with_name(made.stem + ending))
        _copy(path, unfinished)
        unfinished.replace(made)
    finally:
        unfinished.unlink(missing_ok=True)
    for old in _superfluous(backups(path)):
        for file in (old, *_belonging(old).values()):
            file.unlink(missing_ok=True)
    return made


def restore(path: Path, backup: Path) -> Path | None:
    """Put `backup` in the project's place; where what stood there was moved to, None when nothing did.

    So are the files that belong to it; those that the backup does not know stay. Close the project everywhere
    first.
    """
    if not backup.is_file():
        raise ProjectMissingError(f"There is no backup at {backup}.")
    fresh = path.with_suffix(".restored")
    fresh.unlink(missing_ok=True)
    try:
        _copy(backup, fresh)
        aside = path.with_name(
            f"{path.stem}.before-restore-{datetime.now(UTC).strftime(_STAMP)}{path.suffix}"
        )
        stood = _set_aside(path, aside)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    for ending, file in _belonging(backup).items():
        there = path.with_name(path.stem + ending)
        if there.exists():
            there.replace(aside.with_name(aside.stem + ending))
        _copy_file(file, there)
    return aside if stood else None


def _belonging(path: Path) -> dict[str, Path]:
    """The files that belong to the project or the backup, by how their names go on after its own."""
    endings = (SETUP, DECISIONS.format("*"))
    found = (file for ending in endings for file in path.parent.glob(escape(path.stem) + ending))
    return {file.name.removeprefix(path.stem): file for file in found if file.is_file()}


def _copy_file(source: Path, target: Path) -> None:
    """A copy that is whole or not there."""
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        shutil.copyfile(source, unfinished)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _set_aside(path: Path, aside: Path) -> bool:
    """Rename the project and its log, so that they can still be looked at; whether it was there."""
    if not path.exists():
        return False
    # The log first: a database without its log is old, a log without its database is nothing.
    for ending in ("-wal", "-shm", "-journal", ""):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.replace(aside.with_name(aside.name + ending))
    return True


def _copy(source: Path, target: Path) -> None:
    """A sound copy of a database in one file, on disk when this returns."""
    try:
        with closing(connect(source)) as reading, closing(sqlite3.connect(target)) as writing:
            reading.backup(writing)
            fault = first_fault(writing)
    except sqlite3.DatabaseError as error:
        raise _not_copied(source, error) from error
    if fault is not None:
        raise _damaged(source, fault)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _not_copied(source: Path, error: sqlite3.DatabaseError) -> ProjectError:
    """Why there is no copy: only some errors tell that the source is damaged, most tell of the disk."""
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return _damaged(source, str(error))
    return ProjectError(
        f"{source.name} was not copied: {error}. Look at the free space and the permissions of its folder."
    )


def _damaged(source: Path, fault: str) -> ProjectDamagedError:
    return ProjectDamagedError(
        f"{source.name} is damaged ({fault}), so no copy was made. "
        "Restore a backup, or rescue what can be read.",
        newest_backup(source),
    )


def _made(file: Path) -> datetime | None:
    try:
        return datetime.strptime(file.stem[-15:], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _superfluous(newest_first: tuple[Path, ...]) -> list[Path]:
    """The backups that no rule keeps."""
    days: set[date] = set()
    weeks: set[tuple[int, int]] = set()
    size, let_go = 0, []
    for place, file in enumerate(newest_first):
        made = _made(file)
        assert made is not None
        week = made.isocalendar()[:2]
        wanted = (made.date() not in days and len(days) < DAYS) or (week not in weeks and len(weeks) < WEEKS)
        days.add(made.date())
        weeks.add(week)
        size += file.stat().st_size
        if place >= NEWEST and (not wanted or size > MAX_BYTES):
            size -= file.stat().st_size
            let_go.append(file)
    return let_go
