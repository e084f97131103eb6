"""The Browse screen: a click reaches the presenter, a state reaches the screen."""

from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu
from pytestqt.qtbot import QtBot

from tests.gui.shelf import Shelf
from workbench.gui.presenters.browse_list import BrowseState, ListRow
from workbench.gui.presenters.browse_tree import languages_of, tree_of
from workbench.gui.theme import Theme, apply_theme, scaled
from workbench.gui.views.browse import TASK_COLUMN, BrowseView
from workbench.gui.widgets.buttons import Button, FilterChip
from workbench.gui.widgets.lists import Table, Tree
from workbench.gui.widgets.search import SearchField
from workbench.settings import ThemeChoice

TASKS = Shelf().summaries()
STATE = BrowseState(
    loaded=True,
    tree=tree_of(TASKS, frozenset()),
    languages=languages_of(TASKS),
    language_filter=frozenset({"zh"}),
    rows=tuple(ListRow(f"i{n}", "task57", "57 MedQA", n, "Question", (), 1, "en") for n in range(1, 5)),
    current=1,
    heading="4 instances",
    query="renal",
)


@pytest.fixture
def view(qtbot: QtBot, light: None) -> BrowseView:
    """A Browse screen with something on it."""
    made = BrowseView(None)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    made.render_state(STATE)
    return made


def instances(view: BrowseView) -> Table:
    """The list of instances, where the keyboard is at first."""
    table = view.focusProxy()
    assert isinstance(table, Table)
    return table


def test_a_state_is_shown(view: BrowseView) -> None:
    """Heading, position, search text, filters, rows."""
    words = {label.text() for label in view.findChildren(QLabel)}
    assert {"4 instances", "2 of 4"} <= words
    assert view.findChildren(SearchField)[0].text() == "renal"
    chips = {chip.text(): chip.isChecked() for chip in view.findChildren(FilterChip)}
    assert chips["zh"]
    assert not chips["en"]
    table = instances(view)
    assert table.model().rowCount() == 4
    assert table.currentIndex().row() == 1
    assert not table.isColumnHidden(TASK_COLUMN)
    view.render_state(replace(STATE, chosen="task:task57", searching=True, message="Broken."))
    assert table.isColumnHidden(TASK_COLUMN)
    words = {label.text() for label in view.findChildren(QLabel)}
    assert {"searching…", "Broken."} <= words


def test_choices_are_passed_on(view: BrowseView, qtbot: QtBot) -> None:
    """Tree, list, filter and search each say what was chosen."""
    said: list[object] = []
    for signal in (view.branch_chosen, view.row_chosen, view.language_toggled, view.searched):
        signal.connect(said.append)
    qtbot.keyClick(view.findChildren(Tree)[0], Qt.Key.Key_Down)
    qtbot.keyClick(instances(view), Qt.Key.Key_Down)
    chip = next(chip for chip in view.findChildren(FilterChip) if chip.text() == "ja")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    field = view.findChildren(SearchField)[0]
    qtbot.keyClick(view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert field.hasFocus()
    field.setText("heart")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert said == ["category:Multiple-choice QA", 2, "ja", "heart"]
    assert instances(view).hasFocus()


def test_letters_go_to_the_search_line_while_it_has_focus(view: BrowseView, qtbot: QtBot) -> None:
    """J is the next instance, but not while somebody types a word with a j."""
    went: list[int] = []
    view.reader.forth_asked.connect(lambda: went.append(1))
    qtbot.keyClick(instances(view), Qt.Key.Key_J)
    assert went == [1]
    field = view.findChildren(SearchField)[0]
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_J)
    assert went == [1]
    assert field.text() == "renalj"


def test_files_and_folders_are_handed_on(view: BrowseView, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a dialog answers is said as paths; a dialog that was left says nothing."""
    answers = {"folder": "/data/bench", "files": ["/data/a.json", "/data/b.jsonl"]}
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: answers["folder"])
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: (answers["files"], ""))
    brought: list[object] = []
    view.import_asked.connect(brought.append)
    view.export_asked.connect(lambda folder, profile: brought.append((folder, profile)))
    _press(view, "Import", 0)
    _press(view, "Import", 1)
    _press(view, "Export", 1)
    assert brought == [
        [Path("/data/bench")],
        [Path("/data/a.json"), Path("/data/b.jsonl")],
        (Path("/data/bench"), "guideline"),
    ]
    answers["folder"], answers["files"] = "", []
    for words, place in (("Import", 0), ("Import", 1), ("Export", 0)):
        _press(view, words, place)
    assert len(brought) == 3


def test_an_empty_project_begins_with_an_import(view: BrowseView) -> None:
    """The first step takes the place of the lists; nothing can be searched or exported."""
    view.render_state(BrowseState(loaded=True, tree=tree_of((), frozenset())))
    assert view.findChildren(Tree)[0].isHidden() or not view.findChildren(Tree)[0].isVisible()
    assert not view.findChildren(SearchField)[0].isEnabled()
    words = {label.text() for label in view.findChildren(QLabel) if label.isVisible()}
    assert "Begin with a folder of task files" in words


def _press(view: BrowseView, words: str, place: int) -> None:
    """Open the menu of the button with `words` and take an entry."""
    button = next(button for button in view.findChildren(Button) if button.text() == words)
    button.click()
    menus = [menu for menu in view.findChildren(QMenu) if menu.isVisible()]
    menus[-1].actions()[place].trigger()
    menus[-1].close()


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_every_part_keeps_its_room(qapp: QApplication, view: BrowseView, percent: int) -> None:
    """On a small laptop with large text the list can be read like the instance, and the window stays."""
    apply_theme(qapp, Theme.chosen(ThemeChoice.LIGHT, percent))
    view.resize(980, 640)
    QApplication.processEvents()
    assert view.minimumSizeHint().width() < 980
    assert instances(view).width() > scaled(220)
    assert view.reader.width() > scaled(300)
    apply_theme(qapp, Theme.chosen(ThemeChoice.LIGHT, 100))
