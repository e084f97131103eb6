"""The strip at the bottom of the window: every long job, how far it is, and how to stop it. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class StripEntry:
    """One long job as the strip shows it."""

    number: int
    title: str
    """What, such as “Run demo-instruct, 3-shot, 3 tasks”."""
    done: int | None = None
    total: int | None = None
    """None while it is not known how much there is."""
    far: str = ""
    """How far in words, where “412 / 1,500” would not do."""
    pace: str = ""
    """How fast, such as “38 tokens/s”."""
    seconds_left: float | None = None
    note: str = ""
    """What it is at, such as a file's name."""
    stoppable: bool = False
    stopping: bool = False

    @property
    def fraction(self) -> float | None:
        """From 0 to 1; None when it cannot be told."""
        if self.done is None or not self.total:
            return None
        return min(1.0, self.done / self.total)

    @property
    def progress_text(self) -> str:
        """How far, in words."""
        if self.far or self.done is None:
            return self.far
        return f"{self.done:,}" if self.total is None else f"{self.done:,} / {self.total:,}"

    @property
    def left_text(self) -> str:
        """How long still, in words."""
        return "" if self.seconds_left is None else f"{duration(self.seconds_left)} left"


@dataclass(frozen=True, slots=True)
class StripState:
    """Everything the strip shows: the jobs under way, oldest first."""

    entries: tuple[StripEntry, ...] = ()


class Strip:
    """Turns the progress of jobs into states of the strip."""

    def __init__(self) -> None:
        self.state = StripState()
        self._stops: dict[int, Callable[[], None]] = {}
        self._count = 0
        self._render: Callable[[StripState], None] = lambda _state: None

    def attach(self, render: Callable[[StripState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def begin(self, title: str, stop: Callable[[], None] | None = None) -> "StripHandle":
        """Show a new job; `stop` is what its stop button does."""
        self._count += 1
        if stop is not None:
            self._stops[self._count] = stop
        entry = StripEntry(self._count, title, stoppable=stop is not None)
        self._show(StripState((*self.state.entries, entry)))
        return StripHandle(self, self._count)

    def stop(self, number: int) -> None:
        """Stop the job of entry `number`; it stays until it has ended."""
        stop = self._stops.get(number)
        if stop is not None:
            self.change(number, lambda entry: replace(entry, stopping=True))
            stop()

    def change(self, number: int, change: Callable[[StripEntry], StripEntry]) -> None:
        """Replace entry `number` by what `change` makes of it."""
        self._show(
            StripState(
                tuple(change(entry) if entry.number == number else entry for entry in self.state.entries)
            )
        )

    def stop_with(self, number: int, stop: Callable[[], None]) -> None:
        """Say what the stop button of entry `number` does."""
        self._stops[number] = stop
        self.change(number, lambda entry: replace(entry, stoppable=True))

    def end(self, number: int) -> None:
        """Take entry `number` away."""
        self._stops.pop(number, None)
        self._show(StripState(tuple(entry for entry in self.state.entries if entry.number != number)))

    def _show(self, state: StripState) -> None:
        if state != self.state:
            self.state = state
            self._render(state)


class StripHandle:
    """What a presenter holds of its job's entry in the strip."""

    def __init__(self, strip: Strip, number: int) -> None:
        self._strip = strip
        self._number = number

    def progress(
        self,
        done: int | None = None,
        total: int | None = None,
        *,
        far: str = "",
        pace: str = "",
        seconds_left: float | None = None,
        note: str = "",
    ) -> None:
        """Show how far, how fast and how long still."""
        self._strip.change(
            self._number,
            lambda entry: replace(
                entry, done=done, total=total, far=far, pace=pace, seconds_left=seconds_left, note=note
            ),
        )

    def title(self, title: str) -> None:
        """Show another title."""
        self._strip.change(self._number, lambda entry: replace(entry, title=title))

    def stop_with(self, stop: Callable[[], None]) -> None:
        """Say what its stop button does."""
        self._strip.stop_with(self._number, stop)

    def end(self) -> None:
        """Take the entry away. Safe to call twice."""
        self._strip.end(self._number)


def duration(seconds: float) -> str:
    """A length of time as a person would say it."""
    if seconds < 1:
        return "under 1 s"
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
