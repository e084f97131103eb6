"""Decisions in long form: as many rows as were asked, none without a value or a reason."""

from collections import Counter
from dataclasses import replace

import pytest

from tests.study.simulated import key_of, ratings_of, study_of
from tests.study.tiny import KEY, RATINGS, STUDY
from workbench.domain.judgements import Missing, ScaleKind
from workbench.domain.studies import Condition, Rating, Split, StudyOutput
from workbench.study.judged import (
    Absent,
    anonymous,
    judged,
    judgements,
    oriented,
    scale_of,
    sources,
    together,
)

CORRECTNESS, PREFERENCE = STUDY.instrument.questions


def test_rows_in_are_rows_out() -> None:
    """Each presentation has a row for each question and answer, rated or not."""
    assert len(judged(STUDY, RATINGS, KEY)) == len(judged(STUDY, (), KEY)) == 4 * 3
    rows = judged(STUDY, RATINGS, KEY)
    assert all((row.value is None) != (row.absent is None) for row in rows)


def test_arms_and_places_are_told_with_the_key_alone() -> None:
    """A row without the key leads to no arm."""
    row = next(row for row in judged(STUDY, RATINGS, KEY) if row.presentation == "p3" and row.output == "a1")
    assert (row.arm, row.source, row.place, row.value) == ("A1", "x1", 1, 2)
    blinded = judged(STUDY, RATINGS)
    assert {row.arm for row in blinded} == {""}
    assert {row.source for row in blinded} == {"i1", "i2"}


@pytest.mark.parametrize(
    ("rating", "absent"),
    [
        (None, Absent.NOT_RATED),
        (Rating("p1", {"preference": 1}), Absent.NOT_SUBMITTED),
        (Rating("p1", {}, later=True), Absent.LATER),
        (Rating("p1", {}, cannot_rate="blank"), Absent.CANNOT_RATE),
        (Rating("p1", {}, submitted=True), Absent.SKIPPED),
    ],
)
def test_each_reason_is_kept_apart(rating: Rating | None, absent: Absent) -> None:
    """And none of them becomes a value."""
    rows = judged(STUDY, () if rating is None else (rating,))
    assert {row.absent for row in rows if row.presentation == "p1"} == {absent}


def test_what_was_not_asked_is_not_skipped() -> None:
    """A question that an earlier answer hides is told as such."""
    shown_if = Condition("preference", (3,))
    instrument = replace(STUDY.instrument, questions=(PREFERENCE, replace(CORRECTNESS, shown_if=shown_if)))
    rows = judged(replace(STUDY, instrument=instrument), RATINGS)
    assert {row.absent for row in rows if row.question == "correctness"} == {Absent.NOT_ASKED}


def test_preferences_are_turned_to_the_same_answer() -> None:
    """Below 0 for the answer whose id comes first, wherever it stood."""
    told = {row.presentation: oriented(row) for row in judged(STUDY, RATINGS) if row.question == "preference"}
    assert told == {"p1": 2, "p2": 1, "p3": 3, "p4": 0}


def test_other_answers_of_an_item_are_another_thing() -> None:
    """Raters who saw two other answers of three did not judge the same."""
    third = StudyOutput("a3", "i1", "third")
    shown = (replace(STUDY.presentations[0], outputs=("a3", "a2")), *STUDY.presentations[1:])
    rows = judged(replace(STUDY, outputs=(*STUDY.outputs, third), presentations=shown), ())
    things = {row.presentation: row.thing for row in rows if row.question == "preference"}
    assert things == {"p1": "i1/a2+a3", "p2": "i2", "p3": "i1/a1+a2", "p4": "i2"}


def test_judgements_tell_what_could_not_be_judged() -> None:
    """They are of first passes, and what was never rated is none."""
    found = judgements(judged(STUDY, RATINGS[2:]), CORRECTNESS)
    assert {(one.item_id, one.rater, one.value) for one in found} == {
        ("a1", "r2", 2),
        ("a2", "r2", 3),
        ("b1", "r2", 2),
        ("b2", "r2", None),
    }
    assert Counter(one.missing for one in found)[Missing.CANNOT_JUDGE] == 1


def test_scales_follow_kinds() -> None:
    """Levels in an order are ordinal; a preference is from -3 to 3."""
    scale = scale_of(PREFERENCE)
    assert scale is not None
    assert (scale.kind, scale.levels) == (ScaleKind.ORDINAL, (-3, -2, -1, 0, 1, 2, 3))


def test_answers_of_an_instance_have_one_source() -> None:
    """So that they are drawn together."""
    assert sources(judged(STUDY, (), KEY))["a1"] == sources(judged(STUDY, (), KEY))["a2"] == "x1"


def test_codes_name_nobody_and_depend_on_the_secret() -> None:
    """Another secret gives another order."""
    study = study_of()
    codes = {tuple(sorted(anonymous(study, secret).items())) for secret in map(str, range(30))}
    assert len(codes) == 6
    assert set(anonymous(study, "x").values()) == {"R1", "R2", "R3"}


def test_ratings_twice_or_of_nothing_are_refused() -> None:
    """Rather than counted twice, or dropped."""
    with pytest.raises(ValueError, match="rated twice"):
        judged(STUDY, (*RATINGS, RATINGS[0]))
    with pytest.raises(ValueError, match="no presentation p9"):
        judged(STUDY, (Rating("p9", {}),))


def test_training_and_repeats_are_not_main() -> None:
    """They are rows, but analysed elsewhere or not at all."""
    study, key = study_of(items=5, repeats=2), key_of(5)
    rows = judged(study, ratings_of(study, key), key)
    assert all(not row.main for row in rows if row.repeat or row.split is Split.TRAINING)


def test_among_three_a_preference_is_a_place() -> None:
    """Kept although it is none of the question's levels, and turned to the answer that stands there."""
    outputs = (StudyOutput("a3", "i1", "x"), StudyOutput("a4", "i1", "y"))
    shown = (replace(STUDY.presentations[0], outputs=("a4", "a1", "a3", "a2")), *STUDY.presentations[1:])
    study = replace(STUDY, outputs=(*STUDY.outputs, *outputs), presentations=shown)
    for value, turned in ((4, 2), (1, 4), (0, 0)):
        rows = judged(study, (Rating("p1", {"preference": value}, submitted=True),))
        row = next(row for row in rows if row.presentation == "p1" and row.question == "preference")
        assert (row.value, oriented(row)) == (value, turned)
        (one,) = judgements(rows, PREFERENCE, together(study))
        assert one.value == turned
    rows = judged(study, (Rating("p1", {"preference": 5}, submitted=True),))
    assert rows[4].absent is Absent.SKIPPED
    scale = scale_of(PREFERENCE, together(study))
    assert scale is not None
    assert (scale.kind, scale.levels) == (ScaleKind.NOMINAL, (0, 1, 2, 3, 4))
