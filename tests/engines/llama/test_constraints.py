"""An answer that has to be one of some options is one of them, and ends where nothing longer is possible."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.runs import Sampling
from workbench.engines.llama.choice import TokenChoice
from workbench.engines.llama.constraints import OneOf

END = 9
options = st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=5).map(tuple), min_size=1, max_size=6)


@given(found=options, seed=st.integers(0, 1000), temperature=st.sampled_from([0.0, 1.5]))
def test_whatever_the_model_says_an_option_comes(
    found: list[tuple[int, ...]], seed: int, temperature: float
) -> None:
    """Greedy or not, and although the model would rather say something else."""
    random = np.random.default_rng(seed)
    constraint = OneOf([np.array(option, np.int32) for option in found], [END])
    choice = TokenChoice(Sampling(temperature=temperature, seed=seed), "i", constraint)
    written: list[int] = []
    while not choice.complete:
        token = choice.choose(random.standard_normal(10).astype(np.float32))
        if token == END:
            break
        written.append(token)
    assert tuple(written) in found


def test_an_answer_within_another_needs_an_end() -> None:
    """After "a", both the end and "b" are possible when "a" and "ab" are options; after "ab", nothing is."""
    constraint = OneOf([np.array([1], np.int32), np.array([1, 2], np.int32)], [END])
    assert constraint.allows(1)
    assert not constraint.allows(END)
    assert not constraint.accept(1)
    assert constraint.allows(END)
    assert constraint.allows(2)
    assert constraint.accept(2)
