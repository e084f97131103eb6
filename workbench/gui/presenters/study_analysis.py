"""Computes the results of the study that is shown, once for each state of its ratings. No Qt."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.jobs import Job, Jobs, Work
from workbench.gui.presenters.strip import Strip
from workbench.gui.presenters.study_values import (
    ArmsReady,
    BlindedReady,
    Computing,
    OpenStudy,
    StudyOperations,
)

if TYPE_CHECKING:
    from workbench.study.blinded import BlindedResults
    from workbench.study.results import Results

Event = Computing | BlindedReady | ArmsReady
Heard = Callable[[Event | WorkbenchError | None], None]
"""Told of each event, of what went wrong, and of the end by None."""


class StudyAnalysis:
    """One computation at a time; what is there is not computed again."""

    def __init__(self, operations: StudyOperations, jobs: Jobs, strip: Strip, heard: Heard) -> None:
        self._operations, self._jobs, self._strip, self._told = operations, jobs, strip, heard
        self._turn = 0
        self._busy = False
        self._job: Job | None = None
        self._after: list[Callable[[Results], None]] = []
        self.blinded: BlindedResults | None = None
        self.arms: Results | None = None

    def want_blinded(self, opened: OpenStudy) -> None:
        """Compute what needs no key, unless it is there or something else is computed."""
        if self.blinded is None and not self._busy:
            self._start(lambda: self._operations.blinded(opened))

    def want_arms(self, opened: OpenStudy, then: "Callable[[Results], None]" = lambda _found: None) -> None:
        """Compute everything by arm, unless it is there; then go on."""
        if self.arms is not None:
            then(self.arms)
            return
        self._after.append(then)
        if not self._busy:
            self._start(lambda: self._operations.arms(opened))

    def forget(self) -> None:
        """What was computed, and what is being computed, is about something else."""
        if self._job is not None:
            self._job.cancel()
        self._turn += 1
        self._busy, self._job = False, None
        self._after.clear()
        self.blinded = self.arms = None

    def _start(self, work: Work) -> None:
        entry = self._strip.begin("Results of the study")
        self._turn += 1
        turn, self._busy = self._turn, True

        def happened(event: Event) -> None:
            if turn == self._turn:
                if isinstance(event, Computing):
                    entry.progress(event.done, event.total, note=event.about)
                self._heard(event)

        def ended(error: Exception | None) -> None:
            entry.end()
            if error is not None and not isinstance(error, WorkbenchError):
                raise error
            if turn == self._turn:
                self._ended(error)

        job = self._jobs.start(work, happened, ended)
        if self._busy and turn == self._turn:
            self._job = job
            entry.stop_with(job.cancel)

    def _heard(self, event: Event) -> None:
        if isinstance(event, BlindedReady):
            self.blinded = event.results
        elif isinstance(event, ArmsReady):
            self.arms = event.results
        self._told(event)

    def _ended(self, error: WorkbenchError | None) -> None:
        self._busy, self._job = False, None
        if error is not None:
            self._after.clear()
            self._told(error)
            return
        self._told(None)
        if self.arms is not None:
            after, self._after = self._after, []
            for then in after:
                then(self.arms)
