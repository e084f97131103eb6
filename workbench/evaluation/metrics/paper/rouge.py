"""ROUGE-L as the package `rouge` 1.0.1 gives it: summary level, every word counted once.

Lin 2004, "ROUGE: a package for automatic evaluation of summaries", section 3.2, with that package's ways: a
full stop ends a sentence (inside "3.5" too), words are what white space separates, and of each pair of
sentences counts the set of words on ONE longest common subsequence. So it matters which: going back from
the end, equal words are taken, otherwise the reference is shortened where that loses less, else the answer.

The table of lengths is kept as one bit vector a row (Hyyrö 2004, "Bit-parallel LCS-length computation
revisited", section 4): a 0 stands where the length grows by one from a column to the next. Where two words
differ, the reference is shortened exactly when the length grows at this column. So the way back jumps to the
next column to the left with a match or with growth, then goes up this column, which keeps its growth from row
to row until the words match. All sentences of the answer lie side by side in the bits of one number, with
free bits after each, so that one pass over a sentence of the reference serves them all.
"""

from collections.abc import Sequence
from functools import reduce
from operator import or_

_UPSTREAM_LIMIT = 10_000
"""What upstream sets Python's recursion limit to."""
_UPSTREAM_FRAMES = 10
"""Calls that are open when the way back begins, its first one included."""


class Sentences:
    """A text as the package sees it."""

    __slots__ = ("every", "longest", "words")

    def __init__(self, text: str) -> None:
        self.words: list[list[str]] = [part.split() or [""] for part in text.split(".") if part]
        """The words of each sentence; a sentence of white space alone has one, the empty one."""
        self.every: frozenset[str] = frozenset().union(*self.words)
        self.longest = max(map(len, self.words), default=0)


def rouge_l(shared: int, reference_words: int, answer_words: int) -> float:
    """From 0 to 1 (a perfect match ends up 1e-8 short of it), from counts of different words."""
    recall = shared / reference_words
    precision = shared / answer_words
    return 2.0 * ((precision * recall) / (precision + recall + 1e-8))


def shared_words(reference: Sentences, answer: Sentences) -> int:
    """Different words on the longest common subsequences of all pairs of sentences.

    Raises RecursionError where the package would: a way back of some 10,000 steps.
    """
    if reference.longest + answer.longest >= _UPSTREAM_LIMIT - _UPSTREAM_FRAMES:
        _refuse_long_ways(reference, answer)
    common = reference.every & answer.every
    if not common:
        return 0
    columns, masks, sentences = _columns(answer.words, common)
    missing = columns
    for words in reference.words:
        of_words = list(map(masks.get, words))
        wanted = missing & reduce(or_, filter(None, of_words), 0)
        if wanted:
            rows = _rows(of_words, columns, wanted)
            for sentence, below in sentences:
                here = wanted & sentence
                if here:
                    found = _way_back(rows, columns, below, here & -here)
                    wanted ^= wanted & found
                    missing ^= missing & found
            if not missing:
                break
    return sum(not mask & missing for mask in masks.values())


def _columns(
    sentences: Sequence[Sequence[str]], common: frozenset[str]
) -> tuple[int, dict[str, int], list[tuple[int, int]]]:
    """All columns as bits, those of each common word, those of each sentence with all bits up to its last.

    Behind a sentence stay as many bits free as it has columns: each addition that carries out of it sets one
    more of them. Words that are not in common have no column, they never match.
    """
    masks = dict.fromkeys(common, 0)
    borders: list[tuple[int, int]] = []
    columns, bit = 0, 1
    for words in sentences:
        known = list(filter(common.__contains__, words))
        if known:
            first = bit
            for word in known:
                masks[word] |= bit
                bit += bit
            borders.append((bit - first, bit - 1))
            columns |= bit - first
            bit <<= len(known)
    return columns, masks, borders


def _rows(of_words: Sequence[int | None], columns: int, wanted: int) -> list[tuple[int, int]]:
    """From the first wanted word on: each word's columns, and the bit vector after it."""
    vector = columns
    rows: list[tuple[int, int]] = []
    for mask in of_words:
        if mask:
            matched = vector & mask
            vector = (vector + matched) | (vector - matched)
            if rows or mask & wanted:
                rows.append((mask, vector))
        elif rows and rows[-1][0]:
            # Rows without any match repeat the vector. One of them, with mask 0, does what all of them do.
            rows.append((0, vector))
    return rows


def _way_back(rows: Sequence[tuple[int, int]], columns: int, below: int, first: int) -> int:
    """The columns of all words taken on the way from the last row and the last column to the `first`."""
    found = top = 0
    for mask, vector in reversed(rows):
        if not top:
            places = (mask | (columns ^ vector)) & below
            if places < first:
                break
            top = 1 << (places.bit_length() - 1)
        if mask & top:
            found |= mask
            below = top - 1
            top = 0
    return found


def _refuse_long_ways(reference: Sentences, answer: Sentences) -> None:
    for words in reference.words:
        for others in answer.words:
            if steps_back(words, others) > _UPSTREAM_LIMIT - _UPSTREAM_FRAMES:
                raise RecursionError("maximum recursion depth exceeded")


def steps_back(first: Sequence[str], second: Sequence[str]) -> int:
    """Steps of the package's way back until one of the sentences is used up."""
    masks: dict[str, int] = {}
    for place, word in enumerate(second):
        masks[word] = masks.get(word, 0) | 1 << place
    full = vector = (1 << len(second)) - 1
    rows: list[tuple[int, int]] = []
    for word in first:
        mask = masks.get(word, 0)
        matched = vector & mask
        vector = ((vector + matched) | (vector - matched)) & full
        rows.append((mask, full ^ vector))
    column, steps = len(second), 0
    for mask, growth in reversed(rows):
        if not column:
            break
        place = ((growth | mask) & ((1 << column) - 1)).bit_length()
        steps += column - place
        column = place
        if column:
            steps += 1
            column -= mask >> (column - 1) & 1
    return steps
