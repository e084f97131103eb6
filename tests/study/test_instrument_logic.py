"""What is asked now, and what a rating still lacks."""

from dataclasses import replace

import pytest

from tests.study.instrument_cases import BETTER, CHECKLIST, HARM, SMALL, WHY, rating
from workbench.domain.instruments import reason_key
from workbench.domain.studies import Unanswered
from workbench.study.instrument_logic import Lack, What, answers, lacking, shown, value_of
from workbench.study.instruments import find_instrument

CANNOT, NOT_APPLICABLE = Unanswered.CANNOT_JUDGE, Unanswered.NOT_APPLICABLE


def asked(values: dict[str, int | str | Unanswered], output: str = "") -> list[str]:
    """Ids of what is asked."""
    return [question.id for question in shown(SMALL, values, output)]


def test_questions_are_shown_by_earlier_values() -> None:
    """Of the same answer, or of the instance."""
    assert asked({}, "o1") == ["harm"]
    assert asked({}) == ["better"]
    assert asked({"harm/o1": 1}, "o1") == ["harm", "likely"]
    assert asked({"harm/o1": 1}, "o2") == ["harm"]
    assert asked({"harm/o1": 1, "likely/o1": 1, "better": 0}, "o1") == ["harm", "likely", "why", "usable"]
    assert asked({"better": 1}) == ["better", "reason"]
    assert asked({"harm/o1": 3}, "o1") == ["harm"]
    assert asked({"harm/o1": CANNOT}, "o1") == ["harm"]


def test_what_was_answered_before_a_change_of_mind_shows_nothing() -> None:
    """A value counts only while its own question is shown."""
    assert asked({"harm/o1": 3, "likely/o1": 1}, "o1") == ["harm"]


def test_only_the_answers_of_a_question_answer_it() -> None:
    """Its values; why not, where that may be said; words for a text."""
    assert [answers(HARM, value) for value in (1, 3, 0, 4, True, "1", 1.0, None)] == [
        *(True, True, False, False, False, False, False, False)
    ]
    assert (answers(HARM, CANNOT), answers(HARM, NOT_APPLICABLE)) == (True, True)
    assert (answers(WHY, CANNOT), answers(BETTER, NOT_APPLICABLE)) == (False, False)
    assert [answers(WHY, value) for value in ("words", " ", 1)] == [True, False, False]
    assert [answers(CHECKLIST.questions[0], value) for value in (0, 1, 2)] == [True, True, False]
    assert value_of(HARM, {"harm/o1": 9}, "o1") is None
    assert value_of(BETTER, {"better": 0}, "o1") == 0


def test_a_rating_lacks_what_is_required_and_shown() -> None:
    """In the instrument's order; what may be left out is not named, nor what is not asked."""
    assert lacking(SMALL, rating({}), ("o1", "o2")) == (
        Lack("harm", "o1", What.ANSWER),
        Lack("harm", "o2", What.ANSWER),
        Lack("better", "", What.ANSWER),
    )
    values: dict[str, int | str | Unanswered] = {"harm/o1": 3, "harm/o2": CANNOT, "better": 1, "reason": 2}
    assert lacking(SMALL, rating(values), ("o1", "o2")) == ()
    harmful = {**values, "harm/o1": 1, "likely/o1": 1}
    assert "why" in asked(harmful, "o1")
    assert lacking(SMALL, rating(harmful, span="o1"), ("o1", "o2")) == ()
    assert lacking(SMALL, rating({**values, "reason": CANNOT}), ("o1", "o2")) == (
        Lack("reason", "", What.ANSWER),
    )


def test_nothing_is_lacking_where_it_cannot_be_rated() -> None:
    """The reason is enough."""
    assert lacking(SMALL, rating({}, cannot_rate="empty"), ("o1",)) == ()


@pytest.mark.parametrize("kind", ["span", "omission"])
def test_a_low_value_needs_a_mark_in_its_answer(kind: str) -> None:
    """An error or an omission; one in another answer is none."""
    values: dict[str, int | str | Unanswered] = {"harm/o1": 2, "likely/o1": 2, "better": 1, "reason": 1}
    wanted = (Lack("harm", "o1", What.EVIDENCE),)
    assert lacking(SMALL, rating(values), ("o1",)) == wanted
    assert lacking(SMALL, rating(values, **{kind: "o2"}), ("o1",)) == wanted
    assert lacking(SMALL, rating(values, **{kind: "o1"}), ("o1",)) == ()


def test_or_a_reason_why_nothing_is_marked() -> None:
    """Words, under a key of their own."""
    values: dict[str, int | str | Unanswered] = {"harm/o1": 2, "likely/o1": 2, "better": 1, "reason": 1}
    key = reason_key("harm", "o1")
    assert lacking(SMALL, rating({**values, key: "all of it"}), ("o1",)) == ()
    for empty in (" ", 1):
        assert lacking(SMALL, rating({**values, key: empty}), ("o1",)) != ()


def test_a_mark_in_any_answer_is_evidence_about_the_instance() -> None:
    """The answers are judged together there."""
    values: dict[str, int | str | Unanswered] = {"harm/o1": 3, "usable/o1": 1, "better": 0}
    assert lacking(SMALL, rating(values), ("o1",)) == (Lack("better", "", What.EVIDENCE),)
    assert lacking(SMALL, rating(values, span="o1"), ("o1",)) == ()


def test_shipped_logic_skips_what_does_not_follow() -> None:
    """No likelihood of no harm; a group only where some group is served badly."""
    medpalm = find_instrument("medpalm-12").instrument
    first = [question.id for question in shown(medpalm, {}, "o")]
    assert "harm-likelihood" not in first
    assert "fairness-group" not in first
    then = [question.id for question in shown(medpalm, {"harm-extent/o": 1, "fairness/o": 1}, "o")]
    assert set(then) - set(first) == {"harm-likelihood", "fairness-group"}
    unneeded = replace(rating({}), submitted=True)
    assert len(lacking(medpalm, unneeded, ("o",))) == len(first)
