"""Percent agreement is the share of pairs that say the same."""

import pytest
from hypothesis import assume, given, settings

from tests.study.agreement import slow
from tests.study.agreement.drawn import answers, paired
from tests.study.agreement.examples import FLEISS_1971, KRIPPENDORFF_MISSING, LABELS, counted, matrix
from workbench.domain.judgements import Scale, ScaleKind
from workbench.study.agreement.bootstrap import value
from workbench.study.agreement.percent import percent

OPEN = Scale(ScaleKind.INTERVAL)


def test_published_shares() -> None:
    """Fleiss 1971: 0.556; Gwet 2014, raw ratings by four raters: 0.818."""
    assert value(percent(), matrix(counted(FLEISS_1971), LABELS)) == pytest.approx(0.556, abs=5e-4)
    assert value(percent(), matrix(KRIPPENDORFF_MISSING, LABELS)) == pytest.approx(0.81818, abs=5e-6)


@settings(max_examples=60, deadline=None)
@given(answers())
def test_it_is_the_slow_one(rows: list[list[int | None]]) -> None:
    """On a scale with levels and on an open one, with answers missing."""
    assume(paired(rows))
    expected = slow.observed(slow.named(rows), lambda one, other: float(one == other))
    assert value(percent(), matrix(rows, LABELS)) == pytest.approx(expected, abs=1e-9)
    assert value(percent(), matrix(rows, OPEN)) == pytest.approx(expected, abs=1e-9)


def test_items_with_one_answer_say_nothing() -> None:
    """Neither agreement nor the lack of it."""
    assert value(percent(), matrix([[1, None], [None, 2]], LABELS)) is None
    assert value(percent(), matrix([[1, None], [2, 2]], LABELS)) == 1
