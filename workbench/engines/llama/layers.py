"""How many of a model's layers a graphics card has room for.

llama.cpp counts from the end: the first layer it gives away is the one that makes tokens of numbers, then
the last block, and so on to the first. The embeddings of tokens stay with the processor.
"""

import re
from dataclasses import dataclass
from itertools import accumulate

from workbench.engines.llama.devices import Device, cards
from workbench.engines.llama.gguf import KV_TYPES, architecture, cache_numbers, parameters, working_bytes
from workbench.engines.llama.header import Header, Tensor

_BLOCK = re.compile(r"blk\.(\d+)\.")
_EMBEDDINGS = "token_embd.weight"
_RESERVE = 256 << 20
"""Bytes that a card's driver and llama.cpp's own code on it take, about."""


@dataclass(frozen=True, slots=True)
class Layer:
    """What one layer takes on a card."""

    weights: int
    cache: int
    """Bytes for what the model has read and written."""


def layer_count(header: Header) -> int:
    """How many layers can be given to a card: every block, and the one after them."""
    blocks = header.number(f"{architecture(header)}.block_count")
    return 0 if blocks is None else blocks + 1


def layers(header: Header, cells: int, kv_type: str) -> tuple[Layer, ...]:
    """All layers in the order in which they are given to a card."""
    weights = [0] * layer_count(header)
    each = (header.size - header.weights_at) / max(1, parameters(header))
    tied = all(tensor.name != "output.weight" for tensor in header.tensors)
    for tensor in header.tensors:
        block = _BLOCK.match(tensor.name)
        if block is not None and int(block[1]) + 1 < len(weights):
            weights[int(block[1])] += _bytes(tensor, each)
        # Where the embeddings serve both ends, the card gets a copy.
        elif block is None and weights and (tied or tensor.name != _EMBEDDINGS):
            weights[-1] += _bytes(tensor, each)
    cached = [int(numbers * cells * KV_TYPES[kv_type]) for numbers in cache_numbers(header)]
    cached = (cached + [0] * len(weights))[: len(weights)]
    return tuple(Layer(*sizes) for sizes in zip(weights, cached, strict=True))[::-1]


def layers_that_fit(
    header: Header, devices: tuple[Device, ...], cells: int, sequences: int, *, kv_type: str, chunk: int
) -> int:
    """How many layers the graphics cards have room for now.

    0 where there is no card, or none tells how much of its memory is free.
    """
    reserve = _RESERVE + working_bytes(header, cells, sequences, chunk)
    rooms = [card.free - reserve for card in cards(devices) if card.free is not None and card.free > reserve]
    sizes = [layer.weights + layer.cache for layer in layers(header, cells, kv_type)]
    # A layer is never divided, so that every card but one may be left with nearly a layer's room.
    room = sum(rooms) - max(sizes, default=0) * max(0, len(rooms) - 1)
    return sum(needed <= room for needed in accumulate(sizes))


def _bytes(tensor: Tensor, each: float) -> int:
    return tensor.size if tensor.size is not None else int(tensor.elements * each)
