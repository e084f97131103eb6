"""The Models screen: a click reaches the presenter, a state reaches the screen."""

from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from tests.gui.invented import models_state
from tests.gui.views.finding import button
from workbench.evaluation.models import Copied, Tried
from workbench.gui.presenters.model_trial import TrialState, Trying
from workbench.gui.presenters.models import ModelsState
from workbench.gui.views.models import ModelsView
from workbench.gui.widgets.lists import Table


@pytest.fixture
def view(qtbot: QtBot, light: None) -> ModelsView:
    """The invented models, the first of them chosen."""
    made = ModelsView()
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.render_state(models_state())
    made.render_trial(TrialState())
    made.show()
    return made


def _words(view: ModelsView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def test_everything_known_about_a_model_is_shown(view: ModelsView) -> None:
    """What it is, what it is for, where it is, and whether it fits."""
    for words in ("knows no medicine", "Q4_K_M", "Apache-2.0", "4,096 tokens", "Fits", "on this machine"):
        assert words in _words(view)


def test_the_whole_checksum_can_be_copied(view: ModelsView) -> None:
    """On screen it is short; the clipboard gets all of it."""
    sha256 = models_state().sha256
    assert sha256 is not None
    assert sha256 not in _words(view)
    button(view, "Copy").click()
    assert QGuiApplication.clipboard().text() == sha256


def test_a_file_is_chosen_and_handed_on(
    qtbot: QtBot, view: ModelsView, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The dialogue's answer goes straight to the presenter; none goes nowhere."""
    file = str(tmp_path / "x.gguf")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (file, ""))
    with qtbot.waitSignal(view.file_chosen) as heard:
        button(view, "Add a file…").click()
    assert heard.args == [file]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: ("", ""))
    with qtbot.assertNotEmitted(view.file_chosen):
        button(view, "Add a file…").click()


def test_a_copy_shows_its_progress_and_can_be_stopped(qtbot: QtBot, view: ModelsView) -> None:
    """Nothing else can be added meanwhile."""
    view.render_state(models_state(copying=Copied(Path("big.gguf"), 1_000_000, 4_000_000)))
    assert "Copying big.gguf: 1.0 MB of 4.0 MB" in _words(view)
    assert view.findChildren(QProgressBar)[0].value() == 250
    assert not button(view, "Add a file…").isEnabled()
    with qtbot.waitSignal(view.copy_stopped):
        button(view, "Stop copying").click()


def test_a_trial_is_shown_from_loading_to_its_figures(qtbot: QtBot, view: ModelsView) -> None:
    """Try, stop, and the result in words."""
    with qtbot.waitSignal(view.try_asked):
        button(view, "Try it").click()
    view.render_trial(TrialState("demo-instruct", Trying.LOADING, 0.4))
    assert "Loading the model, 40%" in _words(view)
    with qtbot.waitSignal(view.try_stopped):
        button(view, "Stop the trial").click()
    result = Tried("Pneumonia", 1.2, 43, 12, 800.0, 60.0)
    view.render_trial(TrialState("demo-instruct", Trying.DONE, 1.0, "Pneumonia", result))
    assert "It works: loaded in 1.2 s" in _words(view)
    assert button(view, "Try it").isVisible()


def test_a_model_that_is_not_here_says_what_to_do(view: ModelsView) -> None:
    """It can be read about, not tried."""
    state = models_state(selected="mmeds-llama-3-8b", sha256=None)
    assert state.card is not None
    card = replace(state.card, here=False, fits=None, fit="", to_do="Put the file into the folder below.")
    view.render_state(replace(state, card=card))
    assert "not on this machine" in _words(view)
    assert "Put the file into the folder below." in _words(view)
    assert not button(view, "Try it").isEnabled()


def test_removing_asks_and_is_offered_for_added_files_only(qtbot: QtBot, view: ModelsView) -> None:
    """A shipped model has no such button."""
    assert not button(view, "Remove the file…").isVisible()
    state = models_state()
    assert state.card is not None
    own = replace(state, card=replace(state.card, own=True))
    view.render_state(own)
    with qtbot.waitSignal(view.remove_asked):
        button(view, "Remove the file…").click()
    view.render_state(replace(own, removing="demo-instruct"))
    assert "Delete the file of" in _words(view)
    for words, signal in (("Delete the file", view.remove_confirmed), ("Keep it", view.remove_refused)):
        with qtbot.waitSignal(signal):
            button(view, words).click()


def test_without_models_the_screen_says_what_to_do(view: ModelsView) -> None:
    """Nothing chosen is a state of its own; a row that is clicked is told."""
    view.render_state(ModelsState(loaded=True))
    assert "add a file that ends in .gguf" in _words(view)


def test_a_row_is_chosen(qtbot: QtBot, view: ModelsView) -> None:
    """By its name."""
    with qtbot.waitSignal(view.chosen) as heard:
        view.findChildren(Table)[0].selectRow(1)
    assert heard.args == ["demo-base"]
