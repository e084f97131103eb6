"""Items to learn from, as a file of JSON lines: what is right about each, and why."""

import json
from pathlib import Path

from workbench.domain.errors import FormatError
from workbench.formats.files import lines, open_file
from workbench.formats.plain_values import NotPlainError, made
from workbench.study.building import Lesson


def read(path: Path) -> tuple[Lesson, ...]:
    """The items in the file at `path`; a line has the fields of `Lesson`.

    Raises:
        FormatError: a line is none; knows which.
    """
    found = []
    with open_file(path) as file:
        for number, line in lines(path, file):
            try:
                found.append(made(Lesson, json.loads(line)))
            except NotPlainError as error:
                raise FormatError(path, str(error), number) from None
            except (ValueError, RecursionError) as error:
                raise FormatError(path, f"it is no JSON: {error}", number) from None
    if not found:
        raise FormatError(path, "it is empty")
    return tuple(found)
