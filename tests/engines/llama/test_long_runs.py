"""Long runs: memory stays as it is, a slow process is replaced, a stopped one goes on."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.engines.conftest import MakeEngine
from tests.engines.contract import completion, ends, prompt
from tests.engines.llama import entries
from workbench.domain.errors import EngineDiedError
from workbench.domain.runs import Answering, Prompt, Sampling
from workbench.engines.base import Answered, Loading, Piece, Waiting
from workbench.engines.llama.client import LlamaEngine
from workbench.engines.llama.settings import LlamaSettings

REQUESTS = 10_000
WARM = 1_000


def resident(pid: int) -> int:
    """Kilobytes of memory that a process has."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise ProcessLookupError(pid)


def kinds_of_request(count: int) -> Iterator[Prompt]:
    """Free answers, answers by a grammar, one of some options, and the likeliest of them, in turn."""
    options = ("yes", "no", "perhaps")
    for number in range(count):
        asked = prompt(number)
        if number % 4 == 1:
            asked = replace(asked, sampling=Sampling(max_new_tokens=4, grammar="root ::= [a-z]+"))
        elif number % 4 > 1:
            answering = Answering.CONSTRAINED if number % 4 == 2 else Answering.LIKELIEST
            sampling = Sampling(max_new_tokens=4, answering=answering)
            asked = replace(asked, options=options, sampling=sampling)
        yield asked


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_ten_thousand_requests_leave_memory_as_it_was(make_engine: MakeEngine, tiny_model: Path) -> None:
    """Of both processes, within 3 % from the thousandth request to the last, whatever kind they are of."""
    engine = make_engine(tiny_model, threads=1)
    answered, before, after = 0, (0, 0), (0, 0)
    for event in engine.complete(kinds_of_request(REQUESTS), Sampling(max_new_tokens=4)):
        if isinstance(event, Answered):
            answered += 1
            if answered in {WARM, REQUESTS}:
                assert engine.pid is not None
                before, after = after, (resident(engine.pid), resident(os.getpid()))
    assert answered == REQUESTS
    for was, now in zip(before, after, strict=True):
        assert now <= 1.03 * was


def test_a_slow_process_is_replaced(tiny_model: Path, engine_cache: Path) -> None:
    """In the middle of a call: everything is answered once, and counters go on."""
    asked = [prompt(number) for number in range(1200)]
    taken: list[str] = []

    def prompts() -> Iterator[Prompt]:
        for one in asked:
            taken.append(one.instance_id)
            yield one

    processes, loads, seen = set(), 0, Waiting(0, 0)
    settings = LlamaSettings(sequences=4, window=16)
    with LlamaEngine(tiny_model, settings, engine_cache, entry=entries.becomes_slow) as engine:
        answered = []
        for event in engine.complete(prompts(), Sampling(max_new_tokens=6)):
            processes.add(engine.pid)
            loads += event == Loading(1.0)
            if isinstance(event, Answered):
                answered.append(event.completion.instance_id)
            if isinstance(event, Waiting):
                assert event.prefilled_tokens >= seen.prefilled_tokens
                assert event.decoded_tokens >= seen.decoded_tokens
                seen = event
    assert len(processes - {None}) == loads > 1
    assert taken == [one.instance_id for one in asked]
    assert sorted(answered) == sorted(taken)


def test_a_new_process_changes_no_answer(
    make_engine: MakeEngine, tiny_model: Path, engine_cache: Path
) -> None:
    """Where answers do not depend on each other, they are those of a process that stayed."""
    asked = [prompt(number) for number in range(480)]
    sampling = Sampling(max_new_tokens=6)
    steady = ends(make_engine(tiny_model, deterministic=True).complete(asked, sampling))
    settings = LlamaSettings(deterministic=True, window=16)
    with LlamaEngine(tiny_model, settings, engine_cache, entry=entries.becomes_slow) as engine:
        loads, found = 0, {}
        for event in engine.complete(asked, sampling):
            loads += event == Loading(1.0)
            if isinstance(event, Answered):
                found[event.completion.instance_id] = event.completion.text
    assert loads > 1
    assert found == {name: completion(end).text for name, end in steady.items()}


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_process_that_was_stopped_for_a_while_goes_on(make_engine: MakeEngine, tiny_model: Path) -> None:
    """For less than the silence that counts as death: no error, and every prompt is answered once."""
    engine = make_engine(tiny_model, stall_seconds=5.0)
    list(engine.load())
    pid = engine.pid
    assert pid is not None
    waking: threading.Timer | None = None
    answered = []
    for event in engine.complete([prompt(at) for at in range(40)], Sampling(max_new_tokens=30)):
        if isinstance(event, Piece) and waking is None:
            os.kill(pid, signal.SIGSTOP)
            waking = threading.Timer(1.5, os.kill, (pid, signal.SIGCONT))
            waking.start()
        if isinstance(event, Answered):
            answered.append(event.completion.instance_id)
    assert waking is not None
    waking.join()
    assert engine.pid == pid
    assert sorted(answered) == sorted(f"i{at}" for at in range(40))


ASLEEP = """
import os, signal, subprocess, sys, time
from pathlib import Path
from tests.engines.contract import ends, prompt
from workbench.domain.runs import Sampling
from workbench.engines.base import Answered, Piece
from workbench.engines.llama.client import LlamaEngine
from workbench.engines.llama.settings import LlamaSettings

if __name__ == "__main__":
    stopped, count = False, 0
    with LlamaEngine(Path(sys.argv[1]), LlamaSettings(stall_seconds=1.0)) as engine:
        for event in engine.complete([prompt(at) for at in range(40)], Sampling(max_new_tokens=30)):
            if isinstance(event, Piece) and not stopped:
                stopped = True
                # Both at once, as when the lid is closed; a third process opens it.
                waking = f"sleep 3; kill -CONT {engine.pid} {os.getpid()}"
                subprocess.Popen(["sh", "-c", waking], start_new_session=True)
                os.kill(engine.pid, signal.SIGSTOP)
                os.kill(os.getpid(), signal.SIGSTOP)
            count += isinstance(event, Answered)
    print(count)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_machine_that_slept_is_no_stall(tiny_model: Path) -> None:
    """Both processes stood still for three times the silence that counts as death: they go on."""
    done = subprocess.run(
        [sys.executable, "-c", ASLEEP, str(tiny_model)], check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == ["40"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_stopped_process_is_not_written_to_for_ever(make_engine: MakeEngine, tiny_model: Path) -> None:
    """Stopped before it takes prompts that are more than a pipe holds: an error, and no hanging window."""
    engine = make_engine(tiny_model, stall_seconds=1.0)
    list(engine.load())
    pid = engine.pid
    assert pid is not None

    def large() -> Iterator[Prompt]:
        os.kill(pid, signal.SIGSTOP)
        for number in range(64):
            yield prompt(number, "fever and pain " * 3000)

    began = time.monotonic()
    with pytest.raises(EngineDiedError, match="no sign of life"):
        list(engine.complete(large(), Sampling(max_new_tokens=4)))
    assert time.monotonic() - began < 10.0
    assert len(ends(engine.complete([prompt(1)], Sampling(max_new_tokens=4)))) == 1
