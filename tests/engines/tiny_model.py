"""Makes Llama-shaped GGUF files with weights from a random generator: real files for a real engine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import gguf
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.floating]

BOS = "<|begin_of_text|>"
END = "<|end_of_text|>"
HEADER = "<|start_header_id|>"
HEADER_END = "<|end_header_id|>"
TURN_END = "<|eot_id|>"
SPECIAL = (BOS, END, HEADER, HEADER_END, TURN_END)

TEMPLATE = "{{ bos_token }}{% for m in messages %}{{ m['content'] }}<|eot_id|>{% endfor %}"

# A few merges, so that words are not all single bytes.
_WORDS = ["the", " the", " patient", " pain", "Input", "Output", " and", " of", " fever", " a", "ing", " is"]


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a model is."""

    layers: int = 2
    width: int = 64
    heads: int = 4
    heads_kv: int = 2
    inner: int = 128
    context: int = 4096
    half: bool = False
    """Whether matrices are float16; float32 otherwise."""


@dataclass(frozen=True, slots=True)
class Words:
    """A vocabulary of byte pairs."""

    tokens: list[str]
    merges: list[str]
    controls: int
    """How many of the last tokens are control tokens."""
    begin: str
    end: str
    turn_end: str
    template: str
    pre: str = "llama-bpe"


SMALL = Shape()
SLOW = Shape(layers=8, width=512, heads=8, heads_kv=4, inner=1536, context=32768, half=True)
"""Slow enough that a prefill of some thousand tokens takes seconds."""


def byte_letters() -> dict[int, str]:
    """GPT-2's printable letter for each byte."""
    plain = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    letters = {byte: chr(byte) for byte in plain}
    for byte in range(256):
        if byte not in letters:
            letters[byte] = chr(256 + len(letters) - len(plain))
    return letters


def vocabulary() -> tuple[list[str], list[str]]:
    """Tokens (bytes, merged words, control tokens) and merges."""
    letters = byte_letters()
    tokens = [letters[byte] for byte in range(256)]
    merges: list[str] = []
    for word in _WORDS:
        spelled = [letters[byte] for byte in word.encode()]
        left = spelled[0]
        for right in spelled[1:]:
            if left + right not in tokens:
                tokens.append(left + right)
                merges.append(f"{left} {right}")
            left += right
    return [*tokens, *SPECIAL], merges


def write_model(
    path: Path,
    shape: Shape = SMALL,
    *,
    seed: int = 1,
    chain: Mapping[str, str] | None = None,
    architecture: str = "llama",
    pre: str = "llama-bpe",
) -> Path:
    """Write a model file and return its path.

    Args:
        path: Where the file goes.
        shape: How large the model is.
        seed: Of the weights.
        chain: What follows what, token by token (bytes or control tokens): such a model looks at the
            last token only and always gives this answer. Without it, the answer depends on all tokens.
        architecture: A name that llama.cpp may not know.
        pre: The pre-tokenizer's name.
    """
    tokens, merges = vocabulary()
    words = Words(tokens, merges, len(SPECIAL), BOS, END, TURN_END, TEMPLATE, pre)
    write_file(
        path,
        shape,
        words,
        _tensors(shape, len(tokens), seed, chain, tokens).items(),
        architecture=architecture,
    )
    return path


def write_file(
    path: Path,
    shape: Shape,
    words: Words,
    tensors: Iterable[tuple[str, Array]],
    *,
    architecture: str = "llama",
    rope_base: float = 10_000.0,
) -> None:
    """Write a model of that shape: its head, its vocabulary and its weights."""
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_name(path.stem)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.inner)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads_kv)
    writer.add_rope_dimension_count(shape.width // shape.heads)
    writer.add_rope_freq_base(rope_base)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(words.tokens))
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16 if shape.half else gguf.LlamaFileType.ALL_F32)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(words.pre)
    writer.add_token_list(words.tokens)
    plain = len(words.tokens) - words.controls
    writer.add_token_types([gguf.TokenType.NORMAL] * plain + [gguf.TokenType.CONTROL] * words.controls)
    writer.add_token_merges(words.merges)
    writer.add_bos_token_id(words.tokens.index(words.begin))
    writer.add_eos_token_id(words.tokens.index(words.end))
    writer.add_eot_token_id(words.tokens.index(words.turn_end))
    writer.add_chat_template(words.template)
    for name, weights in tensors:
        writer.add_tensor(name, weights)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _tensors(
    shape: Shape, vocab: int, seed: int, chain: Mapping[str, str] | None, tokens: list[str]
) -> dict[str, Array]:
    random = np.random.default_rng(seed)
    kind = np.float16 if shape.half else np.float32
    mixing = 0.0 if chain is not None else 1.0

    def matrix(rows: int, columns: int, scale: float = 1.0) -> Array:
        numbers: Array = random.standard_normal((rows, columns)) * scale / np.sqrt(columns)
        return numbers.astype(kind)

    width, kv = shape.width, shape.width // shape.heads * shape.heads_kv
    embedding = random.standard_normal((vocab, width)).astype(np.float32)
    found: dict[str, Array] = {
        "token_embd.weight": embedding.astype(kind),
        "output_norm.weight": np.ones(width, np.float32),
    }
    for layer in range(shape.layers):
        found |= {
            f"blk.{layer}.attn_norm.weight": np.ones(width, np.float32),
            f"blk.{layer}.attn_q.weight": matrix(width, width, 2.0),
            f"blk.{layer}.attn_k.weight": matrix(kv, width, 2.0),
            f"blk.{layer}.attn_v.weight": matrix(kv, width, 2.0),
            f"blk.{layer}.attn_output.weight": matrix(width, width, 2.0 * mixing),
            f"blk.{layer}.ffn_norm.weight": np.ones(width, np.float32),
            f"blk.{layer}.ffn_gate.weight": matrix(shape.inner, width),
            f"blk.{layer}.ffn_up.weight": matrix(shape.inner, width),
            f"blk.{layer}.ffn_down.weight": matrix(width, shape.inner, mixing),
        }
    if chain is None:
        output = random.standard_normal((vocab, width)).astype(np.float32)
    else:
        output = np.zeros((vocab, width), np.float32)
        for before, after in chain.items():
            output[tokens.index(after)] += embedding[tokens.index(before)]
    return {**found, "output.weight": output.astype(kind)}
