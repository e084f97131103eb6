"""Files of ratings are whole, of one rater and one study, and their chain of events holds."""

import json
import random
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.studies import STUDY_ID, hand_over, members_of, spoilt, study
from workbench.domain.errors import FormatError
from workbench.domain.raters import HandOver
from workbench.domain.studies import Presentation
from workbench.formats import study_bundle
from workbench.formats.ratings_bundle import KIND, SCHEMA, check_fits, packed, parsed, read, write
from workbench.formats.sealed_zip import MANIFEST, json_bytes, json_lines, sealed

FILE = Path("x.medratings")
STUDY = study()
SHA256 = study_bundle.parsed(Path("x.medstudy"), study_bundle.packed(STUDY)).sha256
GIVEN = hand_over(STUDY, sha256=SHA256)
DATA = packed(GIVEN)


def refusal(data: bytes) -> str:
    """Why a file is refused."""
    with pytest.raises(FormatError) as error:
        parsed(FILE, data)
    return error.value.reason


def resealed(changes: Mapping[str, bytes | None], told: Mapping[str, object] | None = None) -> bytes:
    """A file whose members were changed by somebody who knows how files are sealed."""
    members = members_of(DATA)
    manifest = json.loads(members.pop(MANIFEST)) | (told or {})
    kept = {name: data for name, data in {**members, **changes}.items() if data is not None}
    return sealed(KIND, SCHEMA, manifest, kept)


def test_ratings_come_back_equal(tmp_path: Path) -> None:
    """Values, what cannot be judged apart from the words "cannot judge", marks, sittings, the rater."""
    write(tmp_path / "a.medratings", GIVEN)
    found = read(tmp_path / "a.medratings")
    assert found == GIVEN
    assert packed(found) == DATA
    values = found.ratings[0].values
    assert type(values["preference"]) is not type(values["note"])
    assert set(members_of(DATA)) == {
        MANIFEST,
        *("events.jsonl", "ratings.jsonl", "spans.jsonl", "omissions.jsonl", "sessions.jsonl", "rater.json"),
    }


def test_nothing_decided_yet_can_be_handed_over() -> None:
    """A file without events is a file."""
    empty = replace(GIVEN, events=(), ratings=(), sittings=())
    assert parsed(FILE, packed(empty)) == empty


@given(st.data())
def test_flipped_bytes_and_cut_ends_never_pass(data: st.DataObject) -> None:
    """A file that can be read after some bytes were changed holds what it held before."""
    changed = bytearray(DATA)
    for _ in range(data.draw(st.integers(1, 3))):
        changed[data.draw(st.integers(0, len(DATA) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(changed[: data.draw(st.integers(0, len(DATA)))])
    for one in (bytes(changed), cut):
        try:
            found = parsed(FILE, one)
        except FormatError:
            continue
        assert found == GIVEN


@given(st.integers(0, 3), st.sampled_from(["new", "utc", "active_ms", "presentation", "question", "id"]))
def test_a_broken_chain_says_at_which_event(place: int, field: str) -> None:
    """Although every hash of the file was made anew."""
    lines = [json.loads(line) for line in members_of(DATA)["events.jsonl"].splitlines()]
    lines[place][field] = 7 if field == "active_ms" else "other"
    said = refusal(resealed({"events.jsonl": json_lines(lines)}))
    where = f"broken at event {place + 2}" if place < 3 else "broken at its end, after event 4"
    assert where in said


def test_an_event_left_out_is_told() -> None:
    """In the middle and at the end."""
    lines = members_of(DATA)["events.jsonl"].splitlines(keepends=True)
    counts = {"events": 3, "ratings": 1, "spans": 1, "omissions": 1, "sessions": 1}
    middle = resealed({"events.jsonl": b"".join(lines[:1] + lines[2:])}, {"counts": counts})
    assert "broken at event 2: it says that it is event 3" in refusal(middle)
    end = resealed({"events.jsonl": b"".join(lines[:3])}, {"counts": counts})
    assert "broken at its end" in refusal(end)


def test_members_and_counts_are_known() -> None:
    """One missing, one more, a line less, another rater."""
    assert refusal(resealed({"sessions.jsonl": None})) == "“sessions.jsonl” is missing from it"
    assert refusal(resealed({"more.json": b"{}"})) == "“more.json” does not belong in it"
    assert "as many events" in refusal(resealed({"sessions.jsonl": b""}))
    assert "another rater" in refusal(resealed({}, {"rater": "r2"}))
    assert "program is no text" in refusal(resealed({}, {"program": None}))


def test_lines_that_do_not_fit_are_named() -> None:
    """Marks of nothing, values that are none or two, ratings twice."""
    members = members_of(DATA)
    span = json.loads(members["spans.jsonl"])
    assert "spans.jsonl, line 1: it is of no rating" in refusal(
        resealed({"spans.jsonl": json_bytes(span | {"presentation": "x"})})
    )
    assert "spans.jsonl, line 1: start is no whole number" in refusal(
        resealed({"spans.jsonl": json_bytes(span | {"start": "0"})})
    )
    rating = json.loads(members["ratings.jsonl"])
    for change in ({"value": None, "unanswered": None}, {"value": 1, "unanswered": "cannot judge"}):
        values = [rating["values"][0] | change]
        body = json_bytes(rating | {"values": values})
        assert "no value, or more than one" in refusal(resealed({"ratings.jsonl": body}))
    counts = {"events": 4, "ratings": 2, "spans": 2, "omissions": 2, "sessions": 1}
    twice = resealed({"ratings.jsonl": members["ratings.jsonl"] * 2}, {"counts": counts})
    assert "rated in it twice" in refusal(twice)


def fits(given: HandOver) -> str | None:
    """Why ratings do not fit the study; None when they do."""
    try:
        check_fits(FILE, STUDY, [SHA256], given)
    except FormatError as error:
        return error.reason
    return None


def test_ratings_of_another_study_are_refused() -> None:
    """Another study, another version, another instrument, another rater: each is told."""
    assert fits(GIVEN) is None
    assert STUDY_ID in str(fits(replace(GIVEN, study_id="other")))
    assert "another version" in str(fits(replace(GIVEN, bundle_sha256="0" * 64)))
    assert "tiny 1, not tiny 2" in str(fits(replace(GIVEN, instrument_version=1)))
    assert "no rater “r9”" in str(fits(replace(GIVEN, rater=replace(GIVEN.rater, code="r9"))))


def test_decisions_about_what_was_not_shown_are_refused() -> None:
    """Another rater's presentation, an answer of another item."""
    others = hand_over(STUDY, "r2").ratings
    assert "not shown" in str(fits(replace(GIVEN, ratings=others)))
    event = GIVEN.events[1]
    for change in (
        replace(event, presentation="r2-001"),
        replace(event, output="o0011x"),
        replace(event, presentation=""),
    ):
        assert f"event {event.number} is about" in str(fits(replace(GIVEN, events=(change,))))
    assert isinstance(STUDY.presentations[0], Presentation)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32))
def test_hostile_values_are_refused_or_harmless(seed: int) -> None:
    """Whoever can seal a file can write any value into it: the reason is told, and nothing crashes."""
    data = spoilt(DATA, KIND, random.Random(seed))
    with suppress(FormatError):
        parsed(FILE, data)
