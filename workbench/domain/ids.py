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


def instance_id(task_id: str, text: str, references: Sequence[str], occurrence: int = 0) -> str:
    """The id of an instance. `occurrence` counts equal rows before it in the same file.

    Upstream files repeat rows (one input of task100 stands 36 times); each repeat is a row of its
    own, and importing the file again finds each of them.
    """
    # The parts themselves are hashed, after a line with their lengths: four times as fast as JSON of
    # them, which would be a sixth of the time an import takes.
    parts = [part.encode("utf-8", "surrogatepass") for part in ("instance", task_id, text, *references)]
    head = " ".join(map(str, (occurrence, *map(len, parts))))
    return hashlib.sha256(b"".join((head.encode(), b"\n", *parts))).hexdigest()[:ID_LENGTH]
