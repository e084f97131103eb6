"""What the Browse screen lists and reads, as states made from states. No Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

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
from workbench.gui.presenters.importing import ImportReport
from workbench.gui.presenters.pages import Pages, chained
from workbench.gui.presenters.passages import Shown, around_mark, shown
from workbench.gui.presenters.phrases import counted

if TYPE_CHECKING:
    # Only for the checker: the store takes half a second to import, and the window is there before.
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
    leads_to: frozenset[str] = frozenset()
    """The other screens that can be gone to: run, compare, draft."""

    @property
    def empty(self) -> bool:
        """Whether the project has no instances at all."""
        return self.loaded and (not self.tree or self.tree[0].instances == 0)

    @property
    def can_run(self) -> bool:
        """Whether a model can be asked about the tasks listed."""
        return "run" in self.leads_to

    @property
    def can_compare(self) -> bool:
        """Whether there are completions of the instance to compare."""
        return "compare" in self.leads_to and self.instance is not None and len(self.instance.completions) > 1

    @property
    def can_draft(self) -> bool:
        """Whether a draft can be started from the instance."""
        return "draft" in self.leads_to and self.instance is not None

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


class Listing:
    """The project's tasks, and the lists and instances that a state chooses among them."""

    def __init__(self, reads: BrowseReads) -> None:
        self._reads = reads
        self._tasks: tuple[TaskSummary, ...] = ()
        self._heads: dict[str, Task] = {}

    def reload(self) -> None:
        """Read the tasks again."""
        self._tasks = tuple(self._reads.summaries())
        self._heads.clear()

    def task_ids(self, state: BrowseState) -> tuple[str, ...]:
        """The tasks whose instances `state` lists."""
        return tuple(task.id for task in tasks_below(self._tasks, state.chosen, state.language_filter))

    def arranged(self, state: BrowseState) -> BrowseState:
        """`state` with its tree; what it chooses and does not exist any more is let go."""
        languages = languages_of(self._tasks)
        allowed = state.language_filter & frozenset(languages)
        tree = tree_of(self._tasks, allowed)
        keys = {branch.key for branch in tree} | {leaf.key for branch in tree for leaf in branch.below}
        chosen = state.chosen if state.chosen in keys else ALL
        return replace(
            state, tree=tree, languages=languages, language_filter=allowed, chosen=chosen, message=""
        )

    def listed(self, state: BrowseState, current: int | None) -> BrowseState:
        """`state` with all instances of what it chooses, at row `current` or the first."""
        tasks = tasks_below(self._tasks, state.chosen, state.language_filter)
        rows: Pages[ListRow] = Pages(*chained([(task.instances, self._reader(task)) for task in tasks]))
        if current is None or current >= len(rows):
            current = 0 if len(rows) else None
        heading = counted(len(rows), "instance")
        return self.read(replace(state, rows=rows, current=current, heading=heading, searching=False))

    def found(self, state: BrowseState, found: "Found") -> BrowseState:
        """`state` with the hits of its search."""
        names = {task.id: title_of(task) for task in self._tasks}
        rows = tuple(
            _row(
                hit.instance,
                hit.task_id,
                names.get(hit.task_id, hit.task_id),
                *around_mark(hit.excerpt, hit.spans),
            )
            for hit in found.rows
        )
        total = "more than " if found.total is None else ""
        count = len(rows) if found.total is None else found.total
        heading = f"{total}{counted(count, 'hit')} for “{state.query}”"
        if found.total is not None and found.total > len(rows):
            heading += f", the first {len(rows):,} shown"
        current = 0 if rows else None
        return self.read(replace(state, rows=rows, current=current, heading=heading, searching=False))

    def search(self, state: BrowseState) -> "Found":
        """Look for what `state` searches in what it chooses; slow, for a job."""
        all_of_them = state.chosen == ALL and not state.language_filter
        return self._reads.search(state.query, None if all_of_them else self.task_ids(state))

    def read(self, state: BrowseState) -> BrowseState:
        """`state` with the instance of its current row in full."""
        if state.current is None:
            return replace(state, instance=None)
        row = state.rows[state.current]
        instance = self._reads.instance(row.instance_id)
        completions = self._reads.completions(row.instance_id)
        count = next((task.instances for task in self._tasks if task.id == row.task_id), 0)
        title = f"{row.task} · {row.number:,} of {count:,}"
        if row.task_id not in self._heads:
            self._heads[row.task_id] = self._reads.task(row.task_id)
        head = self._heads[row.task_id]
        return replace(state, instance=shown(instance, head, title, completions, state.query))

    def _reader(self, task: "TaskSummary") -> Callable[[int, int], Sequence[ListRow]]:
        name = title_of(task)

        def read(offset: int, limit: int) -> Sequence[ListRow]:
            rows = self._reads.rows(task.id, offset, limit)
            return [_row(row, task.id, name, row.start, ()) for row in rows]

        return read


def _row(
    row: "InstanceRow", task_id: str, name: str, start: str, marks: tuple[tuple[int, int], ...]
) -> ListRow:
    return ListRow(row.id, task_id, name, row.number, start, marks, row.references, row.language or "")
