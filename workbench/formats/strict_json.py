"""JSON documents of ours, read strictly: every fault names the file and the place in it."""

import json
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from workbench.domain.errors import FormatError
from workbench.domain.instruments import shortened
from workbench.formats.json_stream import RepeatedKey, without_mark

DEEPEST = 32
"""Objects and lists inside each other; no document of ours comes near it."""

_BRACKET_OR_TEXT = re.compile(r'[\[\]{}]|"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
"""A text is found whole, so that brackets inside it are not."""


def parsed(raw: bytes, file: Path, largest: int) -> object:
    """The JSON value in the bytes of `file`.

    Raises:
        FormatError: it is larger than `largest` bytes, no UTF-8, no JSON, nested without end, or holds
            NaN or a number with thousands of digits.
    """
    if len(raw) > largest:
        raise FormatError(file, f"it is larger than {largest:,} bytes")
    try:
        text = without_mark(raw).decode("utf-8")
    except UnicodeDecodeError:
        raise FormatError(file, "it is not UTF-8 text; save it as UTF-8") from None
    if _depth(text) > DEEPEST:
        raise FormatError(file, f"more than {DEEPEST} objects or lists stand inside each other")
    try:
        value: object = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise FormatError(file, f"it is not JSON: {error.msg}", error.lineno) from None
    except ValueError as error:
        raise FormatError(file, f"it is not JSON: {error}") from None
    return value


@dataclass(frozen=True, slots=True)
class Node:
    """A value in a document, which knows where it stands."""

    value: object
    file: Path
    place: str = ""
    """Such as "questions[2].levels[0]"; empty for the whole document."""

    @property
    def names(self) -> tuple[str, ...]:
        """The keys of an object."""
        return tuple(self._object())

    def fault(self, name: str, reason: str) -> FormatError:
        """The error that says what is wrong with the value of a key."""
        name = shortened(name)
        place = f"{self.place}.{name}" if self.place and name else self.place or name
        return FormatError(self.file, f"{place or 'the document'}: {reason}")

    def only(self, names: Set[str]) -> None:
        """Refuse an object with other keys, or with one key twice.

        Raises:
            FormatError: there is such a key.
        """
        found = self._object()
        for name in found:
            if name not in names:
                raise self.fault(name, "is not known; is it misspelled?")

    def part(self, name: str) -> "Node | None":
        """The object of a key; None when it is left out."""
        value = self._object().get(name)
        if value is None:
            return None
        node = self._below(name, value)
        node._object()
        return node

    def items(self, name: str, *, needed: bool = True) -> "tuple[Node, ...]":
        """The entries of a list."""
        value = self._object().get(name)
        if value is None and not needed:
            return ()
        if not isinstance(value, list):
            raise self.fault(name, "is missing" if value is None else "must be a list")
        return tuple(self._below(f"{name}[{index}]", one) for index, one in enumerate(value))

    def text(self, name: str, default: str | None = None) -> str:
        """A text; without a default it must be there."""
        value = self._object().get(name, default)
        if not isinstance(value, str):
            raise self.fault(name, "is missing" if value is None else "must be a text")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; empty when it is left out."""
        return tuple(_text(one) for one in self.items(name, needed=False))

    def whole(self, name: str) -> int:
        """A whole number, which must be there."""
        value = self._object().get(name)
        if value is None:
            raise self.fault(name, "is missing")
        return _whole(self._below(name, value))

    def wholes(self, name: str, *, needed: bool = False) -> tuple[int, ...]:
        """A list of whole numbers."""
        return tuple(_whole(one) for one in self.items(name, needed=needed))

    def number(self, name: str) -> float | None:
        """A number; None when it is left out."""
        value = self._object().get(name)
        if value is None:
            return None
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self.fault(name, "must be a number")
        try:
            return float(value)
        except OverflowError:
            raise self.fault(name, "is too large") from None

    def truth(self, name: str, default: bool) -> bool:
        """True or false."""
        value = self._object().get(name, default)
        if not isinstance(value, bool):
            raise self.fault(name, "must be true or false")
        return value

    def one_of(self, name: str, known: Sequence[str]) -> str:
        """One of a few words, which must be there."""
        value = self.text(name)
        if value not in known:
            raise self.fault(name, f"must be one of {', '.join(f'“{one}”' for one in known)}")
        return value

    def _object(self) -> dict[str, object]:
        if not isinstance(self.value, dict):
            raise self.fault("", "must be an object")
        if isinstance(self.value, RepeatedKey):
            raise self.fault(self.value.key, "stands there twice")
        return self.value

    def _below(self, name: str, value: object) -> "Node":
        return Node(value, self.file, f"{self.place}.{name}" if self.place else name)


def _text(node: Node) -> str:
    if not isinstance(node.value, str):
        raise node.fault("", "must be a text")
    return node.value


def _whole(node: Node) -> int:
    if not isinstance(node.value, int) or isinstance(node.value, bool):
        raise node.fault("", "must be a whole number")
    return node.value


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    return made if len(made) == len(pairs) else RepeatedKey(pairs)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number that JSON knows")


def _depth(text: str) -> int:
    """How deep objects and lists stand inside each other, told before a parser follows them down."""
    depth = deepest = 0
    for found in _BRACKET_OR_TEXT.finditer(text):
        bracket = found[0]
        if bracket in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif bracket in "]}":
            depth -= 1
    return deepest
