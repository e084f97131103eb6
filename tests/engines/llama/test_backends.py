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


LIBRARIES = """
import ctypes
from pathlib import Path
import llama_cpp
import numpy as np

class Room(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("buffer", ctypes.c_void_p), ("no_alloc", ctypes.c_bool)]

folder = Path(llama_cpp.__file__).parent / "lib"
base = ctypes.CDLL(str(folder / backends._REGISTRIES["linux"][1]), mode=ctypes.RTLD_GLOBAL)
base.ggml_init.argtypes = [Room]
for name in ("init", "new_tensor_2d", "new_tensor_3d", "mul_mat", "flash_attn_ext", "new_graph", "get_data"):
    getattr(base, "ggml_" + name).restype = ctypes.c_void_p
random = np.random.default_rng(3)

def computed(library, context, result, shape):
    graph = ctypes.c_void_p(base.ggml_new_graph(context))
    base.ggml_build_forward_expand(graph, result)
    library.ggml_graph_compute_with_ctx(context, graph, 1)
    data = (ctypes.c_float * int(np.prod(shape))).from_address(base.ggml_get_data(result))
    return np.array(data, np.float32).reshape(shape)

def library_of(variant):
    library = ctypes.CDLL(str(backends.libraries("ggml-cpu-")["ggml-cpu-" + variant]))
    library.ggml_cpu_init()
    return library
"""

MULTIPLY = (
    LIBRARIES
    + """
rows, inner = 72, 1024
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
    found = computed(library, context, result, (len(tokens), rows))
    base.ggml_free(context)
    return found

for variant in variants:
    library = library_of(variant)
    for kind, name in ((8, "Q8_0"), (11, "Q3_K"), (12, "Q4_K"), (13, "Q5_K"), (14, "Q6_K")):
        together = multiplied(library, kind, tokens)
        for count in (6, 12):
            apart = np.concatenate(
                [multiplied(library, kind, tokens[at : at + count]) for at in range(0, 60, count)])
            print(variant, name, count, float(np.abs(together - apart).max() / np.abs(apart).max()))
"""
)


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


ATTEND = (
    LIBRARIES
    + """
tokens, cells, heads, shared = 130, 328, 4, 2

def attended(library, asked, keys, values, mask):
    context = ctypes.c_void_p(base.ggml_init(Room(1 << 26, None, False)))
    def tensor(kind, data):
        sizes = [ctypes.c_int64(count) for count in reversed(data.shape)]
        made = ctypes.c_void_p(getattr(base, f"ggml_new_tensor_{data.ndim}d")(context, kind, *sizes))
        ctypes.memmove(base.ggml_get_data(made), np.ascontiguousarray(data).ctypes.data, data.nbytes)
        return made
    given = tensor(0, asked), tensor(1, keys), tensor(1, values), tensor(1, mask)
    numbers = [ctypes.c_float(one) for one in (0.125, 0, 0)]
    result = ctypes.c_void_p(base.ggml_flash_attn_ext(context, *given, *numbers))
    found = computed(library, context, result, (tokens, heads, values.shape[2]))
    base.ggml_free(context)
    return found

def expected(asked, keys, values, mask):
    each = heads // shared
    found = []
    for head in range(heads):
        logits = 0.125 * asked[head] @ keys[head // each].T.astype(float) + mask
        weights = np.exp(logits - logits.max(axis=1, keepdims=True))
        weights /= weights.sum(axis=1, keepdims=True)
        found.append(weights @ values[head // each].astype(float))
    return np.stack(found, axis=1)

sees = np.zeros((tokens, cells), bool)
sees[:70, 128:192] = sees[:, 256:320] = True  # blocks that all see, and blocks that nobody sees
sees[:70, 192:256] = random.random((70, 64)) < 0.5
sees[70:] |= np.arange(cells) < np.arange(70, tokens)[:, None]
sees[100, 320:] = True
mask = np.where(sees, 0, -np.inf).astype(np.float16)
for variant in variants:
    for size in (64, 40):
        asked = random.normal(size=(heads, tokens, size)).astype(np.float32)
        keys, values = random.normal(size=(2, shared, cells, size)).astype(np.float16)
        found = attended(library_of(variant), asked, keys, values, mask)
        print(variant, size, float(np.abs(found - expected(asked, keys, values, mask)).max()))
"""
)


@pytest.mark.skipif(sys.platform != "linux", reason="names the libraries of Linux")
def test_attention_passes_over_what_is_masked_alone() -> None:
    """Blocks of cells that are seen by all, by some or by nobody, also where cells do not fill a block.

    In every library that can run here, and with heads that vectors do not divide: as in numbers of 64 bits.
    """
    lines = [line.split() for line in said(ATTEND).splitlines()]
    assert lines
    assert [line for line in lines if not float(line[2]) < 1e-3] == []
