"""A clock without the time in which nobody was awake."""

from workbench.engines.awake import LONGEST, Awake


class Hands:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """What it shows."""
        return self.now


def test_time_passes_while_it_is_looked_at() -> None:
    """It begins at nothing, and counts what lies between two looks."""
    hands = Hands()
    awake = Awake(hands)
    assert awake() == 0.0
    hands.now += 0.1
    assert abs(awake() - 0.1) < 1e-9
    hands.now += LONGEST
    assert abs(awake() - 0.1 - LONGEST) < 1e-9
    assert not awake.slept


def test_a_sleep_is_no_time() -> None:
    """A night between two looks counts as nothing, and is told once."""
    hands = Hands()
    awake = Awake(hands)
    hands.now += 1.0
    awake()
    hands.now += 8 * 3600
    assert awake() == 1.0
    assert awake.slept
    hands.now += 1.0
    assert awake() == 2.0
    assert not awake.slept


def test_what_is_long_can_be_chosen() -> None:
    """Where steps take their time, a longer silence is still work."""
    hands = Hands()
    awake = Awake(hands, longest=60.0)
    hands.now += 59.0
    assert awake() == 59.0
