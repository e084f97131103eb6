"""The exact prompt of an example instance, and how many tokens it has."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from workbench.domain.errors import WorkbenchError
from workbench.domain.runs import Part, Prompt
from workbench.evaluation.runner import RunOrder
from workbench.gui.presenters.jobs import Jobs
from workbench.gui.presenters.latest import Latest


class Counting(StrEnum):
    """What is known about the number of tokens."""

    NO_MODEL = "no model"
    """No model is chosen, so nobody can count."""
    NOTHING = "nothing"
    """There is no prompt."""
    COUNTING = "counting"
    COUNTED = "counted"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Example:
    """One of the instances that an order asks, as the model would get it."""

    prompt: Prompt
    task_id: str
    number: int
    """Its place in the order, from 1."""
    of: int


@dataclass(frozen=True, slots=True)
class PreviewState:
    """Everything the preview shows."""

    example: Example | None = None
    reading: bool = False
    counting: Counting = Counting.NO_MODEL
    tokens: int | None = None
    limit: int = 0
    message: str = ""

    @property
    def parts(self) -> tuple[Part, ...]:
        """The prompt, stretch by stretch."""
        return self.example.prompt.parts if self.example is not None else ()

    @property
    def too_long(self) -> bool:
        """Whether the prompt has more tokens than the run allows."""
        return self.tokens is not None and self.tokens > self.limit


class PreviewPresenter:
    """Shows what the model will read, one instance at a time."""

    def __init__(
        self,
        example: Callable[[RunOrder, int], Example],
        count: Callable[[str, Prompt], int],
        jobs: Jobs,
    ) -> None:
        self._example, self._count = example, count
        self._reading, self._counting = Latest(jobs), Latest(jobs)
        self._order = RunOrder(tasks=())
        self._model: str | None = None
        self._render: Callable[[PreviewState], None] = lambda _state: None
        self.state = PreviewState()

    def attach(self, render: Callable[[PreviewState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def show(self, order: RunOrder, model: str | None) -> None:
        """Preview another order or count for another model, at the same place where the order has one."""
        changed, self._order = model != self._model, order
        self._model = model
        if not order.tasks:
            self._reading.forget()
            self._counting.forget()
            self._show(PreviewState(counting=self._without_count()))
            return
        if changed and self.state.example is not None:
            self._recount()
        self._read(self.state.example.number if self.state.example else 1)

    def step(self, by: int) -> None:
        """Go to a later or an earlier instance of the order."""
        example = self.state.example
        if example is not None and 1 <= example.number + by <= example.of:
            self._read(example.number + by)

    def _read(self, number: int) -> None:
        self._show(replace(self.state, reading=True, limit=self._order.max_prompt_tokens))
        self._reading.ask(partial(self._example, self._order, number), self._found, self._failed)

    def _found(self, example: Example) -> None:
        same = self.state.example is not None and example.prompt == self.state.example.prompt
        known = same and self.state.counting is Counting.COUNTED
        self._show(replace(self.state, example=example, reading=False, message=""))
        if not known:
            self._recount()

    def _recount(self) -> None:
        """Count the prompt that is shown, if somebody can."""
        example = self.state.example
        if self._model is None or example is None:
            self._counting.forget()
            self._show(replace(self.state, counting=self._without_count(), tokens=None))
            return
        self._show(replace(self.state, counting=Counting.COUNTING, tokens=None, message=""))
        count = partial(self._count, self._model, example.prompt)
        self._counting.ask(count, self._counted, self._failed_count)

    def _without_count(self) -> Counting:
        return Counting.NO_MODEL if self._model is None else Counting.NOTHING

    def _counted(self, tokens: int) -> None:
        self._show(replace(self.state, counting=Counting.COUNTED, tokens=tokens))

    def _failed_count(self, error: WorkbenchError) -> None:
        self._show(replace(self.state, counting=Counting.FAILED, tokens=None, message=str(error)))

    def _failed(self, error: WorkbenchError) -> None:
        self._show(replace(self.state, reading=False, example=None, message=str(error)))

    def _show(self, state: PreviewState) -> None:
        self.state = state
        self._render(state)
