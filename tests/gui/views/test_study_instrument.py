"""The editor of an instrument on the screen."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from tests.fakes import InlineJobs
from tests.study.simulated import INSTRUMENT
from workbench.domain.studies import Condition, Instrument, Level, Question
from workbench.gui.presenters.latest import Latest
from workbench.gui.presenters.study_instrument import StudyInstrument
from workbench.gui.views.author_fields import TextField
from workbench.gui.views.study_instrument import InstrumentEditor
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.lists import Table
from workbench.gui.widgets.numbers import Fraction


class _Desk:
    """The editor with its presenter."""

    def __init__(self, qtbot: QtBot) -> None:
        self.kept: list[Instrument] = []
        self.presenter = StudyInstrument(self._keep, Latest(InlineJobs()), lambda: None)
        self.editor = InstrumentEditor()
        qtbot.addWidget(self.editor)
        presenter = self.presenter
        for signal, method in (
            (self.editor.renamed, presenter.rename),
            (self.editor.chosen, presenter.choose),
            (self.editor.added, presenter.add),
            (self.editor.removed, presenter.remove),
            (self.editor.moved, presenter.move),
            (self.editor.changed, presenter.change),
            (self.editor.undone, presenter.undo),
            (self.editor.kept, presenter.keep),
        ):
            signal.connect(method)
        presenter.attach(self.editor.render_state)
        presenter.begin(INSTRUMENT)

    def _keep(self, instrument: Instrument) -> str:
        self.kept.append(instrument)
        return "Kept."

    @property
    def question(self) -> Question:
        """The one that is edited."""
        assert self.presenter.state.question is not None
        return self.presenter.state.question

    def line(self, name: str) -> QLineEdit:
        """The field of that name."""
        return next(one for one in self.editor.findChildren(QLineEdit) if one.accessibleName() == name)

    def text(self, name: str) -> TextField:
        """The larger field of that name."""
        return next(one for one in self.editor.findChildren(TextField) if one.accessibleName() == name)

    def press(self, words: str) -> None:
        """Press the button with these words or this tip."""
        next(one for one in self.editor.findChildren(Button) if words in {one.text(), one.toolTip()}).click()


def _type(qtbot: QtBot, field: QLineEdit | TextField, text: str) -> None:
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, text)


def test_every_field_reaches_the_question(qtbot: QtBot, light: None) -> None:
    """Texts, levels, what may be said, when it is shown; what is not sound yet stays and is told."""
    desk = _Desk(qtbot)
    _type(qtbot, desk.line("In a word"), "Truth")
    _type(qtbot, desk.text("As it is asked"), "Is it true?")
    desk.text("Levels").setPlainText("1 | No\n2 | Yes | all of it")
    _type(qtbot, desk.line("Values that ask for evidence"), "1")
    required, cannot, not_applicable = desk.editor.question.findChildren(QCheckBox)
    for tick in (required, cannot, not_applicable):
        tick.click()
    question = desk.question
    assert (question.name, question.text) == ("Truth", "Is it true?")
    assert question.levels == (Level(1, "No"), Level(2, "Yes", "all of it"))
    assert (question.required, question.cannot_judge, question.not_applicable) == (False, False, True)
    assert question.evidence_if == (1,)
    desk.text("Levels").setPlainText("1 | No\n2")
    assert desk.question.levels == question.levels
    assert desk.text("Levels").text == "1 | No\n2"
    _type(qtbot, desk.line("Values that ask for evidence"), "1, x")
    assert desk.question.evidence_if == (1,)


def test_an_id_is_typed_letter_by_letter(qtbot: QtBot, light: None) -> None:
    """The cursor stays where it is."""
    desk = _Desk(qtbot)
    _type(qtbot, desk.line("Id of the question"), "truth")
    assert desk.question.id == "truth"
    _type(qtbot, desk.line("Id of the instrument"), "mine")
    _type(qtbot, desk.text("What it is for"), "For me.")
    instrument = desk.presenter.state.instrument
    assert instrument is not None
    assert (instrument.id, instrument.about) == ("mine", "For me.")
    desk.presenter.choose(1)
    _type(qtbot, desk.line("Shown when"), "truth = 1, 2")
    assert desk.question.shown_if == Condition("truth", (1, 2))


def test_questions_are_added_moved_removed_and_kept(qtbot: QtBot, light: None) -> None:
    """By the buttons; a finding leads to its question."""
    desk = _Desk(qtbot)
    desk.press("Add")
    assert desk.question.id == "question-1"
    desk.press("Move the question up")
    desk.press("Move the question down")
    desk.presenter.choose(3)
    questions, faults = desk.editor.findChildren(Table)
    faults.chosen.emit(0)
    assert desk.question.id == "question-1"
    questions.chosen.emit(0)
    assert desk.question.id == "correctness"
    desk.presenter.choose(1)
    desk.press("Remove")
    desk.press("Undo")
    desk.press("Undo")
    desk.press("Undo")
    desk.press("Undo")
    desk.presenter.choose(4)
    (points,) = desk.editor.findChildren(Fraction)
    points.setValue(7)
    assert desk.question.points == 7
    desk.press("Keep as my own")
    assert len(desk.kept) == 1
    with qtbot.waitSignal(desk.editor.left):
        desk.press("Back")
