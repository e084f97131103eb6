"""The leaderboard's columns: twelve categories, each with its mean and its tasks, as upstream lists them.

Upstream's page has one table for each of them; Explanation is two there, Concept Explanation and
Rationale. CT and MRI reports are asked in six tasks each, one for each region of the body, and are
counted together.
"""

from collections.abc import Iterable, Mapping, Sequence

from workbench.domain.boards import Column
from workbench.domain.catalogue import BENCHMARK, BenchmarkTask, Category, Metric

_TITLES = {category: category.value for category in Category} | {
    Category.MCQA: "MCQA",
    Category.EXPLANATION: "Concept Explanation",
    Category.NER: "NER",
    Category.INFERENCE: "NLI",
}
_RATIONALE = "Rationale"

CATEGORIES: tuple[str, ...] = (
    *(_TITLES[one] for one in (Category.MCQA, Category.SUMMARIZATION, Category.EXTRACTION)),
    *(_TITLES[Category.EXPLANATION], _RATIONALE),
    *(_TITLES[one] for one in (Category.NER, Category.DIAGNOSIS, Category.TREATMENT, Category.OUTCOME)),
    *(_TITLES[one] for one in (Category.CLASSIFICATION, Category.VERIFICATION, Category.INFERENCE)),
)
"""The twelve, in upstream's order."""

OTHERS = "Other tasks"
"""Where tasks stand that are not the benchmark's, such as the demo tasks."""

PRIMARY: Mapping[str, tuple[str, ...]] = {
    _TITLES[Category.SUMMARIZATION]: ("task114", "task110", "task112", "task78")
}
"""Where upstream's mean is over some tasks only: CT and MRI are left out."""

METRICS: Mapping[Metric, tuple[str, ...]] = {
    Metric.ACCURACY: ("accuracy",),
    Metric.OVERLAP: ("BLEU-1", "ROUGE-L"),
    Metric.ENTITY_F1: ("F1",),
    Metric.LABEL_F1: ("macro-F1", "macro-precision", "macro-recall"),
}
"""The numbers of a task, by what it is measured by."""

USUAL: frozenset[str] = frozenset(name for names in METRICS.values() for name in names)
"""The metrics that have columns without being asked for."""

_WITHOUT_MEAN = {"macro-precision", "macro-recall"}
_POOLED = {"MIMIC-IV CT": "task83-88", "MIMIC-IV MRI": "task89-94"}
_CATEGORY_SPELLINGS = {title.casefold(): title for title in CATEGORIES} | {
    "multi-choice qa": _TITLES[Category.MCQA],
    "multiple-choice qa": _TITLES[Category.MCQA],
    "named entity recognition": _TITLES[Category.NER],
    "natural language inference": _TITLES[Category.INFERENCE],
    "explanation": _TITLES[Category.EXPLANATION],
}

# The corrected F1 of names that are the same stands beside the paper's.
_METRIC_SPELLINGS = {"F1 exact": "F1", "Accuracy": "accuracy", "ROUGE": "ROUGE-L", "BLEU": "BLEU-1"}


def columns(
    others: Iterable[tuple[str, str]] = (),
    titles: Mapping[str, str] | None = None,
    further: Sequence[str] = (),
) -> tuple[Column, ...]:
    """The columns of the benchmark, then those of `others`: a task's id with a metric.

    `titles` are the names of other tasks by their id. Tasks of the benchmark get a column for each of
    the `further` metrics too.
    """
    made: list[Column] = []
    for category in CATEGORIES:
        tasks = [column for task in _tasks(category) for column in _of_task(category, task, further)]
        made += [*_means(category, tasks), *tasks]
    rest = [
        Column(f"{task_id}/{metric}", (titles or {}).get(task_id, task_id), OTHERS, metric, task_id)
        for task_id, metric in dict.fromkeys(others)
    ]
    return (*made, *_means(OTHERS, rest), *rest)


def behind(mean: Column, among: Sequence[Column]) -> tuple[Column, ...]:
    """The tasks' columns that the mean of a category is taken over."""
    primary = PRIMARY.get(mean.category)
    return tuple(
        column
        for column in among
        if column.task_id is not None
        and (column.category, column.metric) == (mean.category, mean.metric)
        and (primary is None or column.task_id in primary)
    )


def pooled(task_id: str) -> tuple[str, ...]:
    """The tasks that are counted together under `task_id`, such as task83 to task88 for "task83-88"."""
    first, dash, last = task_id.removeprefix("task").partition("-")
    if not dash:
        return (task_id,)
    return tuple(f"task{number}" for number in range(int(first), int(last) + 1))


def category_named(spelled: str) -> str | None:
    """The title of the category that a source calls `spelled`; None when it is none of the twelve."""
    name = spelled.casefold().removeprefix("overview:").partition("(")[0].strip()
    return _CATEGORY_SPELLINGS.get(name)


def metric_named(category: str, spelled: str) -> str:
    """The column's name of the metric that a source or a measure calls `spelled`."""
    if category == _TITLES[Category.CLASSIFICATION] and spelled == "F1":
        return "macro-F1"
    if category == _TITLES[Category.NER] and spelled == "micro-F1":
        return "F1"
    return _METRIC_SPELLINGS.get(spelled, spelled)


def _tasks(category: str) -> list[BenchmarkTask]:
    """The benchmark's tasks in a category; of those counted together the first."""
    found: dict[str, BenchmarkTask] = {}
    for task in BENCHMARK.values():
        if _title(task) == category:
            found.setdefault(_POOLED.get(task.dataset, task.id), task)
    return list(found.values())


def _title(task: BenchmarkTask) -> str:
    return _RATIONALE if task.dataset == "MMedBench" else _TITLES[task.category]


def _of_task(category: str, task: BenchmarkTask, further: Sequence[str]) -> list[Column]:
    """The columns of one task."""
    task_id = _POOLED.get(task.dataset, task.id)
    plain = task.language == "en" and task.dataset != "MMedBench"
    title = task.dataset if plain else f"{task.dataset} {task.language}"
    own = METRICS[task.metric]
    return [
        Column(f"{task_id}/{metric}", title, category, metric, task_id, task.language)
        for metric in (*own, *(name for name in further if name not in own))
    ]


def _means(category: str, tasks: Sequence[Column]) -> list[Column]:
    """A mean for each metric of a category."""
    metrics = dict.fromkeys(column.metric for column in tasks if column.metric not in _WITHOUT_MEAN)
    primary = PRIMARY.get(category)
    title = "Mean" if primary is None else f"Mean of {len(primary)}"
    return [Column(f"{category}/{metric}", title, category, metric, None) for metric in metrics]
