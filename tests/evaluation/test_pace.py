"""Reading and writing are told apart, and the rest is estimated from both."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.runs import Usage
from workbench.engines.awake import Awake
from workbench.evaluation.pace import Rates, Tempo


def fed(windows: list[tuple[int, int]], read: float, write: float) -> Rates:
    """Rates that saw tokens read and written at the given costs, each window long enough to be one."""
    rates, prefilled, decoded = Rates(), 0, 0
    for some, more in windows:
        seconds = some * read + more * write
        times = math.ceil(0.5 / seconds) if seconds else 1
        prefilled, decoded = prefilled + times * some, decoded + times * more
        rates.observe(prefilled, decoded, times * seconds)
    return rates


def near(told: tuple[float | None, float | None], *expected: float | None) -> bool:
    """Whether two rates are the expected ones, None where None is."""
    pairs = list(zip(told, expected, strict=True))
    return all(is_ is want if want is None else is_ == pytest.approx(want, rel=1e-6) for is_, want in pairs)


@given(
    windows=st.lists(st.tuples(st.integers(0, 600), st.integers(0, 30)), min_size=4, max_size=40),
    read=st.floats(1e-4, 1e-2),
    write=st.floats(1e-3, 1e-1),
)
def test_mixed_windows_are_told_apart(windows: list[tuple[int, int]], read: float, write: float) -> None:
    """From windows in which both happened at once, the two costs come out as they were put in."""
    rates = fed([*windows, (500, 0), (0, 20)], read, write)
    assert near(rates.costs(), read, write)


def test_rates_are_per_second() -> None:
    """A cost of 2 ms per prompt token is 500 tokens a second."""
    rates = fed([(100, 0), (0, 10)], 0.002, 0.05)
    assert near(rates.per_second(), 500, 20)


def test_nothing_is_invented() -> None:
    """Without observations, or when reading and writing always kept step, there is no rate."""
    assert Rates().per_second() == (None, None)
    assert fed([(100, 10)] * 20, 0.002, 0.05).per_second() == (None, None)


def test_only_one_kind_of_work() -> None:
    """While only reading has happened, its rate is known and that of writing is not; and the reverse."""
    assert near(fed([(100, 0), (90, 0)], 0.01, 1).per_second(), 100, None)
    assert near(fed([(0, 10), (0, 9)], 1, 0.1).per_second(), None, 10)


def test_later_work_counts_more() -> None:
    """After the engine has become slower for a while, the rate is the slower one."""
    rates = fed([(100, 0), (0, 10)] * 50, 0.001, 0.01)
    for step in range(1, 1001):
        rates.observe(1_000_000 + step * 125, 100_000 + step % 7, 0.5)
    read, _ = rates.per_second()
    assert read == pytest.approx(250, rel=0.2)


def test_rest_is_estimated_from_both_costs() -> None:
    """Ten more items of 200 unshared prompt tokens and 20 answer tokens take what those take."""
    rates = fed([(100, 0), (0, 10)], 0.002, 0.05)
    rates.answered(Usage(500, 300, 20, 0.0, 0.0))
    assert rates.seconds_left(10, elapsed=99) == pytest.approx(10 * (200 * 0.002 + 20 * 0.05))


def test_rest_without_rates_is_by_items() -> None:
    """Where the costs cannot be told apart, items are taken to last as long as those before."""
    rates = fed([(100, 10)] * 5, 0.002, 0.05)
    assert rates.seconds_left(10, elapsed=3) is None
    rates.answered(Usage(100, 0, 10, 0.0, 0.0))
    assert rates.seconds_left(10, elapsed=3) == pytest.approx(30)


def test_time_without_progress_is_part_of_what_follows() -> None:
    """A chunk of 512 tokens takes a second in which the counters stand still; the second counts."""
    rates = Rates()
    for chunk in range(1, 30):
        for _ in range(9):
            rates.observe(512 * (chunk - 1), 0, 0.1)
        rates.observe(512 * chunk, 0, 0.1)
    assert near(rates.per_second(), 512, None)


def test_a_cost_below_nothing_is_no_rate() -> None:
    """Noise can make one cost negative; then that one is not told."""
    rates = Rates()
    rates.observe(100, 0, 2.0)
    rates.observe(300, 20, 1.0)
    rates.observe(500, 50, 0.5)
    read, write = rates.per_second()
    assert read is not None
    assert write is None


def test_counters_that_begin_anew_are_no_work() -> None:
    """Neither undone nor done twice: an engine that is asked again counts from nothing."""
    rates = fed([(100, 0), (0, 10)], 0.002, 0.05)
    rates.go_on_from(0, 0)
    rates.observe(100, 0, 0.2)
    rates.observe(300, 0, 0.4)
    assert rates.per_second()[0] == pytest.approx(500)


def test_loading_is_no_work() -> None:
    """What passes while a model is loaded, at first or again, is not what answers take."""
    now = [0.0]
    tempo = Tempo(Awake(lambda: now[0]))
    tempo.begin()
    now[0] += 5.0
    assert tempo.pass_over() == 5.0
    for step in range(1, 11):
        now[0] += 1.0
        tempo.heard(100 * step, 10 * step)
    tempo.answered(Usage(100, 0, 10, 0.0, 0.0))
    assert tempo.per_second() == (None, None)
    # Reading and writing kept step: ten seconds for one answer.
    assert tempo.seconds_left(2) == pytest.approx(20.0)
