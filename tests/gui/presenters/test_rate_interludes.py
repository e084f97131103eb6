"""Pages of words."""

from tests.study.invented import study
from workbench.gui.presenters import rate_interludes as interludes
from workbench.gui.presenters.rate_state import Line
from workbench.study.training import Passing


def test_an_empty_screen_says_what_to_do_first() -> None:
    """Open a file; or go on with what was begun here."""
    assert interludes.empty(()).action == "Open a study…"
    assert interludes.empty((Line("a", "A study"),)).action == "Go on"


def test_codes_show_where_work_was_begun() -> None:
    """On this machine, in words."""
    shown = interludes.raters(study(1), ("r01",))
    assert [(line.id, line.detail) for line in shown.lines] == [("r01", "begun on this machine")]


def test_training_is_passed_or_done_again() -> None:
    """With how many were right, and how many are needed."""
    assert interludes.trained(Passing(3, 4, 0, 0.5, True)).action == "Begin rating"
    failed = interludes.trained(Passing(1, 4, 0, 0.5, False))
    assert failed.action == "Training again"
    assert "1 of 4 values were as expected; 50% are needed" in failed.text
