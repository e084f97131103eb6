"""Whether an engine's process has become much slower than it was. A pure judgement; it restarts nothing."""

from collections import deque
from math import log2
from statistics import median

WINDOW = 10.0
"""Computing seconds of one look: steps that read and steps that write are both in it."""
BEGINNING = 12
"""Looks that say how fast a process is: its first two minutes."""
FEWEST = 3
"""Looks of the beginning that a later one must be comparable with."""
ALIKE = 0.5
"""Powers of two by which reading and writing may differ in looks that are compared: half as much again."""
SUSTAINED = 18
"""Looks in a row that must be slow: three minutes. Another program's work is usually over by then."""
DECAYED = 0.6
"""Of the speed at the beginning. Longer prompts, fewer sequences and a warm processor cost less than this."""
AT_LEAST = 900.0
"""Computing seconds before a process is given up, and so between two restarts: where a restart does not help,
it may cost no more than a loading in so long a time."""


class Decay:
    """Compares what a process does with what it did in its first minutes, for work of the same kind.

    Reading and writing a token cost differently, so looks are compared with those of the beginning that
    had much the same share of each. Work that the beginning has not seen is not judged.
    """

    def __init__(self) -> None:
        self._read = self._wrote = 0
        self._seconds = self._all_seconds = 0.0
        self._beginning: list[tuple[float, float]] = []
        """What kind of work each of the first looks saw, and how fast it was."""
        self._slow: deque[bool] = deque(maxlen=SUSTAINED)

    @property
    def is_decayed(self) -> bool:
        """Whether a new process is worth its start."""
        return self._all_seconds >= AT_LEAST and len(self._slow) == SUSTAINED and all(self._slow)

    def add(self, read: int, wrote: int, seconds: float) -> None:
        """Take in tokens read and written, and the seconds that computing them took."""
        self._read += read
        self._wrote += wrote
        self._seconds += seconds
        if self._seconds >= WINDOW:
            self._look(_kind(self._read, self._wrote), (self._read + self._wrote) / self._seconds)
            self._all_seconds += self._seconds
            self._read = self._wrote = 0
            self._seconds = 0.0

    def _look(self, kind: float, speed: float) -> None:
        if len(self._beginning) < BEGINNING:
            self._beginning.append((kind, speed))
            return
        before = [was for other, was in self._beginning if abs(other - kind) <= ALIKE]
        if len(before) >= FEWEST:
            self._slow.append(speed < DECAYED * median(before))


def _kind(read: int, wrote: int) -> float:
    """How much was read for each token written, as a power of two."""
    return log2((read + 1) / (wrote + 1))
