"""Which items cause the disagreement."""

import numpy as np

from workbench.domain.judgements import ScaleKind, Value
from workbench.evaluation.statistics.totals import FloatArray
from workbench.study.agreement.alpha import coincidence_rows, interval_rows, ordinal_distance, split
from workbench.study.agreement.findings import Disagreement
from workbench.study.agreement.formula import once
from workbench.study.agreement.matrix import Matrix


def distances(matrix: Matrix) -> FloatArray:
    """What each item adds to the observed disagreement of Krippendorff's α: shape (items,).

    Krippendorff 2011, the numerator of his general form, unit by unit. Ordinal distances are of the ranks in
    the whole matrix.
    """
    if matrix.kind is ScaleKind.INTERVAL:
        return np.asarray(interval_rows(matrix, once(matrix))[0, :, 0])
    levels = len(matrix.levels)
    if not levels:
        return np.zeros(len(matrix.items))
    rows, answers = split(coincidence_rows(matrix, once(matrix))[0], levels)
    apart = 1 - np.eye(levels)
    if matrix.kind is ScaleKind.ORDINAL:
        apart = ordinal_distance(answers.sum(axis=0))
    return np.asarray((rows * apart).sum(axis=(1, 2)))


def disagreements(matrix: Matrix) -> tuple[Disagreement, ...]:
    """The items that raters disagree about, the largest part of all disagreement first."""
    parts = distances(matrix)
    total = float(parts.sum())
    # Rounding must not decide which of two equal items comes first.
    order = sorted(
        range(len(parts)), key=lambda row: (-round(float(parts[row]) / total, 12) if total else 0, row)
    )
    return tuple(
        Disagreement(matrix.items[row], _answers(matrix, row), float(parts[row]), float(parts[row]) / total)
        for row in order
        if total and parts[row] > 1e-12 * total
    )


def _answers(matrix: Matrix, row: int) -> tuple[tuple[str, Value], ...]:
    """Who said what of the item in that row."""
    found: list[tuple[str, Value]] = []
    for column, rater in enumerate(matrix.raters):
        code, number = int(matrix.codes[row, column]), float(matrix.numbers[row, column])
        if code >= 0:
            found.append((rater, matrix.levels[code]))
        elif not np.isnan(number):
            found.append((rater, int(number) if number.is_integer() else number))
    return tuple(found)
