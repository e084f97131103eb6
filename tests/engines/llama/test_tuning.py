"""The fastest settings are found by measuring, kept for the file and the machine, and used."""

import os
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.engines.conftest import MakeEngine
from workbench.engines.base import Loading
from workbench.engines.llama import tuning
from workbench.engines.llama.header import read_header
from workbench.engines.llama.messages import Load, Measured
from workbench.engines.llama.plan import plan
from workbench.engines.llama.settings import LlamaSettings
from workbench.engines.llama.tuning import Tuned, Tunings, search

TUNED = Tuned(2, 256, 16, False, True, "f16", 100.0, 50.0)


class Machine:
    """A processor on which some settings are faster than others."""

    def __init__(self, drops: int = 0) -> None:
        self.measured: list[Load] = []
        self._drops = drops

    def measure(self, orders: tuple[Load, ...]) -> Generator[Loading, None, list[Measured]]:
        """As the engine's process would, without the last few that it dies of."""
        found = []
        for order in orders[: len(orders) - self._drops]:
            self.measured.append(order)
            reading = 100.0 * order.threads * (1 if order.extra_buffers else 2)
            writing = 10.0 * order.threads * order.sequences**0.5
            found.append(Measured(order, reading, writing))
            yield Loading(len(found) / len(orders), measuring=True)
        return found


def found(machine: Machine, path: Path, settings: LlamaSettings) -> tuple[Tuned | None, list[Loading]]:
    """What a search finds, and what it tells."""
    order, _fit = plan(path, read_header(path), settings)
    told: list[Loading] = []
    steps = search(order, settings, machine.measure)
    while True:
        try:
            told.append(next(steps))
        except StopIteration as end:
            return end.value, told


def test_the_fastest_settings_are_found(tiny_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One setting after the other; how far is told from 0 to 1."""
    monkeypatch.setattr(tuning, "usable_cores", lambda: 4)
    best, told = found(Machine(), tiny_model, LlamaSettings(threads=None))
    assert best is not None
    assert (best.threads, best.extra_buffers, best.sequences) == (4, False, 60)
    assert best.flash_attention
    fractions = [event.fraction for event in told]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0


def test_what_a_person_chose_stays(tiny_model: Path) -> None:
    """It is not even measured in another way."""
    machine = Machine()
    best, _told = found(machine, tiny_model, LlamaSettings(sequences=3, extra_buffers=True, chunk=64))
    assert best is not None
    assert {(order.sequences, order.extra_buffers, order.chunk) for order in machine.measured} == {
        (3, True, 64)
    }


def test_a_way_that_does_not_work_is_not_taken(tiny_model: Path) -> None:
    """The others are compared; where none works, nothing is remembered."""
    best, _told = found(Machine(drops=1), tiny_model, LlamaSettings())
    assert best is not None
    assert best.extra_buffers
    assert found(Machine(drops=100), tiny_model, LlamaSettings())[0] is None


def test_what_was_found_is_kept_for_the_file(tiny_model: Path, tmp_path: Path) -> None:
    """Another file of the same name is measured anew; a damaged memory is none."""
    path = tmp_path / "model.gguf"
    path.write_bytes(tiny_model.read_bytes())
    memory = Tunings(tmp_path)
    assert memory.of(path) is None
    memory.remember(path, TUNED)
    assert memory.of(path) == TUNED
    os.utime(path, (1, 1))
    assert memory.of(path) is None
    memory.remember(path, TUNED)
    memory.forget(path)
    assert memory.of(path) is None
    (tmp_path / "engine_tuning.json").write_text('{"x": 1')
    assert memory.of(path) is None


def test_a_plan_is_as_was_found_where_nothing_was_chosen(tiny_model: Path) -> None:
    """A choice counts more than what was measured, and that more than what is usual."""
    header = read_header(tiny_model)
    order, _fit = plan(tiny_model, header, LlamaSettings(threads=1), TUNED)
    assert (order.threads, order.chunk, order.sequences) == (1, 256, 16)
    assert not order.extra_buffers
    usual, _fit = plan(tiny_model, header, LlamaSettings(threads=1))
    assert usual.extra_buffers


def test_a_real_model_is_measured(make_engine: MakeEngine, tiny_model: Path, tmp_path: Path) -> None:
    """In a process that is gone afterwards; the next load uses what was found."""
    path = tmp_path / "model.gguf"
    path.write_bytes(tiny_model.read_bytes())
    engine = make_engine(path, context=512)
    told = list(engine.tune())
    assert any(event.measuring for event in told)
    assert engine.pid is None
    tuned = engine.tuned
    assert tuned is not None
    assert tuned.prefill_per_s > 0
    assert tuned.decode_per_s > 0
    order, _fit = plan(path, read_header(path), LlamaSettings(context=512), tuned)
    assert order == replace(order, threads=tuned.threads, sequences=tuned.sequences, chunk=tuned.chunk)
