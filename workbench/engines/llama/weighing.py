"""How likely a model finds each of some answers: which tokens have to be computed, and what their rows say.

Answers often begin alike, so they are a tree. Each of its inner places is computed once: an answer's own part
begins where it leaves the one before it in the order of their tokens. The last token of an answer is never
computed, because only what follows it would be learned.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.engines.llama.cells import Tokens, common
from workbench.engines.llama.choice import Row, normalizer


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """Tokens to compute after a prompt."""

    tokens: Tokens
    rows: int
    """Logits that are wanted, counted from the last token backwards; the prompt's last token counts too."""


class Weighing:
    """Collects the log-likelihoods of some answers, each one or more tokens long."""

    def __init__(self, answers: Sequence[Tokens]) -> None:
        """Take the answers as tokens; none may be empty."""
        self._answers = [tuple(int(token) for token in answer) for answer in answers]
        self._wanted: dict[tuple[int, ...], dict[int, float]] = {}
        for answer in self._answers:
            for place, token in enumerate(answer):
                self._wanted.setdefault(answer[:place], {})[token] = 0.0
        self._left = len(self._wanted)

    @property
    def is_complete(self) -> bool:
        """Whether every row that is needed has come."""
        return self._left == 0

    @property
    def likelihoods(self) -> tuple[float, ...]:
        """Natural logarithm of the probability of each answer's tokens, in the order of the answers."""
        return tuple(
            sum(self._wanted[answer[:place]][token] for place, token in enumerate(answer))
            for answer in self._answers
        )

    def paths(self) -> Iterator[Path]:
        """What has to be computed, the first one with the row after the prompt itself."""
        before: Tokens | None = None
        for answer in sorted(set(self._answers)):
            inner = np.array(answer[:-1], np.int32)
            # The row after the prompt is wanted once; later, only rows behind what is known already.
            known = -1 if before is None else common(before, inner)
            if len(inner) > known:
                yield Path(inner, len(inner) - known)
                before = inner

    def take(self, path: Path, first: int, rows: Sequence[Row]) -> None:
        """Take in rows that `path` asked for, from the one at place `first` on."""
        tokens = tuple(int(token) for token in path.tokens)
        before = len(tokens) - path.rows + 1 + first
        for place, row in enumerate(rows, before):
            following = self._wanted[tokens[:place]]
            least = normalizer(row)
            for token in following:
                following[token] = float(row[token]) - least
            self._left -= 1
