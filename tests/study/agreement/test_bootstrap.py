"""How sure coefficients are."""

from collections.abc import Callable
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.study.agreement import slow
from tests.study.agreement.drawn import LEVELS
from tests.study.agreement.examples import KRIPPENDORFF_MISSING, LABELS, ONE_TO_FIVE, POINTS, matrix
from workbench.domain.judgements import Scale, ScaleKind
from workbench.evaluation.statistics.estimates import Resampling
from workbench.study.agreement.alpha import alpha
from workbench.study.agreement.bootstrap import CHANCE_AGREES, Draws, coefficient, draw, drawn_values, value
from workbench.study.agreement.findings import (
    ALL_EQUAL,
    BY_BOTH,
    BY_ITEMS,
    NO_PAIRS,
    NO_SPREAD,
    OFTEN_UNDEFINED,
    ONE_ITEM,
)
from workbench.study.agreement.formula import Formula
from workbench.study.agreement.gwet import ac1
from workbench.study.agreement.kappa import cohen, fleiss
from workbench.study.agreement.percent import percent
from workbench.study.agreement.report import formulas
from workbench.study.agreement.weights import Weights

PLAIN = Weights.IDENTITY
VALUES = np.arange(1.0, 6.0)
FEW = Resampling(resamples=60, seed=5)


def _ratings(
    items: int, raters: int, skill: float = 0.6, severe: float = 0.0, seed: int = 12
) -> list[list[int | None]]:
    """Answers from 1 to 5 around what each item is worth, some missing; the first rater may be severe."""
    random = np.random.default_rng(seed)
    worth = random.integers(1, 6, (items, 1))
    noise = random.integers(1, 6, (items, raters))
    found = np.where(random.random((items, raters)) < skill, worth, noise).astype(float)
    found[:, 0] = np.clip(found[:, 0] - severe, 1, 5)
    gaps = random.random((items, raters)) < 0.1
    return [
        [None if gap else int(cell) for cell, gap in zip(row, missing, strict=True)]
        for row, missing in zip(found, gaps, strict=True)
    ]


def _resampled(rows: list[list[int | None]], draws: Draws, number: int) -> list[slow.Named]:
    """A resample written out: each item as often as it was drawn, each rater's answers too."""
    raters = np.ones(len(rows[0])) if draws.raters is None else draws.raters[number]
    return [
        [
            (column, cell)
            for column, cell in enumerate(row)
            if cell is not None
            for _ in range(int(raters[column]))
        ]
        for row, times in zip(rows, draws.items[number], strict=True)
        for _ in range(int(times))
    ]


@pytest.mark.parametrize("over_raters", [False, True])
def test_every_resample_is_the_slow_one(over_raters: bool) -> None:
    """Items and raters written out as often as they were drawn, and each coefficient computed by loops."""
    rows = _ratings(12, 4)
    for scale, formula in (
        (LABELS, percent()),
        (LABELS, fleiss(PLAIN, VALUES)),
        (LABELS, ac1(5)),
        (LABELS, alpha(ScaleKind.NOMINAL, 5)),
        (ONE_TO_FIVE, alpha(ScaleKind.ORDINAL, 5)),
        (POINTS, alpha(ScaleKind.INTERVAL, 5)),
        (Scale(ScaleKind.INTERVAL), percent()),
    ):
        found = matrix(rows, scale)
        draws = draw(found, FEW, over_raters=over_raters)
        for number, drawn in enumerate(drawn_values(formula, found, draws)):
            expected = _slowly(formula, _resampled(rows, draws, number))
            assert drawn == pytest.approx(np.nan if expected is None else expected, abs=1e-9, nan_ok=True)


def _slowly(formula: Formula, items: list[slow.Named]) -> float | None:
    """The same coefficient by loops; None where no rater was drawn beside another one."""
    if not any(slow.pairs(item) for item in items):
        return None
    coefficients: dict[str, Callable[[], float | None]] = {
        percent().name: lambda: slow.observed(items, lambda one, other: float(one == other)),
        "Fleiss' κ": lambda: slow.fleiss(items, LEVELS, slow.near(PLAIN, LEVELS)),
        "Gwet's AC1": lambda: slow.gwet(items, LEVELS, slow.near(PLAIN, LEVELS)),
        "Krippendorff's α (nominal)": lambda: slow.alpha(items, slow.nominal),
        "Krippendorff's α (ordinal)": lambda: slow.alpha(items, slow.ordinal(items, LEVELS)),
        "Krippendorff's α (interval)": lambda: slow.alpha(items, slow.interval),
    }
    return coefficients[formula.name]()


def test_the_interval_is_of_the_middle_draws() -> None:
    """2.5 % of the resamples lie below it, 2.5 % above."""
    found = matrix(_ratings(80, 3), LABELS)
    draws = draw(found)
    told = coefficient(ac1(5), found, draws)
    ends = np.quantile(drawn_values(ac1(5), found, draws), [0.025, 0.975])
    assert told.interval is not None
    assert (told.interval.low, told.interval.high) == pytest.approx(tuple(ends), abs=1e-12)
    assert (told.method, told.n_items, told.n_raters, told.reason) == (BY_ITEMS, found.paired()[0], 3, "")


def test_items_of_one_document_are_drawn_together() -> None:
    """And the interval gets wider for it."""
    rows = [row for row in _ratings(30, 3) for _ in range(4)]
    found = matrix(rows, LABELS)
    clusters = {item: int(item[1:]) // 4 for item in found.items}
    together = draw(found, clusters=clusters)
    assert (together.items[:, 0] == together.items[:, 3]).all()
    assert together.clusters == 30
    one = coefficient(ac1(5), found, draw(found)).interval
    other = coefficient(ac1(5), found, together).interval
    assert one is not None
    assert other is not None
    assert other.high - other.low > 1.5 * (one.high - one.low)


def test_raters_are_drawn_where_there_are_three() -> None:
    """Raters who differ in severity make the interval wider; of two none can be drawn."""
    found = matrix(_ratings(100, 4, skill=0.9, severe=2), ONE_TO_FIVE)
    formula = alpha(ScaleKind.ORDINAL, 5)
    one, other = (coefficient(formula, found, draw(found, over_raters=over)) for over in (False, True))
    assert (one.method, other.method) == (BY_ITEMS, BY_BOTH)
    assert one.interval is not None
    assert other.interval is not None
    assert other.interval.high - other.interval.low > 1.5 * (one.interval.high - one.interval.low)
    assert draw(matrix(_ratings(10, 2), LABELS), over_raters=True).raters is None


def test_reasons_stand_where_there_is_no_number() -> None:
    """All equal, no pairs, three raters for a coefficient of two, nothing but chance."""
    three = matrix([[1, 2, 3], [2, 2, 2]], LABELS)
    assert coefficient(cohen(PLAIN, VALUES), three, draw(three)).reason == "it is for two raters, not 3"
    equal = matrix([[2, 2], [2, 2]], LABELS)
    assert coefficient(ac1(5), equal, draw(equal)).reason == ALL_EQUAL
    told = coefficient(percent(), equal, draw(equal))
    assert (told.value, told.interval, told.reason) == (1.0, None, NO_SPREAD)
    alone = matrix([[1, None], [None, 2]], LABELS)
    assert coefficient(percent(), alone, draw(alone)).reason == NO_PAIRS
    shared = matrix([[2, 2], [2, 2], [1, None]], LABELS)
    assert coefficient(cohen(PLAIN, VALUES), shared, draw(shared)).reason == CHANCE_AGREES


def test_reasons_stand_where_there_is_no_interval() -> None:
    """One item, always the same number, mostly undefined."""
    one = matrix([[1, 2]], LABELS)
    told = coefficient(ac1(5), one, draw(one))
    assert (told.value is None, told.reason) == (False, ONE_ITEM)
    agreed = matrix([[1, 1], [2, 2], [3, 3]], LABELS)
    assert coefficient(alpha(ScaleKind.NOMINAL, 5), agreed, draw(agreed)).reason == NO_SPREAD
    rare = matrix([[1, 1, 1], [1, 1, 1], [1, 1, 2]], LABELS)
    told = coefficient(alpha(ScaleKind.NOMINAL, 5), rare, draw(rare, over_raters=True))
    assert (told.interval, told.reason) == (None, OFTEN_UNDEFINED)
    assert told.undefined_draws > 1000


def test_undefined_resamples_are_counted() -> None:
    """In about 30 % of them the one answer that differs is missing."""
    found = matrix([[1, 1], [1, 1], [1, 2]], LABELS)
    told = coefficient(alpha(ScaleKind.NOMINAL, 5), found, draw(found))
    assert told.interval is not None
    assert told.undefined_draws / 2000 == pytest.approx(8 / 27, abs=0.04)


def test_the_same_seed_gives_the_same_interval() -> None:
    """And another one nearly the same."""
    found = matrix(KRIPPENDORFF_MISSING, LABELS)
    formula = alpha(ScaleKind.NOMINAL, 5)
    one, again, other = (
        coefficient(formula, found, draw(found, Resampling(resamples=2000, seed=seed))).interval
        for seed in (1, 1, 2)
    )
    assert one == again
    assert one is not None
    assert other is not None
    assert one.low == pytest.approx(other.low, abs=0.1)


def test_intervals_hold_what_is_true() -> None:
    """The interval of 60 items and 3 raters has the α of very many items in about 19 studies of 20."""
    formula = alpha(ScaleKind.NOMINAL, 5)
    true = value(formula, matrix(_ratings(20_000, 3), LABELS))
    assert true is not None
    studies = [matrix(_ratings(60, 3, seed=seed), LABELS) for seed in range(120)]
    found = [
        coefficient(formula, study, draw(study, Resampling(resamples=400))).interval for study in studies
    ]
    held = sum(interval is not None and interval.low <= true <= interval.high for interval in found)
    assert held >= 0.88 * len(studies)


def test_drawing_raters_is_for_claims_about_raters() -> None:
    """Where raters differ in severity, intervals over items alone hold the α of all raters too seldom."""
    random = np.random.default_rng(3)
    formula, true = alpha(ScaleKind.INTERVAL, 0), 1 / (1 + 0.49 + 0.49)
    held = {False: 0, True: 0}
    for _ in range(60):
        noise = random.normal(0, 0.7, (1, 5)) + random.normal(0, 0.7, (40, 5))
        found = matrix((random.normal(0, 1, (40, 1)) + noise).tolist(), Scale(ScaleKind.INTERVAL))
        for over in held:
            draws = draw(found, Resampling(resamples=300), over_raters=over)
            interval = coefficient(formula, found, draws).interval
            held[over] += interval is not None and interval.low <= true <= interval.high
    assert held[True] >= 0.85 * 60
    assert held[False] < 0.85 * 60


@pytest.mark.parametrize("over_raters", [False, True])
def test_2000_resamples_take_well_under_a_second(over_raters: bool) -> None:
    """100 items, 5 raters, and every coefficient of a scale from 1 to 5."""
    found = matrix(_ratings(100, 5), ONE_TO_FIVE)
    start = process_time()
    draws = draw(found, over_raters=over_raters)
    coefficient(alpha(ScaleKind.ORDINAL, 5), found, draws)
    assert process_time() - start < 1
    for formula in formulas(found):
        coefficient(formula, found, draws)
    assert process_time() - start < 4


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 6), st.integers(0, 1000))
def test_as_many_are_drawn_as_there_are(raters: int, seed: int) -> None:
    """Items and raters."""
    found = matrix(_ratings(7, raters), LABELS)
    draws = draw(found, Resampling(resamples=20, seed=seed), over_raters=True)
    assert (draws.items.sum(axis=1) == 7).all()
    assert (draws.raters is None) == (raters < 3)
    assert draws.raters is None or (draws.raters.sum(axis=1) == raters).all()
