"""Likelihoods of answers are those of a slow, obvious implementation, and every row is computed once."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workbench.engines.llama.choice import Row
from workbench.engines.llama.weighing import Weighing

VOCABULARY = 12

answers = st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=6).map(tuple), min_size=1, max_size=8)


def row_after(tokens: tuple[int, ...]) -> Row:
    """What a model would say after `tokens`: any numbers, always the same."""
    random = np.random.default_rng([len(tokens), *tokens])
    return (random.standard_normal(VOCABULARY) * 4).astype(np.float32)


def obvious(answer: tuple[int, ...]) -> float:
    """The sum of the log-probabilities of an answer's tokens, in 64 bits."""
    total = 0.0
    for place, token in enumerate(answer):
        row = row_after(answer[:place]).astype(np.float64)
        total += row[token] - np.log(np.exp(row - row.max()).sum()) - row.max()
    return total


@given(found=answers, piece=st.integers(1, 4))
def test_likelihoods_are_the_obvious_ones(found: list[tuple[int, ...]], piece: int) -> None:
    """Whatever the answers have in common, and however the rows come."""
    weighing = Weighing([np.array(answer, np.int32) for answer in found])
    seen: list[tuple[int, ...]] = []
    for path in weighing.paths():
        tokens = tuple(int(token) for token in path.tokens)
        places = range(len(tokens) - path.rows + 1, len(tokens) + 1)
        rows = [row_after(tokens[:place]) for place in places]
        seen += [tokens[:place] for place in places]
        for first in range(0, len(rows), piece):
            assert not weighing.is_complete
            weighing.take(path, first, rows[first : first + piece])
    assert weighing.is_complete
    assert len(seen) == len(set(seen))
    assert np.allclose(weighing.likelihoods, [obvious(answer) for answer in found], atol=1e-4)


def test_letters_need_nothing_but_the_prompt() -> None:
    """One row for all options of a multiple-choice question."""
    paths = list(Weighing([np.array([letter], np.int32) for letter in range(5)]).paths())
    assert [(len(path.tokens), path.rows) for path in paths] == [(0, 1)]
