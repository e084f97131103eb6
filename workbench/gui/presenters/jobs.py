"""What a presenter knows about long work: how to start it, hear of it, and stop it. No threads here."""

from collections.abc import Callable, Generator
from typing import Any, Protocol, TypeVar

T = TypeVar("T")

Work = Callable[[], Generator[Any]]
"""Something long: called once, iterated once, in whichever thread the `Jobs` chooses."""


class Job(Protocol):
    """One piece of work under way."""

    def cancel(self) -> None:
        """Ask it to stop after the event it is at; `ended` is still called. Safe to call twice."""


class Jobs(Protocol):
    """Where long work goes."""

    def start(
        self,
        work: Callable[[], Generator[T]],
        happened: Callable[[T], None],
        ended: Callable[[Exception | None], None],
    ) -> Job:
        """Begin `work`. Each event reaches `happened`, in order; then `ended` is called, once.

        `ended` gets the error that stopped the work, or None when it came to its end or was cancelled.
        Both are called in the window's thread.
        """


def once(function: Callable[[], T]) -> Callable[[], Generator[T]]:
    """Work whose only event is what `function` returns: for a slow call that has nothing to say midway."""

    def work() -> Generator[T]:
        yield function()

    return work
