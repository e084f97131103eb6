"""Keeping a draft on disk while it is written: one save at a time, none lost, none overtaken."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.jobs import Jobs
from workbench.gui.presenters.saving import Save
from workbench.store.drafts import Draft

LONGEST_UNSAVED = timedelta(seconds=1)
"""While somebody types without a pause."""


@dataclass(frozen=True, slots=True)
class SavedState:
    """Where the draft on screen stands, compared with the disk."""

    message: str = ""
    """“saved 14:02”, or why it could not be saved."""
    failed: bool = False


class Saver:
    """Saves the newest draft; what changes while a save is under way is saved after it."""

    def __init__(
        self,
        save: Callable[[Draft], object],
        jobs: Jobs,
        now: Callable[[], datetime],
        show: Callable[[SavedState], None],
    ) -> None:
        self._save, self._jobs, self._now, self._show = save, jobs, now, show
        self._wanted: list[Draft] = []
        """Newest state of each draft that is not on disk."""
        self._under_way: Save[Draft] | None = None
        self._since: datetime | None = None
        self._then: list[Callable[[], None]] = []

    def wants(self, draft: Draft) -> None:
        """Hear of a change; it is saved now if the last save was long ago, else at the next pause."""
        self._wanted = [*(other for other in self._wanted if other.id != draft.id), draft]
        if self._since is None:
            self._since = self._now()
        elif self._now() - self._since >= LONGEST_UNSAVED:
            self.save_soon()

    def save_soon(self) -> None:
        """Save what is not on disk, unless a save is under way: then right after it."""
        if self._under_way is not None or not self._wanted:
            return
        draft, *self._wanted = self._wanted
        self._since = None
        self._under_way = Save(draft, self._save)
        self._jobs.start(self._under_way.work, lambda _none: None, self._ended)

    def when_saved(self, then: Callable[[], None]) -> None:
        """Call `then` once everything is on disk; never, when that fails."""
        self._then.append(then)
        self.save_soon()
        self._call_those_who_wait()

    def save_now(self) -> None:
        """Save what is not on disk before returning: the screen is about to go."""
        under_way, self._under_way = self._under_way, None
        if under_way is not None and not under_way.finish():
            self._wanted = [
                *([] if self._holds(under_way.what.id) else [under_way.what]),
                *self._wanted,
            ]
        wanted, self._wanted = self._wanted, []
        for draft in wanted:
            self._save(draft)

    def _holds(self, draft_id: str) -> bool:
        """Whether a newer state of that draft waits."""
        return any(draft.id == draft_id for draft in self._wanted)

    def _ended(self, error: Exception | None) -> None:
        ended, self._under_way = self._under_way, None
        if error is None:
            self._show(SavedState(f"saved {self._now():%H:%M}"))
            self.save_soon()
            self._call_those_who_wait()
            return
        self._then.clear()
        if ended is not None and not self._holds(ended.what.id):
            # Kept for the next pause: what was typed must not be lost because a disk was full.
            self._wanted = [ended.what, *self._wanted]
        if not isinstance(error, WorkbenchError):
            raise error
        self._show(SavedState(f"Not saved: {error}", failed=True))

    def _call_those_who_wait(self) -> None:
        if self._under_way is None and not self._wanted:
            waiting, self._then = self._then, []
            for then in waiting:
                then()
