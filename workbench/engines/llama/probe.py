"""Which settings work on this machine: found out once for a model, then remembered.

A build can use instructions that the CPU promises and does not keep, and then it dies at the first
token. So the first load of a model computes a few tokens at once, in the engine's process; when that
dies, the next more careful settings are tried.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from workbench.engines.llama.messages import Load
from workbench.engines.llama.remembered import Remembered, key_of

_FIELDS = ("extra_buffers", "threads", "flash_attention", "kv_type", "variant")


class Probes:
    """What earlier loads found out. Forgotten when the build, the machine or the file is another."""

    def __init__(self, cache_dir: Path | None) -> None:
        self._memory = Remembered(cache_dir, "engine_probes.json")

    def attempts(self, order: Load, build: str, variants: tuple[str, ...] = ()) -> tuple[Load, ...]:
        """What to try, in this order: what is known to work, or everything, each with a trial."""
        found = self._memory.get(_key(order, build))
        if found is not None and set(found) == set(_FIELDS):
            known = _as_found(order, found)
            if known in order.safer(variants):
                return (known,)
        return tuple(replace(attempt, trial=True) for attempt in order.safer(variants))

    def works(self, order: Load, tried: Load, build: str) -> None:
        """Remember that `tried`, which came of `order`, works."""
        self._memory.put(_key(order, build), {name: getattr(tried, name) for name in _FIELDS})

    def fails(self, order: Load, build: str) -> None:
        """Forget what was known about `order`: it has just died."""
        self._memory.drop(_key(order, build))


def _as_found(order: Load, found: Mapping[str, Any]) -> Load:
    return replace(order, **found)


def _key(order: Load, build: str) -> str:
    """Of the build, this machine, the file and what was asked for."""
    asked = [getattr(order, name) for name in _FIELDS]
    # How many layers go to a card depends on what else uses it, and makes no difference here.
    card = ["graphics card"] if order.gpu_layers else []
    return key_of(Path(order.path), build, *asked, *card)
