"""Decisions as JSON and back."""

import pytest

from workbench.domain.studies import Omission, Span, Unanswered
from workbench.study.decisions import (
    Value,
    mark_told,
    omission_heard,
    plain_heard,
    plain_told,
    span_heard,
    value_heard,
    value_told,
)


@pytest.mark.parametrize(
    "value", [0, -3, 5, "cannot judge", "𠮷 e\u0301 👩🏽‍⚕️", Unanswered.CANNOT_JUDGE, None]
)
def test_values_come_back(value: Value | None) -> None:
    """The words “cannot judge” typed as a text stay a text."""
    again = value_heard(value_told(value))
    assert again == value
    assert type(again) is type(value)


def test_marks_come_back() -> None:
    """Errors and omissions, and none."""
    span = Span("s1", "o1", 2, 4, "𠮷x", "a", "b", "wrong-fact", "major")
    omission = Omission("m1", "o1", "no follow-up", "missing", "minor", "prompt", 3, 8)
    assert span_heard(mark_told(span)) == span
    assert omission_heard(mark_told(omission)) == omission
    assert span_heard(mark_told(None)) is None
    assert omission_heard(None) is None


@pytest.mark.parametrize("value", ["", "why “not”", True, False, None])
def test_plain_things_come_back(value: str | bool | None) -> None:
    """Comments, reasons and flags."""
    assert plain_heard(plain_told(value)) == value
