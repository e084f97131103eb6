"""How strong each arm is, its rank and how sure that is, with and without the texts' lengths. Needs numpy."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

import numpy as np

from workbench.domain.scores import Interval
from workbench.evaluation.statistics.estimates import NOTHING, Resampling
from workbench.evaluation.statistics.resampling import percentiles
from workbench.study.preferences.crossed import FloatArray, Over, crossed_weights, method_of
from workbench.study.preferences.davidson import (
    Design,
    Maximum,
    design_of,
    known_terms,
    length_unit,
    maximise,
)
from workbench.study.preferences.votes import Vote, counted

RIDGE = 0.01
"""What holds terms that would be infinite, and all terms of resamples: 0.005 x their squares is taken from
the log-likelihood, as if each had a normal prior with a standard deviation of 10."""
USUAL = Resampling(resamples=1000)

APART = "some arms were never compared with the others, not even through a third"
INFINITE = f"some answers were never given, so that only a ridge of {RIDGE} keeps the fit finite"
SAME_SIDES = "arms did not change sides, so that side and arm cannot be told apart"
NO_LENGTHS = "the lengths of some texts are not known"
SAME_LENGTHS = "lengths differ too little, or only with the arm, to be told apart from it"


@dataclass(frozen=True, slots=True)
class Term:
    """One number of a fit, as a logarithm."""

    value: float
    error: float
    """Its standard error by the second derivatives, as if votes were independent: too small where they share
    items and raters. Intervals come from resampling."""
    interval: Interval | None = None
    """None before resampling."""


@dataclass(frozen=True, slots=True)
class Strength:
    """How strong one arm is."""

    arm: str
    term: Term
    """The logarithm of its strength; those of all arms sum to 0."""
    share: float
    """Its strength where those of all arms sum to 1: how often it would win if all were shown at once."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A Bradley-Terry model with Davidson's ties."""

    strengths: tuple[Strength, ...]
    """By name of the arm; empty when there is no fit, with the reason."""
    ties: tuple[tuple[int, int, Term], ...]
    """Arms shown, arms tied, and the logarithm of Davidson's nu: how readily raters call so many equal."""
    side: Term | None
    """The left end less the right end: above 0 the left is favoured. None without the term."""
    length: Term | None
    """Of a text one standard deviation of log length differences longer. None without the term."""
    log_likelihood: float | None
    """None when there is no fit."""
    n: int
    """Votes that are fitted."""
    left_out: int
    """Votes for "all unacceptable" that are not."""
    reasons: tuple[str, ...] = ()
    """Why there is no fit, why a term was left out, or that a ridge was needed; empty when all is well."""

    def chance(self, first: str, second: str) -> float | None:
        """How often `first` is preferred to `second` where one is, neither left nor longer; None unfitted."""
        by_arm = {strength.arm: strength.term.value for strength in self.strengths}
        if first not in by_arm or second not in by_arm:
            return None
        return 1 / (1 + exp(by_arm[second] - by_arm[first]))


@dataclass(frozen=True, slots=True)
class Ranked:
    """One arm's place among the arms."""

    strength: Strength
    rank: int
    """1 is the strongest; equals share the better rank."""
    ranks: tuple[int, int] | None
    """Between which ranks it lies with 95 % confidence; None without resampling."""
    best: float | None
    """In what share of resamples, from 0 to 1, it is the strongest; None without resampling."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The arms from the strongest down, with the fit they come from."""

    rows: tuple[Ranked, ...]
    fit: Fit
    """Its terms have intervals here."""
    method: str
    """How intervals were made; empty when there are none."""


@dataclass(frozen=True, slots=True)
class RawAndAdjusted:
    """The ranking as voted, and as it would be if all texts shown together were equally long."""

    raw: Ranking
    adjusted: Ranking | None
    reason: str = ""
    """Why there is no adjusted ranking; empty when there is."""


def fit(
    votes: Sequence[Vote], *, side: bool = True, length: bool = False, unacceptable_ties: bool = False
) -> Fit:
    """Fit strengths, a term for each kind of tie that occurs, the side, and the length when asked.

    The model and its sources are told in `davidson.maximise`; without ties it is Bradley and Terry 1952,
    Biometrika 39:324-345. The ordinary maximum of the likelihood where that is finite (Ford 1957, American
    Mathematical Monthly 64:28-33, for when it is); otherwise with a ridge of `RIDGE` and a reason. There is
    no fit when the arms fall into groups that were never compared. A term for the side or the length that
    cannot be told apart from the arms is left out with a reason.
    """
    found, _ = _fitted(votes, side=side, length=length, unacceptable_ties=unacceptable_ties)
    return found


def rank(
    votes: Sequence[Vote],
    *,
    side: bool = True,
    length: bool = False,
    unacceptable_ties: bool = False,
    over: Over = Over.BOTH,
    resampling: Resampling = USUAL,
) -> Ranking:
    """Rank the arms by `fit`, with intervals, rank intervals and chances to be the best by resampling.

    Items and raters are drawn again as `crossed.crossed_weights` says, and the model is fitted to each
    resample, with a ridge of `RIDGE` because some resamples lack a kind of answer. Percentile intervals;
    for intervals of ranks see Goldstein and Spiegelhalter 1996, JRSS A 159:385-443.
    """
    found, design = _fitted(votes, side=side, length=length, unacceptable_ties=unacceptable_ties)
    if design is None:
        return Ranking((), found, "")
    kept = counted(votes, unacceptable_ties=unacceptable_ties)
    items, raters = [vote.item for vote in kept], [vote.rater for vote in kept]
    start = maximise(design, design.counts(np.ones((1, len(kept)))), RIDGE).terms
    draws = np.concatenate(
        [
            maximise(design, design.counts(some), RIDGE, start).terms
            for weights in crossed_weights(items, raters, resampling, over)
            for some in np.array_split(weights, _parts(design, len(weights)))
        ]
    )
    strengths = draws[:, : len(design.arms) - 1] @ design.contrasts.T
    told = _with_intervals(found, design, draws, strengths, resampling.level)
    return Ranking(_rows(told, strengths, resampling.level), told, method_of(raters, over))


def raw_and_adjusted(
    votes: Sequence[Vote],
    *,
    unacceptable_ties: bool = False,
    over: Over = Over.BOTH,
    resampling: Resampling = USUAL,
) -> RawAndAdjusted:
    """Rank the arms as voted and adjusted for length.

    The adjustment is a term for the difference of the logarithms of lengths, in units of its standard
    deviation, as in Dubois et al. 2024, Length-controlled AlpacaEval, arXiv 2404.04475, without
    their squashing. What length does because of the arm's quality is taken away too: read both.
    """
    raw = rank(votes, unacceptable_ties=unacceptable_ties, over=over, resampling=resampling)
    adjusted = rank(votes, length=True, unacceptable_ties=unacceptable_ties, over=over, resampling=resampling)
    if adjusted.fit.length is None:
        reasons = [reason for reason in adjusted.fit.reasons if reason not in raw.fit.reasons]
        return RawAndAdjusted(raw, None, "; ".join(reasons or adjusted.fit.reasons))
    return RawAndAdjusted(raw, adjusted)


def _fitted(
    votes: Sequence[Vote], *, side: bool, length: bool, unacceptable_ties: bool
) -> tuple[Fit, Design | None]:
    """The fit and its design; no design when there is no fit."""
    kept = counted(votes, unacceptable_ties=unacceptable_ties)
    left_out = len(votes) - len(kept)
    if not kept:
        return Fit((), (), None, None, None, 0, left_out, (NOTHING,)), None
    reasons = []
    if length and (missing := _without_length(kept)):
        length = False
        reasons.append(missing)
    design = design_of(kept, side=side, length=length)
    ones = np.ones((1, len(kept)))
    known = known_terms(design, design.counts(ones))
    if not known[: len(design.arms) - 1].all():
        return Fit((), (), None, None, None, len(kept), left_out, (APART,)), None
    if length and not known[-1]:
        length = False
        reasons.append(SAME_LENGTHS)
    if side and not known[len(design.arms) - 1 + len(design.ties)]:
        side = False
        reasons.append(SAME_SIDES)
    if (side, length) != (design.side, design.length):
        design = design_of(kept, side=side, length=length)
    counts = design.counts(ones)
    found = maximise(design, counts)
    if not found.finite[0]:
        reasons.append(INFINITE)
        found = maximise(design, counts, RIDGE)
    return _told(design, found, len(kept), left_out, tuple(reasons)), design


def _without_length(kept: Sequence[Vote]) -> str:
    """Why lengths cannot be looked at; empty when they can."""
    if any(vote.lengths is None for vote in kept):
        return NO_LENGTHS
    return "" if length_unit(kept) > 0 else SAME_LENGTHS


def _told(design: Design, found: Maximum, n: int, left_out: int, reasons: tuple[str, ...]) -> Fit:
    """A fit from the terms of the only sample."""
    terms, arms = found.terms[0], len(design.arms)
    covariance = np.linalg.inv(found.information[0])
    strengths = design.contrasts @ terms[: arms - 1]
    errors = np.sqrt(np.diag(design.contrasts @ covariance[: arms - 1, : arms - 1] @ design.contrasts.T))
    shares = np.exp(strengths - strengths.max())
    shares /= shares.sum()
    rest = [
        Term(float(value), float(error))
        for value, error in zip(terms[arms - 1 :], np.sqrt(np.diag(covariance))[arms - 1 :], strict=True)
    ]
    ties = tuple((*tie, term) for tie, term in zip(design.ties, rest[: len(design.ties)], strict=True))
    return Fit(
        strengths=tuple(
            Strength(arm, Term(float(value), float(error)), float(share))
            for arm, value, error, share in zip(design.arms, strengths, errors, shares, strict=True)
        ),
        ties=ties,
        side=rest[len(design.ties)] if design.side else None,
        length=rest[-1] if design.length else None,
        log_likelihood=float(found.log_likelihood[0]),
        n=n,
        left_out=left_out,
        reasons=reasons,
    )


def _parts(design: Design, resamples: int) -> int:
    """In how many parts resamples are fitted, so that their chances fit in memory."""
    kinds, most, width = design.features.shape
    cells = resamples * kinds * max(most, width)
    return max(1, min(resamples, int(cells // (1 << 22)) + 1))


def _with_intervals(
    found: Fit, design: Design, draws: FloatArray, strengths: FloatArray, level: float
) -> Fit:
    """The fit with the intervals that the draws give."""

    def widened(term: Term, column: FloatArray) -> Term:
        return Term(term.value, term.error, percentiles(column, level))

    start = len(design.arms) - 1
    after = start + len(design.ties)
    return Fit(
        strengths=tuple(
            Strength(one.arm, widened(one.term, strengths[:, place]), one.share)
            for place, one in enumerate(found.strengths)
        ),
        ties=tuple(
            (shown, tied, widened(term, draws[:, start + place]))
            for place, (shown, tied, term) in enumerate(found.ties)
        ),
        side=widened(found.side, draws[:, after]) if found.side is not None else None,
        length=widened(found.length, draws[:, -1]) if found.length is not None else None,
        log_likelihood=found.log_likelihood,
        n=found.n,
        left_out=found.left_out,
        reasons=found.reasons,
    )


def _rows(found: Fit, strengths: FloatArray, level: float) -> tuple[Ranked, ...]:
    """The arms from the strongest down."""
    values = np.array([[one.term.value for one in found.strengths]])
    places = _ranks(values)[0]
    drawn = _ranks(strengths)
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2], axis=0, method="inverted_cdf")
    first = drawn == 1
    best = (first / first.sum(axis=1, keepdims=True)).mean(axis=0)
    rows = [
        Ranked(one, int(places[arm]), (int(low[arm]), int(high[arm])), float(best[arm]))
        for arm, one in enumerate(found.strengths)
    ]
    return tuple(sorted(rows, key=lambda row: (row.rank, row.strength.arm)))


def _ranks(strengths: FloatArray) -> FloatArray:
    """Each arm's rank in each row: 1 and the number of arms that are stronger by more than rounding."""
    apart = strengths[:, None, :] - strengths[:, :, None]
    return np.asarray(1 + (apart > 1e-9).sum(axis=2), dtype=np.float64)
