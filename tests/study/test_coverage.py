"""Every presentation is in one state, and the sums match."""

from tests.study.tiny import KEY, RATINGS, STUDY
from workbench.domain.studies import Rating
from workbench.study.coverage import State, coverage, natural, pace_by_item, pace_by_rater, state_of, unjudged
from workbench.study.judged import Absent, judged

NAMES = {"r1": "R2", "r2": "R1"}


def test_states_add_up() -> None:
    """Done, missing and the rest are all presentations."""
    found = coverage(STUDY, (*RATINGS[:2], Rating("p3", {}, later=True)), NAMES)
    assert sum(found.total(state) for state in State) == found.presentations == 4
    assert found.total(State.DONE, "R2") == 2
    assert found.state("i1", "R1") is State.LATER
    assert found.state("i2", "R1") is State.MISSING
    assert found.raters == ("R1", "R2")


def test_a_reason_beats_a_submission() -> None:
    """What cannot be rated is not done."""
    assert state_of(Rating("p", {}, cannot_rate="x", submitted=True)) is State.CANNOT_RATE
    assert state_of(Rating("p", {})) is State.BEGUN


def test_missing_answers_are_counted_by_rater_and_arm() -> None:
    """One answer could not be judged."""
    (one,) = unjudged(judged(STUDY, RATINGS, KEY))
    assert (one.rater, one.arm, one.question, one.absent, one.count) == (
        *("r2", "A2", "correctness"),
        *(Absent.CANNOT_JUDGE, 1),
    )


def test_times_are_medians_of_active_time() -> None:
    """Of 1 and 3 seconds it is 2."""
    paces = {one.about: one for one in pace_by_rater(STUDY, RATINGS, NAMES)}
    assert (paces["R2"].median_s, paces["R2"].n, paces["R2"].total_s) == (2.0, 2, 4.0)
    assert [one.n for one in pace_by_item(STUDY, RATINGS)] == [2, 2]
    assert pace_by_rater(STUDY, (), NAMES)[0].median_s is None


def test_codes_are_listed_by_number() -> None:
    """R10 comes after R9."""
    assert sorted(["R10", "R9", "R1"], key=natural) == ["R1", "R9", "R10"]
