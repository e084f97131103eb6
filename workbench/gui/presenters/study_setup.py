"""What a study shall be, before it is built: arms, sample, instrument, raters, plan, blinding. No Qt."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from workbench.domain.errors import WorkbenchError
from workbench.domain.studies import Kind, Split
from workbench.gui.presenters import phrases
from workbench.gui.presenters.jobs import Jobs, once
from workbench.gui.presenters.latest import Latest
from workbench.gui.presenters.strip import Strip
from workbench.gui.presenters.study_values import BuildOutcome, SetupChoices, StudyOperations
from workbench.study.blinding.findings import Kind as Fault
from workbench.study.blinding_check import BlindingCheck, Found
from workbench.study.building import StudyOrder
from workbench.study.planner import Outcome, Plan
from workbench.study.preparing import Treatment
from workbench.study.sides import MOST_ARMS

FIRST_RATERS = ("r01", "r02", "r03")
FIRST_SIZE = 100
FIRST_SECONDS = 75
"""For one presentation, where there was no pilot."""
FIRST_INSTRUMENT = "pair-5"


@dataclass(frozen=True, slots=True)
class StudySetupState:
    """Everything the set-up of a study shows."""

    choices: SetupChoices = field(default_factory=lambda: SetupChoices((), ()))
    order: StudyOrder | None = None
    """None until there is something to choose from."""
    raters_text: str = ", ".join(FIRST_RATERS)
    last_size: int = FIRST_SIZE
    seconds: int = FIRST_SECONDS
    lessons_name: str = ""
    """The file that items for training came from."""
    treatment: Treatment = Treatment.EVEN
    outcome: Outcome | None = None
    check: BlindingCheck | None = None
    checking: bool = False
    kind: Fault | None = None
    """Only findings of this kind are listed."""
    at: int | None = None
    """The finding that is read."""
    building: bool = False
    message: str = ""

    @property
    def tasks(self) -> tuple[str, ...]:
        """Tasks that every chosen run has."""
        runs = [run for run in self.choices.runs if self.order is not None and run.id in self.order.runs]
        if not runs:
            return ()
        shared = set(runs[0].tasks).intersection(*(run.tasks for run in runs[1:]))
        return tuple(task for task in runs[0].tasks if task in shared)

    @property
    def instruments(self) -> tuple[tuple[str, str], ...]:
        """Ids of instruments with their titles, in English where there is one."""
        titles: dict[str, str] = {}
        for one in self.choices.instruments:
            if one.id not in titles or one.language == "en":
                titles[one.id] = one.title
        return tuple(titles.items())

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that the chosen instrument is in."""
        chosen = self.order.instrument.id if self.order is not None else ""
        return tuple(one.language for one in self.choices.instruments if one.id == chosen)

    @property
    def findings(self) -> tuple[Found, ...]:
        """The findings that are listed."""
        if self.check is None:
            return ()
        return tuple(one for one in self.check.found if self.kind is None or one.kind is self.kind)

    @property
    def finding(self) -> Found | None:
        """The one that is read."""
        found = self.findings
        return found[self.at] if self.at is not None and self.at < len(found) else None

    @property
    def instances(self) -> str:
        """Instances in = instances out."""
        check = self.check
        if check is None:
            return ""
        left = sum(check.reasons.values())
        said = f"{check.considered:,} instances in = {check.instances:,} in the study + {left:,} left out"
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in check.reasons.items())
        return f"{said} ({reasons})" if reasons else said

    @property
    def missing(self) -> str:
        """What has to be done before the study can be built; empty when nothing."""
        order = self.order
        if not self.choices.runs:
            return "Run two models first, in Run."
        if order is None:
            return "No instrument could be read."
        lacking = (
            (not order.title.strip(), "Give the study a title."),
            (not 1 <= len(order.runs) <= MOST_ARMS, f"Tick 1 to {MOST_ARMS} runs: each is an arm."),
            (
                prefers(order) and (len(order.runs) < 2 or not order.together),
                "This instrument asks which answer is better: tick two runs or more, side by side.",
            ),
            (not order.raters, "Give each rater a code, such as r01."),
            (
                self.check is not None and not self.check.instances,
                "No instance was answered by every ticked run.",
            ),
        )
        return next((words for lacks, words in lacking if lacks), "")


class StudySetupPresenter:
    """Turns what a coordinator chooses into an order for a study."""

    def __init__(
        self,
        operations: StudyOperations,
        jobs: Jobs,
        strip: Strip,
        built: Callable[[BuildOutcome], None],
    ) -> None:
        """`built` is called with each study that was built."""
        self._operations, self._jobs, self._strip, self._built = operations, jobs, strip, built
        self._reading, self._planning, self._checking = Latest(jobs), Latest(jobs), Latest(jobs)
        self._render: Callable[[StudySetupState], None] = lambda _state: None
        self.state = StudySetupState()

    def attach(self, render: Callable[[StudySetupState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def reload(self) -> None:
        """Read the project's runs and the instruments again."""
        self._reading.ask(self._operations.choices, self._read, self._failed)

    def change(self, order: StudyOrder) -> None:
        """Want another study."""
        before = self.state.order
        if order == before:
            return
        self._show(replace(self.state, order=order, last_size=order.size or self.state.last_size, message=""))
        self._replan()
        if before is None or _drawn(before) != _drawn(order):
            self._recheck()

    def choose_runs(self, run_ids: Collection[str]) -> None:
        """Take these runs as the arms."""
        order = self.state.order
        if order is not None:
            runs = tuple(run.id for run in self.state.choices.runs if run.id in run_ids)
            state = replace(self.state, order=replace(order, runs=runs))
            tasks = tuple(task for task in order.tasks if task in state.tasks)
            self.change(replace(order, runs=runs, tasks=tasks))

    def choose_instrument(self, name: str, language: str) -> None:
        """Ask these questions, in this language where they are in it."""
        found = [one for one in self.state.choices.instruments if one.id == name]
        chosen = next((one for one in found if one.language == language), found[0] if found else None)
        if chosen is not None and self.state.order is not None:
            self.change(replace(self.state.order, instrument=chosen))

    def type_raters(self, text: str) -> None:
        """Take codes of raters as they were typed, between commas or spaces."""
        order = self.state.order
        if order is not None:
            codes = tuple(dict.fromkeys(text.replace(",", " ").replace(";", " ").split()))
            overlap = order.overlap if order.overlap is None or order.overlap <= len(codes) else None
            self._show(replace(self.state, raters_text=text))
            self.change(replace(order, raters=codes, overlap=overlap))

    def take_seconds(self, seconds: int) -> None:
        """Plan with so many seconds for one presentation."""
        self._show(replace(self.state, seconds=seconds))
        self._replan()

    def treat(self, treatment: Treatment) -> None:
        """Do this to every answer, the same for all arms."""
        if treatment is not self.state.treatment:
            self._show(replace(self.state, treatment=treatment))
            self._recheck()

    def list_kind(self, kind: Fault | None) -> None:
        """List findings of one kind, or all of them."""
        state = replace(self.state, kind=kind, at=None)
        self._show(replace(state, at=0 if state.findings else None))

    def read(self, at: int) -> None:
        """Show the answer in which something was found."""
        self._show(replace(self.state, at=at))

    def read_lessons(self, file: Path | None) -> None:
        """Take items for training from a file; none without one."""
        if file is None:
            self._teach((), "")
        else:
            self._reading.ask(
                lambda: self._operations.lessons(file),
                lambda found: self._teach(found, file.name),
                self._failed,
            )

    def build(self) -> None:
        """Build the study and keep it, with its sealed key, in the project."""
        state = self.state
        order = state.order
        if order is None or state.missing or state.building:
            return
        entry = self._strip.begin(f"Build “{order.title}”")
        self._show(replace(state, building=True, message=""))

        def ended(error: Exception | None) -> None:
            entry.end()
            if error is not None and not isinstance(error, WorkbenchError):
                raise error
            self._show(replace(self.state, building=False, message="" if error is None else str(error)))

        self._jobs.start(once(lambda: self._operations.build(order, state.treatment)), self._built, ended)

    def _teach(self, lessons: Any, name: str) -> None:
        order = self.state.order
        if order is not None:
            self._show(replace(self.state, lessons_name=name))
            mark = order.pass_mark if lessons else None
            self.change(replace(order, training=tuple(lessons), pass_mark=mark))

    def _read(self, choices: SetupChoices) -> None:
        order = self.state.order
        runs = {run.id for run in choices.runs}
        if order is None and choices.instruments:
            instruments = [one for one in choices.instruments if one.id == FIRST_INSTRUMENT]
            english = [one for one in instruments if one.language == "en"]
            first = (english or instruments or list(choices.instruments))[0]
            order = StudyOrder("", (), first, FIRST_RATERS, size=FIRST_SIZE)
        elif order is not None:
            order = replace(order, runs=tuple(run for run in order.runs if run in runs))
        self._show(replace(self.state, choices=choices, order=order, message="; ".join(choices.problems)))
        self._replan()
        self._recheck()

    def _replan(self) -> None:
        plan = _plan(self.state)
        if plan is None:
            self._planning.forget()
            self._show(replace(self.state, outcome=None))
        else:
            self._planning.ask(
                lambda: self._operations.plan(plan),
                lambda found: self._show(replace(self.state, outcome=found)),
                self._failed,
            )

    def _recheck(self) -> None:
        order, treatment = self.state.order, self.state.treatment
        if order is None or not order.runs:
            self._checking.forget()
            self._show(replace(self.state, check=None, checking=False, at=None))
            return
        self._show(replace(self.state, checking=True))
        self._checking.ask(lambda: self._operations.check(order, treatment), self._checked, self._failed)

    def _checked(self, check: BlindingCheck) -> None:
        kinds = {one.kind for one in check.found}
        state = replace(self.state, check=check, checking=False)
        state = replace(state, kind=state.kind if state.kind in kinds else None)
        self._show(replace(state, at=0 if state.findings else None))
        self._replan()

    def _failed(self, error: WorkbenchError) -> None:
        self._show(replace(self.state, message=str(error), checking=False))

    def _show(self, state: StudySetupState) -> None:
        self.state = state
        self._render(state)


def prefers(order: StudyOrder) -> bool:
    """Whether the instrument asks which answer is better."""
    return any(question.kind is Kind.PREFERENCE for question in order.instrument.questions)


def training_said(order: StudyOrder, name: str) -> str:
    """How many items there are to learn from, in words."""
    if not order.training:
        return "none"
    return f"{phrases.counted(len(order.training), Split.TRAINING.value + ' item')} from {name}"


def _drawn(order: StudyOrder) -> tuple[object, ...]:
    """What decides which answers are shown."""
    return (order.runs, order.tasks, order.size, order.strata, order.seed)


def _plan(state: StudySetupState) -> Plan | None:
    """The size of the study; None while it has none."""
    order = state.order
    if order is None or not order.raters or not order.runs:
        return None
    known = state.check.instances if state.check is not None else order.size
    items = min(known, order.size) if known is not None and order.size is not None else known
    if items is None or items - order.anchors < 1:
        return None
    several = 1 if order.together else len(order.runs)
    return Plan(
        items=(items - order.anchors) * several,
        raters=len(order.raters),
        overlap=order.overlap or len(order.raters),
        seconds=state.seconds,
        repeats=order.repeats,
        anchors=order.anchors * several,
        training=len(order.training),
    )
