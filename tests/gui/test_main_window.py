"""The window around the screens."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from workbench.gui.main_window import MainWindow
from workbench.gui.presenters.strip import StripEntry, StripState
from workbench.gui.presenters.window import ProjectFacts, WindowState
from workbench.gui.widgets.rail import Place

BROWSE = Place("browse", "Browse", "browse", "Ctrl+1")
RUN = Place("run", "Run", "run", "Ctrl+2")


def made(qtbot: QtBot, folder: Path) -> MainWindow:
    """A window with two screens."""
    window = MainWindow(QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    window.add_screen(BROWSE, QLabel("browse screen"))
    window.add_screen(RUN, QLabel("run screen"))
    return window


def visible(window: MainWindow) -> set[str]:
    """The words that can be seen."""
    return {label.text() for label in window.findChildren(QLabel) if label.isVisible()}


def test_a_state_is_shown(qtbot: QtBot, light: None, tmp_path: Path) -> None:
    """Screen, title, status line, notice, and the strip while something runs."""
    window = made(qtbot, tmp_path)
    window.show()
    facts = ProjectFacts(Path("ward.medswb"), 2_000_000)
    window.render_state(WindowState("run", facts, "Backed up"))
    assert {"run screen", "ward · 2.0 MB · no backup yet", "Backed up"} <= visible(window)
    assert "browse screen" not in visible(window)
    assert window.windowTitle() == "ward · MedS Workbench"
    window.render_strip(StripState((StripEntry(1, "Import bench"),)))
    assert "Import bench" in visible(window)
    window.render_strip(StripState())
    assert "Import bench" not in visible(window)


def test_a_screen_can_take_anothers_place(qtbot: QtBot, light: None, tmp_path: Path) -> None:
    """Another project brings other screens to the same places."""
    window = made(qtbot, tmp_path)
    window.show()
    window.render_state(WindowState("browse"))
    window.add_screen(BROWSE, QLabel("other browse screen"))
    assert "other browse screen" in visible(window)
    assert "browse screen" not in visible(window)


def test_keys_and_menu_are_passed_on(qtbot: QtBot, light: None, tmp_path: Path) -> None:
    """Ctrl with a digit goes, F1 lists the keys, the menu says what was chosen."""
    window = made(qtbot, tmp_path)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    said: list[str] = []
    window.went.connect(said.append)
    for name in ("keys", "new", "open", "demo", "backup"):
        getattr(window, f"{name}_asked").connect(lambda name=name: said.append(name))
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    for action in window.actions()[:4]:
        action.trigger()
    assert said == ["run", "keys", "new", "open", "demo", "backup"]


def test_the_size_is_remembered(qtbot: QtBot, light: None, tmp_path: Path) -> None:
    """A window comes back as large as it was left."""
    window = made(qtbot, tmp_path)
    window.resize(700, 650)
    window.show()
    window.close()
    assert made(qtbot, tmp_path).size() == window.size()
