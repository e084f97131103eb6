"""What came of the graphics card is remembered for a file, and said in a few words."""

from dataclasses import replace
from pathlib import Path

import pytest

from workbench.engines.llama.card_use import CardUse, CardUses

USE = CardUse("build", "A card", 3, 3)


def test_it_is_said_in_a_few_words() -> None:
    """What is used, how far, and why not further."""
    assert USE.said == "A card, 3 of 3 layers"
    assert replace(USE, layers=2, reason="full").said == "A card, 2 of 3 layers (full)"
    assert replace(USE, layers=0, reason="it is full").said == "not used: it is full"
    assert replace(USE, card=None, layers=0).said == "none found"


def test_it_is_forgotten_when_the_file_changes(tmp_path: Path) -> None:
    """Another model of the same name may fit where the last one did not."""
    model = tmp_path / "model.gguf"
    model.write_bytes(b"one")
    CardUses(tmp_path).remember(model, USE)
    assert CardUses(tmp_path).of(model) == USE
    model.write_bytes(b"another")
    assert CardUses(tmp_path).of(model) is None


@pytest.mark.parametrize("content", ["", "[]", '{"x": 1}'])
def test_a_damaged_memory_is_none(tiny_model: Path, tmp_path: Path, content: str) -> None:
    """The next load has the answer."""
    (tmp_path / "engine_cards.json").write_text(content)
    assert CardUses(tmp_path).of(tiny_model) is None
    use = CardUse("build", "A card", 1, 3, "full")
    CardUses(tmp_path).remember(tiny_model, use)
    assert CardUses(tmp_path).of(tiny_model) == use
    CardUses(tmp_path).forget(tiny_model)
    assert CardUses(tmp_path).of(tiny_model) is None
