"""Values go to JSON and back; what is not as it should be is named."""

import json

import pytest

from tests.formats.studies import INSTRUMENT, chained, study
from workbench.domain.studies import Event, Instrument, Level, Presentation, Question, Study
from workbench.formats.plain_values import NotPlainError, made, plain


def test_values_come_back_equal() -> None:
    """Nested, with enums, mappings, and what is not there."""
    whole = study()
    assert made(Study, json.loads(json.dumps(plain(whole)))) == whole
    event = chained(whole, "r1", 1)[0]
    assert made(Event, json.loads(json.dumps(plain(event)))) == event


def test_fields_with_a_default_may_be_missing() -> None:
    """And no others."""
    assert made(Level, {"value": 1, "label": "no"}) == Level(1, "no")
    with pytest.raises(NotPlainError, match="label is missing"):
        made(Level, {"value": 1})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"version": "2"}, "x: version is no whole number"),
        ({"version": True}, "x: version is no whole number"),
        ({"title": None}, "x: title is no text"),
        ({"more": 1}, "x: more is unknown"),
        ({"questions": {}}, "x: questions is no list"),
        ({"labels": {"a": 1}}, "x: labels.a is no text"),
        ({"labels": []}, "x: labels is no object"),
    ],
)
def test_what_does_not_fit_is_named(change: dict[str, object], said: str) -> None:
    """By its place and what it should be."""
    value = json.loads(json.dumps(plain(INSTRUMENT))) | change
    with pytest.raises(NotPlainError) as error:
        made(Instrument, value, "x")
    assert str(error.value) == said


def test_places_lead_to_the_inside() -> None:
    """Into lists and objects."""
    value = plain(INSTRUMENT)
    value["questions"][1]["levels"][0]["value"] = 0.5
    with pytest.raises(NotPlainError, match=r"^questions\[1\]\.levels\[0\]\.value is no whole number"):
        made(Instrument, value)
    value = plain(INSTRUMENT.questions[0])
    with pytest.raises(NotPlainError, match="kind is none of: scale, choice"):
        made(Question, value | {"kind": "odd"})
    with pytest.raises(NotPlainError, match="it is no object"):
        made(Presentation, [])


def test_whole_numbers_are_numbers_too() -> None:
    """Points may be written without a fraction; a truth value is no number."""
    value = plain(INSTRUMENT.questions[3])
    assert made(Question, value | {"points": 3}).points == 3
    with pytest.raises(NotPlainError, match="points is no number"):
        made(Question, value | {"points": True})
