"""Applies metrics to many completions: what is kept is not computed again, the rest on all cores."""

import hashlib
import multiprocessing
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import islice

from workbench.domain.scores import Protocol, Score
from workbench.store.scores import Scores

BATCH = 2000
"""Completions between two looks into what is kept."""
_PIECE = 50
# Starting a process takes a second or two, which fewer texts than this do not.
_WORTH_PROCESSES = 600


@dataclass(frozen=True, slots=True)
class Step:
    """One metric to be applied to one completion."""

    place: int
    """Which of the rows that are being scored it is about."""
    protocol: Protocol
    measure: str
    version: int
    slow: bool
    """Whether it takes longer than sending it to another process."""
    seen: tuple[object, ...]
    """All that the metric sees: texts, and what else decides the result."""

    @property
    def key(self) -> bytes:
        """What the result is kept under: equal for everything that gives the same result."""
        digest = hashlib.blake2b(digest_size=16)
        for part in (self.protocol.value, self.measure, self.version, *self.seen):
            # The type counts as well: pandas gives 5 or "5", and upstream's code treats them differently.
            text = f"{type(part).__name__}:{part!r}".encode("utf-8", "surrogatepass")
            digest.update(b"%d:" % len(text))
            digest.update(text)
        return digest.digest()


Apply = Callable[[Step], tuple[Score, ...]]
"""Does a step. A function of a module, so that another process finds it by its name."""


def applied(
    scores: Scores, steps: Iterable[Step], apply: Apply, *, processes: int | None = None
) -> Generator[tuple[tuple[Step, tuple[Score, ...]], ...]]:
    """The steps with their scores, in their order, some thousand at a time; new ones are kept first.

    Closing the generator stops the work; what was computed by then is kept.

    Args:
        scores: What is kept, in an open project.
        steps: What is to be done.
        apply: How it is done.
        processes: How many compute slow steps; as many as there are cores when None.
    """
    with ExitStack() as stack:
        pool = Cores(processes if processes is not None else usable_cores(), apply, stack)
        stream = iter(steps)
        while batch := tuple(islice(stream, BATCH)):
            keys = [step.key for step in batch]
            held = scores.held(keys)
            new = {key: step for key, step in zip(keys, batch, strict=True) if key not in held}
            if new:
                found = dict(zip(new, pool.computed(tuple(new.values())), strict=True))
                scores.keep(found)
                held.update(found)
            yield tuple((step, held[key]) for key, step in zip(keys, batch, strict=True))


def named(scores: Sequence[Score], metrics: Sequence[str]) -> tuple[Score, ...]:
    """Scores with the names of their metrics, which are not kept with each of them."""
    return tuple(replace(score, metric=name) for score, name in zip(scores, metrics, strict=True))


def usable_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Cores:
    """Does steps: quick ones at once, many slow ones in several processes, which are started when needed."""

    def __init__(self, processes: int, apply: Apply, stack: ExitStack) -> None:
        self._processes, self._apply, self._stack = processes, apply, stack
        self._pool: ProcessPoolExecutor | None = None
        self._slow = 0

    def computed(self, steps: Sequence[Step]) -> Iterator[tuple[Score, ...]]:
        """The scores of `steps`, in their order."""
        self._slow += sum(step.slow for step in steps)
        if self._processes < 2 or self._slow < _WORTH_PROCESSES:
            return map(self._apply, steps)
        return self._spread(steps)

    def _spread(self, steps: Sequence[Step]) -> Iterator[tuple[Score, ...]]:
        if self._pool is None:
            # Not forked: the window's threads and Qt would be in the child, half of them.
            context = multiprocessing.get_context("spawn")
            self._pool = self._stack.enter_context(ProcessPoolExecutor(self._processes, context))
        slow = [step for step in steps if step.slow]
        pieces = [slow[start : start + _PIECE] for start in range(0, len(slow), _PIECE)]
        futures: list[Future[list[tuple[Score, ...]]]] = [
            self._pool.submit(_all_of, self._apply, piece) for piece in pieces
        ]
        try:
            there = (scores for future in futures for scores in future.result())
            for step in steps:
                yield next(there) if step.slow else self._apply(step)
        finally:
            for future in futures:
                future.cancel()


def _all_of(apply: Apply, steps: Sequence[Step]) -> list[tuple[Score, ...]]:
    return [apply(step) for step in steps]
