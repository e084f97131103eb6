"""Long work is a generator: what it yields says how far it is, what it returns is what came of it."""

from collections.abc import Generator, Iterator
from typing import Generic, TypeVar

E = TypeVar("E")
R = TypeVar("R")


class Steps(Generic[E, R]):
    """Goes through long work once, and has what came of it afterwards.

    Attributes:
        result: There when the last step has been taken.
    """

    result: R

    def __init__(self, work: Generator[E, None, R]) -> None:
        self._work = work

    def __iter__(self) -> Iterator[E]:
        """What the work yields."""
        self.result = yield from self._work


def ended(work: Generator[E, None, R]) -> R:
    """What came of the work, for where nobody watches."""
    steps = Steps(work)
    for _step in steps:
        pass
    return steps.result
