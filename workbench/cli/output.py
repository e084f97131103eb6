"""What a command says: results on standard output, everything else on standard error."""

import json
import shutil
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any, TextIO

from workbench.cli.tables import fit, table

_REDRAW = 0.1
_REMIND = 10.0
"""Seconds between lines of progress where there is no terminal to redraw one."""


class Output:
    """Standard output and standard error as a command uses them."""

    def __init__(self, as_json: bool, out: TextIO, err: TextIO) -> None:
        self.as_json = as_json
        self.width = min(120, shutil.get_terminal_size((100, 24)).columns)
        self._out = out
        self._err = err
        self._told = float("-inf")
        self._drawn = False

    def document(self, value: object) -> None:
        """Print a JSON document."""
        print(_json(value, indent=2), file=self._out)

    def listing(self, items: Iterable[object]) -> None:
        """Print a JSON array, each item on a line of its own as it comes."""
        comma = "[\n"
        for item in items:
            print(comma, _json(item), sep="", end="", file=self._out)
            comma = ",\n"
        print("[]" if comma == "[\n" else "\n]", file=self._out)

    def event(self, value: object) -> None:
        """Print a JSON line at once."""
        print(_json(value), file=self._out, flush=True)

    def say(self, text: str = "") -> None:
        """Print a line for people."""
        print(text, file=self._out)

    def table(
        self,
        headers: Sequence[str],
        rows: Sequence[Sequence[object]],
        right: Sequence[str] = (),
        whole: Sequence[str] = ("run", "task", "instance", "model", "file"),
    ) -> None:
        """Print a table for people; columns of names, ids and files are never cut."""
        for line in table(headers, rows, self.width, right, whole):
            self.say(line)

    def note(self, text: str) -> None:
        """Print a line to standard error."""
        self.clear()
        print(text, file=self._err, flush=True)

    def progress(self, text: str) -> None:
        """Show how far a long job is: in one line that is redrawn, or now and then in a new one."""
        now = time.monotonic()
        if self._err.isatty():
            if now - self._told >= _REDRAW:
                print(f"\r\x1b[K{fit(text, self.width - 1)}", end="", file=self._err, flush=True)
                self._told, self._drawn = now, True
        elif now - self._told >= _REMIND:
            print(text, file=self._err, flush=True)
            self._told = now

    def clear(self) -> None:
        """Take the line of progress away."""
        if self._drawn:
            print("\r\x1b[K", end="", file=self._err, flush=True)
            self._drawn = False


@dataclass(slots=True)
class Interruption:
    """Whether somebody asked us to stop."""

    signal: int | None = None


@contextmanager
def stopping() -> Iterator[Interruption]:
    """Turn the first Ctrl-C or SIGTERM into a wish, so that the work can end where it is safe.

    A second one interrupts as usual.
    """
    wish = Interruption()

    def heard(number: int, _frame: FrameType | None) -> None:
        if wish.signal is not None:
            raise KeyboardInterrupt
        wish.signal = number

    before = {number: signal.signal(number, heard) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield wish
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def speak_utf8() -> None:
    """Write UTF-8 whatever the locale says. What has no encoding is written as a JSON escape."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def duration(seconds: float) -> str:
    """A length of time for people."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def size(count: int) -> str:
    """A number of bytes for people."""
    value, unit = float(count), "B"
    for bigger in ("kB", "MB", "GB"):
        if value < 1000:
            break
        value, unit = value / 1000, bigger
    return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"


def _json(value: object, indent: int | None = None) -> str:
    """`value` as JSON, letters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=indent)
