"""Decisions are kept as lines, in order, and damage is refused."""

import errno
import os
from pathlib import Path

import pytest

from workbench.domain.adjudications import Cause, Resolution
from workbench.domain.errors import FormatError, WorkbenchError
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


def test_a_full_disk_leaves_no_half_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was kept before can still be read; a person is told what happened."""
    file = tmp_path / "d.jsonl"
    append(file, _made(1))

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(WorkbenchError, match=r"d\.jsonl cannot be written \(No space left on device\)"):
            append(file, _made(2))
    assert read(file) == (_made(1),)
    with pytest.raises(WorkbenchError, match="cannot be written"):
        append(tmp_path / "none" / "d.jsonl", _made(1))


def test_a_line_that_was_being_written_when_the_power_went_was_never_kept(tmp_path: Path) -> None:
    """The ones before it are read, and the next decision takes its place."""
    file = tmp_path / "d.jsonl"
    append(file, _made(1))
    append(file, _made(2, "torn 剂量"))
    torn = file.read_bytes()
    for size in (len(torn) - 1, len(torn) - 3, len(torn) // 2 + 2):
        file.write_bytes(torn[:size])
        assert read(file) == (_made(1),)
    append(file, _made(2))
    assert read(file) == (_made(1), _made(2))


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
        (("}", ","), "no JSON"),
    ],
)
def test_damage_is_refused(tmp_path: Path, change: tuple[str, str], reason: str) -> None:
    """With the line."""
    file = tmp_path / "d.jsonl"
    append(file, _made(1))
    file.write_text(file.read_text("utf-8").replace(*change), "utf-8")
    with pytest.raises(FormatError, match=reason):
        read(file)
