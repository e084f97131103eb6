"""A task's number from sums."""

import numpy as np
import pytest
from sklearn.metrics import f1_score

from workbench.evaluation.statistics.estimates import Total
from workbench.evaluation.statistics.totals import item_columns, number


def _label_counts(truth: list[int], said: list[int], labels: int) -> list[list[int]]:
    """For each item, (tp, fp, fn) of each label."""
    return [
        [
            int(part)
            for label in range(labels)
            for part in (
                is_ == label == read,
                read == label != is_,
                is_ == label != read,
            )
        ]
        for is_, read in zip(truth, said, strict=True)
    ]


def test_numbers_worked_out_by_hand() -> None:
    """3 found, 1 wrong, 2 missed: precision 75, recall 60, F1 66.7."""
    sums = [3, 1, 2]
    assert number(Total.PRECISION, sums) == pytest.approx(75)
    assert number(Total.RECALL, sums) == pytest.approx(60)
    assert number(Total.MICRO_F1, sums) == pytest.approx(200 / 3)
    assert number(Total.MEAN, [250, 4]) == pytest.approx(62.5)


def test_macro_f1_is_scikit_learns() -> None:
    """Over the labels that references have, and over all labels with never-seen ones as 0."""
    truth, said = [0, 0, 1, 1, 2, 2, 2, 0], [0, 1, 1, 3, 2, 0, 2, 0]
    sums = np.sum(_label_counts(truth, said, 5), axis=0)
    present = f1_score(truth, said, labels=[0, 1, 2], average="macro")
    everything = f1_score(truth, said, labels=[0, 1, 2, 3, 4], average="macro", zero_division=0)
    assert number(Total.MACRO_F1, sums) == pytest.approx(100 * present, abs=1e-9)
    assert number(Total.MACRO_F1_ALL, sums) == pytest.approx(100 * everything, abs=1e-9)


def test_nothing_to_find_and_nothing_found_is_no_number() -> None:
    """Neither 0 nor 100."""
    for total in (Total.PRECISION, Total.RECALL, Total.MICRO_F1, Total.MACRO_F1):
        assert np.isnan(number(total, [0, 0, 0]))


@pytest.mark.parametrize(
    ("total", "items"),
    [
        (Total.MEAN, [[1.0, 2.0]]),
        (Total.MEAN, [1.0, float("nan")]),
        (Total.MICRO_F1, [1.0, 2.0]),
        (Total.MICRO_F1, [[1, 2, 3, 4, 5, 6]]),
        (Total.MACRO_F1, [[1, 2, 3, 4]]),
        (Total.MICRO_F1, [[1, -2, 3]]),
    ],
)
def test_what_cannot_be_summed_is_refused(total: Total, items: list[list[float]]) -> None:
    """Another shape, missing values, negative counts: an error and no number."""
    with pytest.raises(ValueError, match=r"shape|finite|below 0"):
        item_columns(total, items)


def test_no_items_are_no_error() -> None:
    """An empty task has columns of nothing."""
    assert len(item_columns(Total.MEAN, [])) == len(item_columns(Total.MICRO_F1, [])) == 0
