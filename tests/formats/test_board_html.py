"""The page is complete in itself, and escapes what it is given."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from tests.formats.boards import BOARD, HOSTILE
from workbench.domain.board_columns import columns
from workbench.domain.boards import Board, Cell, Row
from workbench.formats.board_html import page


class Elements(HTMLParser):
    """Counts elements, and keeps the attributes of some."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the element."""
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every such element."""
        return [attributes for name, attributes in self.found if name == tag]


def test_page_names_nothing_outside_itself() -> None:
    """No address, no link, no image; and its policy forbids what it does not hold."""
    made = page(BOARD)
    elements = Elements(made)
    assert not any(
        (value or "").startswith(("http", "//"))
        for _, attributes in elements.found
        for name, value in attributes.items()
        if name in {"src", "href", "action"}
    )
    assert elements.all("img") == elements.all("iframe") == []
    policy = next(one for one in elements.all("meta") if one.get("http-equiv"))["content"] or ""
    assert "default-src 'none'" in policy
    for tag in ("style", "script"):
        inside = re.search(f"<{tag}>(.*?)</{tag}>", made, re.DOTALL)
        assert inside is not None
        digest = base64.b64encode(hashlib.sha256(inside[1].encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_hostile_text_is_escaped() -> None:
    """Names, sources, titles and notes are text wherever they stand."""
    made = page(BOARD, title=HOSTILE, note=HOSTILE)
    elements = Elements(made)
    assert len(elements.all("script")) == 1
    assert elements.all("img") == []
    assert HOSTILE in [row["data-model"] for row in elements.all("tr") if "data-model" in row]
    assert "{{" not in page(BOARD)
    assert page(BOARD, title="{{script}}").count('"use strict"') == 1


def test_heads_are_buttons_and_rows_have_heads() -> None:
    """What a screen reader needs: scopes, labels, one button for each number that can be sorted by."""
    elements = Elements(page(BOARD))
    assert all(head.get("scope") in {"col", "row"} for head in elements.all("th"))
    assert {one.get("aria-label") for one in elements.all("button")} >= {
        "MMedBench en BLEU-1",
        "MMedBench en ROUGE-L",
    }
    assert all(table.get("aria-label") for table in elements.all("table"))


def test_cells_hold_their_numbers_for_sorting() -> None:
    """Apart from how they look; what is behind them too."""
    cells = Elements(page(BOARD)).all("td")
    pair = next(cell for cell in cells if cell.get("data-i") == "8.5 10.5;7 9")
    assert pair["data-v"] == "9.5 8"
    doubted = next(cell for cell in cells if cell.get("class") == "doubt")
    assert doubted["data-t"] == "In doubt: its tasks' mean is 59.6"


def test_page_says_what_is_on_it() -> None:
    """Runs and sources are counted; an empty board says so."""
    assert "2 runs of this project, under both protocols; published results from 1 source" in page(BOARD)
    assert "There is no result yet." in page(Board((), ()))


@pytest.mark.parametrize("word", ["paper", "corrected", "interval", "published"])
def test_page_says_what_a_number_is(word: str) -> None:
    """For readers who have only the page."""
    assert f"<dt>{word}</dt>" in page(BOARD)


def test_mean_of_summaries_says_that_it_is_over_four_tasks() -> None:
    """Where more than those four have numbers."""
    made = [column for column in columns() if column.id.endswith("/BLEU-1")]
    row = Row("r", "M", "this project", None, tuple((column.id, Cell(1.0)) for column in made))
    assert "6 columns of tasks; the mean is over 4 of them" in page(Board(tuple(made), (row,)))


def test_equal_boards_make_equal_pages() -> None:
    """Nothing of the day or the machine is in it."""
    assert page(BOARD) == page(BOARD)
