"""What is decided about the presentation on screen."""

from dataclasses import replace

import pytest

from tests.study.invented import RATER, Hand, ListLog, study
from workbench.domain.studies import Omission, StudyOutput
from workbench.study.session import Session
from workbench.study.sheet import Sheet, span_in


@pytest.fixture
def sheet() -> Sheet:
    """Of the first presentation."""
    session = Session(study(1), RATER, ListLog(), Hand().clocks())
    session.next_open()
    return session.sheet


def test_errors_are_marked_changed_and_taken_away(sheet: Sheet) -> None:
    """One event each; the place of the others does not change."""
    output = study(1).outputs[0]
    first, second = (
        span_in(output, 4, 12, "wrong-fact", "minor"),
        span_in(output, 0, 3, "fabricated", "major"),
    )
    sheet.mark(None, first)
    sheet.mark(None, second)
    assert list(sheet.rating.spans) == [first, second]
    worse = span_in(output, 4, 12, "wrong-fact", "severe")
    sheet.mark(first, replace(first, severity="severe"))
    assert [one.severity for one in sheet.rating.spans] == [worse.severity, "major"]
    sheet.mark(sheet.rating.spans[0], None)
    assert list(sheet.rating.spans) == [second]
    sheet.mark(None, None)


def test_omissions_are_noted_and_taken_away(sheet: Sheet) -> None:
    """Tied to the prompt or typed."""
    missing = Omission("m1", "o1b", "follow-up", "missing-follow-up", "minor", "prompt", 0, 9)
    sheet.omit(None, missing)
    assert list(sheet.rating.omissions) == [missing]
    sheet.omit(missing, None)
    assert not sheet.rating.omissions


def test_positions_are_code_points() -> None:
    """An emoji of several, a character beyond the first plane, a combining accent: each counts as it is."""
    text = "𠮷 👩🏽‍⚕️ cafe\u0301 wrong."
    start = text.index("wrong")
    span = span_in(StudyOutput("o", "i", text), start, start + 5, "wrong-fact", "minor")
    assert (span.quote, span.before, span.after) == ("wrong", text[:start], ".")


def test_an_error_has_to_lie_in_its_text() -> None:
    """Not beyond its end, and not nowhere."""
    with pytest.raises(ValueError, match="no error"):
        span_in(StudyOutput("o", "i", "abc"), 1, 9, "wrong-fact", "minor")
    with pytest.raises(ValueError, match="no error"):
        span_in(StudyOutput("o", "i", "abc"), 1, 1, "wrong-fact", "minor")
