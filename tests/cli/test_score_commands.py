"""Other people's results come in through the command line, with every row accounted for."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from workbench.formats.leaderboard_csv import LeaderboardRow, write
from workbench.store.project import Project
from workbench.store.verify import verify

COUNTS = ("rows_in", "rows_kept", "rows_reported", "rows_matched", "rows_unmatched")


def table(
    folder: Path, name: str = "eval_results_MCQA_0_context_1_oriINS_Model X.csv", more: str = ""
) -> Path:
    """A file with two rows about task901, one about a task that is not there, and what is written behind."""
    path = folder / name
    rows = [
        LeaderboardRow("task901", f"Question {place} of 901?", f"Answer {place}", "x") for place in (0, 3)
    ]
    write(path, [*rows, LeaderboardRow("task77", "q", "a", "y")])
    path.write_bytes(path.read_bytes() + more.encode())
    return path


def counts(document: Any) -> tuple[int, ...]:
    """The counts; rows in are rows kept and rows reported, and those kept matched or not."""
    assert document["rows_in"] == document["rows_kept"] + document["rows_reported"]
    assert document["rows_kept"] == document["rows_matched"] + document["rows_unmatched"]
    return tuple(document[name] for name in COUNTS)


def test_the_document_counts_every_row(filled: Any, tmp_path: Path) -> None:
    """Its shape is the specification's and more; a row that was not kept is code 1 and named."""
    path = table(tmp_path, more="task901,cut\r\n")
    result = filled("import-results", path, "--json")
    assert result.code == 1
    document = result.json
    assert counts(document) == (4, 3, 1, 2, 1)
    (reported,) = document["reported"]
    assert reported == {
        "file": str(path),
        "index": 3,
        "field": "GT",
        "reason": "is missing: the row has 2 cells, not 4",
    }
    assert [row["index"] for row in document["unmatched"]] == [2]
    assert document["odd"] == []
    (run,) = document["runs"]
    assert run["run"] == document["run"]
    assert (run["model"], run["known"], run["files"]) == ("Model X", False, [str(path)])
    assert "row 3, GT: not kept" in result.err
    assert "row 2, input: kept without an instance: the project has no task “task77”" in result.err
    listed = filled("completions", document["run"], "--json").json
    assert [answer["completion"] for answer in listed] == ["x", "x"]


def test_people_get_a_table_and_the_sum(filled: Any, tmp_path: Path) -> None:
    """The second time it says that the project has it; --model names the model."""
    path = table(tmp_path)
    result = filled("import-results", path, "--model", "My model")
    assert result.code == 0
    assert "My model" in result.out
    assert result.out.endswith("3 rows in = 3 kept (1 of them without an instance) + 0 reported\n")
    again = filled("import-results", path, "--model", "My model")
    assert again.code == 0
    assert "the project had these results of My model already" in again.err
    assert len(filled("runs", "--json").json) == 1


def test_several_models_are_several_runs(filled: Any, tmp_path: Path) -> None:
    """Then there is no one run to name."""
    document = filled("import-results", table(tmp_path), table(tmp_path, "r_Y.csv"), "--json").json
    assert document["run"] is None
    assert [run["model"] for run in document["runs"]] == ["Model X", "Y"]
    assert counts(document) == (6, 6, 0, 4, 2)


def test_many_notes_are_told_in_short(filled: Any, tmp_path: Path) -> None:
    """Five rows, and how many more; all of them are in the JSON document."""
    path = table(tmp_path, more="task77,q,a,b\r\n" * 9)
    result = filled("import-results", path, "--json")
    assert result.code == 0
    assert result.err.count("without an instance: ") == 5
    assert "5 more rows kept without an instance (--json lists them)" in result.err
    assert len(result.json["unmatched"]) == 10


def test_what_is_no_table_is_refused_in_a_line(filled: Any, tmp_path: Path) -> None:
    """Code 3, the file, the column; nothing comes in."""
    path = tmp_path / "bad_x.csv"
    path.write_text("task_id,input,output\n")
    result = filled("import-results", path)
    assert (result.code, result.err.count("\n")) == (3, 1)
    assert "bad_x.csv, line 1: it has no column “GT”" in result.err
    assert filled("import-results").code == 2
    assert filled("runs", "--json").json == []


def test_a_kill_in_the_middle_leaves_nothing_half(tmp_path: Path) -> None:
    """SIGKILL while rows go in: the project is sound, without the run; the next import has them all."""
    project, path = tmp_path / "a.medswb", tmp_path / "eval_results_x_Killed.csv"
    Project.create(project).close()
    count = 60_000
    write(path, (LeaderboardRow("task1", f"question {number}", "a" * 500, "b") for number in range(count)))
    words = ["-m", "workbench", "--project", str(project), "import-results", str(path), "--json"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    process = subprocess.Popen(
        [sys.executable, *words], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    log = project.with_name(f"{project.name}-wal")
    end = time.monotonic() + 60
    # Pages are in the log: rows were written, and the transaction is not through.
    while (
        process.poll() is None
        and time.monotonic() < end
        and not (log.exists() and log.stat().st_size > 1 << 20)
    ):
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    with Project(project) as opened:
        assert opened.runs.summaries() == ()
    assert verify(project) == ()
    done = subprocess.run([sys.executable, *words], env=environment, capture_output=True, check=True)
    assert json.loads(done.stdout)["rows_kept"] == count
