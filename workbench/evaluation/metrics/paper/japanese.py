"""janome's tokens with its own dictionary, exactly and several times faster.

Upstream builds janome's tokenizer anew for every text. Here one stays, and its search for the cheapest path
(Viterbi 1967) is written so that the same sums are done fewer times: of words with equal connections only the
cheapest goes on, and what comes before is chosen once for each left connection at a place. The rare ties are settled
word by word, as janome settles them.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from workbench.evaluation.metrics.paper.prefixes import Prefixes

if TYPE_CHECKING:
    from collections.abc import Sequence

_CHUNK, _SPLITTABLE = 1024, 500
_LONGEST_WORD = 50
_LONGEST_UNKNOWN = 1024
_STOPS = frozenset("、。,.？?！!")


class _Node(NamedTuple):
    """A word on the cheapest path to its end."""

    cost: int
    right: int
    before: "_Node | None"
    start: int
    number: int
    """In the dictionary; -1 for an unknown word and for the beginning of the text."""


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

    always: bool
    length: int
    entries: tuple[tuple[int, int, int], ...]


class Segmenter:
    """janome's dictionary, and a faster way through it."""

    def __init__(self) -> None:
        # Heavy, and wanted only when Japanese is scored.
        from janome.tokenizer import Tokenizer  # noqa: PLC0415

        tokenizer = Tokenizer()
        self._dictionary = dictionary = tokenizer.sys_dic
        self._connections: Sequence[Sequence[int]] = dictionary.connections
        self._prefixes = Prefixes(
            tokenizer.matcher.dict_data, lambda outputs: dictionary.lookup(b"", _Found(outputs))
        )
        self._categories: dict[str, tuple[tuple[str, ...], frozenset[str]]] = {}
        self._unknown = {
            category: _Unknown(
                dictionary.unknown_invoked_always(category),
                _LONGEST_UNKNOWN
                if dictionary.unknown_grouping(category)
                else dictionary.unknown_length(category),
                tuple((left, right, cost) for left, right, cost, _ in entries),
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
        size = len(text)
        ends: list[list[_Node]] = [[] for _ in range(size + 1)]
        ends[0].append(_Node(0, 0, None, 0, -1))
        runs: dict[str, int] = {}
        place = 0
        while not (
            place >= left_over or place >= _CHUNK or (place >= _SPLITTABLE and _splittable(text, place))
        ):
            if ends[place]:
                self._extend(text, place, ends, runs)
            place += 1
            while not ends[place]:
                place += 1
        node = _chooser(ends[place], self._connections)(0)[1]
        surfaces: list[str] = []
        end = place
        while node.before is not None:
            surfaces.append(text[node.start : end])
            end, node = node.start, node.before
        surfaces.reverse()
        return surfaces, place

    def _extend(self, text: str, place: int, ends: list[list[_Node]], runs: dict[str, int]) -> None:
        """Add every word that starts here to the nodes at its end."""
        choose = _chooser(ends[place], self._connections)
        prefix = self._prefixes.root
        grow = self._prefixes.grow
        matched = False
        end = place
        for character in text[place : place + _LONGEST_WORD]:
            try:
                longer = prefix.next[character]
            except KeyError:
                longer = grow(prefix, character)
            if longer is None:
                break
            prefix = longer
            end += 1
            if prefix.entries:
                matched = True
                add = ends[end].append
                for left, words in prefix.entries:
                    cheapest, before = choose(left)
                    for right, cost, number in words:
                        add(_Node(cheapest + cost, right, before, place, number))
        for category in self._categories_of(text[place])[0]:
            unknown = self._unknown[category]
            if matched and not unknown.always:
                continue
            end = self._unknown_end(text, place, category, unknown.length, runs)
            for left, right, cost in unknown.entries:
                cheapest, before = choose(left)
                ends[end].append(_Node(cheapest + cost, right, before, place, -1))

    def _categories_of(self, character: str) -> tuple[tuple[str, ...], frozenset[str]]:
        """The categories of a character, and those whose words it can go on with."""
        known = self._categories.get(character)
        if known is None:
            found = self._dictionary.get_char_categories(character)
            known = self._categories[character] = (
                tuple(found),
                frozenset(found).union(*found.values()),
            )
        return known

    def _unknown_end(self, text: str, place: int, category: str, length: int, runs: dict[str, int]) -> int:
        """Where an unknown word of this category ends that starts here."""
        end = runs.get(category, 0)
        if end <= place:
            end = place + 1
            while end < len(text) and category in self._categories_of(text[end])[1]:
                end += 1
            runs[category] = end
        return min(end, place + length + 1)


def _splittable(text: str, place: int) -> bool:
    return text[place - 1] in _STOPS or text.endswith(("\n\n", "\r\n\r\n"), 0, place)


def _chooser(nodes: list[_Node], connections: "Sequence[Sequence[int]]"):  # type: ignore[no-untyped-def]
    """For a left connection: the cost until here and the node to come from."""
    cheapest: dict[int, _Node] = {}
    tied = False
    for node in nodes:
        rival = cheapest.get(node.right)
        if rival is None or node.cost < rival.cost:
            cheapest[node.right] = node
        elif node.cost == rival.cost:
            tied = True
    kept = list(cheapest.values())
    costs = [(node.cost, connections[node.right]) for node in kept]
    known: dict[int, tuple[int, _Node]] = {}

    def choose(left: int) -> tuple[int, _Node]:
        found = known.get(left)
        if found is None:
            totals = [cost + row[left] for cost, row in costs]
            least = min(totals)
            if tied or totals.count(least) > 1:
                found = least, _settled(nodes, connections, left, least)
            else:
                found = least, kept[totals.index(least)]
            known[left] = found
        return found

    return choose


def _settled(nodes: list[_Node], connections: "Sequence[Sequence[int]]", left: int, least: int) -> _Node:
    """janome's choice among equals: the first, unless it and a later one are of the dictionary: the lowest number."""
    equals = [node for node in nodes if node.cost + connections[node.right][left] == least]
    if equals[0].number < 0:
        return equals[0]
    return min((node for node in equals if node.number >= 0), key=lambda node: node.number)


@lru_cache(maxsize=1)
def _segmenter() -> Segmenter:
    return Segmenter()


def words(text: str) -> list[str]:
    """The tokens, as janome gives their surfaces."""
    return _segmenter().words(text)
