"""janome's tokens with its own dictionary, exactly and several times faster.

Upstream builds janome's tokenizer anew for every text. Here one stays, and its search for the cheapest path
(Viterbi 1967) does the same sums fewer times. Of words with equal connections only the cheapest goes on; a
word that is dearer than the cheapest one with the same end, by more than any connection can make up for,
does not go on either. The rare ties are settled word by word, as janome settles them.
"""

from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench.evaluation.metrics.paper.prefixes import Prefixes

if TYPE_CHECKING:
    from collections.abc import Sequence

    # A word on the cheapest path to its end: cost until there, right connection, the word before it, where
    # it starts, number in the dictionary (-1 for an unknown word and for the beginning of the text). A bare
    # tuple: there are a thousand in a text.
    Node = tuple[int, int, Any, int, int]

_CHUNK, _SPLITTABLE = 1024, 500
_LONGEST_WORD = 50
_LONGEST_UNKNOWN = 1024
_STOPS = frozenset("、。,.？?！!")
_COST = itemgetter(0)


class _Found:
    """Hands janome's dictionary the numbers that were found already."""

    def __init__(self, outputs: set[bytes]) -> None:
        self._outputs = outputs

    def run(self, word: bytes, common_prefix_match: bool = True) -> tuple[bool, set[bytes]]:
        """What a janome matcher answers."""
        del word, common_prefix_match
        return True, self._outputs


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


class Segmenter:
    """janome's dictionary, and a faster way through it."""

    def __init__(self) -> None:
        # Heavy, and wanted only when Japanese is scored.
        import numpy as np  # noqa: PLC0415
        from janome.tokenizer import Tokenizer  # noqa: PLC0415

        tokenizer = Tokenizer()
        self._dictionary = dictionary = tokenizer.sys_dic
        self._connections: Sequence[Sequence[int]] = dictionary.connections
        self._matrix = np.array(dictionary.connections, dtype=np.int32)
        self._margins: dict[int, dict[int, int]] = {}
        self._prefixes = Prefixes(
            tokenizer.matcher.dict_data, lambda outputs: dictionary.lookup(b"", _Found(outputs))
        )
        self._categories: dict[str, _Category] = {}
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
            surfaces, end = self._chunk(text[done : done + _CHUNK], len(text) - done)
            found += surfaces
            done += end
        return found

    def _chunk(self, text: str, left_over: int) -> tuple[list[str], int]:
        """The tokens of the beginning of the text, and how far they go."""
        ends: list[list[Node]] = [[] for _ in range(len(text) + 1)]
        ends[0].append((0, 0, None, 0, -1))
        runs: dict[str, int] = {}
        stop = min(left_over, _CHUNK)
        place = 0
        while place < stop and not (place >= _SPLITTABLE and _splittable(text, place)):
            nodes = ends[place]
            befores = self._worth_going_on(nodes)
            for end, words in self._words_from(text, place, runs):
                add = ends[end].append
                if len(befores) == 1:
                    ((until, row, before),) = befores
                    for left, right, cost, number in words:
                        add((until + row[left] + cost, right, before, place, number))
                    continue
                for left, right, cost, number in words:
                    totals = [until + row[left] for until, row, _ in befores]
                    least = min(totals)
                    before = (
                        befores[totals.index(least)][2]
                        if totals.count(least) == 1
                        else _settled(nodes, self._connections, left, least)
                    )
                    add((least + cost, right, before, place, number))
            place += 1
            while not ends[place]:
                place += 1
        least = min(node[0] + self._connections[node[1]][0] for node in ends[place])
        return _surfaces(text, place, _settled(ends[place], self._connections, 0, least)), place

    def _worth_going_on(self, nodes: "list[Node]") -> "list[tuple[int, Sequence[int], Node]]":
        """The words with this end that can still be on the cheapest path, with their connections."""
        connections = self._connections
        if len(nodes) == 1:
            (node,) = nodes
            return [(node[0], connections[node[1]], node)]
        cheapest = min(nodes, key=_COST)
        least, right = cheapest[0], cheapest[1]
        try:
            margins = self._margins[right]
        except KeyError:
            margins = self._margins[right] = {right: 0}
        found = []
        for node in nodes:
            try:
                margin = margins[node[1]]
            except KeyError:
                margin = margins[node[1]] = int((self._matrix[right] - self._matrix[node[1]]).max())
            if node[0] - least <= margin:
                found.append((node[0], connections[node[1]], node))
        return found

    def _words_from(
        self, text: str, place: int, runs: dict[str, int]
    ) -> "list[tuple[int, tuple[tuple[int, int, int, int], ...]]]":
        """The words that start here, by their ends: the dictionary's, then unknown ones."""
        found = []
        prefix = self._prefixes.root
        end = place
        for character in text[place : place + _LONGEST_WORD]:
            try:
                longer = prefix.next[character]
            except KeyError:
                longer = self._prefixes.grow(prefix, character)
            if longer is None:
                break
            prefix = longer
            end += 1
            if prefix.words:
                found.append((end, prefix.words))
        try:
            category = self._categories[text[place]]
        except KeyError:
            category = self._category(text[place])
        for unknown in category.begins_always if found else category.begins:
            found.append((self._unknown_end(text, place, unknown, runs), unknown.words))
        return found

    def _category(self, character: str) -> _Category:
        """The categories of a character, and those whose words it can go on with."""
        known = self._categories.get(character)
        if known is None:
            found = self._dictionary.get_char_categories(character)
            begins = tuple(self._unknown[category] for category in found)
            known = self._categories[character] = _Category(
                begins,
                tuple(unknown for unknown in begins if unknown.always),
                frozenset(found).union(*found.values()),
            )
        return known

    def _unknown_end(self, text: str, place: int, unknown: _Unknown, runs: dict[str, int]) -> int:
        """Where an unknown word ends that starts here."""
        end = runs.get(unknown.category, 0)
        if end <= place:
            end = place + 1
            while end < len(text) and unknown.category in self._category(text[end]).goes_on:
                end += 1
            runs[unknown.category] = end
        return min(end, place + unknown.length + 1)


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
    return Segmenter()


def words(text: str) -> list[str]:
    """The tokens, as janome gives their surfaces."""
    return _segmenter().words(text)
