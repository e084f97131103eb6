"""Faults in a task's data that make its numbers mean less than they seem to."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.tasks import Instance
from workbench.evaluation.metrics.corrected.entities import entities_of


class FaultKind(StrEnum):
    """What can be wrong."""

    ONE_ANSWER = "one answer"
    """All references are the same."""
    REPEATED = "repeated inputs"
    """The same input stands there more than once."""
    LEAK = "leak"
    """Inputs have what would only be known after the answer."""
    NOTHING = "nothing to find"
    """A reference is empty, or says that there is nothing."""
    OWN_SHOT = "shown its own answer"
    """Among the examples of a prompt is the instance itself, or one with the same input."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of one task."""

    task_id: str
    kind: FaultKind
    count: int
    """Instances it concerns."""
    total: int
    """Instances looked at."""
    sentence: str
    """For a clinician: what it is and what it means for the numbers."""


_FEWEST = 2

_LEAKS = {
    "task131": (
        "Radiation recode",
        "RX Summ",
        "Reason no cancer-directed surgery",
        "COD to site",
        "Vital status",
        "interva_years",
        "Last_fu",
    )
}
"""Fields of a patient's record that were written after the treatment that is asked for."""


def faults_of(instances: Iterable[Instance]) -> tuple[Fault, ...]:
    """The faults of the task that all `instances` belong to."""
    known = tuple(instances)
    checks = (_one_answer, _repeated, _leaking, _nothing)
    return tuple(fault for check in checks if (fault := check(known)) is not None) if known else ()


def own_shots(
    instances: Mapping[str, Instance], shown: Iterable[tuple[str, Sequence[str]]]
) -> tuple[Fault, ...]:
    """The faults of a run's prompts, a task each: instances that were shown their own answer.

    Args:
        instances: those asked and those shown, by id.
        shown: for each prompt the instance asked and the ids of its examples.
    """
    asked: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for instance_id, shots in shown:
        instance = instances[instance_id]
        asked[instance.task_id] += 1
        found[instance.task_id] += any(
            shot == instance_id or (shot in instances and instances[shot].input == instance.input)
            for shot in shots
        )
    return tuple(
        Fault(
            task_id,
            FaultKind.OWN_SHOT,
            count,
            asked[task_id],
            f"{count} of {asked[task_id]} questions were among their own examples, with the answer: "
            "the model could copy it.",
        )
        for task_id, count in sorted(found.items())
        if count
    )


def _one_answer(instances: tuple[Instance, ...]) -> Fault | None:
    """Whether there is but one reference in the whole task."""
    answers = {reference.strip() for instance in instances for reference in instance.references}
    if len(answers) != 1 or len(instances) < _FEWEST:
        return None
    total = len(instances)
    answer = answers.pop()
    return Fault(
        instances[0].task_id,
        FaultKind.ONE_ANSWER,
        total,
        total,
        f'The right answer to all {total} questions is "{answer}": a model that always says so gets 100 %.',
    )


def _repeated(instances: tuple[Instance, ...]) -> Fault | None:
    """Whether inputs are repeated."""
    counts = Counter(instance.input for instance in instances)
    repeated = sum(count for count in counts.values() if count > 1)
    if not repeated:
        return None
    return Fault(
        instances[0].task_id,
        FaultKind.REPEATED,
        repeated,
        len(instances),
        f"{repeated} of {len(instances)} questions are asked more than once (there are {len(counts)} "
        f"different ones, one of them {max(counts.values())} times): they count several times, and each is "
        "held against one of its answers only.",
    )


def _leaking(instances: tuple[Instance, ...]) -> Fault | None:
    """Whether inputs have fields that were written after what is asked for."""
    task_id = instances[0].task_id
    fields = [
        field
        for field in _LEAKS.get(task_id, ())
        if any(field.lower() in instance.input.lower() for instance in instances)
    ]
    if not fields:
        return None
    count = sum(any(field.lower() in instance.input.lower() for field in fields) for instance in instances)
    named = ", ".join(f'"{field}"' for field in fields)
    return Fault(
        task_id,
        FaultKind.LEAK,
        count,
        len(instances),
        f"{count} of {len(instances)} patients' records show what came after the treatment that is asked for "
        f"({named}): the answer can be told from the outcome.",
    )


def _nothing(instances: tuple[Instance, ...]) -> Fault | None:
    """Whether references are empty or say that there is nothing."""
    count = sum(
        not any(reference.strip() and entities_of(reference) for reference in instance.references)
        for instance in instances
    )
    if not count or _plain_words(instances):
        return None
    return Fault(
        instances[0].task_id,
        FaultKind.NOTHING,
        count,
        len(instances),
        f"In {count} of {len(instances)} questions ({100 * count / len(instances):.0f} %) the right answer "
        "is that there is nothing to find: a model that always says so gets these right.",
    )


def _plain_words(instances: tuple[Instance, ...]) -> bool:
    """Whether "no" is an answer of the task, and not a way to say that there is nothing."""
    said = {reference.strip().lower() for instance in instances for reference in instance.references}
    return len(said) <= 3 and bool(said & {"yes", "no", "true", "false", "да", "нет"})
