"""The window in the middle of things: closed, or surprised by a bug. Each in a process of its own."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from workbench.paths import user_paths
from workbench.store.project import Project

OPENED = """
import os, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from workbench.gui.app import Workbench
from workbench.paths import user_paths

folder = Path(sys.argv[1])
application = QApplication([])
workbench = Workbench(application, user_paths())
application.aboutToQuit.connect(workbench.close)
workbench.window.show()
QTimer.singleShot(0, lambda: workbench.begin(None))
begun = []

def screens():
    return {screen.name: screen.view for screen in workbench.screens}

def look():
    if len(screens()) < 5 or not ready():
        return
    if not begun:
        begun.append(True)
        begin()
    elif under_way():
        watch.stop()
        end()

def close():
    (folder / "closed").write_text(str(time.time()))
    workbench.window.close()

ready = lambda: True
end = close
watch = QTimer()
watch.timeout.connect(look)
"""
GO = """
watch.start(10)
sys.exit(application.exec())
"""
IMPORTING = """
def begin():
    screens()["browse"].import_asked.emit([folder / "task900_large.json"])

def under_way():
    return any(entry.done for entry in workbench.strip.state.entries)
"""
RUNNING = """
from workbench.gui.presenters.run_setup import Picking
from workbench.store.project import Project

def ready():
    return screens()["run"].how._model.count() > 0

def begin():
    run = screens()["run"]
    run.tasks.chosen.emit(("task9001", "task9004"))
    run.how.picked.emit(Picking.ALL)
    QTimer.singleShot(500, run.start_asked.emit)

def under_way():
    return any(entry.done for entry in workbench.strip.state.entries)

def end():
    tasks = Path("/proc/self/task").glob("*/children")
    (folder / "children").write_text(" ".join(children.read_text() for children in tasks))
    close()
"""
STUMBLING = """
def begin():
    QTimer.singleShot(0, stumble)

def stumble():
    raise KeyError("the patient's words")

def under_way():
    return True

def end():
    said = workbench._around.state.notice
    (folder / "said").write_text(said, encoding="utf-8")
    workbench.window.went.emit("models")
    assert screens()["models"].isVisible()
    close()
"""


def _play(part: str, folder: Path) -> tuple[subprocess.CompletedProcess[str], float]:
    """How a program ended that did `part`, and how many seconds after its window was closed."""
    done = subprocess.run(
        [sys.executable, "-c", OPENED + part + GO, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    ended = time.time()
    assert (folder / "closed").exists(), done.stderr
    return done, ended - float((folder / "closed").read_text())


def _works(pid: str) -> bool:
    """Whether a process is there and not just waiting for somebody to note that it ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _said(text: str) -> str:
    """What was printed, without what Qt says of a platform that has no screen."""
    return "".join(line for line in text.splitlines() if "propagateSizeHints" not in line)


def test_closing_during_an_import_ends_the_program_at_once(tmp_path: Path) -> None:
    """Within two seconds, without a word, and the project is sound."""
    rows = [
        {"input": f"Case {n}: fever and cough since {n} days.", "output": ["Cold"]} for n in range(200_000)
    ]
    whole = {"Categories": ["Diagnosis"], "Definition": ["Name it."], "Instances": rows}
    (tmp_path / "task900_large.json").write_text(json.dumps(whole), encoding="utf-8")
    done, seconds = _play(IMPORTING, tmp_path)
    assert (done.returncode, _said(done.stdout + done.stderr)) == (0, "")
    assert seconds < 2
    with Project(user_paths().projects / "demo.medswb") as project:
        assert sum(task.instances for task in project.tasks.summaries()) in {183, 200_183}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds the engine's process in /proc")
def test_closing_during_a_run_ends_the_program_and_its_engine(tmp_path: Path) -> None:
    """Within two seconds, without a word, and no process of it is left."""
    done, seconds = _play(RUNNING, tmp_path)
    assert (done.returncode, _said(done.stdout + done.stderr)) == (0, "")
    assert seconds < 2
    children = (tmp_path / "children").read_text().split()
    assert children
    # Python's own tracker of resources ends a moment after the program that it belongs to.
    while any(map(_works, children)) and seconds < 2:
        time.sleep(0.02)
        seconds += 0.02
    assert not any(map(_works, children)), [Path(f"/proc/{pid}/cmdline").read_text() for pid in children]


def test_a_bug_is_reported_and_the_window_lives_on(tmp_path: Path) -> None:
    """A file says where it was and the window says which file, without a patient's words; all goes on."""
    done, _seconds = _play(STUMBLING, tmp_path)
    assert done.returncode == 0
    (report,) = (Path(os.environ["WORKBENCH_HOME"])).rglob("crashes/*.txt")
    said = (tmp_path / "said").read_text(encoding="utf-8")
    assert report.name in said
    assert "Something went wrong" in said
    assert "stumble" in report.read_text(encoding="utf-8")
    assert "patient" not in report.read_text(encoding="utf-8") + said
