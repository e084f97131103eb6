"""A damaged file is noticed when it is opened, a sound one opens quickly."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.store.samples import instance, project_with
from workbench.domain.errors import ProjectDamagedError, ProjectError
from workbench.store import integrity
from workbench.store.backup import back_up
from workbench.store.database import PAGE_SIZE, first_fault
from workbench.store.project import Project


def sound(path: Path, count: int = 400) -> Path:
    """A closed project with some instances."""
    project_with(path, (instance(f"question {number} " * 20) for number in range(count))).close()
    return path


def cut_off(path: Path) -> None:
    """Lose the last third, as an interrupted copy does."""
    os.truncate(path, path.stat().st_size * 2 // 3)


def shortened_by_a_byte(path: Path) -> None:
    """Lose one byte."""
    os.truncate(path, path.stat().st_size - 1)


def emptied(path: Path) -> None:
    """Lose everything."""
    path.write_bytes(b"")


def without_header(path: Path) -> None:
    """Lose the first page's beginning."""
    overwrite(path, 0, bytes(100))


def garbage_in_the_middle(path: Path) -> None:
    """Have some pages overwritten."""
    overwrite(path, path.stat().st_size // 2, bytes(range(256)) * (3 * PAGE_SIZE // 256))


def zeroes_in_the_middle(path: Path) -> None:
    """Have some pages lost by the file system."""
    overwrite(path, path.stat().st_size // 2, bytes(3 * PAGE_SIZE))


def garbage_in_the_schema(path: Path) -> None:
    """Have the list of tables overwritten."""
    overwrite(path, 100, b"\xa5" * 4000)


def overwrite(path: Path, place: int, data: bytes) -> None:
    """Put `data` into the file at `place`."""
    with path.open("rb+") as file:
        file.seek(place)
        file.write(data)


DAMAGES = (
    cut_off,
    shortened_by_a_byte,
    emptied,
    without_header,
    garbage_in_the_middle,
    zeroes_in_the_middle,
    garbage_in_the_schema,
)


@pytest.mark.parametrize("size", [0, integrity.SMALL], ids=["read by its note", "always read"])
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], None], size: int
) -> None:
    """Whatever happened to the file, opening says that it is damaged and which backup is the newest."""
    monkeypatch.setattr(integrity, "SMALL", size)
    path = sound(tmp_path / "a.medswb")
    backup = back_up(path)
    Project(path).close()
    damage(path)
    with pytest.raises(ProjectDamagedError, match=backup.name) as caught:
        Project(path)
    assert caught.value.newest_backup == backup


def test_damage_without_a_backup_is_told_too(tmp_path: Path) -> None:
    """Then there is the rescue."""
    path = sound(tmp_path / "a.medswb")
    cut_off(path)
    with pytest.raises(ProjectDamagedError, match="no backup") as caught:
        Project(path)
    assert caught.value.newest_backup is None


@pytest.mark.parametrize(("free", "words"), [(4096, "disk is full"), (10**9, "disk reports an error")])
def test_a_full_disk_is_called_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, words: str
) -> None:
    """SQLite calls it an I/O error when there is no room for its shared memory."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=free))
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    with pytest.raises(ProjectError, match=words), integrity.translated(tmp_path / "a.medswb"):
        raise error


def test_a_write_that_the_disk_refuses_says_what_to_do(tmp_path: Path) -> None:
    """A quota looks to SQLite like a failing disk; both are named, and so is what became of the step."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
    with pytest.raises(ProjectError, match=r"quota.*not written; make room"), integrity.translated(tmp_path):
        raise error


def test_a_folder_is_no_project(tmp_path: Path) -> None:
    """It is said to be one, not to be missing."""
    with pytest.raises(ProjectError, match="is a folder"):
        Project(tmp_path)


def test_other_databases_are_refused(tmp_path: Path) -> None:
    """A database of another program is not touched."""
    path = tmp_path / "other.medswb"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (value)")
    before = path.read_bytes()
    with pytest.raises(ProjectError, match="not a project"):
        Project(path)
    assert path.read_bytes() == before


class Reads:
    """Counts how often a file is read in full."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0

        def counted(connection: sqlite3.Connection) -> str | None:
            self.count += 1
            return first_fault(connection)

        monkeypatch.setattr(integrity, "first_fault", counted)

    def opening(self, path: Path) -> bool:
        """Whether opening the project reads it in full."""
        before = self.count
        Project(path).close()
        return self.count > before


def test_large_file_is_read_only_when_something_touched_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not when it is as it was left; after a change from outside, and once a week, it is."""
    monkeypatch.setattr(integrity, "SMALL", 0)
    path = sound(tmp_path / "a.medswb")
    reads = Reads(monkeypatch)
    assert not reads.opening(path)
    os.utime(path)
    assert reads.opening(path)
    assert not reads.opening(path)
    with Project(path) as project:
        project.tasks.delete("task58")
    assert not reads.opening(path)
    monkeypatch.setattr(integrity, "TRUSTED", timedelta(0))
    assert reads.opening(path)


def test_note_from_an_odd_place_is_worth_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A note that cannot be understood means reading the file."""
    monkeypatch.setattr(integrity, "SMALL", 0)
    path = sound(tmp_path / "a.medswb")
    reads = Reads(monkeypatch)
    note = tmp_path / "a.backups" / "sound.json"
    for text in ("", "[]", "{}", '{"checked": "never"}', f'{{"checked": "{datetime.now(UTC).isoformat()}"}}'):
        note.write_text(text, encoding="utf-8")
        assert reads.opening(path)


def test_project_open_elsewhere_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has it open has looked at it."""
    monkeypatch.setattr(integrity, "SMALL", 0)
    path = sound(tmp_path / "a.medswb")
    reads = Reads(monkeypatch)
    with Project(path) as project:
        project.tasks.delete("task58")
        os.utime(path)
        assert not reads.opening(path)


def test_project_left_by_a_crash_is_read_once_its_log_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The opening that finds a log lets SQLite put it in order, the next one looks at the result."""
    monkeypatch.setattr(integrity, "SMALL", 0)
    path = sound(tmp_path / "a.medswb")
    copy = tmp_path / "crashed.medswb"
    with Project(path) as project:
        project.tasks.delete("task58")
        for ending in ("", "-wal"):
            copy.with_name(copy.name + ending).write_bytes(path.with_name(path.name + ending).read_bytes())
    reads = Reads(monkeypatch)
    assert not reads.opening(copy)
    assert reads.opening(copy)
    assert not reads.opening(copy)
    with Project(copy) as project:
        assert project.tasks.summaries() == ()


def test_folder_that_takes_no_note_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then each opening reads the file."""
    monkeypatch.setattr(integrity, "SMALL", 0)
    (tmp_path / "a.backups").write_text("a file where the folder should be", encoding="utf-8")
    path = sound(tmp_path / "a.medswb")
    reads = Reads(monkeypatch)
    assert reads.opening(path)
    assert reads.opening(path)
