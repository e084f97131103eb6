"""The Run screen without the screen: what ties set-up, the going run and past runs together."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from workbench.domain.errors import WorkbenchError
from workbench.domain.runs import Answering
from workbench.engines.base import Engine
from workbench.evaluation.runner import RunEvent, RunOrder
from workbench.gui.presenters import phrases
from workbench.gui.presenters.jobs import Jobs, once
from workbench.gui.presenters.latest import Latest
from workbench.gui.presenters.loaded_model import LoadedModel
from workbench.gui.presenters.run_list import RunListPresenter
from workbench.gui.presenters.run_live import LivePresenter, LiveState, Phase
from workbench.gui.presenters.run_setup import SetupPresenter, SetupState
from workbench.store.changes import Changes


class Page(StrEnum):
    """The parts of the Run screen."""

    SETUP = "set-up"
    ANSWERS = "answers"
    RUNS = "runs"


@dataclass(frozen=True, slots=True)
class RunScreenState:
    """What the Run screen shows besides its parts."""

    page: Page = Page.SETUP
    message: str = ""


@dataclass(frozen=True, slots=True)
class RunOperations:
    """What the Run screen does with runs."""

    start: Callable[[Engine, RunOrder], Generator[RunEvent]]
    resume: Callable[[Engine, str], Generator[RunEvent]]
    past: Callable[[str], LiveState]
    """What is known of a run by its id."""
    model_of: Callable[[str], str]
    """The name of the model on this machine that a run was asked of; UnknownNameError when it is not here."""


class RunPresenter:
    """Starts, pauses, resumes and stops runs, and says which part of the screen is in view."""

    cares_about = Changes.TASKS | Changes.RUNS

    def __init__(
        self,
        *,
        setup: SetupPresenter,
        live: LivePresenter,
        runs: RunListPresenter,
        operations: RunOperations,
        model: LoadedModel,
        changed: Callable[[Changes], None],
        jobs: Jobs,
    ) -> None:
        self.setup, self.live, self.runs = setup, live, runs
        self._operations, self._model, self._changed, self._jobs = operations, model, changed, jobs
        self._opening = Latest(jobs)
        self._render: Callable[[RunScreenState], None] = lambda _state: None
        self.state = RunScreenState()
        live.began = runs.going
        live.ended = self._run_ended

    @property
    def obstacle(self) -> str:
        """Why nothing can be started now; empty when it can."""
        return "A run is going. Pause or stop it first." if self.live.state.going else ""

    def attach(self, render: Callable[[RunScreenState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def reload(self) -> None:
        """Read tasks, models and runs again."""
        self.setup.reload()
        self.runs.reload()

    def go_to(self, page: Page) -> None:
        """Bring a part of the screen into view."""
        self._show(RunScreenState(page))

    def start(self) -> None:
        """Start the run that the set-up describes."""
        setup = self.setup.state
        obstacle = setup.missing or self.obstacle
        if obstacle or setup.model is None:
            self._show(replace(self.state, message=obstacle))
            return
        asked = setup.plan.asked if setup.plan is not None else 0
        self._follow(
            setup.model, lambda engine: self._operations.start(engine, setup.order), LiveState(total=asked)
        )

    def halt(self, then: Phase) -> None:
        """Pause the run, or stop it and free the memory."""
        was_paused = self.live.state.phase is Phase.PAUSED
        self.live.halt(then)
        if was_paused and then is Phase.STOPPED:
            self._free()

    def resume(self, run_id: str | None = None) -> None:
        """Ask what a run still lacks, failures included; the run on screen when none is named."""
        run_id = run_id or self.live.state.run_id
        if run_id is None or self.obstacle:
            self._show(replace(self.state, message=self.obstacle))
            return
        self._opening.ask(partial(_found_again, self._operations, run_id), self._resumed, self._failed)

    def look_at(self, run_id: str) -> None:
        """Show the answers of a run of the past."""
        if run_id == self.live.state.run_id:
            self.go_to(Page.ANSWERS)
        elif self.obstacle:
            self._show(replace(self.state, message=self.obstacle))
        else:
            self._opening.ask(partial(self._operations.past, run_id), self._opened, self._failed)

    def _resumed(self, found: tuple[str, LiveState]) -> None:
        model, past = found
        run_id = past.run_id
        if run_id is not None:
            self._follow(model, lambda engine: self._operations.resume(engine, run_id), past)

    def _opened(self, past: LiveState) -> None:
        self.live.show_run(past)
        self.go_to(Page.ANSWERS)

    def _follow(self, model: str, work: Callable[[Engine], Generator[RunEvent]], state: LiveState) -> None:
        title = state.title or _title(self.setup.state, model)
        self.go_to(Page.ANSWERS)
        self.live.follow(partial(self._model.asked, model, work), replace(state, title=title))

    def _run_ended(self) -> None:
        self.runs.going(None)
        if self.live.state.phase is not Phase.PAUSED:
            self._free()
        self._changed(Changes.RUNS)

    def _free(self) -> None:
        """Let the model leave the memory, off the window's thread."""
        self._jobs.start(once(self._model.close), lambda _nothing: None, _only_bugs)

    def _failed(self, error: WorkbenchError) -> None:
        self._show(replace(self.state, message=str(error)))

    def _show(self, state: RunScreenState) -> None:
        self.state = state
        self._render(state)


def run_title(model: str, shots: int, answering: Answering, tasks: Sequence[str]) -> str:
    """What a run is called on screen."""
    return f"{model} · {phrases.protocol_said(shots, answering)} · {phrases.tasks_said(tasks)}"


def _title(setup: SetupState, model: str) -> str:
    titles = {choice.name: choice.title for choice in setup.models}
    order = setup.order
    return run_title(titles.get(model, model), order.shots, order.sampling.answering, order.tasks)


def _found_again(operations: RunOperations, run_id: str) -> tuple[str, LiveState]:
    """The model a run needs, and where the run stands."""
    return operations.model_of(run_id), operations.past(run_id)


def _only_bugs(error: Exception | None) -> None:
    """A model that cannot be freed in an orderly way is gone all the same; anything else is a bug."""
    if error is not None and not isinstance(error, WorkbenchError):
        raise error
