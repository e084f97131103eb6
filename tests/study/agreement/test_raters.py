"""What each rater is like."""

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.proportion import proportion_confint

from tests.study.agreement.examples import LABELS, ONE_TO_FIVE
from workbench.domain.judgements import Choice, Repeat, Scale, ScaleKind, Sheet, Side
from workbench.evaluation.statistics.intervals import wilson
from workbench.study.agreement.raters import (
    OPEN_SCALE,
    reversals,
    self_agreement,
    share,
    side_bias,
    straight_lining,
)

OPEN = Scale(ScaleKind.INTERVAL)
RANDOM = np.random.default_rng(7)


def _repeats(rater: str, n: int, skill: float) -> list[Repeat]:
    """Items answered twice, the second time alike with probability `skill` at least."""
    first, other = RANDOM.integers(1, 6, (2, n)).tolist()
    alike = RANDOM.random(n) < skill
    return [
        Repeat(f"i{row}", rater, one, one if same else two)
        for row, (one, two, same) in enumerate(zip(first, other, alike, strict=True))
    ]


def test_self_agreement_is_of_the_first_and_the_second_answers() -> None:
    """All together first, then each rater; κ is scikit-learn's quadratic one."""
    sure, unsure = _repeats("b", 40, 0.9), _repeats("a", 30, 0.2)
    every, a, b = self_agreement([*sure, *unsure], ONE_TO_FIVE)
    assert [(each.rater, each.n) for each in (every, a, b)] == [(None, 70), ("a", 30), ("b", 40)]
    for found, repeats in ((every, [*sure, *unsure]), (a, unsure), (b, sure)):
        first, second = [each.first for each in repeats], [each.second for each in repeats]
        expected = float(cohen_kappa_score(first, second, weights="quadratic", labels=[1, 2, 3, 4, 5]))
        assert found.kappa.value == pytest.approx(expected, abs=1e-9)
        assert found.same.count == sum(one == two for one, two in zip(first, second, strict=True))
        assert found.kappa.interval is not None
        assert found.icc is not None
        assert found.icc.interval is not None
    assert (every.kappa.n_raters, a.kappa.n_raters, every.kappa.n_items) == (2, 1, 70)
    assert b.kappa.value is not None
    assert a.kappa.interval is not None
    assert b.kappa.value > a.kappa.interval.high


def test_self_agreement_on_labels_and_on_an_open_scale() -> None:
    """Labels have no ICC and no weights; an open scale has no κ."""
    repeats = _repeats("a", 20, 0.5)
    labels = self_agreement(repeats, LABELS)[1]
    expected = float(cohen_kappa_score([each.first for each in repeats], [each.second for each in repeats]))
    assert labels.kappa.value == pytest.approx(expected, abs=1e-9)
    assert labels.icc is None
    opened = self_agreement(repeats, OPEN)[1]
    assert (opened.kappa.value, opened.kappa.reason) == (None, OPEN_SCALE)
    assert opened.icc is not None
    assert opened.icc.value is not None


def test_without_repeats_there_is_no_self_agreement() -> None:
    """Every number is missing with a reason; a repeat that came twice is a mistake."""
    (every,) = self_agreement([], ONE_TO_FIVE)
    assert (every.n, every.same.value, every.kappa.value) == (0, None, None)
    assert every.kappa.reason
    with pytest.raises(ValueError, match="repeated twice"):
        self_agreement([Repeat("i", "a", 1, 1), Repeat("i", "a", 1, 2)], ONE_TO_FIVE)


def test_reversed_preferences_part_noise_from_side_bias() -> None:
    """Turned round with swapped sides only: a rater who looks at the side."""
    by_side = [Repeat(f"s{row}", "side", 2, -1, swapped=True) for row in range(6)]
    by_side += [Repeat(f"k{row}", "side", 2, 1, swapped=False) for row in range(4)]
    ties = [Repeat("t1", "tie", 0, 3), Repeat("t2", "tie", -1, 0), Repeat("t3", "tie", 0, 0)]
    every, side, tie = reversals([*by_side, *ties])
    assert (side.rater, side.swapped.value, side.unswapped.value) == ("side", 1.0, 0.0)
    assert (side.every.count, side.every.n, side.to_or_from_tie) == (6, 10, 0)
    assert (tie.every.n, tie.every.value, tie.to_or_from_tie) == (0, None, 2)
    assert (every.rater, every.every.count, every.to_or_from_tie) == (None, 6, 2)
    with pytest.raises(ValueError, match="no preference"):
        reversals([Repeat("i", "a", "left", "right")])


def test_side_bias_is_the_share_of_the_left_side() -> None:
    """Of choices that preferred a side, with Wilson's interval as statsmodels has it."""
    choices = [Choice(f"i{row}", "a", Side.LEFT if row < 30 else Side.RIGHT) for row in range(40)]
    choices += [Choice("t", "a", None), Choice("i0", "b", Side.RIGHT)]
    every, a, b = side_bias(choices)
    assert (a.rater, a.left.count, a.left.n, a.ties) == ("a", 30, 40, 1)
    assert a.left.interval is not None
    expected = proportion_confint(30, 40, method="wilson")
    assert (a.left.interval.low, a.left.interval.high) == pytest.approx(expected, abs=1e-9)
    assert a.left.interval.low > 0.5
    assert (every.left.count, every.left.n, b.left.value) == (30, 41, 0.0)
    (nobody,) = side_bias([])
    assert (nobody.left.value, nobody.left.interval) == (None, None)


def test_straight_lining() -> None:
    """The same answer on all axes, and the same sheet again and again; an empty sheet ends a run."""
    sheets = [
        Sheet("i1", "a", (3, 3, 3)),
        Sheet("i2", "a", (3, 3, 3)),
        Sheet("i1", "b", (1, 2, 3)),
        Sheet("i3", "a", (3, 3, 4)),
        Sheet("i4", "a", (3, 3, None)),
        Sheet("i5", "a", (None, None, None)),
        Sheet("i6", "a", (None, None, None)),
    ]
    a, b = straight_lining(sheets)
    assert (a.rater, a.alike.count, a.alike.n, a.longest_run) == ("a", 2, 3, 2)
    assert (b.rater, b.alike.count, b.longest_run) == ("b", 0, 1)
    assert straight_lining([Sheet("i", "c", (None,))])[0].longest_run == 0
    assert straight_lining([]) == ()


def test_a_share_of_nothing_has_no_value() -> None:
    """Never 0."""
    assert (share(0, 0).value, share(0, 0).interval) == (None, None)
    assert share(3, 3).interval == wilson(3, 3)
