"""What the window can do with project files, on real ones."""

from pathlib import Path

import pytest

from workbench.domain.errors import ProjectDamagedError
from workbench.gui.build.project_files import facts_of, project_operations
from workbench.paths import user_paths


def test_a_project_is_made_backed_up_and_restored(tmp_path: Path, home: Path) -> None:
    """Each operation leaves what the status line then says."""
    do = project_operations(user_paths())
    file = do.create(tmp_path / "ward.medswb")
    assert do.check(file) == file
    assert facts_of(file).backup is None
    assert do.wants_backup(file)
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
