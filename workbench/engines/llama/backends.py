"""llama.cpp's own libraries for processors and graphics cards: found, ranked, loaded.

One build carries the code for the CPU once for each kind of processor, and may carry graphics cards' code
beside it. None of it is loaded by itself: the wheel puts these libraries where llama.cpp does not look.
Imported in the engine's process only.
"""

import ctypes
import os
import sys
from contextlib import suppress
from pathlib import Path

import llama_cpp

from workbench.domain.errors import EngineError

_CPU = "ggml-cpu-"
# The registry that libllama uses. The wheel flattens symbolic links, so `libggml.so` beside it is a second
# copy with a registry of its own, in which a backend would be lost.
_REGISTRIES = {"linux": "libggml.so.0", "darwin": "libggml.0.dylib", "win32": "ggml.dll"}


def cpu_variants() -> tuple[str, ...]:
    """The CPU libraries that this processor says it can run, the best first; none in a plain build.

    What a processor says is not always true, on virtual machines above all: see `probe`.
    """
    scores = {}
    for name, file in _libraries(_CPU).items():
        with suppress(OSError, AttributeError):
            # Opened without running any of its code for computing.
            scores[name.removeprefix(_CPU)] = int(ctypes.CDLL(str(file)).ggml_backend_score())
    return tuple(
        sorted((name for name, score in scores.items() if score > 0), key=lambda name: -scores[name])
    )


def load(variant: str | None) -> None:
    """Load a CPU library, and those for graphics cards that are there. Once in a process.

    Args:
        variant: One of `cpu_variants`; None in a plain build, which has its CPU code within.

    Raises:
        EngineError: there is no such library, or it cannot be loaded.
    """
    if variant is not None:
        file = _libraries(_CPU).get(_CPU + variant)
        if file is None or not _load(file):
            raise EngineError(f"This build of llama.cpp has no code for processors of the kind “{variant}”.")
    for name, file in _libraries("ggml-").items():
        if name not in {"ggml-base", "ggml-cpu"} and not name.startswith(_CPU):
            # Without a driver it loads and finds no device, or does not load: both mean no card.
            _load(file)


def _libraries(beginning: str) -> dict[str, Path]:
    """Libraries whose name begins so, without what the system puts around names."""
    package = Path(llama_cpp.__file__).parent
    found = {}
    for folder in (package / "lib", package.parent / "bin"):
        for file in sorted(folder.glob(f"*{beginning}*")):
            name, _dot, ending = file.name.removeprefix("lib").partition(".")
            if name.startswith(beginning) and ending in {"so", "dylib", "dll"}:
                found[name] = file
    return found


def _load(file: Path) -> bool:
    registry = ctypes.CDLL(str(Path(llama_cpp.__file__).parent / "lib" / _REGISTRIES[_system()]))
    registry.ggml_backend_load.argtypes = [ctypes.c_char_p]
    registry.ggml_backend_load.restype = ctypes.c_void_p
    return bool(registry.ggml_backend_load(os.fsencode(file)))


def _system() -> str:
    return sys.platform if sys.platform in _REGISTRIES else "linux"
