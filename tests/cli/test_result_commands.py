"""Scores, the leaderboard and two runs compared, through the command line."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from workbench.engines.scripted import ScriptedEngine

CASES = (
    "ClinicalOutcomePrediction",
    "ConceptExplanation",
    "ConceptExplanation.crash",
    "Diagnosis",
    "Diagnosis.crash",
    "FactVerification",
    "FactVerification.crash",
    "InformationExtraction",
    "MCQA",
    "MCQA.crash",
    "NamedEntityRecognition",
    "NamedEntityRecognition.crash",
    "NatureLanguageInference",
    "NatureLanguageInference.crash",
    "Rationale",
    "Rationale.crash",
    "TextClassification",
    "TextSummarization",
    "TextSummarization.crash",
    "TreatmentPlanning",
    "TreatmentPlanning.crash",
)


def imported(cli: Any, file: Path) -> Any:
    """The run's document of a file that is imported into an empty project and scored as the paper does."""
    assert cli("import-results", file, "--model", "case").code == 0
    result = cli("score", "--protocol", "paper", "--items", "--json", "--resamples", 10)
    (run,) = result.json["runs"]
    assert (run["model"], run["protocol"]) == ("case", "paper")
    assert result.code == (1 if any(task["missing"] for task in run["tasks"]) else 0)
    return run


def by_row(run: Any) -> dict[int, list[Any]]:
    """The items of a run's document."""
    found: dict[int, list[Any]] = {}
    for item in run["items"]:
        found.setdefault(item["row"], []).append(item)
    return found


def numbers(value: Any) -> list[Any]:
    """A number of upstream's or a pair of them; of a classification the three that it prints."""
    if isinstance(value, dict):
        return [number for one in value.values() for number in numbers(one)]
    return value if isinstance(value, list) else [value]


def assert_row(items: list[Any], expected: dict[str, Any], name: str) -> None:
    """A row has upstream's doubles, or no value and the reason, which names the exception."""
    wanted = next((expected[key] for key in ("score", "cls", "gen") if expected.get(key) is not None), None)
    values = [item["value"] for item in items]
    task_id = items[0]["task_id"]
    if wanted is None:
        assert values == [None]
        script = name.partition(".")[0]
        passed = f"upstream's {script}.py, which the file is named after, does not look at {task_id}"
        assert items[0]["reason"] == passed
    elif isinstance(wanted, str):
        assert set(values) == {None}
        assert all(item["reason"].endswith(": " + wanted.split(": ")[1]) for item in items)
    elif values[0] is None:
        # Run on such a row alone, upstream prints the 0 of a task without rows.
        assert numbers(wanted) in ([0], [0, 0])
        assert all(item["reason"].startswith("upstream leaves out ") for item in items)
    else:
        assert values == numbers(wanted)


def assert_totals(run: Any, script: str, expected: dict[str, Any]) -> None:
    """What a script prints, and so what each task comes to, is upstream's to the last digit."""
    printed = [one for one in run["printed"] if one["script"].startswith(script)]
    columns = {
        name: values for one in printed for name, values in (one["columns"] | one["stand_ins"]).items()
    }
    results = [part["result"] for part in expected.values()]
    assert any(isinstance(result, str) for result in results) == any(one["stopped_by"] for one in printed)
    wanted: dict[str, list[Any]] = {}
    for result in results:
        if isinstance(result, dict):
            (values,) = result.values()
            wanted |= {column: numbers(value) for column, value in by_column(values).items()}
    # Half a script without any rows is not told; upstream prints zeros.
    assert {name: columns.get(name, [0.0]) for name in wanted} == wanted
    for name, values in wanted.items():
        found = [one["value"] for one in run["tasks"] if one["task_id"] == name and one["n"]]
        assert found in ([], values)


def by_column(values: Any) -> dict[str, Any]:
    """What is printed by column: of diagnoses it is one number, of classifications three."""
    if isinstance(values, dict):
        return {"task106": values} if "precision" in values else values
    return {"Diagnosis": values}


def assert_averages(run: Any, script: str, expected: dict[str, Any]) -> None:
    """The averages, at upstream's two decimals, are in the last cell of the line that it printed."""
    printed = [one for one in run["printed"] if one["script"].startswith(script) and one["averages"]]
    lines = [part["results_csv"].strip() for part in expected.values() if "results_csv" in part]
    last = [line.rpartition(",")[2] for line in lines if " Avg." in line]
    if last and not any(one["stopped_by"] for one in printed):
        assert ["/".join(f"{value:.2f}" for value in one["averages"]) for one in printed] == last


@pytest.mark.parametrize("name", CASES)
def test_cases_score_as_upstream_does(cli: Any, shared_data: Path, name: str) -> None:
    """Row by row and in total, equal doubles; where upstream crashes there is a reason and no number."""
    file = shared_data / "scoring_cases" / f"{name}.csv"
    expected = json.loads(file.with_name(f"{name}.expected.json").read_text(encoding="utf-8"))
    run = imported(cli, file)
    rows = by_row(run)
    assert len(rows) == len(expected["rows"])
    for row in expected["rows"]:
        assert_row(rows[row["row"]], row, name)
    script = expected["script"].removesuffix(".py")
    assert_totals(run, script, expected["total"])
    assert_averages(run, script, expected["total"])


def test_upstreams_own_answers_score_as_published(cli: Any, shared_data: Path) -> None:
    """Every rationale, every language and the averages, to the last digit."""
    expected = json.loads((shared_data / "scoring_cases" / "Rationale_real.expected.json").read_text("utf-8"))
    run = imported(cli, next(shared_data.glob("eval_results_Rationale_*.csv")))
    rows = by_row(run)
    assert len(rows) == len(expected["rows"])
    for row in expected["rows"]:
        values = [item["value"] for item in rows[row["row"]]]
        assert values == [100 * row["bleu1"], 100 * row["rougeL"]]
    (printed,) = run["printed"]
    assert printed["columns"] == expected["total"]
    languages = list(expected["total"].values())
    assert printed["averages"] == [added(column) / 6 for column in zip(*languages, strict=True)]


def added(values: Iterable[float]) -> float:
    """One after the other, as Python before 3.12 adds them."""
    total = 0.0
    for value in values:
        total += value
    return total


DEMO = Path(__file__).resolve().parents[2] / "resources" / "demo"


@pytest.fixture
def demo(cli: Any) -> Any:
    """A command line whose project holds the demo tasks and two runs over them: one knows, one guesses."""
    assert cli("import", *sorted(DEMO.glob("*.json"))).code == 0
    return cli


def ask(cli: Any, name: str, *words: object, knows: bool = True, failing: Iterable[str] = ()) -> str:
    """Run a script over the demo tasks; the run's id."""
    tasks = [task["task_id"] for task in cli("tasks", "--json").json]
    rows = [row for task in tasks for row in cli("show", task, "--limit", 12, "--json").json]
    answers = {row["instance_id"]: row["references"][0] if knows else "no idea" for row in rows}
    engine = ScriptedEngine(answers, name=name, failing=dict.fromkeys(failing, "It fell ill."))
    asked = ("run", "--model", name, "--tasks", ",".join(tasks), "--limit", 12, "--shots", 0, "--json")
    return str(cli(*asked, *words, engine=engine).lines[-1]["run"])


def test_both_protocols_are_scored_for_every_run(demo: Any) -> None:
    """All runs unless some are named; the document is the specification's and more."""
    runs = [ask(demo, "knows"), ask(demo, "guesses", knows=False)]
    result = demo("score", "--json", "--resamples", 20)
    assert result.code == 0
    assert [(one["run"], one["protocol"]) for one in result.json["runs"]] == [
        (run, protocol) for run in runs for protocol in ("paper", "corrected")
    ]
    knowing, guessing = (one for one in result.json["runs"] if one["protocol"] == "corrected")
    assert {task["task_id"] for task in knowing["tasks"]} == {f"task{number}" for number in range(9001, 9012)}
    best = [task for task in knowing["tasks"] if task["metric"] in {"accuracy", "F1 exact", "BLEU-1"}]
    assert {round(task["value"]) for task in best} == {100}
    assert {task["value"] for task in guessing["tasks"] if task["metric"] == "accuracy"} == {0}
    wanted = {"task_id", "metric", "value", "n", "missing", "low", "high"}
    assert all(wanted <= set(task) for task in knowing["tasks"])
    assert {(task["n"], task["missing"]) for task in knowing["tasks"]} == {(12, 0)}
    accuracy = next(task for task in knowing["tasks"] if task["metric"] == "accuracy")
    assert accuracy["chance"] < accuracy["value"]
    assert "items" not in knowing
    (one,) = demo("score", runs[1], "--protocol", "corrected", "--json", "--resamples", 20).json["runs"]
    assert one["run"] == runs[1]


def test_items_say_what_was_read_or_why_there_is_no_value(demo: Any) -> None:
    """Every row is there under either protocol; an answer that is missing makes exit code 1."""
    first = demo("show", "task9001", "--json").json[0]["instance_id"]
    run = ask(demo, "knows", failing=[first])
    result = demo("score", run, "--items", "--json", "--resamples", 20)
    assert result.code == 1
    paper, corrected = result.json["runs"]
    rows = {item["row"] for item in corrected["items"]}
    assert {item["row"] for item in paper["items"]} == rows
    assert {item["value"] for item in paper["items"]} == {None}
    assert {item["reason"].partition(" for ")[0] for item in paper["items"]} == {"upstream has no script"}
    (missing,) = [item for item in corrected["items"] if item["instance_id"] == first]
    assert (missing["metric"], missing["value"], missing["reason"]) == (None, None, "not answered")
    other = next(item for item in corrected["items"] if item["task_id"] == "task9001" and item["metric"])
    assert {"row", "task_id", "instance_id", "metric", "value", "reason"} <= set(other)
    assert (other["value"], len(other["read"])) == (100, 1)
    assert 0 < other["sure"] <= 1
    assert "not answered" in demo("score", run, "--resamples", 20).err


def test_people_get_tables(demo: Any) -> None:
    """And when there is nothing yet, what to do first."""
    assert "meds-workbench run --model" in demo("score").out
    assert "meds-workbench run --model" in demo("leaderboard").out
    run = ask(demo, "knows")
    said = demo("score", run, "--protocol", "corrected", "--resamples", 20).out
    assert f"{run}, corrected" in said
    assert "task9001" in said
    assert "100.00" in said
    assert "knows" in demo("leaderboard", "--resamples", 20).out


def test_the_leaderboard_is_written_as_whatever_is_wanted(demo: Any, tmp_path: Path) -> None:
    """Page, tables, submission files and manifests; the document names them and has the whole board."""
    ask(demo, "knows")
    files = {f"--{kind}": tmp_path / f"board.{end}" for kind, end in ENDINGS.items()}
    folders = ("--submission", tmp_path / "hand in", "--manifests", tmp_path / "manifests")
    words = [word for pair in files.items() for word in pair]
    result = demo("leaderboard", *words, *folders, "--json", "--resamples", 20)
    assert result.code == 0
    document = result.json
    assert {str(file) for file in files.values()} <= set(document["files"])
    assert all(Path(file).is_file() for file in document["files"])
    assert sum("eval_results_" in file for file in document["files"]) == 11
    assert sum(file.endswith(".manifest.json") for file in document["files"]) == 1
    columns = {column["id"] for column in document["columns"]}
    ours = [row for row in document["rows"] if row["protocol"] == "corrected"]
    assert [(row["model"], row["source"]) for row in ours] == [("knows", "this project")]
    assert set(ours[0]["cells"]) <= columns
    assert any(cell["value"] == 100 and cell["n"] == 12 for cell in ours[0]["cells"].values())
    said = demo("leaderboard", "--csv", tmp_path / "again.csv", "--resamples", 20)
    assert said.out == f"{tmp_path / 'again.csv'}\n"


ENDINGS = {"html": "html", "csv": "csv", "markdown": "md", "latex": "tex"}


def test_published_numbers_stand_beside_ours(demo: Any, tmp_path: Path) -> None:
    """A row that cannot be read is told, and makes exit code 1."""
    file = tmp_path / "published.csv"
    file.write_text(
        "category,dataset,task_id,metric,model,value,source\n"
        "MCQA,MedQA,task57,accuracy,GPT,70.5,A journal\nMCQA,MedQA,task57,accuracy,GPT,x,A journal\n"
    )
    result = demo("leaderboard", "--published", file, "--json")
    assert result.code == 1
    assert "2 rows in = 1 kept + 1 reported" in result.err
    (row,) = result.json["rows"]
    assert (row["model"], row["protocol"], row["source"]) == ("GPT", None, "A journal")
    assert row["cells"]["task57/accuracy"]["value"] == 70.5
    assert "published" in demo("leaderboard").out
    assert demo("leaderboard", "--json").code == 0


def test_runs_are_compared_with_their_tests(demo: Any) -> None:
    """Under each protocol; with a margin, equivalence too."""
    first, second = ask(demo, "guesses", knows=False), ask(demo, "knows")
    words = ("compare-runs", first, second, "--resamples", 100)
    result = demo(*words, "--json")
    assert result.code == 0
    assert result.json["runs"] == [first, second]
    paper, corrected = result.json["protocols"]
    assert (paper["protocol"], paper["tasks"]) == ("paper", [])
    by_task = {task["task_id"]: task for task in corrected["tasks"]}
    assert by_task["task9001"]["verdict"] == "better"
    assert (by_task["task9001"]["common"], by_task["task9001"]["equivalence"]) == (12, None)
    assert by_task["task9001"]["adjusted_p"] < 0.05
    same = demo("compare-runs", second, second, "--margin", 40, "--protocol", "corrected", "--json")
    tested = [task["equivalence"] for task in same.json["protocols"][0]["tasks"] if task["equivalence"]]
    assert {(one["equivalent"], one["margin"]) for one in tested} == {(True, 40)}
    said = demo(*words, "--protocol", "corrected").out
    assert f"corrected: {second} against {first}" in said
    assert "points better" in said


def test_wrong_usage_and_unknown_runs(demo: Any, tmp_path: Path) -> None:
    """Code 2 and code 3, with one line that says why."""
    run = ask(demo, "knows")
    assert demo("compare-runs", run).code == 2
    assert demo("score", "--protocol", "mine").code == 2
    for words in (("score", "r-none"), ("compare-runs", run, "r-none")):
        result = demo(*words)
        assert (result.code, result.err.count("\n")) == (3, 1)
        assert "r-none" in result.err
    result = demo("leaderboard", "--html", tmp_path / "board.pdf", "--resamples", 10)
    assert result.code == 3
    assert "board.pdf" in result.err
    assert demo("--project", tmp_path / "none.medswb", "score").code == 3
