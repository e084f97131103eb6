"""llama.cpp through the low-level interface of llama-cpp-python: as much of it as we use.

Imported in the engine's process only. One thread computes; tokenizing may go on beside it.
"""

import ctypes
import os
import re
from collections import deque
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import llama_cpp
import numpy as np

from workbench.domain.errors import EngineError, EngineMemoryError, ModelFileError, UnsupportedModelError
from workbench.domain.runs import Part, Prompt
from workbench.engines.llama.cells import Tokens
from workbench.engines.llama.choice import Row
from workbench.engines.llama.messages import Load
from workbench.engines.llama.scheduler import Stretch

_ABORTED = 2
_NO_ROOM = 1
_KV_TYPES = {
    "f32": llama_cpp.GGML_TYPE_F32,
    "f16": llama_cpp.GGML_TYPE_F16,
    "bf16": llama_cpp.GGML_TYPE_BF16 if hasattr(llama_cpp, "GGML_TYPE_BF16") else 30,
    "q8_0": llama_cpp.GGML_TYPE_Q8_0,
}
_FEATURES = ("AVX512", "AVX2", "FMA", "F16C", "AMX_INT8", "NEON", "SVE", "CUDA", "METAL", "VULKAN")

# What llama.cpp's log says when a file is at fault, and when memory is.
_UNSUPPORTED = ("unknown model architecture", "unknown pre-tokenizer", "unknown tokenizer", "unsupported")
_NO_MEMORY = ("failed to allocate", "unable to allocate", "out of memory", "cannot allocate", "bad_alloc")


class Cancelled(Exception):  # noqa: N818 - not an error: somebody wished it
    """What was going on was told to stop."""


class Log:
    """The last lines of llama.cpp's log, for the text of an error. Nothing is printed."""

    def __init__(self) -> None:
        self._lines: deque[str] = deque(maxlen=60)
        # Kept here, because C holds no reference.
        self._callback = llama_cpp.llama_log_callback(self._add)
        llama_cpp.llama_log_set(self._callback, ctypes.c_void_p(0))

    def _add(self, _level: int, text: bytes, _data: object) -> None:
        line = text.decode("utf-8", "replace").rstrip()
        if line and line.strip("."):
            self._lines.append(line)

    def clear(self) -> None:
        """Forget what was said so far."""
        self._lines.clear()

    def said(self, *words: str) -> str | None:
        """The last line with one of `words`, without the function's name before it."""
        for line in reversed(self._lines):
            if any(word in line.lower() for word in words):
                return line.split(": ", 1)[-1].strip()
        return None


def build() -> str:
    """The engine's version and what it uses of this CPU."""
    info = llama_cpp.llama_print_system_info().decode("ascii", "replace")
    present = {entry.split("=")[0].split(":")[-1].strip() for entry in info.split("|") if "= 1" in entry}
    features = " ".join(feature for feature in _FEATURES if feature in present)
    return f"llama.cpp {llama_cpp.__version__}" + (f" ({features})" if features else "")


class Vocabulary:
    """Text to tokens and back."""

    def __init__(self, model: int) -> None:
        self._vocab = llama_cpp.llama_model_get_vocab(model)
        self._bos = llama_cpp.llama_vocab_bos(self._vocab)
        self._adds_bos = llama_cpp.llama_vocab_get_add_bos(self._vocab)
        self.size: int = llama_cpp.llama_vocab_n_tokens(self._vocab)
        self.ends = lru_cache(4096)(self._ends)
        self.piece = lru_cache(65536)(self._piece)
        # Shots and definition stand in every prompt of a task.
        self._plain = lru_cache(256)(self._tokenize)

    def tokens(self, prompt: Prompt) -> Tokens:
        """The tokens of `prompt`, with one beginning-of-text where the model knows one.

        Raises:
            UnsupportedModelError: the prompt has control tokens that the model has not.
            EngineError: the prompt begins twice.
        """
        found: list[int] = []
        text: list[str] = []
        for part in (*prompt.parts, Part("", special=True)):
            if not part.special:
                text.append(part.text)
                continue
            # Neighbouring texts are one text: what a token is does not depend on how it was put together.
            found += self._plain("".join(text)) if text else ()
            text.clear()
            if part.text:
                found.append(self._control(part.text))
        if self._adds_bos and found[:1] != [self._bos]:
            found.insert(0, self._bos)
        if self._bos >= 0 and found.count(self._bos) > 1:
            raise EngineError("The prompt has more than one beginning-of-text token.")
        return np.array(found, np.int32)

    def begins_with_bos(self, tokens: Tokens) -> bool:
        """Whether the first token is the one that marks the beginning of text."""
        return len(tokens) > 0 and int(tokens[0]) == self._bos

    def _control(self, text: str) -> int:
        tokens = self._tokenize(text, special=True)
        if len(tokens) != 1 or self._piece(tokens[0], special=True) != text.encode():
            raise UnsupportedModelError(
                f"The model has no control token “{text}”, which its prompts would need: "
                "it is not of the Llama 3 family, or its file was converted without them."
            )
        return tokens[0]

    def _tokenize(self, text: str, special: bool = False) -> tuple[int, ...]:
        raw = text.encode("utf-8", "replace")
        room = len(raw) + 16
        buffer = (ctypes.c_int32 * room)()
        count = llama_cpp.llama_tokenize(self._vocab, raw, len(raw), buffer, room, False, special)
        if count < 0:
            raise EngineError(f"A text of {len(text)} characters could not be cut into tokens.")
        return tuple(buffer[:count])

    def _ends(self, token: int) -> bool:
        return bool(llama_cpp.llama_vocab_is_eog(self._vocab, token))

    def _piece(self, token: int, special: bool = False) -> bytes:
        room = 64
        while True:
            buffer = ctypes.create_string_buffer(room)
            length = llama_cpp.llama_token_to_piece(self._vocab, token, buffer, room, 0, special)
            if length >= 0:
                return buffer.raw[:length]
            room = -length


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
        at, rows = 0, []
        for stretch in stretches:
            end = at + len(stretch.tokens)
            self.tokens[at:end] = stretch.tokens
            self.positions[at:end] = np.arange(stretch.position, stretch.position + end - at)
            self.sequences[at:end] = stretch.sequence
            self.wanted[at:end] = 0
            if stretch.wanted:
                self.wanted[end - 1] = 1
                rows.append(end - 1)
            at = end
        self.native.n_tokens = at
        return rows


class LoadedModel:
    """A model in memory and its sequences."""

    def __init__(
        self, order: Load, log: Log, progress: Callable[[float], None], cancelled: Callable[[], bool]
    ) -> None:
        log.clear()
        self._log = log
        self._cancelled = cancelled
        self._model = _open(order.path, log, order, progress)
        self.vocabulary = Vocabulary(self._model)
        if llama_cpp.llama_model_has_encoder(self._model):
            raise UnsupportedModelError(
                "The model is of the encoder-decoder kind, which this program cannot ask."
            )
        # These keep a running state instead of cells: nothing can be taken over or dropped in part.
        self.shares = not (
            llama_cpp.llama_model_is_recurrent(self._model) or llama_cpp.llama_model_is_hybrid(self._model)
        )
        log.clear()
        self._context = self._new_context(order)
        self._memory = llama_cpp.llama_get_memory(self._context)
        self._batch = _Batch(order.chunk)

    def _new_context(self, order: Load) -> int:
        params = llama_cpp.llama_context_default_params()
        params.n_ctx = order.cells
        params.n_batch = params.n_ubatch = order.chunk
        params.n_seq_max = params.n_outputs_max = order.sequences
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
        context = llama_cpp.llama_init_from_model(self._model, params)
        if not context:
            said = self._log.said("block size", "requires", "not supported", "error") or self._log.said(
                "fail"
            )
            if self._log.said(*_NO_MEMORY) or said is None:
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
        code = llama_cpp.llama_decode(self._context, self._batch.native)
        if code == _ABORTED:
            raise Cancelled
        if code == _NO_ROOM:
            raise EngineMemoryError("The context is full. Use a larger context or fewer sequences.")
        if code:
            said = self._log.said("fail", "error", "invalid") or f"code {code}"
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
        """Free everything."""
        llama_cpp.llama_free(self._context)
        llama_cpp.llama_model_free(self._model)


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
