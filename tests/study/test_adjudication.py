"""Disagreements are queued, blinded and anonymous; decisions are appended and never changed."""

from dataclasses import replace

import pytest

from tests.study.simulated import key_of, ratings_of, study_of
from tests.study.tiny import KEY, RATINGS, STUDY
from workbench.domain.adjudications import Cause, Resolution
from workbench.domain.studies import Rating, Unanswered
from workbench.evaluation.statistics.estimates import Resampling
from workbench.study.adjudication import (
    Case,
    before_after,
    broken_at,
    consensus,
    queue,
    resolve,
    standing,
    withdraw,
)
from workbench.study.judged import Absent, judged

FEW = Resampling(resamples=50)
CORRECTNESS, PREFERENCE = STUDY.instrument.questions


def _decided(case: Case, kept: list[Resolution], value: int | None, cause: Cause) -> Resolution:
    """A decision that is kept in a list."""
    return resolve(
        STUDY, tuple(kept), case, kept.append, value=value, cause=cause, adjudicator="c1", utc="2025-01-02"
    )


def test_only_disagreements_are_queued() -> None:
    """Raters differ about one answer's correctness and about both preferences."""
    cases = queue(STUDY, RATINGS)
    assert {(case.question, case.thing) for case in cases} == {
        ("correctness", "a1"),
        ("preference", "i1"),
        ("preference", "i2"),
    }
    assert cases[0].question == "correctness"
    assert cases[0].share == 1.0
    shares = [case.share for case in cases]
    assert shares == sorted(shares, reverse=True)


def test_queue_names_neither_raters_nor_arms() -> None:
    """Nothing in a case leads to a person or a model."""
    study, key = study_of(items=8, repeats=0), key_of(8)
    told = repr(queue(study, ratings_of(study, key)))
    assert not any(word in told for word in ("r01", "r02", "r03", "A1", "A2", "model"))


def test_order_of_raters_is_stable_and_differs_from_case_to_case() -> None:
    """So that nobody learns whom to follow; another seed gives another order."""
    study, key = study_of(items=30, repeats=0), key_of(30)
    ratings = ratings_of(study, key)
    assert queue(study, ratings, seed="s") == queue(study, ratings, seed="s")
    orders = {case.thing: case.opinions for case in queue(study, ratings, seed="s")}
    others = {case.thing: case.opinions for case in queue(study, ratings, seed="t")}
    assert orders != others


def test_opinions_hold_marks_and_comments() -> None:
    """What a rater noted stands beside their value."""
    given = (replace(RATINGS[0], comment="Dose?"), *RATINGS[1:])
    case = next(case for case in queue(STUDY, given) if case.thing == "a1")
    assert {(one.value, one.comment) for one in case.opinions} == {(1, "Dose?"), (2, "")}


def test_who_cannot_judge_is_heard() -> None:
    """Beside those who differ; nobody who was not asked, or did not rate."""
    third = (
        replace(STUDY.presentations[0], id="p5", rater="r3"),
        replace(STUDY.presentations[0], id="p6", rater="r4"),
    )
    study = replace(STUDY, presentations=(*STUDY.presentations, *third))
    given = (*RATINGS, Rating("p5", {"correctness/a1": Unanswered.CANNOT_JUDGE}, submitted=True))
    case = next(case for case in queue(study, given) if case.thing == "a1")
    assert {(one.value, one.absent) for one in case.opinions} == {
        (1, None),
        (2, None),
        (None, Absent.CANNOT_JUDGE),
    }


def test_decisions_are_appended_in_a_chain() -> None:
    """The latest counts; one that was changed tells."""
    kept: list[Resolution] = []
    case = queue(STUDY, RATINGS)[0]
    _decided(case, kept, 1, Cause.SLIP)
    _decided(case, kept, 2, Cause.GUIDELINE_GAP)
    assert [one.number for one in kept] == [1, 2]
    assert standing(kept)["correctness", "a1"].value == 2
    assert broken_at(STUDY.id, kept) is None
    assert broken_at(STUDY.id, (replace(kept[0], value=3), kept[1])) == 2
    assert broken_at(STUDY.id, kept[1:]) == 1
    assert broken_at("other", kept) == 1


def test_a_decision_can_be_taken_back() -> None:
    """Its case is open again, and both events stay."""
    kept: list[Resolution] = []
    made = _decided(queue(STUDY, RATINGS)[0], kept, 1, Cause.SLIP)
    assert queue(STUDY, RATINGS, kept)[-1].resolution == made
    withdraw(STUDY, kept, made, kept.append, utc="2025-01-03")
    assert all(case.resolution is None for case in queue(STUDY, RATINGS, kept))
    assert len(kept) == 2
    assert broken_at(STUDY.id, kept) is None


def test_decided_cases_come_last() -> None:
    """Whatever their part of the disagreement."""
    kept: list[Resolution] = []
    _decided(queue(STUDY, RATINGS)[0], kept, None, Cause.TRUE_AMBIGUITY)
    cases = queue(STUDY, RATINGS, kept)
    assert [case.resolution is None for case in cases] == [True, True, False]


def test_a_value_off_the_scale_is_refused() -> None:
    """Nothing is appended then."""
    kept: list[Resolution] = []
    with pytest.raises(ValueError, match="no value of correctness"):
        _decided(queue(STUDY, RATINGS)[0], kept, 4, Cause.SLIP)
    assert kept == []


def test_slips_are_put_right_and_nothing_else() -> None:
    """A guideline gap leaves ratings as they are."""
    case = queue(STUDY, RATINGS)[0]
    for cause, changed, after in ((Cause.SLIP, 1, 1.0), (Cause.GUIDELINE_GAP, 0, 2 / 3)):
        kept: list[Resolution] = []
        _decided(case, kept, 2, cause)
        (one,) = before_after(STUDY, RATINGS, kept, FEW)
        assert (one.resolved, one.changed, one.causes) == (1, changed, ((cause, 1),))
        assert one.before.coefficients[0].value == pytest.approx(2 / 3)
        assert one.after.coefficients[0].value == pytest.approx(after)


def test_consensus_takes_decisions_first() -> None:
    """Then the middle level; what has none is left out."""
    rows = judged(STUDY, RATINGS, KEY)
    assert consensus(rows, CORRECTNESS, ()) == {"a2": 3, "b1": 2, "b2": 3}
    kept: list[Resolution] = []
    _decided(queue(STUDY, RATINGS)[0], kept, 2, Cause.SLIP)
    assert consensus(rows, CORRECTNESS, kept)["a1"] == 2
