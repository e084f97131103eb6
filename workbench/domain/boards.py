"""The leaderboard as values: rows are models, columns the categories and their tasks."""

from dataclasses import dataclass

from workbench.domain.scores import Interval, Protocol


@dataclass(frozen=True, slots=True)
class Column:
    """One number of each model."""

    id: str
    """Such as "task57/accuracy", or "Rationale/ROUGE-L" for the mean of a category."""
    title: str
    """Such as "MedQA"."""
    category: str
    """As upstream groups them: Rationale and Concept Explanation apart."""
    metric: str
    task_id: str | None
    """None for the mean of a category."""
    language: str | None = None
    fault: str = ""
    """What is wrong with the task's data, so that its numbers mean less; empty when nothing was found."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number and what is behind it."""

    value: float | None
    """In percent."""
    n: int | None = None
    """Completions that it is about; None when the source does not say."""
    missing: tuple[tuple[str, int], ...] = ()
    """Completions without a value: reasons and how often."""
    interval: Interval | None = None
    chance: float | None = None
    majority: float | None = None
    doubt: str = ""
    """Why a published number cannot be right, such as "its tasks' mean is 59.6"; empty when nothing speaks
    against it."""
    tasks: tuple[int, int] | None = None
    """Of a mean: how many tasks have a number, and over how many it is meant to be; None for a task."""
    unread: tuple[tuple[str, int], ...] = ()
    """Answers that count as wrong because nothing could be read in them: reasons and how often."""


@dataclass(frozen=True, slots=True)
class Row:
    """One model's numbers."""

    id: str
    """The run's id for ours; the source and the model for published ones."""
    model: str
    source: str
    """"this project", or where it was published, such as "npj Digit Med 2025;8:58 Table 1"."""
    protocol: Protocol | None
    """None for published numbers: they were made by the paper's protocol or by other people's."""
    cells: tuple[tuple[str, Cell], ...]
    """By the columns' ids; a column that is not there has no number."""
    quantization: str = ""
    """Such as "Q4_K_M"; empty where there is none."""
    sha256: str = ""
    """Of the model's file; empty when there is none."""


@dataclass(frozen=True, slots=True)
class Board:
    """The whole leaderboard."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
