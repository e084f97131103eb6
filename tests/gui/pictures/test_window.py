"""The window around the screens: rail, strip, status line; settings; a project that cannot be opened."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QSettings, QSize
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.pictures.look import check_picture
from workbench.gui.dialogs import FileDialogs
from workbench.gui.main_window import MainWindow
from workbench.gui.places import OPENING, PLACES, SETTINGS
from workbench.gui.presenters.key_settings import KeySettingsPresenter
from workbench.gui.presenters.preferences import PreferencesState
from workbench.gui.presenters.projects import ProjectsState, Trouble
from workbench.gui.presenters.strip import StripEntry, StripState
from workbench.gui.presenters.window import ProjectFacts, WindowState
from workbench.gui.theme import Theme, apply_theme
from workbench.gui.views.keys import KeysDialog
from workbench.gui.views.preferences import PreferencesView
from workbench.gui.views.projects import ProjectsView
from workbench.settings import Settings, ThemeChoice

SCREEN = QSize(1350, 800)
FACTS = ProjectFacts(Path("ward.medswb"), 78_400_000)


def made(qtbot: QtBot, folder: Path) -> tuple[MainWindow, PreferencesView, ProjectsView]:
    """A window with its rail and the two screens that need no project."""
    window = MainWindow(QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    settings, opening = PreferencesView("0.1.0"), ProjectsView()
    for place in PLACES:
        window.add_screen(place, QWidget())
    window.add_screen(SETTINGS, settings, bottom=True)
    window.add_screen(OPENING, opening, in_rail=False)
    return window, settings, opening


def test_settings_while_jobs_run(qtbot: QtBot, tone: str, tmp_path: Path) -> None:
    """Every control of the settings, and two jobs in the strip: one of known and one of unknown length."""
    window, settings, _opening = made(qtbot, tmp_path)
    places = (("Projects", "/home/rater/projects"), ("Models", "/home/rater/models"))
    settings.render_state(PreferencesState(Settings(ThemeChoice(tone)), places))
    window.render_state(
        WindowState(SETTINGS.name, FACTS, "52 files: 6,560 rows in = 6,560 kept + 0 reported")
    )
    run = StripEntry(
        1,
        "Run demo-instruct, 3-shot, 3 tasks",
        412,
        1500,
        "",
        "38 tokens/s",
        660.0,
        "task125",
        stoppable=True,
    )
    export = StripEntry(
        2, "Export 8 tasks to bench", 3, 8, note="task57_clinic_en.json", stopping=True, stoppable=True
    )
    window.render_strip(StripState((run, export)))
    check_picture(window, f"window_settings_{tone}")


def test_a_damaged_project(qtbot: QtBot, tone: str, tmp_path: Path) -> None:
    """What is wrong, and every way out."""
    window, _settings, opening = made(qtbot, tmp_path)
    message = (
        "ward.medswb is damaged: it ends after 5000000 bytes and should have 80150528. "
        "Its newest backup is of 21 November, 09:40."
    )
    backup = Path("ward-20261121-094000.medswb")
    opening.render_state(ProjectsState(trouble=Trouble(Path("ward.medswb"), message, True, backup, True)))
    window.render_state(WindowState(OPENING.name))
    check_picture(window, f"window_damaged_{tone}")


def keys_page(qtbot: QtBot) -> PreferencesView:
    """The Keys page with a changed key, while a key that is taken is refused."""
    view = PreferencesView("0.1.0")
    view.setProperty("role", "screen")
    qtbot.addWidget(view)
    presenter = KeySettingsPresenter({"rate.later": "Ctrl+L"}, lambda _keys: None, lambda _keymap: None)
    presenter.attach(view.keys.render_state)
    next(button for button in view.findChildren(QPushButton) if button.text() == "Keys").click()
    presenter.search("rate")
    presenter.choose("rate.cannot-rate")
    presenter.catch()
    presenter.give("E")
    return view


def test_keys_are_changed(qtbot: QtBot, tone: str) -> None:
    """What each does, its key, the one at first; what has the key that was pressed."""
    check_picture(keys_page(qtbot), f"keys_{tone}", SCREEN)


def test_keys_at_twice_the_size(qtbot: QtBot, qapp: QApplication, fixed_look: str) -> None:
    """Nothing is cut off but long words, with an ellipsis."""
    apply_theme(qapp, Theme.chosen(ThemeChoice.LIGHT, 200, fixed_look))
    check_picture(keys_page(qtbot), "keys_twice_light", SCREEN)
    apply_theme(qapp, Theme.chosen(ThemeChoice.LIGHT, 100, fixed_look))


def test_the_list_of_keys(qtbot: QtBot, light: None) -> None:
    """On F1."""
    dialog = KeysDialog(FileDialogs())
    qtbot.addWidget(dialog)
    check_picture(dialog, "keys_list_light", QSize(720, 640))
