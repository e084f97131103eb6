"""Whether a model that says 80 % is right in 80 of 100 cases."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, fsum

from workbench.domain.scores import Interval
from workbench.evaluation.statistics.estimates import NOTHING
from workbench.evaluation.statistics.intervals import wilson


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose confidence lies above `low` and up to `high`."""

    low: float
    high: float
    n: int
    confidence: float | None
    """Their mean confidence, from 0 to 1; None without answers."""
    right: float | None
    """The share of them that are right; None without answers."""
    interval: Interval | None
    """Wilson's 95 % interval of that share; None without answers."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well confidences tell what is right."""

    n: int
    error: float | None
    """The expected calibration error, from 0 to 1: 0 is perfect. None without answers."""
    brier: float | None
    """The Brier score, from 0 to 1: 0 is perfect, always saying 0.5 gets 0.25. None without answers."""
    bins: tuple[Bin, ...]
    reason: str = ""
    """Why there are no numbers; empty when there are."""


def calibration(answers: Iterable[tuple[float, bool]], bins: int = 10) -> Calibration:
    """Reliability bins, expected calibration error and Brier score of (confidence from 0 to 1, right) pairs.

    Bins are equally wide and closed above; 0 is in the first. Naeini, Cooper and Hauskrecht 2015, Obtaining
    well calibrated probabilities using Bayesian binning, AAAI; Guo et al. 2017, On calibration of
    modern neural networks, ICML, equations 2 and 3: sum over bins of n_b / n |right_b - confidence_b|. Brier
    1950, Monthly Weather Review 78:1-3, for one of two outcomes. Raises ValueError for a confidence that is
    not from 0 to 1 and for less than one bin.
    """
    if bins < 1:
        raise ValueError(f"{bins} bins: at least 1 is needed")
    pairs = list(answers)
    if not all(0 <= confidence <= 1 for confidence, _ in pairs):
        raise ValueError("a confidence is not between 0 and 1")
    held: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, right in pairs:
        held[_place(confidence, bins)].append((confidence, right))
    made = tuple(_bin(place / bins, (place + 1) / bins, inside) for place, inside in enumerate(held))
    if not pairs:
        return Calibration(0, None, None, made, NOTHING)
    gaps = (
        part.n * abs(part.right - part.confidence)
        for part in made
        if part.right is not None and part.confidence is not None
    )
    brier = fsum((confidence - right) ** 2 for confidence, right in pairs) / len(pairs)
    return Calibration(len(pairs), fsum(gaps) / len(pairs), brier, made)


def _place(confidence: float, bins: int) -> int:
    """The number of the bin that holds `confidence`: ends belong to the bin below, as written."""
    place = max(0, ceil(confidence * bins) - 1)
    # 0.07 * 100 is above 7: what counts is the end itself, not the rounding of a product.
    if place > 0 and confidence <= place / bins:
        return place - 1
    return min(place, bins - 1)


def _bin(low: float, high: float, inside: Sequence[tuple[float, bool]]) -> Bin:
    """One bin from the answers in it."""
    if not inside:
        return Bin(low, high, 0, None, None, None)
    n = len(inside)
    right = sum(1 for _, one in inside if one)
    confidence = fsum(one for one, _ in inside) / n
    return Bin(low, high, n, confidence, right / n, wilson(right, n))
