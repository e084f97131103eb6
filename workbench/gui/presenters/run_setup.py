"""What a run will ask, before it starts: tasks, sample, model, protocol and decoding."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial

from workbench.domain.catalogue import CLOSED
from workbench.domain.errors import WorkbenchError
from workbench.domain.runs import Answering
from workbench.evaluation.runner import RunOrder
from workbench.gui.presenters import phrases
from workbench.gui.presenters.jobs import Jobs
from workbench.gui.presenters.latest import Latest
from workbench.gui.presenters.strip import duration
from workbench.store.changes import Changes
from workbench.store.tasks import TaskSummary

FIRST_LIMIT = 20
FIRST_TEMPERATURE = 0.7


class Picking(StrEnum):
    """Which instances of each task are asked."""

    ALL = "all"
    FIRST = "first"
    RANDOM = "random"


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A model that can be asked, or could be if its file were here."""

    name: str
    title: str
    detail: str
    here: bool = True
    """Whether its file is on this machine."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a model fits in this machine's memory."""

    fits: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would ask."""

    asked: int
    held: int | None = None
    """Of those, how many the project holds answers to already; None while nobody has looked."""
    seconds: float | None = None
    """How long the rest would take at the speed measured before; None when none was."""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task in the list of what can be asked."""

    id: str
    category: str
    title: str
    instances: int
    language: str | None

    @property
    def number(self) -> str:
        """The task's number."""
        return self.id.removeprefix("task")


@dataclass(frozen=True, slots=True)
class SetupState:
    """Everything the set-up shows."""

    loaded: bool = False
    lines: tuple[TaskLine, ...] = ()
    """The tasks that match the search, by category."""
    tasks: int = 0
    """How many the project has."""
    search: str = ""
    order: RunOrder = field(default_factory=lambda: RunOrder(tasks=()))
    models: tuple[ModelChoice, ...] = ()
    model: str | None = None
    fit: Fit | None = None
    plan: Plan | None = None
    message: str = ""

    last_limit: int = FIRST_LIMIT
    """How many instances of each task were asked when it was not all."""

    @property
    def picking(self) -> Picking:
        """Which instances of each task are asked."""
        if self.order.limit is None:
            return Picking.ALL
        return Picking.FIRST if self.order.sample_seed is None else Picking.RANDOM

    @property
    def options_note(self) -> str:
        """What options mean for the tasks that are chosen; empty while answers are free."""
        used = self.order.sampling.answering
        if used is Answering.FREE:
            return ""
        said = {
            Answering.CONSTRAINED: "Where a task lists its options, the model can write nothing else.",
            Answering.LIKELIEST: "Where a task lists its options, the likeliest is taken, not written.",
        }[used]
        open_tasks = [task for task in self.order.tasks if task not in CLOSED]
        free = "has none and is" if len(open_tasks) == 1 else "have none and are"
        without = f" {phrases.tasks_said(open_tasks)} {free} answered freely."
        return said + (without if open_tasks else "")

    @property
    def has_models(self) -> bool:
        """Whether a model is on this machine."""
        return any(model.here for model in self.models)

    @property
    def missing(self) -> str:
        """What has to be done before the run can start; empty when nothing."""
        if not self.tasks:
            return "Import tasks first, in Browse."
        if self.model is None:
            return "Add a model first, in Models."
        if not self.order.tasks:
            return "Choose at least one task."
        return ""

    @property
    def outlook(self) -> str:
        """What will be asked and how long it may take, in one line."""
        if self.plan is None or not self.order.tasks:
            return ""
        said = [f"{phrases.counted(self.plan.asked, 'instance')} to ask"]
        if self.plan.held:
            said.append(f"{self.plan.held:,} of them already answered in this project")
        if self.plan.seconds is not None:
            said.append(f"about {duration(self.plan.seconds)} at this model’s last speed")
        return " · ".join(said)


class SetupPresenter:
    """Turns what a person chooses into an order for a run."""

    cares_about = Changes.TASKS | Changes.RUNS

    def __init__(
        self,
        tasks: Callable[[], Sequence[TaskSummary]],
        models: Callable[[], Sequence[ModelChoice]],
        fit: Callable[[str], Fit],
        plan: Callable[[RunOrder, str | None], Plan],
        jobs: Jobs,
    ) -> None:
        self._tasks, self._models, self._fit, self._plan = tasks, models, fit, plan
        self._reading, self._fitting, self._planning = Latest(jobs), Latest(jobs), Latest(jobs)
        self._summaries: tuple[TaskSummary, ...] = ()
        self._render: Callable[[SetupState], None] = lambda _state: None
        self.changed: Callable[[RunOrder, str | None], None] = lambda _order, _model: None
        """Called with every new order or model."""
        self.state = SetupState()

    def attach(self, render: Callable[[SetupState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def reload(self) -> None:
        """Read the project's tasks and this machine's models again."""
        self._reading.ask(lambda: (tuple(self._tasks()), tuple(self._models())), self._read, self._failed)

    def choose(self, task_ids: Collection[str]) -> None:
        """Ask these tasks, and no others."""
        ordered = tuple(summary.id for summary in self._summaries if summary.id in task_ids)
        self.change(replace(self.state.order, tasks=ordered))

    def choose_listed(self, chosen: bool) -> None:
        """Ask every task that is listed now, or none of them; the others stay as they are."""
        listed = {line.id for line in self.state.lines}
        others = {task for task in self.state.order.tasks if task not in listed}
        self.choose(others | listed if chosen else others)

    def search(self, text: str) -> None:
        """List only tasks whose id, name, data set, category or language has every word of `text`."""
        self._show(replace(self.state, search=text))

    def choose_model(self, name: str) -> None:
        """Ask this model."""
        self._show(replace(self.state, model=name, fit=None))
        self._fitting.ask(
            partial(self._fit, name), lambda fit: self._show(replace(self.state, fit=fit)), self._failed
        )
        self._replan()
        self.changed(self.state.order, name)

    def change(self, order: RunOrder) -> None:
        """Ask in another way."""
        if order == self.state.order:
            return
        limit = order.limit or self.state.last_limit
        self._show(replace(self.state, order=order, last_limit=limit))
        self._replan()
        self.changed(order, self.state.model)

    def pick(self, picking: Picking) -> None:
        """Ask all instances of each task, the first ones, or a sample that a seed draws."""
        limit = None if picking is Picking.ALL else self.state.last_limit
        seed = (self.state.order.sample_seed or 0) if picking is Picking.RANDOM else None
        self.change(replace(self.state.order, limit=limit, sample_seed=seed))

    def decode(self, greedy: bool) -> None:
        """Always take the likeliest token, or draw by a temperature."""
        sampling = self.state.order.sampling
        if greedy != sampling.greedy:
            temperature = 0.0 if greedy else FIRST_TEMPERATURE
            self.change(replace(self.state.order, sampling=replace(sampling, temperature=temperature)))

    def _read(self, found: tuple[tuple[TaskSummary, ...], tuple[ModelChoice, ...]]) -> None:
        self._summaries, models = found
        known = {summary.id for summary in self._summaries}
        tasks = tuple(task for task in self.state.order.tasks if task in known)
        here = [model.name for model in models if model.here]
        model = self.state.model if self.state.model in here else next(iter(here), None)
        fresh = model is not None and model != self.state.model
        order = replace(self.state.order, tasks=tasks)
        self._show(
            replace(
                self.state, loaded=True, tasks=len(known), models=models, model=model, order=order, message=""
            )
        )
        if fresh and model is not None:
            self.choose_model(model)
        else:
            self._replan()
            self.changed(order, model)

    def _replan(self) -> None:
        if not self.state.order.tasks:
            self._planning.forget()
            self._show(replace(self.state, plan=None))
            return
        self._planning.ask(
            partial(self._plan, self.state.order, self.state.model),
            lambda plan: self._show(replace(self.state, plan=plan, message="")),
            self._failed,
        )

    def _failed(self, error: WorkbenchError) -> None:
        self._show(replace(self.state, loaded=True, message=str(error)))

    def _show(self, state: SetupState) -> None:
        lines = tuple(
            TaskLine(task.id, task.category, _title(task), task.instances, task.language)
            for task in self._summaries
            if _matches(task, state.search)
        )
        self.state = replace(state, lines=lines)
        self._render(self.state)


def _title(task: TaskSummary) -> str:
    """What a task is called in the list: its data set where the benchmark names one."""
    return task.dataset or " ".join(task.name.removeprefix(task.id).strip("_").split("_")) or task.id


def _matches(task: TaskSummary, search: str) -> bool:
    text = " ".join((task.id, task.name, task.dataset or "", task.category, task.language or "")).casefold()
    return all(word in text for word in search.casefold().split())
