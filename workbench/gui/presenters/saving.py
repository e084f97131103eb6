"""One save in a job, which can be taken back while it has not begun, and waited for when it has."""

from collections.abc import Callable, Generator
from threading import Event
from typing import Generic, TypeVar

from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.jobs import Jobs

T = TypeVar("T")
_PATIENCE = 10.0


class Save(Generic[T]):
    """One save. At the end of a screen it is taken back if it has not begun, else waited for: otherwise
    something older could reach the disk after something newer."""

    def __init__(self, what: T, save: Callable[[T], object]) -> None:
        self.what = what
        self._save = save
        self._turn = [what]
        """Whoever pops it saves; `pop` is one step, so two cannot."""
        self._over = Event()
        self._saved = False

    def work(self) -> Generator[None]:
        """Save in whichever thread iterates, unless that was taken back."""
        try:
            if self._take():
                self._save(self.what)
                self._saved = True
                yield
        finally:
            self._over.set()

    def finish(self) -> bool:
        """Take the save back, or wait for it; whether it is on disk."""
        if not self._take():
            self._over.wait(_PATIENCE)
        return self._saved

    def _take(self) -> bool:
        try:
            self._turn.pop()
        except IndexError:
            return False
        return True


class NewestSaved(Generic[T]):
    """Saves the newest of what is wanted, one save at a time; what came between is not worth saving."""

    def __init__(
        self, save: Callable[[T], object], jobs: Jobs, failed: Callable[[WorkbenchError], None]
    ) -> None:
        self._save, self._jobs, self._failed = save, jobs, failed
        self._wanted: T | None = None
        self._under_way: Save[T] | None = None

    def wants(self, what: T) -> None:
        """Save this, as soon as what is being saved is on disk."""
        self._wanted = what
        if self._under_way is None:
            self._begin()

    def close(self) -> None:
        """Save what is not on disk before returning: the screen is about to go."""
        under_way, self._under_way = self._under_way, None
        if under_way is not None and not under_way.finish() and self._wanted is None:
            self._wanted = under_way.what
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            try:
                self._save(wanted)
            except WorkbenchError as error:
                self._failed(error)

    def _begin(self) -> None:
        if self._wanted is not None:
            self._under_way, self._wanted = Save(self._wanted, self._save), None
            self._jobs.start(self._under_way.work, lambda _none: None, self._ended)

    def _ended(self, error: Exception | None) -> None:
        self._under_way = None
        self._begin()
        if isinstance(error, WorkbenchError):
            self._failed(error)
        elif error is not None:
            raise error
