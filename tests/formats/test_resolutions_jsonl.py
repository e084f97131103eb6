"""Decisions are kept as lines, in order, and damage is refused."""

from pathlib import Path

import pytest

from workbench.domain.adjudications import Cause, Resolution
from workbench.domain.errors import FormatError
from workbench.formats.resolutions_jsonl import append, read


def _made(number: int, note: str = "") -> Resolution:
    """A decision."""
    return Resolution(
        number,
        f"id{number}",
        "2025-01-01T00:00:00Z",
        "s",
        "c1",
        "q",
        "o1",
        2,
        Cause.SLIP,
        note,
        previous="ab",
    )


def test_what_was_appended_is_read(tmp_path: Path) -> None:
    """In order, with any text."""
    file = tmp_path / "d.jsonl"
    kept = (_made(1, "剂量\nline"), _made(2))
    for one in kept:
        append(file, one)
    assert read(file) == kept


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    """A new adjudication has none."""
    assert read(tmp_path / "none.jsonl") == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (('"number": 1', '"number": 2'), "says that it is number 2"),
        (('"cause": "slip"', '"cause": "luck"'), "“luck” is none of"),
        (('"value": 2', '"value": true'), "another type"),
        (('"note": ""', '"nota": ""'), "other fields"),
        (("}", ""), "no JSON"),
    ],
)
def test_damage_is_refused(tmp_path: Path, change: tuple[str, str], reason: str) -> None:
    """With the line."""
    file = tmp_path / "d.jsonl"
    append(file, _made(1))
    file.write_text(file.read_text("utf-8").replace(*change), "utf-8")
    with pytest.raises(FormatError, match=reason):
        read(file)
