"""Whatever becomes of the engine's process: a readable error, no process left, and a new start works."""

import os
import signal
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.engines.conftest import MakeEngine
from tests.engines.contract import ends, prompt
from tests.engines.llama import entries
from workbench.domain.errors import EngineDiedError, EngineError, EngineMemoryError
from workbench.domain.runs import Sampling
from workbench.engines.base import Answered, Piece
from workbench.engines.llama import channel
from workbench.engines.llama.channel import Channel, crashed
from workbench.engines.llama.client import LlamaEngine

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


def gone(pid: int | None, seconds: float = 5.0) -> bool:
    """Whether the process is gone, zombies included, within some seconds."""
    assert pid is not None
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (signal.SIGKILL, "SIGKILL, the system or a person ended it"),
        (signal.SIGABRT, "SIGABRT, llama.cpp gave up"),
        (signal.SIGILL, "SIGILL, it used an instruction that this CPU does not have"),
    ],
)
def test_a_killed_process_is_named_and_replaced(
    make_engine: MakeEngine, tiny_model: Path, number: signal.Signals, words: str
) -> None:
    """In the middle of a run: what was answered stays answered, and the same engine goes on after it."""
    engine = make_engine(tiny_model)
    asked = [prompt(at) for at in range(100)]
    answered, pid = set(), None
    with pytest.raises(EngineDiedError, match=words) as caught:  # noqa: PT012 - what came before counts
        for event in engine.complete(asked, Sampling(max_new_tokens=60)):
            if isinstance(event, Answered):
                answered.add(event.completion.instance_id)
                pid = engine.pid
                assert pid is not None
                os.kill(pid, number)
    assert caught.value.exit_code == -number
    assert 0 < len(answered) < 100
    assert gone(pid)
    assert engine.pid is None
    rest = [one for one in asked if one.instance_id not in answered][:5]
    assert len(ends(engine.complete(rest, Sampling(max_new_tokens=4)))) == 5


def test_a_stopped_process_is_not_waited_for_for_ever(make_engine: MakeEngine, tiny_model: Path) -> None:
    """SIGSTOP: no sign of life, so it is ended; a new one works."""
    engine = make_engine(tiny_model, stall_seconds=1.5)
    list(engine.load())
    pid = engine.pid
    assert pid is not None
    with pytest.raises(EngineDiedError, match="no sign of life"):  # noqa: PT012 - stopped in the middle
        for event in engine.complete([prompt(at) for at in range(50)], Sampling(max_new_tokens=500)):
            if isinstance(event, Piece):
                os.kill(pid, signal.SIGSTOP)
    assert gone(pid)
    assert len(ends(engine.complete([prompt(1)], Sampling(max_new_tokens=4)))) == 1


def test_a_slow_step_is_no_death(make_engine: MakeEngine, slow_model: Path) -> None:
    """The process shows that it lives while it computes for longer than it may be silent."""
    engine = make_engine(slow_model, chunk=4096, stall_seconds=1.5)
    found = ends(engine.complete([prompt(1, "0123456789" * 200)], Sampling(max_new_tokens=1)))
    assert set(found) == {"i1"}


def test_nothing_is_left_behind(
    monkeypatch: pytest.MonkeyPatch, make_engine: MakeEngine, tiny_model: Path, tmp_path: Path
) -> None:
    """No file while it runs, which a killed program would leave; no process and no zombie afterwards."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    engine = make_engine(tiny_model)
    list(engine.load())
    assert list(tmp_path.glob("meds-workbench-engine-*")) == []
    pid = engine.pid
    engine.close()
    engine.close()
    assert gone(pid, 0.5)


def test_a_process_that_does_not_start_is_an_error(tmp_path: Path, tiny_model: Path) -> None:
    """It ends before it has said a word."""
    with (
        LlamaEngine(tiny_model, entry=entries.leaves) as engine,
        pytest.raises(EngineDiedError, match="exit code 7"),
    ):
        list(engine.load())


def test_last_words_are_quoted(tmp_path: Path, tiny_model: Path) -> None:
    """What C code prints before it gives up is the best description there is."""
    with (
        LlamaEngine(tiny_model, entry=entries.speaks_then_aborts) as engine,
        pytest.raises(EngineDiedError, match=r"SIGABRT.*GGML_ASSERT\(rows > 0\) failed"),
    ):
        list(engine.load())


def test_a_process_that_does_not_end_is_killed() -> None:
    """Closing takes a second at most."""
    hanging = Channel(entries.hangs, 60.0)
    pid = hanging.pid
    assert pid is not None
    with closing(hanging):
        assert hanging.hear(0.05) is None
    assert gone(pid, 0.5)


def test_a_closed_engine_says_so(make_engine: MakeEngine, tiny_model: Path) -> None:
    """To whoever goes on iterating."""
    engine = make_engine(tiny_model)
    events = engine.complete([prompt(at) for at in range(50)], Sampling(max_new_tokens=500))
    for event in events:
        if isinstance(event, Piece):
            break
    engine.close()
    with pytest.raises(EngineError):
        list(events)


def test_only_faults_of_its_own_count_as_crashes() -> None:
    """Whoever was killed from outside needs no other settings."""
    assert crashed(EngineDiedError("", -signal.SIGILL))
    assert crashed(EngineDiedError("", 0xC000001D))
    assert not crashed(EngineDiedError("", -signal.SIGKILL))
    assert not crashed(EngineDiedError("", 1))
    assert not crashed(EngineDiedError("", None))


def test_a_kill_for_want_of_memory_is_told_as_such(
    monkeypatch: pytest.MonkeyPatch, make_engine: MakeEngine, tiny_model: Path
) -> None:
    """The system counts such kills; one more of them in the meantime was ours."""
    counts = iter([3, 4])
    monkeypatch.setattr(channel, "memory_kills", lambda: next(counts))
    engine = make_engine(tiny_model)
    list(engine.load())
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGKILL)
    with pytest.raises(EngineMemoryError, match="memory had run out"):
        list(engine.complete([prompt(1)], Sampling()))
