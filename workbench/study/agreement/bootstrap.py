"""How sure a coefficient is: items drawn again and again, and raters too where a claim is about them."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from workbench.evaluation.statistics.estimates import Resampling
from workbench.evaluation.statistics.resampling import defined, drawn_weights, percentiles, spread
from workbench.evaluation.statistics.totals import FloatArray
from workbench.study.agreement.findings import (
    BY_BOTH,
    BY_ITEMS,
    NO_PAIRS,
    NO_SPREAD,
    OFTEN_UNDEFINED,
    ONE_ITEM,
    Coefficient,
)
from workbench.study.agreement.formula import Formula, once
from workbench.study.agreement.matrix import Matrix, cluster_codes

USUAL = Resampling(resamples=2_000)
"""2,000 resamples, 95 %."""
FOR_TWO = "it is for two raters"
CHANCE_AGREES = "in what raters share, nothing tells agreement from chance"
FEWEST_RATERS_TO_DRAW = 3
# Numbers made at a time where raters are drawn too: small enough for any machine's memory.
NUMBERS_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """How often each item and each rater come in each resample; the same for all coefficients of an axis."""

    items: FloatArray
    """Shape (resamples, items)."""
    raters: FloatArray | None
    """Shape (resamples, raters); None where every rater comes once."""
    clusters: int
    """What was drawn: items, or groups of them that stay together."""
    level: float


def draw(
    matrix: Matrix,
    resampling: Resampling = USUAL,
    clusters: Mapping[str, Hashable] | None = None,
    over_raters: bool = False,
) -> Draws:
    """The resamples of a matrix. Items of one cluster stay together; each is its own when None.

    Davison and Hinkley 1997, Bootstrap Methods and their Application, section 3.8; items and raters at once:
    Owen 2007, The pigeonhole bootstrap, Annals of Applied Statistics 1:386-411. Of fewer than three raters
    none is drawn: one rater alone agrees with nobody.
    """
    generator = np.random.default_rng(resampling.seed)
    codes = cluster_codes(matrix.items, clusters)
    number = int(codes.max()) + 1 if len(codes) else 0
    items = np.zeros((resampling.resamples, 0))
    if number:
        items = np.concatenate(list(drawn_weights(number, resampling.resamples, generator)))[:, codes]
    raters, count = None, len(matrix.raters)
    if over_raters and count >= FEWEST_RATERS_TO_DRAW:
        drawn = generator.multinomial(count, [1 / count] * count, size=resampling.resamples)
        raters = drawn.astype(np.float64)
    return Draws(items, raters, number, resampling.level)


def value(formula: Formula, matrix: Matrix) -> float | None:
    """The coefficient of the whole sample, or None where it is undefined."""
    found = float(formula.number(formula.rows(matrix, once(matrix))[0].sum(axis=0)))
    return None if np.isnan(found) else found


def drawn_values(formula: Formula, matrix: Matrix, draws: Draws) -> FloatArray:
    """The coefficient in each resample, NaN where it is undefined: shape (resamples,)."""
    if draws.raters is None:
        return formula.number(draws.items @ formula.rows(matrix, once(matrix))[0])
    columns = formula.rows(matrix, once(matrix)).shape[-1]
    most = max(1, NUMBERS_AT_ONCE // max(1, len(matrix.items) * columns))
    sums = []
    for start in range(0, len(draws.items), most):
        rows = formula.rows(matrix, draws.raters[start : start + most])
        sums.append(np.einsum("di,dic->dc", draws.items[start : start + most], rows))
    return formula.number(np.concatenate(sums))


def coefficient(formula: Formula, matrix: Matrix, draws: Draws) -> Coefficient:
    """The coefficient with its interval, or the reason why one of them cannot be given."""
    items, raters = matrix.paired()
    name = formula.name
    reason = _flaw(formula, matrix)
    if reason:
        return Coefficient(name, None, None, items, raters, reason=reason)
    found = value(formula, matrix)
    if found is None:
        return Coefficient(name, None, None, items, raters, reason=CHANCE_AGREES)
    if items < 2 or draws.clusters < 2:
        return Coefficient(name, found, None, items, raters, reason=ONE_ITEM)
    drawn = drawn_values(formula, matrix, draws)
    known = defined(drawn)
    lost = len(drawn) - len(known)
    if 2 * lost > len(drawn):
        return Coefficient(name, found, None, items, raters, reason=OFTEN_UNDEFINED, undefined_draws=lost)
    if not spread(known):
        return Coefficient(name, found, None, items, raters, reason=NO_SPREAD, undefined_draws=lost)
    method = BY_ITEMS if draws.raters is None else BY_BOTH
    return Coefficient(
        name, found, percentiles(known, draws.level), items, raters, method, undefined_draws=lost
    )


def _flaw(formula: Formula, matrix: Matrix) -> str:
    """Why the coefficient is undefined for such a matrix; empty when it is not."""
    if formula.for_two and len(matrix.raters) != 2:
        return f"{FOR_TWO}, not {len(matrix.raters)}"
    if formula.needs_spread:
        return matrix.flaw
    return NO_PAIRS if matrix.flaw == NO_PAIRS else ""
