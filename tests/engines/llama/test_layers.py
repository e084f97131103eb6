"""As many layers go to a graphics card as its free memory has room for."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.engines.tiny_model import SLOW
from workbench.engines.llama.devices import Device, DeviceKind
from workbench.engines.llama.gguf import memory_fit
from workbench.engines.llama.header import Header, read_header
from workbench.engines.llama.layers import layer_count, layers, layers_that_fit
from workbench.engines.llama.plan import plan
from workbench.engines.llama.settings import LlamaSettings

CPU = Device("CPU", "A processor", DeviceKind.CPU, 16 << 30, 8 << 30)
CARD = Device("Vulkan0", "A card", DeviceKind.GPU, 8 << 30, 8 << 30)
INSIDE = Device("Vulkan1", "A unit", DeviceKind.IGPU, 8 << 30, 8 << 30)


@pytest.fixture(scope="module")
def header(slow_model: Path) -> Header:
    """Of a model with eight blocks, some 5 MB each."""
    return read_header(slow_model)


def fitting(header: Header, *free: int | None) -> int:
    """Layers that fit on cards with so much free memory."""
    found = tuple(replace(CARD, free=room) for room in free)
    return layers_that_fit(header, (CPU, *found), 1024, 8, kv_type="f16", chunk=64)


def test_layers_are_all_of_the_model_but_its_embeddings(header: Header) -> None:
    """Every tensor is in one layer, and the cache in those that have one."""
    found = layers(header, 1024, "f16")
    embeddings = next(tensor.size for tensor in header.tensors if tensor.name == "token_embd.weight")
    tensors = sum(tensor.size or 0 for tensor in header.tensors)
    assert len(found) == layer_count(header) == SLOW.layers + 1
    assert sum(layer.weights for layer in found) == tensors - (embeddings or 0)
    assert sum(layer.cache for layer in found) == memory_fit(header, 1024).cache
    assert found[0].cache == 0


def test_embeddings_that_serve_both_ends_are_copied(header: Header) -> None:
    """A model without a matrix of its own at the end."""
    tied = replace(
        header, tensors=tuple(tensor for tensor in header.tensors if tensor.name != "output.weight")
    )
    embeddings = next(tensor.size for tensor in header.tensors if tensor.name == "token_embd.weight")
    assert embeddings is not None
    assert layers(tied, 1024, "f16")[0].weights >= embeddings


def test_a_large_card_takes_all_a_small_one_some_and_a_full_one_none(header: Header) -> None:
    """More memory never means fewer layers."""
    counts = [fitting(header, room << 20) for room in range(250, 500, 2)]
    assert counts[0] == 0
    assert counts[-1] == SLOW.layers + 1
    assert counts == sorted(counts)
    assert set(counts) == set(range(SLOW.layers + 2))


def test_two_cards_take_more_than_one(header: Header) -> None:
    """But a layer is never divided."""
    each = 290 << 20
    one, two = fitting(header, each), fitting(header, each, each)
    assert 0 < one < two <= 2 * one


def test_without_a_card_or_its_memory_nothing_is_given_away(header: Header) -> None:
    """A guess would end in a model that cannot be loaded."""
    assert fitting(header) == 0
    assert fitting(header, None) == 0


def test_a_person_s_number_of_layers_is_kept(slow_model: Path, header: Header) -> None:
    """Up to what there are, and only where there is a card."""
    for wished, devices, given in ((3, (CARD,), 3), (99, (CARD,), 9), (0, (CARD,), 0), (3, (CPU,), 0)):
        assert (
            plan(slow_model, header, LlamaSettings(gpu_layers=wished), None, devices)[0].gpu_layers == given
        )
    assert plan(slow_model, header, LlamaSettings(), None, (CPU, CARD))[0].gpu_layers == 9
    assert plan(slow_model, header, LlamaSettings())[0].gpu_layers == 0


def test_what_a_card_takes_need_not_fit_in_memory(slow_model: Path, header: Header) -> None:
    """Unless the card uses the processor's."""
    alone, given, inside = (
        plan(slow_model, header, LlamaSettings(), None, devices)[1] for devices in ((), (CARD,), (INSIDE,))
    )
    assert given.weights < alone.weights / 10
    assert given.cache == 0
    assert inside.needed == alone.needed


def test_layers_come_before_cells(slow_model: Path, header: Header) -> None:
    """A card that is too small for many answers at once still takes the whole model."""
    orders = [
        plan(slow_model, header, LlamaSettings(), None, (CPU, replace(CARD, free=room << 20)))[0]
        for room in (8192, 450)
    ]
    assert [order.gpu_layers for order in orders] == [9, 9]
    assert orders[1].cells < orders[0].cells
