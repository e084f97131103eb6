"""Time that somebody works, apart from time that passes."""

from collections.abc import Callable

IDLE_CAP_MS = 60_000
"""Without a key, a click or a scroll for longer, the rest is not counted as work."""


class ActiveTime:
    """Adds up the time between signs of life, each stretch capped."""

    def __init__(self, clock: Callable[[], int], cap_ms: int = IDLE_CAP_MS) -> None:
        self._clock, self._cap = clock, cap_ms
        self._last: int | None = clock()
        self._kept = 0

    def touch(self) -> None:
        """There was a key, a click or a scroll."""
        now = self._clock()
        if self._last is not None:
            self._kept += min(now - self._last, self._cap)
        self._last = now

    def leave(self) -> None:
        """Another window has the keyboard: nothing counts until the next sign of life here."""
        if self._last is not None:
            self.touch()
        self._last = None

    def take(self) -> int:
        """The milliseconds since this was asked last."""
        if self._last is not None:
            self.touch()
        taken, self._kept = self._kept, 0
        return taken

    @property
    def so_far(self) -> int:
        """The milliseconds since they were taken last, up to now."""
        return self._kept + (min(self._clock() - self._last, self._cap) if self._last is not None else 0)
