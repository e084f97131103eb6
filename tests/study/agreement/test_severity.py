"""How severe raters are, and whether that changes."""

from time import process_time

import numpy as np
import numpy.typing as npt
import pytest
import statsmodels.api as sm

from workbench.domain.judgements import Judgement, Missing, Scale, ScaleKind
from workbench.evaluation.statistics.estimates import Resampling
from workbench.study.agreement.findings import NO_SPREAD, OFTEN_UNDEFINED, ONE_ITEM
from workbench.study.agreement.severity import APART, NO_TIMES, STEADY, severity

OPEN = Scale(ScaleKind.INTERVAL)
FEW = Resampling(resamples=200)
EFFECTS = (0.5, 0.0, -0.5)
DRIFTS = (0.0, 0.02, -0.05)


def _scored(
    random: np.random.Generator,
    items: int = 60,
    noise: float = 0.5,
    same_times: bool = False,
    gaps: float = 0.2,
) -> list[Judgement]:
    """Scores of three raters with known severity and drift, each in an order of its own."""
    worth = random.normal(3, 1, items)
    found = []
    for place, (effect, drift) in enumerate(zip(EFFECTS, DRIFTS, strict=True)):
        times = np.arange(items) if same_times else random.permutation(items)
        scores = worth + effect + drift * (times - (items - 1) / 2) + random.normal(0, noise, items)
        for row in range(items):
            name = f"i{row:03}"
            if random.random() < gaps:
                found.append(Judgement(name, "abc"[place], None, Missing.CANNOT_JUDGE))
            else:
                found.append(Judgement(name, "abc"[place], float(scores[row]), when=float(times[row])))
    return found


def _by_statsmodels(judgements: list[Judgement], timed: bool) -> npt.NDArray[np.float64]:
    """The rater effects and drifts of one large regression with a column for every item."""
    given = [each for each in judgements if isinstance(each.value, float)]
    items = sorted({each.item_id for each in given})
    times = {rater: [each.when or 0.0 for each in given if each.rater == rater] for rater in "abc" if timed}
    middles = {rater: sum(some) / len(some) for rater, some in times.items()}
    rows = [
        [float(each.item_id == item) for item in items]
        + [float(each.rater == rater) - float(each.rater == "c") for rater in "ab"]
        + [(each.when or 0.0) - middles[rater] if each.rater == rater else 0.0 for rater in "abc" if timed]
        for each in given
    ]
    fitted = sm.OLS(np.array([each.value for each in given]), np.array(rows, dtype=float)).fit()
    terms = np.asarray(fitted.params[len(items) :], dtype=np.float64)
    return np.insert(terms, 2, -terms[:2].sum())


@pytest.mark.parametrize("seed", range(4))
def test_the_fit_is_statsmodels(seed: int) -> None:
    """Effects and drifts equal those of the regression with all items, to 1e-6, with answers missing."""
    given = _scored(np.random.default_rng(seed))
    expected = _by_statsmodels(given, timed=True)
    found = severity(given, OPEN, FEW)
    assert not found.drift_is_relative
    assert [each.effect for each in found.raters] == pytest.approx(expected[:3], abs=1e-6)
    assert [each.drift for each in found.raters] == pytest.approx(expected[3:], abs=1e-6)


def test_without_times_there_are_effects_alone() -> None:
    """The reason says why there is no drift."""
    given = [
        Judgement(each.item_id, each.rater, each.value, each.missing)
        for each in _scored(np.random.default_rng(1))
    ]
    found = severity(given, OPEN, FEW)
    expected = _by_statsmodels(given, timed=False)
    assert [each.effect for each in found.raters] == pytest.approx(expected, abs=1e-6)
    assert {each.drift for each in found.raters} == {None}
    assert {each.reason for each in found.raters} == {NO_TIMES}
    assert all(each.interval for each in found.raters)


def test_known_severity_and_drift_lie_in_their_intervals() -> None:
    """In about 19 of 20 cases: 20 studies of three raters have six numbers each."""
    held = 0
    for seed in range(20):
        found = severity(_scored(np.random.default_rng(seed), gaps=0), OPEN, FEW)
        for each, effect, drift in zip(found.raters, EFFECTS, DRIFTS, strict=True):
            assert each.interval is not None
            assert each.drift_interval is not None
            held += each.interval.low <= effect <= each.interval.high
            held += each.drift_interval.low <= drift <= each.drift_interval.high
    assert held >= 0.88 * 120


def test_at_the_same_times_only_relative_drift_can_be_seen() -> None:
    """What all raters share is in the items; drifts are beside their mean, effects as they are."""
    given = _scored(np.random.default_rng(3), noise=0, same_times=True, gaps=0.2)
    found = severity(given, OPEN, FEW)
    assert found.drift_is_relative
    drifts = [each.drift for each in found.raters]
    assert drifts == pytest.approx([drift - sum(DRIFTS) / 3 for drift in DRIFTS], abs=1e-6)
    # Effects are in the middle of each rater's own times, with a common trend of none.
    middles = [
        np.mean([each.when for each in given if each.rater == rater and each.when is not None])
        for rater in "abc"
    ]
    ends = [
        effect + (drift - sum(DRIFTS) / 3) * (middle - 29.5)
        for effect, drift, middle in zip(EFFECTS, DRIFTS, middles, strict=True)
    ]
    expected = [end - sum(ends) / 3 for end in ends]
    assert [each.effect for each in found.raters] == pytest.approx(expected, abs=1e-6)


def test_raters_without_shared_items_cannot_be_compared() -> None:
    """Nobody is more severe than a rater of other items; nor is a rater alone."""
    given = [Judgement("i1", "a", 1.0), Judgement("i2", "b", 2.0)]
    found = severity(given, OPEN, FEW)
    assert [(each.rater, each.n, each.effect, each.reason) for each in found.raters] == [
        ("a", 1, None, APART),
        ("b", 1, None, APART),
    ]
    assert severity(given[:1], OPEN, FEW).raters[0].reason == APART
    assert severity([], OPEN, FEW).raters == ()


def test_times_that_do_not_vary_tell_no_drift() -> None:
    """The effects are there all the same."""
    given = [
        Judgement(
            f"i{row}", rater, float(row + place + row * place % 2), when=1.0 if rater == "a" else float(row)
        )
        for row in range(6)
        for place, rater in enumerate("ab")
    ]
    found = severity(given, OPEN, FEW)
    assert [each.effect for each in found.raters] == pytest.approx([-0.75, 0.75])
    assert {each.drift for each in found.raters} == {None}
    assert {each.reason for each in found.raters} == {STEADY}


def test_one_item_has_no_interval() -> None:
    """But a difference."""
    found = severity([Judgement("i", "a", 1.0), Judgement("i", "b", 3.0)], OPEN, FEW)
    assert [each.effect for each in found.raters] == pytest.approx([-1, 1])
    assert found.raters[0].interval is None
    assert NO_TIMES in found.raters[0].reason
    assert ONE_ITEM in found.raters[0].reason


def test_no_interval_has_a_reason() -> None:
    """Raters who always differ by the same, and raters who most resamples leave apart."""
    constant = [
        Judgement(f"i{row}", rater, row + place) for row in range(5) for place, rater in enumerate("ab")
    ]
    assert NO_SPREAD in severity(constant, OPEN, FEW).raters[0].reason
    chain = [
        Judgement(f"i{row}", rater, row + place)
        for row in range(3)
        for place, rater in enumerate("abcd"[row : row + 2])
    ]
    found = severity(chain, OPEN, FEW).raters[0]
    assert found.effect is not None
    assert OFTEN_UNDEFINED in found.reason


def test_labels_in_an_order_count_by_their_places() -> None:
    """One place apart is one point."""
    scale = Scale(ScaleKind.ORDINAL, ("none", "minor", "major"))
    given = [Judgement("i", "a", "none"), Judgement("i", "b", "minor")]
    assert [each.effect for each in severity(given, scale, FEW).raters] == pytest.approx([-0.5, 0.5])


def test_items_of_one_document_are_drawn_together() -> None:
    """The interval is of documents: with one there is none."""
    given = _scored(np.random.default_rng(5))
    together = severity(given, OPEN, FEW, clusters={each.item_id: "d" for each in given})
    assert {each.interval for each in together.raters} == {None}


def test_2000_resamples_of_ten_raters_are_quick() -> None:
    """100 items, ten raters, with drift, in under two seconds."""
    random = np.random.default_rng(1)
    given = [
        Judgement(f"i{row}", f"r{rater}", float(random.integers(1, 6)), when=float(random.random()))
        for row in range(100)
        for rater in range(10)
    ]
    start = process_time()
    severity(given, OPEN)
    assert process_time() - start < 2
