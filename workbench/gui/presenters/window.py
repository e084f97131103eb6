"""What stands around the screens: which one is shown, which project is open, what was said last. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from workbench.gui.presenters.phrases import size_of


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What the status line says about the open project."""

    file: Path
    size: int
    """Bytes, with what is not yet folded into the file."""
    saved: datetime | None = None
    """When something was written last."""
    backup: datetime | None = None
    """When the newest backup was made; None when there is none."""

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.file.stem


@dataclass(frozen=True, slots=True)
class WindowState:
    """Everything the window shows outside its screens."""

    screen: str = "browse"
    project: ProjectFacts | None = None
    notice: str = ""
    """What happened last, in one line."""

    @property
    def title(self) -> str:
        """The window's title."""
        return f"{self.project.name} · MedS Workbench" if self.project is not None else "MedS Workbench"

    @property
    def status(self) -> str:
        """The status line: project, size, saved, backup."""
        if self.project is None:
            return "No project is open"
        parts = [self.project.name, size_of(self.project.size)]
        if self.project.saved is not None:
            parts.append(f"saved {_moment(self.project.saved)}")
        backup = self.project.backup
        parts.append(f"backup {_moment(backup)}" if backup is not None else "no backup yet")
        return " · ".join(parts)


class WindowPresenter:
    """Turns what happens to the project and the navigation into states of the window."""

    def __init__(self, read_facts: Callable[[Path], ProjectFacts]) -> None:
        self._read_facts = read_facts
        self._render: Callable[[WindowState], None] = lambda _state: None
        self.state = WindowState()

    def attach(self, render: Callable[[WindowState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def go(self, screen: str) -> None:
        """Show another screen."""
        self._show(replace(self.state, screen=screen))

    def opened(self, project: Path) -> None:
        """Another project is open now."""
        self._show(replace(self.state, project=self._read_facts(project), notice=""))

    def refresh(self) -> None:
        """Read size and times again."""
        if self.state.project is not None:
            self._show(replace(self.state, project=self._read_facts(self.state.project.file)))

    def tell(self, notice: str) -> None:
        """Say in the status line what happened."""
        self._show(replace(self.state, notice=notice))

    def _show(self, state: WindowState) -> None:
        if state != self.state:
            self.state = state
            self._render(state)


def _moment(moment: datetime) -> str:
    """The time of day when it was today, else the date."""
    today = moment.date() == datetime.now(moment.tzinfo).date()
    return f"{moment:%H:%M}" if today else f"{moment:%Y-%m-%d}"
