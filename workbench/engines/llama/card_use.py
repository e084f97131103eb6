"""What came of the graphics card for a model on this machine: remembered, and said in words."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from workbench.engines.llama.gguf import write_json
from workbench.engines.llama.probe import machine

_FILE = "engine_cards.json"


@dataclass(frozen=True, slots=True)
class CardUse:
    """How many of a model's layers a graphics card computes, and why not all."""

    build: str
    """llama.cpp and its version, which found it out."""
    card: str | None
    """Its maker's name; None where none was found."""
    layers: int
    """Computed by the card."""
    of: int
    """All there are."""
    reason: str | None = None
    """Why not all of them; None when it has all."""
    crashed: bool = False
    """Whether the engine died of using it, so that it is not used again unasked."""

    @property
    def said(self) -> str:
        """The whole of it, for people."""
        if self.layers:
            few = f" ({self.reason})" if self.reason is not None else ""
            return f"{self.card}, {self.layers} of {self.of} layers{few}"
        if self.card is None:
            return self.reason or "none found"
        return f"not used: {self.reason}" if self.reason is not None else "not used"


class CardUses:
    """What the last load of each model found out. Forgotten when the file or the machine is another."""

    def __init__(self, cache_dir: Path | None) -> None:
        self._file = cache_dir / _FILE if cache_dir is not None else None
        self._last: dict[Path, CardUse] = {}

    def of(self, path: Path) -> CardUse | None:
        """What was found for the model at `path`; None when it was never loaded here."""
        found = self._last.get(path) or self._read().get(_key(path))
        if isinstance(found, Mapping):
            with suppress(TypeError):
                return CardUse(**found)
        return found if isinstance(found, CardUse) else None

    def remember(self, path: Path, use: CardUse) -> None:
        """Keep what was found."""
        if use != self.of(path):
            self._write({**self._read(), _key(path): asdict(use)})
        self._last[path] = use

    def forget(self, path: Path) -> None:
        """Let the next load try the card again."""
        self._last.pop(path, None)
        entries = self._read()
        if entries.pop(_key(path), None) is not None:
            self._write(entries)

    def _read(self) -> dict[str, object]:
        if self._file is not None:
            with suppress(OSError, ValueError):
                found = json.loads(self._file.read_text(encoding="utf-8"))
                if isinstance(found, dict):
                    return found
        return {}

    def _write(self, entries: Mapping[str, object]) -> None:
        if self._file is not None:
            with suppress(OSError):
                write_json(self._file, entries)


def _key(path: Path) -> str:
    """Of the file and this machine: a cache on a network may be read by many machines."""
    with suppress(OSError):
        status = path.stat()
        parts = [machine(), str(path), status.st_size, status.st_mtime_ns]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
    return ""
