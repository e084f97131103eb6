"""Plans tell the planning numbers that are known, and what simulation finds."""

import numpy as np
import pytest
from scipy.stats import binomtest

from workbench.evaluation.statistics.sample_size import items_for
from workbench.study.planner import (
    ALPHA_WIDTHS,
    RECOMMENDED,
    Plan,
    alpha_width,
    design_effect,
    detectable,
    outcome,
    power,
    presentations,
    votes_for,
)


@pytest.mark.parametrize(
    ("rate", "votes", "within"),
    [(0.55, 800, 25), (0.60, 210, 0), (0.65, 97, 0), (0.70, 54, 0), (0.75, 35, 0)],
)
def test_planning_numbers_are_reproduced(rate: float, votes: int, within: int) -> None:
    """Independent decisive votes for 80 % power at the two-sided 5 % level, exact; "about 800" is 820."""
    assert votes_for(rate) == pytest.approx(votes, abs=within)
    assert power(votes_for(rate), rate) >= 0.8
    assert power(votes_for(rate) - 1, rate) < 0.8


@pytest.mark.parametrize(("points", "votes"), [(5, 385), (7.5, 171), (10, 97)])
def test_half_widths_are_reproduced(points: float, votes: int) -> None:
    """Of a 95 % interval of a share near one half."""
    assert items_for(points) == votes
    assert outcome(Plan(votes, 1, 1, 60)).proportion == pytest.approx(points, abs=0.06)


@pytest.mark.parametrize(("votes", "rate"), [(20, 0.7), (54, 0.7), (97, 0.4), (5, 0.9), (6, 1.0)])
def test_power_is_that_of_scipys_test(votes: int, rate: float) -> None:
    """Summed over all outcomes that `binomtest` finds significant, to 1e-9."""
    chances = [binomtest(k, votes, 0.5).pvalue <= 0.05 for k in range(votes + 1)]
    ways = np.array([1.0])
    for _ in range(votes):
        ways = np.convolve(ways, [1 - rate, rate])
    assert power(votes, rate) == pytest.approx(float(ways[chances].sum()), abs=1e-9)


def test_what_is_detectable_is_found_just_so() -> None:
    """80 % power there and not below; six votes are the fewest that can be significant."""
    rate = detectable(97)
    assert rate is not None
    assert power(97, rate) == pytest.approx(0.8, abs=1e-4)
    assert rate == pytest.approx(0.65, abs=0.01)
    assert detectable(5) is None
    assert detectable(6) is not None
    assert power(0, 0.9) == 0.0


def test_several_votes_on_one_item_count_less() -> None:
    """1 + (m - 1) rho, and by that many votes fewer."""
    assert design_effect(1, 0.5) == 1.0
    assert design_effect(3, 0.25) == 1.5
    planned = outcome(Plan(100, 3, 3, 60, correlation=0.25))
    assert (planned.votes, planned.independent) == (300, 200.0)


def test_hours_are_counted() -> None:
    """Training, anchors, own items and their repeats, for the rater who has most."""
    plan = Plan(100, 4, 3, 90, repeats=0.2, anchors=10, training=5)
    assert presentations(plan) == 5 + 10 + 75 + 15
    assert outcome(plan).hours == pytest.approx(105 * 90 / 3600)


def test_the_width_of_a_preference_is_what_simulation_finds() -> None:
    """Win differences of independent votes with one fifth ties."""
    planned = outcome(Plan(200, 1, 1, 60))
    chance = np.random.default_rng(8)
    drawn = 100 * chance.choice([-1, 0, 1], p=[0.4, 0.2, 0.4], size=(20_000, 200)).mean(axis=1)
    assert planned.preference == pytest.approx(1.96 * drawn.std(), rel=0.03)


@pytest.mark.parametrize(("raters", "items"), [(2, 50), (2, 200), (3, 100), (5, 100)])
def test_the_table_of_alpha_is_what_simulation_finds(raters: int, items: int) -> None:
    """Five points, latent normal qualities, true alpha about 0.57; interval distances; to a fifth."""
    chance = np.random.default_rng(raters * items)
    quality = chance.normal(size=(1500, items, 1))
    seen = quality + chance.normal(scale=0.78, size=(1500, items, raters))
    told = np.digitize(seen, np.array([-1.5, -0.5, 0.5, 1.5])).astype(float)
    within = told.var(axis=2, ddof=1).mean(axis=1)
    alphas = 1 - within / told.reshape(1500, -1).var(axis=1, ddof=1)
    assert alphas.mean() == pytest.approx(0.57, abs=0.03)
    assert alpha_width(items, raters) == pytest.approx(np.ptp(np.quantile(alphas, [0.025, 0.975])), rel=0.2)


def test_widths_of_alpha_go_on_between_and_beyond() -> None:
    """Narrower with more items and raters; the table itself where it has a number; None for one rating."""
    for raters, row in ALPHA_WIDTHS.items():
        assert [alpha_width(items, raters) for items in row] == pytest.approx(list(row.values()))
    widths = [alpha_width(items, 3) or 0 for items in (10, 30, 50, 75, 100, 150, 200, 400, 800)]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] == pytest.approx(0.14 / 2)
    assert alpha_width(100, 4) == pytest.approx(0.195)
    assert alpha_width(100, 9) == 0.18
    assert alpha_width(100, 1) is None
    assert alpha_width(2, 2) == 1.0


def test_a_plan_is_told_in_a_sentence() -> None:
    """With what it costs, what it can show, and what would be better."""
    usual = outcome(RECOMMENDED).recommendation
    assert usual.startswith(
        "Each rater sees up to 125 presentations, which takes 2.6 hours; shares are known"
    )
    assert "is found in 4 of 5" in usual
    assert "no agreement" in outcome(Plan(50, 2, 1, 60)).recommendation
    assert "166 items with 3 ratings" in outcome(Plan(100, 5, 5, 60)).recommendation
    assert "much to ask" in outcome(Plan(1000, 3, 3, 90)).recommendation
    assert "agree with themselves" in outcome(Plan(50, 3, 3, 60, repeats=0)).recommendation
    assert "no preference" in outcome(Plan(3, 1, 1, 60)).recommendation
    assert "3 minutes" in outcome(Plan(3, 1, 1, 60)).recommendation


@pytest.mark.parametrize(
    "wrong",
    [
        {"items": 0},
        {"overlap": 4},
        {"overlap": 0},
        {"seconds": 0.0},
        {"ties": 1.0},
        {"correlation": 1.5},
        {"repeats": -0.1},
    ],
)
def test_what_cannot_be_planned_is_refused(wrong: dict[str, float]) -> None:
    """More raters of an item than there are, no time, shares that are none."""
    given = {"items": 10, "raters": 3, "overlap": 3, "seconds": 60.0} | wrong
    with pytest.raises(ValueError, match=r"\w"):
        Plan(**given)  # type: ignore[arg-type]


def test_no_difference_cannot_be_found() -> None:
    """A win rate of one half has no number of votes, and 55 is no share."""
    with pytest.raises(ValueError, match="one half"):
        votes_for(0.5)
    with pytest.raises(ValueError, match="between 0 and 1"):
        power(10, 55)
