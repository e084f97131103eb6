"""The drafts of the project, and what is done with a whole draft: begin, open, remove, bring back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from workbench.authoring.operations import Exported, OpenedDraft, Published
from workbench.domain.errors import WorkbenchError
from workbench.formats.medsins_json import Profile
from workbench.gui.presenters.jobs import Jobs, once
from workbench.store.changes import Changes
from workbench.store.drafts import Draft, DraftSummary
from workbench.store.tasks import TaskSummary

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AuthorOperations:
    """The operations of the Author screen, bound to the open project."""

    list_drafts: Callable[[], tuple[DraftSummary, ...]]
    list_tasks: Callable[[], tuple[TaskSummary, ...]]
    open_draft: Callable[[str], OpenedDraft]
    new_draft: Callable[[], OpenedDraft]
    draft_from_task: Callable[[str], OpenedDraft]
    draft_from_instance: Callable[[str], OpenedDraft]
    save_draft: Callable[[Draft], Changes]
    delete_draft: Callable[[str], Changes]
    restore_draft: Callable[[Draft], OpenedDraft]
    publish_draft: Callable[[Draft], Published]
    export_draft: Callable[[Draft, Path, Profile], Exported]


@dataclass(frozen=True, slots=True)
class DraftListState:
    """What the project holds."""

    rows: tuple[DraftSummary, ...] = ()
    tasks: tuple[TaskSummary, ...] = ()
    """Tasks that new instances can be written for."""
    loaded: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """What became of the last thing done with a whole draft."""

    message: str = ""
    failed: bool = False
    busy: bool = False
    """Whether it is still being done."""
    removed: Draft | None = None
    """The draft removed last; it can be brought back."""


class DraftList:
    """Turns what a person does with whole drafts into operations."""

    def __init__(
        self,
        operations: AuthorOperations,
        jobs: Jobs,
        *,
        changed: Callable[[Changes], None],
        show: Callable[[DraftListState], None],
        tell: Callable[[Notice], None],
        opened: Callable[[OpenedDraft | None], None],
    ) -> None:
        self._operations, self._jobs, self._changed = operations, jobs, changed
        self._show_state, self._tell, self._opened = show, tell, opened
        self._removed_draft: Draft | None = None
        self.state = DraftListState()

    def reload(self) -> None:
        """Read again which drafts and tasks there are."""
        operations = self._operations
        self._do(lambda: (operations.list_drafts(), operations.list_tasks()), self._listed)

    def new(self) -> None:
        """Begin a draft of a new task."""
        self._do(self._operations.new_draft, self._begun)

    def from_task(self, task_id: str) -> None:
        """Begin a draft of new instances for a task of the project."""
        self._do(partial(self._operations.draft_from_task, task_id), self._begun)

    def from_instance(self, instance_id: str) -> None:
        """Begin a draft of new instances with a copy of an instance of the project."""
        self._do(partial(self._operations.draft_from_instance, instance_id), self._begun)

    def open(self, draft_id: str) -> None:
        """Go on with a draft."""
        self._do(partial(self._operations.open_draft, draft_id), self._opened)

    def remove(self, draft: Draft) -> None:
        """Remove a draft from the project. It can be brought back until another is removed."""
        self._do(partial(self._operations.delete_draft, draft.id), partial(self._removed, draft))

    def restore(self) -> None:
        """Bring back the draft removed last."""
        if self._removed_draft is not None:
            self._do(partial(self._operations.restore_draft, self._removed_draft), self._begun)

    def noted(self, draft: Draft | None) -> DraftListState:
        """The state with the draft at hand as it is now, without reading the project again."""
        if draft is not None:
            rows = tuple(
                replace(row, name=draft.task.name, instances=len(draft.instances))
                if row.id == draft.id
                else row
                for row in self.state.rows
            )
            if rows != self.state.rows:
                self.state = replace(self.state, rows=rows)
        return self.state

    def _listed(self, lists: tuple[tuple[DraftSummary, ...], tuple[TaskSummary, ...]]) -> None:
        self.state = DraftListState(*lists, loaded=True)
        self._show_state(self.state)

    def _begun(self, opened: OpenedDraft) -> None:
        self._removed_draft = None
        self._tell(Notice())
        self._opened(opened)
        self._changed(opened.changes)

    def _removed(self, draft: Draft, changes: Changes) -> None:
        self._removed_draft = draft
        self._tell(Notice(f"Removed “{draft.task.name.strip() or 'Untitled'}”.", removed=draft))
        self._opened(None)
        self._changed(changes)

    def _do(self, operation: Callable[[], T], done: Callable[[T], None]) -> None:
        self._jobs.start(once(operation), done, self._ended)

    def _ended(self, error: Exception | None) -> None:
        if error is not None and not isinstance(error, WorkbenchError):
            raise error
        if error is not None:
            self._tell(Notice(str(error), failed=True))


def matching(tasks: tuple[TaskSummary, ...], text: str) -> tuple[TaskSummary, ...]:
    """The tasks whose number, name or category has every word of `text`."""
    words = text.casefold().split()
    return tuple(
        task
        for task in tasks
        if all(word in f"{task.id} {task.name} {task.category}".casefold() for word in words)
    )
