"""The Browse screen: tasks in a tree, their instances in a list, one to read, and the search. No Qt."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.browse_list import BrowseReads, BrowseState, Listing
from workbench.gui.presenters.exporting import Exporting
from workbench.gui.presenters.importing import Importing, ImportReport
from workbench.gui.presenters.jobs import Jobs
from workbench.gui.presenters.latest import Latest
from workbench.gui.presenters.strip import Strip
from workbench.store.changes import Changes

if TYPE_CHECKING:
    # Only for the checker: the store takes half a second to import, and the window is there before.
    from workbench.library.operations import FileExported, FileImported, ImportProgress


@dataclass(frozen=True, slots=True)
class BrowseActions:
    """What the screen can set going; None where the program cannot do it yet."""

    import_paths: Callable[[Sequence[Path]], "Generator[ImportProgress | FileImported]"]
    export: Callable[[Sequence[str], Path, str], "Generator[FileExported]"]
    """Task ids, folder, profile."""
    run: Callable[[tuple[str, ...]], None] | None = None
    compare: Callable[[str, str], None] | None = None
    """Task id, instance id."""
    draft: Callable[[str], None] | None = None
    """Instance id."""


class BrowsePresenter:
    """Turns what a person looks for into what the Browse screen shows."""

    cares_about = Changes.TASKS | Changes.RUNS

    def __init__(
        self,
        reads: BrowseReads,
        actions: BrowseActions,
        jobs: Jobs,
        strip: Strip,
        *,
        changed: Callable[[Changes], None],
        tell: Callable[[str], None],
    ) -> None:
        self._actions = actions
        self._changed = changed
        self._tell = tell
        self._listing = Listing(reads)
        self._searches = Latest(jobs)
        self._importing = Importing(actions.import_paths, jobs, strip, self._imported)
        self._exporting = Exporting(actions.export, jobs, strip, tell)
        self._render: Callable[[BrowseState], None] = lambda _state: None
        ways = {"run": actions.run, "compare": actions.compare, "draft": actions.draft}
        self.state = BrowseState(leads_to=frozenset(name for name, way in ways.items() if way is not None))

    def attach(self, render: Callable[[BrowseState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def reload(self) -> None:
        """Read the project again; what is chosen and read stays, where it still is."""
        self._listing.reload()
        self._look(replace(self.state, loaded=True), keep=True)

    def choose(self, key: str) -> None:
        """List the instances of a branch of the tree."""
        if key != self.state.chosen:
            self._look(replace(self.state, chosen=key))

    def toggle_language(self, code: str) -> None:
        """Add a language to those listed, or take it away."""
        self._look(replace(self.state, language_filter=self.state.language_filter ^ {code}))

    def search(self, text: str) -> None:
        """List the instances in which `text` stands; with nothing to search for, all of them again."""
        query = text.strip()
        if query != self.state.query:
            self._look(replace(self.state, query=query))

    def read(self, place: int) -> None:
        """Read the instance in row `place`."""
        if 0 <= place < len(self.state.rows):
            self._show(self._listing.read(replace(self.state, current=place)))

    def step(self, by: int) -> None:
        """Read the next instance, or with -1 the one before."""
        if self.state.current is not None:
            self.read(self.state.current + by)

    def import_files(self, sources: Sequence[Path]) -> None:
        """Bring files and folders of task files into the project."""
        self._importing.start(sources)

    def close_report(self) -> None:
        """Put the report of the last import away."""
        self._show(replace(self.state, report=None))

    def export(self, folder: Path, profile: str) -> None:
        """Write the tasks that are listed to `folder` as MedS-Ins JSON."""
        self._exporting.start(self._listing.task_ids(self.state), folder, profile)

    def lead_to(self, screen: str) -> None:
        """Go to another screen: `run` the tasks listed, `compare` the instance read, `draft` one like it."""
        actions, instance = self._actions, self.state.instance
        if screen == "run" and actions.run is not None:
            actions.run(self._listing.task_ids(self.state))
        if screen == "compare" and actions.compare is not None and instance is not None:
            actions.compare(instance.task_id, instance.instance_id)
        if screen == "draft" and actions.draft is not None and instance is not None:
            actions.draft(instance.instance_id)

    def _look(self, state: BrowseState, *, keep: bool = False) -> None:
        """Show what `state` chooses and searches; `keep` stays at the row that is read."""
        same = state.chosen == self.state.chosen
        state = self._listing.arranged(state)
        if not state.query:
            self._searches.forget()
            stays = keep and same and state.chosen == self.state.chosen
            self._show(self._listing.listed(state, state.current if stays else None))
            return

        def failed(error: WorkbenchError) -> None:
            self._show(replace(self.state, searching=False, message=str(error)))

        self._show(replace(state, searching=True))
        self._searches.ask(
            lambda: self._listing.search(state),
            lambda found: self._show(self._listing.found(self.state, found)),
            failed,
        )

    def _imported(self, report: ImportReport, going_on: bool) -> None:
        seen = report if report.files or not going_on else None
        self._show(replace(self.state, importing=going_on, report=seen))
        if not going_on:
            self._tell(report.heading)
            self._changed(Changes.TASKS)

    def _show(self, state: BrowseState) -> None:
        self.state = state
        self._render(state)
