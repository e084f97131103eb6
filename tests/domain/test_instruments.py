"""Every fault of an instrument is found and its place named."""

from dataclasses import replace
from typing import Any

import pytest

from tests.study.instrument_cases import BETTER, CHECKLIST, HARM, LIKELY, REASON, SMALL, WHY, levels
from workbench.domain.instruments import answer_key, faults, reason_key, shortened, values_of
from workbench.domain.studies import About, Condition, Instrument, Kind, Level, Question


def places(instrument: Instrument, grave: bool = True) -> list[str]:
    """Where the faults are."""
    return [fault.place for fault in faults(instrument) if fault.grave is grave]


def with_questions(*questions: Question) -> Instrument:
    """The small instrument with these questions."""
    return replace(SMALL, questions=questions)


def test_sound_instruments_have_no_faults() -> None:
    """Neither of every kind of question nor of criteria."""
    assert faults(SMALL) == ()
    assert faults(CHECKLIST) == ()


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"id": "Core 6"}, "id"),
        ({"id": ""}, "id"),
        ({"id": "a" * 65}, "id"),
        ({"id": "a\n"}, "id"),
        ({"version": 0}, "version"),
        ({"version": 10**9}, "version"),
        ({"language": "english"}, "language"),
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"about": "x" * 4001}, "about"),
        ({"about": "a\x00b"}, "about"),
        ({"source": "half of one: \ud800"}, "source"),
        ({"error_types": ("wrong", "wrong")}, "error_types[1]"),
        ({"error_types": ("Wrong",), "labels": {}}, "error_types[0]"),
        ({"error_types": tuple(f"e{n}" for n in range(101)), "labels": {}}, "error_types"),
        ({"omission_types": ("wrong",), "labels": {}}, "labels"),
        ({"severities": (), "labels": {}}, "severities"),
        ({"labels": {"other": "Other"}}, "labels.other"),
        ({"labels": {"wrong": ""}}, "labels.wrong"),
        ({"questions": ()}, "questions"),
        ({"questions": tuple(replace(HARM, id=f"q{n}") for n in range(201))}, "questions"),
    ],
)
def test_faults_of_the_head(changes: dict[str, Any], place: str) -> None:
    """Ids, numbers, texts and lists of the whole; one change makes one fault."""
    assert places(replace(SMALL, **changes)) == [place]


@pytest.mark.parametrize(
    ("question", "place"),
    [
        (replace(HARM, id="a.b"), "id"),
        (replace(HARM, text=""), "text"),
        (replace(HARM, name="x" * 201), "name"),
        (replace(HARM, levels=levels(1), evidence_if=()), "levels"),
        (replace(HARM, levels=(), evidence_if=()), "levels"),
        (replace(HARM, levels=levels(*range(22))), "levels"),
        (replace(HARM, levels=levels(1, 2, 2)), "levels[2].value"),
        (replace(HARM, levels=levels(2, 1, 3)), "levels"),
        (replace(HARM, levels=levels(1, 2, 1001)), "levels[2].value"),
        (replace(HARM, levels=(*levels(1, 2), Level(3, ""))), "levels[2].label"),
        (replace(HARM, evidence_if=(4,)), "evidence_if[0]"),
        (replace(HARM, evidence_if=(1, 1)), "evidence_if[1]"),
        (replace(HARM, points=1.0), "points"),
        (replace(WHY, shown_if=None, levels=levels(1, 2)), "levels"),
        (replace(BETTER, about=About.ANSWER), "about"),
        (replace(BETTER, levels=levels(-1, 0, 2)), "levels"),
        (replace(BETTER, levels=levels(-4, 0, 4)), "levels"),
        (replace(CHECKLIST.questions[0], points=None), "points"),
        (replace(CHECKLIST.questions[0], points=0.0), "points"),
        (replace(CHECKLIST.questions[0], points=float("nan")), "points"),
        (replace(CHECKLIST.questions[0], points=1001.0), "points"),
        (replace(CHECKLIST.questions[0], levels=levels(1, 2)), "levels"),
    ],
)
def test_faults_of_a_question(question: Question, place: str) -> None:
    """Its texts, levels, points and values; nothing else is said to be wrong."""
    assert places(with_questions(question)) == [f"questions[0].{place}"]


@pytest.mark.parametrize(
    ("condition", "place", "reason"),
    [
        (Condition("likely", (1,)), "question", "is the question itself"),
        (Condition("why", (1,)), "question", "comes later"),
        (Condition("nobody", (1,)), "question", "is no question"),
        (Condition("harm", ()), "values", "never be shown"),
        (Condition("harm", (9,)), "values[0]", "9 is no value of “harm”"),
    ],
)
def test_faults_of_a_condition(condition: Condition, place: str, reason: str) -> None:
    """It names an earlier question and values that this one has, so there are no circles."""
    (fault,) = faults(with_questions(HARM, replace(LIKELY, shown_if=condition), replace(WHY, shown_if=None)))
    assert fault.place == f"questions[1].shown_if.{place}"
    assert reason in fault.message


def test_a_question_about_the_instance_cannot_hang_on_one_answer() -> None:
    """There are several answers, and they may have different values."""
    asked = with_questions(HARM, replace(REASON, shown_if=Condition("harm", (1,))))
    assert places(asked) == ["questions[1].shown_if.question"]


def test_equal_ids_are_named_with_both_places() -> None:
    """The second one is at fault."""
    (fault,) = faults(with_questions(HARM, HARM))
    assert (fault.place, fault.message) == ("questions[1].id", "“harm” is the same as questions[0].id")


def test_what_should_be_better_is_no_grave_fault() -> None:
    """Anchors, labels, a description; and marks that are asked for where nothing can be marked."""
    poor = replace(
        SMALL,
        about="",
        labels=None,
        questions=(replace(HARM, levels=(Level(1, "No"), *levels(2))),),
    )
    assert places(poor) == []
    assert places(poor, grave=False) == ["about", *["labels"] * 4, "questions[0].levels[0].anchor"]
    unmarked = replace(SMALL, error_types=(), omission_types=(), severities=(), labels=None)
    assert places(unmarked) == []
    assert places(unmarked, grave=False) == ["questions[0].evidence_if", "questions[3].evidence_if"]


def test_values_of_a_question_without_levels() -> None:
    """A criterion is met or not, a preference goes from -3 to 3, a text and an unfinished scale have none."""
    assert values_of(HARM) == (1, 2, 3)
    assert values_of(CHECKLIST.questions[0]) == (0, 1)
    assert values_of(replace(BETTER, levels=())) == (-3, -2, -1, 0, 1, 2, 3)
    assert values_of(WHY) == values_of(replace(HARM, levels=())) == ()
    assert values_of(replace(BETTER, kind=Kind.CHOICE)) == (-1, 0, 1)


def test_keys_of_answers_and_reasons() -> None:
    """A reason's key is no question's."""
    assert (answer_key("harm"), answer_key("harm", "o1")) == ("harm", "harm/o1")
    assert (reason_key("harm"), reason_key("harm", "o1")) == ("harm.why", "harm.why/o1")
    assert places(with_questions(replace(HARM, id=reason_key("harm")))) == ["questions[0].id"]


def test_messages_repeat_little_of_a_strange_text() -> None:
    """No long ids, and no escape sequences for a terminal."""
    assert shortened("harm") == "harm"
    assert shortened("a" * 65) == "a" * 63 + "…"
    assert shortened("\x1b[2J") == "\ufffd[2J"
    strange = replace(SMALL, labels={"\x1b" + "e" * 1000: "x"})
    assert all(len(f"{one.place}{one.message}") < 200 for one in faults(strange))
    assert not any("\x1b" in f"{one.place}{one.message}" for one in faults(strange))
