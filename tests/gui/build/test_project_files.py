"""What the window can do with project files, on real ones."""

import os
import time
from pathlib import Path

import pytest

from workbench.domain.errors import ProjectDamagedError, ProjectError
from workbench.domain.tasks import Task
from workbench.gui.build.project_files import facts_of, project_operations
from workbench.paths import user_paths
from workbench.store.backup import backups_folder
from workbench.store.project import Project


def test_a_project_is_made_backed_up_and_restored(tmp_path: Path, home: Path) -> None:
    """Each operation leaves what the status line then says."""
    do = project_operations(user_paths())
    file = do.create(tmp_path / "ward.medswb")
    assert do.check(file) == file
    assert facts_of(file).backup is None
    made = do.back_up(file)
    facts = facts_of(file)
    assert facts.backup is not None
    assert facts.size >= file.stat().st_size
    assert not do.wants_backup(file)
    assert do.restore(file, made) == file
    assert do.wants_backup(tmp_path / "gone.medswb") is False


def test_a_damaged_project_is_rescued_into_a_folder(tmp_path: Path, home: Path) -> None:
    """What could be saved is counted, in one line."""
    do = project_operations(user_paths())
    demo = do.demo()
    with demo.open("r+b") as file:
        file.truncate(demo.stat().st_size // 2)
    with pytest.raises(ProjectDamagedError):
        do.check(demo)
    assert do.rescue is not None
    said = do.rescue(demo, tmp_path / "saved")
    assert "rows saved in saved" in said


def test_a_backup_is_due_when_there_is_work_to_lose(tmp_path: Path, home: Path) -> None:
    """Never of tasks alone, which are in their files; of a draft at once; then when it is a day old."""
    do = project_operations(user_paths())
    file = do.create(tmp_path / "ward.medswb")
    assert not do.wants_backup(file)
    with Project(file) as project:
        project.drafts.add(Task("", "mine"))
    assert do.wants_backup(file)
    made = do.back_up(file)
    os.utime(made, (time.time() - 23 * 3600,) * 2)
    assert not do.wants_backup(file)
    os.utime(made, (time.time() - 25 * 3600,) * 2)
    assert do.wants_backup(file)
    do.back_up(file)
    assert not do.wants_backup(file)


def test_a_backup_that_finds_no_room_is_refused_in_words(tmp_path: Path, home: Path) -> None:
    """Which project, where, why, and what to do; not a crash."""
    do = project_operations(user_paths())
    file = do.create(tmp_path / "ward.medswb")
    backups_folder(file).write_text("in the way", encoding="utf-8")
    with pytest.raises(ProjectError, match=r"No backup of ward\.medswb could be made in .*: File exists"):
        do.back_up(file)
