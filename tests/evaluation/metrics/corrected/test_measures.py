"""Which measures tasks have; and that every reference is right by them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.domain.catalogue import BENCHMARK, Category, Metric
from workbench.domain.languages import language_of
from workbench.domain.scores import Answer
from workbench.domain.tasks import Task
from workbench.evaluation.metrics.corrected.measures import (
    MEASURES,
    measures_of,
    measures_of_task,
    reads_of,
)
from workbench.evaluation.options import labels_of

DEMO = Path(__file__).resolve().parents[4] / "resources" / "demo"
FIRST = {
    Metric.ACCURACY: "accuracy",
    Metric.OVERLAP: "BLEU-1",
    Metric.ENTITY_F1: "F1 exact",
    Metric.LABEL_F1: "macro-F1",
}


def metrics(task_id: str, category: str | None = None, labels: tuple[str, ...] = ()) -> list[str]:
    """The names of a task's measures."""
    return [measure.name for measure in measures_of(task_id, category, labels)]


@pytest.mark.parametrize("task_id", BENCHMARK)
def test_every_task_of_the_benchmark_has_what_the_paper_names(task_id: str) -> None:
    """First the paper's metric; beside it what helps to understand it."""
    assert measures_of(task_id)[0].metrics[0] == FIRST[BENCHMARK[task_id].metric]
    assert set(measures_of(task_id)) <= set(MEASURES)


@pytest.mark.parametrize(
    ("number", "names"),
    [
        (9001, ["accuracy of letters"]),
        (9002, ["overlap"]),
        (9003, ["accuracy of lists", "entity F1"]),
        (9004, ["overlap"]),
        (9005, ["entity F1"]),
        (9006, ["accuracy of labels"]),
        (9007, ["accuracy of labels"]),
        (9008, ["accuracy of words"]),
        (9009, ["label F1"]),
        (9010, ["accuracy of words"]),
        (9011, ["accuracy of labels"]),
    ],
)
def test_the_demo_tasks_stand_for_their_categories(number: int, names: list[str]) -> None:
    """Each is measured as the benchmark's tasks of its kind are."""
    assert metrics(f"task{number}") == names


@pytest.mark.parametrize(
    ("category", "labels", "names"),
    [
        (Category.MCQA, (), ["accuracy of letters"]),
        (Category.MCQA, ("yes", "no"), ["accuracy of words"]),
        (Category.DIAGNOSIS, ("gout", "asthma"), ["accuracy of labels"]),
        (Category.DIAGNOSIS, (), ["overlap"]),
        (Category.NER, (), ["entity F1"]),
        (Category.EXTRACTION, (), ["accuracy of lists", "entity F1"]),
        (Category.CLASSIFICATION, ("a", "b"), ["label F1"]),
        (Category.CLASSIFICATION, (), ["overlap"]),
        (None, (), ["overlap"]),
        ("Dialogue", (), ["overlap"]),
    ],
)
def test_foreign_tasks_go_by_their_category(
    category: str | None, labels: tuple[str, ...], names: list[str]
) -> None:
    """Where answers would be labels and there are none, and everywhere else, wording is compared."""
    assert metrics("task900", category, labels) == names


def test_names_are_unique() -> None:
    """Results are kept by them."""
    assert len({measure.name for measure in MEASURES}) == len(MEASURES)
    assert reads_of("task114") is None


def references(file: Path) -> Iterator[tuple[Task, Answer]]:
    """Every reference of a task file as the answer to its own question."""
    values = json.loads(file.read_text(encoding="utf-8"))
    task_id = file.name.partition("_")[0]
    task = Task(task_id, task_id, tuple(values["Definition"]), tuple(values.get("Categories", ())))
    labels = labels_of(task)
    for row in values["Instances"]:
        output = row["output"]
        given = tuple(output) if isinstance(output, list) else (output,)
        language = BENCHMARK[task_id].language if task_id in BENCHMARK else language_of(row["input"]) or "en"
        for one in given:
            yield task, Answer(task_id, given, one, row["input"], language, labels)


def right_by_task(files: list[Path]) -> dict[str, float]:
    """The share of references that get 100 under every measure that reads, in percent by task."""
    shares = {}
    for file in files:
        right = []
        for task, answer in references(file):
            measures = [one for one in measures_of_task(task) if one.name != "overlap"]
            values = [score.value for measure in measures for score in measure.score(answer)]
            right.append(all(value is not None and value > 99.999 for value in values))
        shares[file.name.partition("_")[0]] = 100 * sum(right) / len(right)
    print(shares)  # noqa: T201
    return shares


def test_every_reference_of_the_demo_tasks_is_right() -> None:
    """All of them, under every measure that reads."""
    shares = right_by_task(sorted(DEMO.glob("*.json")))
    assert len(shares) == 11
    assert set(shares.values()) == {100}


def test_every_reference_of_the_benchmark_is_right(shared_data: Path) -> None:
    """On the real files too."""
    shares = right_by_task(sorted((shared_data / "medsbench").glob("*/*.json*")))
    assert {"task57", "task60", "task74", "task106", "task126", "task130", "task131"} <= set(shares)
    assert set(shares.values()) == {100}
