"""Answers from other people's files of results."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ForeignRow:
    """One answer in somebody else's file. Text is kept as the file has it."""

    index: int
    """Zero-based place among the file's rows."""
    task_id: str | None
    """As the file spells it; None when it does not tell."""
    inputs: tuple[str, ...]
    """Texts that hold the instance's input, the likeliest first: often the whole prompt."""
    reference: str | None
    """What the file says is right (upstream's GT); None when it does not tell."""
    output: str
    """What the model answered."""


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """A row of an imported file as a project keeps it, matched or not."""

    file: int
    """Which of the run's files it is from, counted from 0."""
    index: int
    """Zero-based place among that file's rows. Rows that could not be read are missing."""
    task_id: str | None
    """As the file spells it; None when it does not tell."""
    reference: str | None
    output: str
    instance_id: str | None
    """None when the row matched no instance of the project."""
    prompt: str | None = None
    """What was asked, as the file has it; None when the instance tells."""
