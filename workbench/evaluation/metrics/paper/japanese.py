"""janome's tokens with its own dictionary, exactly and several times faster.

Upstream builds janome's tokenizer anew for every text. Here one stays, and its search for the cheapest path
(Viterbi 1967) does the same sums fewer times. Of words with equal connections only the cheapest goes on; a
word that is dearer than the cheapest one with the same end, by more than any connection can make up for,
does not go on either. The rare ties are settled word by word, as janome settles them.
"""

import gc
from array import array
from bisect import bisect
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench.evaluation.metrics.paper.prefixes import Prefixes, reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    # A word on the cheapest path to its end: cost until there, right connection, the word before it, where
    # it starts, number in the dictionary (-1 for an unknown word and for the beginning of the text). A bare
    # tuple: there are a thousand in a text.
    Node = tuple[int, int, Any, int, int]
    Before = tuple[int, Sequence[int], Node]
    Words = tuple[tuple[int, int, int, int], ...]

_CHUNK, _SPLITTABLE = 1024, 500
_LONGEST_WORD = 50
_KEPT = 100_000
"""Pieces of text that stay remembered."""
_LONGEST_UNKNOWN = 1024
_STOPS = frozenset("、。,.？?！!")
_COST = itemgetter(0)


class _Unknown(NamedTuple):
    """How words are made of characters of one category."""

    category: str
    always: bool
    length: int
    words: tuple[tuple[int, int, int, int], ...]


class _Category(NamedTuple):
    """What a character can begin and go on with."""

    begins: tuple[_Unknown, ...]
    begins_always: tuple[_Unknown, ...]
    """Those that are tried where the dictionary has a word too."""
    goes_on: frozenset[str]


class _Search(NamedTuple):
    """What is known of a chunk of text."""

    text: str
    characters: list[str]
    """One by one, and an empty one for the end."""
    ends: "list[list[Node]]"
    """The words that end at each place."""
    runs: dict[str, int]
    """Where the last run of each category ends."""


class _Pieces:
    """Pieces of text that were met before, after one right connection."""

    __slots__ = ("lengths", "pieces")

    def __init__(self) -> None:
        self.pieces: dict[str, tuple[list[str], int, int]] = {}
        """With the character after it: its tokens, its length, the right connection of its last token."""
        self.lengths: dict[str, list[int]] = {}
        """How long pieces are that begin with these two characters."""

    def find(self, text: str, start: int) -> tuple[list[str], int, int] | None:
        """The piece that stands there."""
        for length in self.lengths.get(text[start : start + 2], ()):
            piece = self.pieces.get(text[start : start + length])
            if piece:
                return piece
        return None

    def keep(self, text: str, surfaces: list[str], right: int) -> None:
        """Remembers a piece with the character after it."""
        lengths = self.lengths.setdefault(text[:2], [])
        if len(text) not in lengths:
            lengths.append(len(text))
        self.pieces[text] = surfaces, len(text) - 1, right


class _Margins(dict[int, int]):
    """By how much a connection to the right can be better than a given one."""

    __slots__ = ("_matrix", "_row")

    def __init__(self, matrix: "np.ndarray[Any, Any]", right: int) -> None:
        self._matrix, self._row = matrix, matrix[right]

    def __missing__(self, right: int) -> int:
        self[right] = margin = int((self._row - self._matrix[right]).max())
        return margin


class Segmenter:
    """janome's dictionary, and a faster way through it."""

    def __init__(self) -> None:
        # Heavy, and wanted only when Japanese is scored.
        import numpy as np  # noqa: PLC0415
        from janome.tokenizer import Tokenizer  # noqa: PLC0415

        tokenizer = Tokenizer()
        self._dictionary = dictionary = tokenizer.sys_dic
        # A tenth of the memory of janome's own lists, so that more of it stays near the processor.
        self._connections: Sequence[Sequence[int]] = [array("h", row) for row in dictionary.connections]
        self._matrix = np.array(dictionary.connections, dtype=np.int32)
        self._pieces = self._no_pieces()
        self._kept = 0
        self._margins = [_Margins(self._matrix, right) for right in range(len(self._matrix))]
        self._prefixes = Prefixes(tokenizer.matcher.dict_data, reader(dictionary.entries_compact))
        self._categories: dict[str, _Category] = {}
        ranges = dictionary.char_ranges
        self._borders = sorted(
            {"\0", *(each["from"] for each in ranges), *(chr(ord(each["to"]) + 1) for each in ranges)}
        )
        self._unknown = {
            category: _Unknown(
                category,
                dictionary.unknown_invoked_always(category),
                _LONGEST_UNKNOWN
                if dictionary.unknown_grouping(category)
                else dictionary.unknown_length(category),
                tuple((left, right, cost, -1) for left, right, cost, _ in entries),
            )
            for category, entries in dictionary.unknowns.items()
        }

    def words(self, text: str) -> list[str]:
        """The tokens, as janome's `tokenize` gives their surfaces."""
        text = text.strip()
        found: list[str] = []
        done = 0
        while done < len(text):
            done += self._chunk(text[done : done + _CHUNK], found)
        return found

    def _chunk(self, text: str, found: list[str]) -> int:
        """Adds the tokens of the beginning of the text; how far they go."""
        size = len(text)
        characters = [*text, ""]
        search = _Search(text, characters, [[] for _ in range(size + 1)], {})
        start = right = 0
        while start < size and not (start >= _SPLITTABLE and _splittable(text, start)):
            piece = self._pieces[right].find(text, start)
            if piece and not _split_inside(text, start, start + piece[1]):
                surfaces, length, after = piece
                end = start + length
            else:
                surfaces, end, after, closed = self._until_closed(search, start, right)
                if closed and end < size:
                    self._keep(right, text[start : end + 1], surfaces, after)
            found += surfaces
            start, right = end, after
        return start

    def _no_pieces(self) -> list[_Pieces]:
        return [_Pieces() for _ in self._connections]

    def _keep(self, right: int, text: str, surfaces: list[str], after: int) -> None:
        if self._kept >= _KEPT:
            self._pieces, self._kept = self._no_pieces(), 0
        self._kept += 1
        self._pieces[right].keep(text, surfaces, after)

    def _until_closed(self, search: _Search, start: int, right: int) -> tuple[list[str], int, int, bool]:
        """The tokens until the first place where nothing is open, that place, the right connection there.

        Last, whether there is such a place, rather than the end of the chunk.
        """
        text, ends = search.text, search.ends
        ends[start] = nodes = [(0, right, None, start, -1)]
        place = reach = start
        befores = self._worth_going_on(nodes)
        while True:
            reach = max(reach, self._go_on(search, place, nodes, befores))
            place += 1
            while not ends[place]:
                place += 1
            nodes = ends[place]
            if len(nodes) == 1:
                (node,) = nodes
                befores = [(node[0], self._connections[node[1]], node)]
            else:
                befores = self._worth_going_on(nodes)
            if reach == place and len(befores) == 1:
                last = befores[0][2]
                return _surfaces(text, place, last), place, last[1], True
            if place == len(text) or (place >= _SPLITTABLE and _splittable(text, place)):
                least = min(node[0] + self._connections[node[1]][0] for node in nodes)
                last = _settled(nodes, self._connections, 0, least)
                return _surfaces(text, place, last), place, last[1], False

    def _go_on(self, search: _Search, place: int, nodes: "list[Node]", befores: "list[Before]") -> int:
        """Adds the words that start here, each after the best word before; how far the text was of use."""
        found, reach = self._words_from(search, place)
        ends = search.ends
        first, row, before = befores[0]
        if len(befores) == 1:
            for end, words in found:
                ends[end] += [
                    (first + row[left] + cost, right, before, place, number)
                    for left, right, cost, number in words
                ]
            return reach
        rest = befores[1:]
        for end, words in found:
            add = ends[end].append
            for left, right, cost, number in words:
                least = first + row[left]
                best: Node | None = before
                for until, other, node in rest:
                    total = until + other[left]
                    if total < least:
                        least, best = total, node
                    elif total == least:
                        best = None
                if best is None:
                    best = _settled(nodes, self._connections, left, least)
                add((least + cost, right, best, place, number))
        return reach

    def _worth_going_on(self, nodes: "list[Node]") -> "list[Before]":
        """The words with this end that can still be on the cheapest path, with their connections."""
        connections = self._connections
        cheapest = min(nodes, key=_COST)
        least = cheapest[0]
        margins = self._margins[cheapest[1]]
        return [
            (node[0], connections[node[1]], node) for node in nodes if node[0] - least <= margins[node[1]]
        ]

    def _words_from(self, search: _Search, place: int) -> "tuple[list[tuple[int, Words]], int]":
        """The words that start here, by their ends: the dictionary's, then unknown ones; how far they look.

        Of what follows that place, only that the next character does not go on matters.
        """
        characters = search.characters
        found = []
        prefix = self._prefixes.root
        reach = place
        while reach < place + _LONGEST_WORD:
            character = characters[reach]
            try:
                longer = prefix.next[character]
            except KeyError:
                longer = self._prefixes.grow(prefix, character)
            if longer is None:
                break
            prefix = longer
            reach += 1
            if prefix.words:
                found.append((reach, prefix.words))
        try:
            category = self._categories[characters[place]]
        except KeyError:
            category = self._category(characters[place])
        for unknown in category.begins_always if found else category.begins:
            end = self._unknown_end(search, place, unknown)
            found.append((end, unknown.words))
            reach = max(reach, end)
        return found, reach

    def _category(self, character: str) -> _Category:
        """The categories of a character, and those whose words it can go on with."""
        known = self._categories.get(character)
        if known is None:
            # Between two borders of janome's ranges all characters are alike, and janome is slow to tell.
            first = self._borders[bisect(self._borders, character) - 1]
            known = self._categories.get(first) or self._category_of(first)
            self._categories[character] = self._categories[first] = known
        return known

    def _category_of(self, character: str) -> _Category:
        found = self._dictionary.get_char_categories(character)
        begins = tuple(self._unknown[category] for category in found)
        return _Category(
            begins,
            tuple(unknown for unknown in begins if unknown.always),
            frozenset(found).union(*found.values()),
        )

    def _unknown_end(self, search: _Search, place: int, unknown: _Unknown) -> int:
        """Where an unknown word ends that starts here."""
        text, runs = search.text, search.runs
        end = runs.get(unknown.category, 0)
        if end <= place:
            end = place + 1
            while end < len(text) and unknown.category in self._category(text[end]).goes_on:
                end += 1
            runs[unknown.category] = end
        return min(end, place + unknown.length + 1)


def _split_inside(text: str, start: int, end: int) -> bool:
    return end > _SPLITTABLE and any(
        _splittable(text, place) for place in range(max(start + 1, _SPLITTABLE), end)
    )


def _splittable(text: str, place: int) -> bool:
    return text[place - 1] in _STOPS or text.endswith(("\n\n", "\r\n\r\n"), 0, place)


def _settled(nodes: "list[Node]", connections: "Sequence[Sequence[int]]", left: int, least: int) -> "Node":
    """janome's choice among equals: the first; where that is of the dictionary, the lowest number."""
    equals = [node for node in nodes if node[0] + connections[node[1]][left] == least]
    if equals[0][4] < 0:
        return equals[0]
    return min((node for node in equals if node[4] >= 0), key=itemgetter(4))


def _surfaces(text: str, end: int, last: "Node") -> list[str]:
    found: list[str] = []
    node = last
    while node[2] is not None:
        found.append(text[node[3] : end])
        end, node = node[3], node[2]
    found.reverse()
    return found


@lru_cache(maxsize=1)
def _segmenter() -> Segmenter:
    made = Segmenter()
    # Millions of numbers that stay: Python's search for cycles need not go through them again and again.
    gc.freeze()
    return made


def words(text: str) -> list[str]:
    """The tokens, as janome gives their surfaces."""
    return _segmenter().words(text)
