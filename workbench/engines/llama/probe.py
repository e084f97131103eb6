"""Which settings work on this machine: found out once for a model, then remembered.

A build can use instructions that the CPU promises and does not keep, and then it dies at the first
token. So the first load of a model computes a few tokens at once, in the engine's process; when that
dies, the next more careful settings are tried.
"""

import hashlib
import json
import platform
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from workbench.engines.llama.gguf import write_json
from workbench.engines.llama.messages import Load

_FILE = "engine_probes.json"
_FIELDS = ("extra_buffers", "threads", "flash_attention", "kv_type", "variant")


class Probes:
    """What earlier loads found out. Forgotten when the build, the machine or the file is another."""

    def __init__(self, cache_dir: Path | None) -> None:
        self._file = cache_dir / _FILE if cache_dir is not None else None

    def attempts(self, order: Load, build: str, variants: tuple[str, ...] = ()) -> tuple[Load, ...]:
        """What to try, in this order: what is known to work, or everything, each with a trial."""
        found = self._read().get(_key(order, build))
        if isinstance(found, Mapping) and set(found) == set(_FIELDS):
            known = replace(order, **found)
            if known in order.safer(variants):
                return (known,)
        return tuple(replace(attempt, trial=True) for attempt in order.safer(variants))

    def works(self, order: Load, tried: Load, build: str) -> None:
        """Remember that `tried`, which came of `order`, works."""
        entries = self._read()
        entries[_key(order, build)] = {name: getattr(tried, name) for name in _FIELDS}
        self._write(entries)

    def fails(self, order: Load, build: str) -> None:
        """Forget what was known about `order`: it has just died."""
        entries = self._read()
        if entries.pop(_key(order, build), None) is not None:
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


def _key(order: Load, build: str) -> str:
    """Of the build, this machine, the file and what was asked for."""
    with suppress(OSError):
        status = Path(order.path).stat()
        asked = [getattr(order, name) for name in _FIELDS]
        parts = [build, machine(), order.path, status.st_size, status.st_mtime_ns, *asked]
        # How many layers go to a card depends on what else uses it, and makes no difference here.
        parts += ["graphics card"] if order.gpu_layers else []
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
    return ""


def machine() -> str:
    """The CPU and what it promises. A cache on a network may be read by many machines."""
    with suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
        wanted = [line for line in lines if line.startswith(("model name", "flags", "Features", "CPU part"))]
        return "\n".join(sorted(set(wanted)))
    return f"{platform.node()} {platform.processor()} {platform.machine()}"
