"""Errors, omissions and guesses are counted by arm."""

from dataclasses import replace

import pytest

from tests.study.simulated import AUTHORS, INSTRUMENT, simulated
from tests.study.tiny import KEY, RATINGS, STUDY
from workbench.domain.studies import Omission, Span
from workbench.evaluation.statistics.estimates import Resampling
from workbench.study.marks import blinding, looked_at, mark_counts, marked

NAMES = {"r1": "R1", "r2": "R2"}
FEW = Resampling(resamples=200)
SPAN = Span("s1", "a1", 0, 5, "short", "", "", "fact", "major")
MARKED = (
    replace(
        RATINGS[0],
        spans=(SPAN, replace(SPAN, id="s2")),
        omissions=(Omission("o", "a2", "dose", "caveat", "minor"),),
    ),
    *RATINGS[1:],
)


def test_marks_are_counted_once_for_each_mark_and_answer() -> None:
    """Two errors in one answer are two marks in one answer."""
    error, omission = mark_counts(marked(STUDY, MARKED, NAMES, KEY))
    assert (error.arm, error.error, error.count, error.answers) == ("A1", True, 2, 1)
    assert (omission.arm, omission.error, omission.type, omission.count) == ("A2", False, "caveat", 1)


def test_answers_that_were_looked_at() -> None:
    """One of four judgements of the first arm has an error."""
    marks = marked(STUDY, MARKED, NAMES, KEY)
    first, second = looked_at(STUDY, MARKED, KEY, marks, FEW)
    assert (first.answers, first.with_error.value, first.with_omission.value) == (4, 25.0, 0.0)
    assert second.with_omission.value == 25.0


def test_unsubmitted_marks_do_not_count() -> None:
    """A rating that was not handed in is not there."""
    assert marked(STUDY, (replace(MARKED[0], submitted=False),), NAMES, KEY) == ()


def test_guesses_at_random_are_near_chance() -> None:
    """Raters of the simulation cannot tell the arms, and a third of the time say so."""
    found = simulated().blinding
    assert found is not None
    assert found.chance == 50.0
    assert found.n + found.unsure == 240
    assert found.right.interval is not None
    assert found.right.interval.low < 50 < found.right.interval.high


def test_blinding_needs_to_be_told_who_is_who() -> None:
    """Nothing is guessed about guesses."""
    rows = simulated().rows
    assert blinding(rows, INSTRUMENT.questions, {}, FEW) is None
    assert blinding(rows, STUDY.instrument.questions, AUTHORS, FEW) is None
    turned = blinding(rows, INSTRUMENT.questions, {"A1": 2, "A2": 1}, FEW)
    own = simulated().blinding
    assert turned is not None
    assert own is not None
    assert (turned.right.value or 0) + (own.right.value or 0) == pytest.approx(100)
