"""One study: who rated what, whether raters agree, and, once it is unblinded, which arm did better. No Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.domain.errors import WorkbenchError
from workbench.domain.reports import Table
from workbench.gui.presenters import phrases
from workbench.gui.presenters.adjudication import AdjudicationPresenter
from workbench.gui.presenters.jobs import Jobs
from workbench.gui.presenters.latest import Latest
from workbench.gui.presenters.strip import Strip
from workbench.gui.presenters.study_analysis import StudyAnalysis
from workbench.gui.presenters.study_coverage import CoverageGrid, coverage_grid
from workbench.gui.presenters.study_files import FilesDesk, StudyFiles
from workbench.gui.presenters.study_tables import (
    AxisDetail,
    AxisRow,
    arm_tables,
    axis_detail,
    axis_rows,
    rater_tables,
)
from workbench.gui.presenters.study_values import (
    ArmsReady,
    BlindedReady,
    Computing,
    FileTold,
    OpenStudy,
    StudyOperations,
)
from workbench.store.changes import Changes

if TYPE_CHECKING:
    from workbench.study.results import Results

NO_RATINGS = "There are no ratings yet. Import the files that raters send back."


class Tab(StrEnum):
    """What of a study is shown."""

    FILES = "files"
    COVERAGE = "coverage"
    AGREEMENT = "agreement"
    ADJUDICATION = "adjudication"
    RATERS = "raters"
    ARMS = "arms"


@dataclass(frozen=True, slots=True)
class PageState:
    """Everything the page of a study shows."""

    study_id: str | None = None
    opened: OpenStudy | None = None
    tab: Tab = Tab.COVERAGE
    grid: CoverageGrid = field(default_factory=CoverageGrid)
    axes: tuple[AxisRow, ...] = ()
    axis: AxisDetail | None = None
    axis_id: str | None = None
    raters: tuple[Table, ...] = ()
    arms: tuple[Table, ...] = ()
    computing: str = ""
    """What is being computed, in words; empty when nothing is."""
    files: tuple[FileTold, ...] = ()
    """Of the import made last."""
    told: str = ""
    """What came of what was done last: rows in = rows out."""
    notes: tuple[str, ...] = ()
    """What is worth knowing since it was built."""
    asking: bool = False
    """Whether a person is asked about unblinding."""
    message: str = ""
    """What went wrong."""

    @property
    def unblinded(self) -> str:
        """When the blinding was opened, in words; empty while it is closed."""
        when = self.opened.unblinded if self.opened is not None else None
        return "" if when is None else f"Unblinded {phrases.day_and_time(when)}"

    @property
    def can_unblind(self) -> bool:
        """Whether the key is here and closed."""
        return self.opened is not None and self.opened.has_key and self.opened.unblinded is None

    @property
    def has_ratings(self) -> bool:
        """Whether anybody handed something over."""
        return self.opened is not None and bool(self.opened.given)

    @property
    def can_report(self) -> bool:
        """Whether there is everything that a report tells."""
        return self.has_ratings and bool(self.unblinded)

    @property
    def obstacle(self) -> str:
        """Why the shown part is empty; empty when it is not."""
        if self.opened is None or self.tab in {Tab.FILES, Tab.COVERAGE}:
            return ""
        if self.tab is Tab.ARMS and not self.unblinded:
            if not self.opened.has_key:
                return "The key of this study is not in this project: its blinding cannot be opened here."
            return (
                "Which arm is which is sealed. Unblind only when no more ratings will come: "
                "opening the key is written into the study’s log with its time, and cannot be undone."
            )
        return "" if self.has_ratings else NO_RATINGS


class StudyPagePresenter:
    """Turns what a coordinator does with one study into new states of its page."""

    def __init__(
        self,
        operations: StudyOperations,
        jobs: Jobs,
        strip: Strip,
        changed: Callable[[Changes], None],
    ) -> None:
        self._operations, self._changed = operations, changed
        self._opening = Latest(jobs)
        self.adjudication = AdjudicationPresenter(operations.adjudication, jobs)
        self._analysis = StudyAnalysis(operations, jobs, strip, self._heard)
        self.files = StudyFiles(
            operations,
            jobs,
            strip,
            FilesDesk(
                lambda: self.state.opened, self._arms_for_files, self._told, self._failed, self._took_in
            ),
        )
        self._render: Callable[[PageState], None] = lambda _state: None
        self.state = PageState()

    def attach(self, render: Callable[[PageState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def open(self, study_id: str, tab: Tab | None = None, told: str = "", notes: Sequence[str] = ()) -> None:
        """Show a study; another one than before is read from the beginning."""
        if study_id != self.state.study_id:
            self._analysis.forget()
            self.adjudication.forget()
            self._show(PageState(study_id, tab=tab or Tab.COVERAGE, told=told, notes=tuple(notes)))
        elif tab is not None:
            self._show(replace(self.state, told=told, notes=tuple(notes)))
            self.show(tab)
        self._read(study_id)

    def show(self, tab: Tab) -> None:
        """Show another part; what it needs is computed when it is not there."""
        self._show(replace(self.state, tab=tab, asking=False))
        self._compute()

    def choose_axis(self, question: str) -> None:
        """Show everything about agreement on a question."""
        opened, blinded = self.state.opened, self._analysis.blinded
        if opened is None or blinded is None:
            return
        found = next((one for one in blinded.agreement if one.axis == question), None)
        if found is not None:
            self._show(replace(self.state, axis_id=question, axis=axis_detail(opened.study, found)))

    def ask_unblind(self, asking: bool) -> None:
        """Ask whether the blinding shall be opened, or ask no more."""
        self._show(replace(self.state, asking=asking and self.state.can_unblind))

    def _read(self, study_id: str) -> None:
        self._opening.ask(lambda: self._operations.open(study_id), self._opened, self._failed)

    def _opened(self, opened: OpenStudy) -> None:
        if opened.study.id != self.state.study_id:
            return
        before = self.state.opened
        if before is not None and before.given != opened.given:
            # What was computed is about other ratings.
            self._analysis.forget()
            self._show(replace(self.state, axes=(), axis=None, raters=(), arms=()))
        grid = coverage_grid(opened.study, opened.given)
        self._show(replace(self.state, opened=opened, grid=grid, asking=False))
        self._compute()

    def _compute(self) -> None:
        """Begin what the shown part needs and does not have."""
        state = self.state
        if state.opened is None or state.obstacle:
            return
        if state.tab in {Tab.AGREEMENT, Tab.RATERS}:
            self._analysis.want_blinded(state.opened)
        elif state.tab is Tab.ADJUDICATION:
            self.adjudication.want(state.opened)
        elif state.tab is Tab.ARMS:
            self._analysis.want_arms(state.opened)

    def _heard(self, event: Computing | BlindedReady | ArmsReady | WorkbenchError | None) -> None:
        """What the analysis says; None when it is over."""
        opened = self.state.opened
        if isinstance(event, Computing):
            self._show(replace(self.state, computing=f"Computing {event.about}…", message=""))
        elif isinstance(event, BlindedReady) and opened is not None:
            axes = axis_rows(opened.study, event.results)
            raters = rater_tables(opened.study, event.results)
            self._show(replace(self.state, axes=axes, raters=raters, axis=None))
            if axes:
                self.choose_axis(self.state.axis_id or axes[0].question)
        elif isinstance(event, ArmsReady):
            self._show(replace(self.state, arms=arm_tables(event.results)))
        elif isinstance(event, WorkbenchError):
            self._show(replace(self.state, computing="", message=str(event)))
        elif event is None:
            self._show(replace(self.state, computing=""))
            # Another part may have been asked for meanwhile.
            self._compute()

    def _arms_for_files(self, then: "Callable[[Results], None]") -> None:
        if self.state.opened is not None and self.state.can_report:
            self._analysis.want_arms(self.state.opened, then)

    def _told(self, sentence: str, files: tuple[FileTold, ...] = ()) -> None:
        self._show(replace(self.state, told=sentence, files=files, message=""))

    def _took_in(self) -> None:
        self._changed(Changes.STUDIES)
        if self.state.study_id is not None:
            self._read(self.state.study_id)

    def _failed(self, error: WorkbenchError) -> None:
        self._show(replace(self.state, message=str(error)))

    def _show(self, state: PageState) -> None:
        self.state = state
        self._render(state)
