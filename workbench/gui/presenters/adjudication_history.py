"""Decisions go to the disk one after the other, and back: undo and redo append too. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass

from workbench.domain.adjudications import Resolution
from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.adjudication_values import Disagreement, Draft, Kept
from workbench.gui.presenters.jobs import Jobs, once
from workbench.gui.presenters.study_values import AdjudicationOperations, OpenStudy


@dataclass(frozen=True, slots=True)
class Step:
    """One decision of this sitting."""

    entry: Disagreement
    before: Resolution | None
    after: Resolution | None


Written = Callable[[Kept, Step], None]
"""Told what is kept now, and the step that led there."""


class AdjudicationHistory:
    """Writes in jobs, one at a time; nothing counts before it is on the disk."""

    def __init__(
        self, operations: AdjudicationOperations, jobs: Jobs, failed: Callable[[WorkbenchError], None]
    ) -> None:
        self._operations, self._jobs, self._failed = operations, jobs, failed
        self._done: tuple[Step, ...] = ()
        self._undone: tuple[Step, ...] = ()
        self._turn = 0
        self.busy = False

    @property
    def can_undo(self) -> bool:
        """Whether there is a decision of this sitting to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether a decision was taken back and nothing decided since."""
        return bool(self._undone)

    def forget(self) -> None:
        """What comes is about another study."""
        self._turn += 1
        self._done = self._undone = ()

    def decide(
        self,
        opened: OpenStudy,
        entry: Disagreement,
        draft: Draft,
        before: Resolution | None,
        written: Written,
    ) -> None:
        """Keep what is chosen."""

        def heard(kept: Kept) -> None:
            step = Step(entry, before, kept.standing.get(entry.key))
            self._done, self._undone = (*self._done, step), ()
            written(kept, step)

        self._write(lambda: self._operations.decide(opened, entry.case, draft), heard)

    def undo(self, opened: OpenStudy, written: Written) -> None:
        """Take the last decision of this sitting back."""
        if self._done and not self.busy:
            step = self._done[-1]

            def heard(kept: Kept) -> None:
                self._done, self._undone = self._done[:-1], (*self._undone, step)
                written(kept, step)

            self._write(lambda: self._operations.restore(opened, step.entry.case, step.before), heard)

    def redo(self, opened: OpenStudy, written: Written) -> None:
        """Decide again what was taken back last."""
        if self._undone and not self.busy:
            step = self._undone[-1]

            def heard(kept: Kept) -> None:
                self._done, self._undone = (*self._done, step), self._undone[:-1]
                written(kept, step)

            self._write(lambda: self._operations.restore(opened, step.entry.case, step.after), heard)

    def _write(self, call: Callable[[], Kept], heard: Callable[[Kept], None]) -> None:
        self.busy, turn = True, self._turn
        answers: list[Kept] = []

        def ended(error: Exception | None) -> None:
            self.busy = False
            if error is not None and not isinstance(error, WorkbenchError):
                raise error
            if turn != self._turn:
                return
            if error is not None:
                self._failed(error)
            else:
                heard(answers[0])

        self._jobs.start(once(call), answers.append, ended)
