"""Every part of a task's head can be written, and every finding about it leads to its field."""

import pytest

pytest.importorskip("PySide6")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.authoring.samples import draft
from workbench.authoring.drafts import Examples, ListField
from workbench.authoring.vocabulary import CATEGORIES
from workbench.domain.tasks import Example
from workbench.gui.presenters.author_editing import Editing
from workbench.gui.views.author_fields import LineField
from workbench.gui.views.author_head import HeadForm
from workbench.store.drafts import Draft


def _form(qtbot: QtBot, *, adding: bool = False) -> tuple[HeadForm, Editing]:
    """A form over a draft, drawn after each edit."""
    editing = Editing(lambda state, _typing: _draw(state.draft))
    form = HeadForm(editing.head)
    qtbot.addWidget(form)

    def _draw(shown: Draft | None) -> None:
        if shown is not None:
            form.show_task(shown.task, locked=adding)

    editing.begin(draft(), adding)
    form.resize(600, 900)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    return form, editing


def _draft(editing: Editing) -> Draft:
    assert editing.state.draft is not None
    return editing.state.draft


def _retype(line: LineField, text: str) -> None:
    line.selectAll()
    QTest.keyClicks(line, text)


def test_every_line_reaches_the_draft(qtbot: QtBot, light: None) -> None:
    """Title, number and the lists, each into its own field."""
    form, editing = _form(qtbot)
    _retype(form._name, "Other")
    _retype(form._number, "10 077")
    for field, line in form._lines.items():
        _retype(line, f"{field}; more")
    task = _draft(editing).task
    assert (task.name, task.id) == ("Other", "task10077")
    for field in form._lines:
        assert getattr(task, field.value) == (field.value, "more")


def test_choices_reach_the_draft(qtbot: QtBot, light: None) -> None:
    """Category, split type and the three languages."""
    form, editing = _form(qtbot)
    form._category.activated.emit(1)
    form._split.activated.emit(0)
    form._languages[ListField.OUTPUT_LANGUAGE].choose("Russian")
    task = _draft(editing).task
    assert (task.categories, task.split_type) == (CATEGORIES[:1], None)
    assert task.output_language == ("English", "Russian")
    form._category.activated.emit(0)
    assert _draft(editing).task.categories == ()


def test_wordings_and_examples_are_written(qtbot: QtBot, light: None) -> None:
    """A second wording, and a negative example with what is wrong with it."""
    form, editing = _form(qtbot)
    form._definition.add_button.click()
    QTest.keyClicks(form._definition.fields[1], "Say what it is.")
    form._definition._rows[1].up.click()
    form._definition._rows[1].remove.click()
    assert _draft(editing).task.definition == ("Say what it is.",)
    negative = form._examples[Examples.NEGATIVE]
    negative._add.click()
    for field, text in zip(negative._cards[0].fields, ("in", "out", "wrong dose"), strict=True):
        QTest.keyClicks(field, text)
    assert _draft(editing).task.negative_examples == (Example("in", "out", "wrong dose"),)
    negative._cards[0]._remove.click()
    assert _draft(editing).task.negative_examples == ()


def test_each_field_can_get_the_cursor(qtbot: QtBot, light: None) -> None:
    """Whatever a check names is a field of this form."""
    form, editing = _form(qtbot)
    editing.head.add_example(Examples.NEGATIVE)
    names = ["name", "number", "split_type", "instances", "negative_examples", *(f.value for f in ListField)]
    seen = set()
    for name in names:
        form.focus_field(name)
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.add(focused)
    # “instances” has no field of its own here; it leads to the top.
    assert len(seen) == len(names) - 1


def test_the_head_of_a_task_of_the_project_is_shown_and_locked(qtbot: QtBot, light: None) -> None:
    """It says why, and nothing can be typed."""
    form, editing = _form(qtbot, adding=True)
    before = _draft(editing)
    assert not form._note.isHidden()
    QTest.keyClicks(form._name, "x")
    assert form._name.text() == before.task.name
    assert not form._category.isEnabled()
    assert form._examples[Examples.POSITIVE]._add.isHidden()
