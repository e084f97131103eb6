"""From places in our text, counted in code points, to places in Qt's, counted in UTF-16 units. No Qt."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

MarkKind = Literal["hit", "here", "accent", "severity", "good", "likely", "doubtful", "unlikely"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that is shown with a coloured ground."""

    start: int
    """First code point."""
    end: int
    """Code point after the last."""
    kind: MarkKind = "hit"


def qt_positions(text: str, places: Iterable[int]) -> dict[int, int]:
    """Where each of `places` in `text` lies in a Qt document that shows it.

    Qt counts UTF-16 units, and takes a carriage return with a line feed as one break.
    """
    wanted = sorted(set(places))
    if text.isascii() and "\r" not in text:
        return {place: place for place in wanted}
    found: dict[int, int] = {}
    seen = units = 0
    for place in wanted:
        # Never cut between the two halves of a line break.
        until = place - 1 if text[place - 1 : place + 1] == "\r\n" else place
        part = text[seen:until].replace("\r\n", "\n")
        units += len(part.encode("utf-16-le", "surrogatepass")) // 2
        seen = max(seen, until)
        found[place] = units
    return found


def text_position(text: str, place: int) -> int:
    """Which code point of `text` stands at `place` in a Qt document that shows it.

    Between the two halves of a character it is that character.
    """
    if text.isascii() and "\r" not in text:
        return min(place, len(text))
    units = 0
    for number, character in enumerate(text):
        # A carriage return with its line feed is one break.
        width = 0 if text[number : number + 2] == "\r\n" else 1 + (ord(character) > 0xFFFF)
        if units == place or units + width > place:
            return number
        units += width
    return len(text)
