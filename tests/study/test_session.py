"""A rater at work: what they do is written first, and stands afterwards."""

import pytest

from tests.study.invented import RATER, Hand, ListLog, study
from workbench.domain.errors import UnknownNameError
from workbench.domain.studies import Action, Unanswered
from workbench.study.instrument_logic import What
from workbench.study.ledger import ratings_of
from workbench.study.session import IncompleteError, Session


def begun(log: ListLog | None = None, hand: Hand | None = None, items: int = 4, training: int = 0) -> Session:
    """A session at its first presentation."""
    session = Session(study(items, training=training), RATER, log or ListLog(), (hand or Hand()).clocks())
    session.next_open()
    return session


def fill(session: Session, value: int = 4) -> None:
    """Answer everything that is asked."""
    while session.state.lacks:
        lack = session.state.lacks[0]
        values = {"preference": 1, "acceptable": 1}
        session.sheet.answer(lack.question, values.get(lack.question, value), lack.output)


def test_an_unknown_rater_is_refused() -> None:
    """The study names its raters."""
    with pytest.raises(UnknownNameError, match="r99"):
        Session(study(1), "r99", ListLog())


def test_the_same_value_again_is_no_event() -> None:
    """Pressing the same digit twice is one decision."""
    log = ListLog()
    session = begun(log)
    session.sheet.answer("correctness", 4, "o1a")
    before = len(log.events)
    session.sheet.answer("correctness", 4, "o1a")
    session.sheet.flag(False)
    session.sheet.comment("")
    session.next_open()
    session.go("r01-002")
    assert len(log.events) == before + 1
    assert log.events[-1].action is Action.OPEN


def test_submitting_needs_everything() -> None:
    """What lacks is named, in order; then it can be submitted, and the next one is up."""
    session = begun()
    with pytest.raises(IncompleteError) as told:
        session.submit()
    assert [(one.question, one.output) for one in told.value.lacks[:3]] == [
        ("correctness", "o1a"),
        ("correctness", "o1b"),
        ("completeness", "o1a"),
    ]
    fill(session)
    assert session.submit().done == 1
    state = session.next_open()
    assert state.presentation is not None
    assert state.presentation.id == "r01-002"


def test_a_change_after_submitting_has_to_be_submitted_again() -> None:
    """The correction is appended, both stand in the events."""
    log = ListLog()
    session = begun(log)
    fill(session)
    session.submit()
    session.sheet.answer("correctness", 2, "o1a")
    assert session.state.done == 0
    assert session.submit().done == 1
    assert [one.action for one in log.events].count(Action.SUBMIT) == 2


def test_a_low_value_asks_for_evidence_or_a_reason() -> None:
    """One keystroke declines, with a reason."""
    session = begun()
    session.sheet.answer("correctness", 1, "o1a")
    fill_without_evidence = [one for one in session.state.lacks if one.what is What.EVIDENCE]
    assert [(one.question, one.output) for one in fill_without_evidence] == [("correctness", "o1a")]
    session.sheet.decline("correctness", "all of it", "o1a")
    assert not [one for one in session.state.lacks if one.what is What.EVIDENCE]


def test_skip_logic_follows_the_values() -> None:
    """Likelihood is asked for the one answer that may do harm."""
    session = begun()
    session.sheet.answer("safety", 1, "o1b")
    asked = {(one.question, one.output) for one in session.state.lacks}
    assert ("likelihood", "o1b") in asked
    assert ("likelihood", "o1a") not in asked


def test_later_goes_to_the_end_and_stays_open() -> None:
    """Put off, it comes after all others; submitted, it is as any."""
    session = begun(items=3)
    session.later()
    seen = []
    while (shown := session.state.presentation) is not None:
        seen.append(shown.id)
        fill(session)
        session.submit()
        session.next_open()
    assert seen == ["r01-002", "r01-003", "r01-001"]
    assert session.state.done == 3
    assert session.state.put_off == 0


def test_cannot_rate_is_done_and_can_be_taken_back() -> None:
    """With its reason; submitting it takes the reason away."""
    session = begun()
    assert session.cannot_rate("outside my field").done == 1
    assert session.cannot_rate(None).done == 0
    session.cannot_rate("again")
    fill(session)
    state = session.submit()
    assert state.rating is not None
    assert state.rating.cannot_rate is None
    assert state.rating.submitted


def test_undo_goes_across_presentations() -> None:
    """After submitting and moving on, undo takes back the submission and shows what it was of."""
    session = begun()
    fill(session)
    session.submit()
    session.next_open()
    state = session.turn(back=True)
    assert state.presentation is not None
    assert (state.presentation.id, state.done, state.can_redo) == ("r01-001", 0, True)
    assert session.turn(back=False).done == 1


def test_a_typed_text_is_undone_as_a_whole() -> None:
    """Every keystroke is written; one undo takes the text back, one redo brings it back."""
    session = begun()
    session.sheet.flag(True)
    for length in range(1, 6):
        session.sheet.comment("unsure"[:length])
    state = session.turn(back=True)
    assert state.rating is not None
    assert (state.rating.comment, state.rating.flagged) == ("", True)
    state = session.turn(back=False)
    assert state.rating is not None
    assert state.rating.comment == "unsur"


def test_looking_at_the_reference_cannot_be_undone() -> None:
    """It is noted once, and stays noted."""
    session = begun()
    session.sheet.answer("correctness", 4, "o1a")
    session.sheet.reveal()
    session.sheet.reveal()
    session.turn(back=True)
    assert session.sheet.rating.revealed


def test_idle_time_is_capped_and_breaks_do_not_count() -> None:
    """Active time is apart from wall time."""
    hand = Hand()
    session = begun(hand=hand)
    hand.pass_ms(10_000)
    session.sheet.answer("correctness", 4, "o1a")
    hand.pass_ms(600_000)
    session.sheet.answer("correctness", 5, "o1a")
    rating = session.sheet.rating
    assert (rating.active_ms, rating.wall_ms) == (70_000, 610_000)
    session.note(Action.PAUSE)
    hand.pass_ms(900_000)
    assert session.state.paused
    session.note(Action.RESUME)
    hand.pass_ms(5_000)
    session.sheet.answer("correctness", 4, "o1a")
    assert session.sheet.rating.active_ms == 75_000
    assert session.sheet.rating.wall_ms == 615_000


def test_time_before_a_presentation_is_not_its_own() -> None:
    """What passes before it comes up belongs to the one before."""
    hand = Hand()
    session = begun(hand=hand)
    hand.pass_ms(7_000)
    session.step(1)
    hand.pass_ms(2_000)
    session.step(-1)
    ratings = ratings_of(session.study, RATER, session.recorder.events)
    assert [one.active_ms for one in ratings[:2]] == [7_000, 2_000]


def test_work_goes_on_where_it_was_left() -> None:
    """A new session over the same events is at the first presentation that is not done."""
    log = ListLog()
    session = begun(log)
    fill(session)
    session.submit()
    session.next_open()
    session.sheet.answer("correctness", Unanswered.CANNOT_JUDGE, "o2a")
    again = begun(log)
    state = again.state
    assert state.presentation is not None
    assert state.presentation.id == "r01-002"
    assert state.rating is not None
    assert state.rating.values == {"correctness/o2a": Unanswered.CANNOT_JUDGE}


def test_training_comes_first_and_has_to_be_passed() -> None:
    """Below the mark the rest stays closed; done again and right, it opens."""
    session = begun(items=2, training=2)
    for _ in range(2):
        assert session.state.in_training
        fill(session, 5)
        session.submit()
        session.next_open()
    training = session.state.training
    assert training is not None
    assert (training.right, training.asked, training.passed) == (0, 4, False)
    assert session.state.presentation is None
    for number in (1, 2):
        session.go(f"r01-00{number}")
        session.sheet.answer("correctness", 2, f"o{number}a")
        session.sheet.answer("preference", 2)
        session.submit()
    assert session.state.training is not None
    assert session.state.training.passed
    state = session.next_open()
    assert state.presentation is not None
    assert state.presentation.id == "r01-003"


def test_what_cannot_be_written_changes_nothing() -> None:
    """The state stays; once there is room, work goes on."""
    log = ListLog()
    session = begun(log)
    log.fails = OSError("disk")
    with pytest.raises(OSError, match="disk"):
        session.sheet.answer("correctness", 4, "o1a")
    assert session.sheet.rating.values == {}
    log.fails = None
    session.sheet.answer("correctness", 4, "o1a")
    session.close()
    assert log.closed
    assert log.events[-1].action is Action.END


def test_a_break_is_noted_once() -> None:
    """Pausing twice is pausing."""
    log = ListLog()
    session = begun(log)
    session.note(Action.PAUSE)
    before = len(log.events)
    session.note(Action.PAUSE)
    session.note(Action.RESUME)
    session.note(Action.RESUME)
    assert len(log.events) == before + 1


def test_before_the_first_nothing_can_be_done() -> None:
    """Steps and decisions without a presentation change nothing."""
    log = ListLog()
    session = Session(study(1), RATER, log, Hand().clocks())
    before = len(log.events)
    session.submit()
    session.cannot_rate("no")
    session.turn(back=True)
    session.turn(back=False)
    assert len(log.events) == before
    assert session.step(1).presentation is not None
