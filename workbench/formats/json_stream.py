"""JSON read through a small window: one value at a time, in flat memory, with the line of every fault.

The standard library's scanner does the work, on windows small enough for the processor's cache (350 MB/s
on long rows). ijson is faster still (530 MB/s), but it replaces lone surrogates in silence, refuses a
file for one NaN, keeps the last of two equal keys, and cannot say in which line a fault is.
"""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from workbench.domain.errors import FormatError

WINDOW = 1 << 18
"""Bytes read at a time: larger windows fall out of the cache and halve the speed."""
LONGEST_VALUE = 1 << 26
"""Characters a single key's value or a single row may take; more is refused, to keep memory flat."""

_UTF8_BOM = b"\xef\xbb\xbf"
_OTHER_ENCODINGS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
# What a clone without Git LFS has in the place of a large file, as upstream's repositories keep them.
_LFS_POINTER = b"version https://git-lfs"
_SPACE = " \t\r\n"
_skip_space = re.compile(f"[{_SPACE}]*").match
_skip_comma = re.compile(f"[{_SPACE}]*,[{_SPACE}]*(?=[^{_SPACE}])").match

# The longest token that an error points at the beginning of: a pair of \uXXXX escapes.
_TOKEN = 16


@dataclass(frozen=True, slots=True)
class Number:
    """A number, NaN or Infinity as the file spells it: no digit is lost, and no huge one costs time."""

    text: str


class RepeatedKey(dict[str, object]):
    """An object in which a key stands twice; which of its values was meant cannot be known."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        names = [name for name, _ in pairs]
        self.key = next(name for place, name in enumerate(names) if name in names[:place])


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The object of `pairs`, marked when a key repeats."""
    made = dict(pairs)
    return made if len(made) == len(pairs) else RepeatedKey(pairs)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=Number, parse_int=Number, parse_constant=Number
)


def _why(error: json.JSONDecodeError) -> str:
    """What the standard library says, without the beginning of its "at line 1 column 2"."""
    return error.msg.rstrip(": ").removesuffix(" at").removesuffix(" starting")


def decode(text: str) -> object:
    """The one JSON value of `text`.

    Raises:
        ValueError: it is not JSON; the message says why.
    """
    try:
        return _DECODER.decode(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"{_why(error)} at column {error.pos + 1}") from None


def start_fault(start: bytes) -> str | None:
    """Why a file with these first bytes cannot be JSON in UTF-8, or None when it can."""
    fault = encoding_fault(start)
    return "it holds binary data, not text" if fault is None and b"\0" in start else fault


def encoding_fault(start: bytes) -> str | None:
    """Which other encoding a file with these first bytes has, or that it is elsewhere; None when neither."""
    for mark, name in _OTHER_ENCODINGS.items():
        if start.startswith(mark):
            return f"it is {name} text; save it as UTF-8"
    if start.startswith(_LFS_POINTER):
        return "it only says where Git LFS keeps the file; fetch that with “git lfs pull”"
    return None


def without_mark(start: bytes) -> bytes:
    """`start` without the byte order mark that some editors put before UTF-8 text."""
    return start.removeprefix(_UTF8_BOM)


class JsonStream:
    """A JSON document read from its beginning to its end, never backwards and never as a whole."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        """Begin at the start of `file`; `path` is for messages.

        Raises:
            FormatError: the file is empty, binary or in another encoding.
        """
        self._file = file
        self._path = path
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text = ""
        self._place = 0
        self._lines = 0
        self._ended = False
        start = self._read(WINDOW)
        fault = start_fault(start)
        if fault is not None:
            raise FormatError(path, fault)
        self._feed(start)
        if not self.peek():
            raise FormatError(path, "it is empty")

    @property
    def line(self) -> int:
        """The line that is read next, counted from 1."""
        return self._line_at(self._place)

    def fault(self, reason: str) -> FormatError:
        """An error at the present place, to be raised."""
        return FormatError(self._path, reason, self.line)

    def peek(self) -> str:
        """The next character that is not white space; empty at the end."""
        while True:
            found = _skip_space(self._text, self._place)
            self._place = found.end() if found else self._place
            if self._place < len(self._text):
                return self._text[self._place]
            if not self._more():
                return ""

    def take(self, wanted: str) -> str:
        """Pass over the next character, which must be one of `wanted`."""
        character = self.peek()
        if not character or character not in wanted:
            expected = " or ".join(f"“{one}”" for one in wanted)
            found = f"“{character}”" if character else "the end of the file"
            raise self.fault(f"expected {expected}, found {found}")
        self._place += 1
        return character

    def value(self) -> object:
        """The value that stands next: text, list, object, `Number`, bool or None."""
        if self._text[self._place : self._place + 1] in _SPACE:
            self.peek()
        while True:
            try:
                made, end = _DECODER.raw_decode(self._text, self._place)
            except json.JSONDecodeError as error:
                cut = error.pos >= len(self._text) - _TOKEN or error.msg.startswith("Unterminated string")
                if not (cut and self._more()):
                    raise FormatError(
                        self._path, f"not valid JSON: {_why(error)}", self._line_at(error.pos)
                    ) from None
                continue
            except RecursionError:
                raise self.fault("the value that begins here is nested too deeply") from None
            # A number at the window's end may go on behind it, as may "1" before "e+".
            if isinstance(made, Number) and end >= len(self._text) - 2 and self._more():
                continue
            self._place = end
            return made

    def members(self) -> Iterator[str]:
        """The keys of the object that begins here. Whoever iterates reads the value of each."""
        self.take("{")
        if self.peek() == "}":
            self.take("}")
            return
        while True:
            if self.peek() != '"':
                raise self.fault("expected a key in double quotes")
            key = str(self.value())
            self.take(":")
            yield key
            if self.take(",}") == "}":
                return

    def elements(self) -> Iterator[object]:
        """The values of the list that begins here."""
        self.take("[")
        if self.peek() == "]":
            self.take("]")
            return
        while True:
            yield self.value()
            comma = _skip_comma(self._text, self._place)
            if comma is not None:  # nearly always, and a good deal faster
                self._place = comma.end()
            elif self.take(",]") == "]":
                return

    def end(self) -> None:
        """Make sure that nothing but white space is left."""
        if self.peek():
            raise self.fault("more text stands after the end of the object")

    def _line_at(self, place: int) -> int:
        return self._lines + self._text.count("\n", 0, place) + 1

    def _more(self) -> bool:
        """Move the window on, keeping what is not read yet; False when the file has ended."""
        if self._ended:
            return False
        left = len(self._text) - self._place
        if left > LONGEST_VALUE:
            raise self.fault(f"the value that begins here is longer than {LONGEST_VALUE:,} characters")
        self._lines += self._text.count("\n", 0, self._place)
        self._text = self._text[self._place :]
        self._place = 0
        # Doubling keeps the work on one very long value proportional to its length.
        self._feed(self._read(max(WINDOW, left)))
        return True

    def _read(self, size: int) -> bytes:
        try:
            return self._file.read(size)
        except OSError as error:
            raise FormatError(self._path, f"it cannot be read: {error.strerror}") from None

    def _feed(self, data: bytes) -> None:
        self._ended = not data
        try:
            self._text += self._decoder.decode(data, final=self._ended)
        except UnicodeDecodeError as error:
            line = self._line_at(len(self._text)) + error.object.count(b"\n", 0, error.start)
            byte = error.object[error.start]
            raise FormatError(
                self._path, f"it is not UTF-8 text (byte 0x{byte:02X}); save it as UTF-8", line
            ) from None
