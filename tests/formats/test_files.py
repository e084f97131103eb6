"""Files are opened with care and read line by line."""

from pathlib import Path

import pytest

from workbench.domain.errors import FormatError
from workbench.formats import json_stream
from workbench.formats.files import lines, open_file, write_whole


def test_lines_have_numbers_and_empty_ones_are_passed_over(tmp_path: Path) -> None:
    """A byte order mark is not part of the first line."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbfone\r\n\n  two \n")
    with open_file(path) as file:
        assert list(lines(path, file)) == [(1, "one"), (3, "two")]


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A folder, and nothing at all."""
    for path, words in ((tmp_path, "folder"), (tmp_path / "none", "cannot be read")):
        with pytest.raises(FormatError, match=words):
            open_file(path)


def test_endless_and_foreign_lines_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error knows the line."""
    monkeypatch.setattr(json_stream, "LONGEST_VALUE", 4)
    path = tmp_path / "a.jsonl"
    for data, words in ((b"abc\nabcdefgh\n", "longer than 4"), (b"abc\n\xe9\n", "UTF-8")):
        path.write_bytes(data)
        with open_file(path) as file, pytest.raises(FormatError, match=words) as caught:
            list(lines(path, file))
        assert caught.value.line == 2


def test_a_file_is_written_whole_or_stays_as_it_was(tmp_path: Path) -> None:
    """What was there makes way in one step; nothing half is left beside it when that fails."""
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError):  # noqa: PT011 - which one depends on the system
        write_whole(tmp_path / "folder", b"x")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.json", "folder"]
