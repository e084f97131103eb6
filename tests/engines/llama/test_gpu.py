"""A graphics card computes what the processor does. `./dev vulkan` runs this on Mesa's software device."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines.contract import completion, ends, prompt
from workbench.domain.runs import Sampling
from workbench.engines.llama.client import LlamaEngine
from workbench.engines.llama.devices import DeviceKind, cards
from workbench.engines.llama.settings import LlamaSettings


@pytest.fixture
def engine(tiny_model: Path, tmp_path: Path) -> Iterator[LlamaEngine]:
    """A small model where there is a card; GPU_TESTS=must says that there has to be one."""
    with LlamaEngine(tiny_model, LlamaSettings(deterministic=True, context=1024), tmp_path) as engine:
        if not cards(engine.devices):
            assert os.environ.get("GPU_TESTS") != "must", "no graphics card was found"
            pytest.skip("this build of llama.cpp finds no graphics card; ./dev vulkan makes one that does")
        yield engine


def texts(engine: LlamaEngine) -> list[str]:
    """Greedy answers, the prompts' order."""
    asked = [prompt(number) for number in range(4)]
    found = ends(engine.complete(asked, Sampling(max_new_tokens=24)))
    return [completion(found[one.instance_id]).text for one in asked]


def test_a_card_is_described(engine: LlamaEngine) -> None:
    """Beside the processor, with its name and its memory."""
    kinds = [device.kind for device in engine.devices]
    assert DeviceKind.CPU in kinds
    card = cards(engine.devices)[0]
    assert card.name
    assert card.description
    assert card.total is not None
    assert card.total > 0


def test_all_layers_go_to_the_card_and_the_text_is_the_processors(
    engine: LlamaEngine, tiny_model: Path
) -> None:
    """Unasked, a small model is computed by the card alone; its greedy answers are the same."""
    found = texts(engine)
    use = engine.card_use
    assert use is not None
    assert (use.layers, use.of, use.reason) == (3, 3, None)
    assert use.card is not None
    assert use.card in engine.build
    settings = LlamaSettings(deterministic=True, context=1024, gpu_layers=0)
    with LlamaEngine(tiny_model, settings) as plain:
        assert texts(plain) == found
        assert plain.card_use is not None
        assert plain.card_use.said == "not used: so it is set"
        assert use.card not in plain.build


def test_some_layers_can_stay_with_the_processor(engine: LlamaEngine, tiny_model: Path) -> None:
    """As where a card is small; the text stays the same."""
    settings = LlamaSettings(deterministic=True, context=1024, gpu_layers=2)
    with LlamaEngine(tiny_model, settings) as half:
        assert texts(half) == texts(engine)
        assert half.card_use is not None
        assert half.card_use.layers == 2
