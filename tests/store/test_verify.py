"""The whole file is read, and what is wrong is named."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from workbench.domain.errors import ProjectDamagedError, ProjectError, ProjectMissingError
from workbench.domain.tasks import Instance, Task
from workbench.store.project import Project
from workbench.store.verify import verify


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with a thousand instances, closed."""
    path = tmp_path / "p.medswb"
    with Project.create(path) as project, project.transaction():
        rows = (Instance(f"i{n}", "task901", f"Question {n}?", (f"Answer {n}",)) for n in range(1000))
        project.tasks.add(Task("task901", "task901_x"), rows)
    return path


def test_a_sound_project_has_no_faults(path: Path) -> None:
    """Nothing is found where nothing is wrong, and nothing is written."""
    before = path.read_bytes()
    assert verify(path) == ()
    assert path.read_bytes() == before


def test_an_index_that_lies_is_found(path: Path) -> None:
    """An index that does not agree with its table is a fault that a quick look does not see."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, '(request)', '(finish)') "
            "WHERE name = 'completion_request'"
        )
        connection.execute(
            "INSERT INTO run (number, id, created, spec, state) VALUES (1, 'r', '', '{}', 'open')"
        )
        connection.execute(
            "INSERT INTO completion "
            "VALUES (1, 1, 'i1', 'request', 'stop', 1, 0, 1, 0, 0, '[]', 'x', NULL, NULL)"
        )
    assert any("completion_request" in fault for fault in verify(path))


def test_a_row_without_its_parent_is_found(path: Path) -> None:
    """A completion of no run is named with its row."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO completion "
            "VALUES (7, 99, 'i1', 'request', 'stop', 1, 0, 1, 0, 0, '[]', 'x', NULL, NULL)"
        )
    assert verify(path) == ("completion, row 7: its run is missing",)


def test_damage_is_found(path: Path) -> None:
    """Pages overwritten in the middle are faults, or damage that ends the search."""
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 20_000] = b"\xff" * 20_000
    path.write_bytes(content)
    with suppress(ProjectDamagedError):
        assert verify(path)


def test_what_is_no_project_is_refused(tmp_path: Path) -> None:
    """A missing file, and a file of something else, are told apart from damage in a project."""
    with pytest.raises(ProjectMissingError):
        verify(tmp_path / "none.medswb")
    other = tmp_path / "other.medswb"
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("CREATE TABLE x (y)")
    with pytest.raises(ProjectError):
        verify(other)
