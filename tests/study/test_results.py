"""All results of a simulated study: what was put in is found again."""

from dataclasses import replace

import pytest

from tests.study.simulated import DRIFT, key_of, ratings_of, simulated, study_of
from tests.study.tiny import KEY, RATINGS, STUDY
from workbench.evaluation.statistics.estimates import Resampling
from workbench.study.coverage import State
from workbench.study.results import Results, ResultsStep, results

FEW = Resampling(resamples=50)


def test_a_liking_for_the_left_is_recovered() -> None:
    """Of the one rater who has it, and of no other."""
    found = simulated()
    sides = {one.rater: one for one in found.preferences[0].sides}
    liking = found.names["r01"]
    assert (sides[liking].adjusted or 1) < 0.05
    assert (sides[liking].left.value or 0) > 60
    assert all((one.adjusted or 0) > 0.05 for rater, one in sides.items() if rater not in {None, liking})


def test_a_drift_is_recovered() -> None:
    """The rater who becomes stricter is told, with the true slope inside the interval."""
    found = simulated()
    fitted = {one.rater: one for one in found.severity[0].fit.raters}
    own = fitted[found.names["r03"]].drift_interval
    assert own is not None
    assert own.low < DRIFT / 49 < own.high < 0
    line = found.severity[0].lines[found.names["r03"]]
    assert line[-1].mean < line[0].mean


def test_steps_are_told_before_each_part() -> None:
    """Counted up to the end, which is the results."""
    *steps, found = results(STUDY, KEY, RATINGS, resampling=FEW)
    assert isinstance(found, Results)
    told = [step for step in steps if isinstance(step, ResultsStep)]
    assert [step.done for step in told] == list(range(len(steps)))
    assert told[-1].total == len(steps)


def test_agreement_by_hand() -> None:
    """Of three answers with two ratings, two have the same level."""
    *_, found = results(STUDY, KEY, RATINGS, resampling=FEW)
    assert isinstance(found, Results)
    (correctness, _) = found.agreement
    assert correctness.coefficients[0].value == pytest.approx(2 / 3)
    assert (correctness.n_items, correctness.n_raters, correctness.n_answers) == (4, 2, 7)


def test_self_agreement_comes_from_repeats() -> None:
    """Eight items of each rater came back."""
    found = simulated()
    preference = next(one for one in found.again if one.question == "preference")
    assert preference.agreement[0].n == 24
    assert preference.reversed[0].rater is None


def test_nothing_rated_gives_results_without_numbers() -> None:
    """Everything is missing, nothing breaks."""
    study, key = study_of(items=3, repeats=1), key_of(3)
    *_, found = results(study, key, (), resampling=FEW)
    assert isinstance(found, Results)
    assert found.coverage.total(State.MISSING) == found.coverage.presentations
    assert all(one.mean.value is None for one in found.axes)
    assert found.no_blinding


def test_one_rater_is_enough_for_arms() -> None:
    """Agreement then is undefined, and says so."""
    study, key = study_of(items=6, repeats=1), key_of(6)
    ratings = [one for one in ratings_of(study, key) if one.presentation.startswith("r01")]
    *_, found = results(study, key, ratings, resampling=FEW)
    assert isinstance(found, Results)
    assert found.agreement[0].coefficients[0].value is None
    assert found.axes[0].mean.value is not None


def test_another_studys_key_is_refused() -> None:
    """It would name the wrong arms."""
    with pytest.raises(ValueError, match="not of tiny"):
        next(results(STUDY, replace(KEY, study_id="other"), RATINGS))


def test_the_same_gives_the_same() -> None:
    """Whatever order ratings come in."""
    *_, found = results(STUDY, KEY, RATINGS, resampling=FEW)
    *_, again = results(STUDY, KEY, tuple(reversed(RATINGS)), resampling=FEW)
    assert isinstance(found, Results)
    assert isinstance(again, Results)
    assert (found.axes, found.agreement, found.tests) == (again.axes, again.agreement, again.tests)


def test_what_was_written_for_training_is_no_arm() -> None:
    """Its answers are in the key, and compared with nothing."""
    study, key = study_of(items=4, repeats=0), key_of(4)
    written = replace(key.arms[0], id="W")
    trained = {one.id: ("W", "lesson") for one in study.outputs if one.id not in key.outputs}
    key = replace(key, arms=(*key.arms, written), outputs={**key.outputs, **trained})
    *_, found = results(study, key, ratings_of(study, key), resampling=FEW)
    assert isinstance(found, Results)
    assert found.arms == ("A1", "A2")
    assert {one.arm for one in found.axes} == {"A1", "A2"}
