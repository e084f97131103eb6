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
from typing import Any

import llama_cpp

from workbench.domain.errors import EngineError
from workbench.engines.llama.devices import Device, DeviceKind, cards

_PLAIN = "ggml-cpu"
_CPU = "ggml-cpu-"
# The registry that libllama uses. The wheel flattens symbolic links, so `libggml.so` beside it is a second
# copy with a registry of its own, in which a backend would be lost.
_REGISTRIES = {
    "linux": ("libggml.so.0", "libggml-base.so.0"),
    "darwin": ("libggml.0.dylib", "libggml-base.0.dylib"),
    "win32": ("ggml.dll", "ggml-base.dll"),
}
# By the number of ggml_backend_dev_type.
_KINDS = (DeviceKind.CPU, DeviceKind.GPU, DeviceKind.IGPU, DeviceKind.ACCELERATOR)


def cpu_variants() -> tuple[str, ...]:
    """The CPU libraries that this processor says it can run, the best first; none in a plain build.

    What a processor says is not always true, on virtual machines above all: see `probe`.
    """
    scores = {}
    for name, file in libraries(_CPU).items():
        with suppress(OSError, AttributeError):
            # Opened without running any of its code for computing.
            scores[name.removeprefix(_CPU)] = int(ctypes.CDLL(str(file)).ggml_backend_score())
    return tuple(
        sorted((name for name, score in scores.items() if score > 0), key=lambda name: -scores[name])
    )


def load(variant: str | None, *, graphics: bool = True) -> bool:
    """Load a CPU library, and those for graphics cards that are there. Once in a process.

    Args:
        variant: One of `cpu_variants`; None in a build that has its CPU code once.
        graphics: Whether graphics cards are wanted.

    Returns:
        Whether this build has code for graphics cards.

    Raises:
        EngineError: there is no such library, or it cannot be loaded.
    """
    if variant is not None:
        file = libraries(_CPU).get(_CPU + variant)
        if file is None or not _load(file):
            raise EngineError(f"This build of llama.cpp has no code for processors of the kind “{variant}”.")
    elif not any(device.kind is DeviceKind.CPU for device in devices()):
        file = libraries(_PLAIN).get(_PLAIN)
        if file is None or not _load(file):
            raise EngineError("This build of llama.cpp has no code for processors.")
    others = {
        name: file
        for name, file in libraries("ggml-").items()
        if name not in {"ggml-base", _PLAIN} and not name.startswith(_CPU)
    }
    for file in others.values() if graphics else ():
        # Without a driver it loads and finds no device, or does not load: both mean no card.
        _load(file)
    return bool(others) or bool(cards(devices()))


def devices() -> tuple[Device, ...]:
    """What can compute, of the libraries that are loaded."""
    count = _function("ggml_backend_dev_count", ctypes.c_size_t)()
    get = _function("ggml_backend_dev_get", ctypes.c_void_p, ctypes.c_size_t)
    found = (_device(get(index)) for index in range(count))
    return tuple(device for device in found if device is not None)


def _device(pointer: int) -> Device | None:
    """What llama.cpp tells of a device; None for one that only bundles others."""
    kind = _function("ggml_backend_dev_type", ctypes.c_int, ctypes.c_void_p)(pointer)
    if kind not in range(len(_KINDS)):
        return None
    name, description = (
        _function(f"ggml_backend_dev_{what}", ctypes.c_char_p, ctypes.c_void_p)(pointer) or b""
        for what in ("name", "description")
    )
    free, total = ctypes.c_size_t(), ctypes.c_size_t()
    ask = _function("ggml_backend_dev_memory", None, *[ctypes.c_void_p] * 3)
    ask(pointer, ctypes.addressof(free), ctypes.addressof(total))
    return Device(
        name.decode("utf-8", "replace"),
        # Some makers pad their names.
        description.decode("utf-8", "replace").strip(),
        _KINDS[kind],
        total.value or None,
        free.value if total.value else None,
    )


def libraries(beginning: str) -> dict[str, Path]:
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
    return bool(_function("ggml_backend_load", ctypes.c_void_p, ctypes.c_char_p)(os.fsencode(file)))


def _function(name: str, result: Any, *arguments: Any) -> Any:
    """A function of ggml, from the libraries that libllama uses."""
    for file in _REGISTRIES[sys.platform if sys.platform in _REGISTRIES else "linux"]:
        library = ctypes.CDLL(str(Path(llama_cpp.__file__).parent / "lib" / file))
        with suppress(AttributeError):
            # By item and not by attribute: each has types of its own.
            function = library[name]
            function.restype, function.argtypes = result, list(arguments)
            return function
    raise EngineError(f"This build of llama.cpp lacks {name}.")
