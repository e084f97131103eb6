"""What is computed before anybody opens the key."""

from dataclasses import replace

from tests.study.simulated import key_of, ratings_of, study_of
from workbench.evaluation.statistics.estimates import Resampling
from workbench.study.blinded import BlindedResults, blinded_results, choices
from workbench.study.judged import judged
from workbench.study.results import ResultsStep

FEW = Resampling(resamples=50)
STUDY, KEY = study_of(), key_of()
RATINGS = ratings_of(STUDY, KEY)


def test_everything_is_there_but_the_arms() -> None:
    """Agreement and repeats of every scale, severity of every axis, sides; a step before each part."""
    *steps, found = blinded_results(STUDY, RATINGS, FEW)
    assert isinstance(found, BlindedResults)
    assert all(isinstance(step, ResultsStep) for step in steps)
    assert [step.done for step in steps if isinstance(step, ResultsStep)] == list(range(len(steps)))
    assert [one.axis for one in found.agreement] == [one.question for one in found.again]
    assert [one.question for one in found.severity] == ["correctness", "clarity", "acceptable"]
    assert "A1" not in repr(found)
    assert "instance-0" not in repr(found)


def test_a_liking_for_the_left_is_found() -> None:
    """The first rater's, and nobody else's; raters have the study's codes."""
    *_, found = blinded_results(STUDY, RATINGS, FEW)
    assert isinstance(found, BlindedResults)
    (sides,) = found.sides
    left = {side.rater: side.left for side in sides.sides}
    assert list(left) == [None, "r01", "r02", "r03"]
    assert left["r01"].interval is not None
    assert left["r01"].interval.low > 0.5
    assert left["r02"].interval is not None
    assert left["r02"].interval.low < 0.5 < left["r02"].interval.high


def test_without_ratings_there_are_no_sides() -> None:
    """And no coefficient has a value."""
    *_, found = blinded_results(STUDY, (), FEW)
    assert isinstance(found, BlindedResults)
    assert found.sides[0].sides == ()
    assert {one.coefficients[0].value for one in found.agreement} == {None}


def test_sides_are_told_of_two_answers_only() -> None:
    """A choice among three has no left half; repeats do not count."""
    asked = next(one for one in STUDY.instrument.questions if one.id == "preference")
    rows = judged(STUDY, RATINGS)
    assert len(choices(rows, asked)) == 120
    three = [replace(row, outputs=("a", "b", "c")) for row in rows]
    assert choices(three, asked) == ()
