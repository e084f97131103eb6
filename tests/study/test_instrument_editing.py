"""An instrument is edited step by step, and every step is a new instrument."""

from dataclasses import replace

import pytest

from tests.study.instrument_cases import HARM, SMALL
from workbench.domain.errors import UnknownNameError
from workbench.domain.studies import About, Condition, Instrument, Kind, Level
from workbench.study import instrument_editing as editing


def ids(instrument: Instrument) -> str:
    """The questions in order."""
    return " ".join(question.id for question in instrument.questions)


def values(instrument: Instrument, question: str) -> list[int]:
    """The values of a question's levels."""
    return [level.value for level in editing.question_of(instrument, question).levels]


def test_a_new_instrument_says_what_is_still_to_be_written() -> None:
    """A scale to begin with; its text is the one grave finding."""
    new = editing.new_instrument("mine", "Mine", "en")
    assert values(new, "question-1") == [1, 2, 3, 4, 5]
    assert [one.place for one in editing.findings(new) if one.grave] == ["questions[0].text"]
    done = editing.change_question(new, "question-1", replace(new.questions[0], text="How good?"))
    assert not any(one.grave for one in editing.findings(done))


@pytest.mark.parametrize("kind", Kind)
def test_new_questions_lack_nothing_but_their_text(kind: Kind) -> None:
    """Each kind begins with what it needs, under an id that is free."""
    new = editing.new_question(editing.new_instrument("mine", "Mine", "en"), kind, About.ANSWER)
    assert new.id == "question-2"
    assert new.about is (About.INSTANCE if kind is Kind.PREFERENCE else About.ANSWER)
    made = replace(SMALL, questions=(replace(new, text="?"),))
    assert not any(one.grave for one in editing.findings(made))


def test_questions_are_added_moved_and_removed() -> None:
    """At the place they are to have; what breaks a condition is a finding, not an error."""
    more = editing.add_question(SMALL, replace(HARM, id="new"), 1)
    assert ids(more) == "harm new likely why better reason usable"
    assert ids(editing.add_question(SMALL, replace(HARM, id="new"))).endswith("usable new")
    assert ids(editing.add_question(SMALL, replace(HARM, id="new"), -5)).startswith("new harm")
    assert ids(editing.move_question(SMALL, "harm", 2)) == "likely why harm better reason usable"
    assert ids(editing.move_question(SMALL, "usable", 0)) == "usable harm likely why better reason"
    assert ids(editing.move_question(SMALL, "harm", 99)).endswith("usable harm")
    less = editing.remove_question(SMALL, "harm")
    assert ids(less) == "likely why better reason usable"
    assert [one.place for one in editing.findings(less)] == ["questions[0].shown_if.question"]
    assert ids(SMALL) == "harm likely why better reason usable"


def test_conditions_follow_a_new_id() -> None:
    """Of the question alone that they name."""
    made = editing.rename_question(SMALL, "harm", "damage")
    assert editing.question_of(made, "likely").shown_if == Condition("damage", (1, 2))
    assert editing.question_of(made, "why").shown_if == Condition("likely", (1,))
    assert editing.findings(made) == ()
    assert editing.rename_question(SMALL, "harm", "harm") == SMALL


def test_a_condition_is_set_and_taken_away() -> None:
    """None shows the question always."""
    free = editing.set_condition(SMALL, "likely", None)
    assert editing.question_of(free, "likely").shown_if is None
    assert editing.set_condition(free, "likely", Condition("harm", (1, 2))) == SMALL


def test_levels_are_added_moved_and_removed() -> None:
    """Values stay with their levels until they are numbered anew."""
    assert values(editing.add_level(SMALL, "harm", Level(4, "Four")), "harm") == [1, 2, 3, 4]
    assert values(editing.add_level(SMALL, "harm", Level(0, "None"), 0), "harm") == [0, 1, 2, 3]
    moved = editing.move_level(SMALL, "harm", 0, 2)
    assert values(moved, "harm") == [2, 3, 1]
    assert [one.place for one in editing.findings(moved)] == ["questions[0].levels"]
    numbered = editing.number_levels(moved, "harm")
    assert values(numbered, "harm") == [1, 2, 3]
    harm = editing.question_of(numbered, "harm")
    assert ([level.label for level in harm.levels], harm.evidence_if) == (
        ["Level 2", "Level 3", "Level 1"],
        (3, 1),
    )
    assert editing.question_of(numbered, "likely").shown_if == Condition("harm", (3, 1))
    assert editing.findings(numbered) == ()


def test_a_removed_level_is_asked_for_no_longer() -> None:
    """Neither as evidence nor in a condition; an empty condition is a finding."""
    made = editing.remove_level(SMALL, "harm", 0)
    assert editing.question_of(made, "harm").evidence_if == (2,)
    assert editing.question_of(made, "likely").shown_if == Condition("harm", (2,))
    none = editing.remove_level(made, "harm", 0)
    assert "questions[1].shown_if.values" in [one.place for one in editing.findings(none)]


def test_a_changed_value_is_followed() -> None:
    """Other questions with the same value are left alone."""
    made = editing.change_level(SMALL, "harm", 1, Level(7, "Seven", "Seven."))
    assert editing.question_of(made, "harm").evidence_if == (1, 7)
    assert editing.question_of(made, "likely").shown_if == Condition("harm", (1, 7))
    assert editing.question_of(made, "why") == editing.question_of(SMALL, "why")


def test_numbering_equal_values_keeps_the_first() -> None:
    """What asked for the value asks for the first level that had it."""
    made = editing.add_level(SMALL, "harm", Level(1, "One more", "One more."), 1)
    assert editing.question_of(editing.number_levels(made, "harm"), "harm").evidence_if == (1, 3)


def test_the_whole_is_renamed() -> None:
    """Id, title and description."""
    made = editing.renamed(SMALL, "mine", "Mine", "Own.")
    assert (made.id, made.title, made.about, made.questions) == ("mine", "Mine", "Own.", SMALL.questions)


def test_what_is_not_there_cannot_be_changed() -> None:
    """The message says what there is."""
    with pytest.raises(UnknownNameError, match="There are: harm, likely"):
        editing.remove_question(SMALL, "nobody")
    for place in (3, -1):
        with pytest.raises(UnknownNameError, match="There are: 0, 1, 2"):
            editing.remove_level(SMALL, "harm", place)
