"""Files opened, read and written with care: no pipes, no endless lines, no halves."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from workbench.domain.errors import FormatError
from workbench.formats import json_stream


def open_file(path: Path) -> BinaryIO:
    """The file at `path`, for reading bytes.

    Raises:
        FormatError: it is no file, or cannot be read.
    """
    try:
        # Opening a pipe or a device would wait for ever.
        if path.exists() and not path.is_file():
            raise FormatError(path, "it is a folder" if path.is_dir() else "it is not a file")
        return path.open("rb")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise FormatError(path, f"it cannot be read: {reason}") from None


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path`: all of it, or what was there stays."""
    unfinished = path.with_name(f"{path.name}.part")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def lines(path: Path, file: BinaryIO) -> Iterator[tuple[int, str]]:
    """The lines that are not empty, each with its number, from the beginning of the file.

    Raises:
        FormatError: a line is too long, or no UTF-8 text.
    """
    file.seek(0)
    limit = json_stream.LONGEST_VALUE
    for number, raw in enumerate(iter(partial(file.readline, limit + 1), b""), start=1):
        if len(raw) > limit:
            raise FormatError(path, f"the line is longer than {limit:,} bytes", number)
        try:
            line = (json_stream.without_mark(raw) if number == 1 else raw).decode("utf-8")
        except UnicodeDecodeError:
            raise FormatError(path, "it is not UTF-8 text; save it as UTF-8", number) from None
        if line := line.strip(" \t\r\n"):
            yield number, line
