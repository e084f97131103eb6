"""What is typed reaches the instance that is shown, and no other."""

import pytest

pytest.importorskip("PySide6")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.authoring.samples import draft, instance
from workbench.gui.presenters.author_editing import Editing
from workbench.gui.views.author_instance import InstanceEditor


def _editor(qtbot: QtBot) -> tuple[InstanceEditor, Editing]:
    """An editor over a draft of two instances."""
    editing = Editing(lambda _state, _typing: None)
    editing.begin(draft(instance(1, "one", "a"), instance(2, "two", "b", "")), adding=False)
    editor = InstanceEditor(editing.instance)
    qtbot.addWidget(editor)
    editor.show()
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    return editor, editing


def _shown(editor: InstanceEditor, editing: Editing, index: int) -> None:
    assert editing.state.draft is not None
    editor.show_instance(index, editing.state.draft.instances[index])


def test_typing_goes_to_the_instance_that_is_shown(qtbot: QtBot) -> None:
    """After another one is shown, too."""
    editor, editing = _editor(qtbot)
    for index, text in enumerate("xy"):
        _shown(editor, editing, index)
        QTest.keyClicks(editor._input, text)
        QTest.keyClicks(editor._references.fields[0], text)
    assert editing.state.draft is not None
    assert [row.input for row in editing.state.draft.instances] == ["onex", "twoy"]
    assert [row.references[0] for row in editing.state.draft.instances] == ["ax", "by"]


def test_the_cursor_goes_to_the_reference_that_is_empty(qtbot: QtBot) -> None:
    """A finding about references leads to the one to write."""
    editor, editing = _editor(qtbot)
    _shown(editor, editing, 1)
    editor.focus_field("references")
    assert QApplication.focusWidget() is editor._references.fields[1]
    editor.focus_field("input")
    assert QApplication.focusWidget() is editor._input


def test_typing_and_leaving_are_told(qtbot: QtBot) -> None:
    """The screen counts the pause; leaving a field is one at once."""
    editor, editing = _editor(qtbot)
    _shown(editor, editing, 0)
    with qtbot.waitSignal(editor.typing):
        QTest.keyClicks(editor._input, "x")
    editor.focus_field("input")
    with qtbot.waitSignal(editor.left):
        editor.focus_field("references")
