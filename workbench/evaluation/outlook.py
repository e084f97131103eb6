"""Looking ahead and back: what an order would ask, and what a run knows of one instance."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from workbench.domain.errors import UnknownNameError
from workbench.domain.runs import Completion, Failure, ModelFacts, Prompt
from workbench.domain.tasks import Instance
from workbench.evaluation.operations import chosen_ids, spec_for
from workbench.evaluation.runner import RunOrder, prompts_of, request_id
from workbench.store.changes import Changes
from workbench.store.project import Project

MOST_LOOKED_UP = 2_000
"""Prompts made to see whether they were answered before; beyond that, a look would take minutes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One of the prompts of an order."""

    prompt: Prompt
    task_id: str
    number: int
    """Its place in the order, from 1."""
    of: int


def count_asked(project: Path, order: RunOrder) -> int:
    """How many instances `order` asks about."""
    with Project(project) as opened:
        return sum(_sizes(opened, order))


def prompt_at(project: Path, order: RunOrder, number: int) -> Asked:
    """The prompt at place `number` of what `order` asks, from 1; the last one when there are fewer.

    Raises:
        UnknownNameError: the order has no such task, or no instances.
    """
    with Project(project) as opened:
        sizes = _sizes(opened, order)
        total = sum(sizes)
        left = place = max(1, min(number, total))
        for task_id, size in zip(order.tasks, sizes, strict=True):
            if left <= size:
                instance_id = next(islice(chosen_ids(opened, order, task_id), left - 1, None))
                _task, prompt = next(prompts_of(opened, order, [instance_id]))
                return Asked(prompt, task_id, place, total)
            left -= size
    raise UnknownNameError("instance", str(number))


def count_held(project: Path, model: ModelFacts, build: str, order: RunOrder) -> int | None:
    """How many of the answers the project holds already, asked by `build` of an engine.

    None when there are too many to look up, and for an endpoint, which does not tell what answers.
    """
    with Project(project) as opened:
        if not model.sha256 or sum(_sizes(opened, order)) > MOST_LOOKED_UP:
            return None
        if not any(run.answered for run in opened.runs.summaries()):
            return 0
        pools = tuple(opened.tasks.count(task_id) for task_id in order.tasks)
        spec = spec_for(model, build, order, order.tasks, pools)
        ids = (made_id for task_id in order.tasks for made_id in chosen_ids(opened, order, task_id))
        requests = (request_id(spec, build, prompt) for _task, prompt in prompts_of(opened, spec, ids))
        return sum(opened.runs.held(request) is not None for request in requests)


def seconds_per_answer(project: Path, model: ModelFacts, order: RunOrder) -> float | None:
    """What an answer of the model took in its newest run like `order`; None when there is none.

    Like it in the number of shots, and in how options are used: choosing one is much quicker than writing.
    """
    with Project(project) as opened:
        for run in opened.runs.summaries():
            alike = run.shots == order.shots and run.answering is order.sampling.answering
            told = run.answered and run.seconds and alike
            if told and opened.runs.spec(run.id).model.sha256 == model.sha256:
                return run.seconds / run.answered
    return None


def answer_of(project: Path, run_id: str, instance_id: str) -> tuple[Instance, Completion | None]:
    """An instance and what a run was answered about it, if it was."""
    with Project(project) as opened:
        return opened.tasks.instance(instance_id), opened.runs.completion(run_id, instance_id)


def answers_of(project: Path, run_ids: Sequence[str], instance_id: str) -> tuple[Completion | None, ...]:
    """What each of the runs was answered about an instance, with how sure the model was."""
    with Project(project) as opened:
        return tuple(opened.runs.completion(run_id, instance_id) for run_id in run_ids)


def failures_of(project: Path, run_id: str) -> tuple[tuple[Failure, str | None], ...]:
    """What a run could not get answered, each with its task; None where the instance is gone."""
    with Project(project) as opened:
        return tuple(
            (failure, _task_of(opened, failure.instance_id)) for failure in opened.runs.failures(run_id)
        )


def delete_run(project: Path, run_id: str) -> Changes:
    """Remove a run with its answers."""
    with Project(project) as opened:
        opened.runs.delete(run_id)
    return Changes.RUNS


def _task_of(project: Project, instance_id: str) -> str | None:
    try:
        return project.tasks.instance(instance_id).task_id
    except UnknownNameError:
        return None


def _sizes(project: Project, order: RunOrder) -> list[int]:
    """How many instances of each task an order asks about."""
    counts = [project.tasks.count(task_id) for task_id in order.tasks]
    return counts if order.limit is None else [min(count, order.limit) for count in counts]
