"""A project is one file that survives whatever happens around it."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.store.samples import TASK, completion, instance, project_with, prompt, spec
from workbench.domain.errors import ProjectDamagedError, ProjectError, ProjectMissingError
from workbench.store import database, integrity
from workbench.store.project import Project

CHECKOUT = Path(__file__).resolve().parents[2]


def child(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A second process that runs `code`."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
    )


def test_missing_project_is_told(tmp_path: Path) -> None:
    """Opening makes nothing."""
    with pytest.raises(ProjectMissingError, match="missing"):
        Project(tmp_path / "missing.medswb")
    assert list(tmp_path.glob("*.medswb*")) == []


def test_project_is_made_once(tmp_path: Path) -> None:
    """An existing file is never overwritten; nothing else is left in the folder."""
    path = tmp_path / "new" / "a.medswb"
    Project.create(path).close()
    with pytest.raises(ProjectError, match="there already"):
        Project.create(path)
    assert [file.name for file in path.parent.iterdir()] == ["a.medswb"]


def test_closed_project_is_one_file(tmp_path: Path) -> None:
    """It can be copied and sent."""
    project_with(tmp_path / "a.medswb", [instance("x")]).close()
    assert list(tmp_path.glob("a*")) == [tmp_path / "a.medswb"]


def test_project_stays_in_its_thread(tmp_path: Path) -> None:
    """Using it from another thread is an error, not a race."""
    errors: list[Exception] = []
    with project_with(tmp_path / "a.medswb", [instance("x")]) as project:

        def use() -> None:
            try:
                project.tasks.summaries()
            except sqlite3.ProgrammingError as error:
                errors.append(error)

        thread = threading.Thread(target=use)
        thread.start()
        thread.join()
    assert len(errors) == 1


def test_readers_see_whole_imports_while_one_goes_on(tmp_path: Path) -> None:
    """A reader is never held up by a writer and never sees half of what it writes."""
    path = tmp_path / "a.medswb"
    with project_with(path, [instance("first")]) as writer, Project(path) as reader:
        with writer.transaction():
            writer.tasks.add(TASK, (instance(f"question {number}") for number in range(3000)))
            before = time.monotonic()
            assert reader.tasks.count("task58") == 1
            assert time.monotonic() - before < 1
        assert reader.tasks.count("task58") == 3001


def test_second_process_waits_for_its_turn(tmp_path: Path) -> None:
    """Two processes write to one project, one after the other, and nothing is lost."""
    rows = [instance(f"question {number}") for number in range(40)]
    with project_with(tmp_path / "a.medswb", rows) as project:
        run = project.runs.add(spec(), [row.id for row in rows])
        other = child(
            """
import sys
from pathlib import Path
from tests.store.samples import completion, prompt
from workbench.store.project import Project
with Project(Path(sys.argv[1])) as project:
    print("ready", flush=True)
    for made_id in project.runs.pending(sys.argv[2])[20:]:
        project.runs.record(sys.argv[2], completion(made_id), prompt(made_id), made_id)
""",
            project.path,
            run,
        )
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        with project.transaction():
            for row in rows[:20]:
                project.runs.record(run, completion(row.id), prompt(row.id), row.id)
                time.sleep(0.005)
        assert other.communicate(timeout=60) is not None
        assert other.returncode == 0
        assert project.runs.summary(run).answered == 40


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
@pytest.mark.parametrize("held", [[], [instance("first")]], ids=["empty", "with a task"])
def test_killed_import_leaves_the_project_as_it_was(tmp_path: Path, held: list[object]) -> None:
    """Killed in the middle of a file, the import has added nothing, and can be done again."""
    path = tmp_path / "a.medswb"
    if held:
        project_with(path, [instance("first")]).close()
    else:
        Project.create(path).close()
    importing = child(
        """
import sys
from pathlib import Path
from tests.store.samples import TASK, instance
from workbench.store.project import Project
def rows():
    for number in range(40_000):
        if number == 30_000:
            print("in the middle", flush=True)
            sys.stdin.read()
        yield instance(f"question {number} " + "of many words " * 40)
with Project(Path(sys.argv[1])) as project, project.transaction(bulk=True):
    project.tasks.add(TASK, rows())
    project.tasks.index()
""",
        path,
    )
    assert importing.stdout is not None
    assert importing.stdout.readline() == "in the middle\n"
    os.kill(importing.pid, signal.SIGKILL)
    importing.wait()
    importing.communicate()
    with Project(path) as project:
        assert [summary.instances for summary in project.tasks.summaries()] == [1 for _ in held]
        assert project.tasks.search("question").total == 0
        project.tasks.add(TASK, [instance("first"), instance("second question")])
        project.tasks.index()
        assert project.tasks.search("question").total == 1


def test_damage_met_later_is_told_as_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that turns out broken while reading is a damaged project, not a bug."""

    def read(project: Project) -> None:
        with project:
            with project.path.open("rb+") as file:
                file.seek(30 * database.PAGE_SIZE)
                file.write(b"\xa5" * 20 * database.PAGE_SIZE)
            project.tasks.instances("task58")

    # Read in full when opened, a small file would be in memory by then.
    monkeypatch.setattr(integrity, "SMALL", 0)
    rows = (instance(f"question {number} " * 40) for number in range(2000))
    project_with(tmp_path / "a.medswb", rows).close()
    with pytest.raises(ProjectDamagedError, match=r"a\.medswb is damaged"):
        read(Project(tmp_path / "a.medswb"))


def test_busy_project_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When another one writes for too long, the message says so."""
    monkeypatch.setattr(database, "BUSY_MS", 10)
    with project_with(tmp_path / "a.medswb", []) as project, Project(project.path) as other:

        def write() -> None:
            with other.transaction():
                other.tasks.add(TASK, [])

        with project.transaction(), pytest.raises(ProjectError, match="another program"):
            write()


def test_bugs_stay_bugs(tmp_path: Path) -> None:
    """What nobody can do anything about reaches the crash report as it is."""

    def misuse() -> None:
        with Project.create(tmp_path / "a.medswb") as project:
            project._connection.execute("SELECT nonsense")

    with pytest.raises(sqlite3.OperationalError, match="nonsense"):
        misuse()
