"""Krippendorff's α."""

import numpy as np
import pytest
from hypothesis import assume, given, settings

from tests.study.agreement import slow
from tests.study.agreement.drawn import LEVELS, answers, paired
from tests.study.agreement.examples import (
    KRIPPENDORFF_BINARY,
    KRIPPENDORFF_MISSING,
    KRIPPENDORFF_NOMINAL,
    LABELS,
    ONE_TO_FIVE,
    POINTS,
    Answers,
    matrix,
)
from workbench.domain.judgements import Scale, ScaleKind
from workbench.study.agreement.alpha import alpha
from workbench.study.agreement.bootstrap import value

OPEN = Scale(ScaleKind.INTERVAL)


def _alpha(rows: Answers, scale: Scale) -> float | None:
    """α of answers, with the distance that suits the scale."""
    found = matrix(rows, scale)
    return value(alpha(scale.kind, len(found.levels)), found)


def test_krippendorff_2011() -> None:
    """The examples of the paper: binary, nominal, and missing answers with three distances."""
    assert _alpha(KRIPPENDORFF_BINARY, Scale(ScaleKind.NOMINAL)) == pytest.approx(0.095, abs=5e-4)
    assert _alpha(KRIPPENDORFF_NOMINAL, Scale(ScaleKind.NOMINAL)) == pytest.approx(0.692, abs=5e-4)
    assert _alpha(KRIPPENDORFF_MISSING, LABELS) == pytest.approx(0.743, abs=5e-4)
    assert _alpha(KRIPPENDORFF_MISSING, ONE_TO_FIVE) == pytest.approx(0.815, abs=5e-4)
    assert _alpha(KRIPPENDORFF_MISSING, POINTS) == pytest.approx(0.849, abs=5e-4)


@settings(max_examples=80, deadline=None)
@given(answers())
def test_it_is_the_slow_one(rows: list[list[int | None]]) -> None:
    """Every distance, answers missing; None where all pairable answers are equal."""
    assume(paired(rows))
    items = slow.named(rows)
    for scale, distance in (
        (LABELS, slow.nominal),
        (ONE_TO_FIVE, slow.ordinal(items, LEVELS)),
        (POINTS, slow.interval),
        (OPEN, slow.interval),
    ):
        expected = slow.alpha(items, distance)
        assert _alpha(rows, scale) == (expected if expected is None else pytest.approx(expected, abs=1e-9))


@settings(max_examples=40, deadline=None)
@given(answers())
def test_it_is_the_packages(rows: list[list[int | None]]) -> None:
    """The package krippendorff, where it is installed."""
    package = pytest.importorskip("krippendorff")
    for scale in (LABELS, ONE_TO_FIVE, POINTS):
        found = _alpha(rows, scale) if paired(rows) else None
        assume(found is not None)
        data = np.array([[np.nan if cell is None else cell for cell in row] for row in rows], dtype=float).T
        theirs = package.alpha(data, value_domain=list(LEVELS), level_of_measurement=scale.kind.value)
        assert found == pytest.approx(theirs, abs=1e-9)


def test_numbers_far_from_0_keep_their_digits() -> None:
    """The interval distance is of differences only."""
    far = [[None if cell is None else cell / 10 + 1e6 for cell in row] for row in KRIPPENDORFF_MISSING]
    assert _alpha(far, OPEN) == pytest.approx(_alpha(KRIPPENDORFF_MISSING, POINTS), abs=1e-6)


def test_equal_numbers_tell_nothing() -> None:
    """Not even when they cannot be written exactly."""
    assert _alpha([[0.1, 0.1, 0.1]] * 7, OPEN) is None
