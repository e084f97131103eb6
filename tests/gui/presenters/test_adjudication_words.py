"""Disagreements in words, and the one that is open as a page."""

from dataclasses import replace

import pytest

from tests.gui.invented_adjudication import KeepingDecisions, opened, ratings, study
from workbench.domain.adjudications import Cause, Resolution
from workbench.domain.studies import Rating, Unanswered
from workbench.gui.presenters import adjudication_words as words
from workbench.gui.presenters.adjudication_values import Draft, Queue
from workbench.study.adjudication import queue


@pytest.fixture(name="made")
def made_fixture() -> Queue:
    """The queue of the small study."""
    return KeepingDecisions().operations.queue(opened())


def test_lines_name_no_rater(made: Queue) -> None:
    """The answer by its letter, the item by its words, the values as the instrument calls them."""
    entry = next(one for one in made.entries if one.case.thing == "o1a")
    assert entry.about.startswith("A of task130 · “A 61-year-old man")
    assert sorted(entry.said.split(" · ")) == ["1", "2", "4"]
    assert sorted(entry.said_whole.split(" · ")) == ["1 Wrong", "2 Mostly wrong", "4 Mostly correct"]
    assert words.title_of(entry) == "Correctness · Answer A"
    assert words.about_of(made, entry) == "task130 · English"
    assert words.title_of(made.entries[0]) == "Preference"
    assert made.questions == (("correctness", "Correctness"), ("preference", "Preference"))
    told = repr([(one.about, one.said, one.name) for one in made.entries])
    assert not any(code in told for code in ("r01", "r02", "r03"))


def test_answers_stand_as_raters_saw_them(made: Queue) -> None:
    """In an order that says nothing about sides, with all that raters marked; the one in question is told."""
    entry = next(one for one in made.entries if one.case.thing == "o1a")
    prompt = words.prompt_of(entry, Draft(), False)
    page = words.page_of(made, entry, prompt, reference=False)
    assert [(one.letter, one.output, one.active) for one in page.answers] == [
        ("A", "o1a", True),
        ("B", "o1b", False),
    ]
    assert len(page.answers[0].marks) == 1
    assert (page.reference, page.has_reference) == (None, True)
    assert words.page_of(made, entry, prompt, reference=True).reference == "Cholesterol embolization"


def test_only_what_all_saw_together_is_shown() -> None:
    """Where raters saw an answer beside different others, it stands alone."""
    of = study()
    shown = (
        replace(of.presentations[0], outputs=("o1a",)),
        *of.presentations[1:],
    )
    alone = replace(of, presentations=shown)
    given = opened(of)
    ratings = [rating for one in given.given for rating in one.ratings]
    made = words.queue_of(alone, queue(of, ratings))
    entry = next(one for one in made.entries if one.case.thing == "o1a")
    assert entry.outputs == ("o1a",)
    assert words.title_of(entry) == "Correctness"
    assert not entry.about.startswith("A of")


def test_columns_hold_marks_and_comments(made: Queue) -> None:
    """Without a name; the one that is as chosen is marked."""
    entry = next(one for one in made.entries if one.case.thing == "o1a")
    columns = {one.value: one for one in words.opinions_of(made, entry, Draft(valued=True, value=4))}
    assert sorted(one.name for one in columns.values()) == ["Rater I", "Rater II", "Rater III"]
    assert [value for value, one in columns.items() if one.agrees] == ["4 Mostly correct"]
    assert columns["1 Wrong"].comment == "Blue toes were in the case. It ignores them."
    assert columns["1 Wrong"].meaning == "Its main statement is wrong."
    assert [note.omission for note in columns["2 Mostly wrong"].notes] == [False, True]
    about_both = words.opinions_of(made, made.entries[0], Draft())
    assert {note.text[:3] for one in about_both for note in one.notes} == {"A: "}
    assert not any(one.agrees for one in about_both)


def test_who_cannot_judge_has_a_column() -> None:
    """In words, and never as chosen."""
    of = study()
    silent = Rating("r04-001", {"correctness/o1a": Unanswered.CANNOT_JUDGE}, submitted=True)
    shown = replace(of.presentations[0], id=silent.presentation, rater="r04")
    wider = replace(of, presentations=(*of.presentations, shown))
    made = words.queue_of(wider, queue(wider, [*ratings(of), silent]))
    entry = next(one for one in made.entries if one.case.thing == "o1a")
    columns = words.opinions_of(made, entry, Draft(valued=True, value=None))
    assert [(one.value, one.meaning, one.agrees) for one in columns if "judge" in one.value] == [
        ("cannot judge", "", False)
    ]
    assert "cannot judge" in entry.said


def test_the_prompt_says_what_is_next(made: Queue) -> None:
    """Digits first, then the causes; the hint follows what is chosen."""
    entry = next(one for one in made.entries if one.case.thing == "o1a")
    ask = words.prompt_of(entry, Draft(), False)
    assert [one.key for one in ask.options] == [*"12345", "0", *"SPMI"]
    assert ask.hint.startswith("A digit for what is right, and a letter")
    assert "A, B or T" in words.prompt_of(made.entries[0], Draft(), False).hint
    assert "the cause" in words.prompt_of(entry, Draft(valued=True, value=2), False).hint
    complete = Draft(valued=True, value=None, cause=Cause.SLIP)
    ask = words.prompt_of(entry, complete, False)
    assert [one.key for one in ask.options if one.chosen] == ["0", "S"]
    assert ask.hint == "Enter keeps it and goes on"
    assert words.prompt_of(entry, complete, True).hint.startswith("Decided.")
    assert words.note_prompt(entry, "x").field == "x"


def test_decisions_are_said_and_chosen_again(made: Queue) -> None:
    """A value with its cause; none has its words."""
    entry = next(one for one in made.entries if one.case.thing == "o1a")
    decided = Resolution(1, "x", "", "s", "c1", "correctness", "o1a", 2, Cause.GUIDELINE_GAP, "why")
    assert words.resolution_said(entry, decided) == "2 Mostly wrong · guideline gap"
    assert words.resolution_said(entry, replace(decided, value=None)) == "no value is right · guideline gap"
    assert words.resolution_said(entry, decided, short=True) == "2 · guideline gap"
    assert words.resolution_said(entry, None) == ""
    assert words.draft_of(decided) == Draft(True, 2, Cause.GUIDELINE_GAP, "why")
    assert words.draft_of(None) == Draft()


def test_digits_are_places(made: Queue) -> None:
    """Not values: the first choice is 1, whatever it stands for."""
    preference = made.entries[0].question
    assert words.value_of_digit(preference, 2, 1) == (True, -3)
    assert words.value_of_digit(preference, 2, 0) == (True, None)
    assert words.value_of_digit(preference, 2, 8) == (False, None)
