"""Events chained by hashes: none can be changed, left out, added or moved without all later ones telling."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import fields

from workbench.domain.studies import Event

_FIELDS = tuple(field.name for field in fields(Event))


def first_link(study_id: str, rater: str) -> str:
    """What the first event of a rater names as the one before it: no event is of another study or rater."""
    return _sha256([study_id, rater])


def link(event: Event) -> str:
    """SHA-256 of an event with all its fields, which the next one names."""
    # Not `asdict`: it copies deeply, which is most of the time that checking a chain takes.
    return _sha256({name: getattr(event, name) for name in _FIELDS})


def last_link(study_id: str, rater: str, events: Sequence[Event]) -> str:
    """What the next event has to name."""
    return link(events[-1]) if events else first_link(study_id, rater)


def broken_at(study_id: str, rater: str, events: Sequence[Event]) -> tuple[int, str] | None:
    """The first event that does not fit those before it, counted from 1, and why; None when all fit."""
    expected = first_link(study_id, rater)
    for place, event in enumerate(events, start=1):
        if event.number != place:
            return place, f"it says that it is event {event.number}"
        if event.rater != rater:
            return place, f"it is of the rater “{event.rater}”"
        if event.previous != expected:
            before = "the study and the rater" if place == 1 else f"event {place - 1}"
            return place, f"it does not follow {before}: one of them was changed, left out or moved"
        expected = link(event)
    return None


def _sha256(value: object) -> str:
    # A lone surrogate is no UTF-8; as a JSON escape it is.
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()
