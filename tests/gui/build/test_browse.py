"""The Browse screen on a real project."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from pytestqt.qtbot import QtBot

from tests.fakes import InlineJobs
from workbench.gui.build.browse import build_browse
from workbench.gui.build.context import Context
from workbench.gui.dialogs import FileDialogs
from workbench.gui.presenters.strip import Strip
from workbench.gui.views.browse import BrowseView
from workbench.library.operations import open_demo
from workbench.paths import user_paths
from workbench.store.changes import Changes


def test_the_screen_works_on_a_real_project(qtbot: QtBot, light: None, home: Path, tmp_path: Path) -> None:
    """Read, search, import and export, from the view through the presenter to the file and back."""
    paths = user_paths()
    project = open_demo(paths)
    changes: list[Changes] = []
    told: list[str] = []
    gone: list[object] = []
    context = Context(
        project,
        paths,
        InlineJobs(),
        Strip(),
        None,
        FileDialogs(),
        changes.append,
        told.append,
        lambda _name: None,
    )
    screen = build_browse(context, run=gone.append)
    view = screen.view
    assert isinstance(view, BrowseView)
    qtbot.addWidget(view)
    screen.reload()
    whole = view.heading
    assert whole.endswith("instances")
    view.searched.emit("fever")
    assert "for “fever”" in view.heading
    view.searched.emit("")
    assert view.heading == whole
    view.branch_chosen.emit("task:task9001")
    view.reader.forth_asked.emit()
    view.reader.run_asked.emit()
    assert gone == [("task9001",)]
    view.export_asked.emit(tmp_path, "guideline")
    (file,) = tmp_path.glob("*.json")
    assert told[-1].startswith("1 file written, ")
    view.import_asked.emit([file])
    assert changes == [Changes.TASKS]
    screen.close()
