"""Rows of any number, a page at a time."""

from collections.abc import Sequence

import pytest

from workbench.gui.presenters.pages import Pages, chained


class Shelf:
    """Numbers as rows; remembers what was read."""

    def __init__(self) -> None:
        self.reads: list[tuple[int, int]] = []

    def read(self, offset: int, limit: int) -> Sequence[int]:
        """The rows from `offset` on."""
        self.reads.append((offset, limit))
        return range(offset, offset + limit)


def test_only_the_pages_looked_at_are_read() -> None:
    """The last row of 134,529 costs one page."""
    shelf = Shelf()
    pages = Pages(134_529, shelf.read, page=100)
    assert len(pages) == 134_529
    assert pages[134_528] == 134_528
    assert pages[-1] == 134_528
    assert shelf.reads == [(134_500, 29)]


def test_pages_used_least_are_let_go() -> None:
    """No more pages are held than allowed, and the newest stay."""
    shelf = Shelf()
    pages = Pages(50, shelf.read, page=10, kept=2)
    assert [pages[0], pages[10], pages[1], pages[20], pages[2]] == [0, 10, 1, 20, 2]
    assert shelf.reads == [(0, 10), (10, 10), (20, 10)]
    assert pages[11] == 11
    assert shelf.reads[-1] == (10, 10)


def test_it_is_a_sequence() -> None:
    """Slices, iteration and the end work as with a tuple."""
    pages = Pages(5, Shelf().read, page=2)
    assert list(pages) == [0, 1, 2, 3, 4]
    assert pages[1:4] == [1, 2, 3]
    with pytest.raises(IndexError):
        pages[5]


def test_readers_are_chained_without_gaps() -> None:
    """A page across the border of two tasks has the end of one and the beginning of the other."""
    first, second, nothing = Shelf(), Shelf(), Shelf()
    length, read = chained([(3, first.read), (0, nothing.read), (4, second.read)])
    assert length == 7
    assert list(read(2, 3)) == [2, 0, 1]
    assert list(read(3, 4)) == [0, 1, 2, 3]
    assert list(read(0, 2)) == [0, 1]
    assert nothing.reads == []
