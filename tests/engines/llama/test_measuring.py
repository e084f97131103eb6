"""How fast a model is can be measured in little time, and leaves nothing behind."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from tests.engines.llama.in_process import llama_cpp_log
from workbench.engines.llama.header import read_header
from workbench.engines.llama.in_memory import InMemory
from workbench.engines.llama.measuring import speeds, try_out
from workbench.engines.llama.plan import plan
from workbench.engines.llama.scheduler import Stretch
from workbench.engines.llama.settings import LlamaSettings


def test_speeds_are_measured_and_the_sequences_are_empty_afterwards(tiny_model: Path) -> None:
    """After a trial and a measurement, the model reads a prompt as if nothing had been."""
    order, _fit = plan(tiny_model, read_header(tiny_model), LlamaSettings(context=512, sequences=4))
    memory = InMemory(llama_cpp_log(), lambda: False)
    work = [Stretch(0, 0, np.arange(9, dtype=np.int32), 1)]
    fresh = memory.load(order, lambda _fraction: None).decode(work)[0].copy()
    model = memory.load(replace(order), lambda _fraction: None)
    try_out(model, order)
    reading, writing = speeds(model, order, 0.05)
    assert reading > 0
    assert writing > 0
    assert np.array_equal(model.decode(work)[0], fresh)
    memory.close()
