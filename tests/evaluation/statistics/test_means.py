"""Intervals of means over tasks, against a plain bootstrap and against what the normal law gives."""

import random
from statistics import NormalDist, fmean, pvariance

import pytest

from workbench.evaluation.statistics.estimates import Resampling, Total
from workbench.evaluation.statistics.intervals import mean
from workbench.evaluation.statistics.means import averaged, drawn, interval_of_mean

RESAMPLING = Resampling(4_000)
CHANCE = random.Random(7)
TASKS = [[100.0 * (CHANCE.random() < share) for _ in range(n)] for share, n in ((0.3, 80), (0.8, 200))]
LONG = [CHANCE.gauss(40, 10) for _ in range(300)]


def draws(values: list[float], seed: int) -> tuple[float, ...]:
    """A task's mean in each resample."""
    found = drawn(Total.MEAN, values, None, Resampling(4_000, seed))
    assert found is not None
    return found


def test_a_mean_of_tasks_lies_where_the_normal_law_puts_it() -> None:
    """Its variance is the sum of the tasks' over the number of tasks squared, to resampling error."""
    tasks = [*TASKS, LONG]
    found = interval_of_mean(averaged([draws(task, seed) for seed, task in enumerate(tasks)]))
    assert found is not None
    error = sum(pvariance(task) / len(task) for task in tasks) ** 0.5 / len(tasks)
    middle, half = fmean(map(fmean, tasks)), NormalDist().inv_cdf(0.975) * error
    assert found.low == pytest.approx(middle - half, abs=0.15 * half)
    assert found.high == pytest.approx(middle + half, abs=0.15 * half)


def test_a_plain_bootstrap_gives_the_same() -> None:
    """Drawn one by one within each task, a thousand times, in nothing but Python."""
    chance = random.Random(1)
    means = sorted(fmean(fmean(chance.choices(task, k=len(task))) for task in TASKS) for _ in range(1_000))
    found = interval_of_mean(averaged([draws(task, seed) for seed, task in enumerate(TASKS)]))
    assert found is not None
    assert found.low == pytest.approx(means[25], abs=1)
    assert found.high == pytest.approx(means[974], abs=1)


def test_one_task_has_its_own_bootstrap() -> None:
    """The interval of its mean and of the mean over it alone are the same."""
    alone = interval_of_mean(averaged([draws(LONG, 0)]))
    assert alone == mean(LONG, resampling=Resampling(4_000)).interval


def test_tasks_weigh_as_they_are_told() -> None:
    """All the same, or by their completions."""
    assert averaged([(0.0, 10.0), (100.0, 20.0)]) == (50.0, 15.0)
    assert averaged([(0.0, 10.0), (100.0, 20.0)], [3, 1]) == (25.0, 12.5)


def test_whole_documents_are_drawn() -> None:
    """Items of one document stay together, which makes the interval wider."""
    values = [value for value in LONG for _ in range(4)]
    apart = drawn(Total.MEAN, values, None, RESAMPLING)
    together = drawn(Total.MEAN, values, [place // 4 for place in range(len(values))], RESAMPLING)
    assert apart is not None
    assert together is not None
    assert pvariance(together) > 3 * pvariance(apart)


def test_what_tells_nothing_has_no_interval() -> None:
    """One document, resamples that are all the same, or none that is defined."""
    assert drawn(Total.MEAN, [50.0], None, RESAMPLING) is None
    assert drawn(Total.MEAN, [0.0, 100.0], ["a", "a"], RESAMPLING) is None
    assert interval_of_mean(averaged([draws([100.0] * 5, 0)])) is None
    assert interval_of_mean((float("nan"),) * 3) is None
    some = interval_of_mean((float("nan"), 1.0, 2.0))
    assert some is not None
    assert 1 <= some.low < some.high <= 2
