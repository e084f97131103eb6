"""What was given is told when the screen moves on, and only then."""

from dataclasses import replace

from tests.gui.rating_desk import Desk
from tests.study.invented import study
from workbench.gui.presenters.rate_flash import MOST, Given, given_between
from workbench.gui.presenters.rate_state import Cell, Page, Row


def page(desk: Desk) -> Page:
    """What is on screen."""
    shown = desk.presenter.state.page
    assert shown is not None
    return shown


def test_a_score_that_moves_on_is_told() -> None:
    """By its question and its value; a nudge that stays, an undo and a flag are not."""
    desk = Desk(study(2)).begin()
    first = page(desk)
    desk.press("4")
    second = page(desk)
    given = given_between(first, second, submitted=False)
    assert given is not None
    assert given.keys == (first.rows[0].cells[0].key,)
    assert given.words == "✓ Correctness A: 4"
    desk.press("Left")
    assert given_between(second, page(desk), submitted=False) is None
    third = page(desk)
    desk.press("F")
    assert given_between(third, page(desk), submitted=False) is None
    assert given_between(None, first, submitted=False) is None


def test_an_item_that_was_submitted_is_told_with_its_values() -> None:
    """Going to another item without submitting tells nothing."""
    desk = Desk(study(2)).begin()
    desk.fill("4")
    before = page(desk)
    desk.press("Return")
    given = given_between(before, page(desk), submitted=True)
    assert given is not None
    assert given.keys == ()
    assert given.words.startswith("✓ 4 · 4")
    assert given_between(before, page(desk), submitted=False) is None


def test_many_values_are_cut_and_words_count() -> None:
    """Ten at most; a value that cannot be judged says so; free text is nobody's to flash."""
    cells = tuple(Cell(f"q{place}", "", ("1", "2"), 1) for place in range(MOST + 2))
    shown = replace(page(Desk(study(1)).begin()), id="x", rows=(Row("Q", cells),))
    after = replace(shown, id="y")
    assert given_between(shown, after, submitted=True) == Given((), "✓ " + " · ".join("2" * MOST) + " …")
    none = replace(shown, rows=(Row("Q", (Cell("q", "", (), None, "long words"),)),))
    assert given_between(none, after, submitted=True) is None
    judged = replace(shown, rows=(Row("Q", (Cell("q", "", ("1",), None, "cannot judge"),)),))
    assert given_between(judged, after, submitted=True) == Given((), "✓ cannot judge")
