"""The Author screen in a window: what is typed reaches the draft, and nothing disturbs whoever types."""

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.authoring.samples import TEXTS
from tests.gui.author_project import draft_of, presenter_on, tasks_of, write_six
from tests.gui.chosen import Chosen
from workbench.authoring.operations import list_drafts, open_draft
from workbench.domain.tasks import Instance
from workbench.formats.medsins_json import Profile, open_task_file
from workbench.gui.presenters.author import AuthorPresenter, AuthorState, Side
from workbench.gui.views.author import AuthorView
from workbench.gui.views.author_fields import LineField, TextField

Open = Callable[[], tuple[AuthorView, AuthorPresenter]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Where the project of a test is."""
    return tmp_path / "one.medswb"


@pytest.fixture
def open_screen(qtbot: QtBot, light: None, project: Path, tmp_path: Path) -> Open:
    """Opens the screen on the project, in a window that has the keyboard."""

    def choose(state: AuthorState, _parent: QWidget) -> str | None:
        return state.drafts.tasks[0].id if state.drafts.tasks else None

    def opened() -> tuple[AuthorView, AuthorPresenter]:
        presenter = presenter_on(project)
        view = AuthorView(presenter, dialogs=Chosen(tmp_path / "out"), task=choose)
        qtbot.addWidget(view)
        view.resize(1364, 800)
        view.show()
        qtbot.waitExposed(view)
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        return view, presenter

    return opened


def _field(view: QWidget, name: str) -> TextField:
    return next(f for f in view.findChildren(TextField) if f.accessibleName() == name and f.isVisible())


def _line(view: QWidget, name: str) -> LineField:
    return next(f for f in view.findChildren(LineField) if f.accessibleName() == name)


def _press(view: QWidget, words: str) -> None:
    """Press the visible button of these words."""
    (button,) = [
        b for b in view.findChildren(QPushButton) if words in {b.text(), b.toolTip()} and b.isVisible()
    ]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _keys(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.ControlModifier) -> None:
    """Press a key where the cursor is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def test_an_empty_project_says_what_to_do_first(open_screen: Open) -> None:
    """One press begins a task, with the cursor in its title."""
    view, presenter = open_screen()
    _press(view, "New task")
    assert presenter.state.editing.draft is not None
    assert QApplication.focusWidget() is _line(view, "Title")


def test_typing_reaches_the_disk_after_a_pause(open_screen: Open, project: Path, qtbot: QtBot) -> None:
    """Nobody saves: half a second without a key is enough."""
    view, presenter = open_screen()
    presenter.drafts.new()
    QTest.keyClicks(_line(view, "Title"), "Calf pain")
    QTest.keyClicks(_field(view, "Wording 1"), "Name the diagnosis")
    qtbot.waitUntil(lambda: [row.name for row in list_drafts(project)] == ["Calf pain"], timeout=2000)
    qtbot.waitUntil(lambda: presenter.state.saved.message == "saved 14:02", timeout=2000)
    kept = open_draft(project, draft_of(presenter).id).draft
    assert kept.task.definition == ("Name the diagnosis",)


def test_leaving_a_field_saves_at_once(open_screen: Open, project: Path) -> None:
    """Tab is a pause."""
    view, presenter = open_screen()
    presenter.drafts.new()
    QTest.keyClicks(_line(view, "Title"), "Calf pain")
    _keys(Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    assert [row.name for row in list_drafts(project)] == ["Calf pain"]


def test_keys_write_one_instance_after_another(open_screen: Open) -> None:
    """Ctrl+N begins one, Ctrl+Enter goes on, Alt and an arrow walk back; the cursor is in the input."""
    view, presenter = open_screen()
    presenter.drafts.new()
    presenter.editing.instances.select(0, "input")
    QTest.keyClicks(_field(view, "Input"), "first")
    _keys(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is _field(view, "Input")
    QTest.keyClicks(_field(view, "Input"), "second")
    _keys(Qt.Key.Key_N)
    QTest.keyClicks(_field(view, "Input"), "third")
    _keys(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert _field(view, "Input").text == "second"
    _keys(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [row.input for row in draft_of(presenter).instances] == ["first", "second", "third"]


def test_undo_goes_across_instances_from_inside_a_field(open_screen: Open) -> None:
    """Ctrl+Z belongs to the draft, not to the field with the cursor, and leads to what it changed."""
    view, presenter = open_screen()
    write_six(presenter)
    before = draft_of(presenter)
    presenter.editing.instances.select(0, "input")
    QTest.keyClicks(_field(view, "Input"), " One")
    presenter.paused()
    presenter.editing.instances.select(3, "references")
    QTest.keyClicks(_field(view, "Reference 1"), " Two")
    _keys(Qt.Key.Key_Z)
    assert draft_of(presenter).instances[3] == before.instances[3]
    _keys(Qt.Key.Key_Z)
    assert presenter.state.editing.selected == 0
    assert _field(view, "Input").text == TEXTS["en"][0]
    assert draft_of(presenter).instances == before.instances
    _keys(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert _field(view, "Input").text.endswith(" One")


def test_backspace_and_delete_never_remove_an_instance(open_screen: Open) -> None:
    """In the list, in an empty field: nothing is discarded by a key that deletes letters."""
    view, presenter = open_screen()
    write_six(presenter)
    presenter.editing.instances.add()
    for key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
        _keys(key, Qt.KeyboardModifier.NoModifier)
        for table in (view._drafts._lines, view._drafts._drafts):
            QTest.keyClick(table, key)
    assert len(draft_of(presenter).instances) == 7
    assert len(presenter.state.drafts.rows) == 1


def test_an_input_method_is_not_disturbed(open_screen: Open, qtbot: QtBot) -> None:
    """While a word is being composed, saving and drawing leave it, the cursor and the text alone."""
    view, presenter = open_screen()
    presenter.drafts.new()
    presenter.editing.instances.select(0, "input")
    field = _field(view, "Input")
    QTest.keyClicks(field, "ab")
    QApplication.sendEvent(field, QInputMethodEvent("しんぶ", []))
    qtbot.waitUntil(lambda: presenter.state.saved.message == "saved 14:02", timeout=2000)
    presenter.reload()
    view.render_state(presenter.state)
    assert field.textCursor().block().layout().preeditAreaText() == "しんぶ"
    assert draft_of(presenter).instances[0].input == "ab"
    commit = QInputMethodEvent("", [])
    commit.setCommitString("深部")
    QApplication.sendEvent(field, commit)
    assert draft_of(presenter).instances[0].input == "ab深部"


def test_a_line_is_not_disturbed_by_an_input_method_either(open_screen: Open, qtbot: QtBot) -> None:
    """Titles are composed, too."""
    view, presenter = open_screen()
    presenter.drafts.new()
    line = _line(view, "Title")
    QTest.keyClicks(line, "a")
    QApplication.sendEvent(line, QInputMethodEvent("zhong", []))
    presenter.paused()
    commit = QInputMethodEvent("", [])
    commit.setCommitString("中")
    QApplication.sendEvent(line, commit)
    assert draft_of(presenter).task.name == "a中"


def test_a_semicolon_being_typed_is_left_alone(open_screen: Open) -> None:
    """Between two names the line holds more than the draft does; nothing is taken away."""
    view, presenter = open_screen()
    presenter.drafts.new()
    line = _line(view, "Contributors")
    QTest.keyClicks(line, "Ruiz, A.; ")
    presenter.paused()
    assert line.text() == "Ruiz, A.; "
    QTest.keyClicks(line, "Meyer, B.")
    assert draft_of(presenter).task.contributors == ("Ruiz, A.", "Meyer, B.")


def test_references_are_added_moved_and_removed(open_screen: Open) -> None:
    """Each by a press; the new one has the cursor."""
    view, presenter = open_screen()
    write_six(presenter)
    presenter.editing.instances.select(0, "input")
    _press(view, "Another reference")
    assert QApplication.focusWidget() is _field(view, "Reference 2")
    QTest.keyClicks(_field(view, "Reference 2"), "DVT")
    (up,) = [b for b in view.findChildren(QPushButton) if b.toolTip() == "Move reference 2 up"]
    QTest.mouseClick(up, Qt.MouseButton.LeftButton)
    assert draft_of(presenter).instances[0].references == ("DVT", TEXTS["en"][1])
    (remove,) = [b for b in view.findChildren(QPushButton) if b.toolTip() == "Remove reference 2"]
    QTest.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert draft_of(presenter).instances[0].references == ("DVT",)


def test_a_finding_leads_to_its_field(open_screen: Open) -> None:
    """A click on what is wrong puts the cursor where it can be corrected."""
    view, presenter = open_screen()
    write_six(presenter)
    presenter.editing.instance.reference(4, 0, "")
    presenter.paused()
    presenter.editing.instances.select(None)
    row = view._side.findings._rows[0]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert presenter.state.editing.selected == 4
    assert QApplication.focusWidget() is _field(view, "Reference 1")


@pytest.mark.parametrize("profile", Profile)
def test_the_draft_is_exported(open_screen: Open, tmp_path: Path, profile: Profile) -> None:
    """Ctrl+E writes a file to the folder that was chosen, and every row is in it."""
    view, presenter = open_screen()
    write_six(presenter)
    presenter.editing.head.split("Test")
    presenter.look(profile=profile)
    presenter.editing.instances.select(0, "input")
    _keys(Qt.Key.Key_E)
    (file,) = (tmp_path / "out").iterdir()
    with open_task_file(file) as opened:
        inputs = [row.input for row in opened.rows if isinstance(row, Instance)]
    assert inputs == [text for text, _ in TEXTS.values()]
    assert view._message.text().startswith("6 instances written to task10001_")


def test_the_draft_is_added_to_the_project(open_screen: Open, project: Path) -> None:
    """One press; afterwards the head is shown and cannot be changed."""
    view, presenter = open_screen()
    write_six(presenter)
    _press(view, "Add to project")
    assert [task.instances for task in tasks_of(project)] == [6]
    presenter.editing.instances.select(None)
    assert _line(view, "Title").isReadOnly()
    assert view._publish.text() == "Add instances"


def test_new_instances_are_begun_for_a_chosen_task(open_screen: Open) -> None:
    """The task's head is there, and the cursor in an empty input."""
    view, presenter = open_screen()
    write_six(presenter)
    presenter.give_out()
    _press(view, "New instances…")
    assert draft_of(presenter).task.id == "task10001"
    assert QApplication.focusWidget() is _field(view, "Input")


def test_a_removed_draft_comes_back_by_a_press(open_screen: Open) -> None:
    """Removing asks nothing, because it can be taken back."""
    view, presenter = open_screen()
    write_six(presenter)
    _press(view, "Remove draft; it can be brought back")
    assert presenter.state.editing.draft is None
    _press(view, "Bring it back")
    assert len(draft_of(presenter).instances) == 6


def test_an_instance_is_tried(open_screen: Open) -> None:
    """Ctrl+T asks the model; the answer stands beside the draft."""
    view, presenter = open_screen()
    write_six(presenter)
    presenter.editing.instances.select(0, "input")
    _keys(Qt.Key.Key_T)
    assert presenter.state.side is Side.TRIAL
    assert view._side.trial._answer.text == presenter.state.trial.text != ""


def test_hiding_the_screen_saves(open_screen: Open, project: Path) -> None:
    """Another screen, or the end of the program: what was typed is on disk."""
    view, presenter = open_screen()
    presenter.drafts.new()
    QTest.keyClicks(_line(view, "Title"), "Calf")
    view.hide()
    assert [row.name for row in list_drafts(project)] == ["Calf"]


def test_drawing_the_same_state_again_changes_nothing(open_screen: Open) -> None:
    """A view is a function of its state; the cursor stays where it is."""
    view, presenter = open_screen()
    write_six(presenter)
    presenter.editing.instances.select(0, "input")
    field = _field(view, "Input")
    cursor = field.textCursor()
    cursor.setPosition(3)
    field.setTextCursor(cursor)
    view.render_state(presenter.state)
    assert field.textCursor().position() == 3
    assert QApplication.focusWidget() is field


def test_the_clipboards_text_is_pasted_as_text(open_screen: Open) -> None:
    """No fonts, no colours, and a space that does not break stays one."""
    view, presenter = open_screen()
    presenter.drafts.new()
    presenter.editing.instances.select(0, "input")
    QApplication.clipboard().setText("5\u00a0mg\r\nonce")
    _keys(Qt.Key.Key_V)
    assert draft_of(presenter).instances[0].input == "5\u00a0mg\nonce"
    QApplication.sendEvent(view, QEvent(QEvent.Type.StyleChange))
    assert draft_of(presenter).instances[0].input == "5\u00a0mg\nonce"
