"""Which items cause the disagreement."""

import pytest
from hypothesis import assume, given, settings

from tests.study.agreement import slow
from tests.study.agreement.drawn import LEVELS, answers, paired
from tests.study.agreement.examples import KRIPPENDORFF_MISSING, LABELS, ONE_TO_FIVE, POINTS, matrix
from workbench.domain.judgements import Scale, ScaleKind
from workbench.study.agreement.disagreement import disagreements, distances


def test_the_items_of_krippendorffs_example() -> None:
    """Unit 6, on which all four differ, first; then those with one answer apart; none on which all agree."""
    found = disagreements(matrix(KRIPPENDORFF_MISSING, LABELS))
    assert [item.item_id for item in found] == ["i005", "i001", "i007"]
    assert found[0].answers == (("a", 1), ("b", 2), ("c", 3), ("d", 4))
    assert found[0].share == pytest.approx(12 / 24)
    assert sum(item.share for item in found) == pytest.approx(1)


def test_far_apart_counts_more_where_levels_have_an_order() -> None:
    """1 beside 5 before 1 beside 2; as labels they are alike, and come by their names."""
    rows = [[1, 2], [1, 5], [3, 3]]
    assert [item.item_id for item in disagreements(matrix(rows, LABELS))] == ["i000", "i001"]
    for scale in (ONE_TO_FIVE, POINTS):
        assert [item.item_id for item in disagreements(matrix(rows, scale))] == ["i001", "i000"]


def test_answers_of_an_open_scale_are_the_numbers() -> None:
    """Whole ones without a point."""
    found = disagreements(matrix([[1, 2.5, None]], Scale(ScaleKind.INTERVAL)))
    assert found[0].answers == (("a", 1), ("b", 2.5))


def test_without_disagreement_there_is_no_item() -> None:
    """Nor without pairs."""
    assert disagreements(matrix([[1, 1], [2, 2]], LABELS)) == ()
    assert disagreements(matrix([[1, None]], POINTS)) == ()


@settings(max_examples=40, deadline=None)
@given(answers())
def test_distances_are_the_slow_ones(rows: list[list[int | None]]) -> None:
    """The item's part of the numerator of α."""
    assume(paired(rows))
    items = slow.named(rows)
    for scale, distance in (
        (LABELS, slow.nominal),
        (ONE_TO_FIVE, slow.ordinal(items, LEVELS)),
        (POINTS, slow.interval),
    ):
        expected = [
            sum(distance(*pair) for pair in slow.pairs(item)) / max(1, len(item) - 1) for item in items
        ]
        assert distances(matrix(rows, scale)) == pytest.approx(expected, abs=1e-9)
