"""What the Results screen asks for and is given: items, tests of two rows, confidences, files. No Qt."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from workbench.domain.boards import Board
from workbench.domain.scores import Interval, Protocol


class ExportKind(StrEnum):
    """A kind of file that the leaderboard is written to."""

    HTML = "html"
    CSV = "csv"
    MARKDOWN = "md"
    LATEX = "tex"
    SUBMISSION = "submission"
    """The CSV file that upstream's leaderboard takes."""
    MANIFEST = "json"
    """What anyone needs to repeat the runs."""


@dataclass(frozen=True, slots=True)
class ScoringProgress:
    """How far the completions are that had no score yet."""

    done: int
    total: int
    note: str = ""
    """What is being scored, such as a task's id."""


@dataclass(frozen=True, slots=True)
class BoardLoaded:
    """The leaderboard with every score in it. The last event of `load`."""

    board: Board


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One completion behind a cell."""

    instance_id: str
    task_id: str
    input: str
    """The beginning will do."""
    references: tuple[str, ...]
    output: str
    value: float | None
    """In percent; None when it could not be scored."""
    reason: str = ""
    """Why there is no value."""
    reading: str | None = None
    """What was read in the answer; None where the metric takes the text as it is."""
    spans: tuple[tuple[int, int], ...] = ()
    """Where in the output it was read, in code points."""
    sure: float | None = None
    """From 0 to 1: how plainly the answer says it; None where nothing was read."""


@dataclass(frozen=True, slots=True)
class TaskTest:
    """Two rows compared in one task, on the items that both answered."""

    task_id: str
    title: str
    metric: str
    n: int
    first: float | None
    second: float | None
    first_interval: Interval | None
    second_interval: Interval | None
    difference: float | None
    """The second less the first, in points."""
    difference_interval: Interval | None
    test: str
    """Such as “McNemar” or “permutation”; empty when none could be made."""
    p: float | None
    adjusted: float | None
    """By Holm, over the tasks that are compared."""
    verdict: str
    """One plain sentence."""
    differs: bool = False
    """Whether the difference is one that chance does not explain."""


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Answers of about the same confidence, beside how often they were right."""

    low: float
    high: float
    """From and up to which confidence, from 0 to 1."""
    n: int
    confidence: float | None
    """The mean; None when the bin is empty."""
    right: float | None
    """The share that was right."""
    interval: Interval | None = None
    """Of that share, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """Whether a model is as often right as it is sure."""

    bins: tuple[ReliabilityBin, ...]
    n: int
    error: float | None
    """The mean distance of confidence and share, from 0 to 1; None when it could not be computed."""
    reason: str = ""
    """Why there is nothing to show."""


@dataclass(frozen=True, slots=True)
class ResultsOperations:
    """What the Results screen does, bound to a project."""

    load: Callable[[], Generator[ScoringProgress | BoardLoaded]]
    """Scores what is not scored yet, then gives the board: for each run a row under either protocol with the
    same id, then the published ones."""
    items: Callable[[str, str, Protocol], Sequence[ItemRow]]
    """The completions behind a row's cell in a column, under a protocol."""
    compare: Callable[[str, str, Protocol], Sequence[TaskTest]]
    """Two rows on the tasks that both have."""
    confidence: Callable[[str, str, Protocol], Reliability]
    """A row's confidences in a column."""
    export: Callable[[ExportKind, Path], None]
    add_published: Callable[[Path], str]
    """Keeps the numbers of a file in the project; gives a sentence about them."""
    import_results: Callable[[Sequence[Path]], str]
    """Reads other people's answers into the project; gives a sentence about them."""
