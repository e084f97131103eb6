"""Trying an instance on a model while it is written: one prompt, one answer, as it comes."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace

from workbench.domain.errors import WorkbenchError
from workbench.domain.runs import Finish, Prompt
from workbench.engines.base import Answered, Began, EngineEvent, Failed, Loading, Piece
from workbench.gui.presenters import phrases
from workbench.gui.presenters.jobs import Job, Jobs

Ask = Callable[[Prompt], Generator[EngineEvent]]


@dataclass(frozen=True, slots=True)
class TrialState:
    """What the model was asked and has answered so far."""

    model: str = ""
    """The model's title, for the button."""
    index: int | None = None
    """The instance that was asked; None before the first time."""
    text: str = ""
    message: str = ""
    running: bool = False
    failed: bool = False


class Trial:
    """Asks one prompt at a time; what comes in changes the state."""

    def __init__(self, ask: Ask, model: str, jobs: Jobs, show: Callable[[TrialState], None]) -> None:
        self._ask, self._jobs, self._show_state = ask, jobs, show
        self._job: Job | None = None
        self._over = False
        """Whether the prompt has its end, answered or failed."""
        self.state = TrialState(model)

    def start(self, index: int, prompt: Prompt) -> None:
        """Ask `prompt` about the instance at `index`; a trial under way is left alone."""
        if self.state.running:
            return
        self._over = False
        self._show(TrialState(self.state.model, index, running=True, message="Loading the model…"))
        self._job = self._jobs.start(lambda: self._ask(prompt), self._happened, self._ended)

    def stop(self) -> None:
        """Ask no further; what has come stays."""
        if self._job is not None and self.state.running:
            self._job.cancel()
            self._show(replace(self.state, message="Stopping…"))

    def _happened(self, event: EngineEvent) -> None:
        state = self.state
        match event:
            case Loading(fraction, _, measuring):
                self._show(replace(state, message=phrases.loading(fraction, measuring)))
            case Began(_, prompt_tokens):
                self._show(replace(state, message=f"Reading the prompt, {prompt_tokens:,} tokens…"))
            case Piece(_, text):
                self._show(replace(state, text=state.text + text, message="Answering…"))
            case Answered(completion):
                self._over = True
                cut = completion.finish is Finish.LENGTH
                message = "Cut off at the longest answer allowed." if cut else ""
                self._show(replace(state, text=completion.text, message=message or "Answered."))
            case Failed(failure):
                self._over = True
                self._show(replace(state, message=failure.reason, failed=True))
            case _:
                pass

    def _ended(self, error: Exception | None) -> None:
        state = replace(self.state, running=False)
        self._job = None
        if error is not None and not isinstance(error, WorkbenchError):
            self._show(replace(state, message="The trial broke off.", failed=True))
            raise error
        if error is not None:
            state = replace(state, message=str(error), failed=True)
        elif not self._over:
            state = replace(state, message="Stopped.")
        self._show(state)

    def _show(self, state: TrialState) -> None:
        self.state = state
        self._show_state(state)
