"""Items to learn from are read line by line."""

from pathlib import Path

import pytest

from workbench.domain.errors import FormatError
from workbench.study.building import Lesson
from workbench.study.lessons import read


def test_lessons_are_read(tmp_path: Path) -> None:
    """Of an instance, and written ones; what has a default may be missing."""
    path = tmp_path / "lessons.jsonl"
    path.write_text(
        '{"expected": {"correctness/1": 5}, "feedback": "It is.", "instance_id": "abc"}\n'
        '{"expected": {}, "feedback": "", "prompt": "1 + 1", "answers": ["2", "3"]}\n'
    )
    assert read(path) == (
        Lesson({"correctness/1": 5}, "It is.", "abc"),
        Lesson({}, "", prompt="1 + 1", answers=("2", "3")),
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"expected": {"a": "5"}, "feedback": ""}', "line 2: expected.a is no whole number"),
        ('{"feedback": ""}', "line 2: expected is missing"),
        ("{", "line 2: it is no JSON"),
    ],
)
def test_a_line_that_is_none_is_named(tmp_path: Path, line: str, said: str) -> None:
    """With its number and the field."""
    path = tmp_path / "lessons.jsonl"
    path.write_text(f'{{"expected": {{}}, "feedback": ""}}\n{line}\n')
    with pytest.raises(FormatError, match=said):
        read(path)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    """It was meant to hold something."""
    (tmp_path / "a").write_text("\n")
    with pytest.raises(FormatError, match="empty"):
        read(tmp_path / "a")
