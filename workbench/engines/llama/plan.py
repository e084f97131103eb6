"""From settings and a model's head to a complete order: what is left open is decided here."""

from math import log2
from pathlib import Path

from workbench.domain.errors import EngineError
from workbench.engines.llama.gguf import KV_TYPES, Fit, context_length, memory_fit, parameters
from workbench.engines.llama.header import Header
from workbench.engines.llama.messages import Load
from workbench.engines.llama.settings import LlamaSettings, usable_cores

_USUAL_CONTEXT = 8192
_USUAL_CELLS = 16384
# llama.cpp rounds a context up to a multiple of this.
_CELL_STEP = 256
# Calculations of one step, at two for each parameter and token: a fraction of a second to some seconds,
# depending on the machine. A cancelled step ends within one of its many operations.
_STEP_PARAMETER_TOKENS = 6e11
_SMALLEST_CHUNK, _LARGEST_CHUNK = 32, 512


def plan(path: Path, header: Header, settings: LlamaSettings) -> tuple[Load, Fit]:
    """How the model at `path` will be run, and whether that fits in memory.

    Raises:
        EngineError: a setting makes no sense.
    """
    if settings.kv_type not in KV_TYPES:
        raise EngineError(f"There is no KV type “{settings.kv_type}”. There are: {', '.join(KV_TYPES)}.")
    sequences = 1 if settings.deterministic else max(1, settings.sequences)
    context = settings.context or min(context_length(header) or _USUAL_CONTEXT, _USUAL_CONTEXT)
    chunk = max(settings.chunk or _chunk(parameters(header)), sequences)
    usual = settings.cells or min(sequences * context, max(context, _USUAL_CELLS))
    # Fewer cells only mean that fewer answers are written at the same time.
    for cells in dict.fromkeys((_rounded(max(usual, context)), _rounded(context))):
        fit = memory_fit(header, cells, sequences, settings.kv_type, chunk=chunk)
        if fit.fits:
            break
    order = Load(
        path=str(path),
        context=context,
        cells=cells,
        sequences=sequences,
        threads=settings.threads or max(1, usable_cores() - 1),
        chunk=chunk,
        kv_type=settings.kv_type,
        flash_attention=settings.flash_attention,
        share_prefix=settings.share_prefix,
        deterministic=settings.deterministic,
        gpu_layers=settings.gpu_layers,
        window=max(1, settings.window),
    )
    return order, fit


def _chunk(parameter_count: int) -> int:
    """A power of two, so that few shapes occur."""
    wished = _STEP_PARAMETER_TOKENS / max(1, parameter_count)
    return min(_LARGEST_CHUNK, max(_SMALLEST_CHUNK, 1 << int(log2(max(1.0, wished)))))


def _rounded(cells: int) -> int:
    return -(-cells // _CELL_STEP) * _CELL_STEP
