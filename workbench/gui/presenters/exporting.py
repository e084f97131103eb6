"""Writing tasks to files, with its progress in the strip. No Qt."""

from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.jobs import Jobs
from workbench.gui.presenters.phrases import counted
from workbench.gui.presenters.strip import Strip, StripHandle

if TYPE_CHECKING:
    from workbench.library.operations import FileExported


class Exporting:
    """Writes tasks to files, one after another, with its progress in the strip."""

    def __init__(
        self,
        export: Callable[[Sequence[str], Path, str], "Generator[FileExported]"],
        jobs: Jobs,
        strip: Strip,
        tell: Callable[[str], None],
    ) -> None:
        self._export = export
        self._jobs = jobs
        self._strip = strip
        self._tell = tell
        self._entry: StripHandle | None = None
        self._rows = 0
        self._files = 0
        self._total = 0

    def start(self, task_ids: Sequence[str], folder: Path, profile: str) -> None:
        """Write `task_ids` to `folder`; nothing happens while another export goes on."""
        if self._entry is not None:
            return
        self._total = len(task_ids)
        self._files = self._rows = 0
        self._entry = entry = self._strip.begin(f"Export {counted(self._total, 'task')} to {folder.name}")
        job = self._jobs.start(lambda: self._export(task_ids, folder, profile), self._exported, self._ended)
        entry.stop_with(job.cancel)

    def _exported(self, done: "FileExported") -> None:
        self._files += 1
        self._rows += done.rows_out
        if self._entry is not None:
            self._entry.progress(self._files, self._total, note=done.file.name)

    def _ended(self, error: Exception | None) -> None:
        if self._entry is not None:
            self._entry.end()
        self._entry = None
        if isinstance(error, WorkbenchError):
            self._tell(str(error))
            return
        self._tell(f"{counted(self._files, 'file')} written, {counted(self._rows, 'row')} in and out")
        if error is not None:
            raise error
