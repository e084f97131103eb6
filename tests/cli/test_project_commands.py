"""The project file is told about, checked, backed up, restored and rescued."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from workbench.engines.scripted import ScriptedEngine


@pytest.fixture
def file(home: Path) -> Path:
    """The default project."""
    return home / "data" / "projects" / "default.medswb"


def test_info_counts(filled: Any, file: Path) -> None:
    """Tasks, instances, runs and completions, the size of the file and its backups."""
    filled("run", "--model", "m", "--tasks", "task901", engine=ScriptedEngine(lambda _prompt: "x"))
    info = filled("project", "info", "--json").json
    assert info == {
        "project": str(file),
        "bytes": info["bytes"],
        "tasks": 2,
        "instances": 12,
        "runs": 1,
        "completions": 6,
        "drafts": 0,
        "backups": 0,
        "newest_backup": None,
    }
    assert info["bytes"] > 10_000
    assert "instances     12" in filled("project", "info").out


def test_verify_says_sound(filled: Any) -> None:
    """A sound project is code 0, in a word."""
    assert filled("project", "verify").out == "sound\n"
    verified = filled("project", "verify", "--json")
    assert (verified.code, verified.json["sound"], verified.json["faults"]) == (0, True, [])


def test_verify_finds_damage(filled: Any, file: Path) -> None:
    """A project that was written over is code 1 with its faults, or refused with what to do."""
    content = bytearray(file.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    file.write_bytes(content)
    result = filled("project", "verify")
    assert result.code in {1, 3}
    assert "damaged" in result.out + result.err


def test_verify_names_the_faults(filled: Any, file: Path) -> None:
    """A row whose parent is gone is code 1, named, with what to do."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(
            "INSERT INTO completion "
            "VALUES (7, 99, 'i1', 'request', 'stop', 1, 0, 1, 0, 0, '[]', 'x', NULL, NULL)"
        )
    result = filled("project", "verify")
    assert result.code == 1
    assert "completion, row 7: its run is missing" in result.out
    assert "project restore" in result.out
    assert filled("project", "verify", "--json").json["sound"] is False


def test_backup_and_restore(filled: Any, file: Path, make_task: Any) -> None:
    """A backup brings back what was there; what replaced it is kept aside."""
    made = filled("project", "backup", "--json").json
    assert Path(made["backup"]).is_file()
    filled("import", make_task(903))
    assert len(filled("tasks", "--json").json) == 3
    restored = filled("project", "restore", "--json").json
    assert (restored["project"], restored["backup"]) == (str(file), made["backup"])
    assert len(filled("tasks", "--json").json) == 2
    assert len(filled("tasks", "--project", restored["aside"], "--json").json) == 3
    assert "restored" in filled("project", "restore", made["backup"]).out
    assert "saved" in filled("project", "backup").out


def test_restore_without_a_backup_is_refused(filled: Any) -> None:
    """There is nothing to restore; the way out is named."""
    result = filled("project", "restore")
    assert (result.code, "no backup" in result.err) == (3, True)


def test_rescue_writes_what_can_be_read(filled: Any, tmp_path: Path) -> None:
    """Of a sound project everything is saved, in files that import again."""
    result = filled("project", "rescue", "--to", tmp_path / "saved", "--json")
    assert result.code == 0
    tasks = [part for part in result.json if part["name"].startswith("task9")]
    assert [(part["saved"], part["lost"]) for part in tasks] == [(6, 0), (6, 0)]
    again = filled("import", *[part["file"] for part in tasks], "--json").json
    assert (again["rows_in"], again["rows_known"]) == (12, 12)
    assert "task901" in filled("project", "rescue", "--to", tmp_path / "more").out


@pytest.mark.parametrize("action", [["info"], ["verify"], ["backup"], ["restore"], ["rescue", "--to", "x"]])
def test_a_missing_project_is_refused(cli: Any, action: list[str], home: Path) -> None:
    """No project, one line, nothing written."""
    result = cli("project", *action)
    assert (result.code, result.err.count("\n")) == (3, 1)
    assert not home.exists()
