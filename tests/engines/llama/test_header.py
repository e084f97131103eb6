"""The head of a GGUF file is read, and nothing in a file can make reading it go wrong."""

import struct
from pathlib import Path

import gguf
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.domain.errors import ModelFileError
from workbench.engines.llama.header import read_header


def test_metadata_and_tensors_are_those_of_the_gguf_package(tiny_model: Path) -> None:
    """Another reader, written by others, sees the same."""
    header = read_header(tiny_model)
    other = gguf.GGUFReader(tiny_model)
    assert header.text("general.architecture") == "llama"
    assert header.number("llama.block_count") == 2
    assert header.values["llama.rope.freq_base"] == pytest.approx(10000.0)
    assert header.lengths["tokenizer.ggml.tokens"] == len(other.fields["tokenizer.ggml.tokens"].data)
    ours = {(one.name, one.elements, one.size, header.weights_at + one.offset) for one in header.tensors}
    assert ours == {
        (one.name, int(one.n_elements), int(one.n_bytes), int(one.data_offset)) for one in other.tensors
    }


def test_text_and_number_are_what_they_say(tiny_model: Path) -> None:
    """A value of another type is no value."""
    header = read_header(tiny_model)
    assert header.number("general.architecture") is None
    assert header.text("llama.block_count") is None
    assert header.text("no.such.key") is None


def test_missing_file(tmp_path: Path) -> None:
    """The message names the path."""
    with pytest.raises(ModelFileError, match=r"none\.gguf"):
        read_header(tmp_path / "none.gguf")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"GG", "not a GGUF file"),
        (b"PK\x03\x04" + b"x" * 1000, "not a GGUF file"),
        (b"GGUF", "cut off"),
        (b"GGUF" + struct.pack("<IQQ", 1, 0, 0), "version 1"),
        (b"GGUF" + struct.pack(">IQQ", 3, 0, 0), "version"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 2**63), "damaged"),
        (b"GGUF" + struct.pack("<IQQ", 3, 2**40, 0), "damaged"),
        (b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 2**60), "damaged"),
        (b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 60000), "cut off"),
        (b"GGUF" + struct.pack("<IQQQ1sI", 3, 0, 1, 1, b"k", 77), "type 77"),
        (b"GGUF" + struct.pack("<IQQQ1sIIQ", 3, 0, 1, 1, b"k", 9, 4, 2**62), "list of"),
        (b"GGUF" + struct.pack("<IQQQ1sIIQQ", 3, 0, 1, 1, b"k", 9, 8, 1, 2**63), "cut off"),
        (
            b"GGUF" + struct.pack("<IQQQ1sI", 3, 0, 1, 1, b"k", 9) + 9 * struct.pack("<IQ", 9, 1),
            "lists within",
        ),
        (b"GGUF" + struct.pack("<IQQQ1sI", 3, 1, 0, 1, b"t", 9), "9 dimensions"),
        (b"GGUF" + struct.pack("<IQQQ1sIQQIQ", 3, 1, 0, 1, b"t", 2, 2**40, 2**40, 0, 0), "damaged"),
        (b"GGUF" + struct.pack("<IQQQ1sIQIQ", 3, 1, 0, 1, b"t", 1, 1000, 0, 0), "need"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, content: bytes, reason: str) -> None:
    """Each way of being wrong is refused with its reason."""
    path = tmp_path / "bad.gguf"
    path.write_bytes(content)
    with pytest.raises(ModelFileError, match=reason):
        read_header(path)


def test_a_file_cut_off_anywhere_is_refused(tmp_path: Path, tiny_model: Path) -> None:
    """A download that stopped is never taken for a model."""
    whole = tiny_model.read_bytes()
    path = tmp_path / "cut.gguf"
    for length in [*range(5, 4000, 97), *range(4000, len(whole), 30011), len(whole) - 32]:
        path.write_bytes(whole[:length])
        with pytest.raises(ModelFileError):
            read_header(path)


@given(data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_is_an_error_or_harmless(tmp_path: Path, tiny_model: Path, data: st.DataObject) -> None:
    """Some bytes of the head overwritten: read, or refused, and nothing else."""
    content = bytearray(tiny_model.read_bytes()[:60_000])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(4, 9_000))
        content[at : at + 8] = data.draw(st.sampled_from([b"\xff" * 8, b"\0" * 8, np.random.bytes(8)]))
    path = tmp_path / "damaged.gguf"
    path.write_bytes(content)
    try:
        read_header(path)
    except ModelFileError as error:
        assert "damaged.gguf" in str(error)  # noqa: PT017 - either outcome is right
