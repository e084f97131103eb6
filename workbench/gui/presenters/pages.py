"""Rows of any number, read a page at a time as they come into view. No Qt."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

Row = TypeVar("Row")

PAGE = 128
KEPT = 24
"""Pages held: some 3,000 rows, whatever the length."""


class Pages(Sequence[Row], Generic[Row]):
    """A sequence of `length` rows that reads only what is looked at.

    `read(offset, limit)` returns exactly the rows there are between the two. It is called in the
    window's thread, so it must be quick: an indexed read of one page.
    """

    def __init__(
        self, length: int, read: Callable[[int, int], Sequence[Row]], *, page: int = PAGE, kept: int = KEPT
    ) -> None:
        self._length = length
        self._read = read
        self._page = page
        self._kept = kept
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(self._length))]
        if place < 0:
            place += self._length
        if not 0 <= place < self._length:
            raise IndexError(place)
        return self._load(place // self._page)[place % self._page]

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Row]:
        return (self[place] for place in range(self._length))

    def _load(self, number: int) -> Sequence[Row]:
        page = self._pages.get(number)
        if page is None:
            page = self._read(number * self._page, min(self._page, self._length - number * self._page))
            self._pages[number] = page
            if len(self._pages) > self._kept:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page


def chained(
    parts: Sequence[tuple[int, Callable[[int, int], Sequence[Row]]]],
) -> tuple[int, Callable[[int, int], Sequence[Row]]]:
    """Length and reader of several readers one after another, such as the tasks of a category."""

    def read(offset: int, limit: int) -> Sequence[Row]:
        rows: list[Row] = []
        for length, part in parts:
            if offset < length and limit > len(rows):
                rows.extend(part(offset, min(limit - len(rows), length - offset)))
            offset = max(0, offset - length)
        return rows

    return sum(length for length, _ in parts), read
