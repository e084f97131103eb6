"""An editor of instruments without the screen: each change makes a new instrument, which may have faults.

Nothing is refused while somebody edits; `findings` says after each change what is wrong, and
`instruments.keep_instrument` keeps only what can be used. Places count from 0; a place beyond the end is
the end.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from workbench.domain.errors import UnknownNameError
from workbench.domain.instruments import Fault, faults
from workbench.domain.studies import About, Condition, Instrument, Kind, Level, Question

Entry = TypeVar("Entry")

_STARTING_LEVELS = {Kind.SCALE: (1, 2, 3, 4, 5), Kind.CHOICE: (1, 2)}


def findings(instrument: Instrument) -> tuple[Fault, ...]:
    """What is wrong with an instrument and what could be better, each with its place."""
    return faults(instrument)


def new_instrument(name: str, title: str, language: str) -> Instrument:
    """An instrument with one question to begin with."""
    empty = Instrument(name, 1, title, language, "", ())
    return add_question(empty, new_question(empty, Kind.SCALE, About.ANSWER))


def new_question(instrument: Instrument, kind: Kind, about: About) -> Question:
    """A question with an id that the instrument does not have yet; its texts are still to be written."""
    taken = {question.id for question in instrument.questions}
    name = next(name for number in range(1, len(taken) + 2) if (name := f"question-{number}") not in taken)
    return Question(
        id=name,
        kind=kind,
        about=About.INSTANCE if kind is Kind.PREFERENCE else about,
        text="",
        levels=tuple(Level(value, str(value)) for value in _STARTING_LEVELS.get(kind, ())),
        required=kind is not Kind.TEXT,
        cannot_judge=kind is not Kind.TEXT,
        points=1.0 if kind is Kind.CHECK else None,
    )


def renamed(instrument: Instrument, name: str, title: str, about: str) -> Instrument:
    """The instrument under another id, with another title and description."""
    return replace(instrument, id=name, title=title, about=about)


def question_of(instrument: Instrument, question: str) -> Question:
    """The question with this id.

    Raises:
        UnknownNameError: there is none.
    """
    return instrument.questions[_place(instrument, question)]


def add_question(instrument: Instrument, question: Question, place: int | None = None) -> Instrument:
    """With a question more: at a place, or at the end."""
    return _with(instrument, _inserted(instrument.questions, question, place))


def move_question(instrument: Instrument, question: str, place: int) -> Instrument:
    """With a question at another place, which is the one it has afterwards."""
    moved = question_of(instrument, question)
    others = [one for one in instrument.questions if one is not moved]
    return _with(instrument, _inserted(others, moved, place))


def remove_question(instrument: Instrument, question: str) -> Instrument:
    """Without a question. Conditions that name it stay, and are findings until they are changed."""
    place = _place(instrument, question)
    return _with(instrument, (*instrument.questions[:place], *instrument.questions[place + 1 :]))


def change_question(instrument: Instrument, question: str, changed: Question) -> Instrument:
    """With another question in the place of the one with this id; conditions follow a new id."""
    place = _place(instrument, question)
    questions = (*instrument.questions[:place], changed, *instrument.questions[place + 1 :])
    return _with(instrument, [_following(one, question, changed.id) for one in questions])


def rename_question(instrument: Instrument, question: str, name: str) -> Instrument:
    """With a new id for a question; conditions follow it."""
    return change_question(instrument, question, replace(question_of(instrument, question), id=name))


def set_condition(instrument: Instrument, question: str, condition: Condition | None) -> Instrument:
    """With another condition for when a question is shown; None shows it always."""
    return change_question(
        instrument, question, replace(question_of(instrument, question), shown_if=condition)
    )


def add_level(instrument: Instrument, question: str, level: Level, place: int | None = None) -> Instrument:
    """With a level more in a question: at a place, or at the end."""
    levels = question_of(instrument, question).levels
    return _levels(instrument, question, _inserted(levels, level, place))


def move_level(instrument: Instrument, question: str, old: int, place: int) -> Instrument:
    """With the level at the place `old` at another place, which is the one it has afterwards.

    Values move with their levels; `number_levels` gives them new ones in order.
    """
    levels = list(question_of(instrument, question).levels)
    level = levels.pop(_level_place(levels, old))
    return _levels(instrument, question, _inserted(levels, level, place))


def remove_level(instrument: Instrument, question: str, place: int) -> Instrument:
    """Without the level at a place. What asked for its value asks for it no longer."""
    levels = list(question_of(instrument, question).levels)
    gone = levels.pop(_level_place(levels, place))
    return _values(_levels(instrument, question, levels), question, {gone.value: None})


def change_level(instrument: Instrument, question: str, place: int, changed: Level) -> Instrument:
    """With another level at a place. What asked for its value asks for the new one."""
    levels = list(question_of(instrument, question).levels)
    place = _level_place(levels, place)
    before, levels[place] = levels[place], changed
    return _values(_levels(instrument, question, levels), question, {before.value: changed.value})


def number_levels(instrument: Instrument, question: str, first: int = 1) -> Instrument:
    """With values that count up from `first` in the order of the levels. What asked for them follows."""
    levels = question_of(instrument, question).levels
    numbered = [replace(level, value=value) for value, level in enumerate(levels, first)]
    values: dict[int, int | None] = {
        level.value: value for value, level in reversed(list(enumerate(levels, first)))
    }
    return _values(_levels(instrument, question, numbered), question, values)


def _place(instrument: Instrument, question: str) -> int:
    ids = [one.id for one in instrument.questions]
    if question not in ids:
        raise UnknownNameError("question", question, ids)
    return ids.index(question)


def _level_place(levels: Sequence[Level], place: int) -> int:
    if not 0 <= place < len(levels):
        raise UnknownNameError("level", str(place), [str(known) for known in range(len(levels))])
    return place


def _inserted(entries: Sequence[Entry], new: Entry, place: int | None) -> tuple[Entry, ...]:
    place = len(entries) if place is None else max(0, place)
    return (*entries[:place], new, *entries[place:])


def _with(instrument: Instrument, questions: Sequence[Question]) -> Instrument:
    return replace(instrument, questions=tuple(questions))


def _levels(instrument: Instrument, question: str, levels: Sequence[Level]) -> Instrument:
    changed = replace(question_of(instrument, question), levels=tuple(levels))
    return change_question(instrument, question, changed)


def _values(instrument: Instrument, question: str, new: dict[int, int | None]) -> Instrument:
    """With other values of a question wherever they are named; a value without a new one goes."""
    return _with(instrument, [_exchanging(one, question, new) for one in instrument.questions])


def _exchanging(one: Question, question: str, new: dict[int, int | None]) -> Question:
    """A question with other values of `question` where it names them."""
    condition = one.shown_if
    if condition is not None and condition.question == question:
        condition = replace(condition, values=_exchanged(condition.values, new))
    evidence = _exchanged(one.evidence_if, new) if one.id == question else one.evidence_if
    return replace(one, shown_if=condition, evidence_if=evidence)


def _exchanged(values: Sequence[int], new: dict[int, int | None]) -> tuple[int, ...]:
    found = (new.get(value, value) for value in values)
    return tuple(dict.fromkeys(value for value in found if value is not None))


def _following(question: Question, before: str, after: str) -> Question:
    """The question with its condition naming the new id."""
    condition = question.shown_if
    if before == after or condition is None or condition.question != before:
        return question
    return replace(question, shown_if=replace(condition, question=after))
