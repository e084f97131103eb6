"""Pairs are lines with prompt, chosen and rejected."""

import json

from workbench.formats.preferences_jsonl import PreferredPair, text


def test_a_pair_is_a_line() -> None:
    """Texts as they are, line breaks and all."""
    made = text([PreferredPair("i1", "问\nWhat?", "good", "bad", "m2", "m1", 3, 2.0)] * 2)
    lines = [json.loads(line) for line in made.splitlines()]
    assert len(lines) == 2
    assert {key: lines[0][key] for key in ("prompt", "chosen", "rejected", "raters", "margin")} == {
        "prompt": "问\nWhat?",
        "chosen": "good",
        "rejected": "bad",
        "raters": 3,
        "margin": 2.0,
    }
    assert "问" in made
    assert text([]) == ""
