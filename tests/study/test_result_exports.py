"""What goes to other programs, and what is left out with the reason."""

from dataclasses import replace

from tests.study.simulated import simulated
from tests.study.tiny import KEY, RATINGS, STUDY
from workbench.domain.studies import Rating, Study, StudyKey
from workbench.evaluation.statistics.estimates import Resampling
from workbench.formats.arena_battles import Winner
from workbench.study.result_exports import (
    DIVIDED,
    NOT_CLEAR,
    SAME_ARM,
    UNACCEPTABLE,
    acceptable,
    battles,
    comparisons,
    preferred_pairs,
    rubrics,
)
from workbench.study.results import Results, results


def _results(study: Study = STUDY, key: StudyKey = KEY, ratings: tuple[Rating, ...] = RATINGS) -> Results:
    *_, found = results(study, key, ratings, resampling=Resampling(resamples=20))
    assert isinstance(found, Results)
    return found


def _with_preferences(*values: int) -> tuple[Rating, ...]:
    return tuple(
        replace(rating, values={**rating.values, "preference": value})
        for rating, value in zip(RATINGS, values, strict=True)
    )


def test_clear_preferences_become_pairs() -> None:
    """One item's raters are clear; the other's are not far enough from equal."""
    made = preferred_pairs(_results())
    (pair,) = made.rows
    assert (pair.item_id, pair.chosen, pair.rejected, pair.margin) == ("i1", "longer text", "short", 2.5)
    assert made.left_out == ((NOT_CLEAR, 1),)


def test_divided_raters_give_no_pair() -> None:
    """Even where the mean is far from equal."""
    made = preferred_pairs(_results(ratings=_with_preferences(3, -1, 1, 0)))
    assert dict(made.left_out)[DIVIDED] == 1


def test_chosen_answers_are_acceptable() -> None:
    """The better of two bad answers teaches nobody."""
    found = simulated()
    made = preferred_pairs(found)
    accepted = acceptable(found)
    texts = {output.text for output in found.study.outputs if accepted.get(output.id)}
    assert all(pair.chosen in texts for pair in made.rows)
    assert dict(made.left_out)[UNACCEPTABLE] > 0
    assert len(made.rows) + sum(count for _, count in made.left_out) == 40


def test_battles_name_the_left_first() -> None:
    """Whoever stood there; a tie is a tie."""
    made = battles(_results())
    assert [(one.model_a, one.model_b, one.winner) for one in made.rows] == [
        ("m1", "m2", Winner.MODEL_B),
        ("m2", "m1", Winner.MODEL_A),
        ("m2", "m1", Winner.MODEL_A),
        ("m1", "m2", Winner.TIE),
    ]


def test_ties_of_unacceptable_answers_are_both_bad() -> None:
    """As their rater said of both."""
    winners = {one.winner for one in battles(simulated()).rows}
    assert winners == set(Winner)


def test_answers_of_one_arm_fight_no_battle() -> None:
    """They are counted."""
    key = replace(KEY, outputs={**KEY.outputs, "a1": ("A2", "x1")})
    assert battles(_results(key=key)).left_out == ((SAME_ARM, 2),)


def test_comparisons_are_about_the_first_arm() -> None:
    """Above 0 for A wherever it stood; scaled from 3 to 1.5."""
    first, second = comparisons(_results()).rows
    assert [(one.score, one.flipped) for one in first.scores] == [(-1.0, False), (-1.5, True)]
    assert [(one.score, one.flipped) for one in second.scores] == [(-0.5, True), (0.0, False)]
    assert (first.text_a, first.text_b) == ("short", "longer text")


def test_rubrics_have_criteria_and_grades() -> None:
    """The training item's answers are in no key."""
    made = rubrics(simulated())
    assert len(made.rows) == 40
    assert made.left_out == (("no answer of it is in the key", 1),)
    one = made.rows[0]
    assert [criterion.points for criterion in one.criteria] == [5, -5]
    assert {answer.grades[0][1] for answer in one.answers} == {3}


def test_no_checklist_is_no_rubric() -> None:
    """Every item is accounted for."""
    assert rubrics(_results()).left_out == (("the instrument has no criteria with points", 2),)


def test_models_of_one_name_are_told_apart() -> None:
    """By their arm."""
    arms = tuple(replace(arm, model="same") for arm in KEY.arms)
    made = battles(_results(key=replace(KEY, arms=arms)))
    assert (made.rows[0].model_a, made.rows[0].model_b) == ("same (A1)", "same (A2)")
