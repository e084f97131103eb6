"""The engine's process prints nothing, needs no terminal and does not outlive its parent."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engines.llama.test_channel import gone

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and descriptors")

ASK = """
import os, sys, time
from pathlib import Path
from workbench.domain.runs import Part, Prompt, Sampling
from workbench.engines.base import Answered
from workbench.engines.llama.client import LlamaEngine
prompt = Prompt("i1", "", "", (Part("<|begin_of_text|>", special=True), Part("The patient")))
"""


def python(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run `code` in a new process."""
    command = [sys.executable, "-c", ASK + code, *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_nothing_is_printed(tiny_model: Path, tmp_path: Path) -> None:
    """Loading, answering and failing: what is on the terminal is the caller's own."""
    bad = tmp_path / "bad.gguf"
    bad.write_bytes(tiny_model.read_bytes().replace(b"blk.1.attn_q.weight", b"blk.1.attn_z.weight"))
    done = python(
        """
if __name__ == "__main__":
    with LlamaEngine(Path(sys.argv[1])) as engine:
        print(sum(isinstance(event, Answered) for event in engine.complete([prompt], Sampling())))
    try:
        list(LlamaEngine(Path(sys.argv[2])).load())
    except Exception as error:
        print(type(error).__name__)
""",
        tiny_model,
        bad,
    )
    assert done.stdout.split() == ["1", "ModelFileError"]
    assert done.stderr == ""


def test_no_terminal_is_needed(tiny_model: Path, tmp_path: Path) -> None:
    """A program without a console has no streams at all."""
    result = tmp_path / "result"
    python(
        """
if __name__ == "__main__":
    sys.stdin = sys.stdout = sys.stderr = None
    for number in range(3):
        os.close(number)
    with LlamaEngine(Path(sys.argv[1])) as engine:
        count = sum(isinstance(event, Answered) for event in engine.complete([prompt], Sampling()))
    Path(sys.argv[2]).write_text(str(count))
""",
        tiny_model,
        result,
    )
    assert result.read_text() == "1"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_parent_that_dies_takes_the_engine_along(slow_model: Path, number: signal.Signals) -> None:
    """Killed in the middle of a long computation, it leaves no process that goes on computing."""
    code = """
if __name__ == "__main__":
    engine = LlamaEngine(Path(sys.argv[1]))
    long = Prompt("i1", "", "", (prompt.parts[0], Part("0123456789" * 700)))
    for event in engine.complete([long], Sampling()):
        if type(event).__name__ == "Began":
            print(engine.pid, flush=True)
"""
    with subprocess.Popen(
        [sys.executable, "-c", ASK + code, str(slow_model)], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        os.kill(pid, 0)
        parent.send_signal(number)
    assert gone(pid)
