"""Cohen's, Fleiss' and Brennan and Prediger's agreement beyond chance."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import fleiss_kappa

from tests.study.agreement import slow
from tests.study.agreement.drawn import LEVELS, answers, paired
from tests.study.agreement.examples import (
    COHEN_1968,
    COHEN_1968_WEIGHTS,
    FEINSTEIN_CICCHETTI_EVEN,
    FEINSTEIN_CICCHETTI_SKEWED,
    FLEISS_1971,
    GWET_ABSTRACTORS,
    KRIPPENDORFF_MISSING,
    LABELS,
    ONE_TO_FIVE,
    counted,
    matrix,
    table,
)
from workbench.domain.judgements import Scale, ScaleKind
from workbench.study.agreement.bootstrap import value
from workbench.study.agreement.kappa import brennan_prediger, cohen, cohen_with, fleiss
from workbench.study.agreement.weights import Weights

VALUES = np.arange(1.0, 6.0)
USUAL = (Weights.IDENTITY, Weights.LINEAR, Weights.QUADRATIC)
PLAIN = Weights.IDENTITY


def _scale(levels: int) -> Scale:
    """Labels 1, 2, ..."""
    return Scale(ScaleKind.NOMINAL, tuple(range(1, levels + 1)))


def _cohen(cells: list[list[int]]) -> float | None:
    """Cohen's κ of a table."""
    return value(cohen(PLAIN, VALUES[: len(cells)]), matrix(table(cells), _scale(len(cells))))


def test_cohen_1968() -> None:
    """κ = 0.492 unweighted, 0.348 with the paper's own weights."""
    assert _cohen(COHEN_1968) == pytest.approx(0.492, abs=5e-4)
    near = 1 - np.array(COHEN_1968_WEIGHTS) / 6
    assert value(cohen_with(near), matrix(table(COHEN_1968), _scale(3))) == pytest.approx(0.348, abs=5e-4)


def test_feinstein_and_cicchetti_1990() -> None:
    """The paradox: the same percent agreement, and κ of 0.70 or 0.32."""
    assert _cohen(FEINSTEIN_CICCHETTI_EVEN) == pytest.approx(0.70, abs=5e-3)
    assert _cohen(FEINSTEIN_CICCHETTI_SKEWED) == pytest.approx(0.32, abs=5e-3)


def test_gwet_2014() -> None:
    """Two abstractors: κ = 0.796; four raters with missing answers: Fleiss 0.761, Brennan-Prediger 0.773."""
    assert _cohen(GWET_ABSTRACTORS) == pytest.approx(0.7964094, abs=5e-7)
    answers_of_four = matrix(KRIPPENDORFF_MISSING, LABELS)
    assert value(fleiss(PLAIN, VALUES), answers_of_four) == pytest.approx(0.76117, abs=5e-6)
    assert value(brennan_prediger(PLAIN, VALUES), answers_of_four) == pytest.approx(0.77273, abs=5e-6)


def test_fleiss_1971() -> None:
    """κ = 0.430, as in the paper and as statsmodels has it."""
    found = value(fleiss(PLAIN, VALUES), matrix(counted(FLEISS_1971), LABELS))
    assert found == pytest.approx(0.430, abs=5e-4)
    assert found == pytest.approx(float(fleiss_kappa(np.array(FLEISS_1971))), abs=1e-9)


def test_brennan_prediger_is_statsmodels_with_free_margins() -> None:
    """Randolph's κ is the same for a complete table."""
    expected = float(fleiss_kappa(np.array(FLEISS_1971), method="unif"))
    found = value(brennan_prediger(PLAIN, VALUES), matrix(counted(FLEISS_1971), LABELS))
    assert found == pytest.approx(expected, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(answers())
def test_any_number_of_raters_is_the_slow_one(rows: list[list[int | None]]) -> None:
    """Fleiss and Brennan-Prediger with weights and missing answers."""
    assume(paired(rows))
    items, found = slow.named(rows), matrix(rows, ONE_TO_FIVE)
    for kind in USUAL:
        near = slow.near(kind, LEVELS)
        expected = slow.fleiss(items, LEVELS, near)
        assert value(fleiss(kind, VALUES), found) == (
            expected if expected is None else pytest.approx(expected, abs=1e-9)
        )
        by_chance = slow.brennan_prediger(items, LEVELS, near)
        assert value(brennan_prediger(kind, VALUES), found) == pytest.approx(by_chance, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(answers(raters=2))
def test_cohen_is_the_slow_one_and_scikit_learns(rows: list[list[int | None]]) -> None:
    """Of the items that both rated."""
    assume(paired(rows))
    first, second = zip(*rows, strict=True)
    both = [row for row in rows if None not in row]
    for kind in USUAL:
        expected = slow.cohen(first, second, slow.near(kind, LEVELS))
        found = value(cohen(kind, VALUES), matrix(rows, ONE_TO_FIVE))
        assert found == (expected if expected is None else pytest.approx(expected, abs=1e-9))
        if expected is not None:
            name = None if kind is PLAIN else kind.value
            theirs = cohen_kappa_score(*zip(*both, strict=True), labels=list(LEVELS), weights=name)
            assert found == pytest.approx(float(theirs), abs=1e-9)


@pytest.mark.parametrize("kind", list(Weights))
def test_they_are_irrcacs(kind: Weights) -> None:
    """Gwet's own program, in its Python edition, where it is installed."""
    raw = pytest.importorskip("irrCAC.raw")
    pandas = pytest.importorskip("pandas")
    name = "identity" if kind is PLAIN else kind.value
    data = pandas.DataFrame(KRIPPENDORFF_MISSING, dtype=float)
    # Left to itself it takes a missing answer for a category, with the pandas of today.
    theirs = raw.CAC(data, weights=name, categories=[1.0, 2.0, 3.0, 4.0, 5.0], digits=9)
    found = matrix(KRIPPENDORFF_MISSING, ONE_TO_FIVE)
    expected = theirs.fleiss()["est"]["coefficient_value"]
    assert value(fleiss(kind, VALUES), found) == pytest.approx(expected, abs=1e-6)
    expected = theirs.bp()["est"]["coefficient_value"]
    assert value(brennan_prediger(kind, VALUES), found) == pytest.approx(expected, abs=1e-6)
