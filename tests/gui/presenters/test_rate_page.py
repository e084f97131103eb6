"""The presentation on screen as a page."""

from tests.study.invented import RATER, Hand, ListLog, study
from workbench.domain.studies import Unanswered
from workbench.gui.presenters.rate_page import Pointing, head_of, page_of
from workbench.gui.presenters.rate_state import Mode, Page, Prompt
from workbench.study.session import Session
from workbench.study.sheet import span_in

ASK = Prompt(Mode.SCORE, "")


def begun() -> Session:
    """A session at its first item."""
    session = Session(study(2), RATER, ListLog(), Hand().clocks())
    session.next_open()
    return session


def page(session: Session, pointing: Pointing) -> Page:
    """The page on screen."""
    found = page_of(session, session.state, pointing, ASK)
    assert found is not None
    return found


def test_before_the_first_there_is_no_page() -> None:
    """Only a head."""
    session = Session(study(2), RATER, ListLog(), Hand().clocks())
    assert page_of(session, session.state, Pointing(), ASK) is None
    assert head_of(session, session.state).about == ""


def test_rows_are_questions_and_cells_their_answers() -> None:
    """Chosen, focused, in words; scales as numbers, yes and no as words."""
    session = begun()
    session.sheet.answer("correctness", 4, "o1a")
    session.sheet.answer("correctness", Unanswered.CANNOT_JUDGE, "o1b")
    rows = page(session, Pointing(axis="completeness/o1b")).rows
    assert [row.name for row in rows] == ["Correctness", "Completeness", "Safety", "Acceptable", "Preference"]
    first, second = rows[0].cells
    assert (first.letter, first.chosen, first.labels) == ("A", 3, ("1", "2", "3", "4", "5"))
    assert (second.chosen, second.words) == (None, "cannot judge")
    assert [cell.focused for cell in rows[1].cells] == [False, True]
    assert rows[3].cells[0].labels == ("No", "Yes")
    assert rows[4].cells[0].letter == ""


def test_marks_lie_in_their_answer() -> None:
    """The sentence that is pointed at, and the errors, as code points and in words."""
    session = begun()
    session.sheet.mark(None, span_in(session.outputs["o1b"], 0, 11, "wrong-fact", "minor"))
    first, second = page(session, Pointing(output="o1b", stretch=("o1b", 0, 5))).answers
    assert (first.marks, first.active, first.reveal) == ((), False, None)
    assert [(one.start, one.end, one.pointed) for one in second.marks] == [(0, 5, True), (0, 11, False)]
    assert (second.active, second.reveal) == (True, 0)
    assert second.notes[0].text == "wrong fact · minor: “Most likely”"


def test_the_head_says_where_one_is() -> None:
    """Task and language, how far, that it is saved."""
    session = begun()
    head = head_of(session, session.state)
    assert (head.title, head.about, head.done, head.total) == (
        *("Discharge advice, two answers", "task130 · English", 0, 2),
    )
    assert head.saved.startswith("saved ")
