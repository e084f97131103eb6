"""Bringing files into the project, with a report in which every row is counted. No Qt."""

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.jobs import Jobs
from workbench.gui.presenters.phrases import counted, size_of
from workbench.gui.presenters.strip import Strip, StripHandle

if TYPE_CHECKING:
    from workbench.library.operations import FileImported, ImportProgress


@dataclass(frozen=True, slots=True)
class ReportedRow:
    """A row that was not kept, or a file that was refused."""

    file: str
    index: str
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did."""

    files: int = 0
    rows_in: int = 0
    rows_kept: int = 0
    rows_known: int = 0
    reported: tuple[ReportedRow, ...] = ()
    rows_reported: int = 0
    refused: int = 0
    ended: str = ""
    """Why it stopped before its end; empty when it did not."""

    @property
    def heading(self) -> str:
        """Rows in = rows kept + rows reported, in words."""
        said = (
            f"{counted(self.files, 'file')}: {self.rows_in:,} rows in = "
            f"{self.rows_kept:,} kept + {self.rows_reported:,} reported"
        )
        if self.rows_known:
            said += f" ({self.rows_known:,} were there already)"
        if self.refused:
            said += f" · {counted(self.refused, 'file')} refused"
        return said

    @property
    def clean(self) -> bool:
        """Whether there is nothing to look at."""
        return not self.reported and not self.ended

    @property
    def as_text(self) -> str:
        """The report for the clipboard, a line for each row, fields parted by tabs."""
        lines = [self.heading, *([self.ended] if self.ended else [])]
        if self.reported:
            lines.append("file\tindex\tfield\treason")
        lines += [f"{row.file}\t{row.index}\t{row.field}\t{row.reason}" for row in self.reported]
        return "\n".join(lines) + "\n"

    def with_file(self, done: "FileImported") -> "ImportReport":
        """The report with one more file in it."""
        refused = (ReportedRow(done.file.name, "", "", done.refused),) if done.refused is not None else ()
        rows = tuple(
            ReportedRow(
                done.file.name, "" if row.index is None else f"{row.index:,}", row.field or "", row.reason
            )
            for row in done.reported
        )
        return replace(
            self,
            files=self.files + 1,
            rows_in=self.rows_in + done.rows_in,
            rows_kept=self.rows_kept + done.rows_kept,
            rows_known=self.rows_known + done.rows_known,
            reported=(*self.reported, *refused, *rows),
            rows_reported=self.rows_reported + len(done.reported),
            refused=self.refused + len(refused),
        )


class Importing:
    """Runs one import at a time and tells `show` how it stands: the report, and whether it is going on."""

    def __init__(
        self,
        import_paths: Callable[[Sequence[Path]], "Generator[ImportProgress | FileImported]"],
        jobs: Jobs,
        strip: Strip,
        show: Callable[[ImportReport, bool], None],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._import_paths = import_paths
        self._jobs = jobs
        self._strip = strip
        self._show = show
        self._entry: StripHandle | None = None
        self._report = ImportReport()
        self._now = now
        self._began = 0.0

    @property
    def busy(self) -> bool:
        """Whether an import is going on."""
        return self._entry is not None

    def start(self, sources: Sequence[Path]) -> None:
        """Import files and folders."""
        if self.busy or not sources:
            return
        name = sources[0].name if len(sources) == 1 else f"{len(sources)} files"
        self._entry = self._strip.begin(f"Import {name}")
        self._report = ImportReport()
        self._began = self._now()
        self._show(self._report, True)
        job = self._jobs.start(lambda: self._import_paths(tuple(sources)), self._happened, self._ended)
        if self._entry is not None:
            self._entry.stop_with(job.cancel)

    def _happened(self, event: Any) -> None:
        # Told apart by what they have: importing their classes would import the store with them.
        if hasattr(event, "rows_kept"):
            self._report = self._report.with_file(event)
            self._show(self._report, True)
        else:
            self._progressed(event)

    def _progressed(self, event: "ImportProgress") -> None:
        if self._entry is None:
            return
        if event.indexing:
            self._entry.progress(note="making the text searchable")
            return
        done, total = event.done_bytes, event.total_bytes
        pace = done / max(self._now() - self._began, 0.001)
        self._entry.progress(
            done,
            total,
            far=f"{size_of(done)} of {size_of(total)}",
            pace=f"{size_of(pace)}/s",
            seconds_left=(total - done) / pace if pace else None,
            note=event.file.name,
        )

    def _ended(self, error: Exception | None) -> None:
        if self._entry is not None:
            self._entry.end()
        self._entry = None
        if isinstance(error, WorkbenchError):
            self._report = replace(self._report, ended=str(error))
        self._show(self._report, False)
        if error is not None and not isinstance(error, WorkbenchError):
            raise error
