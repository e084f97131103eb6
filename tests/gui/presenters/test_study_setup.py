"""What a study shall be."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes import HeldJobs, InlineJobs
from tests.gui.invented_study import RUNS, DoingStudies
from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.strip import Strip
from workbench.gui.presenters.study_setup import StudySetupPresenter, training_said
from workbench.gui.presenters.study_values import BuildOutcome, SetupChoices
from workbench.study.building import StudyOrder
from workbench.study.preparing import Treatment
from workbench.study.setups import Setup


def made(doing: DoingStudies, built: list[BuildOutcome] | None = None) -> StudySetupPresenter:
    """A set-up that has read what there is."""
    setup = StudySetupPresenter(
        doing.operations, InlineJobs(), Strip(), (built if built is not None else []).append
    )
    setup.reload()
    return setup


def order_of(setup: StudySetupPresenter) -> StudyOrder:
    """What is chosen."""
    assert setup.state.order is not None
    return setup.state.order


def test_one_thing_after_the_other_is_missing() -> None:
    """Runs, a title, arms, two of them for a preference, codes; then it can be built."""
    assert made(DoingStudies(runs=())).state.missing == "Run two models first, in Run."
    setup = made(DoingStudies())
    assert setup.state.missing == "Give the study a title."
    setup.change(replace(order_of(setup), title="A study"))
    assert setup.state.missing.startswith("Tick 1 to 4 runs")
    setup.choose_runs({"r-1"})
    assert "which answer is better" in setup.state.missing
    setup.choose_runs({"r-2", "r-1"})
    assert order_of(setup).runs == ("r-1", "r-2")
    setup.type_raters(" ")
    assert setup.state.missing.startswith("Give each rater a code")
    setup.type_raters("a b;c, a")
    assert order_of(setup).raters == ("a", "b", "c")
    assert setup.state.missing == ""


def test_tasks_are_those_that_all_arms_have() -> None:
    """Ticked ones that are not shared any more are dropped."""
    setup = made(DoingStudies())
    assert not setup.state.tasks
    setup.choose_runs({"r-1", "r-2"})
    assert setup.state.tasks == ("task57", "task60")
    setup.change(replace(order_of(setup), tasks=("task57", "task60")))
    setup.choose_runs({"r-1", "r-2", "r-3"})
    assert order_of(setup).tasks == ("task57",)


def test_an_instrument_in_a_language() -> None:
    """In another where it is not in this one; an unknown one changes nothing."""
    setup = made(DoingStudies())
    assert setup.state.instruments == (("test-4", "Test of four"),)
    assert setup.state.languages == ("en", "zh")
    setup.choose_instrument("test-4", "zh")
    assert order_of(setup).instrument.language == "zh"
    setup.choose_instrument("test-4", "fr")
    assert order_of(setup).instrument.language == "en"
    setup.choose_instrument("none", "en")
    assert order_of(setup).instrument.id == "test-4"


def test_fewer_raters_than_ratings() -> None:
    """Then all of them rate everything."""
    setup = made(DoingStudies())
    setup.change(replace(order_of(setup), overlap=3))
    setup.type_raters("a, b")
    assert order_of(setup).overlap is None


def test_items_for_training_come_from_a_file_and_go() -> None:
    """A pass mark goes with them."""
    setup = made(DoingStudies())
    setup.read_lessons(Path("lessons.jsonl"))
    setup.change(replace(order_of(setup), pass_mark=0.8))
    assert training_said(order_of(setup), setup.state.lessons_name) == "1 training item from lessons.jsonl"
    setup.read_lessons(None)
    assert order_of(setup).pass_mark is None
    assert training_said(order_of(setup), "") == "none"


def test_a_study_is_built_once() -> None:
    """With the treatment that is ticked; while it is built the button does nothing."""
    doing, jobs, built = DoingStudies(), HeldJobs(), list[BuildOutcome]()
    ready = made(doing)
    ready.change(replace(order_of(ready), title="A study"))
    ready.choose_runs({"r-1", "r-2"})
    setup = StudySetupPresenter(doing.operations, jobs, Strip(), built.append)
    setup.build()
    assert jobs.started == []
    setup.reload()
    jobs.last.step(2)
    setup.change(order_of(ready))
    count = len(jobs.started)
    setup.build()
    setup.build()
    assert len(jobs.started) == count + 1
    assert setup.state.building
    jobs.last.step(2)
    assert not setup.state.building
    assert built[0].sentence.startswith("Built: 120 instances in")


def test_what_fails_is_told_and_a_bug_is_raised() -> None:
    """What was chosen stays."""

    def refuse(_order: object, _treatment: object) -> BuildOutcome:
        raise WorkbenchError("“r 1” is no code for a rater.")

    def broken(_order: object, _treatment: object) -> BuildOutcome:
        raise ZeroDivisionError

    for build in (refuse, broken):
        doing = DoingStudies()
        doing.operations = replace(doing.operations, build=build)
        setup = made(doing)
        setup.change(replace(order_of(setup), title="A study"))
        setup.choose_runs({"r-1", "r-2"})
        if build is refuse:
            setup.build()
            assert setup.state.message.startswith("“r 1”")
        else:
            with pytest.raises(ZeroDivisionError):
                setup.build()


def test_what_was_chosen_stays_when_the_project_is_read_again() -> None:
    """But for runs that are gone; without an instrument nothing can be chosen."""
    doing = DoingStudies()
    setup = made(doing)
    setup.choose_runs({"r-1", "r-2"})
    doing.operations = replace(
        doing.operations, choices=lambda: SetupChoices(setup.state.choices.runs[:1], (), ("x.json: no",))
    )
    again = StudySetupPresenter(doing.operations, InlineJobs(), Strip(), lambda _built: None)
    again.reload()
    assert again.state.missing == "No instrument could be read."
    assert again.state.message == "x.json: no"
    again.choose_runs({"r-1"})
    again.type_raters("a")
    again.choose_instrument("test-4", "en")
    again.read_lessons(None)
    assert again.state.order is None
    setup.reload()
    assert order_of(setup).runs == ("r-1", "r-2")


def test_what_was_chosen_is_there_after_a_restart() -> None:
    """Everything, with the treatment, the time and the training's file; without runs that are gone."""
    doing = DoingStudies()
    setup = made(doing)
    assert doing.kept is None
    setup.choose_runs({"r-1", "r-2"})
    setup.choose_instrument("test-4", "zh")
    setup.type_raters("a, b")
    setup.read_lessons(Path("lessons.jsonl"))
    setup.change(replace(order_of(setup), title="A study", size=40, guidelines="# How"))
    setup.forecast.take_seconds(90)
    setup.forecast.treat(Treatment.MASK)
    setup.keeping.close()
    again = made(doing)
    assert order_of(again) == order_of(setup)
    assert (again.state.raters_text, again.state.last_size) == ("a, b", 40)
    assert training_said(order_of(again), again.state.lessons_name) == "1 training item from lessons.jsonl"
    assert (again.forecast.state.seconds, again.forecast.state.treatment) == (90, Treatment.MASK)
    fewer = DoingStudies(runs=RUNS[:1])
    fewer.kept = doing.kept
    assert order_of(made(fewer)).runs == ("r-1",)


def test_what_cannot_be_kept_is_told() -> None:
    """And what was chosen stays on the screen."""

    def refuse(_setup: Setup) -> None:
        raise WorkbenchError("The set-up cannot be kept.")

    doing = DoingStudies()
    doing.operations = replace(doing.operations, keep_setup=refuse)
    setup = made(doing)
    setup.change(replace(order_of(setup), title="A study"))
    assert (setup.state.message, order_of(setup).title) == ("The set-up cannot be kept.", "A study")
