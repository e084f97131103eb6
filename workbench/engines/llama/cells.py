"""Which tokens each sequence holds in llama.cpp's cache, and how many cells they take together.

A cell holds one token. Sequences that share a beginning share its cells, so a count per sequence says
too much. Here a run of cells remembers how many of its first cells each sequence holds.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Tokens = npt.NDArray[np.int32]


@dataclass(eq=False, slots=True)
class _Stretch:
    """Cells that were computed one after the other for one sequence."""

    owner: int
    held: dict[int, int] = field(default_factory=dict)
    """How many of them each sequence holds, counted from the first."""

    @property
    def used(self) -> int:
        return max(self.held.values(), default=0)


class Cells:
    """A book of the cells. It says what is where; it computes and moves nothing itself."""

    def __init__(self, capacity: int, sequences: int, context: int) -> None:
        self.capacity = capacity
        self._tokens = np.zeros((sequences, context), np.int32)
        self._lengths = [0] * sequences
        self._chains: list[list[_Stretch]] = [[] for _ in range(sequences)]
        self._stretches: list[_Stretch] = []

    @property
    def used(self) -> int:
        """Cells in use."""
        return sum(stretch.used for stretch in self._stretches)

    def length(self, sequence: int) -> int:
        """Tokens that `sequence` holds."""
        return self._lengths[sequence]

    def shared(self, sequence: int, tokens: Tokens) -> int:
        """How many of the first `tokens` are what `sequence` holds."""
        return common(self._tokens[sequence, : self._lengths[sequence]], tokens)

    def keep(self, sequence: int, length: int) -> None:
        """`sequence` lets go of everything after its first `length` tokens."""
        left = min(length, self._lengths[sequence])
        self._lengths[sequence] = left
        kept: list[_Stretch] = []
        for stretch in self._chains[sequence]:
            count = min(stretch.held[sequence], left)
            left -= count
            if count:
                stretch.held[sequence] = count
                kept.append(stretch)
            else:
                del stretch.held[sequence]
        self._chains[sequence] = kept
        self._stretches = [stretch for stretch in self._stretches if stretch.held]

    def copy(self, source: int, target: int, length: int) -> None:
        """The empty sequence `target` now holds the first `length` tokens of `source`, in the same cells."""
        left = length
        for stretch in self._chains[source]:
            count = min(stretch.held[source], left)
            if not count:
                break
            stretch.held[target] = count
            self._chains[target].append(stretch)
            left -= count
        self._tokens[target, :length] = self._tokens[source, :length]
        self._lengths[target] = length

    def extend(self, sequence: int, tokens: Tokens) -> None:
        """`sequence` now holds `tokens` too, in cells of its own."""
        at = self._lengths[sequence]
        self._tokens[sequence, at : at + len(tokens)] = tokens
        self._lengths[sequence] = at + len(tokens)
        chain = self._chains[sequence]
        last = chain[-1] if chain else None
        if last is None or last.owner != sequence or last.held[sequence] < last.used:
            last = _Stretch(sequence, {sequence: 0})
            chain.append(last)
            self._stretches.append(last)
        last.held[sequence] += len(tokens)

    def clear(self) -> None:
        """Nothing is held any more."""
        for sequence in range(len(self._chains)):
            self.keep(sequence, 0)


def common(one: Tokens, other: Tokens) -> int:
    """Length of the common beginning."""
    length = min(len(one), len(other))
    differing = np.flatnonzero(one[:length] != other[:length])
    return int(differing[0]) if len(differing) else length
