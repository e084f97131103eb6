"""Coefficients a second time, slow and obvious: loops over pairs of answers, as definitions read.

Answers carry the name of who gave them: a rater who comes twice in a resample is never paired with itself.
"""

from collections.abc import Callable, Hashable, Sequence
from itertools import permutations, product
from math import comb, pi, sin

from workbench.study.agreement.weights import Weights

Named = Sequence[tuple[Hashable, float]]
"""One item: who said what."""
Near = Callable[[float, float], float]


def named(answers: Sequence[Sequence[float | None]]) -> list[Named]:
    """Items with their answers, the missing ones left out; raters are named by their column."""
    return [[(column, value) for column, value in enumerate(row) if value is not None] for row in answers]


def pairs(item: Named) -> list[tuple[float, float]]:
    """Ordered pairs of answers of different raters."""
    return [(first, second) for (one, first), (other, second) in permutations(item, 2) if one != other]


def observed(items: Sequence[Named], near: Near) -> float:
    """The mean over items of the mean nearness of their pairs."""
    each = [sum(near(*pair) for pair in pairs(item)) / len(pairs(item)) for item in items if pairs(item)]
    return sum(each) / len(each)


def prevalence(items: Sequence[Named], levels: Sequence[float]) -> list[float]:
    """The mean over items of each level's share."""
    answered = [[value for _, value in item] for item in items if item]
    return [sum(values.count(level) / len(values) for values in answered) / len(answered) for level in levels]


def beyond(seen: float, chance: float) -> float | None:
    """Agreement beyond chance, or None where chance always agrees."""
    return None if chance > 1 - 1e-12 else (seen - chance) / (1 - chance)


def fleiss(items: Sequence[Named], levels: Sequence[float], near: Near) -> float | None:
    """Two answers drawn from what all raters say."""
    share = dict(zip(levels, prevalence(items, levels), strict=True))
    chance = sum(share[one] * share[other] * near(one, other) for one, other in product(levels, levels))
    return beyond(observed(items, near), chance)


def brennan_prediger(items: Sequence[Named], levels: Sequence[float], near: Near) -> float | None:
    """Two answers drawn from all levels evenly."""
    chance = sum(near(one, other) for one, other in product(levels, levels)) / len(levels) ** 2
    return beyond(observed(items, near), chance)


def gwet(items: Sequence[Named], levels: Sequence[float], near: Near) -> float | None:
    """One answer made at random, and how likely it is that one is."""
    weight = sum(near(one, other) for one, other in product(levels, levels))
    random = sum(share * (1 - share) for share in prevalence(items, levels))
    return beyond(observed(items, near), weight * random / (len(levels) * (len(levels) - 1)))


def cohen(first: Sequence[float | None], second: Sequence[float | None], near: Near) -> float | None:
    """Two answers drawn from what each of the two says, of items that both rated."""
    both = [(one, other) for one, other in zip(first, second, strict=True) if None not in (one, other)]
    complete = [(one, other) for one, other in both if one is not None and other is not None]
    seen = sum(near(one, other) for one, other in complete) / len(complete)
    chance = (
        sum(near(one, other) for (one, _), (_, other) in product(complete, complete)) / len(complete) ** 2
    )
    return beyond(seen, chance)


def alpha(items: Sequence[Named], distance: Near) -> float | None:
    """Krippendorff: disagreement within items over disagreement among all pairable answers."""
    pairable = [item for item in items if pairs(item)]
    values = [value for item in pairable for _, value in item]
    within = sum(
        sum(distance(*pair) for pair in pairs(item)) * len(item) / len(pairs(item)) for item in pairable
    ) / len(values)
    among = sum(distance(one, other) for one, other in permutations(values, 2))
    return None if among == 0 else 1 - within / (among / (len(values) * (len(values) - 1)))


def ordinal(items: Sequence[Named], levels: Sequence[float]) -> Near:
    """Krippendorff's ordinal metric: the answers from one level to the other, both ends by half, squared."""
    values = [value for item in items if pairs(item) for _, value in item]

    def distance(one: float, other: float) -> float:
        low, high = sorted((one, other))
        between = sum(values.count(level) for level in levels if low <= level <= high)
        return (between - (values.count(low) + values.count(high)) / 2) ** 2

    return distance


def nominal(one: float, other: float) -> float:
    """Krippendorff's nominal metric."""
    return float(one != other)


def interval(one: float, other: float) -> float:
    """Krippendorff's interval metric."""
    return (one - other) ** 2


def near(kind: Weights, levels: Sequence[float]) -> Near:
    """The nearness of two levels, as Gwet 2014 has it, pair by pair."""
    low, high = min(levels), max(levels)

    def apart(one: float, other: float) -> float:
        steps = abs(levels.index(one) - levels.index(other))
        if one == other:
            return 0.0
        distances: dict[Weights, Callable[[], float]] = {
            Weights.IDENTITY: lambda: 1.0,
            Weights.LINEAR: lambda: abs(one - other),
            Weights.QUADRATIC: lambda: (one - other) ** 2,
            Weights.ORDINAL: lambda: float(comb(steps + 1, 2)),
            Weights.RADICAL: lambda: float(abs(one - other) ** 0.5),
            Weights.RATIO: lambda: ((one - other) / (one + other)) ** 2,
            Weights.CIRCULAR: lambda: sin(pi * (one - other) / (high - low + 1)) ** 2,
            Weights.BIPOLAR: lambda: (
                (one - other) ** 2 / ((one + other - 2 * low) * (2 * high - one - other))
            ),
        }
        return distances[kind]()

    farthest = max(apart(one, other) for one, other in product(levels, levels))
    return lambda one, other: 1 - apart(one, other) / farthest


def mean_squares(answers: Sequence[Sequence[float]]) -> tuple[float, float, float]:
    """Mean squares of items, raters and error, cell by cell."""
    n, k = len(answers), len(answers[0])
    grand = sum(map(sum, answers)) / (n * k)
    items = [sum(row) / k for row in answers]
    raters = [sum(row[column] for row in answers) / n for column in range(k)]
    error = sum(
        (answers[row][column] - items[row] - raters[column] + grand) ** 2
        for row, column in product(range(n), range(k))
    )
    return (
        k * sum((item - grand) ** 2 for item in items) / (n - 1),
        n * sum((rater - grand) ** 2 for rater in raters) / (k - 1),
        error / ((n - 1) * (k - 1)),
    )
