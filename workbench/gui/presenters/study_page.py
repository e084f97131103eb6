"""One study: who rated what, whether raters agree, and, once it is unblinded, which arm did better. No Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.domain.errors import WorkbenchError
from workbench.domain.reports import Table
from workbench.gui.presenters import phrases
from workbench.gui.presenters.jobs import Job, Jobs, Work, once
from workbench.gui.presenters.latest import Latest
from workbench.gui.presenters.strip import Strip
from workbench.gui.presenters.study_coverage import CoverageGrid, coverage_grid
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
    RatingsTold,
    StudyExport,
    StudyOperations,
)
from workbench.store.changes import Changes

if TYPE_CHECKING:
    from workbench.study.blinded import BlindedResults
    from workbench.study.results import Results

NO_RATINGS = "There are no ratings yet. Import the files that raters send back."


class Tab(StrEnum):
    """What of a study is shown."""

    FILES = "files"
    COVERAGE = "coverage"
    AGREEMENT = "agreement"
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
        self._operations, self._jobs, self._strip, self._changed = operations, jobs, strip, changed
        self._opening = Latest(jobs)
        self._job: Job | None = None
        self._blinded: BlindedResults | None = None
        self._results: Results | None = None
        self._render: Callable[[PageState], None] = lambda _state: None
        self.state = PageState()

    def attach(self, render: Callable[[PageState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def open(self, study_id: str, tab: Tab | None = None, told: str = "", notes: Sequence[str] = ()) -> None:
        """Show a study; another one than before is read from the beginning."""
        if study_id != self.state.study_id:
            self._forget()
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
        opened, blinded = self.state.opened, self._blinded
        if opened is None or blinded is None:
            return
        found = next((one for one in blinded.agreement if one.axis == question), None)
        if found is not None:
            self._show(replace(self.state, axis_id=question, axis=axis_detail(opened.study, found)))

    def import_ratings(self, files: Sequence[Path]) -> None:
        """Take in files that raters sent back."""
        if files:
            self._show(replace(self.state, files=(), told="", message=""))
            title = f"Import {phrases.counted(len(files), 'file')} of ratings"
            self._start(title, lambda: self._operations.import_ratings(files), self._taken, self._took_in)

    def export_raters(self, folder: Path) -> None:
        """Write a file for each rater."""
        study_id = self.state.study_id
        if study_id is not None:
            self._tell(f"Write to {folder.name}", lambda: self._operations.export_raters(study_id, folder))

    def export_key(self, file: Path) -> None:
        """Write the sealed key."""
        study_id = self.state.study_id
        if study_id is not None:
            self._tell(f"Write {file.name}", lambda: self._operations.export_key(study_id, file))

    def ask_unblind(self, asking: bool) -> None:
        """Ask whether the blinding shall be opened, or ask no more."""
        self._show(replace(self.state, asking=asking and self.state.can_unblind))

    def unblind(self) -> None:
        """Open the blinding; the study's log has it before anything is shown."""
        study_id = self.state.study_id
        if study_id is None or not self.state.can_unblind:
            return
        self._show(replace(self.state, asking=False, tab=Tab.ARMS))
        work = once(lambda: self._operations.unblind(study_id))
        self._start("Open the blinding", work, lambda _none: None, self._took_in)

    def report(self, folder: Path) -> None:
        """Write the report and its tables into a folder."""
        opened = self.state.opened
        if opened is not None and self.state.can_report:
            self._with_results(
                lambda found: self._tell(
                    "Write the report", lambda: self._operations.report(opened, found, folder)
                )
            )

    def export(self, kind: StudyExport, file: Path) -> None:
        """Write what another program takes."""
        if self.state.can_report:
            self._with_results(
                lambda found: self._tell(
                    f"Write {file.name}", lambda: self._operations.for_others(found, kind, file)
                )
            )

    def _read(self, study_id: str) -> None:
        self._opening.ask(lambda: self._operations.open(study_id), self._opened, self._failed)

    def _opened(self, opened: OpenStudy) -> None:
        if opened.study.id != self.state.study_id:
            return
        before = self.state.opened
        if before is not None and before.given != opened.given:
            self._forget()
        grid = coverage_grid(opened.study, opened.given)
        self._show(replace(self.state, opened=opened, grid=grid, message=""))
        self._compute()

    def _compute(self) -> None:
        """Begin what the shown part needs and does not have."""
        state = self.state
        if state.opened is None or state.obstacle or self._job is not None:
            return
        if state.tab in {Tab.AGREEMENT, Tab.RATERS} and self._blinded is None:
            opened = state.opened
            self._analyse(lambda: self._operations.blinded(opened), lambda: None)
        elif state.tab is Tab.ARMS and self._results is None:
            self._with_results(lambda _found: None)

    def _with_results(self, then: "Callable[[Results], None]") -> None:
        """Go on with the results by arm, once they are there."""
        opened = self.state.opened
        if self._results is not None:
            then(self._results)
        elif opened is not None and self._job is None:
            self._analyse(
                lambda: self._operations.arms(opened),
                lambda: then(self._results) if self._results is not None else None,
            )

    def _analyse(self, work: Work, then: Callable[[], None]) -> None:
        entry = self._strip.begin("Results of the study")
        mine = self.state.study_id
        self._show(replace(self.state, computing="Computing…", message=""))

        def happened(event: Any) -> None:
            if mine == self.state.study_id:
                if isinstance(event, Computing):
                    entry.progress(event.done, event.total, note=event.about)
                self._heard(event)

        def ended(error: Exception | None) -> None:
            entry.end()
            self._job = None
            if error is not None and not isinstance(error, WorkbenchError):
                raise error
            if mine == self.state.study_id:
                self._show(replace(self.state, computing="", message="" if error is None else str(error)))
                if error is None:
                    then()
            # Another part may have been asked for meanwhile.
            if error is None:
                self._compute()

        # Work that is done at once ends before `start` returns.
        self._job = _NotYet()
        job = self._jobs.start(work, happened, ended)
        if self._job is not None:
            self._job = job
            entry.stop_with(job.cancel)

    def _heard(self, event: Any) -> None:
        opened = self.state.opened
        if isinstance(event, Computing):
            self._show(replace(self.state, computing=f"Computing {event.about}…"))
        elif isinstance(event, BlindedReady) and opened is not None:
            self._blinded = event.results
            axes = axis_rows(opened.study, event.results)
            self._show(
                replace(self.state, axes=axes, raters=rater_tables(opened.study, event.results), axis=None)
            )
            if axes:
                self.choose_axis(self.state.axis_id or axes[0].question)
        elif isinstance(event, ArmsReady):
            self._results = event.results
            self._show(replace(self.state, arms=arm_tables(event.results)))

    def _taken(self, event: FileTold | RatingsTold) -> None:
        if isinstance(event, RatingsTold):
            self._show(replace(self.state, files=event.files, told=event.sentence))

    def _took_in(self) -> None:
        self._changed(Changes.STUDIES)
        if self.state.study_id is not None:
            self._read(self.state.study_id)

    def _tell(self, title: str, call: Callable[[], str]) -> None:
        self._start(title, once(call), lambda told: self._show(replace(self.state, told=told, message="")))

    def _start(
        self,
        title: str,
        work: Work,
        happened: Callable[[Any], None],
        then: Callable[[], None] = lambda: None,
    ) -> None:
        entry = self._strip.begin(title)

        def ended(error: Exception | None) -> None:
            entry.end()
            if error is None:
                then()
            elif isinstance(error, WorkbenchError):
                self._failed(error)
            else:
                raise error

        self._jobs.start(work, happened, ended)

    def _forget(self) -> None:
        """What was computed is about other ratings."""
        if self._job is not None:
            self._job.cancel()
        self._blinded = self._results = None
        self._show(replace(self.state, axes=(), axis=None, raters=(), arms=()))

    def _failed(self, error: WorkbenchError) -> None:
        self._show(replace(self.state, message=str(error)))

    def _show(self, state: PageState) -> None:
        self.state = state
        self._render(state)


class _NotYet:
    """A job that is only being started."""

    def cancel(self) -> None:
        """There is nothing to stop yet."""
