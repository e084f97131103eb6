"""Active time: stretches between signs of life, each capped."""

from workbench.study.active import ActiveTime


def test_long_stretches_are_capped() -> None:
    """An hour without a key counts a minute."""
    now = [0]
    active = ActiveTime(lambda: now[0], cap_ms=60_000)
    now[0] = 3_600_000
    active.touch()
    now[0] += 20_000
    assert active.so_far == 80_000
    assert active.take() == 80_000
    assert active.take() == 0


def test_nothing_counts_while_another_window_is_used() -> None:
    """From leaving to the next sign of life."""
    now = [0]
    active = ActiveTime(lambda: now[0])
    now[0] = 5_000
    active.leave()
    active.leave()
    now[0] = 30_000
    assert active.so_far == 5_000
    active.touch()
    now[0] = 31_000
    assert active.take() == 6_000
