"""What the linter looks at, and what it finds."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is wrong with an answer, as far as blinding goes."""

    NAME = "name"
    """It names a model, a maker of models, or itself."""
    RESIDUE = "residue"
    """Marks of a prompt format that were meant for the model."""
    THINKING = "thinking"
    """Thoughts before the answer."""
    CUT_OFF = "cut off"
    """It ends before its end."""
    REFUSAL = "refusal"
    LANGUAGE = "language"
    """It is in another language than the one asked for."""
    IDENTICAL = "identical"
    """Another arm answered the same: there is nothing to prefer."""
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Output:
    """One arm's answer to one instance, as the linter sees it: the coordinator's, never a rater's."""

    id: str
    """What a rater's file calls it."""
    instance: str
    arm: str
    text: str
    finish: str | None = None
    """Why the engine stopped, such as "stop" or "length"; None when it is not known."""
    language: str | None = None
    """ISO 639-1 code of the language asked for; None when it does not matter or is not known."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing in one answer."""

    output: str
    start: int
    """Code points from the beginning of the text."""
    end: int
    kind: Kind
    sentence: str
    """For the coordinator."""
