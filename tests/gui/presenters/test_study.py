"""The list of studies, and what stands beside it."""

from dataclasses import replace

from tests.fakes import InlineJobs
from tests.gui.invented_study import STUDY, DoingStudies
from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.strip import Strip
from workbench.gui.presenters.study import Beside, StudyPresenter, StudyState
from workbench.gui.presenters.study_page import Tab
from workbench.store.changes import Changes


def made(doing: DoingStudies, changes: list[Changes] | None = None) -> StudyPresenter:
    """The screen's presenter, with what there is."""
    presenter = StudyPresenter(
        doing.operations, InlineJobs(), Strip(), (changes if changes is not None else []).append
    )
    presenter.reload()
    return presenter


def test_the_newest_study_is_shown_first() -> None:
    """Another when it is chosen, and it stays when the list is read again."""
    presenter = made(DoingStudies())
    assert (presenter.state.at, presenter.state.beside) == (0, Beside.STUDY)
    presenter.choose("other")
    presenter.reload()
    assert (presenter.state.at, presenter.page.state.study_id) == (1, "other")


def test_without_a_study_there_is_nothing_beside() -> None:
    """The view says what to do first."""
    presenter = made(DoingStudies(studies=False))
    assert (presenter.state.beside, presenter.state.lines) == (Beside.NOTHING, ())
    presenter.begin()
    presenter.reload()
    before = presenter.state
    presenter.leave()
    assert (before.beside, presenter.state.beside) == (Beside.SETUP, Beside.NOTHING)


def test_back_from_the_set_up() -> None:
    """To the first study."""
    presenter = made(DoingStudies())
    presenter.begin()
    assert (presenter.state.selected, presenter.state.at) == (None, None)
    presenter.leave()
    assert presenter.state.selected == STUDY.id


def test_a_study_that_was_built_is_shown_with_what_to_send() -> None:
    """Its sentence, its notes, and other screens read again."""
    changes = list[Changes]()
    presenter = made(DoingStudies(studies=False), changes)
    presenter.begin()
    setup = presenter.setup
    setup.choose_runs({"r-1", "r-2"})
    assert setup.state.order is not None
    setup.change(replace(setup.state.order, title="A study"))
    setup.build()
    assert (presenter.state.beside, presenter.state.selected) == (Beside.STUDY, STUDY.id)
    page = presenter.page.state
    assert page.tab is Tab.FILES
    assert page.told.startswith("Built: ")
    assert page.notes == ("there is nothing to learn from before the start",)
    assert changes == [Changes.STUDIES]


def test_an_instrument_is_made_ones_own() -> None:
    """From the set-up and back to it; once it is kept, the new study asks with it."""
    doing = DoingStudies()
    presenter = made(doing)
    presenter.begin()
    presenter.edit_instrument()
    presenter.reload()
    assert presenter.state.beside is Beside.INSTRUMENT
    presenter.instrument.rename("test-4", "Changed", "For tests.")
    changed = presenter.instrument.state.instrument
    assert changed is not None
    choices = doing.operations.choices()
    doing.instruments = (changed, *choices.instruments[1:])
    presenter.instrument.keep()
    assert presenter.setup.state.order is not None
    assert presenter.setup.state.order.instrument.title == "Changed"
    presenter.leave()
    assert [asked[0] for asked in doing.asked][-1] == "keep"


def test_what_fails_is_told() -> None:
    """In the list's place."""

    def refuse() -> tuple[()]:
        raise WorkbenchError("The project is locked.")

    doing = DoingStudies()
    doing.operations = replace(doing.operations, studies=refuse)
    states = list[StudyState]()
    presenter = made(doing)
    presenter.attach(states.append)
    assert (states[-1].loaded, states[-1].message) == (True, "The project is locked.")
