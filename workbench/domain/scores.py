"""How completions did: of one completion, of a task, and how sure a number is."""

from dataclasses import dataclass
from enum import StrEnum


class Protocol(StrEnum):
    """How completions become scores."""

    PAPER = "paper"
    """The published metric code, quirk by quirk."""
    CORRECTED = "corrected"
    """What the paper says that it measures."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A completion beside what the data says: all that a metric sees."""

    task_id: str
    references: tuple[str, ...]
    output: str
    input: str = ""
    """The instance's input: the options of a multiple-choice question stand in it."""
    language: str = "en"
    """ISO 639-1 code of the text that is asked for."""
    labels: tuple[str, ...] = ()
    """The labels a closed task may answer with, as its definition or the catalogue lists them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a metric took an answer to say."""

    text: str
    """As a person would be shown it: a letter, a label, "aspirin; ibuprofen"."""
    sure: float
    """From 0 to 1: how plainly the answer says it."""
    spans: tuple[tuple[int, int], ...] = ()
    """Where in the output it was read: code points, from and up to."""


@dataclass(frozen=True, slots=True)
class Score:
    """How one completion did under one metric."""

    metric: str
    """Such as "accuracy", "BLEU-1", "ROUGE-L", "F1"."""
    value: float | None
    """In percent, as upstream prints it; None when it could not be scored."""
    reason: str = ""
    """Why there is no value, such as "upstream cannot score an empty answer"."""
    counts: tuple[int, ...] = ()
    """What the task's number is counted from where it is no mean: true positives, false positives and false
    negatives of entities; for labels one number for each label, see the metric."""
    reading: Reading | None = None
    """What was read in the answer; None where a metric takes the text as it is."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a number lies with 95 % confidence."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class TaskScore:
    """How a run did in one task under one metric."""

    task_id: str
    metric: str
    value: float | None
    """In percent; None when nothing could be scored."""
    n: int
    """Completions that the value is about."""
    missing: tuple[tuple[str, int], ...] = ()
    """Completions without a value: reasons and how often."""
    unread: tuple[tuple[str, int], ...] = ()
    """Answers that count as wrong because nothing could be read in them: reasons and how often."""
    interval: Interval | None = None
    chance: float | None = None
    """What blind guessing among the labels would get; None where there are no labels."""
    majority: float | None = None
    """What always giving the commonest reference would get; None where there are no labels."""
