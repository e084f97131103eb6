"""What stands in the window while no project is open."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from workbench.gui.presenters.projects import ProjectsState, Trouble
from workbench.gui.views.projects import ProjectsView
from workbench.gui.widgets.buttons import Button


def offered(view: ProjectsView) -> list[str]:
    """The words of the buttons that are there."""
    return [button.text() for button in view.findChildren(Button) if not button.isHidden()]


def test_trouble_comes_with_a_way_out(qtbot: QtBot, light: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Backup and rescue where they help; another project and the demo always."""
    view = ProjectsView()
    qtbot.addWidget(view)
    view.render_state(ProjectsState(opening="ward"))
    assert offered(view) == []
    trouble = Trouble(Path("ward.medswb"), "Page 7 is broken.", True, Path("ward-1.medswb"), True)
    view.render_state(ProjectsState(trouble=trouble))
    words = {label.text() for label in view.findChildren(QLabel)}
    assert {"ward.medswb is damaged", "Page 7 is broken."} <= words
    assert len(offered(view)) == 4
    said: list[object] = []
    view.restore_asked.connect(lambda: said.append("restore"))
    view.rescue_asked.connect(said.append)
    view.open_asked.connect(lambda: said.append("open"))
    view.demo_asked.connect(lambda: said.append("demo"))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: "/saved")
    for button in view.findChildren(Button):
        button.click()
    assert said == ["restore", Path("/saved"), "open", "demo"]
    view.render_state(ProjectsState(trouble=Trouble(None, "No disk.")))
    assert len(offered(view)) == 2
