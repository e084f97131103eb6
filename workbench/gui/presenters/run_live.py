"""A run while it is going: answers as they come, how far, how fast, and what failed."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from workbench.domain.errors import WorkbenchError
from workbench.domain.runs import Completion, Finish
from workbench.evaluation.runner import (
    EngineLoading,
    ItemBegan,
    ItemDone,
    ItemFailed,
    ItemPiece,
    OnBattery,
    Pace,
    RunBegan,
    RunEnded,
    RunEvent,
)
from workbench.gui.presenters import phrases
from workbench.gui.presenters.jobs import Job, Jobs
from workbench.gui.presenters.latest import Latest
from workbench.gui.presenters.strip import Strip, StripHandle, duration
from workbench.store.runs import CompletionRow

FRAME_SECONDS = 0.05
"""The screen is told of news at most this often."""
TAIL = 240
"""Characters of a growing answer that are shown in the list of those being written."""


class Phase(StrEnum):
    """What the run on screen is doing."""

    NONE = "none"
    LOADING = "loading"
    RUNNING = "running"
    ON_BATTERY = "on battery"
    """Nothing is asked until mains power is back; the model stays in memory."""
    STOPPING = "stopping"
    """Asked to pause or stop; what is under way is being given up."""
    PAUSED = "paused"
    """Nothing is asked; the model stays in memory."""
    STOPPED = "stopped"
    """Nothing is asked, and the model has left the memory."""
    FAILED = "failed"
    """The engine gave up; the message says why. The run can be resumed."""
    DONE = "done"


GOING = frozenset({Phase.LOADING, Phase.RUNNING, Phase.ON_BATTERY, Phase.STOPPING})


@dataclass(frozen=True, slots=True)
class Writing:
    """An answer that is growing."""

    instance_id: str
    tail: str
    """The end of what is there so far."""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer that is there."""

    number: int
    instance_id: str
    task_id: str
    start: str
    tokens: int
    cut: bool
    """Whether it reached the longest length allowed before its end."""
    copied: bool
    """Whether it was taken from an earlier run that had asked exactly the same."""


@dataclass(frozen=True, slots=True)
class FailureLine:
    """An instance that was asked and not answered."""

    instance_id: str
    task_id: str | None
    """None when the instance is no longer in the project."""
    reason: str


@dataclass(frozen=True, slots=True)
class Detail:
    """One instance in full, with the run's answer."""

    instance_id: str
    task_id: str
    input: str
    references: tuple[str, ...]
    text: str | None
    """The answer as far as it is there; None when nothing is."""
    writing: bool = False
    """Whether the answer is still growing."""


@dataclass(frozen=True, slots=True)
class LiveState:
    """Everything the answers page shows of the run itself."""

    phase: Phase = Phase.NONE
    run_id: str | None = None
    title: str = ""
    done: int = 0
    total: int = 0
    loading: float = 0.0
    measuring: bool = False
    """Whether the fastest settings are being looked for, before the model is loaded for the first time."""
    """From 0 to 1."""
    prefill_per_s: float | None = None
    decode_per_s: float | None = None
    seconds_left: float | None = None
    writing: tuple[Writing, ...] = ()
    answers: tuple[AnswerLine, ...] = ()
    failures: tuple[FailureLine, ...] = ()
    detail: Detail | None = None
    """The instance a person looks at."""
    message: str = ""

    @property
    def going(self) -> bool:
        """Whether the engine is at work for this run."""
        return self.phase in GOING

    @property
    def can_pause(self) -> bool:
        """Whether there is something to pause."""
        return self.phase in {Phase.LOADING, Phase.RUNNING, Phase.ON_BATTERY}

    @property
    def can_stop(self) -> bool:
        """Whether there is something to stop: work, or a model kept in memory."""
        return self.can_pause or self.phase is Phase.PAUSED

    @property
    def can_resume(self) -> bool:
        """Whether there is more to ask, and nobody is at it."""
        open_run = self.phase in {Phase.PAUSED, Phase.STOPPED, Phase.FAILED}
        return open_run and self.run_id is not None and not self.can_retry

    @property
    def can_retry(self) -> bool:
        """Whether only failures are left to ask again."""
        over = not self.going and self.run_id is not None and bool(self.failures)
        return over and (self.phase is Phase.DONE or (bool(self.total) and self.done >= self.total))

    @property
    def progress(self) -> str:
        """How far, in words."""
        far = f"{self.done:,} of {self.total:,}"
        return {
            Phase.NONE: "",
            Phase.LOADING: phrases.loading(self.loading, self.measuring),
            Phase.RUNNING: far,
            Phase.ON_BATTERY: f"Paused: on battery at {far} · goes on with mains power",
            Phase.STOPPING: f"Stopping after {far}",
            Phase.PAUSED: f"Paused at {far} · the model stays in memory",
            Phase.STOPPED: f"Stopped at {far}",
            Phase.FAILED: f"Interrupted at {far} · every answer so far is saved",
            Phase.DONE: f"Done: {phrases.counted(len(self.answers), 'answer')}",
        }[self.phase]

    @property
    def writing_pace(self) -> str:
        """How fast answers are written; empty while it is not known."""
        return phrases.rate(self.decode_per_s) if self.decode_per_s is not None else ""

    @property
    def pace(self) -> tuple[str, ...]:
        """How fast and how long still; empty while nothing runs."""
        if self.phase is not Phase.RUNNING:
            return ()
        said = (f"reading {phrases.rate(self.prefill_per_s)}", f"writing {phrases.rate(self.decode_per_s)}")
        return said if self.seconds_left is None else (*said, f"{duration(self.seconds_left)} left")

    @property
    def answer(self) -> str:
        """The answer a person looks at, or why there is none."""
        if self.detail is None:
            return ""
        if self.detail.text is not None:
            return self.detail.text or ("…" if self.detail.writing else "(empty answer)")
        asked = self.detail.instance_id
        reasons = (line.reason for line in self.failures if line.instance_id == asked)
        return next(reasons, "(not answered yet)")


class LivePresenter:
    """Follows one run at a time. Collects every event, and shows a state at most twenty times a second."""

    def __init__(
        self, detail: Callable[[str, str], Detail], strip: Strip, jobs: Jobs, clock: Callable[[], float]
    ) -> None:
        self._detail, self._strip, self._jobs, self._clock = detail, strip, jobs, clock
        self._entry: StripHandle | None = None
        self._looking = Latest(jobs)
        self.began: Callable[[str], None] = lambda _run_id: None
        """Called once the run of the work is in the project."""
        self.ended: Callable[[], None] = lambda: None
        """Called when the work of a run is over, however it ended."""
        self._job: Job | None = None
        self._then = Phase.STOPPED
        self._texts: dict[str, str] = {}
        self._shown_at = float("-inf")
        self._fresh = LiveState()
        self._more: list[AnswerLine] = []
        self._render: Callable[[LiveState], None] = lambda _state: None
        self.state = self._fresh

    def attach(self, render: Callable[[LiveState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def follow(self, events: Callable[[], Generator[RunEvent]], state: LiveState) -> None:
        """Start the work `events` and show it, beginning with `state`."""
        if self.state.going:
            return
        self._texts, self._more = {}, []
        self._then = Phase.FAILED
        self._fresh = replace(state, phase=Phase.LOADING, writing=(), message="", loading=0.0)
        self._entry = self._strip.begin(f"Run {state.title}", partial(self.halt, Phase.STOPPED))
        self._show()
        self._job = self._jobs.start(events, self._happened, self._ended)

    def halt(self, then: Phase) -> None:
        """Give up what is under way and be PAUSED or STOPPED; the run can be resumed."""
        if self.state.can_pause:
            self._then = then
            self._fresh = replace(self._fresh, phase=Phase.STOPPING)
            self._show()
            if self._job is not None:
                self._job.cancel()
        elif self.state.phase is Phase.PAUSED:
            self._fresh = replace(self._fresh, phase=then)
            self._show()

    def show_run(self, state: LiveState) -> None:
        """Show a run of the past."""
        if not self.state.going:
            self._texts, self._more = {}, []
            self._fresh = state
            self._show()

    def select(self, instance_id: str) -> None:
        """Show one instance in full, its answer growing while it is being written."""
        run_id = self._fresh.run_id
        if run_id is not None:
            self._looking.ask(partial(self._detail, run_id, instance_id), self._found, self._failed)

    def _found(self, detail: Detail) -> None:
        self._fresh = replace(self._fresh, detail=detail)
        self._show()

    def _failed(self, error: WorkbenchError) -> None:
        self._fresh = replace(self._fresh, message=str(error))
        self._show()

    def _happened(self, event: RunEvent) -> None:
        match event:
            case ItemPiece(instance_id, text):
                self._texts[instance_id] = self._texts.get(instance_id, "") + text
            case ItemBegan(instance_id):
                self._texts[instance_id] = ""
                self._at(Phase.RUNNING)
            case Pace(done, total, prefill, decode, left):
                self._fresh = replace(
                    self._fresh,
                    done=done,
                    total=total,
                    prefill_per_s=prefill,
                    decode_per_s=decode,
                    seconds_left=left,
                )
            case ItemDone(done, total, task_id, completion, copied):
                number = len(self._fresh.answers) + len(self._more) + 1
                self._more.append(answer_line(number, task_id, completion, copied))
                self._dealt_with(completion.instance_id, done, total, completion.text)
                self._at(Phase.RUNNING)
            case ItemFailed(done, total, task_id, failure):
                self._dealt_with(failure.instance_id, done, total, None)
                line = FailureLine(failure.instance_id, task_id, failure.reason)
                self._fresh = replace(self._fresh, failures=(*self._fresh.failures, line))
            case OnBattery():
                self._waits_for_mains()
            case EngineLoading(fraction, _, measuring):
                self._fresh = replace(self._fresh, loading=fraction, measuring=measuring)
                self._at(Phase.LOADING)
            case RunBegan(run_id, asked, held):
                self._fresh = replace(self._fresh, run_id=run_id, total=asked, done=held)
                self.began(run_id)
            case RunEnded():
                self._then = Phase.DONE
        if self._clock() - self._shown_at >= FRAME_SECONDS:
            self._show()

    def _waits_for_mains(self) -> None:
        """What was growing is given up, and nothing goes on at any pace."""
        self._texts = {}
        self._fresh = replace(self._fresh, prefill_per_s=None, decode_per_s=None, seconds_left=None)
        self._at(Phase.ON_BATTERY)

    def _at(self, phase: Phase) -> None:
        """Be loading or running, unless somebody has asked to stop."""
        if self._fresh.phase is not Phase.STOPPING:
            self._fresh = replace(self._fresh, phase=phase)

    def _dealt_with(self, instance_id: str, done: int, total: int, text: str | None) -> None:
        """Count an instance as dealt with; a failure it had before is no longer one."""
        self._texts.pop(instance_id, None)
        failures, detail = self._fresh.failures, self._fresh.detail
        if any(line.instance_id == instance_id for line in failures):
            failures = tuple(line for line in failures if line.instance_id != instance_id)
        if detail is not None and detail.instance_id == instance_id:
            detail = replace(detail, text=text, writing=False)
        self._fresh = replace(self._fresh, done=done, total=total, failures=failures, detail=detail)

    def _ended(self, error: Exception | None) -> None:
        self._job = None
        self._texts = {}
        if self._entry is not None:
            self._entry.end()
            self._entry = None
        message = str(error) if isinstance(error, WorkbenchError) else ""
        if error is not None:
            self._then = Phase.FAILED
        self._fresh = replace(self._fresh, phase=self._then, message=message)
        self._show()
        if error is not None and not isinstance(error, WorkbenchError):
            raise error
        self.ended()

    def _show(self) -> None:
        """Show what has been collected."""
        self._shown_at = self._clock()
        writing = tuple(Writing(name, text[-TAIL:]) for name, text in self._texts.items())
        answers = (*self._fresh.answers, *self._more) if self._more else self._fresh.answers
        self._more = []
        detail = self._fresh.detail
        if detail is not None and detail.instance_id in self._texts:
            detail = replace(detail, text=self._texts[detail.instance_id], writing=True)
        elif detail is not None and detail.writing:
            detail = replace(detail, text=None, writing=False)
        self._fresh = self.state = replace(self._fresh, writing=writing, answers=answers, detail=detail)
        self._render(self.state)
        if self._entry is not None:
            state = self.state
            self._entry.progress(
                state.done,
                state.total,
                pace=state.writing_pace,
                seconds_left=state.seconds_left,
                note="Paused: on battery" if state.phase is Phase.ON_BATTERY else "",
            )


def answer_line(
    number: int, task_id: str, completion: Completion | CompletionRow, copied: bool = False
) -> AnswerLine:
    """How a completion stands in the list."""
    return AnswerLine(
        number,
        completion.instance_id,
        task_id,
        phrases.start_of(completion.text) or "(empty answer)",
        completion.usage.completion_tokens,
        completion.finish is Finish.LENGTH,
        copied,
    )
