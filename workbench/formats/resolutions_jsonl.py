"""Decisions of an adjudication as lines of JSON, only ever appended.

A line that is damaged is refused with its number: nothing is guessed. What stands behind the last whole line
was being written when the power went; nobody was told that it is kept, and the next decision takes its place.
"""

import io
import json
import os
from dataclasses import asdict, fields
from pathlib import Path

from workbench.domain.adjudications import Cause, Resolution
from workbench.domain.errors import FormatError, WorkbenchError
from workbench.formats.files import lines, open_file

_TEXTS = ("id", "utc", "study_id", "adjudicator", "question", "thing", "note", "previous")
_NUMBERS = ("number", "value", "guidelines_version")


def read(path: Path) -> tuple[Resolution, ...]:
    """The resolutions in a file, in order; none when there is no file.

    Raises:
        FormatError: a line is no resolution, or not in its place.
    """
    if not path.exists():
        return ()
    with open_file(path) as file:
        whole = io.BytesIO(_whole_lines(file.read()))
    found = tuple(_resolution(path, number, line) for number, line in lines(path, whole))
    for place, one in enumerate(found, start=1):
        if one.number != place:
            raise FormatError(path, f"resolution {place} says that it is number {one.number}", place)
    return found


def append(path: Path, resolution: Resolution) -> None:
    """Add a resolution to a file; it is on the disk when this returns.

    Raises:
        WorkbenchError: it cannot be written; the file is as it was.
    """
    line = json.dumps(asdict(resolution), ensure_ascii=False, sort_keys=True)
    try:
        with path.open("a+b") as file:
            file.seek(0)
            before = len(_whole_lines(file.read()))
            try:
                file.truncate(before)
                file.write(f"{line}\n".encode())
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                # Half a line would make all the others unreadable.
                os.truncate(path, before)
                raise
    except OSError as error:
        raise WorkbenchError(
            f"The decision is not kept: {path.name} cannot be written ({error.strerror})."
        ) from None


def _whole_lines(data: bytes) -> bytes:
    """Without what follows the last line's end."""
    return data[: data.rfind(b"\n") + 1]


def _resolution(path: Path, number: int, line: str) -> Resolution:
    """One line."""
    try:
        found = json.loads(line)
    except ValueError:
        raise FormatError(path, "the line is no JSON", number) from None
    if not isinstance(found, dict) or set(found) != {field.name for field in fields(Resolution)}:
        raise FormatError(path, "the line has other fields than a resolution", number)
    texts = all(isinstance(found[name], str) for name in _TEXTS)
    numbers = all(_whole(found[name], optional=name != "number") for name in _NUMBERS)
    if not texts or not numbers or not isinstance(found["withdrawn"], bool):
        raise FormatError(path, "a field of the line is of another type", number)
    if found["cause"] not in set(Cause):
        raise FormatError(path, f"“{found['cause']}” is none of: {', '.join(Cause)}", number)
    return Resolution(**{**found, "cause": Cause(found["cause"])})


def _whole(value: object, *, optional: bool) -> bool:
    if value is None:
        return optional
    return isinstance(value, int) and not isinstance(value, bool)
