"""Which project is open, and what can be done about one that cannot be read. No Qt."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.domain.errors import ProjectDamagedError, WorkbenchError
from workbench.gui.presenters.jobs import Jobs, once
from workbench.gui.presenters.latest import Latest
from workbench.gui.presenters.strip import Strip


@dataclass(frozen=True, slots=True)
class Trouble:
    """A project that could not be opened."""

    file: Path | None
    message: str
    damaged: bool = False
    backup: Path | None = None
    """The newest backup, when there is one."""
    can_rescue: bool = False


@dataclass(frozen=True, slots=True)
class ProjectsState:
    """Everything shown while no project is open."""

    opening: str = ""
    """What is being opened; empty when nothing is."""
    trouble: Trouble | None = None
    open_file: Path | None = None

    @property
    def ready(self) -> bool:
        """Whether the screens can be shown."""
        return self.open_file is not None and self.trouble is None


@dataclass(frozen=True, slots=True)
class ProjectOperations:
    """What can be done with project files. Each is called in a job."""

    check: Callable[[Path], Path]
    """Opens and closes a project, which looks at it and upgrades it."""
    create: Callable[[Path], Path]
    demo: Callable[[], Path]
    back_up: Callable[[Path], Path]
    restore: Callable[[Path, Path], Path]
    """Puts a backup in the place of a damaged file, which is kept aside."""
    wants_backup: Callable[[Path], bool]
    rescue: Callable[[Path, Path], str] | None = None
    """Writes what can be read of a damaged file to a folder; says what that was."""


class ProjectsPresenter:
    """Opens one project at a time, and says plainly why when it cannot."""

    def __init__(
        self,
        operations: ProjectOperations,
        jobs: Jobs,
        strip: Strip,
        *,
        opened: Callable[[Path], None],
        tell: Callable[[str], None],
        backed_up: Callable[[], None],
    ) -> None:
        self._operations = operations
        self._jobs = jobs
        self._strip = strip
        self._opened = opened
        self._tell = tell
        self._backed_up = backed_up
        self._latest = Latest(jobs)
        self._quiet: Path | None = None
        """Of which project the backup that is due is being made."""
        self._render: Callable[[ProjectsState], None] = lambda _state: None
        self.state = ProjectsState()

    def attach(self, render: Callable[[ProjectsState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def open_first(self, asked: Path | None, last: Path | None) -> None:
        """Open what the command line names, else the project of last time, else the demo."""
        if asked is not None:
            self.open(asked)
        elif last is not None:
            self.open(last)
        else:
            self.open_demo()

    def open(self, file: Path) -> None:
        """Open an existing project."""
        self._go(file, file.stem, lambda: self._operations.check(file))

    def create(self, file: Path) -> None:
        """Make a new project and open it."""
        named = file if file.suffix else file.with_suffix(".medswb")
        self._go(named, named.stem, lambda: self._operations.create(named))

    def open_demo(self) -> None:
        """Open the demo project; it is made when it is not there."""
        self._go(None, "the demo project", self._operations.demo)

    def restore(self) -> None:
        """Open the newest backup in place of the damaged file."""
        trouble = self.state.trouble
        if trouble is not None and trouble.file is not None and trouble.backup is not None:
            file, backup = trouble.file, trouble.backup
            self._go(file, f"the backup of {file.stem}", lambda: self._operations.restore(file, backup))

    def rescue(self, folder: Path) -> None:
        """Write what can still be read of the damaged file to `folder`."""
        trouble = self.state.trouble
        rescue = self._operations.rescue
        if trouble is None or trouble.file is None or rescue is None:
            return
        file = trouble.file
        entry = self._strip.begin(f"Rescue {file.stem}")

        def ended(error: Exception | None) -> None:
            entry.end()
            self._report(error)

        self._jobs.start(once(lambda: rescue(file, folder)), self._tell, ended)

    def back_up(self) -> None:
        """Make a backup of the open project now."""
        file = self.state.open_file
        if file is None:
            return
        entry = self._strip.begin(f"Back up {file.stem}")

        def ended(error: Exception | None) -> None:
            entry.end()
            self._backed_up()
            self._report(error)

        self._jobs.start(
            once(lambda: self._operations.back_up(file)),
            lambda made: self._tell(f"Backed up as {made.name}"),
            ended,
        )

    def _go(self, file: Path | None, name: str, work: Callable[[], Path]) -> None:
        self._show(replace(self.state, opening=name, trouble=None))
        self._latest.ask(work, self._is_open, lambda error: self._failed(file, error))

    def _is_open(self, file: Path) -> None:
        self._show(ProjectsState(open_file=file))
        self._opened(file)
        self._back_up_quietly(file)

    def _back_up_quietly(self, file: Path) -> None:
        """Make the backup that is due, if one is. Only the status line and a failure tell of it."""
        if file == self._quiet:
            return
        self._quiet = file

        def work() -> Generator[Path]:
            if self._operations.wants_backup(file):
                yield self._operations.back_up(file)

        def ended(error: Exception | None) -> None:
            if self._quiet == file:
                self._quiet = None
            self._report(error)

        self._jobs.start(work, lambda _made: self._backed_up(), ended)

    def _failed(self, file: Path | None, error: WorkbenchError) -> None:
        damaged = isinstance(error, ProjectDamagedError)
        backup = error.newest_backup if isinstance(error, ProjectDamagedError) else None
        can_rescue = damaged and self._operations.rescue is not None
        trouble = Trouble(file, str(error), damaged, backup, can_rescue)
        self._show(replace(self.state, opening="", trouble=trouble))

    def _report(self, error: Exception | None) -> None:
        if isinstance(error, WorkbenchError):
            self._tell(str(error))
        elif error is not None:
            raise error

    def _show(self, state: ProjectsState) -> None:
        self.state = state
        self._render(state)
