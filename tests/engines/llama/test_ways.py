"""A graphics card is used where it works; where it does not, the processor is, and the reason is kept."""

import sys
from pathlib import Path

import pytest

from tests.engines.contract import ends, prompt
from tests.engines.llama import entries
from workbench.domain.runs import Sampling
from workbench.engines.llama.card_use import CardUse
from workbench.engines.llama.channel import Entry
from workbench.engines.llama.client import LlamaEngine
from workbench.engines.llama.engine_process import find_devices
from workbench.engines.llama.process import main
from workbench.engines.llama.settings import LlamaSettings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


def used(path: Path, cache: Path, entry: Entry, gpu_layers: int | None = None) -> CardUse:
    """Ask a model something; what came of the card."""
    with LlamaEngine(path, LlamaSettings(gpu_layers=gpu_layers), cache, entry=entry) as engine:
        assert len(ends(engine.complete([prompt(1)], Sampling(max_new_tokens=3)))) == 1
        assert engine.card_use is not None
        return engine.card_use


def test_a_card_gets_all_layers(tiny_model: Path, tmp_path: Path) -> None:
    """Unasked; and it is told."""
    use = used(tiny_model, tmp_path, entries.has_a_card)
    assert use.said == "A card, 3 of 3 layers"
    assert used(tiny_model, tmp_path, entries.has_a_card, 2).said == "A card, 2 of 3 layers (so it is set)"
    assert used(tiny_model, tmp_path, entries.has_a_card, 0).said == "not used: so it is set"


def test_a_card_that_the_engine_dies_of_is_not_used(tiny_model: Path, tmp_path: Path) -> None:
    """The reason is remembered, so that the next load does not die again; a person can insist."""
    first = used(tiny_model, tmp_path, entries.dies_of_its_card)
    assert first.crashed
    assert first.said.startswith("not used: The engine died: SIGILL")
    assert "resumed" not in first.said
    with LlamaEngine(tiny_model, cache_dir=tmp_path, entry=entries.has_a_card) as engine:
        list(engine.load())
        assert engine.card_use == first
        assert "A card" not in engine.build
    assert used(tiny_model, tmp_path, entries.has_a_card, 3).layers == 3


def test_measuring_anew_tries_the_card_anew(tiny_model: Path, tmp_path: Path) -> None:
    """A driver may have been mended."""
    used(tiny_model, tmp_path, entries.dies_of_its_card)
    settings = LlamaSettings(threads=1, chunk=64, sequences=1, kv_type="f16", flash_attention=True)
    with LlamaEngine(tiny_model, settings, tmp_path, entry=entries.has_a_card) as engine:
        list(engine.tune())
        assert engine.card_use is not None
        assert engine.card_use.layers == 3
        list(engine.load())
        assert "A card" in engine.build


def test_a_card_that_is_full_after_all_gets_fewer_layers(tiny_model: Path, tmp_path: Path) -> None:
    """What it promised to have free, another program may have taken."""
    use = used(tiny_model, tmp_path, entries.has_a_small_card)
    assert use.said == "A card, 1 of 3 layers (its memory could not hold 3 layers)"
    assert not use.crashed


def test_without_a_card_that_is_told(tiny_model: Path, tmp_path: Path) -> None:
    """Whether the build or the machine has none."""
    use = used(tiny_model, tmp_path, main)
    if use.card is not None:
        pytest.skip("this machine has a graphics card")
    assert use.said == ("none found" if find_devices().graphics else "none in this build")


def test_a_driver_that_dies_at_once_leaves_the_processor(tiny_model: Path, tmp_path: Path) -> None:
    """The engine starts without looking for cards."""
    use = used(tiny_model, tmp_path, entries.dies_of_looking_for_cards)
    assert use.card is None
    assert use.said.startswith("looking for graphics cards failed. The engine died: SIGSEGV")
