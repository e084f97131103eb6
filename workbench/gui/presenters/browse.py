"""The Browse screen: tasks in a tree, their instances in a list, one to read, and the search. No Qt."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.domain.errors import WorkbenchError
from workbench.domain.runs import Completion
from workbench.domain.tasks import Instance, Task
from workbench.gui.presenters.browse_tree import (
    ALL,
    Branch,
    languages_of,
    tasks_below,
    title_of,
    tree_of,
)
from workbench.gui.presenters.exporting import Exporting
from workbench.gui.presenters.importing import Importing, ImportReport
from workbench.gui.presenters.jobs import Jobs
from workbench.gui.presenters.latest import Latest
from workbench.gui.presenters.pages import Pages, chained
from workbench.gui.presenters.passages import Shown, around_mark, shown
from workbench.gui.presenters.phrases import counted
from workbench.gui.presenters.strip import Strip
from workbench.store.changes import Changes

if TYPE_CHECKING:
    # Only for the checker: the store takes half a second to import, and the window is there before.
    from workbench.library.operations import FileExported, FileImported, ImportProgress
    from workbench.store.rows import InstanceRow
    from workbench.store.runs import RunSummary
    from workbench.store.search import Found
    from workbench.store.tasks import TaskSummary


@dataclass(frozen=True, slots=True)
class ListRow:
    """A line of the list of instances."""

    instance_id: str
    task_id: str
    task: str
    """The task as lists name it."""
    number: int
    """Which of its task's instances."""
    start: str
    """How the input begins; for a hit, the words around it."""
    marks: tuple[tuple[int, int], ...]
    references: int
    language: str


@dataclass(frozen=True, slots=True)
class BrowseReads:
    """What the screen reads. All but `search` are quick enough for the window's thread."""

    summaries: Callable[[], Sequence["TaskSummary"]]
    rows: Callable[[str, int, int], Sequence["InstanceRow"]]
    """A page of a task's instances: task id, offset, limit."""
    instance: Callable[[str], Instance]
    task: Callable[[str], Task]
    completions: Callable[[str], Sequence[tuple["RunSummary", Completion]]]
    search: Callable[[str, tuple[str, ...] | None], "Found"]
    """Called in a job: text, task ids or None for all."""


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


@dataclass(frozen=True, slots=True)
class BrowseState:
    """Everything the Browse screen shows."""

    loaded: bool = False
    tree: tuple[Branch, ...] = ()
    chosen: str = ALL
    """Key of the branch whose instances are listed."""
    languages: tuple[str, ...] = ()
    """Those that occur."""
    language_filter: frozenset[str] = frozenset()
    rows: Sequence[ListRow] = ()
    current: int | None = None
    """Which row is read."""
    heading: str = ""
    """What the list shows, and how much of it."""
    instance: Shown | None = None
    query: str = ""
    searching: bool = False
    importing: bool = False
    report: ImportReport | None = None
    message: str = ""
    """What went wrong."""
    can_run: bool = False
    can_compare: bool = False
    can_draft: bool = False

    @property
    def empty(self) -> bool:
        """Whether the project has no instances at all."""
        return self.loaded and (not self.tree or self.tree[0].instances == 0)

    @property
    def several_tasks(self) -> bool:
        """Whether the list mixes tasks."""
        return not self.chosen.startswith("task:")

    @property
    def can_go_on(self) -> bool:
        """Whether there is a next instance."""
        return self.current is not None and self.current + 1 < len(self.rows)

    @property
    def can_go_back(self) -> bool:
        """Whether there is an instance before."""
        return self.current is not None and self.current > 0

    @property
    def position(self) -> str:
        """Which row is read, in words."""
        return "" if self.current is None else f"{self.current + 1:,} of {len(self.rows):,}"


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
        self._reads = reads
        self._actions = actions
        self._jobs = jobs
        self._strip = strip
        self._changed = changed
        self._tell = tell
        self._searches = Latest(jobs)
        self._importing = Importing(actions.import_paths, jobs, strip, self._imported)
        self._tasks: tuple[TaskSummary, ...] = ()
        self._heads: dict[str, Task] = {}
        self._render: Callable[[BrowseState], None] = lambda _state: None
        self.state = BrowseState(can_run=actions.run is not None)

    def attach(self, render: Callable[[BrowseState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def reload(self) -> None:
        """Read the project again; what is chosen and read stays, where it still is."""
        self._tasks = tuple(self._reads.summaries())
        self._heads.clear()
        self._listed(replace(self.state, loaded=True), keep=True)

    def choose(self, key: str) -> None:
        """List the instances of a branch of the tree."""
        if key != self.state.chosen:
            self._listed(replace(self.state, chosen=key))

    def toggle_language(self, code: str) -> None:
        """Add a language to those listed, or take it away."""
        self._listed(replace(self.state, language_filter=self.state.language_filter ^ {code}))

    def search(self, text: str) -> None:
        """List the instances in which `text` stands; with nothing to search for, all of them again."""
        query = text.strip()
        if query != self.state.query:
            self._listed(replace(self.state, query=query))

    def read(self, place: int) -> None:
        """Read the instance in row `place`."""
        if 0 <= place < len(self.state.rows):
            self._show(self._with_instance(replace(self.state, current=place)))

    def go_on(self) -> None:
        """Read the next instance."""
        if self.state.can_go_on and self.state.current is not None:
            self.read(self.state.current + 1)

    def go_back(self) -> None:
        """Read the instance before."""
        if self.state.can_go_back and self.state.current is not None:
            self.read(self.state.current - 1)

    def import_files(self, sources: Sequence[Path]) -> None:
        """Bring files and folders of task files into the project."""
        self._importing.start(sources)

    def close_report(self) -> None:
        """Put the report of the last import away."""
        self._show(replace(self.state, report=None))

    def export(self, folder: Path, profile: str) -> None:
        """Write the tasks that are listed to `folder` as MedS-Ins JSON."""
        Exporting(self._actions.export, self._jobs, self._strip, self._tell).start(
            self._listed_tasks(), folder, profile
        )

    def run_listed(self) -> None:
        """Go and choose a model for the tasks that are listed."""
        if self._actions.run is not None:
            self._actions.run(self._listed_tasks())

    def compare_this(self) -> None:
        """Go and compare the completions of the instance that is read."""
        if self._actions.compare is not None and self.state.instance is not None:
            self._actions.compare(self.state.instance.task_id, self.state.instance.instance_id)

    def draft_this(self) -> None:
        """Start a draft from the instance that is read."""
        if self._actions.draft is not None and self.state.instance is not None:
            self._actions.draft(self.state.instance.instance_id)

    def _listed_tasks(self) -> tuple[str, ...]:
        below = tasks_below(self._tasks, self.state.chosen, self.state.language_filter)
        return tuple(task.id for task in below)

    def _listed(self, state: BrowseState, *, keep: bool = False) -> None:
        """Show the tree and the list of what `state` chooses; `keep` stays at the row that is read."""
        languages = languages_of(self._tasks)
        allowed = state.language_filter & frozenset(languages)
        tree = tree_of(self._tasks, allowed)
        keys = {branch.key for branch in tree} | {leaf.key for branch in tree for leaf in branch.below}
        chosen = state.chosen if state.chosen in keys else ALL
        state = replace(
            state, tree=tree, languages=languages, language_filter=allowed, chosen=chosen, message=""
        )
        if state.query:
            self._search(state)
            return
        self._searches.forget()
        tasks = tasks_below(self._tasks, chosen, allowed)
        rows: Pages[ListRow] = Pages(*chained([(task.instances, self._reader(task)) for task in tasks]))
        heading = counted(len(rows), "instance")
        current = state.current if keep and chosen == self.state.chosen else None
        if current is None or current >= len(rows):
            current = 0 if len(rows) else None
        state = replace(state, rows=rows, current=current, heading=heading, searching=False)
        self._show(self._with_instance(state))

    def _reader(self, task: "TaskSummary") -> Callable[[int, int], Sequence[ListRow]]:
        name = title_of(task)

        def read(offset: int, limit: int) -> Sequence[ListRow]:
            return [
                self._row(row, task.id, name, row.start, ())
                for row in self._reads.rows(task.id, offset, limit)
            ]

        return read

    def _row(
        self, row: "InstanceRow", task_id: str, name: str, start: str, marks: tuple[tuple[int, int], ...]
    ) -> ListRow:
        return ListRow(row.id, task_id, name, row.number, start, marks, row.references, row.language or "")

    def _search(self, state: BrowseState) -> None:
        self._show(replace(state, searching=True))
        all_of_them = state.chosen == ALL and not state.language_filter
        among = None if all_of_them else self._listed_tasks()
        query = state.query
        self._searches.ask(lambda: self._reads.search(query, among), self._found, self._search_failed)

    def _found(self, found: "Found") -> None:
        names = {task.id: title_of(task) for task in self._tasks}
        rows = tuple(
            self._row(
                hit.instance,
                hit.task_id,
                names.get(hit.task_id, hit.task_id),
                *around_mark(hit.excerpt, hit.spans),
            )
            for hit in found.rows
        )
        total = "more than " if found.total is None else ""
        count = len(rows) if found.total is None else found.total
        heading = f"{total}{counted(count, 'hit')} for “{self.state.query}”"
        if found.total is not None and found.total > len(rows):
            heading += f", the first {len(rows):,} shown"
        state = replace(self.state, rows=rows, current=0 if rows else None, heading=heading, searching=False)
        self._show(self._with_instance(state))

    def _search_failed(self, error: WorkbenchError) -> None:
        self._show(replace(self.state, searching=False, message=str(error)))

    def _with_instance(self, state: BrowseState) -> BrowseState:
        """`state` with the instance of its current row in full."""
        if state.current is None:
            return replace(state, instance=None, can_compare=False, can_draft=False)
        row = state.rows[state.current]
        instance = self._reads.instance(row.instance_id)
        completions = self._reads.completions(row.instance_id)
        count = next((task.instances for task in self._tasks if task.id == row.task_id), 0)
        title = f"{row.task} · {row.number:,} of {count:,}"
        return replace(
            state,
            instance=shown(instance, self._head(row.task_id), title, completions, state.query),
            can_compare=self._actions.compare is not None and len(completions) > 1,
            can_draft=self._actions.draft is not None,
        )

    def _head(self, task_id: str) -> Task:
        if task_id not in self._heads:
            self._heads[task_id] = self._reads.task(task_id)
        return self._heads[task_id]

    def _imported(self, report: ImportReport, going_on: bool) -> None:
        self._show(
            replace(self.state, importing=going_on, report=report if report.files or not going_on else None)
        )
        if not going_on:
            self._tell(report.heading)
            self._changed(Changes.TASKS)

    def _show(self, state: BrowseState) -> None:
        self.state = state
        self._render(state)
