"""Which instances a study is about: those that every arm answered, drawn evenly from strata by a seed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.errors import UnknownNameError
from workbench.domain.languages import language_of
from workbench.domain.runs import Completion
from workbench.domain.tasks import Instance
from workbench.evaluation.shots import shuffled
from workbench.store.project import Project

UNKNOWN_LANGUAGE = "en"
"""What an item is said to be in when nothing tells."""


class Strata(StrEnum):
    """Of what instances are drawn evenly."""

    NONE = "none"
    """All of them together."""
    TASK = "task"
    """As many of each task as there are, until the sample is full."""
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An instance that a run was asked about and that is not in the study."""

    instance_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """An instance with what each arm answered."""

    instance: Instance
    answers: tuple[Completion, ...]
    """In the order of the arms."""

    @property
    def language(self) -> str:
        """ISO 639-1 code."""
        return self.instance.language or language_of(self.instance.input) or UNKNOWN_LANGUAGE


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen. `considered` is always the chosen and those left out together."""

    considered: int
    """Instances that at least one of the runs was asked about."""
    chosen: tuple[Chosen, ...]
    """In an order that the seed decides."""
    left_out: tuple[LeftOut, ...]

    @property
    def reasons(self) -> Mapping[str, int]:
        """How many were left out for each reason."""
        return Counter(one.reason for one in self.left_out)


def choose(
    project: Project,
    run_ids: Sequence[str],
    *,
    tasks: Sequence[str] = (),
    size: int | None = None,
    strata: Strata = Strata.TASK,
    seed: int = 0,
    besides: Sequence[str] = (),
) -> Choice:
    """Choose `size` of the instances that every run answered; all of them when None.

    Which ones depends on the instances and the seed alone, never on what was answered.

    Args:
        tasks: those to draw from; all when empty.
        besides: instances that are not drawn because they are used for something else.

    Raises:
        UnknownNameError: the project has no such run.
    """
    asked = [project.runs.planned(run_id) for run_id in run_ids]
    considered = tuple(dict.fromkeys(made_id for ids in asked for made_id in ids))
    found: list[Chosen] = []
    left_out: list[LeftOut] = []
    for made_id in considered:
        one = _answered(project, run_ids, made_id)
        reason = one if isinstance(one, str) else None
        if not isinstance(one, str):
            if tasks and one.instance.task_id not in tasks:
                reason = "not of the tasks that were chosen"
            elif made_id in besides:
                reason = "used for training"
            else:
                found.append(one)
        if reason is not None:
            left_out.append(LeftOut(made_id, reason))
    drawn = _drawn(found, size, strata, seed)
    kept = {one.instance.id for one in drawn}
    left_out += [
        LeftOut(one.instance.id, "not drawn into the sample") for one in found if one.instance.id not in kept
    ]
    return Choice(len(considered), drawn, tuple(left_out))


def answers_to(project: Project, run_ids: Sequence[str], instance_id: str) -> Chosen:
    """One instance with what every run answered.

    Raises:
        UnknownNameError: the project has no such instance, or not every run answered it.
    """
    found = _answered(project, run_ids, instance_id)
    if isinstance(found, str):
        raise UnknownNameError("answered instance", instance_id)
    return found


def _answered(project: Project, run_ids: Sequence[str], instance_id: str) -> Chosen | str:
    """An instance with its answers, or why it cannot be put before raters."""
    answers = []
    for run_id in run_ids:
        answer = project.runs.completion(run_id, instance_id)
        if answer is None:
            return f"not answered by {run_id}"
        answers.append(answer)
    try:
        instance = project.tasks.instance(instance_id)
    except UnknownNameError:
        return "no longer in the project"
    return Chosen(instance, tuple(answers))


def _drawn(found: Sequence[Chosen], size: int | None, strata: Strata, seed: int) -> tuple[Chosen, ...]:
    """A sample: in turn one of each stratum, as long as it has any."""
    # By id, so that the order in which a run was asked decides nothing.
    by_id = sorted(found, key=lambda one: one.instance.id)
    groups: dict[str, list[Chosen]] = {}
    for one in by_id:
        groups.setdefault(_stratum(one, strata), []).append(one)
    orders = {
        name: [members[place] for place in shuffled(len(members), "study", seed, name)]
        for name, members in groups.items()
    }
    names = sorted(orders)
    turns = [names[place] for place in shuffled(len(names), "strata", seed)]
    longest = max((len(order) for order in orders.values()), default=0)
    drawn = [orders[name][place] for place in range(longest) for name in turns if place < len(orders[name])]
    return tuple(drawn if size is None else drawn[:size])


def _stratum(one: Chosen, strata: Strata) -> str:
    if strata is Strata.TASK:
        return one.instance.task_id
    return one.language if strata is Strata.LANGUAGE else ""
