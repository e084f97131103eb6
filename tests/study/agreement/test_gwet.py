"""Gwet's AC1 and AC2."""

import numpy as np
import pytest
from hypothesis import assume, given, settings

from tests.study.agreement import slow
from tests.study.agreement.drawn import LEVELS, answers, paired
from tests.study.agreement.examples import (
    FEINSTEIN_CICCHETTI_SKEWED,
    GWET_ABSTRACTORS,
    KRIPPENDORFF_MISSING,
    LABELS,
    ONE_TO_FIVE,
    matrix,
    table,
)
from workbench.domain.judgements import Scale, ScaleKind
from workbench.study.agreement.bootstrap import value
from workbench.study.agreement.gwet import ac1, ac2
from workbench.study.agreement.weights import Weights

VALUES = np.arange(1.0, 6.0)


def test_published_examples() -> None:
    """Gwet 2014: four raters with missing answers 0.775, two abstractors 0.849."""
    assert value(ac1(5), matrix(KRIPPENDORFF_MISSING, LABELS)) == pytest.approx(0.77544, abs=5e-6)
    three = Scale(ScaleKind.NOMINAL, (1, 2, 3))
    assert value(ac1(3), matrix(table(GWET_ABSTRACTORS), three)) == pytest.approx(0.8493305, abs=5e-7)


def test_it_stands_firm_in_the_prevalence_paradox() -> None:
    """Feinstein and Cicchetti 1990, κ 0.32; worked out by hand: (0.85 - 0.21875) / 0.78125 = 0.808."""
    two = Scale(ScaleKind.NOMINAL, (1, 2))
    assert value(ac1(2), matrix(table(FEINSTEIN_CICCHETTI_SKEWED), two)) == pytest.approx(0.808, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(answers())
def test_it_is_the_slow_one(rows: list[list[int | None]]) -> None:
    """With every kind of weights and answers missing."""
    assume(paired(rows))
    for kind in Weights:
        expected = slow.gwet(slow.named(rows), LEVELS, slow.near(kind, LEVELS))
        assert value(ac2(kind, VALUES), matrix(rows, ONE_TO_FIVE)) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("kind", list(Weights))
def test_it_is_irrcacs(kind: Weights) -> None:
    """Gwet's own program, in its Python edition, where it is installed."""
    raw = pytest.importorskip("irrCAC.raw")
    pandas = pytest.importorskip("pandas")
    name = "identity" if kind is Weights.IDENTITY else kind.value
    data = pandas.DataFrame(KRIPPENDORFF_MISSING, dtype=float)
    # Left to itself it takes a missing answer for a category, with the pandas of today.
    theirs = raw.CAC(data, weights=name, categories=[1.0, 2.0, 3.0, 4.0, 5.0], digits=9)
    expected = theirs.gwet()["est"]["coefficient_value"]
    assert value(ac2(kind, VALUES), matrix(KRIPPENDORFF_MISSING, ONE_TO_FIVE)) == pytest.approx(
        expected, abs=1e-6
    )
