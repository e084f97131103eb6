"""Whether a run has to wait for mains power."""

from collections.abc import Callable

LOOK_SECONDS = 2.0
"""Between two looks at the power supply, which cost a file or a process each."""


def never() -> bool | None:
    """Goes on whatever the power: nobody asked otherwise, or the machine has no battery."""
    return None


class Battery:
    """Looks at the power supply now and then."""

    def __init__(self, on_battery: Callable[[], bool | None]) -> None:
        self._on_battery = on_battery
        self._looked_at: float | None = None
        self._in_use = False

    def is_in_use(self, now: float) -> bool:
        """Whether the machine runs on its battery at second `now`; not where nobody can tell."""
        if self._looked_at is None or now - self._looked_at >= LOOK_SECONDS:
            self._looked_at, self._in_use = now, bool(self._on_battery())
        return self._in_use
