"""Choosing the next token from a row of logits. Imported in the engine's process only: it needs numpy."""

import hashlib

import numpy as np
import numpy.typing as npt

from workbench.domain.errors import EngineError
from workbench.domain.runs import Sampling

Row = npt.NDArray[np.float32]

# A token this many e-folds below the likeliest has no say: its share is under 1e-13.
_NEGLIGIBLE = 30.0


class TokenChoice:
    """Chooses the tokens of one answer, from its own random numbers: its neighbours do not matter."""

    def __init__(self, sampling: Sampling, instance_id: str) -> None:
        self._sampling = sampling
        # The instance is part of the seed, so that two instances do not draw the same numbers.
        own = int.from_bytes(hashlib.sha256(instance_id.encode("utf-8", "replace")).digest()[:8], "big")
        self._random = np.random.default_rng([sampling.seed % (1 << 64), own])

    def choose(self, row: Row) -> int:
        """The next token.

        Raises:
            EngineError: the model computed something that is no number.
        """
        best = int(row.argmax())
        if not np.isfinite(row[best]):
            raise EngineError(
                "The model computed something that is no number. Its file is damaged, or this build "
                "of llama.cpp does not work on this machine."
            )
        return best if self._sampling.greedy else self._draw(row, float(row[best]))

    def _draw(self, row: Row, highest: float) -> int:
        temperature = self._sampling.temperature
        candidates = np.flatnonzero(row >= highest - _NEGLIGIBLE * temperature)
        weights = np.exp((row[candidates].astype(np.float64) - highest) / temperature)
        order = np.argsort(-weights, kind="stable")
        shares = np.cumsum(weights[order])
        if self._sampling.top_p < 1.0:
            kept = int(np.searchsorted(shares, self._sampling.top_p * shares[-1])) + 1
            shares = shares[:kept]
        drawn = int(np.searchsorted(shares, self._random.random() * shares[-1], side="right"))
        return int(candidates[order[min(drawn, len(shares) - 1)]])
