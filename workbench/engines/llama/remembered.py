"""What was found out about models on this machine, kept in the cache folder. Lost, it is found out again."""

import hashlib
import json
import os
import platform
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


class Remembered:
    """A JSON file of entries by key. What cannot be read is not there; what cannot be written is not kept."""

    def __init__(self, cache_dir: Path | None, name: str) -> None:
        """Take the folder, None for no memory at all, and the file's name."""
        self._file = cache_dir / name if cache_dir is not None else None

    def get(self, key: str) -> Mapping[str, object] | None:
        """The entry of `key`; None when there is none, or it is no object."""
        found = self._read().get(key)
        return found if isinstance(found, Mapping) else None

    def put(self, key: str, entry: Mapping[str, object]) -> None:
        """Keep an entry in the place of what was there."""
        self._write({**self._read(), key: entry})

    def drop(self, key: str) -> None:
        """Forget an entry, where there is one."""
        entries = self._read()
        if entries.pop(key, None) is not None:
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


def key_of(path: Path, *more: object) -> str:
    """Of a model's file, this machine and what else decides; another when the file has changed."""
    with suppress(OSError):
        status = path.stat()
        parts = [machine(), str(path), status.st_size, status.st_mtime_ns, *more]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
    return ""


def machine() -> str:
    """The CPU and what it promises. A cache on a network may be read by many machines."""
    with suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
        wanted = [line for line in lines if line.startswith(("model name", "flags", "Features", "CPU part"))]
        return "\n".join(sorted(set(wanted)))
    return f"{platform.node()} {platform.processor()} {platform.machine()}"


def write_json(path: Path, content: object) -> None:
    """Write `content` so that a reader sees the old file or the new one, never half of either."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    draft.replace(path)
