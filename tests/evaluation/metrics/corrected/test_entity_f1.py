"""Precision, recall and F1 of entities, against values worked out by hand."""

import pytest

from workbench.domain.scores import Answer, Score
from workbench.evaluation.metrics.corrected.accuracy import NO_REFERENCE
from workbench.evaluation.metrics.corrected.entity_f1 import (
    ENTITY_F1,
    exact_counts,
    f1,
    macro,
    precision,
    recall,
    relaxed_counts,
)


def scores(output: str, *references: str) -> tuple[Score, Score]:
    """The exact and the relaxed score of an answer."""
    exact, relaxed = ENTITY_F1.score(Answer("task126", references, output))
    return exact, relaxed


def test_counts_by_hand() -> None:
    """Of three names listed two are right, one with a word too many; one is not found."""
    exact, relaxed = scores("aspirin, lithium carbonate, gold", "aspirin, lithium, ibuprofen.")
    assert exact.counts == (1, 2, 2)
    assert exact.value == pytest.approx(100 * 2 * 1 / (2 * 1 + 2 + 2))
    assert relaxed.counts == (2, 1, 1)
    assert relaxed.value == pytest.approx(200 / 3)
    assert exact.reading is not None


def test_each_name_is_paired_once() -> None:
    """Two names that overlap the same one make one pair; the pairs are as many as can be."""
    assert relaxed_counts(("lithium", "lithium carbonate"), ("lithium salt",)) == (1, 1, 0)
    assert relaxed_counts(("aa bb", "aa cc"), ("aa dd", "bb")) == (2, 0, 0)
    assert relaxed_counts(("aa bb", "aa"), ("aa", "bb")) == (2, 0, 0)
    assert relaxed_counts(("of the",), ("of a",)) == (0, 1, 1)
    assert exact_counts(("a", "b"), ("b", "c")) == (1, 1, 1)


def test_nothing_to_find() -> None:
    """Saying so is right and adds nothing to the sums; an empty answer is wrong; a name is one too many."""
    none = "There is no related enetity."
    assert scores("None.", none)[0].value == 100
    assert scores("None.", none)[0].counts == (0, 0, 0)
    empty = scores("", none)[0]
    assert (empty.value, empty.reason, empty.reading) == (0, "the answer is empty", None)
    assert scores("gold", none)[0].counts == (0, 1, 0)
    assert f1((0, 0, 0)) is None


def test_an_unread_answer_finds_nothing() -> None:
    """All names are missing then, and the score says why."""
    exact, _ = scores("", "a, b.")
    assert (exact.value, exact.counts, exact.reason) == (0, (0, 0, 2), "the answer is empty")


def test_the_reference_that_fits_best_counts() -> None:
    """Any of several is right."""
    assert scores("a1", "b1.", "a1.")[0].value == 100
    assert scores("a1", " ") == (
        Score("F1 exact", None, NO_REFERENCE),
        Score("F1 relaxed", None, NO_REFERENCE),
    )


def test_totals_by_hand() -> None:
    """Micro from the sums (3 right, 1 too many, 2 missing), macro from the items."""
    items = [scores("a1, b1", "a1, b1, c1.")[0], scores("a1, x1", "a1, d1.")[0]]
    assert [score.counts for score in items] == [(2, 0, 1), (1, 1, 1)]
    assert ENTITY_F1.total(items) == pytest.approx(100 * 6 / 9)
    assert macro(items) == pytest.approx((80 + 50) / 2)
    assert precision(items) == pytest.approx(75)
    assert recall(items) == pytest.approx(60)


def test_totals_of_nothing() -> None:
    """Without a count the items' mean stands; without an item nothing does."""
    items = [scores("none", "There is no related enetity.")[0]]
    assert ENTITY_F1.total(items) == 100
    assert ENTITY_F1.total(()) is None
    assert precision(items) is None
    assert recall(items) is None
