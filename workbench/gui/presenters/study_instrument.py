"""An instrument while it is edited: its questions, what is wrong with them, and the way back. No Qt."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from workbench.domain.errors import WorkbenchError
from workbench.domain.instruments import Fault
from workbench.domain.studies import About, Condition, Instrument, Kind, Level, Question
from workbench.gui.presenters.latest import Latest
from workbench.study.instrument_editing import (
    add_question,
    change_question,
    findings,
    move_question,
    new_question,
    remove_question,
    renamed,
)

MOST_BACK = 200
"""States that undo remembers."""
_PLACE = re.compile(r"questions\[(\d+)\]\.?(.*)")
_LEVEL = re.compile(r"\s*(-?\d+)\s*\|\s*([^|]*?)\s*(?:\|\s*(.*?)\s*)?")


@dataclass(frozen=True, slots=True)
class InstrumentState:
    """Everything the editor shows."""

    instrument: Instrument | None = None
    at: int = 0
    """The place of the question that is edited."""
    faults: tuple[Fault, ...] = ()
    back: tuple[Instrument, ...] = field(default=(), repr=False)
    """What undo goes back to, the latest last."""
    kept: Instrument | None = None
    """As it is in its file."""
    keeping: bool = False
    told: str = ""
    message: str = ""

    @property
    def question(self) -> Question | None:
        """The question that is edited."""
        questions = self.instrument.questions if self.instrument is not None else ()
        return questions[self.at] if 0 <= self.at < len(questions) else None

    @property
    def changed(self) -> bool:
        """Whether there is something that no file has."""
        return self.instrument != self.kept

    @property
    def can_keep(self) -> bool:
        """Whether it can be used as it is."""
        return self.instrument is not None and not any(one.grave for one in self.faults) and not self.keeping

    @property
    def rows(self) -> tuple["FaultRow", ...]:
        """What must be corrected, then what could be better."""
        return tuple(map(row_of, sorted(self.faults, key=lambda one: not one.grave)))


@dataclass(frozen=True, slots=True)
class FaultRow:
    """Something that is wrong or could be better."""

    must: bool
    where: str
    what: str
    at: int | None
    """The place of the question that it is about; None of the whole."""


class StudyInstrument:
    """Turns what a person does into new states of an instrument. Nothing is refused while they edit."""

    def __init__(self, keep: Callable[[Instrument], str], asking: Latest, kept: Callable[[], None]) -> None:
        """`keep` writes it into the person's own folder; `kept` is told when it has."""
        self._keep, self._asking, self._kept = keep, asking, kept
        self._render: Callable[[InstrumentState], None] = lambda _state: None
        self.state = InstrumentState()

    def attach(self, render: Callable[[InstrumentState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def begin(self, instrument: Instrument) -> None:
        """Edit this one; what was not kept of the same one is still there."""
        state = self.state
        known = state.instrument
        if known is None or known.id != instrument.id or known.language != instrument.language:
            self._show(InstrumentState(instrument, faults=findings(instrument), kept=instrument))

    def choose(self, at: int) -> None:
        """Edit the question at this place."""
        self._show(replace(self.state, at=at))

    def rename(self, name: str, title: str, about: str) -> None:
        """Give it another id, title and description."""
        if self.state.instrument is not None:
            self._change(renamed(self.state.instrument, name, title, about))

    def add(self, kind: Kind, about: About) -> None:
        """Add a question after the one that is edited, and edit it."""
        instrument = self.state.instrument
        if instrument is not None:
            place = min(self.state.at + 1, len(instrument.questions))
            question = new_question(instrument, kind, about)
            self._change(add_question(instrument, question, place), place)

    def remove(self) -> None:
        """Take the question out; undo brings it back."""
        instrument, question = self.state.instrument, self.state.question
        if instrument is not None and question is not None:
            changed = remove_question(instrument, question.id)
            self._change(changed, min(self.state.at, max(0, len(changed.questions) - 1)))

    def move(self, step: int) -> None:
        """Move the question up (-1) or down (1)."""
        instrument, question = self.state.instrument, self.state.question
        if instrument is not None and question is not None:
            place = self.state.at + step
            if 0 <= place < len(instrument.questions):
                self._change(move_question(instrument, question.id, place), place)

    def change(self, question: Question) -> None:
        """Put this in the place of the question that is edited."""
        instrument, before = self.state.instrument, self.state.question
        if instrument is not None and before is not None:
            self._change(change_question(instrument, before.id, question))

    def undo(self) -> None:
        """Back to the state before."""
        if self.state.back:
            *back, instrument = self.state.back
            at = min(self.state.at, max(0, len(instrument.questions) - 1))
            self._show(
                replace(
                    self.state, instrument=instrument, at=at, back=tuple(back), faults=findings(instrument)
                )
            )

    def keep(self) -> None:
        """Write it, as the next version, into the person's own folder."""
        instrument = self.state.instrument
        if instrument is None or not self.state.can_keep:
            return
        self._show(replace(self.state, keeping=True, message="", told=""))
        self._asking.ask(lambda: self._keep(instrument), self._was_kept, self._failed)

    def _was_kept(self, told: str) -> None:
        self._show(replace(self.state, keeping=False, kept=self.state.instrument, told=told))
        self._kept()

    def _failed(self, error: WorkbenchError) -> None:
        self._show(replace(self.state, keeping=False, message=str(error)))

    def _change(self, instrument: Instrument, at: int | None = None) -> None:
        before = self.state.instrument
        if before is None or instrument == before:
            return
        back = (*self.state.back, before)[-MOST_BACK:]
        at = self.state.at if at is None else at
        self._show(
            replace(self.state, instrument=instrument, at=at, back=back, faults=findings(instrument), told="")
        )

    def _show(self, state: InstrumentState) -> None:
        self.state = state
        self._render(state)


def row_of(fault: Fault) -> FaultRow:
    """A fault with its place in words, counted from 1."""
    found = _PLACE.fullmatch(fault.place)
    if found is None:
        return FaultRow(fault.grave, fault.place or "the whole", fault.message, None)
    at, inside = int(found.group(1)), re.sub(r"s?\[(\d+)\]\.?", _counted, found.group(2)).strip(", ")
    return FaultRow(fault.grave, f"question {at + 1}{f', {inside}' if inside else ''}", fault.message, at)


def _counted(found: re.Match[str]) -> str:
    return f" {int(found.group(1)) + 1}, "


def levels_text(levels: tuple[Level, ...]) -> str:
    """Levels as a person edits them: a line each, with a bar between value, label and what it means."""
    return "\n".join(" | ".join((str(one.value), one.label, *filter(None, [one.anchor]))) for one in levels)


def levels_of(text: str) -> tuple[Level, ...] | None:
    """The levels in such lines; None while a line is none."""
    found = [_LEVEL.fullmatch(line) for line in text.splitlines() if line.strip()]
    if any(one is None for one in found):
        return None
    return tuple(Level(int(one[1]), one[2], one[3] or "") for one in found if one is not None)


def condition_text(condition: Condition | None) -> str:
    """When a question is shown, as a person edits it: “correctness = 1, 2”; empty is always."""
    return "" if condition is None else f"{condition.question} = {', '.join(map(str, condition.values))}"


def condition_of(text: str) -> tuple[bool, Condition | None]:
    """Whether the text says when, and the condition; None is always."""
    if not text.strip():
        return True, None
    name, equals, values = text.partition("=")
    numbers = [part.strip() for part in values.split(",") if part.strip()]
    sound = bool(equals and name.strip() and numbers) and all(
        re.fullmatch(r"-?\d+", part) for part in numbers
    )
    return sound, Condition(name.strip(), tuple(map(int, numbers))) if sound else None
