"""Keys are changed in the real window, by keys, and work at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

import sys

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.chosen import Chosen
from tests.journeys.hands import Hands
from tests.study.invented import study
from workbench.formats import study_bundle
from workbench.gui.app import Workbench
from workbench.gui.theme import Theme, apply_theme
from workbench.gui.tokens import LIGHT
from workbench.gui.views.key_settings import KeySettings
from workbench.gui.views.keys import KeysDialog
from workbench.gui.views.preferences import PreferencesView
from workbench.gui.views.rate import RateView
from workbench.gui.widgets.buttons import CapButton
from workbench.gui.widgets.search import SearchField
from workbench.gui.widgets.shortcuts import NamedCap
from workbench.paths import user_paths
from workbench.settings import Settings, ThemeChoice, load_settings, save_settings


@pytest.fixture
def hands(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Hands]:
    """At a window on the demo project, with a study to open."""
    save_settings(user_paths().settings_file, Settings(ThemeChoice.LIGHT))
    study_bundle.write(tmp_path / "sent.medstudy", study(3, consent="I take part freely."))
    hook = sys.excepthook
    workbench = Workbench(qapp, user_paths(), Chosen(tmp_path / "sent.medstudy"))
    sys.excepthook = hook
    window = workbench.window
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    made = Hands(qtbot, window)
    made.wait(window.isActiveWindow)
    workbench.begin(None)
    made.wait(lambda: window.windowTitle().startswith("demo"))
    yield made
    workbench.close()
    apply_theme(qapp, Theme(LIGHT))


def change(hands: Hands, what: str, key: str) -> None:
    """On the Keys page: search for a key by its name, and press another for it."""
    page = hands.part(KeySettings)
    hands.type(what, into=hands.part(SearchField, "Search keys"))
    hands.wait(lambda: [one.named.name for one in page.rows] == [what])
    page.table.setFocus()
    hands.press("Down")
    hands.press("Return")
    hands.see("Press the new key")
    hands.press(key)


def test_a_clinician_gives_rating_and_the_window_other_keys(hands: Hands) -> None:
    """Settings, Keys: a taken key is refused with who has it, a free one rates at once, F1 shows it."""
    hands.press("Ctrl+,")
    hands.click("Keys")
    change(hands, "rate.flag", "S")
    hands.see("S is taken on Rate: Later: it comes again at the end (rate.later)")
    hands.press("Backspace")
    hands.see("Nothing can be discarded by Backspace or Delete")
    hands.press("X")
    hands.see("X: Flag, or no longer")
    change(hands, "window.rate", "Alt+Shift+R")
    hands.see("Alt+Shift+R: Rate")
    assert load_settings(user_paths().settings_file).keys == {"rate.flag": "X", "window.rate": "Alt+Shift+R"}
    hands.press("Ctrl+4")
    assert hands.part(PreferencesView).isVisible()
    hands.press("Alt+Shift+R")
    hands.press("Ctrl+O")
    hands.see("Before you begin")
    hands.press("Return")
    hands.see("Guidelines")
    # The same key at once would be one press.
    hands.press("Ctrl+Return")
    hands.see("Correctness · Answer A")
    page = hands.part(RateView).page

    def flagged() -> bool:
        """Whether the button says so."""
        return any(one.text() == "Flagged" for one in page.findChildren(CapButton))

    hands.press("F")
    assert not flagged()
    hands.press("X")
    assert flagged()
    # A kind of error is a letter still, also the one that flags.
    for key in ("J", "E"):
        hands.press(key)
    hands.see("Error in answer")
    hands.press("Escape")
    hands.press("C")
    hands.type("xF")
    assert page.ask.field.text == "xF"
    hands.press("Return")
    assert flagged()
    hands.press("F1")
    (listed,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, KeysDialog)]
    assert [cap.text() for cap in listed.findChildren(NamedCap)].count("X") == 1
    listed.accept()


def test_a_rater_finds_words_and_works_for_ten_minutes(hands: Hands) -> None:
    """Ctrl+F from the desk and from a comment; letters are typed, not rated; L chooses ten minutes, kept."""
    hands.press("Ctrl+4")
    hands.press("Ctrl+O")
    hands.see("Before you begin")
    hands.press("Return")
    hands.see("Guidelines")
    hands.press("Ctrl+Return")
    hands.see("Correctness · Answer A")
    view = hands.part(RateView)
    before = view._presenter.state.page
    hands.press("Ctrl+F")
    hands.type("a 4")
    assert view._presenter.state.page == before
    assert view.page.find_bar.field.text() == "a 4"
    hands.press("Ctrl+F")
    hands.type("the")
    first = hands.see("1 of ")
    hands.press("Shift+Return")
    last = first.removeprefix("1 of ")
    hands.see(f"{last} of {last}")
    hands.press("Return")
    hands.see(first)
    hands.press("Tab")
    assert view.page.find_bar.field.hasFocus()
    hands.press("Escape")
    assert not view.page.find_bar.isVisible()
    assert view.hasFocus()
    hands.press("C")
    hands.press("Ctrl+F")
    assert view.page.find_bar.field.text() == "the"
    hands.press("Escape")
    assert view.page.ask.field.hasFocus()
    hands.type("Fine.")
    hands.press("Return")
    hands.press("L")
    hands.see("Sessions are 10 minutes of active time now")
    assert load_settings(user_paths().settings_file).rating_minutes == 10
    assert any(one.text() == "session 0 of 10 min" for one in view.findChildren(CapButton))
    hands.press("4")
    hands.see("✓ Correctness A: 4")
    hands.see("not complete yet")
