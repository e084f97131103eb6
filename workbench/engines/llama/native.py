"""llama.cpp through the low-level interface of llama-cpp-python: as much of it as we use.

Imported in the engine's process only. One thread computes; tokenizing may go on beside it.
"""

import ctypes
import os
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import llama_cpp
import numpy as np

from workbench.domain.errors import EngineError, EngineMemoryError, ModelFileError, UnsupportedModelError
from workbench.engines.llama.choice import Row
from workbench.engines.llama.log import Log
from workbench.engines.llama.messages import Load
from workbench.engines.llama.scheduler import Stretch
from workbench.engines.llama.vocabulary import Vocabulary

_ABORTED = 2
_NO_ROOM = 1
_KV_TYPES = {
    "f32": llama_cpp.GGML_TYPE_F32,
    "f16": llama_cpp.GGML_TYPE_F16,
    "bf16": llama_cpp.GGML_TYPE_BF16 if hasattr(llama_cpp, "GGML_TYPE_BF16") else 30,
    "q8_0": llama_cpp.GGML_TYPE_Q8_0,
}

# What llama.cpp's log says when a file is at fault, and when memory is.
_UNSUPPORTED = ("unknown model architecture", "unknown pre-tokenizer", "unknown tokenizer", "unsupported")
_NO_MEMORY = ("failed to allocate", "unable to allocate", "out of memory", "cannot allocate", "bad_alloc")


class Cancelled(Exception):  # noqa: N818 - not an error: somebody wished it
    """What was going on was told to stop."""


def build() -> str:
    """The engine and its version."""
    return f"llama.cpp {llama_cpp.__version__}"


class _Batch:
    """Arrays that llama.cpp reads a step from, filled without a loop in Python."""

    def __init__(self, size: int) -> None:
        self.tokens = np.zeros(size, np.int32)
        self.positions = np.zeros(size, np.int32)
        self.sequences = np.zeros(size, np.int32)
        self.wanted = np.zeros(size, np.int8)
        self._ones = np.ones(size, np.int32)
        step = self.sequences.itemsize
        self._pointers = self.sequences.ctypes.data + step * np.arange(size, dtype=np.uintp)
        self.native = llama_cpp.llama_batch()
        for name, array in (
            ("token", self.tokens),
            ("pos", self.positions),
            ("n_seq_id", self._ones),
            ("seq_id", self._pointers),
            ("logits", self.wanted),
        ):
            kind = dict(llama_cpp.llama_batch._fields_)[name]
            setattr(self.native, name, ctypes.cast(ctypes.c_void_p(array.ctypes.data), kind))

    def fill(self, stretches: Sequence[Stretch]) -> list[int]:
        """Take the stretches; where the wanted rows will be."""
        at = 0
        rows: list[int] = []
        for stretch in stretches:
            end = at + len(stretch.tokens)
            self.tokens[at:end] = stretch.tokens
            self.positions[at:end] = np.arange(stretch.position, stretch.position + end - at)
            self.sequences[at:end] = stretch.sequence
            first = end - stretch.rows
            self.wanted[at:first] = 0
            self.wanted[first:end] = 1
            rows += range(first, end)
            at = end
        self.native.n_tokens = at
        return rows


class Weights:
    """A model in memory, without sequences."""

    def __init__(self, order: Load, log: Log, progress: Callable[[float], None]) -> None:
        log.clear()
        self.pointer = _open(order.path, log, order, progress)
        self.vocabulary = Vocabulary(self.pointer)
        if llama_cpp.llama_model_has_encoder(self.pointer):
            raise UnsupportedModelError(
                "The model is of the encoder-decoder kind, which this program cannot ask."
            )
        # These keep a running state instead of cells: nothing can be taken over or dropped in part.
        self.shares = not (
            llama_cpp.llama_model_is_recurrent(self.pointer) or llama_cpp.llama_model_is_hybrid(self.pointer)
        )

    def close(self) -> None:
        """Free the memory."""
        llama_cpp.llama_model_free(self.pointer)


class LoadedModel:
    """A model's sequences: what it has read and written, and the means to go on."""

    def __init__(self, weights: Weights, order: Load, log: Log, cancelled: Callable[[], bool]) -> None:
        log.clear()
        self.log = log
        self._cancelled = cancelled
        self.weights = weights
        self.vocabulary = weights.vocabulary
        self.shares = weights.shares
        self._context = self._new_context(order)
        self._memory = llama_cpp.llama_get_memory(self._context)
        self.seconds = 0.0
        """Spent in llama.cpp's computing since it was loaded."""
        self._batch = _Batch(order.chunk)

    def _new_context(self, order: Load) -> int:
        params = llama_cpp.llama_context_default_params()
        params.n_ctx = order.cells
        params.n_batch = params.n_ubatch = order.chunk
        params.n_seq_max = order.sequences
        params.n_outputs_max = order.rows
        params.n_threads = params.n_threads_batch = order.threads
        params.flash_attn_type = (
            llama_cpp.LLAMA_FLASH_ATTN_TYPE_ENABLED
            if order.flash_attention
            else llama_cpp.LLAMA_FLASH_ATTN_TYPE_DISABLED
        )
        params.type_k = params.type_v = _KV_TYPES[order.kv_type]
        params.kv_unified = params.swa_full = params.no_perf = True
        self._abort = llama_cpp.ggml_abort_callback(lambda _data: self._cancelled())
        params.abort_callback = self._abort
        context = llama_cpp.llama_init_from_model(self.weights.pointer, params)
        if not context:
            said = self.log.said("block size", "requires", "not supported", "error") or self.log.said("fail")
            if self.log.said(*_NO_MEMORY) or said is None:
                raise EngineMemoryError(
                    f"{order.cells:,} tokens of context do not fit in memory. Use a smaller context or fewer "
                    "sequences, or close other programs."
                )
            raise EngineError(f"llama.cpp cannot run the model with these settings: {said}")
        return int(context)

    def decode(self, stretches: Sequence[Stretch]) -> list[Row]:
        """Compute the stretches; the wanted rows in their order, valid until the next call.

        Raises:
            Cancelled: somebody wished it; the sequences are to be cleared.
        """
        rows = self._batch.fill(stretches)
        began = time.perf_counter()
        code = llama_cpp.llama_decode(self._context, self._batch.native)
        self.seconds += time.perf_counter() - began
        if code == _ABORTED:
            raise Cancelled
        if code == _NO_ROOM:
            raise EngineMemoryError("The context is full. Use a larger context or fewer sequences.")
        if code:
            said = self.log.said("fail", "error", "invalid") or f"code {code}"
            raise EngineError(f"llama.cpp could not compute a step: {said}")
        shape = (self.vocabulary.size,)
        return [
            np.ctypeslib.as_array(llama_cpp.llama_get_logits_ith(self._context, row), shape) for row in rows
        ]

    def copy(self, source: int, target: int, length: int) -> None:
        """Let `target` hold the first `length` tokens of `source` too; nothing is moved."""
        llama_cpp.llama_memory_seq_cp(self._memory, source, target, 0, length)

    def keep(self, sequence: int, length: int) -> None:
        """Let `sequence` drop everything after its first `length` tokens."""
        if not llama_cpp.llama_memory_seq_rm(self._memory, sequence, length, -1):
            llama_cpp.llama_memory_seq_rm(self._memory, sequence, -1, -1)

    def clear(self) -> None:
        """Let all sequences drop everything."""
        llama_cpp.llama_memory_clear(self._memory, False)

    def ends(self, token: int) -> bool:
        """Whether `token` ends an answer."""
        return self.vocabulary.ends(token)

    def piece(self, token: int) -> bytes:
        """The text of `token`; none for control tokens."""
        return self.vocabulary.piece(token)

    def close(self) -> None:
        """Free the sequences; the weights stay."""
        llama_cpp.llama_free(self._context)


def open_vocabulary(path: str, log: Log) -> Vocabulary:
    """Only what is needed to count tokens; the weights are not read. Lives as long as the process."""
    log.clear()
    return Vocabulary(_open(path, log, None, lambda _fraction: None))


def _open(path: str, log: Log, order: Load | None, progress: Callable[[float], None]) -> int:
    params = llama_cpp.llama_model_default_params()
    params.vocab_only = order is None
    if order is not None:
        params.n_gpu_layers = order.gpu_layers
        params.use_extra_bufts = order.extra_buffers
    # Left alone, llama.cpp sends large products to a card that has no layer. An empty list is no card.
    nowhere = (ctypes.c_void_p * 1)()
    if order is None or not order.gpu_layers:
        params.devices = ctypes.addressof(nowhere)

    def on_progress(fraction: float, _data: object) -> bool:
        progress(fraction)
        return True

    # Kept in a name until the call is over, because C holds no reference.
    callback = llama_cpp.llama_progress_callback(on_progress)
    params.progress_callback = callback
    model = llama_cpp.llama_model_load_from_file(os.fsencode(path), params)
    if not model:
        raise _load_error(Path(path).name, log)
    return int(model)


def _load_error(name: str, log: Log) -> EngineError:
    """What the log says was wrong with the file."""
    unsupported = log.said(*_UNSUPPORTED)
    if unsupported:
        return UnsupportedModelError(f"This build of llama.cpp cannot run “{name}”: {_quoted(unsupported)}.")
    if log.said(*_NO_MEMORY):
        return EngineMemoryError(
            f"“{name}” does not fit in memory. Close other programs, or use a smaller model or quantization."
        )
    said = log.said("error loading model") or log.said("error", "fail", "missing", "invalid", "corrupt")
    detail = f": {_quoted(said)}" if said else ""
    return ModelFileError(f"“{name}” is damaged or incomplete{detail}. Download or copy it again.")


def _quoted(said: str) -> str:
    """The last of a chain of messages, which is the cause."""
    return re.sub(r"^(error loading model( \w+)?: )+", "", said).rstrip(".")
