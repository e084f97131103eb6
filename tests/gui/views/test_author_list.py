"""Drafts and their parts are found in lists; a task is found by a word of it."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.author_project import presenter_on, write_six
from workbench.gui.presenters.author import Line
from workbench.gui.views.author_list import DraftsPane, TaskChooser, _found, _mark
from workbench.gui.widgets.search import SearchField
from workbench.store.tasks import TaskSummary

TASKS = (
    TaskSummary("task57", "task57_medqa", "Multiple-choice QA", "en", 1273, "MedQA"),
    TaskSummary("task125", "task125_bc4chem", "Named Entity Recognition", "en", 26364, None),
)


def test_a_line_leads_to_its_instance(qtbot: QtBot, light: None, tmp_path: Path) -> None:
    """The first line is the head; arrows in the list walk through the draft."""
    presenter = presenter_on(tmp_path / "one.medswb")
    pane = DraftsPane(presenter)
    qtbot.addWidget(pane)
    presenter.attach(pane.render_state)
    pane.show()
    write_six(presenter)
    for row, selected in ((0, None), (3, 2), (6, 5)):
        pane._lines.setCurrentIndex(pane._lines.model().index(row, 0))
        assert presenter.state.editing.selected == selected
    QTest.keyClick(pane._lines, Qt.Key.Key_Up)
    assert presenter.state.editing.selected == 4


def test_a_draft_is_opened_from_the_list(qtbot: QtBot, light: None, tmp_path: Path) -> None:
    """Choosing a draft shows it."""
    presenter = presenter_on(tmp_path / "one.medswb")
    pane = DraftsPane(presenter)
    qtbot.addWidget(pane)
    presenter.attach(pane.render_state)
    pane.show()
    write_six(presenter)
    presenter.drafts.new()
    titles = [row.name for row in presenter.state.drafts.rows]
    place = titles.index("Calf pain after a flight, six languages")
    pane._drafts.setCurrentIndex(pane._drafts.model().index(place, 0))
    assert presenter.state.editing.draft is not None
    assert len(presenter.state.editing.draft.instances) == 6


def test_what_is_to_do_is_a_sign_and_a_number() -> None:
    """Never a colour alone; the tooltip says it in words."""
    assert _mark(Line(1, "", 2, 1)) == "! 2"
    assert _mark(Line(1, "", 0, 1)) == "? 1"
    assert _mark(Line(1, "", 0, 0)) == ""
    assert _found(Line(1, "", 2, 1)) == "2 things to correct, 1 thing to look at"


def test_a_task_is_searched_and_chosen(qtbot: QtBot, light: None) -> None:
    """By a word of its category; Return takes the first that is left."""
    chooser = TaskChooser(TASKS)
    qtbot.addWidget(chooser)
    chooser.show()
    (search,) = chooser.findChildren(SearchField)
    search.searched.emit("entity")
    chooser._choose(0)
    assert chooser.task_id == "task125"


def test_nothing_is_chosen_where_nothing_is(qtbot: QtBot, light: None) -> None:
    """An empty list, or leaving, chooses no task."""
    chooser = TaskChooser(())
    qtbot.addWidget(chooser)
    chooser._choose(0)
    chooser.reject()
    assert chooser.task_id is None
