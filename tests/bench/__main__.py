"""Measure the program on this machine and print what was measured in this run.

    ./dev bench                 everything
    ./dev bench store engine    some of it
    ./dev bench --json          one line of JSON

Every figure comes from this run; nothing is remembered.
"""

import argparse
import importlib
import json
import os
import platform
import sys
from pathlib import Path

PARTS = ("store", "window", "engine", "scoring", "study", "rating")


def machine() -> dict[str, object]:
    """What the figures were measured on."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    except OSError:
        names = []
    return {
        "processor": names[0] if names else platform.processor(),
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def main() -> int:
    """Measure the parts asked for."""
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all when none is named"
    )
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    options = parser.parse_args()
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    found: dict[str, object] = {"machine": machine()}
    for part in options.parts or PARTS:
        print(f"measuring {part} …", file=sys.stderr)
        found[part] = importlib.import_module(f"tests.bench.bench_{part}").measure()
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        show(found)
    return 0


def show(found: dict[str, object], indent: int = 0) -> None:
    """Print nested figures, one a line."""
    for name, value in found.items():
        if isinstance(value, dict):
            print(f"{' ' * indent}{name}")
            show(value, indent + 2)
        else:
            text = f"{value:,.3f}" if isinstance(value, float) else value
            print(f"{' ' * indent}{name:<{44 - indent}} {text}")


if __name__ == "__main__":
    sys.exit(main())
