"""A project with runs to build studies from."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.formats.studies import INSTRUMENT, hand_over
from tests.store.samples import completion, instance, prompt, spec
from workbench.domain.event_chain import last_link
from workbench.domain.raters import HandOver
from workbench.domain.studies import Action, Event, Study
from workbench.domain.tasks import Instance, Task
from workbench.store.project import Project
from workbench.study.building import StudyOrder
from workbench.study.ledger import ratings_of

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


def decided(study: Study, rater: str, count: int, value: str = "1") -> tuple[Event, ...]:
    """A rater's events: in each of the first presentations a preference is given and submitted."""
    events: list[Event] = []
    for shown in [one for one in study.presentations if one.rater == rater][:count]:
        for action, question, new in ((Action.ANSWER, "preference", value), (Action.SUBMIT, "", None)):
            events.append(
                Event(
                    len(events) + 1,
                    f"e{len(events) + 1}",
                    "2026-01-02T10:00:00.000Z",
                    1000 * len(events),
                    "s1",
                    rater,
                    action,
                    presentation=shown.id,
                    question=question,
                    new=new,
                    active_ms=900,
                    previous=last_link(study.id, rater, events),
                )
            )
    return tuple(events)


def handing_over(study: Study, sha256: str, events: Sequence[Event], rater: str) -> HandOver:
    """What a rater hands over whose events these are."""
    given = hand_over(study, rater, 1, sha256=sha256)
    return replace(given, events=tuple(events), ratings=ratings_of(study, rater, events))
