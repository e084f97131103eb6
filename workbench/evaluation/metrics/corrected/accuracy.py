"""Accuracy: how many answers say what one of their references says.

Both are read by the same reader, and the readings are compared. An answer in which nothing can be read is
wrong (0 %), its score says why, and it has no reading, so that unread answers can be counted beside the
accuracy. Only a completion that a run lacks, or a reference that cannot be read itself, has no score.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from workbench.domain.scores import Answer, Reading, Score
from workbench.evaluation.metrics.corrected.age_gender import age_gender_key, read_age_gender
from workbench.evaluation.metrics.corrected.entities import entities_of, entity_key, listed, read_entities
from workbench.evaluation.metrics.corrected.labels import read_label
from workbench.evaluation.metrics.corrected.letters import letters_of, read_letter
from workbench.evaluation.metrics.corrected.plain import Reader, Unread
from workbench.evaluation.metrics.corrected.words import read_word
from workbench.evaluation.metrics.measure import Measure

METRIC = "accuracy"
NO_REFERENCE = "no reference can be read"


@dataclass(frozen=True, slots=True)
class Reads:
    """What accuracy is of: how an answer and a reference are read, and when the readings are equal."""

    name: str
    """Such as "letters"."""
    read: Reader
    given: Callable[[Answer, Reading], Hashable]
    """A reading as it is compared."""
    right: Callable[[Answer, str], Hashable | None]
    """A reference as it is compared; None when nothing can be read in it."""


def right_answers(reads: Reads, answer: Answer) -> frozenset[Hashable]:
    """What the references of `answer` say, as it is compared."""
    found = (reads.right(answer, reference) for reference in answer.references)
    return frozenset(one for one in found if one is not None)


def accuracy_of(reads: Reads, version: int = 2) -> Measure:
    """The measure that gives 100 % to an answer that says what a reference says, and 0 % to others."""

    def score(answer: Answer) -> tuple[Score, ...]:
        right = right_answers(reads, answer)
        if not right:
            return (Score(METRIC, None, NO_REFERENCE),)
        found = reads.read(answer)
        if isinstance(found, Unread):
            return (Score(METRIC, 0.0, found.reason),)
        return (Score(METRIC, 100.0 if reads.given(answer, found) in right else 0.0, reading=found),)

    return Measure(f"accuracy of {reads.name}", version, (METRIC,), score, mean)


def mean(scores: Sequence[Score]) -> float | None:
    """The mean of the values; None without any."""
    values = [score.value for score in scores if score.value is not None]
    return sum(values) / len(values) if values else None


def unread(scores: Sequence[Score]) -> dict[str, int]:
    """How many answers were not read, by the reason; their value is 0, and they have no reading."""
    reasons: dict[str, int] = {}
    for score in scores:
        if score.value is not None and score.reading is None and score.reason:
            reasons[score.reason] = reasons.get(score.reason, 0) + 1
    return reasons


def _text(_answer: Answer, found: Reading) -> Hashable:
    """A reading by its text."""
    return found.text


@lru_cache(maxsize=16384)
def _read_reference(read: Reader, task_id: str, reference: str, labels: tuple[str, ...]) -> str | None:
    """What a reader reads in a reference."""
    found = read(Answer(task_id, (), reference, labels=labels))
    return None if isinstance(found, Unread) else found.text


def _right_label(answer: Answer, reference: str) -> Hashable | None:
    """The label of a reference."""
    return _read_reference(read_label, answer.task_id, reference, answer.labels)


def _right_word(answer: Answer, reference: str) -> Hashable | None:
    """The word of a reference."""
    return _read_reference(read_word, answer.task_id, reference, answer.labels)


def _right_letters(_answer: Answer, reference: str) -> Hashable | None:
    """The letters of a reference."""
    return letters_of(reference) or None


def _right_age(answer: Answer, reference: str) -> Hashable | None:
    """The age and the sex of a reference."""
    found = _read_reference(read_age_gender, answer.task_id, reference, ())
    return None if found is None else age_gender_key(found)


def _given_list(answer: Answer, _found: Reading) -> Hashable:
    """The names that the answer lists, in whatever order."""
    found = listed(answer)
    return frozenset() if isinstance(found, Unread) else frozenset(map(entity_key, found.names))


def _right_list(_answer: Answer, reference: str) -> Hashable | None:
    """The names of a reference, in whatever order."""
    return frozenset(map(entity_key, entities_of(reference))) if reference.strip() else None


LETTERS = Reads("letters", read_letter, _text, _right_letters)
LABELS = Reads("labels", read_label, _text, _right_label)
WORDS = Reads("words", read_word, _text, _right_word)
LISTS = Reads("lists", read_entities, _given_list, _right_list)
AGE_GENDER = Reads("age and sex", read_age_gender, lambda _, found: age_gender_key(found.text), _right_age)
