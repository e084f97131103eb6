"""Where the parts of a list of shares stand: words, a bar, a number. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_FOR_WORDS = 0.6
"""Of the width; longer words are cut, so that the bars can be compared."""


@dataclass(frozen=True, slots=True)
class ShareColumns:
    """Three columns from left to right, in pixels."""

    words: int
    """Width; they begin at 0."""
    bar: int
    """Where the bars begin."""
    bar_width: int
    """Of a share of 1."""
    number_width: int
    """Numbers end at the right edge."""


def share_columns(width: int, words: Sequence[int], numbers: Sequence[int], gap: int) -> ShareColumns:
    """The columns for words and numbers of these widths in a list of `width`."""
    number = max(numbers, default=0)
    longest = max(words, default=0)
    room = max(0, width - number - 2 * gap)
    first = min(longest, round(room * MOST_FOR_WORDS))
    return ShareColumns(first, first + gap, room - first, number)
