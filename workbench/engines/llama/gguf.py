"""What a GGUF file is: the facts recorded with a run, and whether it fits in memory."""

import hashlib
import time
from collections.abc import Generator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from workbench.domain.errors import ModelFileError
from workbench.domain.runs import ModelFacts
from workbench.domain.steps import ended
from workbench.engines.base import Loading
from workbench.engines.llama.header import Header, Scalar, read_header
from workbench.engines.llama.memory import available_memory
from workbench.engines.llama.remembered import Remembered

_CACHE_FILE = "model_facts.json"
_CACHE_VERSION = 1
_CHUNK = 1 << 20
_HEARTBEAT = 0.1
"""Seconds after which something must have been yielded."""

# What general.file_type says; the numbers are llama.cpp's.
_QUANTIZATIONS = {
    0: "F32",
    1: "F16",
    2: "Q4_0",
    3: "Q4_1",
    7: "Q8_0",
    8: "Q5_0",
    9: "Q5_1",
    10: "Q2_K",
    11: "Q3_K_S",
    12: "Q3_K_M",
    13: "Q3_K_L",
    14: "Q4_K_S",
    15: "Q4_K_M",
    16: "Q5_K_S",
    17: "Q5_K_M",
    18: "Q6_K",
    19: "IQ2_XXS",
    20: "IQ2_XS",
    21: "Q2_K_S",
    22: "IQ3_XS",
    23: "IQ3_XXS",
    24: "IQ1_S",
    25: "IQ4_NL",
    26: "IQ3_S",
    27: "IQ3_M",
    28: "IQ2_S",
    29: "IQ2_M",
    30: "IQ4_XS",
    31: "IQ1_M",
    32: "BF16",
    36: "TQ1_0",
    37: "TQ2_0",
    38: "MXFP4",
    39: "NVFP4",
    40: "Q1_0",
    41: "Q2_0",
}

# Bytes of one cached number, by KV type: q8_0 keeps 32 of them in 34 bytes.
KV_TYPES = {"f32": 4.0, "f16": 2.0, "bf16": 2.0, "q8_0": 34 / 32}

# The process itself: Python, numpy, llama.cpp.
_PROCESS = 120 << 20


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a model fits in memory, and what it would take."""

    weights: int
    """Bytes of the model."""
    cache: int
    """Bytes for what the model has read and written (KV)."""
    working: int
    """Bytes for computing, and the process itself."""
    available: int
    """Bytes the system can give now."""
    reason: str | None
    """Why it does not fit; None when it does."""

    @property
    def fits(self) -> bool:
        """Whether it can be loaded."""
        return self.reason is None

    @property
    def needed(self) -> int:
        """Bytes in all."""
        return self.weights + self.cache + self.working


def read_facts(path: Path, cache_dir: Path | None = None) -> ModelFacts:
    """Read what identifies the model at `path`.

    The checksum of a large file takes a while; it is remembered in `cache_dir` for as long as the
    file's size and time stay the same.

    Raises:
        ModelFileError: the file is missing, damaged, cut off or not GGUF.
    """
    return ended(facts_steps(path, cache_dir))


def facts_steps(path: Path, cache_dir: Path | None = None) -> Generator[Loading, None, ModelFacts]:
    """The same, telling how far, so that whoever iterates can stop. A small file is read in one go."""
    path = path.absolute()
    remembered = _remembered(path, cache_dir)
    if remembered is not None:
        return remembered
    header = read_header(path)
    facts = ModelFacts(
        name=header.text("general.name") or path.stem,
        file=path.name,
        sha256=(yield from _sha256(path, header.size)),
        size=header.size,
        metadata=tuple(_metadata(header)),
    )
    if cache_dir is not None:
        _remember(path, facts, cache_dir)
    return facts


def memory_fit(
    model: Path | Header,
    context: int | None = None,
    sequences: int = 8,
    kv_type: str = "f16",
    *,
    chunk: int = 512,
    available: int | None = None,
    on_cards: tuple[int, int] = (0, 0),
    freed: int = 0,
) -> Fit:
    """Estimate what a model takes in memory, and whether that is there.

    Args:
        model: The file, or its head.
        context: Tokens that are kept at a time, of all sequences together; the model's own when None.
        sequences: Answers written at the same time.
        kv_type: Of the cache: f16, q8_0, bf16 or f32.
        chunk: Tokens computed at once.
        available: Bytes there are; asked of the system when None.
        on_cards: Bytes of weights, and of the cache, that graphics cards take.
        freed: Bytes that will be there as well, because another model leaves the memory first.
    """
    header = model if isinstance(model, Header) else read_header(model)
    cells = context or context_length(header) or 4096
    weights = max(0, header.size - header.weights_at - on_cards[0])
    cache = max(0, int(sum(cache_numbers(header)) * cells * KV_TYPES[kv_type]) - on_cards[1])
    working = _PROCESS + working_bytes(header, cells, sequences, chunk)
    there = (available_memory() if available is None else available) + freed
    needed = weights + cache + working
    reason = None
    if needed > there:
        reason = (
            f"It needs about {_gigabytes(needed)} of memory (model {_gigabytes(weights)}, "
            f"{cells:,} tokens of context {_gigabytes(cache)}, computing {_gigabytes(working)}) "
            f"and {_gigabytes(there)} are free. "
            + (
                "Use a smaller context or fewer sequences."
                if weights + _PROCESS < there
                else "Close other programs, or use a smaller model or quantization."
            )
        )
    return Fit(weights, cache, working, there, reason)


def architecture(header: Header) -> str:
    """The architecture's name, such as "llama"."""
    return header.text("general.architecture") or "unknown"


def quantization(header: Header) -> str:
    """How the weights are stored, such as "Q4_K_M"."""
    kind = header.number("general.file_type")
    return _QUANTIZATIONS.get(kind, f"type {kind}") if kind is not None else "unknown"


def context_length(header: Header) -> int | None:
    """Tokens the model was trained to look back on."""
    return header.number(f"{architecture(header)}.context_length")


def parameters(header: Header) -> int:
    """How many numbers the model consists of."""
    return sum(tensor.elements for tensor in header.tensors)


def _metadata(header: Header) -> list[tuple[str, str]]:
    """Our own summary first, then the file's single values as they stand."""
    tokenizer = [header.text("tokenizer.ggml.model"), header.text("tokenizer.ggml.pre")]
    summary = [
        ("architecture", architecture(header)),
        ("quantization", quantization(header)),
        ("context_length", str(context_length(header) or "unknown")),
        ("parameters", str(parameters(header))),
        ("tokenizer", "/".join(part for part in tokenizer if part) or "none"),
        ("vocabulary", str(header.lengths.get("tokenizer.ggml.tokens", 0))),
        ("chat_template", "yes" if header.text("tokenizer.chat_template") else "no"),
    ]
    return summary + [(key, _spelled(value)) for key, value in header.values.items()]


def _spelled(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.9g}" if isinstance(value, float) else str(value)


def cache_numbers(header: Header) -> tuple[int, ...]:
    """Numbers cached for each token, by layer: a key and a value in every KV head."""
    kind = architecture(header)
    layers = header.number(f"{kind}.block_count") or 0
    width = header.number(f"{kind}.embedding_length") or 0
    heads = header.number(f"{kind}.attention.head_count") or 1
    per_head = width // max(heads, 1)
    key = header.number(f"{kind}.attention.key_length") or per_head
    value = header.number(f"{kind}.attention.value_length") or per_head
    listed = header.arrays.get(f"{kind}.attention.head_count_kv")
    if listed is not None:
        return tuple(int(number) * (key + value) for number in listed)
    heads_kv = header.number(f"{kind}.attention.head_count_kv") or heads
    return (heads_kv * (key + value),) * layers


def working_bytes(header: Header, cells: int, sequences: int, chunk: int) -> int:
    """Bytes for one step of `chunk` tokens: activations, the attention mask and the rows of results."""
    kind = architecture(header)
    width = header.number(f"{kind}.embedding_length") or 0
    inner = header.number(f"{kind}.feed_forward_length") or 4 * width
    vocabulary = header.lengths.get("tokenizer.ggml.tokens", 0)
    return 4 * chunk * (8 * width + 3 * inner) + 6 * chunk * cells + 12 * sequences * vocabulary


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e8 else f"{count / 1e6:.0f} MB"


def _sha256(path: Path, size: int) -> Generator[Loading, None, str]:
    digest, done, told = hashlib.sha256(), 0, time.monotonic()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                done += len(chunk)
                if time.monotonic() - told >= _HEARTBEAT:
                    yield Loading(done / size, checking=True)
                    told = time.monotonic()
    except OSError as error:
        raise ModelFileError(f"“{path}” cannot be read: {error.strerror or error}.") from error
    return digest.hexdigest()


def _stamp(path: Path) -> list[int]:
    status = path.stat()
    return [_CACHE_VERSION, status.st_size, status.st_mtime_ns]


def _remembered(path: Path, cache_dir: Path | None) -> ModelFacts | None:
    entry = Remembered(cache_dir, _CACHE_FILE).get(str(path))
    if entry is None:
        return None
    # Whatever is wrong with the entry, the file itself has the answer.
    with suppress(OSError, ValueError, TypeError, KeyError):
        fields = entry["facts"]
        if entry["stamp"] == _stamp(path) and isinstance(fields, dict):
            metadata = tuple((str(key), str(value)) for key, value in fields.pop("metadata"))
            return ModelFacts(**fields, metadata=metadata)
    return None


def _remember(path: Path, facts: ModelFacts, cache_dir: Path) -> None:
    with suppress(OSError):
        entry = {"stamp": _stamp(path), "facts": asdict(facts)}
        Remembered(cache_dir, _CACHE_FILE).put(str(path), entry)
