"""What a study that is being set up will cost and show, and what would spoil its blinding. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.jobs import Jobs
from workbench.gui.presenters.latest import Latest
from workbench.gui.presenters.study_values import StudyOperations
from workbench.study.blinding.findings import Kind
from workbench.study.blinding_check import BlindingCheck, Found
from workbench.study.building import StudyOrder
from workbench.study.planner import Outcome, Plan
from workbench.study.preparing import Treatment

FIRST_SECONDS = 75
"""For one presentation, where there was no pilot."""


@dataclass(frozen=True, slots=True)
class ForecastState:
    """Everything the plan and the blinding check show."""

    order: StudyOrder | None = None
    seconds: int = FIRST_SECONDS
    treatment: Treatment = Treatment.EVEN
    outcome: Outcome | None = None
    check: BlindingCheck | None = None
    checking: bool = False
    kind: Kind | None = None
    """Only findings of this kind are listed."""
    at: int | None = None
    """The finding that is read."""
    message: str = ""

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


class StudyForecast:
    """Plans and checks whatever study is wanted now; only the newest matters."""

    def __init__(
        self,
        operations: StudyOperations,
        jobs: Jobs,
        checked: Callable[[BlindingCheck | None], None],
        chosen: Callable[[], None] = lambda: None,
    ) -> None:
        """`checked` is told of each new check, and that there is none; `chosen` of each choice made here."""
        self._operations, self._told, self._chosen = operations, checked, chosen
        self._planning, self._checking = Latest(jobs), Latest(jobs)
        self._planned: Plan | None = None
        self._render: Callable[[ForecastState], None] = lambda _state: None
        self.state = ForecastState()

    def attach(self, render: Callable[[ForecastState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def follow(self, order: StudyOrder) -> None:
        """Plan this study; look at its answers anew where others are drawn."""
        before = self.state.order
        self._show(replace(self.state, order=order))
        self._replan()
        if before is None or _drawn(before) != _drawn(order):
            self._recheck()

    def resume(self, treatment: Treatment, seconds: int | None) -> None:
        """Begin with what was chosen before."""
        self._show(replace(self.state, treatment=treatment, seconds=seconds or self.state.seconds))

    def take_seconds(self, seconds: int) -> None:
        """Plan with so many seconds for one presentation."""
        self._show(replace(self.state, seconds=seconds))
        self._chosen()
        self._replan()

    def treat(self, treatment: Treatment) -> None:
        """Do this to every answer, the same for all arms."""
        if treatment is not self.state.treatment:
            self._show(replace(self.state, treatment=treatment))
            self._chosen()
            self._recheck()

    def list_kind(self, kind: Kind | None) -> None:
        """List findings of one kind, or all of them."""
        state = replace(self.state, kind=kind, at=None)
        self._show(replace(state, at=0 if state.findings else None))

    def read(self, at: int) -> None:
        """Show the answer in which something was found."""
        self._show(replace(self.state, at=at))

    def _replan(self) -> None:
        plan = plan_of(self.state)
        if plan == self._planned:
            # Most of what is typed does not change the size.
            return
        self._planned = plan
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
            self._told(None)
            return
        self._show(replace(self.state, checking=True))
        self._checking.ask(lambda: self._operations.check(order, treatment), self._checked, self._failed)

    def _checked(self, check: BlindingCheck) -> None:
        kinds = {one.kind for one in check.found}
        state = replace(self.state, check=check, checking=False, message="")
        state = replace(state, kind=state.kind if state.kind in kinds else None)
        self._show(replace(state, at=0 if state.findings else None))
        self._told(check)
        self._replan()

    def _failed(self, error: WorkbenchError) -> None:
        self._show(replace(self.state, message=str(error), checking=False))

    def _show(self, state: ForecastState) -> None:
        self.state = state
        self._render(state)


def _drawn(order: StudyOrder) -> tuple[object, ...]:
    """What decides which answers are shown."""
    return (order.runs, order.tasks, order.size, order.strata, order.seed)


def plan_of(state: ForecastState) -> Plan | None:
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
