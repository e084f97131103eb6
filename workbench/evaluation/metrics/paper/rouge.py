"""ROUGE-L as the package `rouge` 1.0.1 gives it: summary level, every word counted once.

Lin 2004, "ROUGE: a package for automatic evaluation of summaries", section 3.2, with that package's ways: a
full stop ends a sentence (inside "3.5" too), words are what white space separates, and of each pair of
sentences counts the set of words on ONE longest common subsequence. So it matters which: going back from
the end, equal words are taken, otherwise the reference is shortened where that loses less, else the answer.

The table of lengths is kept as one bit vector a row (Hyyrö 2004, "Bit-parallel LCS-length computation
revisited", section 4): a 0 stands where the length grows by one from a column to the next. Where two words
differ, the reference is shortened exactly when the length grows at this column. So the way back jumps, in
each row, to the next column to the left with a match or with growth.
"""

from collections.abc import Sequence

_UPSTREAM_LIMIT = 10_000
"""What upstream sets Python's recursion limit to."""
_UPSTREAM_FRAMES = 10
"""Calls that are open when the way back begins, its first one included."""


class Sentences:
    """A text as the package sees it."""

    __slots__ = ("every", "longest", "sets", "words")

    def __init__(self, text: str) -> None:
        parts = [part for part in text.split(".") if part]
        self.words: list[list[str]] = [part.split() or [""] for part in parts]
        """The words of each sentence; a sentence of white space alone has one, the empty one."""
        self.sets = [frozenset(words) for words in self.words]
        self.every: frozenset[str] = frozenset().union(*self.sets)
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
    missing = set(common)
    for words, of_reference in zip(reference.words, reference.sets, strict=True):
        wanted = of_reference & missing
        if not wanted:
            continue
        for others, of_answer in zip(answer.words, answer.sets, strict=True):
            # A pair that has no word which is still missing adds nothing, whatever its subsequence is.
            if wanted.isdisjoint(of_answer):
                continue
            both = of_reference & of_answer
            found = words_on_way(words, others, both) if len(both) > 1 else both
            wanted = wanted - found
            missing -= found
            if not wanted:
                break
    return len(common) - len(missing)


def words_on_way(first: Sequence[str], second: Sequence[str], both: frozenset[str]) -> set[str]:
    """The words of the one longest common subsequence that the package finds; `both` are those in common."""
    masks: dict[str, int] = {}
    bit = 1
    for word in filter(both.__contains__, second):
        masks[word] = masks[word] | bit if word in masks else bit
        bit <<= 1
    full = vector = bit - 1
    rows: list[tuple[str, int, int]] = []
    follows = 0
    for place in [place for place, word in enumerate(first) if word in both]:
        if place != follows and rows:
            # Rows without any match repeat the vector. One of them, with mask 0, does what all of them do.
            rows.append(("", 0, full ^ vector))
        follows = place + 1
        word = first[place]
        mask = masks[word]
        matched = vector & mask
        vector = ((vector + matched) | (vector - matched)) & full
        rows.append((word, mask, full ^ vector))
    if follows != len(first):
        rows.append(("", 0, full ^ vector))
    return _way_back(rows, bit)


def _way_back(rows: list[tuple[str, int, int]], beyond: int) -> set[str]:
    """The words taken from the last row and the column before `beyond`, a bit, back to the first."""
    found: set[str] = set()
    below = beyond - 1
    for word, mask, growth in reversed(rows):
        places = (growth | mask) & below
        if not places:
            break
        top = 1 << (places.bit_length() - 1)
        if mask & top:
            found.add(word)
            below = top - 1
        else:
            below = top | (top - 1)
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
