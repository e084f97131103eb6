"""The plan of a study, and what would spoil its blinding."""

from dataclasses import replace

from tests.fakes import HeldJobs, InlineJobs
from tests.gui.invented_study import DoingStudies
from tests.study.simulated import INSTRUMENT
from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.study_forecast import ForecastState, StudyForecast, plan_of
from workbench.study.blinding.findings import Kind
from workbench.study.building import Lesson, StudyOrder
from workbench.study.preparing import Treatment

ORDER = StudyOrder("A study", ("r-1", "r-2"), INSTRUMENT, ("r01", "r02", "r03"), size=100, anchors=10)


def made(doing: DoingStudies) -> StudyForecast:
    """The forecast of the order."""
    forecast = StudyForecast(doing.operations, InlineJobs(), lambda _check: None)
    forecast.follow(ORDER)
    return forecast


def test_plan_and_check_follow_what_is_wanted() -> None:
    """The first finding is read; answers are looked at again only where others are drawn."""
    doing = DoingStudies()
    forecast = made(doing)
    outcome, finding = forecast.state.outcome, forecast.state.finding
    assert outcome is not None
    assert finding is not None
    assert finding.kind is Kind.NAME
    assert "120 instances in = 100 in the study + 20 left out (20 not drawn" in forecast.state.instances
    forecast.follow(replace(ORDER, raters=("r01", "r02", "r03", "r04")))
    assert [asked[0] for asked in doing.asked] == ["check"]
    forecast.follow(replace(ORDER, seed=7))
    assert len(doing.asked) == 2
    forecast.take_seconds(150)
    assert forecast.state.outcome is not None
    assert forecast.state.outcome.hours == 2 * outcome.hours


def test_remedies_are_tried_and_kinds_listed() -> None:
    """Each treatment once; one kind, or all."""
    doing = DoingStudies()
    forecast = made(doing)
    forecast.treat(Treatment.MASK)
    forecast.treat(Treatment.MASK)
    assert [asked[2] for asked in doing.asked] == [Treatment.EVEN, Treatment.MASK]
    forecast.list_kind(Kind.CUT_OFF)
    assert {one.kind for one in forecast.state.findings} == {Kind.CUT_OFF}
    assert forecast.state.at == 0
    forecast.list_kind(Kind.EMPTY)
    listed = forecast.state
    assert (listed.at, listed.finding) == (None, None)
    forecast.list_kind(None)
    forecast.read(2)
    assert forecast.state.finding is not None


def test_without_runs_there_is_nothing_to_look_at() -> None:
    """What was found is gone."""
    told = list[object]()
    forecast = StudyForecast(DoingStudies().operations, InlineJobs(), told.append)
    forecast.follow(ORDER)
    forecast.follow(replace(ORDER, runs=()))
    state = forecast.state
    assert (state.check, state.outcome, state.findings, state.instances) == (None, None, (), "")
    assert told[-1] is None


def test_the_size_of_a_study() -> None:
    """Anchors are no items; answers judged one by one are as many; nothing without items."""
    state = ForecastState(ORDER)
    plan = plan_of(state)
    assert plan is not None
    assert (plan.items, plan.anchors, plan.overlap) == (90, 10, 3)
    apart = plan_of(ForecastState(replace(ORDER, together=False, overlap=2)))
    assert apart is not None
    assert (apart.items, apart.anchors, apart.overlap) == (180, 20, 2)
    taught = plan_of(ForecastState(replace(ORDER, training=(Lesson({}, "Why."),))))
    assert taught is not None
    assert taught.training == 1
    for order in (replace(ORDER, size=None), replace(ORDER, size=10), replace(ORDER, raters=()), None):
        assert plan_of(ForecastState(order)) is None


def test_what_fails_is_told() -> None:
    """And nothing is said to be looked at any more."""
    jobs, states = HeldJobs(), list[ForecastState]()
    forecast = StudyForecast(DoingStudies().operations, jobs, lambda _check: None)
    forecast.attach(states.append)
    forecast.follow(ORDER)
    assert states[-1].checking
    jobs.end(WorkbenchError("No such run."))
    assert (states[-1].checking, states[-1].message) == (False, "No such run.")
