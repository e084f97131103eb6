"""The drafts of the project, and what is done with a whole draft: begin, open, remove, give out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from workbench.authoring.operations import Exported, OpenedDraft, Published
from workbench.domain.errors import WorkbenchError
from workbench.formats.medsins_json import Profile
from workbench.gui.presenters import phrases
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
    """What the project holds, and what was last done with a draft."""

    rows: tuple[DraftSummary, ...] = ()
    tasks: tuple[TaskSummary, ...] = ()
    """Tasks that new instances can be written for."""
    loaded: bool = False
    message: str = ""
    failed: bool = False
    removed: Draft | None = None
    """The draft removed last; it can be brought back."""
    busy: bool = False


class DraftList:
    """Turns what a person does with whole drafts into operations and their outcome."""

    def __init__(
        self,
        operations: AuthorOperations,
        jobs: Jobs,
        *,
        changed: Callable[[Changes], None],
        show: Callable[[DraftListState], None],
        opened: Callable[[OpenedDraft | None], None],
        given_out: Callable[[Draft], None],
    ) -> None:
        self._operations, self._jobs, self._changed = operations, jobs, changed
        self._show_state, self._opened, self._given_out = show, opened, given_out
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
        if self.state.removed is not None:
            self._do(partial(self._operations.restore_draft, self.state.removed), self._begun)

    def publish(self, draft: Draft) -> None:
        """Add the draft's task and instances to the project."""
        self._busy()
        self._do(partial(self._operations.publish_draft, draft), self._published)

    def export(self, draft: Draft, folder: Path, profile: Profile) -> None:
        """Write the draft as a MedS-Ins file."""
        self._busy()
        self._do(partial(self._operations.export_draft, draft, folder, profile), self._exported)

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
        self._show(replace(self.state, rows=lists[0], tasks=lists[1], loaded=True))

    def _begun(self, opened: OpenedDraft) -> None:
        self._show(replace(self.state, removed=None, message=""))
        self._opened(opened)
        self._changed(Changes.DRAFTS)

    def _removed(self, draft: Draft, changes: Changes) -> None:
        title = draft.task.name.strip() or "Untitled"
        self._show(replace(self.state, removed=draft, message=f"Removed “{title}”.", failed=False))
        self._opened(None)
        self._changed(changes)

    def _published(self, published: Published) -> None:
        task_id = published.draft.task.id
        message = f"{phrases.counted(published.added, 'instance')} added to {task_id}."
        if published.known:
            message += f" {published.known:,} were there already."
        self._given_out(published.draft)
        self._show(replace(self.state, busy=False, message=message, failed=False, removed=None))
        self._changed(published.changes)

    def _exported(self, exported: Exported) -> None:
        rows = phrases.counted(exported.rows, "instance")
        message = f"{rows} written to {exported.file.name} in {exported.file.parent}."
        self._show(replace(self.state, busy=False, message=message, failed=False, removed=None))

    def _busy(self) -> None:
        self._show(replace(self.state, busy=True, message="", failed=False))

    def _do(self, operation: Callable[[], T], done: Callable[[T], None]) -> None:
        self._jobs.start(once(operation), done, self._ended)

    def _ended(self, error: Exception | None) -> None:
        if error is None:
            return
        if not isinstance(error, WorkbenchError):
            self._show(replace(self.state, busy=False))
            raise error
        self._show(replace(self.state, busy=False, message=str(error), failed=True, removed=None))

    def _show(self, state: DraftListState) -> None:
        self.state = state
        self._show_state(state)


def matching(tasks: tuple[TaskSummary, ...], text: str) -> tuple[TaskSummary, ...]:
    """The tasks whose number, name or category has every word of `text`."""
    words = text.casefold().split()
    return tuple(
        task
        for task in tasks
        if all(word in f"{task.id} {task.name} {task.category}".casefold() for word in words)
    )
