"""The list of runs: a click reaches the presenter, a state reaches the screen."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.gui.invented import run_list_state
from tests.gui.views.finding import button
from workbench.gui.presenters.run_list import RunListState
from workbench.gui.views.run_list import RunListView
from workbench.gui.widgets.lists import Table


@pytest.fixture
def view(qtbot: QtBot, light: None) -> RunListView:
    """The list of the invented runs."""
    made = RunListView()
    qtbot.addWidget(made)
    made.resize(1100, 500)
    made.render_state(run_list_state())
    made.show()
    return made


def test_a_run_is_chosen_opened_and_resumed(qtbot: QtBot, view: RunListView) -> None:
    """By row and by button; each names the run."""
    lines = run_list_state().lines
    with qtbot.waitSignal(view.chosen) as heard:
        view.findChildren(Table)[0].selectRow(2)
    assert heard.args == [lines[2].id]
    for words, signal in (("Show answers", view.opened), ("Resume", view.resume_asked)):
        with qtbot.waitSignal(signal) as told:
            button(view, words).click()
        assert told.args == [lines[0].id]


def test_deleting_asks_in_the_screen_and_names_the_run(qtbot: QtBot, view: RunListView) -> None:
    """The question takes the place of the other buttons; yes and no are both there."""
    with qtbot.waitSignal(view.delete_asked):
        button(view, "Delete…").click()
    state = run_list_state()
    view.render_state(run_list_state(deleting=state.lines[0].id))
    words = [label.text() for label in view.findChildren(QLabel) if label.isVisible()]
    assert any("MMedS-Llama-3-8B" in text and "cannot be undone" in text for text in words)
    assert not button(view, "Show answers").isVisible()
    with qtbot.waitSignal(view.delete_confirmed):
        button(view, "Delete the run").click()
    with qtbot.waitSignal(view.delete_refused):
        button(view, "Keep it").click()


def test_without_runs_one_is_led_to_the_set_up(qtbot: QtBot, view: RunListView) -> None:
    """The empty list says what to do first."""
    view.render_state(RunListState(loaded=True))
    with qtbot.waitSignal(view.setup_asked):
        button(view, "Set up a run").click()


def test_a_run_that_is_going_cannot_be_touched(view: RunListView) -> None:
    """Its buttons are there and disabled."""
    state = run_list_state()
    view.render_state(run_list_state(going=state.lines[0].id))
    assert not button(view, "Resume").isEnabled()
    assert not button(view, "Delete…").isEnabled()
    assert button(view, "Show answers").isEnabled()
