"""The engine's process stops at once when told to, in the middle of whatever it does."""

import time
from pathlib import Path

from tests.engines.conftest import MakeEngine
from tests.engines.contract import completion, ends, prompt
from tests.engines.llama.test_channel import gone
from workbench.domain.runs import Prompt, Sampling
from workbench.engines.base import Began, Loading, Waiting

LONG = "0123456789" * 700
"""Some 7,000 tokens: many seconds of work for the slow model."""


def cancelled_while_reading(make_engine: MakeEngine, path: Path, asked: Prompt) -> float:
    """Seconds until the process has stopped, when it is told to while it reads a long prompt."""
    engine = make_engine(path, chunk=512)
    events = engine.complete([asked], Sampling(max_new_tokens=5))
    began = None
    for event in events:
        if isinstance(event, Began):
            began = time.monotonic()
        # In the middle of a step, not at its end.
        if isinstance(event, Waiting) and began is not None and time.monotonic() - began > 0.5:
            break
    told = time.monotonic()
    events.close()
    closed = time.monotonic() - told
    # The next prompt is asked only when the process has given up the long one.
    found = ends(engine.complete([prompt(2, "pain")], Sampling(max_new_tokens=1)))
    assert completion(found["i2"]).usage.completion_tokens == 1
    return closed


def test_cancel_while_reading_a_long_prompt(make_engine: MakeEngine, slow_model: Path) -> None:
    """Within 200 ms, and the engine answers the next prompt. The best of three, for a busy machine."""
    times = []
    for _ in range(3):
        times.append(cancelled_while_reading(make_engine, slow_model, prompt(1, LONG)))
        if times[-1] < 0.2:
            return
    raise AssertionError(f"cancelling took {times} seconds")


def test_closing_ends_a_long_computation(make_engine: MakeEngine, slow_model: Path) -> None:
    """The process is gone, and nothing waits for the prompt to be read."""
    engine = make_engine(slow_model, chunk=512)
    events = engine.complete([prompt(1, LONG)], Sampling(max_new_tokens=5))
    for event in events:
        if isinstance(event, Began):
            break
    pid = engine.pid
    told = time.monotonic()
    engine.close()
    assert time.monotonic() - told < 1.5
    assert gone(pid, 0.5)


def test_loading_can_be_given_up(make_engine: MakeEngine, slow_model: Path) -> None:
    """At any of its steps; no process is left, and the engine can be loaded afterwards."""
    engine = make_engine(slow_model)
    for step in range(1, 4):
        loading = engine.load()
        seen = [next(loading) for _ in range(step)]
        assert all(isinstance(event, Loading) for event in seen)
        pid = engine.pid
        loading.close()
        assert engine.pid is None
        if pid is not None:
            assert gone(pid)
    assert len(ends(engine.complete([prompt(1)], Sampling(max_new_tokens=2)))) == 1


def test_many_cancelled_jobs_leave_an_engine_that_works(make_engine: MakeEngine, tiny_model: Path) -> None:
    """Somebody who starts and stops all the time."""
    engine = make_engine(tiny_model)
    list(engine.load())
    pid = engine.pid
    for stop_after in range(1, 25):
        events = engine.complete([prompt(at) for at in range(30)], Sampling(max_new_tokens=40))
        for _ in range(stop_after):
            next(events)
        events.close()
    assert len(ends(engine.complete([prompt(at) for at in range(9)], Sampling(max_new_tokens=3)))) == 9
    assert engine.pid == pid
