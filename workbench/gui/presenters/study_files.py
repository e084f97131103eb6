"""Files in and out of a study: ratings, the raters' files, the key, the report, what others take. No Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters import phrases
from workbench.gui.presenters.jobs import Jobs, Work, once
from workbench.gui.presenters.strip import Strip
from workbench.gui.presenters.study_values import (
    FileTold,
    OpenStudy,
    RatingsTold,
    StudyExport,
    StudyOperations,
)

if TYPE_CHECKING:
    from workbench.study.results import Results


class Told(Protocol):
    """Hears what came of something."""

    def __call__(self, sentence: str, files: tuple[FileTold, ...] = ()) -> None:
        """A sentence, and what became of each file where there were files."""


@dataclass(frozen=True, slots=True)
class FilesDesk:
    """What files of a study are about, and who hears what came of them."""

    opened: Callable[[], OpenStudy | None]
    """The study that is shown."""
    with_arms: "Callable[[Callable[[Results], None]], None]"
    """Goes on with the results by arm; not while the study is blinded."""
    told: Told
    failed: Callable[[WorkbenchError], None]
    took_in: Callable[[], None]
    """Something about the study was written."""


class StudyFiles:
    """Reads and writes in jobs, and says what came of it."""

    def __init__(self, operations: StudyOperations, jobs: Jobs, strip: Strip, desk: FilesDesk) -> None:
        self._operations, self._jobs, self._strip, self._desk = operations, jobs, strip, desk

    def import_ratings(self, files: Sequence[Path]) -> None:
        """Take in files that raters sent back."""
        if files:
            self._desk.told("")
            title = f"Import {phrases.counted(len(files), 'file')} of ratings"
            self._start(
                title, lambda: self._operations.import_ratings(files), self._taken, self._desk.took_in
            )

    def export_raters(self, folder: Path) -> None:
        """Write a file for each rater."""
        opened = self._desk.opened()
        if opened is not None:
            write = self._operations.export_raters
            self._tell(f"Write to {folder.name}", lambda: write(opened.study.id, folder))

    def export_key(self, file: Path) -> None:
        """Write the sealed key."""
        opened = self._desk.opened()
        if opened is not None:
            write = self._operations.export_key
            self._tell(f"Write {file.name}", lambda: write(opened.study.id, file))

    def unblind(self) -> None:
        """Open the blinding; the study's log has it before anything is shown."""
        opened = self._desk.opened()
        if opened is not None and opened.has_key and opened.unblinded is None:
            work = once(lambda: self._operations.unblind(opened.study.id))
            self._start("Open the blinding", work, lambda _none: None, self._desk.took_in)

    def report(self, folder: Path) -> None:
        """Write the report and its tables into a folder."""
        opened = self._desk.opened()
        if opened is not None:
            write = self._operations.report
            self._desk.with_arms(
                lambda found: self._tell("Write the report", lambda: write(opened, found, folder))
            )

    def export(self, kind: StudyExport, folder: Path) -> None:
        """Write what another program takes into a folder."""
        opened = self._desk.opened()
        if opened is not None:
            write = self._operations.for_others
            self._desk.with_arms(
                lambda found: self._tell(
                    f"Write to {folder.name}", lambda: write(opened, found, kind, folder)
                )
            )

    def _taken(self, event: FileTold | RatingsTold) -> None:
        if isinstance(event, RatingsTold):
            self._desk.told(event.sentence, event.files)

    def _tell(self, title: str, call: Callable[[], str]) -> None:
        self._start(title, once(call), self._desk.told)

    def _start(
        self,
        title: str,
        work: Work,
        happened: Callable[[Any], None],
        then: Callable[[], None] = lambda: None,
    ) -> None:
        entry = self._strip.begin(title)

        def ended(error: Exception | None) -> None:
            entry.end()
            if error is None:
                then()
            elif isinstance(error, WorkbenchError):
                self._desk.failed(error)
            else:
                raise error

        self._jobs.start(work, happened, ended)
