"""One study's page."""

from pathlib import Path

from tests.fakes import HeldJobs, InlineJobs
from tests.gui.invented_study import STUDY, DoingStudies, handed
from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.strip import Strip
from workbench.gui.presenters.study_page import NO_RATINGS, StudyPagePresenter, Tab


def made(doing: DoingStudies) -> StudyPagePresenter:
    """The page of the study, open."""
    page = StudyPagePresenter(doing.operations, InlineJobs(), Strip(), lambda _changes: None)
    page.open(STUDY.id)
    return page


def test_a_study_opens_on_its_coverage() -> None:
    """Nothing is computed before it is wanted."""
    doing = DoingStudies()
    page = made(doing)
    assert page.state.tab is Tab.COVERAGE
    assert page.state.grid.given == 147
    assert [asked[0] for asked in doing.asked] == ["open"]


def test_agreement_is_computed_when_it_is_shown() -> None:
    """The first question in full; another one when it is chosen; the raters' tables come with it."""
    doing = DoingStudies()
    page = made(doing)
    page.show(Tab.AGREEMENT)
    assert page.state.axis_id == "correctness"
    page.choose_axis("clarity")
    assert page.state.axis is not None
    assert page.state.axis.name == "Clarity"
    page.choose_axis("none")
    assert page.state.axis_id == "clarity"
    page.show(Tab.RATERS)
    assert page.state.raters
    assert [asked[0] for asked in doing.asked].count("blinded") == 1
    assert page.state.computing == ""


def test_arms_stay_sealed_until_a_person_says_so() -> None:
    """It is asked first, and said that it is logged; then they are there."""
    doing = DoingStudies()
    page = made(doing)
    page.show(Tab.ARMS)
    assert "log" in page.state.obstacle
    assert page.state.arms == ()
    page.ask_unblind(True)
    assert page.state.asking
    page.ask_unblind(False)
    assert not page.state.asking
    page.ask_unblind(True)
    page.files.unblind()
    assert page.state.unblinded.startswith("Unblinded 25 Nov 2026")
    assert (page.state.asking, page.state.obstacle, page.state.can_unblind) == (False, "", False)
    assert page.state.arms
    page.ask_unblind(True)
    assert not page.state.asking


def test_without_a_key_or_ratings() -> None:
    """It says what is missing."""
    doing = DoingStudies(rated=False)
    doing.has_key = False
    page = made(doing)
    page.show(Tab.AGREEMENT)
    assert page.state.obstacle == NO_RATINGS
    page.show(Tab.ARMS)
    assert "key of this study is not in this project" in page.state.obstacle


def test_new_ratings_are_computed_anew() -> None:
    """What was known is of the ratings before."""
    doing = DoingStudies()
    doing.given = handed(upto=10)
    page = made(doing)
    page.show(Tab.AGREEMENT)
    before = page.state.axes
    page.files.import_ratings([Path("r03.medratings")])
    assert page.state.axes != before
    assert [asked[0] for asked in doing.asked].count("blinded") == 2


def test_another_study_is_read_from_the_beginning() -> None:
    """An answer about the one before is dropped; opening the same again keeps what is shown."""
    page = made(DoingStudies())
    page.show(Tab.AGREEMENT)
    page.open(STUDY.id)
    assert page.state.tab is Tab.AGREEMENT
    page.open(STUDY.id, Tab.FILES, "Built.", ("a note",))
    assert (page.state.told, page.state.notes) == ("Built.", ("a note",))
    page.open("other", Tab.FILES)
    assert (page.state.tab, page.state.axes, page.state.told) == (Tab.FILES, (), "")


def test_what_takes_long_is_told_and_what_fails_too() -> None:
    """In words, until it is over; another part that is wanted meanwhile comes next."""
    jobs = HeldJobs()
    page = StudyPagePresenter(DoingStudies().operations, jobs, Strip(), lambda _changes: None)
    page.open(STUDY.id)
    page.choose_axis("clarity")
    jobs.end(WorkbenchError("The file is damaged."))
    assert page.state.message == "The file is damaged."
    page.open(STUDY.id)
    jobs.last.step(2)
    page.show(Tab.RATERS)
    jobs.last.step()
    assert page.state.computing == "Computing agreement: Correctness…"
    jobs.end(WorkbenchError("No memory."))
    assert (page.state.computing, page.state.message) == ("", "No memory.")


def test_an_answer_about_another_study_is_dropped() -> None:
    """It came too late."""
    jobs = HeldJobs()
    page = StudyPagePresenter(DoingStudies().operations, jobs, Strip(), lambda _changes: None)
    page.open(STUDY.id)
    first = jobs.last
    page.open("other")
    first.step(2)
    assert page.state.opened is None
    states = list[object]()
    page.attach(states.append)
    assert states == [page.state]
