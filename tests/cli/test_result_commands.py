"""Scores, the leaderboard and two runs compared, through the command line."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

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
    if wanted is None and task_id.startswith("task") and items[0]["metric"] is not None:
        # Another of upstream's scripts scores this row, not the one that the case is about.
        assert (name, task_id) == ("ConceptExplanation", "task51")
    elif wanted is None:
        assert values == [None]
        assert items[0]["reason"].startswith("upstream has no script for ")
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
