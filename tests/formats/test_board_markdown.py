"""The Markdown has tables that hold together, and names that are no markup."""

import re

from tests.formats.boards import BOARD
from workbench.domain.boards import Board
from workbench.formats.board_markdown import document, escaped


def test_every_line_of_a_table_has_as_many_cells() -> None:
    """A name with a bar in it too."""
    for block in document(BOARD).split("\n\n"):
        lines = [line for line in block.split("\n") if line.startswith("|")]
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in lines}) <= 1


def test_numbers_doubts_and_words_are_there() -> None:
    """A doubt is a note below."""
    made = document(BOARD)
    assert "| Small Q4\\_K\\_M | paper | this project | – n=200 | 9.50/8.00 n=1250 |" in made
    assert "| 60.00 \\[55.0, 65.0\\] n=200, 3 missing |" in made
    assert "| 9.50 \\[8.5, 10.5\\]/8.00 \\[7.0, 9.0\\] n=1250 |" in made
    assert "| 75.20 \\[?1\\] |" in made
    assert "\n1. its tasks' mean is 59.6\n" in made
    assert "- **interval**: " in made


def test_overview_alone_on_demand() -> None:
    """Without the categories' tables."""
    assert document(BOARD, details=False).count("\n## ") == 1
    assert document(Board((), ())).startswith("# MedS-Bench leaderboard")


def test_nothing_in_a_name_is_markup() -> None:
    """On one line, no table, link or element comes of it."""
    assert escaped("a|b\n*c* <d> [e](f)") == r"a\|b \*c\* \<d\> \[e\](f)"
    assert escaped("https://x") == r"https\://x"
    assert "<script>" not in document(BOARD).replace("\\<", "")
