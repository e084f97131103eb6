"""Stable ids from content: the same thing has the same id in every project and on every machine."""

import hashlib
import json
from collections.abc import Sequence

ID_LENGTH = 20
"""Hexadecimal digits kept of a SHA-256: 80 bits, no collision to be expected below 10^11 things."""


def content_id(*parts: object) -> str:
    """A 20-digit hexadecimal id of JSON-like `parts`; equal parts give equal ids."""
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def instance_id(
    task_id: str, text: str, references: Sequence[str], occurrence: int = 0, *, errors: str = "surrogatepass"
) -> str:
    """The id of an instance. `occurrence` counts equal rows before it in the same file.

    Upstream files repeat rows (one input of task100 stands 36 times); each repeat is a row of its
    own, and importing the file again finds each of them. With `errors` "strict" a lone surrogate is a
    `UnicodeEncodeError`, which tells an import for nothing what it would have to look for.
    """
    # The parts themselves are hashed, after a line with their lengths: four times as fast as JSON of
    # them, which would be a sixth of the time an import takes.
    parts = [part.encode("utf-8", errors) for part in (task_id, text, *references)]
    lengths = " ".join([str(len(part)) for part in parts])
    # The first part of each is the word “instance”, of 8 bytes.
    head = f"{occurrence} 8 {lengths}\ninstance".encode()
    return hashlib.sha256(b"".join((head, *parts))).hexdigest()[:ID_LENGTH]
