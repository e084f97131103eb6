"""Votes are what raters said, no more."""

from collections.abc import Callable

import pytest

from workbench.study.preferences.votes import Vote, arms_of, counted, graded, item_preferences


def test_a_grade_below_zero_is_for_the_left() -> None:
    """-3 is the left, 3 the right, 0 both."""
    assert graded("i", "r", ("a", "b"), -3).best == ("a",)
    assert graded("i", "r", ("a", "b"), 1).best == ("b",)
    assert graded("i", "r", ("a", "b"), 0).best == ("a", "b")


def test_a_grade_off_the_scale_is_refused() -> None:
    """4 is no grade."""
    with pytest.raises(ValueError, match="a grade of 4"):
        graded("i", "r", ("a", "b"), 4)


@pytest.mark.parametrize(
    "made",
    [
        lambda: Vote("i", "r", ("a",), ("a",)),
        lambda: Vote("i", "r", ("a", "a"), ("a",)),
        lambda: Vote("i", "r", ("a", "b"), ("c",)),
        lambda: Vote("i", "r", ("a", "b"), ("a",), lengths=(1, 2, 3)),
    ],
)
def test_what_cannot_be_is_refused(made: Callable[[], Vote]) -> None:
    """One arm, the same arm twice, a winner that was not shown, a length too many."""
    with pytest.raises(ValueError, match="arms"):
        made()


def test_a_winner_of_three_says_nothing_about_the_others() -> None:
    """It won against both; which of them is better was not asked."""
    vote = Vote("i", "r", ("a", "b", "c"), ("b",))
    assert vote.outcome("b", "a") == 1
    assert vote.outcome("a", "b") == -1
    assert vote.outcome("a", "c") is None
    assert vote.outcome("a", "d") is None


def test_all_unacceptable_is_no_tie_unless_asked() -> None:
    """It is left out, or counted as a tie without a grade."""
    vote = Vote("i", "r", ("a", "b"), ())
    assert vote.unacceptable
    assert vote.outcome("a", "b") is None
    assert counted([vote]) == []
    assert counted([vote], unacceptable_ties=True) == [Vote("i", "r", ("a", "b"), ("a", "b"))]


def test_an_item_is_the_mean_of_its_raters() -> None:
    """Towards the second arm, whatever side it stood on."""
    votes = [
        graded("i", "x", ("a", "b"), 3),
        graded("i", "y", ("b", "a"), -1),
        graded("i", "z", ("a", "b"), 0),
        graded("j", "x", ("a", "b"), -2),
        Vote("k", "x", ("a", "b"), ()),
    ]
    assert item_preferences(votes, "a", "b") == {"i": pytest.approx(4 / 3), "j": -2.0}
    assert item_preferences(votes, "b", "a") == {"i": pytest.approx(-4 / 3), "j": 2.0}
    assert arms_of(votes) == ("a", "b")
