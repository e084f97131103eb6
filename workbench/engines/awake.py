"""A clock that stands still while the machine sleeps."""

import time
from collections.abc import Callable

LONGEST = 10.0
"""Seconds between two readings after which nobody was awake in between: readings come ten times a second."""


class Awake:
    """The seconds of a clock in which somebody could look at it. To be read often.

    Systems differ in whether their steady clock goes on during sleep, and none stands still for a process
    that was stopped.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, longest: float = LONGEST) -> None:
        self._clock, self._longest = clock, longest
        self._seconds, self._last = 0.0, clock()
        self.slept = False
        """Whether the last reading came after a sleep."""

    def __call__(self) -> float:
        """Seconds awake since it was made; a sleep counts as none."""
        now = self._clock()
        passed, self._last = now - self._last, now
        self.slept = passed > self._longest
        if not self.slept:
            self._seconds += passed
        return self._seconds
