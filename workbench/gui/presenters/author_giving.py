"""Giving a draft out: as a task of the project, or as a MedS-Ins file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from workbench.authoring.operations import Exported, Published
from workbench.domain.errors import WorkbenchError
from workbench.formats.medsins_json import Profile
from workbench.gui.presenters import phrases
from workbench.gui.presenters.author_list import AuthorOperations, Notice
from workbench.gui.presenters.jobs import Jobs, once
from workbench.store.changes import Changes
from workbench.store.drafts import Draft

T = TypeVar("T")


class GivingOut:
    """Gives out one draft at a time, and says what became of it."""

    def __init__(
        self,
        operations: AuthorOperations,
        jobs: Jobs,
        *,
        changed: Callable[[Changes], None],
        tell: Callable[[Notice], None],
        given_out: Callable[[Draft], None],
    ) -> None:
        self._operations, self._jobs, self._changed = operations, jobs, changed
        self._tell, self._given_out = tell, given_out

    def publish(self, draft: Draft) -> None:
        """Add the draft's task and instances to the project."""
        self._do(partial(self._operations.publish_draft, draft), self._published)

    def export(self, draft: Draft, folder: Path, profile: Profile) -> None:
        """Write the draft as a MedS-Ins file."""
        self._do(partial(self._operations.export_draft, draft, folder, profile), self._exported)

    def _published(self, published: Published) -> None:
        message = f"{phrases.counted(published.added, 'instance')} added to {published.draft.task.id}."
        if published.known:
            message += f" {published.known:,} were there already."
        self._given_out(published.draft)
        self._tell(Notice(message))
        self._changed(published.changes)

    def _exported(self, exported: Exported) -> None:
        rows = phrases.counted(exported.rows, "instance")
        self._tell(Notice(f"{rows} written to {exported.file.name} in {exported.file.parent}."))

    def _do(self, operation: Callable[[], T], done: Callable[[T], None]) -> None:
        self._tell(Notice(busy=True))
        self._jobs.start(once(operation), done, self._ended)

    def _ended(self, error: Exception | None) -> None:
        if error is None:
            return
        if not isinstance(error, WorkbenchError):
            self._tell(Notice())
            raise error
        self._tell(Notice(str(error), failed=True))
