"""The window as a whole, with real projects and real threads."""

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from workbench.domain.key_table import KEYS, Where
from workbench.domain.keys import Keymap
from workbench.engines import power
from workbench.gui.app import Workbench, _has_to_wait
from workbench.gui.places import PLACES
from workbench.gui.presenters.keys_in_force import keymap_in_force
from workbench.gui.theme import Theme, apply_theme, tokens
from workbench.gui.tokens import DARK, LIGHT
from workbench.gui.widgets.shortcuts import Shortcut
from workbench.paths import user_paths
from workbench.settings import Settings, ThemeChoice, load_settings, save_settings
from workbench.store.changes import Changes
from workbench.store.project import Project

HEAVY = ("pandas", "spacy", "llama_cpp", "sqlite_utils", "numpy", "sqlite3")


@pytest.fixture
def workbench(qtbot: QtBot, qapp: QApplication, home: Path) -> Iterator[Workbench]:
    """A window on nothing yet."""
    save_settings(user_paths().settings_file, Settings(ThemeChoice.LIGHT))
    hook = sys.excepthook
    made = Workbench(qapp, user_paths())
    sys.excepthook = hook
    qtbot.addWidget(made.window)
    made.window.show()
    yield made
    made.close()
    apply_theme(qapp, Theme(LIGHT))


def words(workbench: Workbench) -> set[str]:
    """What can be read in the window."""
    return {label.text() for label in workbench.window.findChildren(QLabel) if label.isVisible()}


def opened(workbench: Workbench, qtbot: QtBot, project: Path | None = None) -> None:
    """Open a project and wait for its screens."""
    workbench.begin(project)
    qtbot.waitUntil(lambda: len(workbench.screens) == len(PLACES), timeout=30_000)


def test_the_window_is_up_before_anything_heavy_is_imported() -> None:
    """In a fresh process, the first paint needs neither pandas nor spaCy, llama_cpp or a database."""
    script = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from workbench.gui.app import Workbench\n"
        "from workbench.paths import user_paths\n"
        "application = QApplication([])\n"
        "workbench = Workbench(application, user_paths())\n"
        "workbench.window.show()\n"
        "application.processEvents()\n"
        f"print([name for name in {HEAVY} if name in sys.modules])\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_first_start_opens_the_demo(workbench: Workbench, qtbot: QtBot) -> None:
    """Eleven tasks to look at, and the project is remembered for next time."""
    assert "Opening the project…" in words(workbench)
    opened(workbench, qtbot)
    assert workbench.window.windowTitle() == "demo · MedS Workbench"
    assert any(text.endswith("instances") for text in words(workbench))
    kept = load_settings(user_paths().settings_file).last_project
    assert kept is not None
    assert Path(kept).name == "demo.medswb"


def test_another_project_takes_its_place(workbench: Workbench, qtbot: QtBot, tmp_path: Path) -> None:
    """Its screens replace those of the one before, and nothing of the old one is heard any more."""
    opened(workbench, qtbot)
    Project.create(tmp_path / "ward.medswb").close()
    before = list(workbench.screens)
    workbench.begin(tmp_path / "ward.medswb")
    qtbot.waitUntil(lambda: workbench.window.windowTitle().startswith("ward"), timeout=30_000)
    assert workbench.screens != before
    assert "Begin with a folder of task files" in words(workbench)


def test_a_missing_project_is_said_with_ways_out(workbench: Workbench, qtbot: QtBot, tmp_path: Path) -> None:
    """The window stays, says which file, and offers another or the demo."""
    workbench.begin(tmp_path / "gone.medswb")
    qtbot.waitUntil(lambda: "gone.medswb cannot be opened" in words(workbench), timeout=30_000)
    assert workbench.screens == []


def test_every_place_of_the_rail_has_its_screen(workbench: Workbench, qtbot: QtBot) -> None:
    """Nothing is shown that does not work: each place leads to a screen."""
    opened(workbench, qtbot)
    assert [screen.name for screen in workbench.screens] == [place.name for place in PLACES]
    for screen in workbench.screens:
        workbench.window.went.emit(screen.name)
        assert screen.view.isVisible()


def test_every_key_of_the_list_is_live_somewhere(workbench: Workbench, qtbot: QtBot) -> None:
    """Each is a shortcut, an action or the board's, but where a screen hears its keys itself."""
    opened(workbench, qtbot)
    live = {one.name for one in workbench.window.findChildren(Shortcut)} | {"results.open", "results.mark"}
    live |= {"window.new-project", "window.open-project", "window.quit"}
    wanted = {one.name for one in KEYS if one.where not in {Where.RATE, Where.ADJUDICATE}}
    assert wanted - live == set()
    assert {name for name in live if "." in name} - wanted == set()


def test_keys_that_are_passed_over_are_said(qapp: QApplication, qtbot: QtBot, home: Path) -> None:
    """An unknown name and a key that is none: the window opens with the rest and names both."""
    keys = {"rate.gone": "X", "rate.later": "wobble", "window.browse": "Alt+B"}
    save_settings(user_paths().settings_file, Settings(ThemeChoice.LIGHT, keys=keys))
    hook = sys.excepthook
    made = Workbench(qapp, user_paths())
    sys.excepthook = hook
    qtbot.addWidget(made.window)
    made.window.show()
    assert any("rate.gone" in text and "wobble" in text for text in words(made))
    assert keymap_in_force() == Keymap({"window.browse": "Alt+B"})
    made.close()


def test_text_is_made_larger_and_smaller_on_every_screen(workbench: Workbench, qtbot: QtBot) -> None:
    """Ctrl+= and Ctrl+- are the window's, not only the Settings screen's."""
    opened(workbench, qtbot)
    workbench.window.activateWindow()
    qtbot.waitUntil(workbench.window.isActiveWindow)
    qtbot.keyClick(workbench.window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert workbench.preferences.state.settings.text_percent == 110
    qtbot.keyClick(workbench.window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert workbench.preferences.state.settings.text_percent == 100


def test_only_the_screens_concerned_read_again(workbench: Workbench, qtbot: QtBot, tmp_path: Path) -> None:
    """A task that is added elsewhere is in the tree after `changed`, and settings are not asked."""
    opened(workbench, qtbot)
    workbench.changed(Changes.TASKS)
    workbench.changed(Changes.NOTHING)
    assert any(text.endswith("instances") for text in words(workbench))


def test_theme_and_text_size_are_worn_and_kept(workbench: Workbench, qtbot: QtBot) -> None:
    """Dark at 150 % at once, and again at the next start."""
    workbench.preferences.set_theme(ThemeChoice.DARK)
    workbench.preferences.set_text_percent(150)
    assert tokens() is DARK
    kept = load_settings(user_paths().settings_file)
    assert (kept.theme, kept.text_percent) == (ThemeChoice.DARK, 150)


def test_settings_that_cannot_be_read_are_said(qapp: QApplication, qtbot: QtBot, home: Path) -> None:
    """The window opens with the defaults and names the file."""
    file = user_paths().settings_file
    file.parent.mkdir(parents=True)
    file.write_text("theme = 'pink'\n", encoding="utf-8")
    hook = sys.excepthook
    made = Workbench(qapp, user_paths())
    sys.excepthook = hook
    qtbot.addWidget(made.window)
    made.window.show()
    assert any("settings.toml" in text for text in words(made))
    made.close()


def test_what_stays_is_not_looked_through_for_garbage(workbench: Workbench, qtbot: QtBot) -> None:
    """Python skips the screens of an open project when it collects, and no longer once they are closed."""
    opened(workbench, qtbot)
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 0)
    workbench.close()
    assert gc.get_freeze_count() == 0


def test_a_screen_is_made_when_it_is_gone_to(workbench: Workbench, qtbot: QtBot) -> None:
    """Browse is there first; whoever is quicker than the window gets another screen at once."""
    workbench.begin(None)
    qtbot.waitUntil(lambda: bool(workbench.screens), timeout=30_000)
    assert workbench.screens[0].name == "browse"
    workbench.window.went.emit("models")
    shown = next(screen for screen in workbench.screens if screen.name == "models")
    assert shown.view.isVisible()


def test_runs_wait_for_mains_power_as_the_settings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a person does not want it, nobody looks at the power supply."""
    monkeypatch.setattr(power, "on_battery", lambda: True)
    assert _has_to_wait(Settings()) is True
    assert _has_to_wait(Settings(pause_on_battery=False)) is None
