"""Where a list of names is to be cut: names of chemicals have commas and brackets of their own."""

import re
from collections.abc import Iterator, Sequence

Span = tuple[int, int]

_LOCANT_BEFORE = re.compile(r"(?:^|[\s\-(\[,])(?:\d+[a-z]?'*|[NOSCPH]\d*'*|alpha|beta|gamma|[αβγ]|[a-zR]'?)$")
_LOCANT_AFTER = re.compile(r"\s*(?:\d+[a-z]?'*|[NOSCPH]\d*'*|alpha|beta|gamma|[αβγ]|[a-zR]'?)\s*[-,(\[/]")
_THOUSANDS = re.compile(r"\d{3}(?!\d)")
_AND = re.compile(r"\s{1,4}(?:and|as well as|et|y|и|和|与|/)\s{1,4}", re.IGNORECASE)
_OPENING, _CLOSING = "([{", ")]}"


def cut(text: str, start: int, end: int, whole: Sequence[Span], joined_by_and: bool) -> Iterator[Span]:
    """The stretches of `text` between separators, as a list of names is written.

    Args:
        whole: stretches that are one name whatever is in them.
        joined_by_and: whether "and" stands between names; else it belongs to them.
    """
    depths = _depths(text[start:end])
    begun = place = start
    while place < end:
        inside = next((stop for first, stop in whole if first <= place < stop), 0)
        if inside:
            place = inside
            continue
        length = 0 if depths[place - start] else _separator(text, place, start, joined_by_and)
        if length:
            yield begun, place
            begun = place + length
        place += length or 1
    yield begun, end


def _separator(text: str, place: int, start: int, joined_by_and: bool) -> int:
    """How long the separator at `place` is; 0 when there is none."""
    char = text[place]
    if char in ";、|\n•\t":
        return 1
    if char == ",":
        return 0 if _inner_comma(text, place, start) else 1
    if joined_by_and and char.isspace():
        word = _AND.match(text, place)
        return len(word[0]) if word is not None else 0
    return 0


def _inner_comma(text: str, place: int, start: int) -> bool:
    """Whether a comma belongs to a name ("1,2-dichloroethane", "11 , 12 - dihydro") or a number."""
    before, after = text[max(start, place - 12) : place], text[place + 1 : place + 12]
    if before[-1:].isdigit() and _THOUSANDS.match(after):
        return True
    if before.endswith(" ") != after.startswith(" "):
        return False
    return bool(_LOCANT_BEFORE.search(before.rstrip(" ")) and _LOCANT_AFTER.match(after))


def _depths(text: str) -> list[int]:
    """How many brackets are open at each character; none when they do not pair up."""
    depths: list[int] = []
    depth = 0
    for char in text:
        depth += char in _OPENING
        depths.append(depth)
        depth -= char in _CLOSING
        if depth < 0:
            return [0] * len(text)
    return depths if depth == 0 else [0] * len(text)
