"""Numbers of arms equal those worked out by hand."""

import pytest

from tests.study.simulated import BETTER, INSTRUMENT, simulated
from tests.study.tiny import KEY, RATINGS, STUDY
from workbench.evaluation.statistics.estimates import Resampling
from workbench.study.judged import judged
from workbench.study.outcomes import (
    arms_tested,
    axes_of_arms,
    checklist_score,
    checklists,
    filled_tests,
    item_means,
    rated_questions,
)

ROWS = judged(STUDY, RATINGS, KEY)
QUESTIONS = STUDY.instrument.questions
FEW = Resampling(resamples=200)


def test_means_and_ends_by_hand() -> None:
    """A1 got 1, 2, 2, 2 and A2 got 3, 3, 3."""
    first, second = axes_of_arms(ROWS, QUESTIONS, ("A1", "A2"), FEW)
    assert first.counts == ((1, 1), (2, 3), (3, 0))
    assert first.mean.value == 1.75
    assert (first.best.value, first.worst.value) == (0.0, 25.0)
    assert (second.mean.value, second.mean.interval, second.best.value) == (3.0, None, 100.0)


def test_raters_of_an_instance_are_not_instances() -> None:
    """One number for each: 1.5 and 2."""
    assert item_means(ROWS, QUESTIONS[:1], "A1") == {"correctness": {"x1": 1.5, "x2": 2.0}}


def test_paired_differences_by_hand() -> None:
    """1.5 and 1.0 make 1.25; two of the four sign flips are as far from 0."""
    (one,) = arms_tested(ROWS, QUESTIONS, ("A1", "A2"), FEW)
    assert one.difference.value == pytest.approx(1.25)
    assert (one.tested.n, one.tested.above, one.tested.below) == (2, 2, 0)
    assert one.tested.permutation == one.tested.permutation_adjusted == 0.5


def test_missing_answers_are_filled_against_the_difference() -> None:
    """The one that could not be judged counts as wrong: 3 and 1 make 2, and 1.5 and 0 make 0.75."""
    tested = arms_tested(ROWS, QUESTIONS, ("A1", "A2"), FEW)
    (one,) = filled_tests(ROWS, QUESTIONS, tested)
    assert (one.count, one.rated, one.worst) == (1, 1.25, 0.75)
    complete = [row for row in ROWS if row.absent is None]
    assert filled_tests(complete, QUESTIONS, tested) == ()


def test_known_quality_is_recovered() -> None:
    """The second arm was made better by a known amount, on one axis and not on the other."""
    found = {one.question: one for one in simulated().tests}
    right, clear = found["correctness"], found["clarity"]
    assert right.difference.interval is not None
    assert right.difference.interval.low < BETTER < right.difference.interval.high
    assert (right.tested.permutation_adjusted or 1) < 0.05 < (clear.tested.permutation_adjusted or 0)


def test_certainty_of_a_guess_is_no_axis() -> None:
    """It would only take from the others' p-values."""
    assert [one.id for one in rated_questions(INSTRUMENT.questions)] == [
        "correctness",
        "clarity",
        "acceptable",
    ]


@pytest.mark.parametrize(
    ("values", "score"),
    [
        ({"good": 1, "bad": 0}, 1.0),
        ({"good": 1, "bad": 1}, 0.2),
        ({"good": 0, "bad": 1}, -0.8),
        ({"bad": 1}, None),
    ],
)
def test_checklist_score(values: dict[str, int], score: float | None) -> None:
    """Points reached over the positive ones; none where no positive one was decided."""
    assert checklist_score(values, {"good": 10, "bad": -8}) == score


def test_checklists_by_arm() -> None:
    """The better arm reaches more; without criteria there is none."""
    first, second = simulated().checklists
    assert (first.score.value or 0) < (second.score.value or 0)
    assert checklists(ROWS, QUESTIONS, ("A1",)) == ()
