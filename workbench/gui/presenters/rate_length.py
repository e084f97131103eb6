"""How long a sitting is meant to be, in active time. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass

from workbench.settings import RATING_MINUTES

_CHOICES = (None, *RATING_MINUTES)


@dataclass(frozen=True, slots=True)
class LengthOperations:
    """The length that a person chose, and keeping another one."""

    minutes: Callable[[], int | None]
    """None for no end."""
    keep: Callable[[int | None], None]


class SittingLength:
    """Counts active time against the chosen length; says when it is over, and never interrupts."""

    def __init__(self, operations: LengthOperations) -> None:
        self._do = operations
        self._since = 0
        self.over = False
        """Whether the end was reached when an item was decided, and nobody went on yet."""

    @property
    def minutes(self) -> int | None:
        """The chosen length; None for no end."""
        return self._do.minutes()

    def begin(self, active_ms: int) -> None:
        """From here it counts: one sat down, came back from a break, or goes on."""
        self._since, self.over = active_ms, False

    def turn(self, active_ms: int) -> str:
        """The next of the lengths there are; says which."""
        chosen = self._do.minutes()
        place = _CHOICES.index(chosen) if chosen in _CHOICES else 0
        minutes = _CHOICES[(place + 1) % len(_CHOICES)]
        self._do.keep(minutes)
        self.over = self.over and minutes is not None and self._worked(active_ms) >= minutes
        if minutes is None:
            return "Sessions have no end now."
        return f"Sessions are {minutes} minutes of active time now. The end is said after an item."

    def decided(self, active_ms: int) -> None:
        """An item was decided: the moment at which the end may be said."""
        minutes = self._do.minutes()
        self.over = minutes is not None and self._worked(active_ms) >= minutes

    def said(self, active_ms: int) -> str:
        """How far it is: “session 12 of 20 min”; "" without an end."""
        minutes = self._do.minutes()
        return f"session {self._worked(active_ms)} of {minutes} min" if minutes is not None else ""

    def _worked(self, active_ms: int) -> int:
        return (active_ms - self._since) // 60_000
