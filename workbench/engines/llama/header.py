"""Reads the head of a GGUF file: metadata and the list of tensors, without the weights.

The file may be anybody's: every length is checked against the file before it is used.
"""

import mmap
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path

from workbench.domain.errors import ModelFileError

Scalar = int | float | bool | str

MAGIC = b"GGUF"
_VERSIONS = (2, 3)

# What a real file never exceeds, so that a damaged count does not cost minutes or gigabytes.
_MOST_KEYS = 100_000
_MOST_TENSORS = 1_000_000
_MOST_DIMENSIONS = 4
_LONGEST_KEY = 65_535
_LONGEST_TEXT = 1_000_000
_LONGEST_KEPT_ARRAY = 4_096
_DEEPEST_ARRAY = 4

_TEXT, _ARRAY = 8, 9
_SCALARS: dict[int, str] = {
    0: "<B",
    1: "<b",
    2: "<H",
    3: "<h",
    4: "<I",
    5: "<i",
    6: "<f",
    7: "<?",
    10: "<Q",
    11: "<q",
    12: "<d",
}

# Bytes of a block and elements in it, by the number of the tensor type (ggml.h).
_BLOCKS: dict[int, tuple[int, int]] = {
    0: (4, 1),
    1: (2, 1),
    2: (18, 32),
    3: (20, 32),
    6: (22, 32),
    7: (24, 32),
    8: (34, 32),
    9: (40, 32),
    10: (84, 256),
    11: (110, 256),
    12: (144, 256),
    13: (176, 256),
    14: (210, 256),
    15: (292, 256),
    16: (66, 256),
    17: (74, 256),
    18: (98, 256),
    19: (50, 256),
    20: (18, 32),
    21: (110, 256),
    22: (82, 256),
    23: (136, 256),
    24: (1, 1),
    25: (2, 1),
    26: (4, 1),
    27: (8, 1),
    28: (8, 1),
    29: (56, 256),
    30: (2, 1),
    34: (54, 256),
    35: (66, 256),
    39: (17, 32),
    40: (36, 64),
    41: (18, 128),
}


@dataclass(frozen=True, slots=True)
class Tensor:
    """One tensor of the file."""

    name: str
    dimensions: tuple[int, ...]
    kind: int
    """Number of its type, as in ggml.h."""
    offset: int
    """From the beginning of the weights."""

    @property
    def elements(self) -> int:
        """How many numbers it holds."""
        return prod(self.dimensions)

    @property
    def size(self) -> int | None:
        """Bytes; None for a type we do not know."""
        block = _BLOCKS.get(self.kind)
        return None if block is None else -(-self.elements // block[1]) * block[0]


@dataclass(frozen=True, slots=True)
class Header:
    """What a GGUF file says about itself before the weights begin."""

    values: Mapping[str, Scalar]
    """Metadata that is one value."""
    arrays: Mapping[str, tuple[Scalar, ...]]
    """Short lists of numbers."""
    lengths: Mapping[str, int]
    """Of every list, the long ones (such as the vocabulary) too."""
    tensors: tuple[Tensor, ...]
    weights_at: int
    """Where the weights begin."""
    size: int
    """Bytes of the file."""

    def text(self, key: str) -> str | None:
        """The text at `key`, if there is one."""
        value = self.values.get(key)
        return value if isinstance(value, str) else None

    def number(self, key: str) -> int | None:
        """The whole number at `key`, if there is one."""
        value = self.values.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None


def read_header(path: Path) -> Header:
    """Read the head of the file at `path` and check that all its tensors are there.

    Raises:
        ModelFileError: it is missing, empty, not GGUF, of another version, damaged or cut off.
    """
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            if size == 0:
                raise ModelFileError(f"“{path.name}” is empty. Download or copy it again.")
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as bytes_:
                header = _Reader(bytes_, path.name).header()
    except OSError as error:
        raise ModelFileError(f"“{path}” cannot be read: {error.strerror or error}.") from error
    _check_extents(header, path.name)
    return header


class _Reader:
    """Goes through the head once, from the first byte on."""

    def __init__(self, content: mmap.mmap, name: str) -> None:
        self._content = content
        self._name = name
        self._size = len(content)
        self._at = 0

    def header(self) -> Header:
        """Everything up to the weights."""
        if self._content[:4] != MAGIC:
            raise ModelFileError(f"“{self._name}” is not a GGUF file.")
        self._at = 4
        version = self._number("<I")
        if version not in _VERSIONS:
            raise ModelFileError(
                f"“{self._name}” is GGUF of version {version}; versions 2 and 3 can be read."
            )
        tensor_count = self._count("tensors", _MOST_TENSORS)
        key_count = self._count("keys", _MOST_KEYS)
        values: dict[str, Scalar] = {}
        arrays: dict[str, tuple[Scalar, ...]] = {}
        lengths: dict[str, int] = {}
        for _ in range(key_count):
            key = self._text(_LONGEST_KEY)
            kind = self._number("<I")
            if kind == _ARRAY:
                lengths[key], kept = self._array(1)
                if kept is not None:
                    arrays[key] = kept
            else:
                values[key] = self._scalar(kind)
        tensors = tuple(self._tensor() for _ in range(tensor_count))
        alignment = values.get("general.alignment", 32)
        if not isinstance(alignment, int) or not 0 < alignment <= 1 << 20:
            raise self._damaged(f"an alignment of {alignment}")
        weights_at = -(-self._at // alignment) * alignment
        return Header(values, arrays, lengths, tensors, weights_at, self._size)

    def _take(self, length: int) -> int:
        """Where the next `length` bytes are."""
        at = self._at
        if length > self._size - at:
            raise ModelFileError(
                f"“{self._name}” is cut off: it ends at byte {self._size}, within its own head. "
                "Download or copy it again."
            )
        self._at = at + length
        return at

    def _number(self, form: str) -> int:
        number = struct.unpack_from(form, self._content, self._take(struct.calcsize(form)))[0]
        return int(number)

    def _count(self, what: str, most: int) -> int:
        count = self._number("<Q")
        if count > most:
            raise self._damaged(f"{count} {what}")
        return count

    def _text(self, longest: int) -> str:
        length = self._number("<Q")
        if length > longest:
            raise self._damaged(f"a text of {length} bytes")
        at = self._take(length)
        return self._content[at : at + length].decode("utf-8", "replace")

    def _scalar(self, kind: int) -> Scalar:
        if kind == _TEXT:
            return self._text(_LONGEST_TEXT)
        form = _SCALARS.get(kind)
        if form is None:
            raise self._damaged(f"a value of type {kind}")
        value: Scalar = struct.unpack_from(form, self._content, self._take(struct.calcsize(form)))[0]
        return value

    def _array(self, depth: int) -> tuple[int, tuple[Scalar, ...] | None]:
        """How long a list is, and its numbers when they are few."""
        if depth > _DEEPEST_ARRAY:
            raise self._damaged("lists within lists within lists")
        kind = self._number("<I")
        length = self._number("<Q")
        if length > self._size - self._at:
            raise self._damaged(f"a list of {length} entries")
        if kind == _TEXT:
            self._skip_texts(length)
            return length, None
        if kind == _ARRAY:
            for _ in range(length):
                self._array(depth + 1)
            return length, None
        form = _SCALARS.get(kind)
        if form is None:
            raise self._damaged(f"a list of type {kind}")
        width = struct.calcsize(form)
        at = self._take(length * width)
        if length > _LONGEST_KEPT_ARRAY:
            return length, None
        return length, struct.unpack_from(f"<{length}{form[1]}", self._content, at)

    def _skip_texts(self, count: int) -> None:
        # The vocabulary: some 400,000 texts, so this loop calls nothing of ours.
        content, at, size = self._content, self._at, self._size
        for _ in range(count):
            at += 8 + int.from_bytes(content[at : at + 8], "little")
            if at > size:
                self._at = size
                self._take(1)
        self._at = at

    def _tensor(self) -> Tensor:
        name = self._text(_LONGEST_KEY)
        count = self._number("<I")
        if count > _MOST_DIMENSIONS:
            raise self._damaged(f"a tensor of {count} dimensions")
        dimensions = tuple(self._number("<Q") for _ in range(count))
        if prod(dimensions) >= 1 << 63:
            raise self._damaged(f"a tensor of {'x'.join(map(str, dimensions))} numbers")
        return Tensor(name, dimensions, self._number("<I"), self._number("<Q"))

    def _damaged(self, what: str) -> ModelFileError:
        return ModelFileError(
            f"“{self._name}” is damaged: it claims {what} at byte {self._at}. Download or copy it again."
        )


def _check_extents(header: Header, name: str) -> None:
    """Refuse a file that ends before its last tensor does."""
    ends = [tensor.offset + size for tensor in header.tensors if (size := tensor.size) is not None]
    needed = header.weights_at + max(ends, default=0)
    if needed > header.size:
        raise ModelFileError(
            f"“{name}” is cut off: its tensors need {needed} bytes and it has {header.size}. "
            "Download or copy it again."
        )
