"""janome's dictionary by prefixes: each beginning of a word is walked to once, then kept.

The transducers, not the list of entries, say which words janome finds, so they are what is walked. What is
kept grows with the vocabulary of the texts, not with the dictionary.
"""

from bisect import bisect
from struct import Struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from mmap import mmap

    Entry = tuple[int, int, int, int]
    State = tuple[tuple[bytes, ...], dict[int, tuple[bytes, int]]]
    Words = tuple[tuple[int, int, int, int], ...]

_NUMBER = Struct("I").unpack_from
_FINAL, _LAST, _OUTPUT, _FINAL_OUTPUT = 1, 2, 16, 32
_COSTS = 15
"""Characters of an entry behind its word: the connections and the cost, in columns."""


class _Nowhere(dict[str, "Prefix | None"]):
    """Where the beginnings lead that are whole words alone."""

    __slots__ = ()

    def __missing__(self, character: str) -> None:
        return None


_NOWHERE = _Nowhere()


class Prefix:
    """A beginning of words: the words that end here, and where each next character leads."""

    __slots__ = ("next", "places", "words")

    def __init__(self, places: "list[tuple[int, int, bytes]]") -> None:
        self.places = places
        """Where this beginning stands in each transducer that knows it, with the output until there."""
        self.next: dict[str, Prefix | None] = {"": None} if places else _NOWHERE
        """The empty character stands for the end of the text."""
        self.words: Words = ()
        """The words that end here: left and right connection, cost, number in the dictionary."""


class Prefixes:
    """The beginnings that texts have asked for so far."""

    __slots__ = ("_find", "_states", "_transducers", "root")

    def __init__(self, transducers: "Sequence[bytes]", find: "Callable[[set[bytes]], list[Entry]]") -> None:
        self._transducers = transducers
        self._find = find
        self._states: list[dict[int, State]] = [{} for _ in transducers]
        self.root = Prefix([(which, 0, b"") for which in range(len(transducers))])

    def grow(self, prefix: Prefix, character: str) -> Prefix | None:
        """The beginning that is longer by this character; None when no word begins so."""
        places: list[tuple[int, int, bytes]] = []
        outputs: set[bytes] = set()
        label = character.encode("utf-8", "surrogatepass")
        for which, place, output in prefix.places:
            states = self._states[which]
            for byte in label:
                try:
                    arc = states[place][1].get(byte)
                except KeyError:
                    arc = self._state(which, place)[1].get(byte)
                if arc is None:
                    break
                output, place = output + arc[0], arc[1]  # noqa: PLW2901 — a walk
            else:
                final, arcs = self._state(which, place)
                if arcs:
                    places.append((which, place, output))
                outputs.update([output + last for last in final])
        found = Prefix(places) if places or outputs else None
        if found and outputs:
            found.words = _cheapest(self._find(outputs))
        prefix.next[character] = found
        return found

    def _state(self, which: int, place: int) -> "State":
        known = self._states[which].get(place)
        if known is None:
            known = self._states[which][place] = _read_state(self._transducers[which], place)
        return known


def reader(
    entries: "Mapping[tuple[int, int], tuple[mmap, dict[str, Any]]]",
) -> "Callable[[set[bytes]], list[Entry]]":
    """Looks up entries in janome's files as its `_find_entry` does, leaving out the word: number, left and
    right connection, cost.
    """
    files = [(first, *entries[first, beyond]) for first, beyond in sorted(entries)]
    firsts = [first for first, *_ in files]

    def find(outputs: set[bytes]) -> "list[Entry]":
        found = []
        for output in outputs:
            (number,) = _NUMBER(output)
            first, data, index = files[bisect(firsts, number) - 1]
            place = data.find(b"',", index["positions"][number - first] + 2) + 2
            left, right, cost = data[place : place + _COSTS].split(b",")
            found.append((number, int(left), int(right), int(cost)))
        return found

    return find


def _read_state(data: bytes, place: int) -> "State":
    """What ends here, and arcs: byte to output and next state. Layout: `janome.fst.compileFST`."""
    final: tuple[bytes, ...] = ()
    arcs: dict[int, tuple[bytes, int]] = {}
    while place < len(data):
        start, flag = place, data[place]
        place += 1
        if flag & _FINAL:
            final = (b"",)
            if flag & _FINAL_OUTPUT:
                final, place = _read_outputs(data, place)
        else:
            label, output = data[place], b""
            place += 1
            if flag & _OUTPUT:
                (size,) = _NUMBER(data, place)
                output = data[place + 4 : place + 4 + size]
                place += 4 + size
            (distance,) = _NUMBER(data, place)
            place += 4
            arcs.setdefault(label, (output, start + distance))
        if flag & _LAST:
            break
    return final, arcs


def _read_outputs(data: bytes, place: int) -> tuple[tuple[bytes, ...], int]:
    (number,) = _NUMBER(data, place)
    place += 4
    found = []
    for _ in range(number):
        (size,) = _NUMBER(data, place)
        place += 4
        if size:  # janome drops empty ones too
            found.append(data[place : place + size])
            place += size
    return tuple(found), place


def _cheapest(entries: "list[Entry]") -> "Words":
    """Of words with equal connections the cheapest alone, with the lowest number: others lose to it."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for number, left, right, cost in entries:
        rival = found.get((left, right))
        if rival is None or (cost, number) < rival:
            found[left, right] = (cost, number)
    return tuple((left, right, cost, number) for (left, right), (cost, number) in found.items())
