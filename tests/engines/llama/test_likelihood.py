"""The likelihoods of options are those of a slow and obvious computation, whatever is shared and batched."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.engines.conftest import MakeEngine
from tests.engines.contract import completion, ends, prompt
from tests.engines.llama.in_process import llama_cpp_log
from workbench.domain.runs import Answering, Prompt, Sampling
from workbench.engines.llama.header import read_header
from workbench.engines.llama.in_memory import InMemory
from workbench.engines.llama.native import LoadedModel
from workbench.engines.llama.plan import plan
from workbench.engines.llama.scheduler import Stretch
from workbench.engines.llama.settings import LlamaSettings

OPTIONS = ("The right answer is A", "The right answer is B", "yes", "ye", "no pain and fever", "é")


def slowly(model: LoadedModel, asked: Prompt, option: str) -> float:
    """The log-likelihood of `option` after the prompt, one token at a time, in 64 bits."""
    tokens = model.vocabulary.tokens(asked)
    ((_text, following),) = model.vocabulary.options(replace(asked, options=(option,)))
    total = 0.0
    for place, token in enumerate(following):
        model.clear()
        whole = np.concatenate((tokens, following[:place])).astype(np.int32)
        row = model.decode([Stretch(0, 0, whole, 1)])[0].astype(np.float64)
        total += row[token] - row.max() - np.log(np.exp(row - row.max()).sum())
    return total


@pytest.mark.parametrize("sequences", [1, 3, 8])
def test_likelihoods_equal_a_slow_computation(
    make_engine: MakeEngine, tiny_model: Path, sequences: int
) -> None:
    """Within 1e-3, for options of one and of many tokens, of which some begin alike.

    Keys and values have 32 bits here, and there is no flash attention: otherwise a batch rounds unlike a
    single prompt, which this model's huge logits turn into some thousandths.
    """
    asked = [
        replace(prompt(number, f"Fever and pain. Case {number}."), options=OPTIONS) for number in range(5)
    ]
    engine = make_engine(tiny_model, context=512, sequences=sequences, kv_type="f32", flash_attention=False)
    found = ends(engine.complete(asked, Sampling(answering=Answering.LIKELIEST)))
    order, _fit = plan(
        tiny_model,
        read_header(tiny_model),
        LlamaSettings(context=512, sequences=1, kv_type="f32", flash_attention=False),
    )
    memory = InMemory(llama_cpp_log(), lambda: False)
    model = memory.load(order, lambda _fraction: None)
    for one in asked:
        answer = completion(found[one.instance_id])
        assert answer.options is not None
        expected = [slowly(model, one, option) for option in OPTIONS]
        assert [option.logprob for option in answer.options] == pytest.approx(expected, abs=1e-3)
        assert answer.text == OPTIONS[int(np.argmax(expected))]
    memory.close()
