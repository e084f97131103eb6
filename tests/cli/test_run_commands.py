"""Runs are listed and compared."""

import csv
from pathlib import Path
from typing import Any

import pytest

from workbench.engines.scripted import ScriptedEngine


def run(cli: Any, name: str, answer: str, *words: object) -> str:
    """Run a model that always gives the same answer; the run's id."""
    engine = ScriptedEngine(lambda _prompt: answer, name=name)
    result = cli("run", "--model", name, "--tasks", "task901", *words, "--json", engine=engine)
    assert result.code == 0
    return str(result.lines[-1]["run"])


def test_runs_are_listed_newest_first(filled: Any) -> None:
    """Each run with its model, tasks and how far it is; for people a table."""
    first = run(filled, "a", "x")
    second = run(filled, "b", "y", "--shots", 0)
    listed = filled("runs", "--json").json
    assert [line["run"] for line in listed] == [second, first]
    assert set(listed[0]) == {
        "run",
        "created",
        "model",
        "shots",
        "answers",
        "tasks",
        "asked",
        "answered",
        "failed",
        "state",
        "seconds",
    }
    assert (listed[0]["model"], listed[0]["state"], listed[0]["shots"]) == ("b", "done", 0)
    assert "6/6" in filled("runs").out


def test_no_runs_says_how_to_start_one(filled: Any) -> None:
    """An empty list tells people what to do, and programs nothing but the list."""
    assert filled("runs", "--json").json == []
    assert "meds-workbench run --model" in filled("runs").out


def test_completions_are_listed(filled: Any) -> None:
    """Each completion with its text, why it ended, its tokens and its shots."""
    run_id = run(filled, "a", "患者 x")
    rows = filled("completions", run_id, "--json").json
    assert len(rows) == 6
    assert (rows[0]["completion"], rows[0]["finish"], rows[0]["completion_tokens"]) == ("患者 x", "stop", 2)
    assert len(rows[0]["shots"]) == 3
    assert len(filled("completions", run_id, "--limit", 2, "--json").json) == 2
    assert filled("completions", run_id, "--failed", "--json").json == []
    assert "患者 x" in filled("completions", run_id).out


def test_how_sure_the_model_was_is_listed(filled: Any, make_task: Any) -> None:
    """Tokens with their probabilities, or options with theirs; for people one number of percent."""
    filled("import", make_task(12, 2))
    engine = ScriptedEngine(lambda _prompt: "yes, it is")
    runs = []
    for how in ("free", "likeliest"):
        asked = ("run", "--model", "m", "--tasks", "task12", "--shots", 0, "--answers", how, "--json")
        runs.append(filled(*asked, engine=engine).lines[-1]["run"])
    written, chosen = (filled("completions", run_id, "--json").json[0] for run_id in runs)
    assert [characters for characters, _logprob in written["chances"]] == [4, 3, 3]
    assert all(logprob <= 0 for _characters, logprob in written["chances"])
    assert written["options"] is None
    assert chosen["chances"] is None
    assert [option["text"] for option in chosen["options"]] == ["yes", "no"]
    assert set(chosen["options"][0]) == {"text", "tokens", "logprob"}
    for run_id in runs:
        out = filled("completions", run_id).out
        assert "%" in out
        assert "sure: " in out


def test_failures_are_listed(filled: Any) -> None:
    """`--failed` lists what was not answered, with the reason."""
    result = filled("run", "--model", "m", "--tasks", "task901", "--json", engine=ScriptedEngine({}))
    run_id = result.lines[-1]["run"]
    failures = filled("completions", run_id, "--failed", "--json").json
    assert len(failures) == 6
    assert set(failures[0]) == {"instance_id", "kind", "reason"}
    assert "has no answer" in filled("completions", run_id, "--failed").out


def test_compare_lists_shared_instances(filled: Any) -> None:
    """A row for each instance that both answered: input, references, both texts, same or not."""
    first, second = run(filled, "a", "Answer 1"), run(filled, "b", "Answer 2", "--limit", 4)
    rows = filled("compare", first, second, "--json").json
    assert len(rows) == 4
    assert set(rows[0]) == {"task_id", "instance_id", "input", "references", "completions", "same"}
    assert rows[0]["completions"] == {first: "Answer 1", second: "Answer 2"}
    assert not rows[0]["same"]
    assert filled("compare", second, first, "--json", "--limit", 1).json[0]["same"] is False


def test_compare_for_people_ends_with_pairs(filled: Any) -> None:
    """Below the table: how many are the same, and who alone gave a reference."""
    first, second = run(filled, "a", "Answer 1"), run(filled, "b", "Answer 2")
    out = filled("compare", first, second).out
    assert "6 instances answered by each; 0 the same, 6 different" in out
    assert "exactly a reference in both 0, only in the first 1, only in the second 1, in neither 4" in out
    third = run(filled, "c", "Answer 1")
    assert filled("compare", first, third, "--different", "--json").json == []


@pytest.mark.parametrize(("count", "code"), [(1, 2), (2, 3)])
def test_compare_needs_two_runs(filled: Any, count: int, code: int) -> None:
    """One run is wrong usage, the same twice is refused; either in one line."""
    result = filled("compare", *[run(filled, "a", "x")] * count)
    assert (result.code, result.err.count("\n")) == (code, 1)


def test_unknown_runs_are_refused(filled: Any) -> None:
    """A run that is not there is named, together with those that are."""
    run_id = run(filled, "a", "x")
    for words in (["completions", "r-none"], ["compare", run_id, "r-none"]):
        result = filled(*words)
        assert (result.code, run_id in result.err) == (3, True)


def test_a_run_is_exported_for_the_leaderboard(filled: Any, tmp_path: Path) -> None:
    """`export --run` writes upstream's columns, a row for each completion."""
    run_id = run(filled, "my_model", "Answer 1")
    result = filled("export", "--run", run_id, "--to", tmp_path, "--json")
    document = result.json
    assert (result.code, document["rows_in"], document["rows_out"]) == (0, 6, 6)
    (file,) = document["files"]
    assert Path(file["file"]).name == "eval_results_task901_1_context_1_oriINS_my-model.csv"
    with Path(file["file"]).open(newline="", encoding="utf-8") as opened:
        rows = list(csv.reader(opened))
    assert rows[0] == ["task_id", "input", "GT", "output"]
    assert len(rows) == 7
    assert rows[1][1].startswith("<|begin_of_text|><|start_header_id|>system")
