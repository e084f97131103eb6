"""How a rater's distance from the others on the same answers changes over their presentations."""

from collections.abc import Hashable, Mapping, Sequence
from statistics import fmean

import numpy as np

from workbench.domain.judgements import Judgement
from workbench.domain.scores import Interval
from workbench.evaluation.statistics.estimates import Resampling
from workbench.evaluation.statistics.resampling import defined, drawn_weights, percentiles, spread
from workbench.evaluation.statistics.totals import FloatArray
from workbench.study.agreement.bootstrap import USUAL
from workbench.study.agreement.findings import Rolling

LEAST_WINDOW = 10
PARTS = 5
"""A window is this part of what the busiest rater answered, and at least `LEAST_WINDOW`."""

_Distance = tuple[float, str, float]
"""When an answer was given, about what, and how far above the mean of the others."""


def drift(
    judgements: Sequence[Judgement],
    resampling: Resampling = USUAL,
    clusters: Mapping[str, Hashable] | None = None,
) -> dict[str, tuple[Rolling, ...]]:
    """By rater, the rolling mean of how far above the others they scored, with its interval at each point.

    One point for each presentation, from where half the window is full. Only judgements with a whole number
    count, about what another rater judged as well. Intervals are percentiles from drawing items
    again, or the `clusters` that they are in: Davison and Hinkley 1997, Bootstrap Methods and their
    Application, section 3.8. None where the window holds one of them alone, and where all draws are the same.
    Raises ValueError for an answer without a time.
    """
    apart = _apart(judgements)
    window = max(LEAST_WINDOW, max(map(len, apart.values()), default=0) // PARTS)
    return {rater: _line(apart[rater], window, resampling, clusters) for rater in sorted(apart)}


def _apart(judgements: Sequence[Judgement]) -> dict[str, list[_Distance]]:
    """Each rater's distances from the mean of the others, in the order of their times."""
    by_item: dict[str, list[tuple[str, int]]] = {}
    for one in judgements:
        if isinstance(one.value, int):
            by_item.setdefault(one.item_id, []).append((one.rater, one.value))
    apart: dict[str, list[_Distance]] = {}
    for one in judgements:
        others = [value for rater, value in by_item.get(one.item_id, ()) if rater != one.rater]
        if isinstance(one.value, int) and others:
            if one.when is None:
                raise ValueError(f"the answer about {one.item_id} has no time")
            apart.setdefault(one.rater, []).append((one.when, one.item_id, one.value - fmean(others)))
    return {rater: sorted(own) for rater, own in apart.items()}


def _line(
    own: Sequence[_Distance],
    window: int,
    resampling: Resampling,
    clusters: Mapping[str, Hashable] | None,
) -> tuple[Rolling, ...]:
    """The points of one rater."""
    last = {when: place for place, (when, _, _) in enumerate(own)}
    ends = [place for place in last.values() if 2 * min(place + 1, window) >= window]
    names = [item if clusters is None else clusters[item] for _, item, _ in own]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    codes = np.array([numbers[name] for name in names], dtype=np.intp)
    values = np.array([distance for _, _, distance in own])
    sums, counts = (np.zeros((len(numbers), len(ends))) for _ in range(2))
    for column, end in enumerate(ends):
        inside = slice(max(0, end + 1 - window), end + 1)
        np.add.at(sums[:, column], codes[inside], values[inside])
        np.add.at(counts[:, column], codes[inside], 1)
    drawn = _drawn(sums, counts, resampling)
    return tuple(
        Rolling(
            own[end][0],
            float(sums[:, column].sum() / counts[:, column].sum()),
            int(counts[:, column].sum()),
            _interval(drawn[:, column], resampling.level) if (counts[:, column] > 0).sum() > 1 else None,
        )
        for column, end in enumerate(ends)
    )


def _drawn(sums: FloatArray, counts: FloatArray, resampling: Resampling) -> FloatArray:
    """The mean of each window in each resample, NaN where nothing of it was drawn: (resamples, windows)."""
    generator = np.random.default_rng(resampling.seed)
    weights = np.concatenate(list(drawn_weights(len(sums), resampling.resamples, generator)))
    with np.errstate(invalid="ignore"):
        return np.asarray((weights @ sums) / (weights @ counts), dtype=np.float64)


def _interval(drawn: FloatArray, level: float) -> Interval | None:
    known = defined(drawn)
    return percentiles(known, level) if spread(known) else None
