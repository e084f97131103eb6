"""Everything about agreement on one axis."""

from collections.abc import Sequence
from random import Random
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.study.agreement.drawn import answers
from tests.study.agreement.examples import (
    FEINSTEIN_CICCHETTI_SKEWED,
    KRIPPENDORFF_MISSING,
    LABELS,
    ONE_TO_FIVE,
    POINTS,
    SHROUT_FLEISS,
    judgements,
    table,
)
from workbench.domain.judgements import Judgement, Missing, Scale, ScaleKind
from workbench.evaluation.statistics.estimates import Resampling
from workbench.study.agreement.findings import ALL_EQUAL, BY_BOTH, BY_F, NO_PAIRS, AxisAgreement
from workbench.study.agreement.report import axis_agreement, missing_counts

FEW = Resampling(resamples=50)


def _values(found: AxisAgreement) -> dict[str, float | None]:
    """The values, rounded so that the order of sums does not matter."""
    return {
        each.name: each.value if each.value is None else round(each.value, 9) + 0.0
        for each in found.coefficients
    }


def _renamed(given_: Sequence[Judgement], items: dict[str, str], raters: dict[str, str]) -> list[Judgement]:
    """The same judgements of items and raters with other names."""
    return [Judgement(items[each.item_id], raters[each.rater], each.value, each.missing) for each in given_]


def test_labels() -> None:
    """What applies to labels; nothing that needs an order."""
    found = axis_agreement("harm", judgements(KRIPPENDORFF_MISSING), LABELS)
    assert [each.name for each in found.coefficients] == [
        "percent agreement",
        "Krippendorff's α (nominal)",
        "Cohen's κ",
        "Fleiss' κ",
        "Brennan-Prediger",
        "Gwet's AC1",
    ]
    cohen = found.coefficient("Cohen's κ")
    assert cohen is not None
    assert (cohen.value, cohen.reason) == (None, "it is for two raters, not 4")
    assert (found.axis, found.n_items, found.n_raters, found.n_answers) == ("harm", 12, 4, 41)
    assert all(each.interval for each in found.coefficients if each.value is not None)


def test_levels_with_an_order() -> None:
    """Weights besides; ICC only where levels are numbers."""
    found = axis_agreement("clarity", judgements(KRIPPENDORFF_MISSING), ONE_TO_FIVE)
    names = [each.name for each in found.coefficients]
    assert names[:2] == ["percent agreement", "Krippendorff's α (ordinal)"]
    assert {
        "Cohen's κ (linear)",
        "Fleiss' κ (quadratic)",
        "Gwet's AC2 (ordinal)",
        "ICC(2,1)",
        "ICC(2,k)",
    } < set(names)
    words = Scale(ScaleKind.ORDINAL, ("none", "minor", "major"))
    found = axis_agreement("harm", [Judgement("i", "a", "none"), Judgement("i", "b", "major")], words)
    assert found.coefficient("ICC(2,1)") is None
    assert found.coefficient("Gwet's AC2 (quadratic)") is not None


def test_numbers() -> None:
    """An open scale has no levels for chance to choose from; ICC is with its F interval."""
    found = axis_agreement("points", judgements(SHROUT_FLEISS), Scale(ScaleKind.INTERVAL))
    assert [each.name for each in found.coefficients] == [
        "percent agreement",
        "Krippendorff's α (interval)",
        "ICC(2,1)",
        "ICC(2,k)",
    ]
    assert found.coefficients[2].method == BY_F
    assert [level.level for level in found.distribution] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    many = Scale(ScaleKind.INTERVAL, tuple(range(101)))
    assert len(axis_agreement("points", judgements(SHROUT_FLEISS), many).coefficients) == 4
    levels = axis_agreement("points", judgements(KRIPPENDORFF_MISSING), POINTS)
    assert levels.coefficient("Gwet's AC2 (quadratic)") is not None


def test_the_distribution_has_levels_that_nobody_gave() -> None:
    """In the scale's order, with shares of what was answered."""
    found = axis_agreement("clarity", judgements([[1, 1], [3, None]]), ONE_TO_FIVE)
    assert [(level.level, level.count) for level in found.distribution] == [
        (1, 2),
        (2, 0),
        (3, 1),
        (4, 0),
        (5, 0),
    ]
    assert found.distribution[0].share == pytest.approx(2 / 3)


def test_missing_answers_are_counted_by_rater_and_reason() -> None:
    """Skipped, cannot judge and not applicable are three things."""
    given_ = [
        Judgement("i1", "b", None, Missing.NOT_APPLICABLE),
        Judgement("i1", "a", None, Missing.CANNOT_JUDGE),
        Judgement("i2", "a", None, Missing.CANNOT_JUDGE),
        Judgement("i3", "a", None, Missing.SKIPPED),
        Judgement("i4", "a", 1),
    ]
    found = axis_agreement("harm", given_, LABELS).missing
    assert [(each.rater, each.missing, each.count) for each in found] == [
        ("a", Missing.SKIPPED, 1),
        ("a", Missing.CANNOT_JUDGE, 2),
        ("b", Missing.NOT_APPLICABLE, 1),
    ]
    assert missing_counts([]) == ()


def test_equal_ratings_are_undefined() -> None:
    """Never 1.0: but percent agreement is what it is."""
    found = axis_agreement("harm", judgements([[2, 2, 2]] * 9), ONE_TO_FIVE)
    same, *others = found.coefficients
    assert same.value == 1
    assert {each.value for each in others} == {None}
    assert {each.reason for each in others if not each.name.startswith("Cohen")} == {ALL_EQUAL}
    assert found.sentence.startswith("Every answer was “2”")
    open_labels = axis_agreement("harm", judgements([[2, 2]] * 9), Scale(ScaleKind.NOMINAL))
    assert {each.reason for each in open_labels.coefficients[1:]} == {ALL_EQUAL}


@pytest.mark.parametrize(
    "scale", [LABELS, ONE_TO_FIVE, POINTS, Scale(ScaleKind.NOMINAL), Scale(ScaleKind.INTERVAL)]
)
def test_without_judgements_there_is_a_report(scale: Scale) -> None:
    """It says that nothing is known."""
    for given_ in ([], [Judgement("i", "a", None, Missing.SKIPPED)], [Judgement("i", "a", 1)]):
        found = axis_agreement("harm", given_, scale)
        assert {each.value for each in found.coefficients} == {None}
        assert found.coefficients[0].reason == NO_PAIRS
        assert found.disagreements == ()
        assert found.sentence.startswith("No item has answers of two raters yet")


def test_the_paradox_of_feinstein_and_cicchetti_is_explained() -> None:
    """85 % agreement, κ of 0.32, and why."""
    found = axis_agreement(
        "safe", judgements(table(FEINSTEIN_CICCHETTI_SKEWED)), Scale(ScaleKind.NOMINAL, (1, 2))
    )
    assert found.sentence == (
        "κ is low (0.32) because 88 % of answers were “1”; two raters of an item gave the same answer "
        "85 % of the time, and Gwet's AC1, which this does not pull down, is 0.81."
    )


def test_raters_can_be_drawn_too() -> None:
    """The method says so."""
    found = axis_agreement("harm", judgements(KRIPPENDORFF_MISSING), LABELS, over_raters=True)
    assert found.coefficients[1].method == BY_BOTH


def test_three_raters_of_200_items_on_six_axes_take_under_five_seconds() -> None:
    """2,000 resamples of everything that applies to a scale from 1 to 5."""
    random = np.random.default_rng(2)
    worth = random.integers(1, 6, (200, 1))
    rows = np.clip(worth + random.integers(-1, 2, (200, 3)), 1, 5).tolist()
    start = process_time()
    for axis in range(6):
        axis_agreement(str(axis), judgements(rows), ONE_TO_FIVE)
    assert process_time() - start < 5


@settings(max_examples=25, deadline=None)
@given(answers(), st.randoms(use_true_random=False), st.sampled_from([LABELS, ONE_TO_FIVE, POINTS]))
def test_the_order_of_a_file_decides_nothing(
    rows: list[list[int | None]], random: Random, scale: Scale
) -> None:
    """Not a digit, intervals and all."""
    given_ = judgements(rows)
    shuffled = list(given_)
    random.shuffle(shuffled)
    assert axis_agreement("x", given_, scale, resampling=FEW) == axis_agreement(
        "x", shuffled, scale, resampling=FEW
    )


@settings(max_examples=25, deadline=None)
@given(
    answers(),
    st.permutations(range(9)),
    st.permutations("abcde"),
    st.sampled_from([LABELS, ONE_TO_FIVE, POINTS]),
)
def test_names_decide_nothing(
    rows: list[list[int | None]], items: list[int], raters: list[str], scale: Scale
) -> None:
    """Items and raters with other names, so in another order, have the same coefficients."""
    given_ = judgements(rows)
    renamed = _renamed(
        given_,
        {f"i{row:03}": f"i{items[row]:03}" for row in range(len(rows))},
        dict(zip("abcde", raters, strict=True)),
    )
    one, other = (axis_agreement("x", each, scale, resampling=FEW) for each in (given_, renamed))
    assert _values(one) == pytest.approx(_values(other), abs=1e-6)
    assert one.distribution == other.distribution


@settings(max_examples=25, deadline=None)
@given(answers(), st.permutations((1, 2, 3, 4, 5)))
def test_labels_can_be_called_anything(rows: list[list[int | None]], names: list[int]) -> None:
    """Coefficients of labels do not change with the labels."""
    renamed = [[None if cell is None else names[cell - 1] for cell in row] for row in rows]
    one, other = (axis_agreement("x", judgements(each), LABELS, resampling=FEW) for each in (rows, renamed))
    assert _values(one) == pytest.approx(_values(other), abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(answers(), st.sampled_from([ONE_TO_FIVE, POINTS]))
def test_a_scale_can_be_read_from_the_other_end(rows: list[list[int | None]], scale: Scale) -> None:
    """Coefficients of levels with an order do not change when the order is turned round."""
    turned = [[None if cell is None else 6 - cell for cell in row] for row in rows]
    one, other = (axis_agreement("x", judgements(each), scale, resampling=FEW) for each in (rows, turned))
    assert _values(one) == pytest.approx(_values(other), abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(answers(), st.sampled_from([LABELS, ONE_TO_FIVE, POINTS]))
def test_what_is_missing_counts_for_nothing(rows: list[list[int | None]], scale: Scale) -> None:
    """An item without answers and a rater without answers change no number at all."""
    more = [[*row, None] for row in rows] + [[None] * (len(rows[0]) + 1)]
    one, other = (axis_agreement("x", judgements(each), scale, resampling=FEW) for each in (rows, more))
    assert one.coefficients == other.coefficients
    assert (one.n_items, one.n_raters, one.distribution) == (
        other.n_items,
        other.n_raters,
        other.distribution,
    )


@settings(max_examples=25, deadline=None)
@given(answers(), st.sampled_from([LABELS, ONE_TO_FIVE, POINTS]))
def test_nothing_is_above_1(rows: list[list[int | None]], scale: Scale) -> None:
    """And nothing is a number without being one; where there is none, there is a reason."""
    for each in axis_agreement("x", judgements(rows), scale, resampling=FEW).coefficients:
        assert (each.value is None or each.interval is None) == bool(each.reason)
        assert each.value is None or each.value <= 1 + 1e-12
        assert each.interval is None or each.interval.low <= each.interval.high <= 1 + 1e-12
