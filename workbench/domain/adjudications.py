"""What was decided where raters disagreed."""

from dataclasses import dataclass
from enum import StrEnum


class Cause(StrEnum):
    """Why raters disagreed."""

    SLIP = "slip"
    """A rater overlooked something, or pressed a wrong key."""
    GUIDELINE_GAP = "guideline gap"
    """The guidelines do not say, or say it unclearly."""
    TRUE_AMBIGUITY = "true ambiguity"
    """Medicine allows more than one answer."""
    ITEM_FAULT = "item fault"
    """The item is unclear, lacks context, or is wrong."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """One decision about one disagreement. Appended, never changed: a later one counts instead."""

    number: int
    """From 1, without gaps."""
    id: str
    utc: str
    """ISO 8601."""
    study_id: str
    adjudicator: str
    """A code."""
    question: str
    thing: str
    """The id of the answer, or of the item where the question is about the instance."""
    value: int | None
    """As it was decided, preferences for the answer whose id comes later; None when no value is right."""
    cause: Cause
    note: str = ""
    guidelines_version: int | None = None
    """The version of the guidelines that was written because of it; None when there is none."""
    withdrawn: bool = False
    """Whether it takes an earlier decision back without a new one."""
    previous: str = ""
    """SHA-256 of the resolution before; of the study's id for the first."""
