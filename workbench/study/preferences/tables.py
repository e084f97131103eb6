"""Wins, ties and losses of each pair of arms, and which side was chosen."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from workbench.evaluation.statistics.estimates import ALL_EQUAL, NOTHING, Estimate, Resampling
from workbench.evaluation.statistics.intervals import USUAL, proportion
from workbench.evaluation.statistics.multiple import holm
from workbench.study.preferences.votes import Vote, arms_of, counted

if TYPE_CHECKING:
    from workbench.study.preferences.crossed import Over


@dataclass(frozen=True, slots=True)
class PairCount:
    """How often each of two arms was preferred to the other."""

    first: str
    second: str
    wins: int
    """Votes for `first` over `second`."""
    ties: int
    losses: int
    """Votes for `second` over `first`."""
    unacceptable: int
    """Votes that found everything shown unacceptable, these two among it."""
    untold: int
    """Votes for a third arm: they do not compare these two."""
    items: int
    raters: int
    difference: Estimate
    """Wins less losses in percent of wins, ties and losses: above 0 `first` was preferred."""

    @property
    def votes(self) -> int:
        """Wins, ties and losses together."""
        return self.wins + self.ties + self.losses


@dataclass(frozen=True, slots=True)
class SideCount:
    """Which place on the screen was chosen in presentations of so many arms."""

    rater: str | None
    """None for all raters together."""
    places: tuple[int, ...]
    """Votes for the arm at each place, from left to right; ties and "all unacceptable" are not here."""
    left: Estimate
    """The share of votes for the leftmost, in percent; without any bias 100 / the number of arms."""
    p: float | None
    """Of the exact binomial test of that share, two-sided; None without a vote."""
    adjusted: float | None = None
    """The same after Holm's adjustment over the raters; None for all raters together."""


def pair_counts(
    votes: Sequence[Vote],
    *,
    unacceptable_ties: bool = False,
    over: "Over | None" = None,
    resampling: Resampling = USUAL,
) -> tuple[PairCount, ...]:
    """Each pair of arms that was shown together, by name.

    "Wins less losses" is the net benefit of Buyse 2010, Statistics in Medicine 29:3245-3257, with votes for
    pairs. Its interval comes from drawing items and raters again: see `crossed.crossed_weights`; `over` says
    what is drawn, items x raters when it is None.
    """
    found = []
    for first, second in combinations(arms_of(votes), 2):
        together = [vote for vote in votes if first in vote.arms and second in vote.arms]
        if together:
            found.append(
                _pair(
                    first,
                    second,
                    together,
                    unacceptable_ties=unacceptable_ties,
                    over=over,
                    resampling=resampling,
                )
            )
    return tuple(found)


def _pair(
    first: str,
    second: str,
    together: Sequence[Vote],
    *,
    unacceptable_ties: bool,
    over: "Over | None",
    resampling: Resampling,
) -> PairCount:
    """One pair from the votes that saw both."""
    told = [
        (vote, value)
        for vote in counted(together, unacceptable_ties=unacceptable_ties)
        if (value := vote.outcome(first, second)) is not None
    ]
    values = Counter(value for _, value in told)
    unacceptable = sum(vote.unacceptable for vote in together)
    apart = 0 if unacceptable_ties else unacceptable
    return PairCount(
        first=first,
        second=second,
        wins=values[1],
        ties=values[0],
        losses=values[-1],
        unacceptable=unacceptable,
        untold=len(together) - len(told) - apart,
        items=len({vote.item for vote, _ in told}),
        raters=len({vote.rater for vote, _ in told}),
        difference=_difference(told, over, resampling),
    )


def _difference(told: Sequence[tuple[Vote, int]], over: "Over | None", resampling: Resampling) -> Estimate:
    """Wins less losses in percent of the votes, with its interval."""
    # numpy is not loaded before there is something to compute.
    import numpy as np  # noqa: PLC0415

    from workbench.evaluation.statistics.resampling import defined, percentiles, spread  # noqa: PLC0415
    from workbench.study.preferences.crossed import Over, crossed_weights, method_of  # noqa: PLC0415

    if not told:
        return Estimate(None, None, 0, 0, reason=NOTHING)
    over = over or Over.BOTH
    items, raters = [vote.item for vote, _ in told], [vote.rater for vote, _ in told]
    values = np.array([value for _, value in told], dtype=np.float64)
    both = np.column_stack([values, np.ones(len(values))])
    sums = np.concatenate([weights @ both for weights in crossed_weights(items, raters, resampling, over)])
    # A resample of only such items and raters as have no vote together says nothing.
    drawn = sums[:, 1] > 0
    draws = defined(100 * sums[drawn, 0] / sums[drawn, 1])
    value, n, clusters = float(100 * values.mean()), len(values), len(set(items))
    if not spread(draws):
        return Estimate(value, None, n, clusters, reason=ALL_EQUAL)
    return Estimate(value, percentiles(draws, resampling.level), n, clusters, method_of(raters, over))


def side_counts(votes: Iterable[Vote]) -> tuple[SideCount, ...]:
    """How often each place was chosen: for each number of arms, all raters together and then each rater.

    Read it beside the balance of the sides: an arm that is better and stood more often on the left looks
    like a bias. Where sides are balanced it does not, and the side term of `ranking.rank` holds in any case.
    """
    by_size: dict[int, list[Vote]] = {}
    for vote in votes:
        if len(vote.best) == 1:
            by_size.setdefault(len(vote.arms), []).append(vote)
    found: list[SideCount] = []
    for size in sorted(by_size):
        chosen = by_size[size]
        found.append(_side(None, size, chosen))
        raters = sorted({vote.rater for vote in chosen})
        each = [_side(rater, size, [vote for vote in chosen if vote.rater == rater]) for rater in raters]
        adjusted = holm([side.p for side in each])
        found += [replace(side, adjusted=p) for side, p in zip(each, adjusted, strict=True)]
    return tuple(found)


def _side(rater: str | None, size: int, votes: Sequence[Vote]) -> SideCount:
    """The places chosen in `votes`, all of presentations of `size` arms."""
    places = Counter(vote.arms.index(vote.best[0]) for vote in votes)
    return SideCount(
        rater=rater,
        places=tuple(places[place] for place in range(size)),
        left=proportion(places[0], len(votes)),
        p=_binomial_p(places[0], len(votes), size),
    )


def _binomial_p(chosen: int, n: int, size: int) -> float | None:
    """The exact two-sided p-value of `chosen` of `n` against a chance of 1 / `size`.

    The sum of all outcomes that are as unlikely as the observed one or more, as in scipy's `binomtest`.
    """
    if n == 0:
        return None
    # scipy is not loaded before there is something to compute.
    from scipy.stats import binomtest  # noqa: PLC0415

    return float(binomtest(chosen, n, 1 / size).pvalue)
