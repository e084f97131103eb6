"""How things are said on the Rate screen."""

import pytest

from tests.study.invented import instrument, study
from workbench.domain.studies import About, Kind, Omission, Question, StudyOutput, Unanswered
from workbench.gui.presenters import rate_words as words
from workbench.study.instrument_logic import Lack, What
from workbench.study.sheet import span_in

SHOWN = study(1).presentations[0]
SCALE = instrument().questions[0]


def test_choices_follow_the_kind_of_a_question() -> None:
    """Levels as they are; criteria met or not; preferences graded for two answers, by place for more."""
    check = Question("c", Kind.CHECK, About.ANSWER, "Met?", points=1)
    prefer = Question("p", Kind.PREFERENCE, About.INSTANCE, "Which?")
    assert [one[0] for one in words.choices_of(SCALE, 2)] == [1, 2, 3, 4, 5]
    assert words.choices_of(check, 2) == ((0, "Not met", ""), (1, "Met", ""))
    assert [one[:2] for one in words.choices_of(prefer, 2)][2:5] == [
        (-1, "A, slightly"),
        (0, "Equal"),
        (1, "B, slightly"),
    ]
    assert [one[:2] for one in words.choices_of(prefer, 3)] == [(1, "A"), (2, "B"), (3, "C"), (0, "Equal")]
    assert words.choices_of(Question("t", Kind.TEXT, About.INSTANCE, "Why?"), 2) == ()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (4, "4 Good"),
        (None, "no value"),
        (Unanswered.CANNOT_JUDGE, "cannot judge"),
        ("in words", "in words"),
        (9, "9 9"),
    ],
)
def test_values_are_said(value: int | str | Unanswered | None, said: str) -> None:
    """With their labels."""
    assert words.value_said(SCALE, value, 2) == said


def test_what_lacks_is_named() -> None:
    """The first by name, the others by number."""
    lacks = [Lack("correctness", "o1b", What.EVIDENCE), Lack("preference", "", What.ANSWER)]
    said = words.lacks_said(lacks, instrument(), SHOWN)
    assert said.startswith("Correctness · Answer B: mark an error (E)")
    assert said.endswith("1 more after it.")
    assert words.lacks_said(lacks[1:], instrument(), SHOWN) == "Preference has no value yet."
    assert words.lacks_said([], instrument(), SHOWN) == ""


def test_marks_are_said_with_their_severity() -> None:
    """In words, never by colour alone."""
    span = span_in(StudyOutput("o", "i", "a wrong dose"), 2, 12, "wrong-drug", "major")
    assert words.span_said(instrument(), span) == "wrong drug, dose or route · major: “wrong dose”"
    omission = Omission("m", "o", "follow-up", "missed-red-flag", "severe")
    assert (
        words.omission_said(instrument(), omission)
        == "missing: follow-up (missed red flag · could cause severe harm)"
    )


def test_times_are_said() -> None:
    """Minutes, hours, and nothing before the first decision."""
    assert words.minutes_said(21 * 60_000) == "active 21 min"
    assert words.minutes_said(61 * 60_000) == "active 1 h 01 min"
    assert words.saved_said("") == ""
    assert words.saved_said("2026-11-21T14:02:00+00:00").startswith("saved ")


def test_a_preference_is_not_graded_at_first() -> None:
    """The middle grade of a side; by place among more than two."""
    prefer = Question("p", Kind.PREFERENCE, About.INSTANCE, "Which?")
    assert [words.preference_for(prefer, 2, place) for place in (0, 1, None)] == [-2, 2, 0]
    assert [words.preference_for(prefer, 3, place) for place in (0, 2, None)] == [1, 3, 0]


def test_values_are_nudged() -> None:
    """From the middle of a preference, else from an end; never beyond."""
    prefer = Question("p", Kind.PREFERENCE, About.INSTANCE, "Which?")
    assert [words.nudged(prefer, 2, value, 1) for value in (None, -1, 3)] == [1, 0, 3]
    assert [words.nudged(SCALE, 2, None, by) for by in (1, -1)] == [1, 5]
    assert [words.nudged(SCALE, 2, 1, -1), words.nudged(SCALE, 2, 3, 1)] == [1, 4]
