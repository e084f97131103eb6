"""Answers that have to be one of some options."""

from collections.abc import Iterable

import numpy as np

from workbench.engines.llama.cells import Tokens
from workbench.engines.llama.choice import Row


class OneOf:
    """Lets nothing be written but one of some answers, and ends it when nothing longer is possible."""

    def __init__(self, answers: Iterable[Tokens], ends: Iterable[int]) -> None:
        """Take the answers as tokens, and the tokens that end an answer."""
        self._left = [tuple(int(token) for token in answer) for answer in answers]
        self._ends = frozenset(ends)

    def allows(self, token: int) -> bool:
        """Whether an answer goes on with `token`, or is complete and `token` ends it."""
        return token in self._possible()

    def narrowed(self, row: Row) -> Row:
        """`row` with a chance only for tokens that an answer goes on with."""
        narrowed = np.full_like(row, -np.inf)
        possible = sorted(self._possible())
        narrowed[possible] = row[possible]
        return narrowed

    def accept(self, token: int) -> bool:
        """Go on with `token`; whether the answer is complete and no other one begins like it."""
        self._left = [rest[1:] for rest in self._left if rest[:1] == (token,)]
        return not any(self._left)

    def _possible(self) -> frozenset[int]:
        following = frozenset(rest[0] for rest in self._left if rest)
        return following | self._ends if () in self._left else following
