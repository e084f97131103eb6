"""The Study screen, built as the window builds it."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.gui.build.workplace import workplace
from tests.gui.invented_study import STUDY, DoingStudies
from workbench.gui.build.study import build_study_screen
from workbench.gui.build.study_operations import study_operations
from workbench.gui.presenters.study_page import Tab
from workbench.gui.presenters.study_values import StudyExport
from workbench.gui.views.study import StudyView
from workbench.store.changes import Changes


def test_signals_reach_the_operations(qtbot: QtBot, light: None, tmp_path: Path) -> None:
    """From the set-up to the report."""
    place, doing = workplace(tmp_path), DoingStudies()
    screen = build_study_screen(place.context, doing.operations)
    view = screen.view
    assert isinstance(view, StudyView)
    qtbot.addWidget(view)
    screen.reload()
    view.new_asked.emit()
    view.form.runs_chosen.emit(frozenset({"r-1", "r-2"}))
    view.form.edit_asked.emit()
    view.editor.renamed.emit("test-4", "Changed", "")
    view.editor.kept.emit()
    view.editor.left.emit()
    view.form.left.emit()
    view.chosen.emit(STUDY.id)
    view.page.tab_chosen.emit(Tab.AGREEMENT)
    view.page.axis_chosen.emit("clarity")
    view.page.ratings_chosen.emit([tmp_path / "a.medratings"])
    view.page.unblind_confirmed.emit()
    view.page.report_folder_chosen.emit(tmp_path)
    view.page.export_chosen.emit(StudyExport.BATTLES, tmp_path)
    asked = [one[0] for one in doing.asked]
    for what in ("check", "keep", "open", "blinded", "import", "unblind", "arms", "report", "export"):
        assert what in asked
    assert place.changes == [Changes.STUDIES, Changes.STUDIES]
    view.run_asked.emit()
    assert place.went == ["run"]
    screen.close()


def test_a_project_without_runs_says_what_to_do_first(qtbot: QtBot, light: None, tmp_path: Path) -> None:
    """With the real operations."""
    place = workplace(tmp_path)
    screen = build_study_screen(place.context, study_operations(place.context.project, tmp_path))
    qtbot.addWidget(screen.view)
    screen.reload()
    screen.view.show()
    assert isinstance(screen.view, StudyView)
    assert not screen.view.list.isVisible()
    screen.close()


def test_a_set_up_is_there_when_the_screen_is_made_again(qtbot: QtBot, light: None, tmp_path: Path) -> None:
    """What was typed last, as if the program had been closed and opened."""
    place, doing = workplace(tmp_path), DoingStudies()
    for typed in ("A study", "A study, again"):
        screen = build_study_screen(place.context, doing.operations)
        view = screen.view
        assert isinstance(view, StudyView)
        qtbot.addWidget(view)
        screen.reload()
        view.new_asked.emit()
        title = next(one for one in view.form.findChildren(QLineEdit) if one.accessibleName() == "Title")
        assert title.text() == ("" if typed == "A study" else "A study")
        title.setText(typed)
        title.textEdited.emit(typed)
        screen.close()
        assert doing.kept is not None
        assert doing.kept.order.title == typed
