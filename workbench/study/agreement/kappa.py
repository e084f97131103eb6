"""Agreement beyond chance: Cohen's κ for two raters, Fleiss' for any number, Brennan and Prediger's."""

import numpy as np

from workbench.evaluation.statistics.totals import FloatArray
from workbench.study.agreement.formula import Formula, beyond_chance
from workbench.study.agreement.gwet import pooled_rows, prevalence
from workbench.study.agreement.matrix import Matrix
from workbench.study.agreement.percent import agreement_rows, observed
from workbench.study.agreement.weights import Weights, weights

COHEN = "Cohen's κ"
FLEISS = "Fleiss' κ"
BRENNAN_PREDIGER = "Brennan-Prediger"


def cohen(kind: Weights, values: FloatArray) -> Formula:
    """Cohen's κ of two raters, from the items that both rated; weighted unless `kind` is the identity.

    Cohen 1960, Educational and Psychological Measurement 20:37-46, equation 1; weighted: Cohen 1968,
    Psychological Bulletin 70:213-220, with weights 1 - v / v_max.
    """
    return cohen_with(weights(kind, values), named(COHEN, kind))


def cohen_with(near: FloatArray, name: str = COHEN) -> Formula:
    """Cohen's κ with weights of one's own: the agreement of each pair of levels, 1 for the same."""
    levels = len(near)

    def rows(matrix: Matrix, _times: FloatArray) -> FloatArray:
        hot = matrix.one_hot
        table = np.einsum("ik,il->ikl", hot[:, 0], hot[:, 1])
        return np.asarray(table.reshape(1, len(hot), levels * levels))

    def number(sums: FloatArray) -> FloatArray:
        table = sums.reshape(*sums.shape[:-1], levels, levels)
        total = table.sum(axis=(-2, -1))
        table = table / np.maximum(total, 1)[..., None, None]
        expected = np.einsum("...k,kl,...l->...", table.sum(axis=-1), near, table.sum(axis=-2))
        agreed = np.where(total > 0, (table * near).sum(axis=(-2, -1)), np.nan)
        return beyond_chance(np.asarray(agreed), np.asarray(expected))

    return Formula(name, rows, number, for_two=True)


def fleiss(kind: Weights, values: FloatArray) -> Formula:
    """Fleiss' κ of any number of raters, who need not be the same for each item.

    Fleiss 1971, Psychological Bulletin 76:378-382. Weighted, and for items with unequal numbers
    of ratings: Gwet 2014, Handbook of Inter-Rater Reliability, 4th edition, chapters 2 and 3.
    """
    near = weights(kind, values)

    def number(sums: FloatArray) -> FloatArray:
        share = prevalence(sums)
        return beyond_chance(observed(sums), np.asarray(np.einsum("...k,kl,...l->...", share, near, share)))

    return Formula(named(FLEISS, kind), lambda matrix, times: pooled_rows(matrix, times, near), number)


def brennan_prediger(kind: Weights, values: FloatArray) -> Formula:
    """Agreement beyond what raters would have who choose all levels equally often.

    Brennan and Prediger 1981, Educational and Psychological Measurement 41:687-699, κ_n; weighted: Gwet 2014,
    chapter 3.
    """
    near = weights(kind, values)
    by_chance = near.mean()

    def number(sums: FloatArray) -> FloatArray:
        agreed = observed(sums)
        return beyond_chance(agreed, np.full_like(agreed, by_chance))

    return Formula(
        named(BRENNAN_PREDIGER, kind), lambda matrix, times: agreement_rows(matrix, times, near), number
    )


def named(name: str, kind: Weights) -> str:
    """As a coefficient is printed: "Cohen's κ", "Cohen's κ (quadratic)"."""
    return name if kind is Weights.IDENTITY else f"{name} ({kind.value})"
