"""What works on this machine is found out once, in the engine's process, and remembered."""

import json
import os
import sys
from pathlib import Path

import pytest

from tests.engines.contract import ends, prompt
from tests.engines.llama import entries
from workbench.domain.errors import EngineDiedError
from workbench.domain.runs import Sampling
from workbench.engines.llama.client import LlamaEngine
from workbench.engines.llama.header import read_header
from workbench.engines.llama.plan import plan
from workbench.engines.llama.probe import Probes
from workbench.engines.llama.settings import LlamaSettings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


def asked_once(engine: LlamaEngine) -> None:
    """Ask something, and close."""
    with engine:
        assert len(ends(engine.complete([prompt(1)], Sampling(max_new_tokens=3)))) == 1


def test_a_cpu_that_breaks_its_promise_gets_plain_weights(tiny_model: Path, tmp_path: Path) -> None:
    """The first process dies of an illegal instruction, the second one answers; it is remembered."""
    asked_once(LlamaEngine(tiny_model, cache_dir=tmp_path, entry=entries.dies_of_rearranged_weights))
    known = json.loads((tmp_path / "engine_probes.json").read_text())
    assert [entry["extra_buffers"] for entry in known.values()] == [False]
    # A second start would make a trial, and die, if it did not know.
    asked_once(LlamaEngine(tiny_model, cache_dir=tmp_path, entry=entries.dies_of_a_trial))


def test_where_nothing_works_the_last_death_is_told(tiny_model: Path, tmp_path: Path) -> None:
    """Three attempts, and then an error that names the signal."""
    with LlamaEngine(tiny_model, cache_dir=tmp_path, entry=entries.dies_of_a_trial) as engine:
        with pytest.raises(EngineDiedError, match="SIGILL"):
            list(engine.load())
        assert engine.pid is None
    assert not (tmp_path / "engine_probes.json").exists()


def test_a_trial_is_not_repeated(tiny_model: Path, tmp_path: Path) -> None:
    """The second load of a model computes nothing before it is asked."""
    asked_once(LlamaEngine(tiny_model, cache_dir=tmp_path))
    asked_once(LlamaEngine(tiny_model, cache_dir=tmp_path, entry=entries.dies_of_a_trial))


def test_attempts_become_more_careful(tiny_model: Path) -> None:
    """First as asked, last with as little as possible."""
    order, _fit = plan(tiny_model, read_header(tiny_model), LlamaSettings(threads=4))
    attempts = Probes(None).attempts(order, "build")
    assert all(attempt.trial for attempt in attempts)
    assert [attempt.extra_buffers for attempt in attempts] == [True, False, False]
    assert [attempt.threads for attempt in attempts] == [4, 4, 1]
    assert not attempts[-1].flash_attention


def test_knowledge_belongs_to_build_and_file(tiny_model: Path, tmp_path: Path) -> None:
    """Another build or another file is tried anew; a death makes it forget."""
    path = tmp_path / "model.gguf"
    path.write_bytes(tiny_model.read_bytes())
    order, _fit = plan(path, read_header(path), LlamaSettings())
    probes = Probes(tmp_path)
    careful = probes.attempts(order, "one")[1]
    probes.works(order, careful, "one")
    known = probes.attempts(order, "one")
    assert len(known) == 1
    assert not known[0].extra_buffers
    assert not known[0].trial
    assert len(probes.attempts(order, "other")) > 1
    os.utime(path, (1, 1))
    assert len(probes.attempts(order, "one")) > 1
    probes.works(order, careful, "one")
    probes.fails(order, "one")
    assert len(probes.attempts(order, "one")) > 1


@pytest.mark.parametrize("content", ["", "{", "[]", '{"x": 1}'])
def test_a_damaged_memory_is_none(tiny_model: Path, tmp_path: Path, content: str) -> None:
    """Trying out again costs little."""
    (tmp_path / "engine_probes.json").write_text(content)
    order, _fit = plan(tiny_model, read_header(tiny_model), LlamaSettings())
    probes = Probes(tmp_path)
    assert probes.attempts(order, "build")[0].trial
    probes.works(order, order, "build")
    assert not probes.attempts(order, "build")[0].trial
