"""What a study shall be, as a file: kept while it is chosen, and enough to build such a study again."""

import json
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.errors import FormatError, WorkbenchError
from workbench.formats.files import open_file, write_whole
from workbench.formats.plain_values import NotPlainError, made, plain
from workbench.formats.strict_json import Node, parsed
from workbench.store.backup import SETUP
from workbench.study.building import StudyOrder
from workbench.study.preparing import Treatment

FORMAT = "meds-workbench study set-up"
FORMAT_VERSION = 1
LARGEST_FILE = 1 << 26
"""Bytes; training items with long texts have a hundredth."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What was chosen. It need not be complete."""

    order: StudyOrder
    treatment: Treatment = Treatment.EVEN
    seconds: int | None = None
    """What a presentation takes, for the plan; None for the usual."""
    training_from: str = ""
    """The name of the file that the items for training came from."""


def kept_beside(project: Path) -> Path:
    """Where the set-up of a project's next study is kept."""
    return project.with_suffix(SETUP)


def read(path: Path) -> Setup:
    """The set-up in a file, with its instrument.

    Raises:
        FormatError: it is none; the message names the place.
    """
    with open_file(path) as file:
        document = parsed(file.read(LARGEST_FILE + 1), path, LARGEST_FILE)
    head = Node(document, path)
    if head.text("format") != FORMAT:
        raise head.fault("format", f"must be “{FORMAT}”")
    if (version := head.whole("format_version")) != FORMAT_VERSION:
        raise head.fault(
            "format_version", f"{version} is not understood; this program reads {FORMAT_VERSION}"
        )
    head.only({"format", "format_version", "setup"})
    part = head.part("setup")
    if part is None:
        raise head.fault("setup", "is missing")
    try:
        return made(Setup, part.value)
    except NotPlainError as error:
        raise FormatError(path, f"setup.{error}") from None


def write(path: Path, setup: Setup) -> None:
    """Put the set-up into a file: the whole of it, or what was there before stays.

    Raises:
        WorkbenchError: it cannot be written.
    """
    document = {"format": FORMAT, "format_version": FORMAT_VERSION, "setup": plain(setup)}
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    try:
        # Half of a surrogate pair can be typed, but is no character.
        write_whole(path, text.encode("utf-8", "replace"))
    except OSError as error:
        raise WorkbenchError(f"The set-up cannot be kept in {path.name}: {error.strerror}.") from None
