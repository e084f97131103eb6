"""The usual weights are those of the Handbook."""

import numpy as np
import pytest

from tests.study.agreement import slow
from workbench.study.agreement.weights import Weights, weights

UNEVEN = [1.0, 2.0, 4.0, 7.0]


@pytest.mark.parametrize("kind", list(Weights))
def test_weights_are_the_slow_ones(kind: Weights) -> None:
    """For values that are not evenly spaced too."""
    near = slow.near(kind, UNEVEN)
    expected = [[near(one, other) for other in UNEVEN] for one in UNEVEN]
    assert weights(kind, np.array(UNEVEN)) == pytest.approx(np.array(expected), abs=1e-12)


@pytest.mark.parametrize("kind", list(Weights))
def test_weights_are_irrcacs(kind: Weights) -> None:
    """Gwet's own program, in its Python edition, where it is installed."""
    theirs = pytest.importorskip("irrCAC.weights").Weights([1, 2, 3, 4, 5])
    name = "identity" if kind is Weights.IDENTITY else kind.value
    assert weights(kind, np.arange(1.0, 6.0)) == pytest.approx(theirs[name], abs=1e-12)


def test_one_level_is_near_itself() -> None:
    """There is nothing to divide by."""
    assert weights(Weights.QUADRATIC, np.array([3.0])).tolist() == [[1.0]]


def test_ratios_are_of_numbers_above_0() -> None:
    """A ratio to a number below 0 means nothing; 0 itself is as far as can be from all others."""
    with pytest.raises(ValueError, match="above 0"):
        weights(Weights.RATIO, np.array([-1.0, 1.0]))
    assert weights(Weights.RATIO, np.array([0.0, 1.0])).tolist() == [[1, 0], [0, 1]]
