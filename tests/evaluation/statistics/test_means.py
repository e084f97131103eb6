"""Intervals of means over tasks, against a plain bootstrap and against what the normal law gives."""

import random
from statistics import NormalDist, fmean, pvariance

import pytest

from workbench.evaluation.statistics.estimates import Resampling, Total
from workbench.evaluation.statistics.intervals import mean, wilson
from workbench.evaluation.statistics.means import Entry, drawn, interval_of_mean

RESAMPLING = Resampling(4_000)
CHANCE = random.Random(7)
TASKS = [[100.0 * (CHANCE.random() < share) for _ in range(n)] for share, n in ((0.3, 80), (0.8, 200))]
LONG = [CHANCE.gauss(40, 10) for _ in range(300)]


def draws(values: list[float], seed: int) -> tuple[float, ...]:
    """A task's mean in each resample."""
    found = drawn(Total.MEAN, values, None, Resampling(4_000, seed))
    assert found is not None
    return found


def entry(values: list[float], seed: int, weight: float = 1.0) -> Entry:
    """A task as it enters a mean."""
    return Entry(fmean(values), draws(values, seed), mean(values, resampling=RESAMPLING).interval, weight)


def test_a_mean_of_tasks_lies_where_the_normal_law_puts_it() -> None:
    """Its variance is the sum of the tasks' over the number of tasks squared, to resampling error."""
    tasks = [*TASKS, LONG]
    found = interval_of_mean([entry(task, seed) for seed, task in enumerate(tasks)])
    assert found is not None
    error = sum(pvariance(task) / len(task) for task in tasks) ** 0.5 / len(tasks)
    middle, half = fmean(map(fmean, tasks)), NormalDist().inv_cdf(0.975) * error
    assert found.low == pytest.approx(middle - half, abs=0.15 * half)
    assert found.high == pytest.approx(middle + half, abs=0.15 * half)


def test_a_plain_bootstrap_gives_the_same() -> None:
    """Drawn one by one within each task, a thousand times, in nothing but Python."""
    chance = random.Random(1)
    means = sorted(fmean(fmean(chance.choices(task, k=len(task))) for task in TASKS) for _ in range(1_000))
    found = interval_of_mean([entry(task, seed) for seed, task in enumerate(TASKS)])
    assert found is not None
    assert found.low == pytest.approx(means[25], abs=1)
    assert found.high == pytest.approx(means[974], abs=1)


def test_one_task_has_its_own_interval() -> None:
    """A mean over it alone says no more, and no less."""
    alone = entry(LONG, 0)
    assert interval_of_mean([alone]) == alone.interval


def test_tasks_weigh_as_they_are_told() -> None:
    """With nearly all the weight a task decides alone, by its own bootstrap."""
    alone = mean(LONG, resampling=RESAMPLING).interval
    found = interval_of_mean([entry(LONG, 0, 1e9), entry(TASKS[0], 1)])
    assert alone is not None
    assert found is not None
    assert (found.low, found.high) == pytest.approx((alone.low, alone.high), abs=1e-5)


def test_a_task_in_which_all_is_right_adds_its_own_width() -> None:
    """Resamples of it never differ; how sure it is says Wilson, and two such tasks add as squares do."""
    right = entry([100.0] * 20, 0)
    share = wilson(20, 20)
    assert share is not None
    below = 100 - 100 * share.low
    two = interval_of_mean([right, right])
    assert two is not None
    assert two.high == 100
    assert two.low == pytest.approx(100 - (2 * (below / 2) ** 2) ** 0.5)
    beside = interval_of_mean([right, entry(LONG, 1)])
    without = mean(LONG, resampling=Resampling(4_000, 1)).interval
    assert beside is not None
    assert without is not None
    middle = (100 + fmean(LONG)) / 2
    assert middle - beside.low == pytest.approx(
        (((fmean(LONG) - without.low) / 2) ** 2 + (below / 2) ** 2) ** 0.5
    )


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
    unknown = Entry(50.0, None, None)
    assert interval_of_mean([entry(LONG, 0), unknown]) is None
    assert interval_of_mean([unknown]) is None
    some = interval_of_mean([Entry(1.5, (float("nan"), 1.0, 2.0), None)] * 2)
    assert some is not None
    assert 1 <= some.low < some.high <= 2
