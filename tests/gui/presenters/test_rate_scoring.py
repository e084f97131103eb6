"""Giving values."""

from dataclasses import replace

from tests.gui.rating_desk import Desk
from tests.study.invented import RATER, instrument, study
from workbench.gui.presenters.rate_state import Mode
from workbench.study.instruments import find_instrument
from workbench.study.ledger import ratings_of


def values(desk: Desk) -> dict[str, object]:
    """What was given so far."""
    return dict(ratings_of(desk.study, RATER, desk.log.events)[0].values)


def test_a_digit_too_high_is_said() -> None:
    """Nothing is given."""
    desk = Desk(study(1)).begin()
    desk.press("9")
    assert desk.presenter.state.message == "Correctness · Answer A takes 1 to 5."
    assert values(desk) == {}


def test_a_click_gives_the_value_and_goes_on_from_there() -> None:
    """Of any value in view; noted as done by the mouse."""
    desk = Desk(study(1)).begin()
    desk.presenter.act(lambda at: at.scoring.choose("safety/o1b", 1))
    desk.presenter.act(lambda at: at.scoring.choose("nothing", 1))
    assert values(desk) == {"safety/o1b": 2}
    assert desk.log.events[-1].source == "mouse"
    page = desk.presenter.state.page
    assert page is not None
    assert page.ask.title == "Unlikeliness of harm · Answer B"


def test_arrows_move_a_score_and_stay() -> None:
    """From either end where there is none yet."""
    desk = Desk(study(1)).begin()
    desk.press("Right", "Right", "Left", "Left")
    assert values(desk) == {"correctness/o1a": 1}
    desk.press("Down", "Left")
    assert values(desk)["correctness/o1b"] == 5


def test_only_questions_in_words_are_written() -> None:
    """I says so elsewhere."""
    desk = Desk(study(1)).begin()
    desk.press("I")
    assert desk.presenter.state.message == "This value is given by a digit."


def test_a_question_in_words_is_written_and_left() -> None:
    """I opens the field, every letter is saved, Enter goes on; a digit there opens it too."""
    desk = Desk(replace(study(1), instrument=find_instrument("pair-5").instrument)).begin()
    for key in ("Up", "I"):
        desk.press(key)
    page = desk.presenter.state.page
    assert page is not None
    assert page.ask.mode is Mode.WORDS
    desk.presenter.act(lambda at: at.typed("clearer"))
    desk.press("Return")
    assert values(desk) == {"reason-text": "clearer"}
    desk.presenter.act(lambda at: at.scoring.choose("reason-text", -1))
    page = desk.presenter.state.page
    assert page is not None
    assert page.ask.field == "clearer"
    desk.press("Escape", "A", "T")
    assert values(desk)["preference"] == -2
    assert values(desk)["accuracy"] == 0


def test_a_study_may_ask_for_no_preference() -> None:
    """Nor whether answers are acceptable; both are said."""
    plain = replace(instrument(), questions=instrument().questions[:2])
    desk = Desk(replace(study(1), instrument=plain)).begin()
    for key, words in (("A", "no preference"), ("Shift+T", "does not ask whether")):
        desk.press(key)
        assert words in desk.presenter.state.message
