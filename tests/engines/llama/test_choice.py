"""Tokens are chosen as asked, from random numbers that belong to one answer."""

from collections import Counter

import numpy as np
import pytest

from workbench.domain.errors import EngineError
from workbench.domain.runs import Sampling
from workbench.engines.llama.choice import Row, TokenChoice


def row(*logits: float) -> Row:
    """A row of logits."""
    return np.array(logits, np.float32)


def drawn(sampling: Sampling, logits: Row, count: int = 2000, name: str = "i") -> Counter[int]:
    """How often each token is chosen."""
    choice = TokenChoice(sampling, name)
    return Counter(choice.choose(logits) for _ in range(count))


def test_greedy_takes_the_likeliest_and_of_equals_the_first() -> None:
    """No random number is involved."""
    assert drawn(Sampling(), row(1, 5, 5, 2), 10) == {1: 10}


def test_temperature_draws_by_share() -> None:
    """At temperature 1, the shares are those of the model."""
    found = drawn(Sampling(temperature=1.0), np.log(np.array([0.5, 0.3, 0.2], np.float32)))
    assert found[0] / 2000 == pytest.approx(0.5, abs=0.04)
    assert found[1] / 2000 == pytest.approx(0.3, abs=0.04)


def test_low_temperature_is_nearly_greedy() -> None:
    """And no number overflows."""
    assert drawn(Sampling(temperature=1e-4), row(10, 11, -400), 50) == {1: 50}


def test_top_p_leaves_out_the_tail() -> None:
    """The fewest tokens that together have the share, at least one."""
    logits = np.log(np.array([0.1, 0.6, 0.3], np.float32))
    assert set(drawn(Sampling(temperature=1.0, top_p=0.8), logits)) == {1, 2}
    assert set(drawn(Sampling(temperature=1.0, top_p=0.01), logits)) == {1}


@pytest.mark.parametrize("seed", [0, 1, 2**63, -1])
def test_a_seed_decides_the_draws(seed: int) -> None:
    """Seed 0 is a seed like any other: the same draws every time."""
    sampling = Sampling(temperature=1.0, seed=seed)
    one, other = (TokenChoice(sampling, "i") for _ in range(2))
    logits = np.zeros(50, np.float32)
    assert [one.choose(logits) for _ in range(20)] == [other.choose(logits) for _ in range(20)]


def test_seeds_and_instances_draw_differently() -> None:
    """Two instances of a run do not share their luck."""
    logits = np.zeros(50, np.float32)
    draws = set()
    for seed, name in [(0, "a"), (1, "a"), (0, "b")]:
        choice = TokenChoice(Sampling(temperature=1.0, seed=seed), name)
        draws.add(tuple(choice.choose(logits) for _ in range(20)))
    assert len(draws) == 3


@pytest.mark.parametrize("sampling", [Sampling(), Sampling(temperature=1.0)])
def test_no_number_is_an_error(sampling: Sampling) -> None:
    """A model that computes nonsense is not made to answer."""
    with pytest.raises(EngineError, match="no number"):
        TokenChoice(sampling, "i").choose(row(1.0, float("nan")))
