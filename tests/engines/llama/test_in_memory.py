"""Weights stay in memory as long as they lie as an order asks."""

from dataclasses import replace
from pathlib import Path

from tests.engines.llama.in_process import llama_cpp_log
from workbench.engines.llama.header import read_header
from workbench.engines.llama.in_memory import InMemory
from workbench.engines.llama.plan import plan
from workbench.engines.llama.settings import LlamaSettings


def test_other_sequences_leave_the_weights(tiny_model: Path) -> None:
    """Only another file or another place of the weights reads the file again; closing twice is harmless."""
    order, _fit = plan(tiny_model, read_header(tiny_model), LlamaSettings(context=256))
    read: list[float] = []
    memory = InMemory(llama_cpp_log(), lambda: False)
    first = memory.load(order, read.append)
    times = len(read)
    assert times
    second = memory.load(replace(order, sequences=3), read.append)
    assert second.weights is first.weights
    assert len(read) == times
    third = memory.load(replace(order, extra_buffers=not order.extra_buffers), read.append)
    assert third.weights is not first.weights
    assert memory.loaded[0] is third
    memory.close()
    memory.close()
