"""How severe each rater is beside the others, and whether that changes over time."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.domain.judgements import Judgement, Scale
from workbench.domain.scores import Interval
from workbench.evaluation.statistics.estimates import Resampling
from workbench.evaluation.statistics.resampling import defined, percentiles, spread
from workbench.evaluation.statistics.totals import FloatArray
from workbench.study.agreement.bootstrap import USUAL, Draws, draw
from workbench.study.agreement.findings import NO_SPREAD, OFTEN_UNDEFINED, ONE_ITEM, Severity, SeverityFit
from workbench.study.agreement.matrix import Matrix, matrix_of

APART = "raters share too few items to be put beside each other"
NO_TIMES = "answers have no times"
STEADY = "a rater's times do not vary, or hardly apart from the items"
# Directions in which the data say less than this part of the most are not identified.
NOTHING = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class _Equations:
    """The normal equations of each item once its own level is taken out, in the raters' terms."""

    left: FloatArray
    """Shape (items, terms, terms)."""
    right: FloatArray
    """Shape (items, terms)."""
    middles: FloatArray
    """Each rater's mean time, in units of `unit`; empty where the fit has no drift."""
    unit: float
    """What times were divided by."""


def severity(
    judgements: Sequence[Judgement],
    scale: Scale,
    resampling: Resampling = USUAL,
    clusters: Mapping[str, Hashable] | None = None,
) -> SeverityFit:
    """Each rater's effect and its drift, from the fit score ~ item + rater + rater:time by least squares.

    The additive model of two ways with unequal numbers: Searle 1971, Linear Models, chapter 7; the items'
    terms are taken out first (Frisch and Waugh 1933, Econometrica 1:387-401). Effects add up to 0. Intervals
    are from a bootstrap of items, or of `clusters` of them. Labels in an order count by their places. Raises
    ValueError as `matrix_of` does.
    """
    matrix = matrix_of(judgements, scale).answered()
    raters = len(matrix.raters)
    if raters < 2 or _rank(_equations(matrix, None).left.sum(axis=0)) < raters - 1:
        return SeverityFit(tuple(_unknown(matrix, rater, APART) for rater in matrix.raters), False)
    times, reason = _times(matrix, judgements), NO_TIMES
    equations = _equations(matrix, None)
    relative = False
    if times is not None:
        timed = _equations(matrix, times)
        total = timed.left.sum(axis=0)
        rank, reason = _rank(total), STEADY
        relative = rank == 2 * raters - 2 and _shared_trend_is_lost(total, timed.middles)
        if rank == 2 * raters - 1 or relative:
            equations, reason = timed, ""
    draws = draw(matrix, resampling, clusters)
    return SeverityFit(_fitted(matrix, equations, draws, relative, reason), relative)


def _fitted(
    matrix: Matrix, equations: _Equations, draws: Draws, relative: bool, reason: str
) -> tuple[Severity, ...]:
    """Every rater's effect and drift."""
    raters = len(matrix.raters)
    everything = np.ones((1, len(matrix.items)))
    rank = _rank(equations.left.sum(axis=0))
    terms = _solved(equations, everything, rank, relative)[0]
    drawn = _solved(equations, draws.items, rank, relative)
    found = []
    for place, rater in enumerate(matrix.raters):
        interval, why = _interval(drawn[:, place], draws)
        drift, drift_interval, also = None, None, ""
        if len(terms) > raters:
            drift = float(terms[raters + place]) / equations.unit
            drift_interval, also = _interval(drawn[:, raters + place] / equations.unit, draws)
        number = int(matrix.given[:, place].sum())
        effect = float(terms[place])
        found.append(
            Severity(
                rater,
                number,
                effect,
                interval,
                drift,
                drift_interval,
                "; ".join(dict.fromkeys(filter(None, (reason, why, also)))),
            )
        )
    return tuple(found)


def _equations(matrix: Matrix, times: FloatArray | None) -> _Equations:
    """The normal equations of each item, with the raters' drifts where there are times."""
    given = matrix.given.astype(np.float64)
    raters = given.shape[1]
    terms = given[:, :, None] * np.eye(raters)
    middles, unit = np.zeros(0), 1.0
    if times is not None:
        middles = (np.where(matrix.given, times, 0).sum(axis=0)) / given.sum(axis=0)
        centred = np.where(matrix.given, times - middles, 0.0)
        unit = float(np.sqrt((centred**2).sum() / given.sum())) or 1.0
        middles = middles / unit
        terms = np.concatenate([terms, (centred / unit)[:, :, None] * terms], axis=2)
    scores = np.where(matrix.given, matrix.numbers, 0.0)
    answers = np.maximum(given.sum(axis=1), 1)
    terms = terms - given[:, :, None] * (terms.sum(axis=1) / answers[:, None])[:, None, :]
    scores = scores - given * (scores.sum(axis=1) / answers)[:, None]
    left = np.einsum("ija,ijb->iab", terms, terms)
    return _Equations(left, np.einsum("ija,ij->ia", terms, scores), middles, unit)


def _solved(equations: _Equations, weights: FloatArray, rank: int, relative: bool) -> FloatArray:
    """The terms for each weighting of the items: (draws, terms); NaN where they are not identified."""
    size = equations.left.shape[1]
    left = (weights @ equations.left.reshape(-1, size * size)).reshape(-1, size, size)
    right = weights @ equations.right
    found, axes = np.linalg.eigh(left)
    firm = found > NOTHING * np.maximum(found[:, -1:], NOTHING)
    along = np.einsum("dba,db->da", axes, right)
    terms = np.einsum("dab,db->da", axes, np.where(firm, along / np.where(firm, found, 1), 0.0))
    raters = len(equations.middles) or size
    effects, drifts = terms[:, :raters], terms[:, raters:]
    if relative:
        # A trend that all share moves the raters' middles along with it.
        shared = drifts.mean(axis=1, keepdims=True)
        effects, drifts = effects - shared * equations.middles, drifts - shared
    effects = effects - effects.mean(axis=1, keepdims=True)
    terms = np.concatenate([effects, drifts], axis=1)
    terms[firm.sum(axis=1) < rank] = np.nan
    return terms


def _shared_trend_is_lost(total: FloatArray, middles: FloatArray) -> bool:
    """Whether a drift that all raters share is one with the items' own levels: each item has one time."""
    direction = np.concatenate([middles, np.ones(len(middles))])
    lost = float(direction @ total @ direction)
    return lost <= NOTHING * float(np.linalg.eigvalsh(total)[-1]) * float(direction @ direction)


def _rank(total: FloatArray) -> int:
    """How many directions are identified."""
    found = np.linalg.eigvalsh(total)
    return int((found > NOTHING * max(float(found[-1]), NOTHING)).sum())


def _times(matrix: Matrix, judgements: Sequence[Judgement]) -> FloatArray | None:
    """When each answer was given, 0 where there is none; None when a time is missing."""
    row = {item: place for place, item in enumerate(matrix.items)}
    column = {rater: place for place, rater in enumerate(matrix.raters)}
    times = np.zeros(matrix.numbers.shape)
    for judgement in judgements:
        if judgement.value is None:
            continue
        if judgement.when is None:
            return None
        times[row[judgement.item_id], column[judgement.rater]] = judgement.when
    return times


def _interval(drawn: FloatArray, draws: Draws) -> tuple[Interval | None, str]:
    """The interval of draws, or the reason why there is none."""
    known = defined(drawn)
    if draws.clusters < 2:
        return None, ONE_ITEM
    if 2 * len(known) < len(drawn):
        return None, OFTEN_UNDEFINED
    return (percentiles(known, draws.level), "") if spread(known) else (None, NO_SPREAD)


def _unknown(matrix: Matrix, rater: str, reason: str) -> Severity:
    """A rater of whom nothing can be said."""
    number = int(matrix.given[:, matrix.raters.index(rater)].sum())
    return Severity(rater, number, None, None, None, None, reason)
