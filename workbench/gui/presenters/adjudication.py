"""The adjudication of a study: the queue of what raters disagree about, worst first. No Qt."""

from collections.abc import Callable
from dataclasses import replace

from workbench.domain.errors import WorkbenchError
from workbench.domain.reports import Table
from workbench.gui.presenters.adjudication_sitting import AdjudicationSitting, Around
from workbench.gui.presenters.adjudication_values import (
    AdjudicationState,
    Kept,
    Queue,
    Shown,
    listed,
)
from workbench.gui.presenters.jobs import Jobs
from workbench.gui.presenters.latest import Latest
from workbench.gui.presenters.study_values import AdjudicationOperations, OpenStudy


class AdjudicationPresenter:
    """Turns what an adjudicator does with the queue into new states."""

    def __init__(self, operations: AdjudicationOperations, jobs: Jobs) -> None:
        self._operations = operations
        self._reading, self._comparing = Latest(jobs), Latest(jobs)
        self._opened: OpenStudy | None = None
        self._render: Callable[[AdjudicationState], None] = lambda _state: None
        self.state = AdjudicationState()
        self.sitting = AdjudicationSitting(
            operations,
            jobs,
            Around(lambda: self.state, self._show, self._study, self._compare),
        )

    def attach(self, render: Callable[[AdjudicationState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def want(self, opened: OpenStudy) -> None:
        """Show what raters of a study disagree about; of one that is known only what is decided is read."""
        known, queue = self._opened, self.state.queue
        if known is not None and (known.study.id, known.given) != (opened.study.id, opened.given):
            self.forget()
            queue = None
        self._opened = opened
        if self.state.item is None:
            read, kept = self._operations.queue, self._operations.kept
            self._reading.ask(lambda: (queue or read(opened), kept(opened)), self._read, self._failed)

    def forget(self) -> None:
        """What was read is about other ratings, or another study."""
        self._opened = None
        for one in (self._reading, self._comparing):
            one.forget()
        self.sitting.forget()
        self._show(AdjudicationState(shown=self.state.shown))

    def list_question(self, question: str) -> None:
        """List only what is about a question; everything for ""."""
        self._list(replace(self.state, question=question))

    def list_shown(self, shown: Shown) -> None:
        """List what is open, what is decided, or both."""
        self._list(replace(self.state, shown=shown))

    def choose(self, row: int) -> None:
        """A row of the list is the chosen one."""
        if 0 <= row < len(self.state.rows):
            self._show(replace(self.state, place=self.state.rows[row].entry.place))

    def _study(self) -> OpenStudy:
        assert self._opened is not None
        return self._opened

    def _read(self, found: tuple[Queue, Kept]) -> None:
        queue, kept = found
        changed = kept.standing != self.state.kept.standing
        self._list(replace(self.state, queue=queue, kept=kept, message="", failed=False))
        if changed:
            self._compare()

    def _list(self, state: AdjudicationState) -> None:
        """The list as it is filtered; what was chosen stays chosen where it is still there."""
        state = listed(state)
        if state.row is None:
            state = replace(state, place=state.rows[0].entry.place if state.rows else None)
        self._show(state)

    def _compare(self) -> None:
        """Compute agreement before and after again: not after each decision, nobody looks then."""
        opened = self._study()
        self._show(replace(self.state, computing=True))
        self._comparing.ask(lambda: self._operations.agreement(opened), self._compared, self._failed)

    def _compared(self, table: Table | None) -> None:
        self._show(replace(self.state, agreement=table, computing=False))

    def _failed(self, error: WorkbenchError) -> None:
        self._show(replace(self.state, computing=False, message=str(error), failed=True))

    def _show(self, state: AdjudicationState) -> None:
        self.state = state
        self._render(state)
