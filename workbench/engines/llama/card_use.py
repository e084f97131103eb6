"""What came of the graphics card for a model on this machine: remembered, and said in words."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from workbench.engines.llama.remembered import Remembered, key_of


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
        self._memory = Remembered(cache_dir, "engine_cards.json")
        self._last: dict[Path, CardUse] = {}

    def of(self, path: Path) -> CardUse | None:
        """What was found for the model at `path`; None when it was never loaded here."""
        if path in self._last:
            return self._last[path]
        found: Mapping[str, Any] | None = self._memory.get(key_of(path))
        with suppress(TypeError):
            return CardUse(**found) if found is not None else None
        return None

    def remember(self, path: Path, use: CardUse) -> None:
        """Keep what was found."""
        if use != self.of(path):
            self._memory.put(key_of(path), asdict(use))
        self._last[path] = use

    def forget(self, path: Path) -> None:
        """Let the next load try the card again."""
        self._last.pop(path, None)
        self._memory.drop(key_of(path))
