"""The Study screen: the list of studies, and what stands beside it. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.jobs import Jobs
from workbench.gui.presenters.latest import Latest
from workbench.gui.presenters.strip import Strip
from workbench.gui.presenters.study_instrument import StudyInstrument
from workbench.gui.presenters.study_page import StudyPagePresenter, Tab
from workbench.gui.presenters.study_setup import StudySetupPresenter
from workbench.gui.presenters.study_values import BuildOutcome, StudyLine, StudyOperations
from workbench.store.changes import Changes


class Beside(StrEnum):
    """What stands beside the list."""

    NOTHING = "nothing"
    SETUP = "setup"
    STUDY = "study"
    INSTRUMENT = "instrument"


@dataclass(frozen=True, slots=True)
class StudyState:
    """Everything the list of studies shows."""

    loaded: bool = False
    lines: tuple[StudyLine, ...] = ()
    selected: str | None = None
    beside: Beside = Beside.NOTHING
    message: str = ""

    @property
    def at(self) -> int | None:
        """The place of the selected study in the list."""
        return next((place for place, line in enumerate(self.lines) if line.id == self.selected), None)


class StudyPresenter:
    """Turns what a coordinator does into new states of the Study screen."""

    cares_about = Changes.RUNS | Changes.STUDIES

    def __init__(
        self,
        operations: StudyOperations,
        jobs: Jobs,
        strip: Strip,
        changed: Callable[[Changes], None],
    ) -> None:
        self._operations, self._changed = operations, changed
        self._reading = Latest(jobs)
        self._render: Callable[[StudyState], None] = lambda _state: None
        self.setup = StudySetupPresenter(operations, jobs, strip, self._was_built)
        self.instrument = StudyInstrument(operations.keep_instrument, Latest(jobs), self._was_kept)
        self.page = StudyPagePresenter(operations, jobs, strip, changed)
        self.state = StudyState()

    def attach(self, render: Callable[[StudyState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def reload(self) -> None:
        """Read the project's studies again, and its runs."""
        self._reading.ask(lambda: tuple(self._operations.studies()), self._read, self._failed)
        self.setup.reload()

    def choose(self, study_id: str) -> None:
        """Show a study."""
        self._show(replace(self.state, selected=study_id, beside=Beside.STUDY))
        self.page.open(study_id)

    def begin(self) -> None:
        """Set up a new study; what was chosen before is still there."""
        self._show(replace(self.state, selected=None, beside=Beside.SETUP))

    def edit_instrument(self) -> None:
        """Make the chosen instrument one's own."""
        order = self.setup.state.order
        if order is not None:
            self._show(replace(self.state, beside=Beside.INSTRUMENT))
            self.instrument.begin(order.instrument)

    def leave(self) -> None:
        """Back from the instrument to the set-up, from the set-up to the studies."""
        if self.state.beside is Beside.INSTRUMENT:
            self.begin()
        elif self.state.lines:
            self.choose(self.state.lines[0].id)
        else:
            self._show(replace(self.state, beside=Beside.NOTHING))

    def _was_built(self, built: BuildOutcome) -> None:
        self._show(replace(self.state, selected=built.id, beside=Beside.STUDY))
        self.page.open(built.id, Tab.FILES, built.sentence, built.notes)
        self._changed(Changes.STUDIES)

    def _was_kept(self) -> None:
        made = self.instrument.state.instrument
        if made is not None:
            self.setup.reload()
            self.setup.want_instrument(made.id, made.language)

    def _read(self, lines: tuple[StudyLine, ...]) -> None:
        known = {line.id for line in lines}
        state = replace(self.state, loaded=True, lines=lines, message="")
        self._show(state)
        if state.beside is Beside.STUDY and state.selected in known and state.selected is not None:
            self.page.open(state.selected)
        elif state.beside not in {Beside.SETUP, Beside.INSTRUMENT}:
            if lines:
                self.choose(lines[0].id)
            else:
                self._show(replace(state, selected=None, beside=Beside.NOTHING))

    def _failed(self, error: WorkbenchError) -> None:
        self._show(replace(self.state, loaded=True, message=str(error)))

    def _show(self, state: StudyState) -> None:
        self.state = state
        self._render(state)
