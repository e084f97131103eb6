"""An engineer's story, from MedS-Bench files to a MedS-Ins file, without a window.

Real files, the real command in processes of its own, the real demo model; the engine is killed on the way.
"""

import csv
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

TASKS = ("task57", "task114", "task126")
LIMIT = 20


class Command:
    """`meds-workbench` on one project, as a person would type it."""

    def __init__(self, project: Path) -> None:
        self._start = [sys.executable, "-m", "workbench", "--project", str(project)]

    def __call__(self, *words: str | Path, code: int = 0) -> str:
        """Run it and give what it printed; it has to end with `code`."""
        done = subprocess.run(
            [*self._start, *map(str, words)], capture_output=True, encoding="utf-8", check=False, timeout=300
        )
        assert done.returncode == code, done.stderr
        return done.stdout

    def json(self, *words: str | Path, code: int = 0) -> Any:
        """The JSON document it prints."""
        return json.loads(self(*words, "--json", code=code))

    def lines(self, *words: str | Path, code: int = 0) -> list[dict[str, Any]]:
        """The JSON lines it prints."""
        return [json.loads(line) for line in self(*words, "--json", code=code).splitlines()]

    def begin(self, *words: str) -> subprocess.Popen[str]:
        """Start it and leave it running."""
        return subprocess.Popen(
            [*self._start, *words, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
        )


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """The command on a project that does not exist yet."""
    return Command(tmp_path / "story.medswb")


def _descendants(pid: int) -> Iterator[int]:
    """Processes started by `pid`, and by those."""
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            yield child
            yield from _descendants(child)


def _is_engine(pid: int) -> bool:
    """Whether `pid` has llama.cpp mapped: the process that computes."""
    try:
        return "libllama" in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def _kill_engine_after(running: subprocess.Popen[str], answers: int) -> list[dict[str, Any]]:
    """Read events until there were `answers`, kill the process that computes, and give all events."""
    assert running.stdout is not None
    events: list[dict[str, Any]] = []
    killed = False
    for line in running.stdout:
        events.append(json.loads(line))
        if not killed and sum(event["event"] == "answered" for event in events) >= answers:
            engines = [pid for pid in _descendants(running.pid) if _is_engine(pid)]
            assert engines
            for pid in engines:
                os.kill(pid, signal.SIGKILL)
            killed = True
    return events


def _named(events: Sequence[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """The events called `name`."""
    return [event for event in events if event["event"] == name]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds the engine's process in /proc")
def test_from_files_to_a_model_to_a_file(command: Command, shared_data: Path, tmp_path: Path) -> None:
    """Import, run, lose the engine, resume, compare, export, import again: every row is found."""
    imported = command.json("import", shared_data / "medsbench")
    assert imported["rows_in"] == imported["rows_kept"] + imported["rows_reported"]
    assert imported["rows_reported"] == 0
    again = command.json("import", shared_data / "medsbench")
    assert again["rows_known"] == again["rows_in"] == imported["rows_in"]

    run = _run_with_a_lost_engine(command)
    other = command.lines(
        "run",
        "--model",
        "demo-base",
        "--tasks",
        ",".join(TASKS),
        "--limit",
        str(LIMIT),
        "--max-new-tokens",
        "24",
    )[-1]["run"]
    rows = command.json("compare", run, other)
    assert len(rows) == LIMIT * len(TASKS)
    assert {row["task_id"] for row in rows} == set(TASKS)

    _export_and_find_everything(command, tmp_path)

    command("export", "--run", run, "--to", tmp_path / "board")
    handed_in = list((tmp_path / "board").glob("eval_results_*.csv"))
    assert handed_in
    for file in handed_in:
        with file.open(encoding="utf-8", newline="") as text:
            assert next(csv.reader(text)) == ["task_id", "input", "GT", "output"]


def _run_with_a_lost_engine(command: Command) -> str:
    """A run whose engine is killed in the middle and which is resumed; its id."""
    words = ["run", "--model", "demo-instruct", "--tasks", ",".join(TASKS), "--limit", str(LIMIT)]
    with command.begin(*words, "--shots", "0", "--max-new-tokens", "24") as running:
        events = _kill_engine_after(running, answers=5)
        assert running.stderr is not None
        complaint = running.stderr.read()
    assert running.returncode == 3, complaint
    assert "resume" in complaint.lower()

    run = str(_named(events, "begin")[0]["run"])
    before = {event["instance_id"]: event["completion"] for event in _named(events, "answered")}
    saved = {row["instance_id"]: row for row in command.json("completions", run)}
    assert before.keys() <= saved.keys()
    assert len(saved) < LIMIT * len(TASKS)

    resumed = command.lines("run", "--model", "demo-instruct", "--resume", run)
    asked_again = {event["instance_id"] for event in _named(resumed, "answered")}
    assert not asked_again & saved.keys()
    assert resumed[-1]["event"] == "end"
    assert len(asked_again) + len(saved) == LIMIT * len(TASKS)
    finished = {row["instance_id"]: row for row in command.json("completions", run)}
    assert all(finished[name] == row for name, row in saved.items())
    return run


def _export_and_find_everything(command: Command, tmp_path: Path) -> None:
    """Every task written in both profiles and read into a new project has the same instances."""
    tasks = command.json("tasks")
    for profile in ("readme", "guideline"):
        folder = tmp_path / profile
        command("export", *[task["task_id"] for task in tasks], "--to", folder, "--profile", profile)
        copy = Command(tmp_path / f"{profile}.medswb")
        report = copy.json("import", folder)
        assert report["rows_in"] == report["rows_kept"] == sum(task["instances"] for task in tasks)
        for name in TASKS:
            assert copy.json("show", name) == command.json("show", name)


def test_a_mixed_folder(command: Command, tmp_path: Path) -> None:
    """Bad files and bad rows are named, the good ones kept, and the exit code says there is more to read."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    rows = [{"input": "a", "output": "b"}, {"input": "c"}, {"input": "d", "output": ["e", "f"]}]
    whole = {"Definition": ["Do."], "Categories": ["Diagnosis"], "Instances": rows}
    (folder / "task1_good.json").write_text(json.dumps(whole), encoding="utf-8")
    (folder / "task2_cut.json").write_text(json.dumps(whole)[:-20], encoding="utf-8")
    (folder / "task3_lines.jsonl").write_text('{"input": "x", "output": "y"}\nnot json\n', encoding="utf-8")
    report = command.json("import", folder, code=1)
    files = {Path(file["file"]).name: file for file in report["files"]}
    assert files["task1_good.json"]["rows_kept"] == 2
    assert files["task1_good.json"]["reported"][0]["index"] == 1
    assert files["task1_good.json"]["reported"][0]["field"] == "output"
    assert files["task3_lines.jsonl"]["rows_kept"] == 1
    assert {task["task_id"] for task in command.json("tasks")} == {"task1", "task3"}
    assert report["rows_in"] == report["rows_kept"] + report["rows_reported"]
