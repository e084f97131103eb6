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


@pytest.mark.parametrize("change", ["passes_over_masked_cells", "multiplies_pairs"])
def test_the_build_has_our_changes(change: str) -> None:
    """Every library for processors carries what we change in llama.cpp, without which it is slower."""
    code = (
        "import ctypes\n"
        "files = backends.libraries('ggml-cpu').values()\n"
        f"print([file.name for file in files if not hasattr(ctypes.CDLL(str(file)), 'ggml_cpu_{change}')])"
    )
    assert said(code) == "[]"


MULTIPLY = """
import ctypes
from pathlib import Path
import llama_cpp
import numpy as np

class Room(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("buffer", ctypes.c_void_p), ("no_alloc", ctypes.c_bool)]

folder = Path(llama_cpp.__file__).parent / "lib"
base = ctypes.CDLL(str(folder / backends._REGISTRIES["linux"][1]), mode=ctypes.RTLD_GLOBAL)
base.ggml_init.argtypes = [Room]
for name in ("init", "new_tensor_2d", "mul_mat", "new_graph", "get_data"):
    getattr(base, "ggml_" + name).restype = ctypes.c_void_p
rows, inner = 72, 1024
random = np.random.default_rng(3)
weights = random.normal(size=(rows, inner)).astype(np.float32)
tokens = random.normal(size=(60, inner)).astype(np.float32)
tokens[7] = 0

def multiplied(library, kind, tokens):
    context = ctypes.c_void_p(base.ggml_init(Room(1 << 26, None, False)))
    def tensor(kind, count):
        sizes = ctypes.c_int64(inner), ctypes.c_int64(count)
        return ctypes.c_void_p(base.ggml_new_tensor_2d(context, kind, *sizes))
    left, right = tensor(kind, rows), tensor(0, len(tokens))
    base.ggml_quantize_chunk(
        kind, weights.ctypes.data_as(ctypes.c_void_p), ctypes.c_void_p(base.ggml_get_data(left)),
        ctypes.c_int64(0), ctypes.c_int64(rows), ctypes.c_int64(inner), None)
    given = np.ascontiguousarray(tokens)
    ctypes.memmove(base.ggml_get_data(right), given.ctypes.data, given.nbytes)
    result = ctypes.c_void_p(base.ggml_mul_mat(context, left, right))
    graph = ctypes.c_void_p(base.ggml_new_graph(context))
    base.ggml_build_forward_expand(graph, result)
    library.ggml_graph_compute_with_ctx(context, graph, 1)
    data = (ctypes.c_float * (rows * len(tokens))).from_address(base.ggml_get_data(result))
    found = np.array(data, np.float32).reshape(len(tokens), rows)
    base.ggml_free(context)
    return found

for variant in variants:
    library = ctypes.CDLL(str(backends.libraries("ggml-cpu-")["ggml-cpu-" + variant]))
    library.ggml_cpu_init()
    for kind, name in ((8, "Q8_0"), (11, "Q3_K"), (12, "Q4_K"), (13, "Q5_K"), (14, "Q6_K")):
        together = multiplied(library, kind, tokens)
        for count in (6, 12):
            apart = np.concatenate(
                [multiplied(library, kind, tokens[at : at + count]) for at in range(0, 60, count)])
            print(variant, name, count, float(np.abs(together - apart).max() / np.abs(apart).max()))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="names the libraries of Linux")
def test_many_tokens_together_are_multiplied_like_a_few() -> None:
    """Reading ahead, pairing and turning around changes nothing, in every library that can run here.

    Twelve at a time go llama.cpp's own way: K-quants are equal to the bit. Six at a time are not even cut
    into windows, and Q8_0 is our own: within the rounding of sums.
    """
    lines = [line.split() for line in said(MULTIPLY).splitlines()]
    assert lines
    assert [line for line in lines if float(line[3]) > 1e-5] == []
    assert [line for line in lines if line[1] != "Q8_0" and line[2] == "12" and float(line[3]) != 0] == []
