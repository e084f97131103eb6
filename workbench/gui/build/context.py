"""What every screen is made from, and what the window gets back."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from workbench.evaluation.battery import never
from workbench.gui.dialogs import FileDialogs
from workbench.gui.presenters.jobs import Jobs
from workbench.gui.presenters.rate_length import LengthOperations
from workbench.gui.presenters.strip import Strip
from workbench.paths import Paths
from workbench.store.changes import Changes


@dataclass(frozen=True, slots=True)
class Context:
    """Handed to each `build_...` function; lives as long as a project is open."""

    project: Path
    home: Paths
    jobs: Jobs
    strip: Strip
    memory: QSettings | None
    """Sizes of the window's parts."""
    dialogs: FileDialogs
    changed: Callable[[Changes], None]
    """Said after every write, so that the screens concerned read again."""
    tell: Callable[[str], None]
    """Says in the status line what happened."""
    go: Callable[[str], None]
    """Shows another screen, by name."""
    on_battery: Callable[[], bool | None] = never
    """Whether runs have to wait for mains power now."""
    rating_length: LengthOperations | None = None
    """How long sittings on the Rate screen are meant to be."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen ready to be shown."""

    name: str
    view: QWidget
    reload: Callable[[], None]
    cares_about: Changes
    close: Callable[[], None]
    """Hear no more and free what is held; the view is about to go."""
