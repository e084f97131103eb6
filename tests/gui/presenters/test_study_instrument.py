"""An instrument while it is edited."""

from dataclasses import replace

import pytest

from tests.fakes import InlineJobs
from tests.study.simulated import INSTRUMENT
from workbench.domain.errors import WorkbenchError
from workbench.domain.instruments import Fault
from workbench.domain.studies import About, Condition, Instrument, Kind, Level
from workbench.gui.presenters.latest import Latest
from workbench.gui.presenters.study_instrument import (
    FaultRow,
    StudyInstrument,
    condition_of,
    condition_text,
    levels_of,
    levels_text,
    row_of,
)


def made(kept: list[Instrument] | None = None, told: list[str] | None = None) -> StudyInstrument:
    """An editor with an instrument."""
    files = kept if kept is not None else []

    def keep(instrument: Instrument) -> str:
        files.append(instrument)
        return "Kept."

    heard = told if told is not None else []
    editor = StudyInstrument(keep, Latest(InlineJobs()), lambda: heard.append("kept"))
    editor.begin(INSTRUMENT)
    return editor


def ids(editor: StudyInstrument) -> list[str]:
    """The questions' ids in order."""
    assert editor.state.instrument is not None
    return [one.id for one in editor.state.instrument.questions]


def test_questions_come_go_and_move() -> None:
    """After the one that is edited; undo brings everything back."""
    editor, before = made(), [one.id for one in INSTRUMENT.questions]
    editor.choose(1)
    editor.add(Kind.CHECK, About.ANSWER)
    assert ids(editor)[2] == "question-1"
    assert editor.state.at == 2
    editor.move(-1)
    editor.move(1)
    editor.move(1)
    assert ids(editor)[3] == "question-1"
    editor.remove()
    assert ids(editor) == before
    assert editor.state.question is not None
    for _ in range(9):
        editor.undo()
    assert editor.state.instrument == INSTRUMENT
    assert not editor.state.changed


def test_the_ends_stay_the_ends() -> None:
    """Nothing moves beyond them, and the last question can go."""
    editor = made()
    editor.move(-1)
    assert ids(editor) == [one.id for one in INSTRUMENT.questions]
    for _ in INSTRUMENT.questions:
        editor.remove()
    assert (editor.state.question, editor.state.at) == (None, 0)
    editor.remove()
    editor.move(1)
    editor.change(INSTRUMENT.questions[0])
    editor.add(Kind.TEXT, About.INSTANCE)
    assert len(ids(editor)) == 1


def test_faults_stop_keeping_and_nothing_else() -> None:
    """A question without a text must be corrected; then it is kept as one's own."""
    kept, told = list[Instrument](), list[str]()
    editor = made(kept, told)
    editor.add(Kind.SCALE, About.ANSWER)
    assert not editor.state.can_keep
    assert editor.state.rows[0] == FaultRow(True, "question 2, text", "is empty", 1)
    editor.keep()
    assert kept == []
    question = editor.state.question
    assert question is not None
    editor.change(replace(question, text="Is it short?", name="Brevity"))
    editor.rename("mine", "My own", "For me.")
    assert editor.state.can_keep
    editor.keep()
    assert (kept[0].id, told, editor.state.told, editor.state.changed) == ("mine", ["kept"], "Kept.", False)


def test_what_was_not_kept_is_still_there() -> None:
    """The same instrument again; another one is another."""
    editor = made()
    editor.rename("test-4", "Changed", "")
    editor.begin(INSTRUMENT)
    assert editor.state.changed
    editor.begin(replace(INSTRUMENT, id="other"))
    assert not editor.state.changed


def test_what_fails_is_told() -> None:
    """And it can be tried again; without an instrument nothing happens."""

    def refuse(_instrument: Instrument) -> str:
        raise WorkbenchError("The folder cannot be written.")

    editor = StudyInstrument(refuse, Latest(InlineJobs()), lambda: None)
    editor.rename("a", "b", "c")
    editor.add(Kind.TEXT, About.ANSWER)
    editor.undo()
    editor.keep()
    editor.begin(INSTRUMENT)
    editor.keep()
    assert (editor.state.message, editor.state.can_keep) == ("The folder cannot be written.", True)
    states = list[object]()
    editor.attach(states.append)
    assert states == [editor.state]


@pytest.mark.parametrize(
    ("place", "where", "at"),
    [
        ("questions[1].levels[0].anchor", "question 2, level 1, anchor", 1),
        ("questions[0]", "question 1", 0),
        ("labels", "labels", None),
        ("", "the whole", None),
    ],
)
def test_places_are_counted_from_one(place: str, where: str, at: int | None) -> None:
    """As people do."""
    assert row_of(Fault(place, "is empty")) == FaultRow(True, where, "is empty", at)


def test_levels_as_lines() -> None:
    """There and back; a line that is none is told."""
    levels = (Level(1, "Wrong", "harms"), Level(2, "Right"))
    assert levels_text(levels) == "1 | Wrong | harms\n2 | Right"
    assert levels_of(levels_text(levels)) == levels
    assert levels_of("\n -3 | Left \n") == (Level(-3, "Left"),)
    assert levels_of("one | Wrong") is None


def test_conditions_as_a_line() -> None:
    """There and back; empty is always."""
    condition = Condition("author", (1, 2))
    assert condition_of(condition_text(condition)) == (True, condition)
    assert condition_of(condition_text(None)) == (True, None)
    for wrong in ("author", "author =", "= 1", "author = x"):
        assert condition_of(wrong) == (False, None)
