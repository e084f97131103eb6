"""Opening a study file, and going on with one that was opened here before."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.errors import WorkbenchError
from workbench.domain.raters import HandOver
from workbench.domain.studies import Study
from workbench.gui.presenters import rate_interludes as interludes
from workbench.gui.presenters.jobs import Jobs
from workbench.gui.presenters.latest import Latest
from workbench.gui.presenters.rate_state import Line, Phase, RateState
from workbench.study.recorder import EventLog


@dataclass(frozen=True, slots=True)
class OpenedStudy:
    """A study file that was read."""

    study: Study
    sha256: str
    begun: tuple[str, ...] = ()
    """Codes of the raters whose work on it is on this machine."""


@dataclass(frozen=True, slots=True)
class RateOperations:
    """What the Rate screen does outside itself."""

    read: Callable[[Path], OpenedStudy]
    """Read a study file, and keep a copy for the next time."""
    known: Callable[[], tuple[Line, ...]]
    """Studies that were opened on this machine; their ids are paths."""
    open_log: Callable[[OpenedStudy, str], tuple[EventLog, str]]
    """The work file of a rater, and what was wrong with it."""
    write: Callable[[Path, HandOver], None]
    """Write a file of ratings."""


class StudyOpening:
    """Reads study files in a job, and shows how that goes."""

    def __init__(
        self,
        operations: RateOperations,
        jobs: Jobs,
        show: Callable[[RateState], None],
        opened: Callable[[OpenedStudy], None],
    ) -> None:
        self._do, self._show, self._opened = operations, show, opened
        self._latest = Latest(jobs)

    def list_known(self, message: str = "") -> None:
        """Show which studies were opened here; `message` is why none is open."""

        def show(known: tuple[Line, ...]) -> None:
            self._show(RateState(interlude=interludes.empty(known), message=message, failed=bool(message)))

        self._latest.ask(self._do.known, show, lambda error: self._show(_failed(error)))

    def read(self, path: Path) -> None:
        """Read the study file at `path`."""
        self._show(RateState(Phase.LOADING, message=f"Reading {path.name}…"))
        self._latest.ask(lambda: self._do.read(path), self._opened, lambda error: self.list_known(str(error)))


def _failed(error: WorkbenchError) -> RateState:
    return RateState(interlude=interludes.empty(()), message=str(error), failed=True)
