"""The catalogue holds the benchmark as published."""

import csv
from pathlib import Path

from workbench.domain.catalogue import BENCHMARK, Category, Metric, benchmark_folder, category_of
from workbench.domain.languages import LANGUAGES


def test_eleven_categories_all_with_tasks() -> None:
    """The paper's 11 categories each hold at least one task."""
    assert len(Category) == 11
    assert {task.category for task in BENCHMARK.values()} == set(Category)


def test_six_languages() -> None:
    """Multiple-choice QA and rationale exist in all six languages."""
    for metric, category in ((Metric.ACCURACY, Category.MCQA), (Metric.OVERLAP, Category.EXPLANATION)):
        spoken = {
            task.language
            for task in BENCHMARK.values()
            if task.category is category and task.metric is metric
        }
        assert spoken == set(LANGUAGES)


def test_published_numbers_belong_to_known_tasks(shared_data: Path) -> None:
    """Every single task that the published tables name stands in the catalogue."""
    with (shared_data / "paper_results.csv").open(encoding="utf-8-sig", newline="") as file:
        named = {row["task_id"] for row in csv.DictReader(file)}
    single = {name for name in named if name.removeprefix("task").isdigit()}
    assert single
    assert single - set(BENCHMARK) == set()


def test_a_benchmark_task_keeps_its_category_however_spelled() -> None:
    """Files call multiple-choice QA “Question Answering”; the benchmark's own grouping wins."""
    assert category_of("task57", ["Question Answering"]) == "Multiple-choice QA"
    assert category_of("task9", [" named entity recognition "]) == "Named Entity Recognition"
    assert category_of("task200", ["Translation"]) == "Translation"
    assert category_of("task200", ["", " "]) == "Uncategorised"


def test_folders_are_upstreams() -> None:
    """Every benchmark task has its folder, in upstream's spelling; Explanation is two; others have none."""
    assert {benchmark_folder(f"task{number}") for number in range(51, 57)} == {"Rationale"}
    assert {benchmark_folder(f"task{number}") for number in (18, 46, 50)} == {"Explanation"}
    assert benchmark_folder("task16") == "Fact_verication"
    assert all(benchmark_folder(task_id) for task_id in BENCHMARK)
    assert benchmark_folder("task900") is None
