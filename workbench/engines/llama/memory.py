"""How much memory this machine can still give, as the system tells it."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_CGROUP_FILES = (
    ("memory.max", "memory.current", "memory.stat"),
    ("memory.limit_in_bytes", "memory.usage_in_bytes", "memory.stat"),
)


def available_memory() -> int:
    """Bytes that a new process can take without pushing others out."""
    found = [_system_memory(), *_cgroup_memory()]
    return max(0, min(found))


def memory_held(pid: int) -> int:
    """Bytes that would be free again if the process `pid` ended; 0 where the system does not tell.

    Pages of files are not among them: `available_memory` counts those as free already.
    """
    with suppress(OSError, ValueError):
        for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) * 1024
    return 0


def memory_kills() -> int | None:
    """Processes ended for want of memory since this system started; None where it does not tell."""
    with suppress(OSError, ValueError):
        for line in Path("/proc/vmstat").read_text(encoding="ascii").splitlines():
            if line.startswith("oom_kill "):
                return int(line.split()[1])
    return None


def _system_memory() -> int:
    with suppress(OSError, ValueError):
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    if sys.platform == "win32":
        return _windows_memory()
    for pages in ("SC_AVPHYS_PAGES", "SC_PHYS_PAGES"):
        # macOS does not know the first; all of its memory is the nearest answer there.
        with suppress(OSError, ValueError):
            return os.sysconf(pages) * os.sysconf("SC_PAGE_SIZE")
    return sys.maxsize


def _cgroup_memory() -> Iterator[int]:
    """What the limits of our control groups leave, for each group that has one."""
    with suppress(OSError, ValueError):
        for line in Path("/proc/self/cgroup").read_text(encoding="utf-8").splitlines():
            _number, controllers, place = line.split(":", 2)
            if controllers not in {"", "memory"}:
                continue
            root = Path("/sys/fs/cgroup") / controllers
            # A container sees its own group as the root, whatever path the host knows it by.
            for folder in (root / place.lstrip("/"), root):
                yield from _group_memory(folder)


def _group_memory(folder: Path) -> Iterator[int]:
    for limit_file, used_file, stat_file in _CGROUP_FILES:
        with suppress(OSError, ValueError):
            limit = int((folder / limit_file).read_text(encoding="ascii"))
            used = int((folder / used_file).read_text(encoding="ascii"))
            yield limit - used + _reclaimable(folder / stat_file)


def _reclaimable(stat_file: Path) -> int:
    """File pages count as used and are given back when needed."""
    for line in stat_file.read_text(encoding="ascii").splitlines():
        if line.startswith("inactive_file "):
            return int(line.split()[1])
    return 0


def _windows_memory() -> int:
    class Status(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_uint32),
            ("load", ctypes.c_uint32),
            ("total", ctypes.c_uint64),
            ("available", ctypes.c_uint64),
            ("rest", ctypes.c_uint64 * 5),
        )

    status = Status()
    status.length = ctypes.sizeof(status)
    # Looked up by name, because the attribute exists on Windows only.
    getattr(ctypes, "windll").kernel32.GlobalMemoryStatusEx(ctypes.byref(status))  # noqa: B009
    return int(status.available)
