"""Trying a model: load it, let it answer one question, say how fast it was."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from workbench.domain.errors import WorkbenchError
from workbench.engines.base import Loading, Piece, Waiting
from workbench.evaluation.models import Tried
from workbench.gui.presenters import phrases
from workbench.gui.presenters.jobs import Job, Jobs

TrialEvent = Loading | Waiting | Piece | Tried


class Trying(StrEnum):
    """How far a trial has come."""

    NONE = "none"
    REFUSED = "refused"
    """Not now; the message says why."""
    LOADING = "loading"
    ANSWERING = "answering"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class TrialState:
    """A model being tried, or tried before."""

    name: str | None = None
    """Which; None before the first trial."""
    phase: Trying = Trying.NONE
    loaded: float = 0.0
    """From 0 to 1."""
    text: str = ""
    result: Tried | None = None
    message: str = ""
    measuring: bool = False
    """Whether the fastest settings are being looked for, before the model is loaded for the first time."""

    @property
    def going(self) -> bool:
        """Whether the model is being tried now."""
        return self.phase in {Trying.LOADING, Trying.ANSWERING}

    @property
    def said(self) -> str:
        """Where the trial stands, in words."""
        if self.result is not None:
            result = self.result
            read, wrote = result.prompt_tokens, result.answer_tokens
            return (
                f"It works: loaded in {result.load_seconds:.1f} s, "
                f"read {phrases.counted(read, 'token')} ({phrases.rate(result.prefill_per_s)}), "
                f"wrote {phrases.counted(wrote, 'token')} ({phrases.rate(result.decode_per_s)})."
            )
        return {
            Trying.LOADING: phrases.loading(self.loaded, self.measuring),
            Trying.ANSWERING: "Answering",
            Trying.STOPPED: "Stopped.",
            Trying.NONE: "",
        }.get(self.phase, self.message)


class TrialPresenter:
    """Tries one model at a time."""

    def __init__(
        self,
        attempt: Callable[[str], Generator[TrialEvent]],
        busy: Callable[[], str],
        jobs: Jobs,
    ) -> None:
        """Try models by `attempt`, unless `busy` says why not now."""
        self._attempt, self._busy, self._jobs = attempt, busy, jobs
        self._over: Callable[[], None] = lambda: None
        self._job: Job | None = None
        self._render: Callable[[TrialState], None] = lambda _state: None
        self.state = TrialState()

    def attach(self, render: Callable[[TrialState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def when_over(self, tell: Callable[[], None]) -> None:
        """Call `tell` after every trial, however it ended: something may be known by then."""
        self._over = tell

    def start(self, name: str) -> None:
        """Load the model `name` and let it answer."""
        if self.state.going:
            return
        busy = self._busy()
        if busy:
            self._show(TrialState(name, Trying.REFUSED, message=busy))
            return
        self._show(TrialState(name, Trying.LOADING))
        self._job = self._jobs.start(partial(self._attempt, name), self._happened, self._ended)

    def stop(self) -> None:
        """Give up the trial that is going."""
        if self.state.going and self._job is not None:
            self._job.cancel()

    def _happened(self, event: TrialEvent) -> None:
        match event:
            case Loading(fraction, _, measuring):
                self._show(replace(self.state, loaded=fraction, measuring=measuring))
            case Piece(_, text):
                self._show(replace(self.state, phase=Trying.ANSWERING, text=self.state.text + text))
            case Tried():
                self._show(replace(self.state, phase=Trying.DONE, text=event.text, result=event))

    def _ended(self, error: Exception | None) -> None:
        self._job = None
        if error is not None:
            self._show(replace(self.state, phase=Trying.FAILED, message=str(error)))
            if not isinstance(error, WorkbenchError):
                raise error
        elif self.state.going:
            self._show(replace(self.state, phase=Trying.STOPPED))
        self._over()

    def _show(self, state: TrialState) -> None:
        self.state = state
        self._render(state)
