"""Choosing the next token from a row of logits. Imported in the engine's process only: it needs numpy."""

import hashlib
from typing import Protocol

import numpy as np
import numpy.typing as npt

from workbench.domain.errors import EngineError
from workbench.domain.runs import Sampling

Row = npt.NDArray[np.float32]

# A token this many e-folds below the likeliest has no say: its share is under 1e-13.
_NEGLIGIBLE = 30.0


class Constraint(Protocol):
    """What an answer has to follow."""

    def allows(self, token: int) -> bool:
        """Whether `token` can come next."""

    def narrowed(self, row: Row) -> Row:
        """A copy of `row` in which tokens that cannot come next have no chance."""

    def accept(self, token: int) -> bool:
        """Take in that `token` came; whether the answer is complete with it."""


class TokenChoice:
    """Chooses the tokens of one answer, from its own random numbers: its neighbours do not matter."""

    def __init__(self, sampling: Sampling, instance_id: str, constraint: Constraint | None = None) -> None:
        self._sampling = sampling
        self._constraint = constraint
        # The instance is part of the seed, so that two instances do not draw the same numbers.
        own = int.from_bytes(hashlib.sha256(instance_id.encode("utf-8", "replace")).digest()[:8], "big")
        self._random = np.random.default_rng([sampling.seed % (1 << 64), own])
        self.complete = False
        """Whether what was chosen is all that the constraint allows."""

    def choose(self, row: Row) -> int:
        """The next token.

        Raises:
            EngineError: the model computed something that is no number, or nothing can come next.
        """
        token = best_of(row)
        constraint = self._constraint
        if constraint is not None and not (self._sampling.greedy and constraint.allows(token)):
            row = constraint.narrowed(row)
            token = int(row.argmax())
            if row[token] == -np.inf:
                raise EngineError("Nothing that the model can write follows the grammar from here.")
        if not self._sampling.greedy:
            token = self._draw(row, float(row[token]))
        if constraint is not None:
            self.complete = constraint.accept(token)
        return token

    def _draw(self, row: Row, highest: float) -> int:
        sampling = self._sampling
        temperature = sampling.temperature
        candidates = np.flatnonzero(row >= highest - _NEGLIGIBLE * max(temperature, 1.0))
        logits = row[candidates].astype(np.float64) - highest
        order = np.argsort(-logits, kind="stable")
        if sampling.top_k:
            order = order[: sampling.top_k]
        shares = np.exp(logits[order])
        kept = len(order)
        if sampling.min_p > 0.0:
            kept = max(1, int(np.count_nonzero(shares >= sampling.min_p)))
        if sampling.top_p < 1.0:
            sums = np.cumsum(shares[:kept])
            kept = int(np.searchsorted(sums, sampling.top_p * sums[-1])) + 1
        weights = np.cumsum(np.exp(logits[order[:kept]] / temperature))
        drawn = int(np.searchsorted(weights, self._random.random() * weights[-1], side="right"))
        return int(candidates[order[min(drawn, kept - 1)]])


def best_of(row: Row) -> int:
    """The likeliest token; the first one of equals.

    Raises:
        EngineError: the model computed something that is no number.
    """
    best = int(row.argmax())
    if not np.isfinite(row[best]):
        raise EngineError(
            "The model computed something that is no number. Its file is damaged, or this build "
            "of llama.cpp does not work on this machine."
        )
    return best


def normalizer(row: Row) -> float:
    """What has to be taken from a logit of `row` to have the natural logarithm of its probability.

    The exponentials are 32-bit and their sum is 64-bit: within 1e-5 of 64 bits throughout.
    """
    highest = float(row.max())
    return highest + float(np.log(np.exp(row - np.float32(highest)).sum(dtype=np.float64)))
