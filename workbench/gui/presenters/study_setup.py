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
from workbench.gui.presenters.saving import NewestSaved
from workbench.gui.presenters.strip import Strip
from workbench.gui.presenters.study_forecast import StudyForecast
from workbench.gui.presenters.study_values import BuildOutcome, SetupChoices, StudyOperations
from workbench.study.blinding_check import BlindingCheck
from workbench.study.building import StudyOrder
from workbench.study.setups import Setup
from workbench.study.sides import MOST_ARMS

FIRST_RATERS = ("r01", "r02", "r03")
FIRST_SIZE = 100
FIRST_INSTRUMENT = "pair-5"


@dataclass(frozen=True, slots=True)
class StudySetupState:
    """Everything the set-up of a study shows."""

    choices: SetupChoices = field(default_factory=lambda: SetupChoices((), ()))
    order: StudyOrder | None = None
    """None until there is something to choose from."""
    raters_text: str = ", ".join(FIRST_RATERS)
    last_size: int = FIRST_SIZE
    lessons_name: str = ""
    """The file that items for training came from."""
    check: BlindingCheck | None = None
    """The newest; None while there is none."""
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
        self._reading = Latest(jobs)
        self.keeping = NewestSaved(operations.keep_setup, jobs, self._failed)
        self.forecast = StudyForecast(
            operations, jobs, lambda check: self._show(replace(self.state, check=check)), self._keep
        )
        self._wanted: tuple[str, str] | None = None
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
        if order == self.state.order:
            return
        self._show(replace(self.state, order=order, last_size=order.size or self.state.last_size, message=""))
        self._keep()
        self.forecast.follow(order)

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

    def want_instrument(self, name: str, language: str) -> None:
        """Ask these questions once the instruments are read again."""
        self._wanted = (name, language)
        self.choose_instrument(name, language)

    def type_raters(self, text: str) -> None:
        """Take codes of raters as they were typed, between commas or spaces."""
        order = self.state.order
        if order is not None:
            codes = tuple(dict.fromkeys(text.replace(",", " ").replace(";", " ").split()))
            overlap = order.overlap if order.overlap is None or order.overlap <= len(codes) else None
            self._show(replace(self.state, raters_text=text))
            self.change(replace(order, raters=codes, overlap=overlap))

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
        state, treatment = self.state, self.forecast.state.treatment
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

        self._jobs.start(once(lambda: self._operations.build(order, treatment)), self._built, ended)

    def _keep(self) -> None:
        order, plan = self.state.order, self.forecast.state
        if order is not None:
            self.keeping.wants(Setup(order, plan.treatment, plan.seconds, self.state.lessons_name))

    def _teach(self, lessons: Any, name: str) -> None:
        order = self.state.order
        if order is not None:
            self._show(replace(self.state, lessons_name=name))
            mark = order.pass_mark if lessons else None
            self.change(replace(order, training=tuple(lessons), pass_mark=mark))

    def _read(self, choices: SetupChoices) -> None:
        order = self.state.order
        runs = {run.id for run in choices.runs}
        if order is None and choices.instruments and choices.kept is not None:
            order = choices.kept.order
            self.forecast.resume(choices.kept.treatment, choices.kept.seconds)
            self.state = resumed(self.state, choices.kept)
        if order is None and choices.instruments:
            instruments = [one for one in choices.instruments if one.id == FIRST_INSTRUMENT]
            english = [one for one in instruments if one.language == "en"]
            first = (english or instruments or list(choices.instruments))[0]
            order = StudyOrder("", (), first, FIRST_RATERS, size=FIRST_SIZE)
        if order is not None:
            order = replace(order, runs=tuple(run for run in order.runs if run in runs))
        self._show(replace(self.state, choices=choices, order=order, message="; ".join(choices.problems)))
        if order is not None:
            self.forecast.follow(order)
            # An instrument that was edited is another one under the same id.
            wanted = self._wanted or (order.instrument.id, order.instrument.language)
            self._wanted = None
            self.choose_instrument(*wanted)

    def _failed(self, error: WorkbenchError) -> None:
        self._show(replace(self.state, message=str(error)))

    def _show(self, state: StudySetupState) -> None:
        self.state = state
        self._render(state)


def resumed(state: StudySetupState, kept: Setup) -> StudySetupState:
    """The state with what was chosen when the program was last open, but for the order itself."""
    return replace(
        state,
        raters_text=", ".join(kept.order.raters),
        last_size=kept.order.size or state.last_size,
        lessons_name=kept.training_from,
    )


def prefers(order: StudyOrder) -> bool:
    """Whether the instrument asks which answer is better."""
    return any(question.kind is Kind.PREFERENCE for question in order.instrument.questions)


def training_said(order: StudyOrder, name: str) -> str:
    """How many items there are to learn from, in words."""
    if not order.training:
        return "none"
    return f"{phrases.counted(len(order.training), Split.TRAINING.value + ' item')} from {name}"
