"""The form of a new study on the screen."""

from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.fakes import InlineJobs
from tests.gui.chosen import Chosen
from tests.gui.invented_study import DoingStudies
from workbench.gui.presenters.strip import Strip
from workbench.gui.presenters.study_setup import StudySetupPresenter
from workbench.gui.presenters.study_values import BuildOutcome
from workbench.gui.views.author_fields import TextField
from workbench.gui.views.study_setup import StudySetupForm, TickList
from workbench.gui.widgets.buttons import Button, Segmented
from workbench.gui.widgets.numbers import Choice, WholeNumber
from workbench.gui.widgets.words import Words
from workbench.study.building import StudyOrder
from workbench.study.choosing import Strata


class _Desk:
    """The form with its presenter."""

    def __init__(self, qtbot: QtBot) -> None:
        self.dialogs = Chosen(Path("lessons.jsonl"))
        self.built: list[BuildOutcome] = []
        self.setup = StudySetupPresenter(DoingStudies().operations, InlineJobs(), Strip(), self.built.append)
        self.form = StudySetupForm(self.dialogs)
        qtbot.addWidget(self.form)
        self.setup.reload()
        for signal, method in (
            (self.form.changed, self.setup.change),
            (self.form.runs_chosen, self.setup.choose_runs),
            (self.form.instrument_chosen, self.setup.choose_instrument),
            (self.form.raters_typed, self.setup.type_raters),
            (self.form.lessons_chosen, self.setup.read_lessons),
            (self.form.build_asked, self.setup.build),
        ):
            signal.connect(method)
        self.setup.attach(self.form.render_state)

    @property
    def order(self) -> StudyOrder:
        """What is chosen."""
        assert self.setup.state.order is not None
        return self.setup.state.order

    def number(self, name: str) -> WholeNumber:
        """The field of that name."""
        return next(one for one in self.form.findChildren(WholeNumber) if one.accessibleName() == name)

    def button(self, words: str) -> Button:
        """The button with these words."""
        return next(one for one in self.form.findChildren(Button) if one.text() == words)


def test_every_field_reaches_the_order(qtbot: QtBot, light: None) -> None:
    """What is typed, ticked and counted; then it is built."""
    desk = _Desk(qtbot)
    title, raters = (
        one
        for one in desk.form.findChildren(QLineEdit)
        if one.accessibleName() in {"Title", "Codes of the raters"}
    )
    qtbot.keyClicks(title, "A study")
    raters.selectAll()
    qtbot.keyClicks(raters, "a b")
    runs, tasks = desk.form.findChildren(TickList)
    runs.ticked.emit(frozenset({"r-1", "r-2"}))
    tasks.ticked.emit(frozenset({"task57"}))
    for name, value in (
        ("Instances", 40),
        ("Seed of the sample", 3),
        ("Ratings of each item", 1),
        ("Hidden repeats", 20),
        ("Anchors", 5),
    ):
        desk.number(name).setValue(value)
    guidelines, consent = desk.form.findChildren(TextField)
    qtbot.keyClicks(guidelines, "# How")
    qtbot.keyClicks(consent, "I agree.")
    order = desk.order
    assert (order.title, order.raters, order.runs) == ("A study", ("a", "b"), ("r-1", "r-2"))
    assert (order.tasks, order.size, order.seed, order.overlap) == (("task57",), 40, 3, 1)
    assert (order.repeats, order.anchors) == (0.2, 5)
    assert (order.guidelines, order.consent) == ("# How", "I agree.")
    desk.button("Build the study").click()
    assert len(desk.built) == 1


def test_choices_reach_the_order(qtbot: QtBot, light: None) -> None:
    """Side by side or not, all or a sample, strata, instrument and language, training and its mark."""
    desk = _Desk(qtbot)
    together, sampling = desk.form.findChildren(Segmented)
    together.chosen.emit(False)
    sampling.chosen.emit(False)
    assert (desk.order.together, desk.order.size) == (False, None)
    sampling.chosen.emit(True)
    assert desk.order.size == 100
    choices = {one.accessibleName(): one for one in desk.form.findChildren(Choice)}
    choices["How instances are drawn"].setCurrentIndex(1)
    choices["How instances are drawn"].activated.emit(1)
    choices["Language"].setCurrentIndex(1)
    choices["Language"].activated.emit(1)
    assert (desk.order.strata, desk.order.instrument.language) == (Strata.LANGUAGE, "zh")
    desk.button("Items from a file…").click()
    desk.number("Pass mark").setValue(80)
    assert (len(desk.order.training), desk.order.pass_mark) == (1, 0.8)
    desk.button("Without").click()
    assert (desk.order.training, desk.order.pass_mark) == ((), None)
    desk.dialogs.path = None
    with qtbot.assertNotEmitted(desk.form.lessons_chosen):
        desk.button("Items from a file…").click()


def test_what_is_missing_stands_above_the_button(qtbot: QtBot, light: None) -> None:
    """Which does nothing until then; the way back is always there."""
    desk = _Desk(qtbot)
    assert not desk.button("Build the study").isEnabled()
    with qtbot.waitSignal(desk.form.left):
        desk.button("Back").click()


def test_guidelines_are_read_beside_where_they_are_written(qtbot: QtBot, light: None) -> None:
    """As raters see them; nothing while there are none, and no picture is loaded."""
    desk = _Desk(qtbot)
    desk.form.resize(900, 1200)
    desk.form.show()
    (preview,) = desk.form.findChildren(Words)
    guidelines, _consent = desk.form.findChildren(TextField)
    assert not preview.isVisible()
    qtbot.keyClicks(guidelines, "Read **both**. ![scale](https://example.org/a.png)")
    assert preview.isVisible()
    assert preview.toPlainText() == "Read both. [scale]"
    qtbot.waitUntil(lambda: preview.mapTo(desk.form, QPoint()).x() > guidelines.geometry().right())
    desk.setup.change(replace(desk.order, guidelines=" "))
    assert not preview.isVisible()
