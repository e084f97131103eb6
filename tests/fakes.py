"""Stand-ins that behave: work that runs at once, and work that a test runs step by step."""

from collections.abc import Callable, Generator
from typing import Any, TypeVar

T = TypeVar("T")


class DoneJob:
    """A job that is over, or is run by its test."""

    def __init__(self) -> None:
        self.cancelled = False

    def cancel(self) -> None:
        """Remember that somebody asked."""
        self.cancelled = True


class InlineJobs:
    """Runs work to its end before `start` returns. Exceptions reach `ended`, as with threads."""

    def start(
        self,
        work: Callable[[], Generator[T]],
        happened: Callable[[T], None],
        ended: Callable[[Exception | None], None],
    ) -> DoneJob:
        """Run `work` now."""
        error: Exception | None = None
        try:
            for event in work():
                happened(event)
        except Exception as caught:  # noqa: BLE001 - exactly what the threads do
            error = caught
        ended(error)
        return DoneJob()


class HeldJob(DoneJob):
    """A job whose work moves only when the test says so."""

    def __init__(
        self,
        work: Callable[[], Generator[Any]],
        happened: Callable[[Any], None],
        ended: Callable[[Exception | None], None],
    ) -> None:
        super().__init__()
        self.over = False
        self._events = work()
        self._happened = happened
        self._ended = ended

    def step(self, count: int = 1) -> None:
        """Let the real work yield `count` more events; ends the job when it has no more."""
        for _ in range(count):
            try:
                event = next(self._events)
            except StopIteration:
                self.end()
                return
            self._happened(event)

    def happen(self, event: object) -> None:
        """Tell of an event that the work did not yield."""
        self._happened(event)

    def end(self, error: Exception | None = None) -> None:
        """End the job, as failed when there is an `error`."""
        self._events.close()
        self.over = True
        self._ended(error)


class HeldJobs:
    """Holds every job until the test moves it."""

    def __init__(self) -> None:
        self.started: list[HeldJob] = []

    @property
    def last(self) -> HeldJob:
        """The job started last."""
        return self.started[-1]

    def start(
        self,
        work: Callable[[], Generator[T]],
        happened: Callable[[T], None],
        ended: Callable[[Exception | None], None],
    ) -> HeldJob:
        """Keep `work` for later."""
        job = HeldJob(work, happened, ended)
        self.started.append(job)
        return job

    def happen(self, event: object) -> None:
        """Tell of an event of the job started last."""
        self.last.happen(event)

    def end(self, error: Exception | None = None) -> None:
        """End the job started last."""
        self.last.end(error)
