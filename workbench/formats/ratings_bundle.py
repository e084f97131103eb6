"""Files of ratings (*.medratings): what a rater hands over.

A sealed zip (see `sealed_zip`) with events.jsonl (every decision, chained by hashes), ratings.jsonl (what
they come to), spans.jsonl and omissions.jsonl (errors marked and things missing), sessions.jsonl and
rater.json.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from workbench.domain.errors import FormatError
from workbench.domain.event_chain import broken_at, last_link
from workbench.domain.raters import HandOver, Rater, Sitting
from workbench.domain.studies import Event, Omission, Rating, Span, Study, Unanswered
from workbench.formats.files import write_whole
from workbench.formats.plain_values import plain
from workbench.formats.sealed_zip import (
    file_bytes,
    json_bytes,
    json_lines,
    json_object,
    json_objects,
    opened,
    sealed,
)
from workbench.formats.study_bundle import value_of, values_of

KIND, SCHEMA = "medratings", 1
_EVENTS, _RATINGS, _SPANS, _OMISSIONS = "events.jsonl", "ratings.jsonl", "spans.jsonl", "omissions.jsonl"
_SESSIONS, _RATER = "sessions.jsonl", "rater.json"
_NEEDED = (_EVENTS, _RATINGS, _SPANS, _OMISSIONS, _SESSIONS, _RATER)

Mark = TypeVar("Mark", Span, Omission)


@dataclass(frozen=True, slots=True)
class _Head:
    """What the manifest says."""

    id: str
    """The study's."""
    bundle_sha256: str
    instrument: str
    instrument_version: int
    guidelines_version: int


@dataclass(frozen=True, slots=True)
class _Value:
    """One value of a rating: what was answered, or why nothing was."""

    question: str
    """For the instance; "question/output" for an answer, taken apart."""
    output: str | None
    value: int | str | None
    unanswered: Unanswered | None


@dataclass(frozen=True, slots=True)
class _Line:
    """A rating in ratings.jsonl; its spans and omissions are in members of their own."""

    presentation: str
    values: tuple[_Value, ...]
    comment: str
    flagged: bool
    later: bool
    cannot_rate: str | None
    submitted: bool
    revealed: bool
    active_ms: int
    wall_ms: int


def packed(given: HandOver) -> bytes:
    """The ratings as a file, the same bytes for the same ratings."""
    head = _Head(
        given.study_id,
        given.bundle_sha256,
        given.instrument_id,
        given.instrument_version,
        given.guidelines_version,
    )
    told = {
        "study": plain(head),
        "rater": given.rater.code,
        "program": given.program,
        "created": given.created,
        "last_event": last_link(given.study_id, given.rater.code, given.events),
        "counts": _counts(given),
    }
    members = {
        _EVENTS: json_lines(map(plain, given.events)),
        _RATINGS: json_lines(plain(_line(one)) for one in given.ratings),
        _SPANS: json_lines(_marks((one.presentation, one.spans) for one in given.ratings)),
        _OMISSIONS: json_lines(_marks((one.presentation, one.omissions) for one in given.ratings)),
        _SESSIONS: json_lines(map(plain, given.sittings)),
        _RATER: json_bytes(plain(given.rater)),
    }
    return sealed(KIND, SCHEMA, told, members)


def write(path: Path, given: HandOver) -> None:
    """Write a file of ratings to `path`."""
    write_whole(path, packed(given))


def read(path: Path) -> HandOver:
    """The ratings in the file at `path`.

    Raises:
        FormatError: it is no such file, of another version, damaged, changed, made to do harm, or its
            chain of events is broken; says at which event.
    """
    return parsed(path, file_bytes(path))


def parsed(path: Path, data: bytes) -> HandOver:
    """The ratings in a file whose bytes are `data`; `path` is for messages."""
    found = opened(path, data, KIND, SCHEMA)
    members, manifest = found.members, found.manifest
    if set(members) != set(_NEEDED):
        name = min(set(members) ^ set(_NEEDED))
        raise FormatError(
            path, f"“{name}” {'does not belong in' if name in members else 'is missing from'} it"
        )
    head = value_of(path, _Head, manifest.get("study"), "manifest.json: study")
    given = HandOver(
        study_id=head.id,
        bundle_sha256=head.bundle_sha256,
        instrument_id=head.instrument,
        instrument_version=head.instrument_version,
        guidelines_version=head.guidelines_version,
        program=_told(path, manifest, "program"),
        created=_told(path, manifest, "created"),
        rater=value_of(path, Rater, json_object(path, _RATER, members[_RATER]), _RATER),
        events=values_of(path, Event, _EVENTS, members[_EVENTS]),
        ratings=_ratings(path, members),
        sittings=values_of(path, Sitting, _SESSIONS, members[_SESSIONS]),
    )
    _check(path, manifest, given)
    return given


def check_fits(path: Path, study: Study, sha256s: Iterable[str], given: HandOver) -> None:
    """Make sure that ratings are of this very study; `sha256s` are those of its files, looked at one by one.

    Raises:
        FormatError: they are of another study, version or instrument, or about what it does not hold.
    """
    if given.study_id != study.id:
        raise FormatError(path, f"it is of another study ({given.study_id}, not {study.id} “{study.title}”)")
    if all(one != given.bundle_sha256 for one in sha256s):
        raise FormatError(path, f"it was rated with another version of the study “{study.title}”")
    own = study.instrument.id, study.instrument.version
    if (given.instrument_id, given.instrument_version) != own:
        told = f"{given.instrument_id} {given.instrument_version}, not {own[0]} {own[1]}"
        raise FormatError(path, f"it was rated with another instrument ({told})")
    rater = given.rater.code
    if rater not in study.raters:
        raise FormatError(path, f"the study has no rater “{rater}”; there are: {', '.join(study.raters)}")
    shown = {one.id: one.outputs for one in study.presentations if one.rater == rater}
    for event in given.events:
        known = not event.presentation or event.presentation in shown
        if not known or (event.output and event.output not in shown.get(event.presentation, ())):
            raise FormatError(path, f"event {event.number} is about what the rater was not shown")
    for rating in given.ratings:
        if rating.presentation not in shown:
            raise FormatError(path, f"a rating is about what the rater was not shown: {rating.presentation}")


def _check(path: Path, manifest: Mapping[str, Any], given: HandOver) -> None:
    """Refuse what does not fit together within the file."""
    rater = given.rater.code
    if manifest.get("rater") != rater:
        raise FormatError(path, "its manifest names another rater than rater.json")
    if manifest.get("counts") != _counts(given):
        raise FormatError(path, "it does not hold as many events, ratings or sessions as it says")
    broken = broken_at(given.study_id, rater, given.events)
    if broken is not None:
        raise FormatError(path, f"its chain of events is broken at event {broken[0]}: {broken[1]}")
    if manifest.get("last_event") != last_link(given.study_id, rater, given.events):
        raise FormatError(path, f"its chain of events is broken at its end, after event {len(given.events)}")
    about = [one.presentation for one in given.ratings]
    if len(set(about)) != len(about):
        raise FormatError(path, "a presentation is rated in it twice")


def _counts(given: HandOver) -> dict[str, int]:
    return {
        "events": len(given.events),
        "ratings": len(given.ratings),
        "spans": sum(len(one.spans) for one in given.ratings),
        "omissions": sum(len(one.omissions) for one in given.ratings),
        "sessions": len(given.sittings),
    }


def _line(rating: Rating) -> _Line:
    return _Line(
        rating.presentation,
        tuple(_value(key, value) for key, value in sorted(rating.values.items())),
        rating.comment,
        rating.flagged,
        rating.later,
        rating.cannot_rate,
        rating.submitted,
        rating.revealed,
        rating.active_ms,
        rating.wall_ms,
    )


def _value(key: str, value: int | str | Unanswered) -> _Value:
    question, slash, output = key.partition("/")
    about = output if slash else None
    if isinstance(value, Unanswered):
        return _Value(question, about, None, value)
    return _Value(question, about, value, None)


def _marks(of_ratings: Iterable[tuple[str, Sequence[Span | Omission]]]) -> Iterable[object]:
    """Each mark as a line, with the presentation that it was made in."""
    return ({"presentation": place, **plain(mark)} for place, marks in of_ratings for mark in marks)


def _ratings(path: Path, members: Mapping[str, bytes]) -> tuple[Rating, ...]:
    """The ratings with their marks."""
    lines = values_of(path, _Line, _RATINGS, members[_RATINGS])
    known = {line.presentation for line in lines}
    spans = _marked(path, Span, _SPANS, members[_SPANS], known)
    omissions = _marked(path, Omission, _OMISSIONS, members[_OMISSIONS], known)
    return tuple(
        Rating(
            presentation=line.presentation,
            values=_values(path, line),
            spans=tuple(spans.get(line.presentation, ())),
            omissions=tuple(omissions.get(line.presentation, ())),
            comment=line.comment,
            flagged=line.flagged,
            later=line.later,
            cannot_rate=line.cannot_rate,
            submitted=line.submitted,
            revealed=line.revealed,
            active_ms=line.active_ms,
            wall_ms=line.wall_ms,
        )
        for line in lines
    )


def _marked(
    path: Path, kind: Callable[..., Mark], name: str, data: bytes, known: Iterable[str]
) -> dict[str, list[Mark]]:
    """The marks of each presentation."""
    found: dict[str, list[Mark]] = {}
    for number, value in enumerate(json_objects(path, name, data), start=1):
        place = value.pop("presentation", None)
        if not isinstance(place, str) or place not in known:
            raise FormatError(path, f"{name}, line {number}: it is of no rating")
        mark = value_of(path, kind, value, f"{name}, line {number}")  # type: ignore[arg-type]
        found.setdefault(place, []).append(mark)
    return found


def _values(path: Path, line: _Line) -> dict[str, int | str | Unanswered]:
    found: dict[str, int | str | Unanswered] = {}
    for one in line.values:
        answer = one.value if one.value is not None else one.unanswered
        key = one.question if one.output is None else f"{one.question}/{one.output}"
        if answer is None or (one.value is not None and one.unanswered is not None) or key in found:
            raise FormatError(path, f"{_RATINGS}: {line.presentation}: {key} has no value, or more than one")
        found[key] = answer
    return found


def _told(path: Path, manifest: Mapping[str, Any], name: str) -> str:
    value = manifest.get(name)
    if not isinstance(value, str):
        raise FormatError(path, f"manifest.json: {name} is no text")
    return value
