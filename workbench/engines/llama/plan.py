"""From settings and a model's head to a complete order: what is left open is decided here."""

from dataclasses import replace
from math import log2
from pathlib import Path
from typing import TypeVar, cast

from workbench.domain.errors import EngineError
from workbench.engines.llama.devices import Device, DeviceKind, cards
from workbench.engines.llama.gguf import KV_TYPES, Fit, context_length, memory_fit, parameters
from workbench.engines.llama.header import Header
from workbench.engines.llama.layers import layer_count, layers, layers_that_fit
from workbench.engines.llama.messages import Load
from workbench.engines.llama.settings import LlamaSettings, usable_cores
from workbench.engines.llama.tuning import Tuned

_T = TypeVar("_T")

_USUAL_CONTEXT = 8192
_USUAL_CELLS = 32768
# More than the smallest number of cells are taken only from this share of the memory that is free.
_CELLS_SHARE = 0.25
_SEQUENCES = 8
# Likelihoods of options may want more rows of a step than there are sequences.
_ROWS = 64
# llama.cpp rounds a context up to a multiple of this.
_CELL_STEP = 256
# Calculations of one step, at two for each parameter and token: a fraction of a second to some seconds,
# depending on the machine. A cancelled step ends within one of its many operations.
_STEP_PARAMETER_TOKENS = 6e11
_SMALLEST_CHUNK, _LARGEST_CHUNK = 32, 512


def plan(
    path: Path,
    header: Header,
    settings: LlamaSettings,
    tuned: Tuned | None = None,
    devices: tuple[Device, ...] = (),
    *,
    freed: int = 0,
) -> tuple[Load, Fit]:
    """How the model at `path` will be run, and whether that fits in memory.

    What `settings` leave open is as `tuned` has it, or as is usual. Without `devices`, and without a graphics
    card among them, the processor computes everything. `freed` bytes will be free before it is loaded,
    because another model leaves the memory first.

    Raises:
        EngineError: a setting makes no sense.
    """
    order = _order(path, header, settings, tuned)
    # Fewer cells only mean that fewer answers are written at the same time; smaller ones touch the answers.
    smaller = ("q8_0",) if settings.kv_type is None and order.flash_attention else ()
    for kv_type in dict.fromkeys((order.kv_type, *smaller)):
        for cells in dict.fromkeys(
            max(size, _rounded(order.context)) for size in (order.cells, order.cells // 2, 0)
        ):
            found = _placed(replace(order, kv_type=kv_type, cells=cells), header, settings, devices, freed)
            least = settings.cells is not None or cells <= _rounded(order.context)
            if found[1].fits and (least or _is_roomy(*found, header, settings, devices)):
                return found
    return found


def _order(path: Path, header: Header, settings: LlamaSettings, tuned: Tuned | None) -> Load:
    """What is wished for, whether it fits or not; no layer is given to a card yet."""
    wished = _chosen("kv_type", settings, tuned, "f16")
    if wished not in KV_TYPES:
        raise EngineError(f"There is no KV type “{wished}”. There are: {', '.join(KV_TYPES)}.")
    sequences = 1 if settings.deterministic else max(1, _chosen("sequences", settings, tuned, _SEQUENCES))
    context = settings.context or min(context_length(header) or _USUAL_CONTEXT, _USUAL_CONTEXT)
    chunk = max(_chosen("chunk", settings, tuned, _chunk(parameters(header))), sequences)
    return Load(
        path=str(path),
        context=context,
        cells=_rounded(max(settings.cells or min(sequences * context, max(context, _USUAL_CELLS)), context)),
        sequences=sequences,
        threads=_chosen("threads", settings, tuned, max(1, usable_cores() - 1)),
        chunk=chunk,
        kv_type=wished,
        flash_attention=_chosen("flash_attention", settings, tuned, True),
        extra_buffers=_chosen("extra_buffers", settings, tuned, True),
        share_prefix=settings.share_prefix,
        deterministic=settings.deterministic,
        gpu_layers=0,
        window=max(1, settings.window),
        rows=max(_ROWS, sequences),
    )


def _is_roomy(
    order: Load, fit: Fit, header: Header, settings: LlamaSettings, devices: tuple[Device, ...]
) -> bool:
    """Whether cells beyond the smallest number cost neither much memory nor a card's layers."""
    chosen = settings.gpu_layers is not None or not cards(devices)
    whole = chosen or order.gpu_layers in {0, layer_count(header)}
    return whole and fit.cache <= _CELLS_SHARE * fit.available


def _placed(
    order: Load, header: Header, settings: LlamaSettings, devices: tuple[Device, ...], freed: int
) -> tuple[Load, Fit]:
    """The order with its layers given out, and whether what the processor keeps fits in memory."""
    count = 0
    if cards(devices):
        wished = settings.gpu_layers
        if wished is None:
            wished = layers_that_fit(
                header, devices, order.cells, order.sequences, kv_type=order.kv_type, chunk=order.chunk
            )
        count = max(0, min(wished, layer_count(header)))
    given = layers(header, order.cells, order.kv_type)[:count]
    # What the processor has of that kind takes the processor's memory.
    own = any(card.kind is DeviceKind.GPU for card in cards(devices))
    on_cards = (sum(layer.weights for layer in given), sum(layer.cache for layer in given)) if own else (0, 0)
    fit = memory_fit(
        header,
        order.cells,
        order.sequences,
        order.kv_type,
        chunk=order.chunk,
        on_cards=on_cards,
        freed=freed,
    )
    return replace(order, gpu_layers=count), fit


def _chosen(name: str, settings: LlamaSettings, tuned: Tuned | None, usual: _T) -> _T:
    """What a person chose, else what was measured, else what is usual."""
    for found in (getattr(settings, name), getattr(tuned, name, None)):
        if found is not None:
            return cast("_T", found)
    return usual


def _chunk(parameter_count: int) -> int:
    """A power of two, so that few shapes occur."""
    wished = _STEP_PARAMETER_TOKENS / max(1, parameter_count)
    return min(_LARGEST_CHUNK, max(_SMALLEST_CHUNK, 1 << int(log2(max(1.0, wished)))))


def _rounded(cells: int) -> int:
    return -(-cells // _CELL_STEP) * _CELL_STEP
