"""Which words of a text another text does not have, as stretches to mark."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

Stretch = tuple[int, int]
"""First code point, and the one after the last."""

MOST_WORDS = 4_000
"""A longer text is not compared word by word: it would take seconds and mark nothing a reader could use."""

_CJK = r"\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTERS = rf"(?:(?![{_CJK}])\w)+"
_WORD = re.compile(rf"[{_CJK}]|{_LETTERS}(?:[.,'’\-]{_LETTERS})*|[^\w\s]")


def words(text: str) -> list[Stretch]:
    """Where the words of `text` are: Chinese and Japanese by character, marks on their own."""
    return [match.span() for match in _WORD.finditer(text)]


def unshared(text: str, others: Iterable[str]) -> tuple[Stretch, ...] | None:
    """The stretches of `text` that at least one of `others` does not have in that place.

    None when a text is too long to be compared by words.
    """
    spans = words(text)
    marked = [False] * len(spans)
    for other in others:
        there = words(other)
        if max(len(spans), len(there)) > MOST_WORDS:
            return None
        for first, last in _missing(_spelled(text, spans), _spelled(other, there)):
            marked[first:last] = [True] * (last - first)
    return tuple(_joined(text, [span for span, mark in zip(spans, marked, strict=True) if mark]))


def _spelled(text: str, spans: Sequence[Stretch]) -> list[str]:
    return [text[first:last] for first, last in spans]


def _missing(ours: list[str], theirs: list[str]) -> Iterator[tuple[int, int]]:
    """Ranges of `ours` that are not among what both have in the same order."""
    # Without autojunk=False the commonest words of a long text would count as different.
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for tag, first, last, _, _ in matcher.get_opcodes():
        if tag in {"delete", "replace"}:
            yield first, last


def _joined(text: str, spans: Sequence[Stretch]) -> Iterator[Stretch]:
    """`spans` with those that only white space parts made one."""
    current: Stretch | None = None
    for first, last in spans:
        if current is not None and not text[current[1] : first].strip():
            current = (current[0], last)
            continue
        if current is not None:
            yield current
        current = (first, last)
    if current is not None:
        yield current
