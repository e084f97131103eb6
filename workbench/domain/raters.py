"""Who rated and when, and what a rater hands over."""

from dataclasses import dataclass

from workbench.domain.studies import Event, Rating


@dataclass(frozen=True, slots=True)
class Rater:
    """A person who rates, by a code."""

    code: str
    """As the study names them, such as "r03"; never a name."""
    specialty: str = ""
    years: int | None = None
    """Of practice; None when not told."""
    country: str = ""
    """ISO 3166-1 code, or as it was typed."""
    consented: str | None = None
    """When, ISO 8601, UTC; None when nothing was asked or agreed to."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A stretch of work, from opening the study to closing it."""

    id: str
    began: str
    """ISO 8601, UTC."""
    ended: str | None
    """None when the program did not come to note it."""
    active_ms: int
    idle_ms: int
    breaks: int


@dataclass(frozen=True, slots=True)
class HandOver:
    """All that one rater decided in one study, as a file of ratings holds it."""

    study_id: str
    bundle_sha256: str
    """Of the study file that was rated, see `StudyFile`."""
    instrument_id: str
    instrument_version: int
    guidelines_version: int
    program: str
    """The version of the program that it was rated with."""
    created: str
    """When it was handed over; ISO 8601, UTC."""
    rater: Rater
    events: tuple[Event, ...]
    ratings: tuple[Rating, ...]
    """What the events come to."""
    sittings: tuple[Sitting, ...] = ()
