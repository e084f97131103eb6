"""From settings and a model's head to a complete order: what is left open is decided here."""

from math import log2
from pathlib import Path
from typing import TypeVar, cast

from workbench.domain.errors import EngineError
from workbench.engines.llama.gguf import KV_TYPES, Fit, context_length, memory_fit, parameters
from workbench.engines.llama.header import Header
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


def plan(path: Path, header: Header, settings: LlamaSettings, tuned: Tuned | None = None) -> tuple[Load, Fit]:
    """How the model at `path` will be run, and whether that fits in memory.

    What `settings` leave open is as `tuned` has it, or as is usual.

    Raises:
        EngineError: a setting makes no sense.
    """
    wished = _chosen("kv_type", settings, tuned, "f16")
    if wished not in KV_TYPES:
        raise EngineError(f"There is no KV type “{wished}”. There are: {', '.join(KV_TYPES)}.")
    sequences = 1 if settings.deterministic else max(1, _chosen("sequences", settings, tuned, _SEQUENCES))
    context = settings.context or min(context_length(header) or _USUAL_CONTEXT, _USUAL_CONTEXT)
    chunk = max(_chosen("chunk", settings, tuned, _chunk(parameters(header))), sequences)
    usual = settings.cells or min(sequences * context, max(context, _USUAL_CELLS))
    flash_attention = _chosen("flash_attention", settings, tuned, True)
    # Fewer cells only mean that fewer answers are written at the same time; smaller ones touch the answers.
    smaller = ("q8_0",) if settings.kv_type is None and flash_attention else ()
    for kv_type in dict.fromkeys((wished, *smaller)):
        for cells in dict.fromkeys(_rounded(max(size, context)) for size in (usual, usual // 2, context)):
            fit = memory_fit(header, cells, sequences, kv_type, chunk=chunk)
            if fit.fits and (cells <= _rounded(context) or fit.cache <= _CELLS_SHARE * fit.available):
                break
        if fit.fits:
            break
    order = Load(
        path=str(path),
        context=context,
        cells=cells,
        sequences=sequences,
        threads=_chosen("threads", settings, tuned, max(1, usable_cores() - 1)),
        chunk=chunk,
        kv_type=kv_type,
        flash_attention=flash_attention,
        extra_buffers=_chosen("extra_buffers", settings, tuned, True),
        share_prefix=settings.share_prefix,
        deterministic=settings.deterministic,
        gpu_layers=settings.gpu_layers,
        window=max(1, settings.window),
        rows=max(_ROWS, sequences),
    )
    return order, fit


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
