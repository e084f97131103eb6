"""Judgements as a matrix."""

import numpy as np
import pytest

from tests.study.agreement.examples import LABELS, ONE_TO_FIVE, POINTS, matrix
from workbench.domain.judgements import Judgement, Missing, Scale, ScaleKind
from workbench.study.agreement.findings import ALL_EQUAL, NO_PAIRS
from workbench.study.agreement.matrix import cluster_codes, level_order, matrix_of, matrix_of_pairs

SEVERITY = Scale(ScaleKind.ORDINAL, ("none", "minor", "major"))
OPEN = Scale(ScaleKind.INTERVAL)


def test_the_order_of_judgements_decides_nothing() -> None:
    """Items and raters are sorted by name."""
    given = [Judgement("b", "z", 2), Judgement("a", "z", 1), Judgement("b", "y", 3)]
    one, other = matrix_of(given, ONE_TO_FIVE), matrix_of(given[::-1], ONE_TO_FIVE)
    assert (one.items, one.raters) == (other.items, other.raters) == (("a", "b"), ("y", "z"))
    assert one.codes.tolist() == other.codes.tolist() == [[-1, 0], [2, 1]]


def test_what_nobody_answered_is_kept_until_it_is_left_out() -> None:
    """A rater without any answer is a column that `answered` drops."""
    given = [Judgement("a", "x", 1), Judgement("a", "y", None, Missing.SKIPPED)]
    found = matrix_of(given, ONE_TO_FIVE)
    assert found.raters == ("x", "y")
    assert found.answered().raters == ("x",)
    assert found.answered().numbers.tolist() == [[1]]


def test_a_rater_judges_an_item_once() -> None:
    """Repeats are for self-agreement."""
    with pytest.raises(ValueError, match="x judged a twice"):
        matrix_of([Judgement("a", "x", 1), Judgement("a", "x", 1)], ONE_TO_FIVE)


@pytest.mark.parametrize(("value", "scale"), [(6, ONE_TO_FIVE), ("high", OPEN), (float("inf"), OPEN)])
def test_an_answer_off_the_scale_is_refused(value: float | str, scale: Scale) -> None:
    """Rather than counted as missing."""
    with pytest.raises(ValueError, match=r"no level|no number"):
        matrix_of([Judgement("a", "x", value)], scale)


def test_labels_in_an_order_count_by_their_places() -> None:
    """They are no numbers of their own; numbers are, unless they are mere labels."""
    found = matrix_of([Judgement("a", "x", "major"), Judgement("a", "y", "none")], SEVERITY)
    assert (found.numbers.tolist(), found.values.tolist(), found.numeric) == ([[2, 0]], [0, 1, 2], False)
    assert matrix([[5, 1]], POINTS).numbers.tolist() == [[5, 1]]
    assert matrix([[5, 1]], LABELS).values.tolist() == [0, 1, 2, 3, 4]


def test_levels_of_an_open_scale_are_those_that_were_given() -> None:
    """Numbers before text; none for an interval."""
    assert level_order(["b", 2, "a", 1, 2], Scale(ScaleKind.NOMINAL)) == (1, 2, "a", "b")
    assert level_order([1, 2], OPEN) == ()


def test_a_flaw_is_told() -> None:
    """No pair, or nothing that differs."""
    assert matrix([[1, None], [None, 2]], LABELS).flaw == NO_PAIRS
    assert matrix([[2, 2], [2, 2]], LABELS).flaw == ALL_EQUAL
    assert matrix([[2, 2], [1, 1]], LABELS).flaw == ""
    assert matrix_of([], LABELS).flaw == NO_PAIRS


def test_pairs_count_the_raters_who_take_part() -> None:
    """A rater who was alone with every item has no part in agreement."""
    assert matrix([[1, 2, None], [None, None, 3]], LABELS).paired() == (1, 2)


def test_answers_given_twice_are_two_columns() -> None:
    """The first ones and the second ones."""
    assert matrix_of_pairs({"b": (1, 2), "a": (3, 3)}, ONE_TO_FIVE).numbers.tolist() == [[3, 3], [1, 2]]


def test_clusters_have_numbers() -> None:
    """Each item its own where none are named."""
    assert np.array_equal(cluster_codes(("a", "b", "c"), {"a": "d1", "b": "d2", "c": "d1"}), [0, 1, 0])
    assert np.array_equal(cluster_codes(("a", "b"), None), [0, 1])
