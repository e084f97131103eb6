"""The project's runs: what each asked, how far it came, and what can be done with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from workbench.domain.errors import WorkbenchError
from workbench.domain.runs import RunState
from workbench.gui.presenters import phrases
from workbench.gui.presenters.jobs import Jobs
from workbench.gui.presenters.latest import Latest
from workbench.store.changes import Changes
from workbench.store.runs import RunSummary


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run in the list."""

    id: str
    model: str
    protocol: str
    tasks: str
    answered: str
    failed: int
    state: str
    created: str
    can_resume: bool


@dataclass(frozen=True, slots=True)
class RunListState:
    """Everything the list of runs shows."""

    loaded: bool = False
    lines: tuple[RunLine, ...] = ()
    selected: str | None = None
    deleting: str | None = None
    """The run that a person is asked about."""
    going: str | None = None
    """The run that is being answered now: it can be neither resumed nor deleted."""
    message: str = ""

    @property
    def line(self) -> RunLine | None:
        """The selected run."""
        return next((line for line in self.lines if line.id == self.selected), None)

    @property
    def can_delete(self) -> bool:
        """Whether the selected run may be deleted now."""
        return self.line is not None and self.selected != self.going

    @property
    def can_resume(self) -> bool:
        """Whether the selected run has something left to ask, and no run is going."""
        return self.line is not None and self.line.can_resume and self.going is None

    @property
    def question(self) -> str:
        """What is asked before deleting; empty when nothing is."""
        line = next((line for line in self.lines if line.id == self.deleting), None)
        if line is None:
            return ""
        return (
            f"Delete the run of {line.model} from {line.created} with its answers ({line.answered})? "
            "This cannot be undone."
        )


class RunListPresenter:
    """Turns what a person does with past runs into new states of their list."""

    cares_about = Changes.RUNS

    def __init__(
        self,
        runs: Callable[[], Sequence[RunSummary]],
        delete: Callable[[str], Changes],
        changed: Callable[[Changes], None],
        jobs: Jobs,
    ) -> None:
        self._runs, self._delete, self._changed = runs, delete, changed
        self._reading, self._deleting = Latest(jobs), Latest(jobs)
        self._summaries: tuple[RunSummary, ...] = ()
        self._render: Callable[[RunListState], None] = lambda _state: None
        self.state = RunListState()

    def attach(self, render: Callable[[RunListState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def reload(self) -> None:
        """Read the project's runs again."""
        self._reading.ask(lambda: tuple(self._runs()), self._read, self._failed)

    def select(self, run_id: str | None) -> None:
        """Look at a run."""
        if run_id != self.state.selected:
            self._show(replace(self.state, selected=run_id, deleting=None))

    def going(self, run_id: str | None) -> None:
        """Know which run is being answered now."""
        self._show(replace(self.state, going=run_id))
        self.reload()

    def ask_to_delete(self) -> None:
        """Ask whether the selected run shall go."""
        if self.state.can_delete:
            self._show(replace(self.state, deleting=self.state.selected))

    def keep(self) -> None:
        """Delete nothing after all."""
        self._show(replace(self.state, deleting=None))

    def delete(self) -> None:
        """Delete the run that was asked about."""
        run_id = self.state.deleting
        if run_id is not None and run_id != self.state.going:
            self._show(replace(self.state, deleting=None))
            self._deleting.ask(partial(self._delete, run_id), self._changed, self._failed)

    def _read(self, summaries: tuple[RunSummary, ...]) -> None:
        newest = sorted(summaries, key=lambda summary: summary.created, reverse=True)
        lines = tuple(run_line(summary) for summary in newest)
        known = {line.id for line in lines}
        selected = self.state.selected if self.state.selected in known else lines[0].id if lines else None
        deleting = self.state.deleting if self.state.deleting in known else None
        self._show(
            replace(self.state, loaded=True, lines=lines, selected=selected, deleting=deleting, message="")
        )

    def _failed(self, error: WorkbenchError) -> None:
        self._show(replace(self.state, loaded=True, message=str(error)))

    def _show(self, state: RunListState) -> None:
        self.state = state
        self._render(state)


def run_line(summary: RunSummary) -> RunLine:
    """How a run stands in the list."""
    left = summary.asked - summary.answered - summary.failed
    if summary.failed and not left:
        state = f"{summary.failed} failed"
    else:
        state = "done" if summary.state is RunState.DONE else f"{left:,} left"
    return RunLine(
        summary.id,
        summary.model,
        phrases.protocol_said(summary.shots, summary.answering),
        phrases.tasks_said(summary.tasks),
        f"{summary.answered:,} of {summary.asked:,}",
        summary.failed,
        state,
        phrases.day_and_time(summary.created),
        summary.answered < summary.asked,
    )
