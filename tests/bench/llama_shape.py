"""Models of a real size with weights from a random generator: as much work as the real ones, no sense.

The shape is that of Llama 3.2 1B, the vocabulary Llama 3's own (from the package `llama-models`, which
carries it), so that prompts have as many tokens as with the real model. A file is made once and kept in
the benchmark's cache folder.
"""

import base64
import itertools
from collections.abc import Iterator
from importlib.metadata import files
from pathlib import Path

import llama_cpp
import numpy as np
import numpy.typing as npt

from tests.engines.tiny_model import Shape, Words, byte_letters, write_file

_BEGIN, _END, _TURN_END = "<|begin_of_text|>", "<|end_of_text|>", "<|eot_id|>"
_NAMED = {
    0: _BEGIN,
    1: _END,
    4: "<|finetune_right_pad_id|>",
    6: "<|start_header_id|>",
    7: "<|end_header_id|>",
    8: "<|eom_id|>",
    9: _TURN_END,
    10: "<|python_tag|>",
}
_CONTROLS = 256
_SAMPLES = 1 << 20
_TEMPLATE = (
    "{{ bos_token }}{% for m in messages %}<|start_header_id|>{{ m['role'] }}<|end_header_id|>\n\n"
    "{{ m['content'] }}<|eot_id|>{% endfor %}<|start_header_id|>assistant<|end_header_id|>\n\n"
)


LLAMA_1B = Shape(16, 2048, 32, 8, 8192, 131_072, half=True)
"""As Llama 3.2 1B."""
LLAMA_QUARTER = Shape(8, 1024, 16, 4, 4096, 131_072, half=True)
"""A quarter of the weights in the layers, for a quick look."""

_QUANTIZATIONS = {"Q4_K_M": llama_cpp.LLAMA_FTYPE_MOSTLY_Q4_K_M, "Q8_0": llama_cpp.LLAMA_FTYPE_MOSTLY_Q8_0}


def random_llama(name: str, shape: Shape, quantization: str, folder: Path) -> Path:
    """The model file of that shape and quantization in `folder`; made when it is not there."""
    path = folder / f"random-{name}-{quantization}.gguf"
    if path.is_file():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f"random-{name}-F16.gguf"
    if not half.is_file():
        part = half.with_suffix(".part")
        tokens, merges = _vocabulary()
        words = Words(tokens, merges, _CONTROLS, _BEGIN, _END, _TURN_END, _TEMPLATE)
        write_file(part, shape, words, _tensors(shape, len(tokens)), rope_base=500_000.0)
        part.replace(half)
    part = path.with_suffix(".part")
    params = llama_cpp.llama_model_quantize_default_params()
    params.ftype = _QUANTIZATIONS[quantization]
    if llama_cpp.llama_model_quantize(str(half).encode(), str(part).encode(), params):
        raise RuntimeError(f"llama.cpp could not quantize {half.name}")
    part.replace(path)
    return path


def _tensors(shape: Shape, vocabulary: int) -> Iterator[tuple[str, npt.NDArray[np.floating]]]:
    random = np.random.default_rng(1)
    # A million normal numbers, taken from a new place for every row: distinct rows at the cost of a copy.
    numbers = random.standard_normal(_SAMPLES + 16384).astype(np.float32)

    def matrix(rows: int, columns: int, scale: float) -> npt.NDArray[np.float16]:
        starts = random.integers(0, _SAMPLES, rows)
        signs = random.choice(np.array([-scale, scale], np.float32), rows)
        made = np.empty((rows, columns), np.float16)
        for row, (start, sign) in enumerate(zip(starts, signs, strict=True)):
            made[row] = numbers[start : start + columns] * sign
        return made

    width, kv, inner = shape.width, shape.width // shape.heads * shape.heads_kv, shape.inner
    ones = np.ones(width, np.float32)
    yield "token_embd.weight", matrix(vocabulary, width, 0.02)
    yield "output_norm.weight", ones
    for layer in range(shape.layers):
        yield f"blk.{layer}.attn_norm.weight", ones
        yield f"blk.{layer}.attn_q.weight", matrix(width, width, width**-0.5)
        yield f"blk.{layer}.attn_k.weight", matrix(kv, width, width**-0.5)
        yield f"blk.{layer}.attn_v.weight", matrix(kv, width, width**-0.5)
        yield f"blk.{layer}.attn_output.weight", matrix(width, width, width**-0.5)
        yield f"blk.{layer}.ffn_norm.weight", ones
        yield f"blk.{layer}.ffn_gate.weight", matrix(inner, width, width**-0.5)
        yield f"blk.{layer}.ffn_up.weight", matrix(inner, width, width**-0.5)
        yield f"blk.{layer}.ffn_down.weight", matrix(width, inner, inner**-0.5)


def _vocabulary() -> tuple[list[str], list[str]]:
    """Tokens in the order of their ids, and merges in the order of their ranks."""
    ranks = _ranks()
    letters = byte_letters()

    def spelled(token: bytes) -> str:
        return "".join(letters[byte] for byte in token)

    tokens = [spelled(token) for token in sorted(ranks, key=ranks.__getitem__)]
    merges = [
        f"{spelled(left)} {spelled(right)}"
        for left, right in (
            _pair(token, ranks) for token in sorted(ranks, key=ranks.__getitem__) if len(token) > 1
        )
    ]
    controls = [_NAMED.get(number, f"<|reserved_special_token_{number}|>") for number in range(_CONTROLS)]
    return tokens + controls, merges


def _pair(token: bytes, ranks: dict[bytes, int]) -> tuple[bytes, bytes]:
    """The two tokens that `token` is merged from: merging goes on until only they are left."""
    parts = [bytes([byte]) for byte in token]
    while len(parts) > 2:
        merged = [ranks.get(left + right, len(ranks)) for left, right in itertools.pairwise(parts)]
        at = merged.index(min(merged))
        parts[at : at + 2] = [parts[at] + parts[at + 1]]
    return parts[0], parts[1]


def _ranks() -> dict[bytes, int]:
    """Llama 3's byte pair ranks: a token in base 64 and its number on each line."""
    for file in files("llama-models") or ():
        if file.as_posix() == "llama_models/llama3/tokenizer.model":
            lines = Path(str(file.locate())).read_bytes().splitlines()
            return {base64.b64decode(token): int(rank) for token, rank in map(bytes.split, lines)}
    raise RuntimeError("The package llama-models, which carries Llama 3's vocabulary, is not installed.")
