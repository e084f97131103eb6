"""There is always a good copy to go back to, and not too many."""

import resource
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.store.samples import TASK, instance, project_with
from tests.store.test_integrity import garbage_in_the_middle, garbage_in_the_schema, without_header
from workbench.domain.errors import ProjectDamagedError, ProjectError, ProjectMissingError
from workbench.store import backup as backup_module
from workbench.store.backup import back_up, backups, backups_folder, newest_backup, restore
from workbench.store.project import Project


def count(path: Path) -> int:
    """Instances in a project."""
    with Project(path) as project:
        return project.tasks.count("task58")


def test_backup_holds_what_the_project_holds(tmp_path: Path) -> None:
    """Also while it is open and being written to: the copy is of what is finished."""
    with project_with(tmp_path / "a.medswb", [instance("x")]) as project:
        with project.transaction():
            project.tasks.add(TASK, [instance("y")])
            made = back_up(project.path)
        assert project.tasks.count("task58") == 2
    assert count(made) == 1
    assert newest_backup(project.path) == made
    assert [file.name for file in backups_folder(project.path).iterdir() if file.is_file()] == [made.name]


def test_restored_project_is_the_backup(tmp_path: Path) -> None:
    """What stood in its place is set aside, log and all."""
    path = tmp_path / "a.medswb"
    project_with(path, [instance("x")]).close()
    made = back_up(path)
    with Project(path) as project:
        project.tasks.add(TASK, [instance("y")])
    aside = restore(path, made)
    assert aside is not None
    assert (count(path), count(aside)) == (1, 2)


def test_files_that_belong_to_a_project_come_along(tmp_path: Path) -> None:
    """A study's set-up and what was decided about its raters; another project's do not."""
    path = tmp_path / "a.medswb"
    project_with(path, [instance("x")]).close()
    setup, decided = tmp_path / "a.setup.json", tmp_path / "a.decisions-s1.jsonl"
    setup.write_text("1")
    decided.write_text("1")
    (tmp_path / "ab.setup.json").write_text("another's")
    made = back_up(path)
    setup.write_text("2")
    decided.unlink()
    aside = restore(path, made)
    assert (setup.read_text(), decided.read_text()) == ("1", "1")
    assert aside is not None
    assert aside.with_suffix(".setup.json").read_text() == "2"
    kept = sorted(
        file.name.removeprefix(made.stem) for file in backups_folder(path).iterdir() if file.is_file()
    )
    assert kept == [".decisions-s1.jsonl", ".medswb", ".setup.json"]


def test_they_go_with_the_backup(tmp_path: Path) -> None:
    """A copy of them is of no use alone."""
    path = tmp_path / "a.medswb"
    project_with(path, [instance("x")]).close()
    (tmp_path / "a.setup.json").write_text("1")
    folder = backups_folder(path)
    folder.mkdir()
    for second in range(9):
        for ending in (".medswb", ".setup.json"):
            (folder / f"a-20200101-00000{second}{ending}").write_text("old")
    back_up(path)
    stems = [
        sorted(file.stem.partition(".")[0] for file in folder.glob(f"*{end}")) for end in (".medswb", ".json")
    ]
    assert stems[0] == stems[1]
    assert len(stems[0]) < 9


def test_what_a_backup_does_not_know_stays(tmp_path: Path) -> None:
    """It may have been decided since."""
    path = tmp_path / "a.medswb"
    project_with(path, [instance("x")]).close()
    made = back_up(path)
    decided = tmp_path / "a.decisions-s1.jsonl"
    decided.write_text("since")
    restore(path, made)
    assert decided.read_text() == "since"


def test_lost_project_can_be_restored(tmp_path: Path) -> None:
    """Then there is nothing to set aside."""
    path = tmp_path / "a.medswb"
    project_with(path, [instance("x")]).close()
    made = back_up(path)
    path.unlink()
    assert restore(path, made) is None
    assert count(path) == 1


@pytest.mark.parametrize("damage", [garbage_in_the_middle, without_header, garbage_in_the_schema])
def test_damaged_project_makes_no_backup(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    """A bad copy never takes the place of a good one."""
    path = tmp_path / "a.medswb"
    project_with(path, (instance(f"question {number} " * 20) for number in range(400))).close()
    made = back_up(path)
    damage(path)
    with pytest.raises(ProjectDamagedError) as caught:
        back_up(path)
    assert caught.value.newest_backup == made
    assert backups(path) == (made,)


def test_a_full_disk_is_no_damage(tmp_path: Path) -> None:
    """A copy that does not fit says so; nobody is sent to restore a sound project."""
    path = tmp_path / "a.medswb"
    project_with(path, (instance(f"q{number} " * 99) for number in range(400))).close()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size // 2, before[1]))
    try:
        with pytest.raises(ProjectError, match="was not copied: disk I/O error") as caught:
            back_up(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not isinstance(caught.value, ProjectDamagedError)
    assert [file.name for file in backups_folder(path).iterdir()] == []


def test_damaged_backup_is_not_restored(tmp_path: Path) -> None:
    """The project stays as it is."""
    path = tmp_path / "a.medswb"
    project_with(path, (instance(f"question {number} " * 20) for number in range(400))).close()
    made = back_up(path)
    garbage_in_the_middle(made)
    with pytest.raises(ProjectDamagedError):
        restore(path, made)
    assert count(path) == 400
    assert [file.name for file in tmp_path.glob("a*")] in (
        ["a.medswb", "a.backups"],
        ["a.backups", "a.medswb"],
    )


def test_missing_files_are_told(tmp_path: Path) -> None:
    """Nothing is made of nothing."""
    with pytest.raises(ProjectMissingError):
        back_up(tmp_path / "a.medswb")
    with pytest.raises(ProjectMissingError):
        restore(tmp_path / "a.medswb", tmp_path / "b.medswb")
    assert newest_backup(tmp_path / "a.medswb") is None


def dated(path: Path, when: datetime) -> Path:
    """A backup made at `when`."""
    made = backups_folder(path) / f"{path.stem}-{when:%Y%m%d-%H%M%S}{path.suffix}"
    made.parent.mkdir(exist_ok=True)
    shutil.copyfile(path, made)
    return made


def test_old_backups_go_but_days_and_weeks_stay(tmp_path: Path) -> None:
    """The newest three, one of each of seven days, one of each of four weeks."""
    path = tmp_path / "a.medswb"
    Project.create(path).close()
    now = datetime.now(UTC)
    for hours in range(0, 24 * 60, 6):
        dated(path, now - timedelta(hours=hours + 1))
    made = back_up(path)
    kept = backups(path)
    assert kept[0] == made
    assert 7 <= len({file.stem[2:10] for file in kept}) <= 7 + 4
    assert 10 <= len(kept) <= 3 + 7 + 4
    assert (now - datetime.strptime(kept[-1].stem[2:], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)).days >= 14


def test_large_backups_do_not_fill_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However large they are, the newest three stay."""
    path = tmp_path / "a.medswb"
    Project.create(path).close()
    monkeypatch.setattr(backup_module, "MAX_BYTES", 1)
    for days in range(1, 6):
        dated(path, datetime.now(UTC) - timedelta(days=days))
    back_up(path)
    assert len(backups(path)) == 3


def test_other_files_in_the_folder_stay(tmp_path: Path) -> None:
    """Only dated copies are backups."""
    path = tmp_path / "a.medswb"
    Project.create(path).close()
    mine = backups_folder(path)
    mine.mkdir()
    own = mine / "before the talk.medswb"
    shutil.copyfile(path, own)
    back_up(path)
    assert own.exists()
    assert own not in backups(path)


def test_backups_of_neighbours_are_apart(tmp_path: Path) -> None:
    """Each project has a folder of its own."""
    for name in ("a.medswb", "b.medswb"):
        with closing(Project.create(tmp_path / name)):
            pass
        back_up(tmp_path / name)
    assert len(backups(tmp_path / "a.medswb")) == len(backups(tmp_path / "b.medswb")) == 1
