"""When a run waits for mains power."""

from workbench.evaluation.battery import LOOK_SECONDS, Battery, never


def test_the_supply_is_looked_at_now_and_then() -> None:
    """Not ten times a second: each look costs a file or a process."""
    told = iter([False, True, False])
    battery = Battery(lambda: next(told))
    assert not battery.is_in_use(0.0)
    assert not battery.is_in_use(LOOK_SECONDS - 0.1)
    assert battery.is_in_use(LOOK_SECONDS)
    assert battery.is_in_use(2 * LOOK_SECONDS - 0.1)
    assert not battery.is_in_use(2 * LOOK_SECONDS)


def test_who_cannot_tell_does_not_wait() -> None:
    """A desktop, and whoever asked to go on."""
    assert not Battery(never).is_in_use(0.0)
