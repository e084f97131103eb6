"""Published examples, as sequences of items with one answer for each rater."""

from collections.abc import Sequence
from string import ascii_lowercase

from workbench.domain.judgements import Judgement, Missing, Scale, ScaleKind, Value
from workbench.study.agreement.matrix import Matrix, matrix_of

Answers = Sequence[Sequence[Value | None]]

ONE_TO_FIVE = Scale(ScaleKind.ORDINAL, (1, 2, 3, 4, 5))
POINTS = Scale(ScaleKind.INTERVAL, (1, 2, 3, 4, 5))
LABELS = Scale(ScaleKind.NOMINAL, (1, 2, 3, 4, 5))


def judgements(answers: Answers) -> list[Judgement]:
    """The answers as judgements of items i000, i001, ... by raters a, b, ...; None was skipped."""
    return [
        Judgement(f"i{row:03}", ascii_lowercase[column], value, Missing.SKIPPED if value is None else None)
        for row, values in enumerate(answers)
        for column, value in enumerate(values)
    ]


def matrix(answers: Answers, scale: Scale) -> Matrix:
    """The answers as a matrix."""
    return matrix_of(judgements(answers), scale)


def table(cells: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Two raters' answers 1, 2, ... from a table of how often each pair came: rows are the first rater's."""
    return [
        (first + 1, second + 1)
        for first, row in enumerate(cells)
        for second, times in enumerate(row)
        for _ in range(times)
    ]


def counted(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    """Answers 1, 2, ... from how often each was given to each item; who gave which does not matter."""
    return [[level + 1 for level, times in enumerate(row) for _ in range(times)] for row in rows]


KRIPPENDORFF_BINARY = list(zip([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0], strict=True))
"""Krippendorff 2011, example A: Meg and Owen judge ten articles. α = 0.095."""

KRIPPENDORFF_NOMINAL = list(zip("aabbdcccedda", "babbbccceddd", strict=True))
"""Krippendorff 2011, example B: Ben and Gerry, five labels, twelve units. α = 0.692."""

KRIPPENDORFF_MISSING: list[list[int | None]] = [
    [1, 1, None, 1],
    [2, 2, 3, 2],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [2, 2, 2, 2],
    [1, 2, 3, 4],
    [4, 4, 4, 4],
    [1, 1, 2, 1],
    [2, 2, 2, 2],
    [None, 5, 5, 5],
    [None, None, 1, 1],
    [None, 3, None, None],
]
"""Krippendorff 2011, example C and D: four observers, twelve units. α = 0.743, 0.815 ordinal, 0.849 interval.

The same answers are Gwet's (2014, the raw ratings by four raters): AC1 = 0.775, Fleiss' κ = 0.761,
Brennan-Prediger 0.773, percent agreement 0.818."""

FLEISS_1971 = [
    [0, 0, 0, 6, 0],
    [0, 3, 0, 0, 3],
    [0, 1, 4, 0, 1],
    [0, 0, 0, 0, 6],
    [0, 3, 0, 3, 0],
    [2, 0, 4, 0, 0],
    [0, 0, 4, 0, 2],
    [2, 0, 3, 1, 0],
    [2, 0, 0, 4, 0],
    [0, 0, 0, 0, 6],
    [1, 0, 0, 5, 0],
    [1, 1, 0, 4, 0],
    [0, 3, 3, 0, 0],
    [1, 0, 0, 5, 0],
    [0, 2, 0, 3, 1],
    [0, 0, 5, 0, 1],
    [3, 0, 0, 1, 2],
    [5, 1, 0, 0, 0],
    [0, 2, 0, 4, 0],
    [1, 0, 2, 0, 3],
    [0, 0, 0, 0, 6],
    [0, 1, 0, 5, 0],
    [0, 2, 0, 1, 3],
    [2, 0, 0, 4, 0],
    [1, 0, 0, 4, 1],
    [0, 5, 0, 1, 0],
    [4, 0, 0, 0, 2],
    [0, 2, 0, 4, 0],
    [1, 0, 5, 0, 0],
    [0, 0, 0, 0, 6],
]
"""Fleiss 1971, table 1: thirty patients, six psychiatrists, five diagnoses. κ = 0.430."""

COHEN_1968 = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
"""Cohen 1968, table 1, 200 cases: κ = 0.492; with the disagreement weights below 0.348."""

COHEN_1968_WEIGHTS = [[0, 1, 3], [1, 0, 6], [3, 6, 0]]
"""Cohen 1968, table 1: how bad each disagreement is."""

FEINSTEIN_CICCHETTI_EVEN = [[40, 9], [6, 45]]
"""Feinstein and Cicchetti 1990: 85 % agreement, answers evenly spread, κ = 0.70."""

FEINSTEIN_CICCHETTI_SKEWED = [[80, 10], [5, 5]]
"""Feinstein and Cicchetti 1990: 85 % agreement again, nearly all answers alike, κ = 0.32."""

GWET_ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
"""Gwet 2014: two abstractors, 100 patients, three diagnoses. κ = 0.796, AC1 = 0.849."""

SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
"""Shrout and Fleiss 1979, table 2: six targets, four judges. ICC(2,1) = 0.29, ICC(2,4) = 0.62."""
