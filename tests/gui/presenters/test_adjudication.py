"""The queue of what raters disagree about."""

from dataclasses import replace

from tests.fakes import HeldJobs, InlineJobs
from tests.gui.invented_adjudication import KeepingDecisions, opened
from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.adjudication import AdjudicationPresenter
from workbench.gui.presenters.adjudication_values import AdjudicationState, Shown


def made(doing: KeepingDecisions | None = None) -> AdjudicationPresenter:
    """The queue of the study."""
    presenter = AdjudicationPresenter((doing or KeepingDecisions()).operations, InlineJobs())
    presenter.want(opened())
    return presenter


def test_the_worst_is_first() -> None:
    """By their part of all disagreement on their question; the first is the chosen one, none is open."""
    state = made().state
    shares = [row.entry.case.share for row in state.rows]
    assert shares == sorted(shares, reverse=True)
    assert [row.entry.name for row in state.rows] == [
        "Preference",
        "Correctness",
        "Correctness",
        "Correctness",
    ]
    assert (state.row, state.item, state.decided, state.total) == (0, None, 0, 4)


def test_one_question_can_be_listed() -> None:
    """What was chosen stays chosen where it is listed; else the first is."""
    presenter = made()
    presenter.choose(1)
    presenter.list_question("correctness")
    assert [row.entry.place for row in presenter.state.rows] == [1, 2, 3]
    assert presenter.state.row == 0
    presenter.list_question("preference")
    assert (presenter.state.place, presenter.state.row) == (0, 0)
    presenter.list_question("")
    assert len(presenter.state.rows) == 4


def test_what_is_decided_can_be_listed() -> None:
    """And what is open; nothing is chosen where nothing is listed."""
    presenter = made()
    presenter.list_shown(Shown.DECIDED)
    assert (presenter.state.rows, presenter.state.place) == ((), None)
    presenter.choose(0)
    assert presenter.state.place is None
    presenter.list_shown(Shown.OPEN)
    presenter.sitting.open()
    for key in ("7", "S", "Return", "Escape"):
        presenter.sitting.press(key)
    assert [row.entry.place for row in presenter.state.rows] == [1, 2, 3]
    presenter.list_shown(Shown.ALL)
    assert [row.resolution is not None for row in presenter.state.rows] == [True, False, False, False]


def test_agreement_is_compared_when_the_queue_is_shown_again() -> None:
    """Not after each decision: nobody looks at it then."""
    presenter = made()
    presenter.sitting.open()
    for key in ("6", "S", "Return"):
        presenter.sitting.press(key)
    assert presenter.state.agreement is None
    presenter.sitting.press("Escape")
    table = presenter.state.agreement
    assert table is not None
    assert table.rows[0][:4] == ("Preference", "1", "1 slip", "2")


def test_what_was_decided_elsewhere_is_seen() -> None:
    """By the command, while the window was open; the queue itself is not computed again."""
    doing = KeepingDecisions()
    presenter = made(doing)
    before = presenter.state.queue
    other = made(doing)
    other.sitting.open()
    for key in ("6", "M", "Return"):
        other.sitting.press(key)
    presenter.want(opened())
    assert presenter.state.decided == 1
    assert presenter.state.queue is before
    assert presenter.state.agreement is not None


def test_other_ratings_are_another_queue() -> None:
    """What was read is forgotten; so it is with another study."""
    presenter = made()
    presenter.list_question("correctness")
    study = opened()
    presenter.want(replace(study, given=study.given[::2]))
    assert presenter.state.question == ""
    assert presenter.state.total == 2
    presenter.forget()
    assert presenter.state == AdjudicationState()


def test_an_item_that_is_open_stays_open() -> None:
    """When the screen reads its studies again."""
    presenter = made()
    presenter.sitting.open()
    item = presenter.state.item
    presenter.want(opened())
    assert presenter.state.item is item


def test_reading_happens_in_a_job_and_may_fail() -> None:
    """Nothing is there before; what a person can act on is said."""
    jobs = HeldJobs()
    presenter = AdjudicationPresenter(KeepingDecisions().operations, jobs)
    presenter.sitting.open()
    presenter.want(opened())
    assert presenter.state.queue is None
    jobs.end(WorkbenchError("a.jsonl: decision 2 does not follow those before it."))
    assert presenter.state.message.startswith("a.jsonl")
    assert presenter.state.failed
    seen: list[AdjudicationState] = []
    presenter.attach(seen.append)
    presenter.want(opened())
    jobs.last.step(2)
    assert seen[-1].total == 4
    assert not seen[-1].failed
