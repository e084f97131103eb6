"""ROUGE-L as the package `rouge` 1.0.1 gives it: summary level, every word counted once.

Lin 2004, "ROUGE: a package for automatic evaluation of summaries", section 3.2, with that package's ways: a
full stop ends a sentence (inside "3.5" too), words are what white space separates, and of each pair of
sentences counts the set of words on ONE longest common subsequence. So it matters which: going back from
the end, equal words are taken, otherwise the reference is shortened where that loses less, else the answer.

The table of lengths is kept as one bit vector a row (Hyyrö 2004, "Bit-parallel LCS-length computation
revisited", section 4): a 0 stands where the length grows by one from a column to the next. Where two words
differ, the reference is shortened exactly when the length grows at this column. So the way back jumps, in
each row, to the next column to the left with a match or with growth. All sentences of the answer lie side by
side in the bits of one number, with a free bit after each, so that one pass over a sentence of the reference
serves them all.
"""

from collections.abc import Sequence

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
    missing = set(common)
    masks, sentences = _columns(answer.words, common)
    for words in reference.words:
        wanted = missing.intersection(words)
        if wanted:
            missing -= _found(words, masks, sentences, wanted)
            if not missing:
                break
    return len(common) - len(missing)


def _columns(
    sentences: Sequence[Sequence[str]], common: frozenset[str]
) -> tuple[dict[str, int], list[tuple[int, int]]]:
    """Where each common word stands, as bits of all sentences side by side, and the sentences' borders.

    The borders are a sentence's first bit and the one beyond its last. That one stays free: what an addition
    carries out of a sentence ends there. Words that are not in common have no column, they never match.
    """
    masks: dict[str, int] = {}
    borders: list[tuple[int, int]] = []
    bit = 1
    for words in sentences:
        first = bit
        for word in filter(common.__contains__, words):
            masks[word] = masks[word] | bit if word in masks else bit
            bit <<= 1
        if bit != first:
            borders.append((first, bit))
            bit <<= 1
    return masks, borders


def _found(
    words: Sequence[str], masks: dict[str, int], sentences: list[tuple[int, int]], wanted: set[str]
) -> set[str]:
    """The wanted words on the common subsequences of a sentence of the reference and those of the answer.

    What has none of them adds nothing, whatever the subsequence is: sentences of the answer without any are
    passed over, and a way back ends before the first row and the first column of any.
    """
    rows = _rows(words, masks, sentences, wanted)
    missing = wanted
    places = _places(missing, masks)
    for first, beyond in sentences:
        here = places & (beyond - first)
        if here:
            taken = _way_back(rows, here & -here, beyond)
            if taken & here:
                missing = {word for word in missing if not masks[word] & taken}
                if not missing:
                    break
                places = _places(missing, masks)
    return wanted - missing


def _places(words: set[str], masks: dict[str, int]) -> int:
    places = 0
    for word in words:
        places |= masks[word]
    return places


def _rows(
    words: Sequence[str], masks: dict[str, int], sentences: list[tuple[int, int]], wanted: set[str]
) -> list[tuple[int, int]]:
    """From the last to the first with a wanted word: its word's places, and these with those of growth."""
    full = 0
    for first, beyond in sentences:
        full |= beyond - first
    vector = full
    rows: list[tuple[int, int]] = []
    begin = -1
    alike = True
    for word, mask in zip(words, map(masks.get, words), strict=True):
        if mask:
            if begin < 0 and word in wanted:
                begin = len(rows)
            matched = vector & mask
            vector = ((vector + matched) | (vector - matched)) & full
            rows.append((mask, (full ^ vector) | mask))
            alike = False
        elif not alike:
            # Rows without any match repeat the vector. One of them, with mask 0, does what all of them do.
            rows.append((0, full ^ vector))
            alike = True
    del rows[:begin]
    rows.reverse()
    return rows


def _way_back(rows: list[tuple[int, int]], first: int, beyond: int) -> int:
    """The columns taken from the last row and the column before `beyond`, a bit, back to `first`."""
    taken = 0
    below = beyond - 1
    for mask, either in rows:
        places = either & below
        if places < first:
            break
        top = 1 << (places.bit_length() - 1)
        if mask & top:
            taken |= top
            below = top - 1
        else:
            below = top | (top - 1)
    return taken


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
