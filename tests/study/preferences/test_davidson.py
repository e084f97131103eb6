"""The model of ties, against published examples and other implementations, to 1e-6."""

from itertools import combinations
from math import exp, log

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.optimize import minimize

from workbench.study.preferences.davidson import FloatArray, design_of, known_terms, length_unit, maximise
from workbench.study.preferences.votes import Vote

PUDDINGS = """
12 19 22 16, 13 16 19 12, 23 19 19 10, 14 18 23 13, 24 23 19 9, 34 19 20 15, 15 13 19 18, 25 16 20 12,
35 16 15 17, 45 17 14 16, 16 18 21 12, 26 22 20 12, 36 13 18 10, 46 14 19 18, 56 11 21 12"""
"""Davidson 1970, chocolate puddings: two brands, preferences for the one, for the other, and none."""
TEAMS = "Milwaukee Detroit Toronto New_York Boston Cleveland Baltimore".split()
HOME = """-- 43 42 43 61 42 60
33 -- 42 43 60 61 43
25 43 -- 24 43 42 60
33 51 25 -- 43 42 61
51 25 33 42 -- 52 60
25 33 34 43 42 -- 24
25 15 16 24 16 34 --"""
"""Agresti 2002, Categorical Data Analysis, 2nd edition, section 10.6: home wins and losses, by home team."""


def _puddings() -> list[Vote]:
    votes = []
    for row in PUDDINGS.split(","):
        pair, *counts = row.split()
        arms = (pair[0], pair[1])
        for best, count in zip((arms[:1], arms[1:], arms), counts, strict=True):
            votes += [Vote("i", "r", arms, best)] * int(count)
    return votes


def _baseball() -> list[Vote]:
    votes = []
    for home, row in zip(TEAMS, HOME.splitlines(), strict=True):
        for away, cell in zip(TEAMS, row.split(), strict=True):
            if home != away:
                arms = (home, away)
                votes += [Vote("i", "r", arms, arms[:1])] * int(cell[0])
                votes += [Vote("i", "r", arms, arms[1:])] * int(cell[1])
    return votes


def _most(
    votes: list[Vote], *, side: bool = False, length: bool = False
) -> tuple[FloatArray, FloatArray, float]:
    """Strengths, the other terms and the log-likelihood."""
    design = design_of(votes, side=side, length=length)
    found = maximise(design, design.counts(np.ones((1, len(votes)))))
    assert found.finite.all()
    start = len(design.arms) - 1
    return design.contrasts @ found.terms[0, :start], found.terms[0, start:], float(found.log_likelihood[0])


def _plain(votes: list[Vote], *, length: bool = False) -> tuple[FloatArray, FloatArray, float]:
    """The same by writing the chances down and asking scipy: strengths, (ties, side, length), likelihood."""
    arms = sorted({arm for vote in votes for arm in vote.arms})
    kinds = sorted({(len(vote.arms), len(vote.best)) for vote in votes if len(vote.best) > 1})
    unit = length_unit(votes) if length else 1.0

    def weight(vote: Vote, best: tuple[str, ...], terms: FloatArray) -> float:
        product = 1.0
        for arm in best:
            place = vote.arms.index(arm)
            value = terms[arms.index(arm)]
            value += terms[len(arms) + len(kinds)] * (0.5 - place / (len(vote.arms) - 1))
            if length and vote.lengths is not None:
                value += terms[-1] * log(vote.lengths[place]) / unit
            product *= exp(value)
        tie = (len(vote.arms), len(best))
        return float(
            product ** (1 / len(best)) * (exp(terms[len(arms) + kinds.index(tie)]) if tie in kinds else 1)
        )

    def lost(terms: FloatArray) -> float:
        total = 0.0
        for vote in votes:
            sizes = [1, *(tied for shown, tied in kinds if shown == len(vote.arms))]
            offered = [best for size in sizes for best in combinations(vote.arms, size)]
            chosen = weight(vote, tuple(arm for arm in vote.arms if arm in vote.best), terms)
            total -= log(chosen / sum(weight(vote, best, terms) for best in offered))
        # The strengths' sum is free; this holds it at 0 and costs nothing there.
        return total + float(terms[: len(arms)].sum()) ** 2

    found = minimize(
        lost,
        np.zeros(len(arms) + len(kinds) + 1 + length),
        method="BFGS",
        options={"gtol": 1e-9, "maxiter": 500},
    )
    return found.x[: len(arms)], found.x[len(arms) :], -float(found.fun)


def _simulated(n: int, arms: str, shown: int, *, lengths: bool = False) -> list[Vote]:
    """Votes of raters who like the first letters and the left."""
    chance = np.random.default_rng(12)
    votes = []
    for item in range(n):
        order = tuple(str(arm) for arm in chance.permutation(list(arms))[:shown])
        long = tuple(int(many) for many in chance.integers(50, 900, shown)) if lengths else None
        odds = np.array([1.0 / (1 + arms.index(arm)) for arm in order])
        odds[0] *= 1.3
        best = order if chance.random() < 0.2 else (order[chance.choice(shown, p=odds / odds.sum())],)
        votes.append(Vote(str(item), "r", order, best, lengths=long))
    return votes


def test_puddings_are_as_davidson_published() -> None:
    """Davidson 1970: the estimates after his seven steps, of which four digits stand."""
    strengths, (tie,), _ = _most(_puddings())
    shares = np.exp(strengths) / np.exp(strengths).sum()
    published = [0.1388005, 0.1729985, 0.1617420, 0.1653930, 0.1586805, 0.2023855]
    assert shares == pytest.approx(published, abs=3e-5)
    assert exp(tie) == pytest.approx(0.7468147, abs=3e-5)


def test_baseball_is_as_agresti_published() -> None:
    """Agresti 2002, section 10.6: strengths above Baltimore's; the home team's 0.302 in the second fit."""
    order = sorted(TEAMS)
    strengths, _, _ = _most(_baseball())
    above = {team: strengths[order.index(team)] - strengths[order.index("Baltimore")] for team in TEAMS}
    published = [1.581, 1.436, 1.294, 1.248, 1.108, 0.684, 0.0]
    assert list(above.values()) == pytest.approx(published, abs=5e-4)
    _, (home,), _ = _most(_baseball(), side=True)
    assert home == pytest.approx(0.302, abs=5e-4)


def test_without_ties_it_is_a_logistic_regression() -> None:
    """Strengths, side, likelihood and standard errors are statsmodels' to 1e-6."""
    votes, order = _baseball(), sorted(TEAMS)
    rows = [[(team == vote.arms[0]) - (team == vote.arms[1]) for team in order[1:]] + [1] for vote in votes]
    won = [float(vote.best == vote.arms[:1]) for vote in votes]
    other = sm.Logit(won, np.array(rows, dtype=float)).fit(disp=0, tol=1e-12)
    strengths, (home,), likely = _most(votes, side=True)
    assert strengths[1:] - strengths[0] == pytest.approx(other.params[:-1], abs=1e-6)
    assert home == pytest.approx(other.params[-1], abs=1e-6)
    assert likely == pytest.approx(other.llf, abs=1e-6)
    design = design_of(votes, side=True, length=False)
    found = maximise(design, design.counts(np.ones((1, len(votes)))))
    error = np.sqrt(np.linalg.inv(found.information[0])[-1, -1])
    assert error == pytest.approx(other.bse[-1], abs=1e-6)


def test_without_ties_it_is_evalicas_bradley_terry() -> None:
    """Shares of strength to 1e-6."""
    evalica = pytest.importorskip("evalica", reason="evalica is not installed")
    votes, order = _baseball(), sorted(TEAMS)
    lefts, rights = [vote.arms[0] for vote in votes], [vote.arms[1] for vote in votes]
    winners = [evalica.Winner.X if vote.best == vote.arms[:1] else evalica.Winner.Y for vote in votes]
    other = evalica.bradley_terry(lefts, rights, winners, tolerance=1e-14, limit=10_000).scores
    strengths, _, _ = _most(votes)
    shares = np.exp(strengths) / np.exp(strengths).sum()
    theirs = np.array([other[team] for team in order])
    assert shares == pytest.approx(theirs / theirs.sum(), abs=1e-6)


@pytest.mark.parametrize("shown", [2, 3, 4])
def test_scipy_finds_the_same_maximum(shown: int) -> None:
    """Of the likelihood written down plainly: 2, 3 or 4 arms at a time, ties and a side, to 1e-6."""
    votes = _simulated(150, "abcd", shown)
    strengths, rest, likely = _most(votes, side=True)
    theirs, others, height = _plain(votes)
    assert strengths == pytest.approx(theirs, abs=1e-6)
    assert rest == pytest.approx(others, abs=1e-6)
    assert likely == pytest.approx(height, abs=1e-6)


def test_scipy_finds_the_same_length_term() -> None:
    """Per standard deviation of log length differences, to 1e-6."""
    votes = _simulated(120, "abc", 2, lengths=True)
    strengths, rest, likely = _most(votes, side=True, length=True)
    theirs, others, height = _plain(votes, length=True)
    assert strengths == pytest.approx(theirs, abs=1e-6)
    assert rest == pytest.approx(others, abs=1e-6)
    assert likely == pytest.approx(height, abs=1e-6)


def test_many_samples_are_fitted_as_each_alone() -> None:
    """Whole numbers as weights are votes given so often."""
    votes = _simulated(60, "abc", 3)
    weights = np.random.default_rng(5).integers(0, 3, size=(7, 60)).astype(float)
    design = design_of(votes, side=True, length=False)
    together = maximise(design, design.counts(weights), 0.01).terms
    for row, terms in zip(weights, together, strict=True):
        alone = maximise(design, design.counts(row[None, :]), 0.01).terms[0]
        assert terms == pytest.approx(alone, abs=1e-8)
        repeated = [vote for vote, times in zip(votes, row, strict=True) for _ in range(int(times))]
        other = design_of(repeated, side=True, length=False)
        again = maximise(other, other.counts(np.ones((1, len(repeated)))), 0.01).terms[0]
        assert terms == pytest.approx(again, abs=1e-8)


def test_what_runs_away_is_said() -> None:
    """An arm that always wins has no finite strength; a ridge gives it one."""
    votes = [Vote(str(item), "r", ("a", "b"), ("a",)) for item in range(10)]
    design = design_of(votes, side=False, length=False)
    counts = design.counts(np.ones((1, 10)))
    assert not maximise(design, counts).finite.any()
    held = maximise(design, counts, 0.01)
    assert held.finite.all()
    assert held.terms[0, 0] > 0


def test_terms_that_add_nothing_are_known() -> None:
    """A side that never changes adds nothing to the strengths of two arms."""
    fixed = [Vote(str(item), "r", ("a", "b"), (("a", "b")[item % 2],)) for item in range(10)]
    design = design_of(fixed, side=True, length=False)
    assert known_terms(design, design.counts(np.ones((1, 10)))).tolist() == [True, False]
    both = [*fixed, Vote("x", "r", ("b", "a"), ("a",))]
    design = design_of(both, side=True, length=False)
    assert known_terms(design, design.counts(np.ones((1, 11)))).tolist() == [True, True]


def test_the_unit_of_length_does_not_depend_on_order() -> None:
    """The root of the mean square of log ratios, each pair of texts once; an empty text is one character."""
    votes = [
        Vote("1", "r", ("a", "b"), ("a",), lengths=(100, 200)),
        Vote("2", "r", ("b", "a"), ("a",), lengths=(0, 8)),
    ]
    assert length_unit(votes) == pytest.approx(((log(2) ** 2 + log(8) ** 2) / 2) ** 0.5)
    assert length_unit([Vote("1", "r", ("a", "b"), ("a",))]) == 0.0
