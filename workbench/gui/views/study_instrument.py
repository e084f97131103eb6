"""Draws the editor of an instrument: its questions at the left, the one that is edited, what is wrong."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from workbench.domain.studies import About, Kind, Question
from workbench.gui.presenters.study_instrument import (
    FaultRow,
    InstrumentState,
    condition_of,
    condition_text,
    levels_of,
    levels_text,
)
from workbench.gui.tables.rows import Column, RowsTable
from workbench.gui.theme import scaled
from workbench.gui.views.author_fields import TextField
from workbench.gui.widgets.buttons import Button, PrimaryButton, Segmented
from workbench.gui.widgets.card import PART, Card, ScrollColumn, column, head, row
from workbench.gui.widgets.columns import Columns
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.labels import Chip, Label, SectionLabel, WrapLabel
from workbench.gui.widgets.lists import ROW, Table
from workbench.gui.widgets.numbers import Choice, Fraction

_MOST_FAULTS = 5
"""Rows in view; more of them scroll."""
_KINDS = [
    (Kind.SCALE.value, "a scale, levels in order"),
    (Kind.CHOICE.value, "a choice, levels without order"),
    (Kind.CHECK.value, "a criterion, met or not"),
    (Kind.PREFERENCE.value, "which answer is better"),
    (Kind.TEXT.value, "a few words"),
]


class InstrumentEditor(Card):
    """An instrument that a person makes their own.

    Signals:
        renamed: another id, title and description (str, str, str).
        chosen: edit the question at this place (int).
        added: a question of this kind about this (Kind, About).
        removed, undone, kept, left: what they say.
        moved: up (-1) or down (1) (int).
        changed: the question that is edited becomes this one (Question).
    """

    renamed = Signal(str, str, str)
    chosen = Signal(int)
    added = Signal(object, object)
    removed = Signal()
    undone = Signal()
    kept = Signal()
    left = Signal()
    moved = Signal(int)
    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._name, self._title = _line("Id of the instrument"), _line("Title of the instrument")
        self._about = TextField("What it is for", lines=(1, 4))
        self._table = Table(
            RowsTable[Question](
                [
                    Column("Question", lambda one: one.name or one.id),
                    Column("Kind", lambda one: one.kind.value, width=84),
                    Column("About", lambda one: one.about.value, width=76, spare=True),
                ]
            )
        )
        self._table.setAccessibleName("Questions")
        self.question = QuestionForm()
        self.question.changed.connect(self.changed)
        self._version, self._told = Chip("", "soft"), WrapLabel("", "good")
        self._message, self._sound = WrapLabel("", "severity"), Label("Nothing to correct.", "good")
        self._rows: tuple[FaultRow, ...] = ()
        self._faults = Table(
            RowsTable[FaultRow](
                [
                    Column("", lambda one: "must" if one.must else "could", width=56),
                    Column("Where", lambda one: one.where, width=190),
                    Column("What", lambda one: one.what),
                ]
            )
        )
        self._faults.setAccessibleName("What is wrong")
        self._faults.chosen.connect(self._go_to)
        self._build()
        self._join()

    def render_state(self, state: InstrumentState) -> None:
        """Show the instrument of `state`."""
        instrument = state.instrument
        if instrument is None:
            return
        _show(self._name, instrument.id)
        _show(self._title, instrument.title)
        self._about.show_text(instrument.about)
        self._version.setText(f"version {instrument.version}{', changed' if state.changed else ''}")
        self._table.show_rows(instrument.questions, state.at if state.question is not None else None)
        self.question.setEnabled(state.question is not None)
        if state.question is not None:
            self.question.show_question(state.question)
        self._rows = state.rows
        self._faults.show_rows(self._rows)
        self._faults.setVisible(bool(self._rows))
        self._faults.setFixedHeight(scaled(ROW) * (1 + min(len(self._rows), _MOST_FAULTS)) + 4)
        self._sound.setVisible(not self._rows)
        self._told.setText(state.told)
        self._message.setText(state.message)
        for label in (self._told, self._message):
            label.setVisible(bool(label.text()))
        self._keep.setEnabled(state.can_keep and state.changed)
        self._undo.setEnabled(bool(state.back))
        self._remove.setEnabled(state.question is not None)

    def _build(self) -> None:
        self._keep = PrimaryButton("Keep as my own", key="study.keep")
        self._undo = Button("Undo", icon="undo", key="study.undo")
        back = Button("Back", icon="left", kind="quiet", tip="To the new study")
        back.clicked.connect(self.left)
        self._remove = Button("Remove", icon="trash")
        self._up = Button("", icon="up", tip="Move the question up")
        self._down = Button("", icon="down", tip="Move the question down")
        self._kind = Choice("Kind of the new question")
        self._kind.show_choices(_KINDS, Kind.SCALE.value)
        self._of = Segmented([(About.ANSWER, "each answer"), (About.INSTANCE, "all together")])
        self._of.set_value(About.ANSWER)
        self._add = Button("Add", icon="plus")
        left = QWidget()
        new = row(self._kind, self._add)
        new.setStretch(0, 1)
        part = column(
            self._table, Flow(self._up, self._down, self._remove), SectionLabel("One more"), new, self._of
        )
        part.setStretch(0, 1)
        left.setLayout(part)
        parts = Columns("study/instrument", None)
        parts.add(left, 300, 320)
        parts.add(self.question, 380, 560)
        parts.begin(340, 700)
        self.body.addLayout(
            head(Label("Instrument", "heading"), self._version, 1, self._undo, back, height=PART)
        )
        names = row(self._name, self._title)
        names.setStretch(0, 1)
        names.setStretch(1, 3)
        self.body.addLayout(names)
        self.body.addWidget(self._about)
        self.body.addWidget(parts, 1)
        self.body.addWidget(self._faults)
        self.body.addWidget(self._sound)
        for label in (self._told, self._message):
            self.body.addWidget(label)
        self.body.addWidget(Flow(self._keep))

    def _join(self) -> None:
        for field in (self._name, self._title):
            field.textEdited.connect(self._rename)
        self._about.typed.connect(self._rename)
        self._table.chosen.connect(self.chosen)
        self._add.clicked.connect(lambda: self.added.emit(Kind(self._kind.currentData()), self._of.value))
        self._remove.clicked.connect(self.removed)
        self._up.clicked.connect(lambda: self.moved.emit(-1))
        self._down.clicked.connect(lambda: self.moved.emit(1))
        self._undo.clicked.connect(self.undone)
        self._keep.clicked.connect(self.kept)

    def _go_to(self, place: int) -> None:
        at = self._rows[place].at
        if at is not None:
            self.chosen.emit(at)

    def _rename(self) -> None:
        self.renamed.emit(self._name.text(), self._title.text(), self._about.text)


class QuestionForm(ScrollColumn):
    """The fields of one question.

    Signals:
        changed: it becomes this one (Question).
    """

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._question: Question | None = None
        self._id, self._name = _line("Id of the question"), _line("In a word")
        self._text = TextField("As it is asked", lines=(2, 6))
        self._levels = TextField("Levels", "1 | Wrong | what exactly that means", lines=(3, 10))
        self._when = _line("Shown when")
        self._when.setPlaceholderText("always; or: correctness = 1, 2")
        self._evidence = _line("Values that ask for evidence")
        self._evidence.setPlaceholderText("none; or: 1, 2")
        self._required = QCheckBox("Has to be answered")
        self._cannot = QCheckBox("“Cannot judge” may be said")
        self._not = QCheckBox("“Not applicable” may be said")
        self._points = Fraction(-100, 100, 1, name="Points")
        self._points_title = SectionLabel("Points, negative for what must not be there")
        self._levels_title = SectionLabel("Levels: value | label | what it means")
        self._unsound = WrapLabel("", "severity")
        self._unsound.hide()
        for title, widgets in (
            ("Id and name", (_pair(self._id, self._name),)),
            ("As it is asked", (self._text,)),
            (self._levels_title, (self._levels,)),
            (self._points_title, (self._points,)),
            ("Answers", (self._required, self._cannot, self._not)),
            ("Shown when, and values that ask for evidence", (_pair(self._when, self._evidence),)),
        ):
            self.body.addWidget(SectionLabel(title) if isinstance(title, str) else title)
            for widget in widgets:
                self.body.addWidget(widget)
        self.body.addWidget(self._unsound)
        self.body.addStretch(1)
        self._join()

    def show_question(self, question: Question) -> None:
        """Show a question. What is being typed and is not sound yet stays as it is."""
        other = self._question is None or self._question.id != question.id
        self._question = question
        _show(self._id, question.id)
        _show(self._name, question.name)
        self._text.show_text(question.text)
        if other or levels_of(self._levels.text) not in {None, question.levels}:
            self._levels.show_text(levels_text(question.levels))
        if other or condition_of(self._when.text()) != (True, question.shown_if):
            _show(self._when, condition_text(question.shown_if))
        if other or _numbers(self._evidence.text()) != question.evidence_if:
            _show(self._evidence, ", ".join(map(str, question.evidence_if)))
        self._required.setChecked(question.required)
        self._cannot.setChecked(question.cannot_judge)
        self._not.setChecked(question.not_applicable)
        has_levels = question.kind in {Kind.SCALE, Kind.CHOICE, Kind.PREFERENCE}
        self._levels.setVisible(has_levels)
        self._levels_title.setVisible(has_levels)
        self._points.setVisible(question.kind is Kind.CHECK)
        self._points_title.setVisible(question.kind is Kind.CHECK)
        self._points.show_number(question.points or 0.0)

    def _join(self) -> None:
        self._id.textEdited.connect(lambda text: self._say(id=text))
        self._name.textEdited.connect(lambda text: self._say(name=text))
        self._text.typed.connect(lambda text: self._say(text=text))
        self._levels.typed.connect(self._say_levels)
        self._when.textEdited.connect(self._say_when)
        self._evidence.textEdited.connect(self._say_evidence)
        self._required.clicked.connect(lambda on: self._say(required=on))
        self._cannot.clicked.connect(lambda on: self._say(cannot_judge=on))
        self._not.clicked.connect(lambda on: self._say(not_applicable=on))
        self._points.valueChanged.connect(lambda points: self._say(points=points))

    def _say(self, **part: Any) -> None:
        if self._question is not None:
            changed = replace(self._question, **part)
            if "id" in part:
                # The same question under another id: nothing in its fields is another's.
                self._question = changed
            self.changed.emit(changed)

    def _say_levels(self, text: str) -> None:
        levels = levels_of(text)
        self._tell(levels is not None, "A level is a line such as: 1 | Wrong | what exactly that means")
        if levels is not None:
            self._say(levels=levels)

    def _say_when(self, text: str) -> None:
        sound, condition = condition_of(text)
        self._tell(sound, "Shown when: the id of an earlier question, “=”, and values between commas")
        if sound:
            self._say(shown_if=condition)

    def _say_evidence(self, text: str) -> None:
        numbers = _numbers(text)
        self._tell(numbers is not None, "Values that ask for evidence stand between commas")
        if numbers is not None:
            self._say(evidence_if=numbers)

    def _tell(self, sound: bool, words: str) -> None:
        self._unsound.setText("" if sound else words)
        self._unsound.setVisible(not sound)


def _numbers(text: str) -> tuple[int, ...] | None:
    """Whole numbers between commas; None while a part is none."""
    try:
        return tuple(int(part) for part in text.split(",") if part.strip())
    except ValueError:
        return None


def _line(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(name)
    return field


def _pair(*widgets: QWidget) -> QWidget:
    part = QWidget()
    part.setLayout(row(*widgets))
    return part


def _show(field: QLineEdit, text: str) -> None:
    """Never sets a text that is there: the cursor stays."""
    if field.text() != text:
        field.setText(text)
