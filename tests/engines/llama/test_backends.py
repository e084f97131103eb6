"""llama.cpp's own libraries are found and loaded, in a process that loads them once."""

import subprocess
import sys

import pytest

BEGIN = "from workbench.engines.llama import backends\nvariants = backends.cpu_variants()\n"


def said(code: str) -> str:
    """What `code` prints after looking for the libraries of processors."""
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + code], check=True, capture_output=True, text=True, timeout=60
    )
    return done.stdout.strip()


def test_a_processor_is_there_once_its_library_is() -> None:
    """Whether the build has one library for all processors or one for each kind."""
    code = (
        "backends.load(next(iter(variants), None), graphics=False)\n"
        "print(*(device.kind for device in backends.devices()))"
    )
    assert "cpu" in said(code).split()


def test_a_kind_that_the_build_lacks_is_refused() -> None:
    """By its name."""
    code = "try: backends.load('abacus')\nexcept Exception as error: print(type(error).__name__, error)"
    assert said(code).startswith("EngineError")
    assert "abacus" in said(code)


@pytest.mark.parametrize("graphics", [True, False])
def test_it_is_known_whether_the_build_has_code_for_cards(graphics: bool) -> None:
    """Also where it is not to be loaded."""
    code = f"print(backends.load(next(iter(variants), None), graphics={graphics}))"
    assert said(code) in {"True", "False"}


def test_the_build_passes_over_masked_cells() -> None:
    """Every library for processors carries our change to llama.cpp, without which it is slower."""
    code = (
        "import ctypes\n"
        "files = backends.libraries('ggml-cpu').values()\n"
        "print([file.name for file in files"
        " if not hasattr(ctypes.CDLL(str(file)), 'ggml_cpu_passes_over_masked_cells')])"
    )
    assert said(code) == "[]"
