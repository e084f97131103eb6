"""What a study of a given size costs its raters, and what it will be able to show."""

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

from workbench.evaluation.statistics.sample_size import half_width

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

LEVEL = 0.05
"""The level of the two-sided test that power is of."""
POWER = 0.8
"""How often a study should find what is there."""
LONG = 4.0
"""Hours that are much to ask of a clinician."""
ENOUGH_RATINGS = 3
"""Ratings of an item beyond which more items tell more."""
RATES = (0.55, 0.60, 0.65, 0.70, 0.75)
"""True win rates that a plan tells its power for."""

ALPHA_WIDTHS = {
    2: {50: 0.38, 100: 0.26, 200: 0.19},
    3: {50: 0.30, 100: 0.21, 200: 0.14},
    5: {50: 0.25, 100: 0.18, 200: 0.12},
}
"""How wide the 95 % interval of Krippendorff's alpha is by {raters: {items: width}}: simulated, for an axis
of five points and a true alpha of about 0.57."""

ONE_RATING = "with one rating for each item there is no agreement to measure"


@dataclass(frozen=True, slots=True)
class Plan:
    """The size of a study."""

    items: int
    """Instances, apart from anchors and training."""
    raters: int
    overlap: int
    """Raters of each item."""
    seconds: float
    """For one presentation: the pilot's median, when there was one."""
    repeats: float = 0.15
    """The share of a rater's items that come a second time."""
    anchors: int = 0
    """Items that every rater sees."""
    training: int = 0
    """Items before the start."""
    ties: float = 0.2
    """The share of votes that are expected to prefer nothing."""
    correlation: float = 0.3
    """How alike two raters' votes on one item are, from 0 to 1."""

    def __post_init__(self) -> None:
        if self.items < 1 or self.raters < 1 or self.anchors < 0 or self.training < 0 or self.seconds <= 0:
            raise ValueError("a study needs items, raters and time for them")
        if not 1 <= self.overlap <= self.raters:
            raise ValueError(f"{self.overlap} raters of each item: there are {self.raters}")
        if not all(0 <= share <= 1 for share in (self.repeats, self.correlation)) or not 0 <= self.ties < 1:
            raise ValueError("repeats, ties and correlation are shares between 0 and 1")


RECOMMENDED = Plan(items=100, raters=3, overlap=3, seconds=75, anchors=10)
"""Where there is no pilot: beyond three raters more items tell more."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a plan costs and what it will be able to show. Half widths are in points."""

    presentations: int
    """For the rater who has most."""
    hours: float
    """For the same rater."""
    votes: int
    """First ratings of items, by all raters."""
    design_effect: float
    """By how much votes count less because several are about one item."""
    independent: float
    """Votes that would tell as much if each were about an item of its own."""
    proportion: float
    """Half the width of the interval of a share near 50 %."""
    preference: float
    """Half the width of the interval of wins less losses, when both are equally many."""
    alpha: float | None
    """Half the width of the interval of Krippendorff's alpha; None with one rating for each item."""
    power: tuple[tuple[float, float], ...]
    """(true win rate, chance to find it) for independent decisive votes."""
    detectable: float | None
    """The smallest true win rate that is found with 80 % power; None when none is."""
    recommendation: str


def design_effect(ratings: float, correlation: float) -> float:
    """By how much the variance grows when `ratings` votes are about each item: 1 + (m - 1) rho.

    Kish 1965, Survey Sampling; Donner and Klar 2000, Design and Analysis of Cluster Randomization Trials in
    Health Research.
    """
    return 1 + (ratings - 1) * correlation


def power(votes: int, win_rate: float, level: float = LEVEL) -> float:
    """How often an exact binomial test of one half finds `win_rate` among so many independent decisive votes.

    Two-sided: the smaller tail, doubled, is at most `level`. Computed, not approximated. Raises ValueError
    unless the rate is between 0 and 1.
    """
    # numpy is not loaded before there is something to compute.
    import numpy as np  # noqa: PLC0415

    _check_rate(win_rate)
    return float(_powers(np.array([votes]), win_rate, level)[0]) if votes > 0 else 0.0


def votes_for(win_rate: float, wanted: float = POWER, level: float = LEVEL) -> int:
    """From how many independent decisive votes on the power is never below `wanted` again.

    The power of an exact test goes up like a saw: the first number that reaches it may be 5 % smaller, and
    one vote more would fall below again. Raises ValueError for a rate of one half, which nothing can find.
    """
    # numpy is not loaded before there is something to compute.
    import numpy as np  # noqa: PLC0415

    _check_rate(win_rate)
    if win_rate == 0.5:
        raise ValueError("a win rate of one half is no difference to be found")
    normal = NormalDist()
    away = abs(win_rate - 0.5)
    spread = normal.inv_cdf(1 - level / 2) / 2 + normal.inv_cdf(wanted) * sqrt(win_rate * (1 - win_rate))
    about = (spread / away) ** 2
    tried = np.arange(max(1, floor(0.8 * about) - 20), ceil(1.25 * about) + 60)
    low = np.flatnonzero(_powers(tried, win_rate, level) < wanted)
    return int(tried[low[-1]]) + 1 if len(low) else int(tried[0])


def detectable(votes: int, wanted: float = POWER, level: float = LEVEL) -> float | None:
    """The smallest win rate above one half that is found with the power `wanted`; None when even 1 is not."""
    if power(votes, 1.0, level) < wanted:
        return None
    low, high = 0.5, 1.0
    while high - low > 1e-6:
        middle = (low + high) / 2
        low, high = (low, middle) if power(votes, middle, level) >= wanted else (middle, high)
    return high


def alpha_width(items: int, ratings: int) -> float | None:
    """How wide the interval of alpha will be: `ALPHA_WIDTHS`, and between and beyond its numbers.

    Widths fall with the square root of the items beyond 50 and 200; beyond five raters they stay. None with
    one rating for each item.
    """
    if ratings < 2 or items < 1:
        return None
    if ratings in ALPHA_WIDTHS:
        return min(1.0, _by_items(ALPHA_WIDTHS[ratings], items))
    if ratings > 5:
        return alpha_width(items, 5)
    return min(1.0, (_by_items(ALPHA_WIDTHS[3], items) + _by_items(ALPHA_WIDTHS[5], items)) / 2)


def presentations(plan: Plan) -> int:
    """What the rater with most to do sees: training, anchors, items and repeats."""
    own = ceil(plan.items * plan.overlap / plan.raters)
    return plan.training + plan.anchors + own + round(plan.repeats * own)


def outcome(plan: Plan) -> Outcome:
    """What `plan` costs and what it will be able to show."""
    votes = plan.items * plan.overlap
    effect = design_effect(plan.overlap, plan.correlation)
    independent = votes / effect
    decisive = floor(independent * (1 - plan.ties))
    whole = half_width(max(1, floor(independent))) or 0.0
    width = alpha_width(plan.items, plan.overlap)
    return Outcome(
        presentations=presentations(plan),
        hours=presentations(plan) * plan.seconds / 3600,
        votes=votes,
        design_effect=effect,
        independent=independent,
        proportion=whole,
        preference=2 * whole * sqrt(1 - plan.ties),
        alpha=width / 2 if width is not None else None,
        power=tuple((rate, power(decisive, rate)) for rate in RATES),
        detectable=(found := detectable(decisive)),
        recommendation=_recommendation(plan, found, whole),
    )


def _recommendation(plan: Plan, found: float | None, whole: float) -> str:
    """What to tell the person who plans."""
    hours = presentations(plan) * plan.seconds / 3600
    each = "Each rater" if plan.raters > 1 else "The rater"
    said = [
        f"{each} sees up to {presentations(plan):,} presentations, which takes {_time(hours)}; "
        f"shares are known to ±{whole:.0f} points, and "
        + (
            f"a true win rate of {100 * found:.0f} % is found in 4 of 5 such studies."
            if found is not None
            else "no preference, however strong, can be shown."
        )
    ]
    if plan.overlap < 2:
        said.append(f"{ONE_RATING.capitalize()}: let 3 raters see each of at least some items.")
    elif plan.overlap > ENOUGH_RATINGS:
        items = plan.items * plan.overlap // ENOUGH_RATINGS
        said.append(f"{items:,} items with {ENOUGH_RATINGS} ratings each would tell more for the same time.")
    if hours > LONG:
        said.append("That is much to ask: more raters, fewer axes or sessions on several days would help.")
    if plan.repeats == 0:
        said.append("Without hidden repeats nobody will know how well raters agree with themselves.")
    return " ".join(said)


def _time(hours: float) -> str:
    """A time as a person says it: minutes below one hour, tenths of hours above."""
    return f"{max(1, round(60 * hours))} minutes" if hours < 0.995 else f"{hours:.1f} hours"


def _by_items(widths: dict[int, float], items: int) -> float:
    """A width between two numbers of items, on logarithmic scales; beyond them by the square root."""
    known = sorted(widths)
    if items <= known[0]:
        return widths[known[0]] * sqrt(known[0] / items)
    for low, high in pairwise(known):
        if items <= high:
            return float(widths[low] * (widths[high] / widths[low]) ** (log(items / low) / log(high / low)))
    return widths[known[-1]] * sqrt(known[-1] / items)


def _powers(votes: "npt.NDArray[np.intp]", win_rate: float, level: float) -> "npt.NDArray[np.float64]":
    """The power for each number of votes."""
    # numpy and scipy are not loaded before there is something to compute.
    import numpy as np  # noqa: PLC0415
    from scipy.stats import binom  # noqa: PLC0415

    reached = binom.ppf(level / 2, votes, 0.5)
    most = np.where(binom.cdf(reached, votes, 0.5) <= level / 2, reached, reached - 1)
    found = binom.cdf(most, votes, win_rate) + binom.sf(votes - most - 1, votes, win_rate)
    return np.asarray(np.where(most < 0, 0.0, found), dtype=np.float64)


def _check_rate(win_rate: float) -> None:
    """Refuse what is no share. Raises ValueError."""
    if not 0 <= win_rate <= 1:
        raise ValueError(f"a win rate of {win_rate} is not between 0 and 1")
