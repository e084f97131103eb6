"""Applies metrics to many completions: what is kept is not computed again, the rest on all cores."""

import hashlib
import multiprocessing
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import islice
from time import monotonic
from typing import TypeVar

from workbench.domain.scores import Protocol, Score
from workbench.engines.llama.settings import usable_cores
from workbench.store.scores import Scores

T = TypeVar("T")

BATCH = 1000
"""Rows between two looks into what is kept."""
_PIECE = 50
"""Steps that are kept together, and that another process is given together."""
WORTH_PROCESSES = 6.0
"""Seconds of work that are not done in one process: starting another takes some of them."""

_LOADING = 0.25
"""Seconds from which on a step has read a dictionary first, which another process would have to as well."""


@dataclass(frozen=True, slots=True)
class Step:
    """One measure to be applied to one completion."""

    protocol: Protocol
    measure: str
    version: int
    metrics: tuple[str, ...]
    """The names of the scores that come out."""
    slow: bool
    """Whether it takes much longer than looking up what came out before; what is quick is not kept."""
    seen: object
    """All that the measure sees, as values whose `repr` tells them apart: 5 is not "5"."""

    @property
    def key(self) -> bytes:
        """What the result is kept under: equal for everything that gives the same result."""
        text = repr((self.protocol.value, self.measure, self.version, self.seen))
        return hashlib.blake2b(text.encode(), digest_size=16).digest()


Apply = Callable[[Step], tuple[Score, ...]]
"""Does a step. A function of a module, so that another process finds it by its name."""


def applied(
    scores: Scores,
    work: Iterable[tuple[T, Sequence[Step]]],
    apply: Apply,
    *,
    processes: int | None = None,
    worth_processes: float = WORTH_PROCESSES,
) -> Generator[tuple[T, tuple[tuple[Score, ...], ...]]]:
    """Each thing with the scores of its steps, in order; new ones of slow steps are kept first.

    Closing the generator stops the work; what was computed by then is kept.

    Args:
        scores: What is kept, in an open project.
        work: Things, each with what is to be done for it.
        apply: How it is done.
        processes: How many compute slow steps; as many as there are cores when None.
        worth_processes: Seconds of work from which on they are started.
    """
    with ExitStack() as stack:
        cores = Cores(processes if processes is not None else usable_cores(), apply, stack, worth_processes)
        stream = iter(work)
        while batch := tuple(islice(stream, BATCH)):
            keys = [[step.key if step.slow else b"" for step in steps] for _, steps in batch]
            held = scores.held(tuple({key for of_one in keys for key in of_one if key}))
            new = {
                key: step
                for (_, steps), of_one in zip(batch, keys, strict=True)
                for step, key in zip(steps, of_one, strict=True)
                if key and key not in held
            }
            pieces = cores.computed(new)
            for (thing, steps), of_one in zip(batch, keys, strict=True):
                found = []
                for step, key in zip(steps, of_one, strict=True):
                    while key and key not in held:
                        piece = next(pieces)
                        scores.keep(piece)
                        held |= piece
                    found.append(_named(held[key], step.metrics) if key else apply(step))
                yield thing, tuple(found)


def _named(scores: Sequence[Score], metrics: Sequence[str]) -> tuple[Score, ...]:
    """Scores with the names of their metrics, which are not kept with each of them."""
    return tuple(replace(score, metric=name) for score, name in zip(scores, metrics, strict=True))


class Cores:
    """Does slow steps: in this process as long as there is little to do, then in several."""

    def __init__(self, processes: int, apply: Apply, stack: ExitStack, worth: float) -> None:
        self._processes, self._apply, self._stack, self._worth = processes, apply, stack, worth
        self._pool: ProcessPoolExecutor | None = None
        self._seconds = 0.0
        self._done = 0

    def computed(self, steps: Mapping[bytes, Step]) -> Iterator[dict[bytes, tuple[Score, ...]]]:
        """The scores of `steps` in their order, some at a time."""
        left = list(steps.items())
        while left and not self._worth_it(len(left)):
            piece, left = left[:_PIECE], left[_PIECE:]
            yield {key: self._timed(step) for key, step in piece}
        if left:
            yield from self._spread(left)

    def _timed(self, step: Step) -> tuple[Score, ...]:
        start = monotonic()
        found = self._apply(step)
        took = monotonic() - start
        if took < _LOADING:
            self._seconds += took
            self._done += 1
        return found

    def _worth_it(self, left: int) -> bool:
        """Whether so much was to be done until now, or is to be, that several processes are quicker."""
        each = self._seconds / self._done if self._done else 0.0
        return self._processes > 1 and self._seconds + left * each >= self._worth

    def _spread(self, steps: Sequence[tuple[bytes, Step]]) -> Iterator[dict[bytes, tuple[Score, ...]]]:
        if self._pool is None:
            # Not forked: the window's threads and Qt would be in the child, half of them.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._processes, context)
            self._stack.callback(self._pool.shutdown, cancel_futures=True)
        pieces = [steps[start : start + _PIECE] for start in range(0, len(steps), _PIECE)]
        futures = [self._pool.submit(_all_of, self._apply, piece) for piece in pieces]
        for future in futures:
            yield future.result()


def _all_of(apply: Apply, steps: Sequence[tuple[bytes, Step]]) -> dict[bytes, tuple[Score, ...]]:
    return {key: apply(step) for key, step in steps}
