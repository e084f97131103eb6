"""The tree of the Browse screen: categories, their tasks, and which instances a choice stands for. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.domain.catalogue import BENCHMARK, Category
from workbench.domain.languages import LANGUAGES
from workbench.gui.presenters.phrases import counted

if TYPE_CHECKING:
    # Only for the checker: the store takes half a second to import, and the window is there before.
    from workbench.store.tasks import TaskSummary

ALL = "all"
MIXED = "mixed"
"""The language of tasks whose files declare several, or none."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of the tree: everything, a category, or a task."""

    key: str
    title: str
    language: str
    instances: int
    tip: str
    below: tuple["Branch", ...] = ()


def task_key(task_id: str) -> str:
    """The key of a task's line."""
    return f"task:{task_id}"


def title_of(task: "TaskSummary") -> str:
    """A task as lists name it: its number and dataset, such as “57 MedQA”."""
    known = BENCHMARK.get(task.id)
    number = task.id.removeprefix("task")
    name = known.dataset if known is not None else task.dataset or task.name.removeprefix(task.id).strip("_ ")
    return f"{number} {name.replace('_', ' ')}".strip()


def languages_of(tasks: Sequence["TaskSummary"]) -> tuple[str, ...]:
    """The languages that occur, in the benchmark's order."""
    found = {task.language or MIXED for task in tasks}
    return tuple(code for code in (*LANGUAGES, MIXED) if code in found)


def tree_of(tasks: Sequence["TaskSummary"], languages: frozenset[str]) -> tuple[Branch, ...]:
    """All instances, then each category with its tasks; only tasks in `languages` when there are any."""
    kept = [task for task in tasks if not languages or (task.language or MIXED) in languages]
    categories: dict[str, list[TaskSummary]] = {}
    for task in kept:
        categories.setdefault(task.category, []).append(task)
    branches = [
        Branch(
            f"category:{category}",
            category,
            "",
            sum(task.instances for task in of_it),
            counted(len(of_it), "task"),
            tuple(_leaf(task) for task in of_it),
        )
        for category, of_it in sorted(categories.items(), key=lambda item: _rank(item[0]))
    ]
    total = sum(branch.instances for branch in branches)
    everything = Branch(ALL, "All tasks", "", total, counted(len(kept), "task"))
    return (everything, *branches)


def tasks_below(
    tasks: Sequence["TaskSummary"], key: str, languages: frozenset[str]
) -> tuple["TaskSummary", ...]:
    """The tasks whose instances a choice in the tree lists."""
    return tuple(
        task
        for task in tasks
        if (not languages or (task.language or MIXED) in languages)
        and key in {ALL, f"category:{task.category}", task_key(task.id)}
    )


def _leaf(task: "TaskSummary") -> Branch:
    language = LANGUAGES.get(task.language or "", "several languages")
    tip = f"{task.name}\n{counted(task.instances, 'instance')} · {language}"
    return Branch(task_key(task.id), title_of(task), task.language or "", task.instances, tip)


def _rank(category: str) -> tuple[int, str]:
    """Categories in the paper's order, others after them by name."""
    names = [known.value for known in Category]
    return (names.index(category) if category in names else len(names), category)
