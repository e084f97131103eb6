"""What each key does while a presentation is on screen."""

from tests.gui.rating_desk import Desk
from tests.study.invented import study


def test_keys_without_a_meaning_are_left_to_others() -> None:
    """The screen's own keys, such as Space, are not taken."""
    desk = Desk(study(1)).begin()
    assert not desk.presenter.press("Space")
    assert desk.presenter.press("F")


def test_the_hint_names_what_the_question_allows() -> None:
    """Not applicable only where it is."""
    desk = Desk(study(1)).begin()
    page = desk.presenter.state.page
    assert page is not None
    assert page.ask.hint == "0 cannot judge"
    for _ in range(4):
        desk.press("Down")
    page = desk.presenter.state.page
    assert page is not None
    assert page.ask.hint == "0 cannot judge · N not applicable"


def test_nothing_to_explain_is_said() -> None:
    """W without a low value."""
    desk = Desk(study(1)).begin()
    desk.press("W")
    assert desk.presenter.state.message == "No value asks for a reason."
