"""Battles are an array that FastChat reads."""

import json

from workbench.formats.arena_battles import Battle, Winner, text


def test_battles() -> None:
    """With the four winners that it knows."""
    made = text(Battle("i", "a", "b", winner, "R1", "zh") for winner in Winner)
    found = json.loads(made)
    assert [one["winner"] for one in found] == ["model_a", "model_b", "tie", "tie (bothbad)"]
    assert (found[0]["model_a"], found[0]["judge"], found[0]["language"]) == ("a", "R1", "zh")


def test_no_battle_is_an_empty_array() -> None:
    """Which is JSON too."""
    assert json.loads(text(())) == []
