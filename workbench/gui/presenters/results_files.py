"""Files in and out of the Results screen: exports, published numbers, other people's answers. No Qt."""

from collections.abc import Callable, Sequence
from pathlib import Path

from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.jobs import Jobs, once
from workbench.gui.presenters.results_values import ExportKind, ResultsOperations
from workbench.gui.presenters.strip import Strip
from workbench.store.changes import Changes


class ResultsFiles:
    """Reads and writes files in jobs, and says in the status line what came of it."""

    def __init__(
        self,
        operations: ResultsOperations,
        jobs: Jobs,
        strip: Strip,
        tell: Callable[[str], None],
        changed: Callable[[Changes], None],
    ) -> None:
        """`changed` is told of what was taken in, so that the screens concerned read again."""
        self._operations, self._jobs, self._strip = operations, jobs, strip
        self._tell, self._changed = tell, changed

    def export(self, kind: ExportKind, path: Path) -> None:
        """Write the leaderboard to a file."""

        def write() -> str:
            self._operations.export(kind, path)
            return f"Written: {path.name}"

        self._start(f"Export {path.name}", write, lambda: None)

    def add_published(self, path: Path) -> None:
        """Take in published numbers."""
        read = self._operations.add_published
        self._start(f"Read {path.name}", lambda: read(path), self._took_in)

    def import_results(self, paths: Sequence[Path]) -> None:
        """Take in other people's answers."""
        if paths:
            name = paths[0].name if len(paths) == 1 else f"{len(paths)} files"
            read = self._operations.import_results
            self._start(f"Import {name}", lambda: read(tuple(paths)), self._took_in)

    def _took_in(self) -> None:
        self._changed(Changes.RUNS)

    def _start(self, title: str, call: Callable[[], str], then: Callable[[], None]) -> None:
        entry = self._strip.begin(title)

        def ended(error: Exception | None) -> None:
            entry.end()
            if error is None:
                then()
            elif isinstance(error, WorkbenchError):
                self._tell(str(error))
            else:
                raise error

        self._jobs.start(once(call), self._tell, ended)
