"""A sitting has a length in active time; its end is said after an item, and rating simply goes on."""

from tests.gui.rating_desk import Desk
from tests.study.invented import study
from workbench.gui.presenters.rate_length import LengthOperations, SittingLength
from workbench.gui.presenters.rate_state import Phase


def over(made: Desk) -> str:
    """What is said about the end."""
    head = made.presenter.state.head
    assert head is not None
    return head.over


def test_one_key_goes_round_the_lengths_and_the_choice_is_kept() -> None:
    """None, 10, 20, 30, none again."""
    made = Desk(study(8)).begin()
    chosen = []
    for _ in range(4):
        made.press("L")
        chosen.append(made.minutes)
    assert chosen == [10, 20, 30, None]
    assert "no end" in made.presenter.state.message


def test_the_end_is_said_after_the_item_and_one_key_goes_on() -> None:
    """Nothing within the item; after it a line above the next one, which is on screen at once."""
    made = Desk(study(8), minutes=10).begin()
    made.work(11)
    made.press("4")
    assert over(made) == ""
    before = made.presenter.state.page
    made.fill()
    assert over(made) == ""
    made.press("Return")
    assert made.presenter.state.phase is Phase.RATING
    page = made.presenter.state.page
    assert before is not None
    assert page is not None
    assert page.id != before.id
    assert over(made).startswith("10 minutes are over. M goes on")
    made.press("4")
    assert over(made)
    made.press("M")
    assert over(made) == ""
    made.fill()
    made.press("Return")
    assert over(made) == ""
    made.press("M")
    assert over(made) == ""


def test_time_away_does_not_count_and_a_break_begins_anew() -> None:
    """An hour without a sign of life is no hour of work."""
    made = Desk(study(8), minutes=10).begin()
    made.hand.pass_ms(3_600_000)
    made.press("S")
    assert over(made) == ""
    made.work(10)
    made.press("S")
    assert over(made)
    made.press("Ctrl+P", "Return")
    assert over(made) == ""
    head = made.presenter.state.head
    assert head is not None
    assert head.sitting == "session 0 of 10 min"


def test_what_cannot_be_rated_is_decided_too() -> None:
    """Its reason given, the end may be said."""
    made = Desk(study(8), minutes=10).begin()
    made.work(10)
    made.press("Shift+S", "A")
    assert over(made)


def test_a_longer_length_takes_the_line_away() -> None:
    """And none takes it away for good."""
    length = SittingLength(kept := LengthOperations(lambda: 10, lambda _minutes: None))
    length.decided(10 * 60_000)
    assert length.over
    length.turn(10 * 60_000)
    assert not length.over
    assert length.said(5 * 60_000) == "session 5 of 10 min"
    assert kept.minutes() == 10
    assert SittingLength(LengthOperations(lambda: None, lambda _minutes: None)).said(1) == ""
