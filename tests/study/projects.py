"""A project with runs to build studies from."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.formats.studies import INSTRUMENT
from tests.store.samples import completion, instance, prompt, spec
from workbench.domain.tasks import Instance, Task
from workbench.store.project import Project
from workbench.study.building import StudyOrder

MODELS = ("Zebra-7B", "Yak-8B", "Xerus-70B", "Wombat-3B")


def rows(task_id: str, count: int) -> list[Instance]:
    """Numbered instances of a task."""
    return [
        instance(f"Question {place} of {task_id}, what is it?", f"Reference {place}", task_id=task_id)
        for place in range(count)
    ]


def answered_project(
    path: Path, *, count: int = 12, tasks: Sequence[str] = ("task1", "task2"), arms: int = 2
) -> tuple[Project, tuple[str, ...]]:
    """A project in which every arm answered every instance; its runs."""
    project = Project.create(path)
    asked: list[Instance] = []
    with project.transaction():
        for task_id in tasks:
            made = rows(task_id, count)
            project.tasks.add(Task(task_id, f"{task_id}_sample", ("Answer.",), source=("A source",)), made)
            asked += made
        runs = []
        for model in MODELS[:arms]:
            one = replace(spec(model, tuple(tasks)), engine=f"engine of {model}")
            run_id = project.runs.add(one, [row.id for row in asked])
            for place, row in enumerate(asked):
                answer = completion(row.id, f"An answer {place} that is written")
                project.runs.record(run_id, answer, prompt(row.id), f"{run_id} {row.id}")
            runs.append(run_id)
    return project, tuple(runs)


def order(runs: Sequence[str], raters: Sequence[str] = ("r01", "r02", "r03")) -> StudyOrder:
    """A study of the runs, without repeats."""
    return StudyOrder("A study", tuple(runs), INSTRUMENT, tuple(raters), "# Guidelines", repeats=0.0)
