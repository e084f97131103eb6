"""What was found out is kept, and a damaged or missing memory is none."""

import os
from pathlib import Path

import pytest

from workbench.engines.llama.remembered import Remembered, key_of


def test_entries_are_kept_and_dropped(tmp_path: Path) -> None:
    """For whoever looks next; the others stay."""
    Remembered(tmp_path, "x.json").put("a", {"n": 1})
    Remembered(tmp_path, "x.json").put("b", {"n": 2})
    memory = Remembered(tmp_path, "x.json")
    assert memory.get("a") == {"n": 1}
    memory.drop("a")
    memory.drop("a")
    assert memory.get("a") is None
    assert memory.get("b") == {"n": 2}


@pytest.mark.parametrize("content", ["", "{", "[]", '{"a": 1}'])
def test_a_damaged_memory_is_none(tmp_path: Path, content: str) -> None:
    """It is written anew."""
    (tmp_path / "x.json").write_text(content)
    memory = Remembered(tmp_path, "x.json")
    assert memory.get("a") is None
    memory.put("a", {"n": 1})
    assert memory.get("a") == {"n": 1}


def test_without_a_folder_nothing_is_kept() -> None:
    """And nothing fails."""
    memory = Remembered(None, "x.json")
    memory.put("a", {"n": 1})
    assert memory.get("a") is None


def test_a_key_is_of_the_file_as_it_is(tmp_path: Path) -> None:
    """And of what else decides."""
    path = tmp_path / "model.gguf"
    path.write_bytes(b"x")
    key = key_of(path, 1)
    assert key == key_of(path, 1) != key_of(path, 2)
    os.utime(path, (1, 1))
    assert key_of(path, 1) != key
