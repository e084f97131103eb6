"""Old projects become new ones, newer ones are left alone."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from workbench.domain.errors import ProjectTooNewError
from workbench.store import migrate as migrate_module
from workbench.store.backup import backups
from workbench.store.integrity import APPLICATION_ID
from workbench.store.migrate import newest_version, scripts
from workbench.store.project import Project

OLD = sorted((Path(__file__).resolve().parents[1] / "data").glob("project_schema_*.medswb"))


def schema(path: Path) -> dict[str, str | None]:
    """The definitions in a database, by name."""
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name"))


def pragma(path: Path, name: str) -> object:
    """A number in the file's header."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_every_schema_has_an_old_project() -> None:
    """There is a project of each version to try."""
    assert [int(file.stem.rpartition("_")[2]) for file in OLD] == list(scripts())


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_old_and_blank_projects_get_the_same_schema(old: Path, tmp_path: Path) -> None:
    """Whatever version a project is from, and all that is in it is there."""
    path = tmp_path / "old.medswb"
    shutil.copyfile(old, path)
    with Project(path) as project:
        assert [summary.id for summary in project.tasks.summaries()] == ["task58", "task901"]
        assert project.tasks.search("糖尿").total == 1
        (run,) = project.runs.summaries()
        assert (run.answered, run.failed, run.asked) == (1, 1, 3)
        (answer,) = project.runs.completions(run.id)
        assert (answer.chances is None) == (old.stem == "project_schema_1")
        assert project.foreign.counts(run.id).rows == (2 if old.stem >= "project_schema_3" else 0)
        studies = project.studies.summaries()
        assert [(one.raters, one.events) for one in studies] == (
            [(1, 4)] if old.stem >= "project_schema_4" else []
        )
        notes = [note.what for one in studies for note in project.studies.notes(one.id)]
        assert notes == (["the blinding was opened"] if old.stem >= "project_schema_5" else [])
        totals = project.totals.held(run.id, ("paper", 20))
        assert ("MCQA" in totals) == (old.stem >= "project_schema_6")
        assert len(project.foreign.layouts(run.id)) == (old.stem >= "project_schema_6")
        (draft,) = project.drafts.summaries()
        assert len(project.drafts.states(draft.id)) == 2
    Project.create(tmp_path / "blank.medswb").close()
    assert schema(path) == schema(tmp_path / "blank.medswb")
    assert pragma(path, "user_version") == newest_version()
    assert pragma(path, "application_id") == APPLICATION_ID


def test_newer_project_is_refused_untouched(tmp_path: Path) -> None:
    """The message says what to do; not a byte is changed."""
    path = tmp_path / "newer.medswb"
    Project.create(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {newest_version() + 1}")
    before = path.read_bytes()
    with pytest.raises(ProjectTooNewError, match="newest version"):
        Project(path)
    assert path.read_bytes() == before


def next_schema(folder: Path, script: str) -> Path:
    """The scripts of today and one more."""
    shutil.copytree(next(iter(scripts().values())).parent, folder)
    (folder / f"{newest_version() + 1:04}_next.sql").write_text(script, encoding="utf-8")
    return folder


def test_migration_is_preceded_by_a_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The backup is the project as it was."""
    path = tmp_path / "a.medswb"
    Project.create(path).close()
    before = schema(path)
    folder = next_schema(tmp_path / "schema", "CREATE TABLE more (value TEXT);\n-- the end\n")
    monkeypatch.setattr(migrate_module, "_SCHEMA", folder)
    Project(path).close()
    assert "more" in schema(path)
    (backup,) = backups(path)
    assert schema(backup) == before


def test_failed_migration_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All scripts count or none."""
    path = tmp_path / "a.medswb"
    Project.create(path).close()
    version, before = newest_version(), schema(path)
    folder = next_schema(
        tmp_path / "schema", "CREATE TABLE more (value TEXT);\nINSERT INTO nowhere VALUES (1);\n"
    )
    monkeypatch.setattr(migrate_module, "_SCHEMA", folder)
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        Project(path)
    assert schema(path) == before
    assert pragma(path, "user_version") == version
