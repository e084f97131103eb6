"""Whether this machine runs on its battery, as the system tells it."""

import ctypes
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_SUPPLIES = Path("/sys/class/power_supply")
_PMSET = ("/usr/bin/pmset", "-g", "batt")
_PMSET_SECONDS = 2.0


def on_battery(supplies: Path = _SUPPLIES) -> bool | None:
    """True on battery, False on mains power; None where there is no battery, or the system does not tell."""
    if sys.platform == "win32":
        return _on_windows()
    if sys.platform == "darwin":
        return _on_mac()
    return told_by(supplies)


def told_by(supplies: Path) -> bool | None:
    """What Linux's folder of power supplies says."""
    found = list(_supplies(supplies))
    # Mice and keyboards have batteries too, which say nothing of the machine.
    batteries = [supply for supply in found if supply["type"] == "Battery" and supply["scope"] != "Device"]
    if not batteries:
        return None
    # A laptop with several sockets has a supply for each, and those without a plug are offline.
    plugs = [supply["online"] for supply in found if supply["type"] in {"Mains", "USB", "Wireless"}]
    if "1" in plugs:
        return False
    states = {supply["status"] for supply in batteries} - {"", "Unknown"}
    if "Discharging" in states:
        return True
    if "Charging" in states or not plugs:
        # Without a plug that tells, a battery that charges or is full means mains power.
        return False if states else None
    return True


def _supplies(folder: Path) -> Iterator[dict[str, str]]:
    with suppress(OSError):
        for supply in sorted(folder.iterdir()):
            yield {name: _said(supply / name) for name in ("type", "scope", "online", "status")}


def _said(file: Path) -> str:
    with suppress(OSError, UnicodeDecodeError):
        return file.read_text(encoding="utf-8").strip()
    return ""


def _on_mac() -> bool | None:
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(_PMSET, check=True, capture_output=True, text=True, timeout=_PMSET_SECONDS)
        return pmset_says(done.stdout)
    return None


def pmset_says(said: str) -> bool | None:
    """What macOS's `pmset -g batt` means."""
    if "'Battery Power'" in said:
        return True
    return False if "'AC Power'" in said and "InternalBattery" in said else None


def _on_windows() -> bool | None:
    class Status(ctypes.Structure):
        _fields_ = (
            ("line", ctypes.c_uint8),
            ("flag", ctypes.c_uint8),
            ("percent", ctypes.c_uint8),
            ("saver", ctypes.c_uint8),
            ("seconds", ctypes.c_uint32),
            ("full_seconds", ctypes.c_uint32),
        )

    status = Status()
    # Looked up by name, because the attribute exists on Windows only.
    getattr(ctypes, "windll").kernel32.GetSystemPowerStatus(ctypes.byref(status))  # noqa: B009
    return {0: True, 1: False}.get(status.line)
