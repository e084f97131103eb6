"""Which measures the corrected protocol applies to a task."""

from workbench.domain.catalogue import BENCHMARK, CLOSED, Category, Listed, Metric, category_of
from workbench.domain.tasks import Task
from workbench.evaluation.metrics.corrected.accuracy import (
    AGE_GENDER,
    LABELS,
    LETTERS,
    LISTS,
    WORDS,
    Reads,
    accuracy_of,
)
from workbench.evaluation.metrics.corrected.entity_f1 import ENTITY_F1
from workbench.evaluation.metrics.corrected.label_f1 import LABEL_F1
from workbench.evaluation.metrics.corrected.overlap import OVERLAP
from workbench.evaluation.metrics.measure import Measure
from workbench.evaluation.options import labels_of

_PLAIN = frozenset({"yes", "no", "maybe", "true", "false", "0", "1", "2"})

# What no rule below gives: lists of phrases, and demo tasks that stand for a category.
_READ_AS: dict[str, Reads] = {
    **dict.fromkeys(("task1", "task2", "task3", "task29", "task9003"), LISTS),
    "task74": AGE_GENDER,
    "task9007": LABELS,
}
_ENTITIES = frozenset({"task1", "task2", "task3", "task29", "task9003", "task9005"})
_SEVERAL_LABELS = frozenset({"task106", "task9009"})
_WORDED = frozenset({"task9002", "task9004"})

_ACCURACY = {reads.name: accuracy_of(reads) for reads in (LETTERS, LABELS, WORDS, LISTS, AGE_GENDER)}

MEASURES: tuple[Measure, ...] = (*_ACCURACY.values(), ENTITY_F1, LABEL_F1, OVERLAP)
"""All measures of the protocol."""


def measures_of(
    task_id: str, category: str | None = None, labels: tuple[str, ...] = ()
) -> tuple[Measure, ...]:
    """The measures of a task: by the catalogue for the benchmark's and the demo's, else by its category.

    Args:
        task_id: such as "task57".
        category: as the task's file spells it; for tasks that the catalogue does not know.
        labels: the labels its answers are made of; see `options.labels_of`. A category whose answers are
            labels needs them; without them, wording is compared.
    """
    reads = reads_of(task_id, category, labels)
    accuracy = (_ACCURACY[reads.name],) if reads is not None else ()
    if _has_entities(task_id, category):
        return (*accuracy, ENTITY_F1)
    if _has_several_labels(task_id, category, labels):
        return (LABEL_F1,)
    return accuracy or (OVERLAP,)


def measures_of_task(task: Task) -> tuple[Measure, ...]:
    """`measures_of` a task as its file has it."""
    return measures_of(task.id, next(iter(task.categories), None), labels_of(task))


def reads_of(task_id: str, category: str | None = None, labels: tuple[str, ...] = ()) -> Reads | None:
    """How the answers of a task are read for accuracy; None for a task that has none."""
    if task_id in _READ_AS:
        return _READ_AS[task_id]
    if task_id in CLOSED:
        closed = CLOSED[task_id].labels
        if closed is Listed.INPUT:
            return LETTERS
        return WORDS if isinstance(closed, tuple) and _PLAIN.issuperset(map(str.lower, closed)) else LABELS
    if task_id in BENCHMARK or task_id in _WORDED | _ENTITIES | _SEVERAL_LABELS:
        return None
    return _foreign(task_id, category, labels)


def _foreign(task_id: str, category: str | None, labels: tuple[str, ...]) -> Reads | None:
    """How the answers of a task that nobody knows are read."""
    known = category_of(task_id, (category,) if category else ())
    if known == Category.MCQA and not labels:
        return LETTERS
    if known == Category.EXTRACTION:
        return LISTS
    single = (Category.MCQA, Category.DIAGNOSIS, Category.TREATMENT, Category.OUTCOME)
    if labels and known in (*single, Category.VERIFICATION, Category.INFERENCE):
        return WORDS if _PLAIN.issuperset(map(str.lower, labels)) else LABELS
    return None


def _has_entities(task_id: str, category: str | None) -> bool:
    """Whether the answers of a task are lists of names."""
    if task_id in BENCHMARK:
        return BENCHMARK[task_id].metric is Metric.ENTITY_F1 or task_id in _ENTITIES
    if task_id in _ENTITIES:
        return True
    known = category_of(task_id, (category,) if category else ())
    return known in (Category.NER, Category.EXTRACTION) and task_id not in CLOSED | _READ_AS


def _has_several_labels(task_id: str, category: str | None, labels: tuple[str, ...]) -> bool:
    """Whether an answer of a task may have several labels."""
    if task_id in BENCHMARK or task_id in _SEVERAL_LABELS | CLOSED.keys():
        return task_id in _SEVERAL_LABELS
    return bool(labels) and category_of(task_id, (category,) if category else ()) == Category.CLASSIFICATION
