"""Bradley and Terry's model with ties as Davidson has them, for two arms or more at a time. Needs numpy.

Each presentation offers its alternatives: each arm alone, and those ties that occur in the study. The chance
of an alternative is in proportion to exp(its features times the terms), a log-linear model, whose
log-likelihood has one maximum at most; it is found by Newton's steps, for one sample or for many at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

import numpy as np
import numpy.typing as npt

from workbench.study.preferences.votes import Vote, arms_of

FloatArray = npt.NDArray[np.float64]

TOO_FAR = 15.0
"""A term beyond this is on its way to infinity: e to the 15th is 3 million to one."""
MOST_STEPS = 60
CLOSE_ENOUGH = 1e-7
"""After a step this small the next would be of its square."""


@dataclass(frozen=True, slots=True)
class Design:
    """What was shown and what could be answered, in numbers."""

    arms: tuple[str, ...]
    contrasts: FloatArray
    """Shape (arms, arms - 1), orthonormal columns that sum to 0: strengths = contrasts @ the first terms."""
    ties: tuple[tuple[int, int], ...]
    """(arms shown, arms tied for best) that occur; one term for each, after those of the strengths."""
    side: bool
    """Whether a term for the place follows: the left less the right, as a logarithm."""
    length: bool
    """Whether a term for the length is last: of one standard deviation of log length differences."""
    features: FloatArray
    """Shape (kinds of presentations, alternatives, terms)."""
    offered: npt.NDArray[np.bool_]
    """Shape (kinds, alternatives): kinds with fewer alternatives have some that are not offered."""
    cells: npt.NDArray[np.intp]
    """For each vote its kind x alternatives + the alternative chosen."""

    @property
    def terms(self) -> int:
        """How many terms there are."""
        return int(self.features.shape[2])

    def counts(self, weights: FloatArray) -> FloatArray:
        """How often each alternative was chosen, shape (some, kinds, alternatives), from votes' weights."""
        order = np.argsort(self.cells, kind="stable")
        different, starts = np.unique(self.cells[order], return_index=True)
        some, (kinds, most) = len(weights), self.offered.shape
        counts = np.zeros((some, kinds * most))
        counts[:, different] = np.add.reduceat(weights[:, order], starts, axis=1)
        return counts.reshape(some, kinds, most)


def design_of(votes: Sequence[Vote], *, side: bool, length: bool) -> Design:
    """The design of votes that all prefer something; lengths must be known when they are asked for."""
    arms = arms_of(votes)
    ties = tuple(sorted({(len(vote.arms), len(vote.best)) for vote in votes if len(vote.best) > 1}))
    unit = length_unit(votes) if length else None
    kinds: dict[tuple[tuple[str, ...], tuple[int, ...] | None], int] = {}
    shown: list[Vote] = []
    for vote in votes:
        if kinds.setdefault(_kind(vote, length), len(kinds)) == len(shown):
            shown.append(vote)
    offers = [_alternatives(vote.arms, ties) for vote in shown]
    most = max(len(offer) for offer in offers)
    contrasts = _contrasts(len(arms))
    terms = len(arms) - 1 + len(ties) + side + length
    features = np.zeros((len(shown), most, terms))
    offered = np.zeros((len(shown), most), dtype=bool)
    for kind, (vote, offer) in enumerate(zip(shown, offers, strict=True)):
        rows = _arm_features(vote, arms, contrasts, side, unit)
        for place, alternative in enumerate(offer):
            offered[kind, place] = True
            features[kind, place] = _feature(vote.arms, alternative, rows, len(arms) - 1, ties)
    places = [{frozenset(alternative): place for place, alternative in enumerate(offer)} for offer in offers]
    numbers = [kinds[_kind(vote, length)] for vote in votes]
    cells = [
        kind * most + places[kind][frozenset(vote.best)] for kind, vote in zip(numbers, votes, strict=True)
    ]
    return Design(arms, contrasts, ties, side, length, features, offered, np.array(cells, dtype=np.intp))


def length_unit(votes: Sequence[Vote]) -> float:
    """The standard deviation of the log length differences of arms shown together; 0 when none differ.

    Around 0, because which of two texts comes first in a difference is no fact. An empty text counts as one
    character.
    """
    squares = [
        (one - other) ** 2
        for vote in votes
        if vote.lengths is not None
        for one, other in combinations([log(max(1, length)) for length in vote.lengths], 2)
    ]
    return (sum(squares) / len(squares)) ** 0.5 if squares else 0.0


def _kind(vote: Vote, length: bool) -> tuple[tuple[str, ...], tuple[int, ...] | None]:
    """What decides the features of a presentation."""
    return vote.arms, vote.lengths if length else None


def _alternatives(arms: tuple[str, ...], ties: Sequence[tuple[int, int]]) -> list[tuple[str, ...]]:
    """Each arm alone, and the ties that occur among so many arms."""
    sizes = [1, *(tied for shown, tied in ties if shown == len(arms))]
    return [alternative for size in sizes for alternative in combinations(arms, size)]


def _contrasts(arms: int) -> FloatArray:
    """Helmert's contrasts, orthonormal: a ridge on their terms treats all arms alike."""
    columns = np.zeros((arms, arms - 1))
    for column in range(arms - 1):
        columns[: column + 1, column] = 1.0
        columns[column + 1, column] = -(column + 1.0)
        columns[:, column] /= np.sqrt((column + 1) * (column + 2))
    return columns


def _arm_features(
    vote: Vote, arms: tuple[str, ...], contrasts: FloatArray, side: bool, unit: float | None
) -> FloatArray:
    """The features of each arm shown when it wins alone, without those of ties: shape (shown, some)."""
    shown = len(vote.arms)
    columns = [contrasts[[arms.index(arm) for arm in vote.arms]]]
    if side:
        # From 1/2 at the left end to -1/2 at the right end.
        columns.append((0.5 - np.arange(shown) / (shown - 1))[:, None])
    if unit is not None and vote.lengths is not None:
        logs = np.array([log(max(1, length)) for length in vote.lengths])
        columns.append(((logs - logs.mean()) / (unit or 1.0))[:, None])
    return np.concatenate(columns, axis=1)


def _feature(
    shown: tuple[str, ...],
    alternative: tuple[str, ...],
    rows: FloatArray,
    strengths: int,
    ties: Sequence[tuple[int, int]],
) -> FloatArray:
    """The features of one alternative: the mean of its arms', as Davidson's geometric mean has it."""
    mean = rows[[shown.index(arm) for arm in alternative]].mean(axis=0)
    tied = np.array([float((len(shown), len(alternative)) == tie) for tie in ties])
    return np.concatenate([mean[:strengths], tied, mean[strengths:]])


@dataclass(frozen=True, slots=True)
class Maximum:
    """Where the log-likelihoods of some samples are highest."""

    terms: FloatArray
    """Shape (samples, terms)."""
    log_likelihood: FloatArray
    """Shape (samples,); without the ridge's part."""
    information: FloatArray
    """Minus the second derivatives there, with the ridge: shape (samples, terms, terms)."""
    finite: npt.NDArray[np.bool_]
    """Whether each was reached, before a term went too far."""


def maximise(
    design: Design, counts: FloatArray, ridge: float = 0.0, start: FloatArray | None = None
) -> Maximum:
    """Newton's steps to the maximum of each sample's log-likelihood less ridge / 2 x the terms' squares.

    A step that does not go up is halved until it does; `start` are terms near the maximum, to be there
    sooner. The model is Davidson 1970, On extending the Bradley-Terry model to accommodate ties in paired
    comparison experiments, JASA 65:317-328, with Davidson and Beaver 1977, Biometrics 33:693-702, for the
    place, whose gamma is exp(-side); for more than two arms at a time Firth, Kosmidis and Turner 2019,
    Davidson-Luce model for multi-item choice with ties, arXiv 1909.07123.
    """
    samples = len(counts)
    terms = np.zeros((samples, design.terms))
    if start is not None:
        terms += start
    height, gradient, information = _derivatives(design, counts, terms, ridge)
    active = np.ones(samples, dtype=bool)
    for _ in range(MOST_STEPS):
        going = np.flatnonzero(active)
        if len(going) == 0:
            break
        solved = np.linalg.solve(information[going], gradient[going, :, None])
        steps = np.asarray(solved[:, :, 0], dtype=np.float64)
        moved = _uphill(design, counts[going], terms[going], steps, height=height[going], ridge=ridge)
        change = np.abs(moved - terms[going]).max(axis=1)
        terms[going] = moved
        height[going], gradient[going], information[going] = _derivatives(design, counts[going], moved, ridge)
        active[going] = (change > CLOSE_ENOUGH) & (np.abs(moved).max(axis=1) <= TOO_FAR)
    finite = ~active & (np.abs(terms).max(axis=1, initial=0.0) <= TOO_FAR)
    penalty = ridge / 2 * (terms**2).sum(axis=1)
    return Maximum(terms, height + penalty, information, finite)


def _uphill(
    design: Design,
    counts: FloatArray,
    terms: FloatArray,
    steps: FloatArray,
    *,
    height: FloatArray,
    ridge: float,
) -> FloatArray:
    """Where each step leads, halved until it leads up."""
    size = np.ones(len(terms))
    for _ in range(30):
        moved = terms + size[:, None] * steps
        reached = _height(design, counts, moved, ridge)
        # Near the top all heights are equal to the last digit: what is lost by rounding is no way down.
        down = reached < height - 1e-11 * (1 + np.abs(height))
        if not down.any():
            break
        size[down] /= 2
    return np.asarray(terms + size[:, None] * steps, dtype=np.float64)


def _log_chances(design: Design, terms: FloatArray) -> FloatArray:
    """The logarithms of the alternatives' chances, shaped as counts are; -inf where not offered."""
    kinds, most, width = design.features.shape
    raw = (terms @ design.features.reshape(kinds * most, width).T).reshape(len(terms), kinds, most)
    raw = np.where(design.offered, raw, -np.inf)
    top = raw.max(axis=2, keepdims=True)
    return np.asarray(raw - top - np.log(np.exp(raw - top).sum(axis=2, keepdims=True)), dtype=np.float64)


def _height(design: Design, counts: FloatArray, terms: FloatArray, ridge: float) -> FloatArray:
    """The log-likelihoods less the ridge's part, shape (samples,)."""
    chances = np.where(design.offered, _log_chances(design, terms), 0.0)
    likely = (counts * chances).sum(axis=(1, 2))
    return np.asarray(likely - ridge / 2 * (terms**2).sum(axis=1), dtype=np.float64)


def _derivatives(
    design: Design, counts: FloatArray, terms: FloatArray, ridge: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The heights, their gradients, and minus their second derivatives."""
    kinds, most, width = design.features.shape
    flat = design.features.reshape(kinds * most, width)
    logs = _log_chances(design, terms)
    chances = np.exp(logs)
    votes = counts.sum(axis=2, keepdims=True)
    expected = votes * chances
    height = (counts * np.where(design.offered, logs, 0.0)).sum(axis=(1, 2))
    height = height - ridge / 2 * (terms**2).sum(axis=1)
    gradient = (counts - expected).reshape(len(terms), -1) @ flat - ridge * terms
    products = (flat[:, :, None] * flat[:, None, :]).reshape(kinds * most, width * width)
    second = (expected.reshape(len(terms), -1) @ products).reshape(len(terms), width, width)
    means = (chances.transpose(1, 0, 2) @ design.features).transpose(1, 0, 2) * np.sqrt(votes)
    information = second - means.transpose(0, 2, 1) @ means + ridge * np.eye(width)
    return height, gradient, information


def known_terms(design: Design, counts: FloatArray) -> npt.NDArray[np.bool_]:
    """Which terms add to what can be told, one after the other, from what was shown: shape (terms,).

    By the rank of the information about the first terms where all terms are 0.
    """
    _, _, information = _derivatives(design, counts, np.zeros((1, design.terms)), 0.0)
    whole = information[0]
    least = 1e-9 * max(1.0, float(np.trace(whole)))
    ranks = [
        int((np.linalg.eigvalsh(whole[:size, :size]) > least).sum()) for size in range(1, design.terms + 1)
    ]
    return np.diff(np.array([0, *ranks])) > 0
