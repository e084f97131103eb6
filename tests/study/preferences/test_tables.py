"""Wins, ties, losses, and which side was chosen."""

import random
import subprocess
import sys

import pytest
from scipy.stats import binomtest

from workbench.evaluation.statistics.estimates import ALL_EQUAL, NOTHING, Resampling
from workbench.study.preferences.crossed import Over
from workbench.study.preferences.tables import pair_counts, side_counts
from workbench.study.preferences.votes import Vote, graded

FEW = Resampling(resamples=2000)


def test_everything_is_counted_once() -> None:
    """Wins, ties, losses, all unacceptable, and votes for a third arm add up to what was shown."""
    shown = ("a", "b", "c")
    votes = [
        Vote("1", "x", ("a", "b"), ("a",)),
        Vote("1", "y", ("b", "a"), ("a", "b")),
        Vote("2", "x", ("a", "b"), ("b",)),
        Vote("2", "y", ("a", "b"), ()),
        Vote("3", "x", shown, ("c",)),
        Vote("3", "y", shown, ("a",)),
    ]
    found = {(one.first, one.second): one for one in pair_counts(votes, resampling=FEW)}
    pair = found["a", "b"]
    assert (pair.wins, pair.ties, pair.losses, pair.unacceptable, pair.untold) == (2, 1, 1, 1, 1)
    assert pair.difference.value == pytest.approx(25)
    assert (pair.votes, pair.items, pair.raters) == (4, 3, 2)
    tied = {
        (one.first, one.second): one for one in pair_counts(votes, unacceptable_ties=True, resampling=FEW)
    }
    assert (tied["a", "b"].ties, tied["a", "b"].votes, tied["a", "b"].untold) == (2, 5, 1)
    assert found["a", "c"].losses == 1


def test_an_interval_holds_what_it_should() -> None:
    """The mean of the votes by hand; wider over items and raters than over items alone."""
    chance = random.Random(4)
    lean = {"x": 0.3, "y": 0.5, "z": 0.8}
    votes = [
        graded(str(item), rater, ("a", "b"), -1 if chance.random() < share else 1)
        for item in range(80)
        for rater, share in lean.items()
    ]
    (both,) = pair_counts(votes, resampling=FEW)
    (items,) = pair_counts(votes, resampling=FEW, over=Over.ITEMS)
    assert both.difference.value == pytest.approx(100 * (both.wins - both.losses) / 240)
    assert both.difference.interval is not None
    assert items.difference.interval is not None
    wide = both.difference.interval.high - both.difference.interval.low
    narrow = items.difference.interval.high - items.difference.interval.low
    # Three raters that lean so differently: over items alone about 2 x 1.96 x 100 / sqrt(240) at most.
    assert narrow < 26 < wide


def test_no_votes_and_equal_votes_have_no_interval() -> None:
    """Each with its reason."""
    (unsaid,) = pair_counts([Vote("1", "x", ("a", "b"), ())])
    assert (unsaid.difference.value, unsaid.difference.reason) == (None, NOTHING)
    same = [Vote(str(item), "x", ("a", "b"), ("a",)) for item in range(5)]
    (won,) = pair_counts(same, resampling=FEW)
    assert (won.difference.value, won.difference.reason) == (100.0, ALL_EQUAL)
    assert pair_counts([]) == ()


def test_a_bias_to_the_left_is_found() -> None:
    """In whom it is, adjusted for looking at several raters; by scipy's test of the counts."""
    votes = [
        Vote(f"{rater}{item}", rater, arms, (arms[0] if item % 10 < left else arms[1],))
        for rater, left in (("x", 5), ("y", 9))
        for item in range(40)
        for arms in [("a", "b") if item % 2 else ("b", "a")]
    ]
    together, x, y = side_counts(votes)
    assert together.rater is None
    assert together.places == (56, 24)
    assert together.left.value == pytest.approx(70)
    assert x.places == (20, 20)
    assert y.p == pytest.approx(binomtest(36, 40).pvalue, abs=1e-12)
    assert y.adjusted == pytest.approx(2 * binomtest(36, 40).pvalue, abs=1e-12)
    assert x.adjusted == 1.0


def test_places_of_three_are_held_against_a_third() -> None:
    """Presentations of three arms are told apart from pairs; ties say nothing about a side."""
    arms = ("a", "b", "c")
    votes = [Vote(str(item), "x", arms, (arms[item % 3],)) for item in range(30)]
    votes += [Vote("t", "x", arms, arms), Vote("u", "x", arms, ()), Vote("p", "x", ("a", "b"), ("a",))]
    found = side_counts(votes)
    assert [len(one.places) for one in found] == [2, 2, 3, 3]
    assert found[2].places == (10, 10, 10)
    assert found[2].p == pytest.approx(1.0)


def test_importing_loads_neither_numpy_nor_scipy() -> None:
    """A window that knows the values and the tables has not loaded what computes them."""
    program = (
        "import sys\n"
        "import workbench.study.planner, workbench.study.presentations\n"
        "import workbench.study.blinding.linter, workbench.study.blinding.remedies\n"
        "import workbench.study.preferences.item_tests, workbench.study.preferences.tables\n"
        "sys.exit(any(name in sys.modules for name in ('numpy', 'scipy')))"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
