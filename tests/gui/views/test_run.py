"""The Run screen as a whole."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.gui.invented import MODELS, setup_state
from tests.gui.views.finding import button
from workbench.evaluation.runner import RunOrder
from workbench.gui.presenters.run import Page, RunScreenState
from workbench.gui.views.run import RunView


@pytest.fixture
def view(qtbot: QtBot, light: None) -> RunView:
    """The Run screen at its set-up."""
    made = RunView()
    qtbot.addWidget(made)
    made.resize(1300, 760)
    made.render_setup(setup_state())
    made.render_state(RunScreenState())
    made.show()
    return made


def _words(view: RunView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize(("words", "page"), [("Answers", Page.ANSWERS), ("Runs", Page.RUNS)])
def test_pages_are_chosen(qtbot: QtBot, view: RunView, words: str, page: Page) -> None:
    """The presenter is told; the state brings the page into view."""
    with qtbot.waitSignal(view.page_chosen) as heard:
        button(view, words).click()
    assert heard.args == [page]
    view.render_state(RunScreenState(page))
    assert not view.tasks.isVisible()
    assert view.live.isVisible() is (page is Page.ANSWERS)


def test_a_run_that_is_set_up_can_start(qtbot: QtBot, view: RunView) -> None:
    """What will be asked stands beside the button."""
    assert "40 instances to ask" in _words(view)
    with qtbot.waitSignal(view.start_asked):
        button(view, "Start").click()


def test_what_is_missing_stands_beside_the_button(view: RunView) -> None:
    """The button is off, and the reason is in words."""
    view.render_setup(setup_state(order=RunOrder(tasks=())))
    assert not button(view, "Start").isEnabled()
    assert "Choose at least one task." in _words(view)


def test_without_tasks_or_models_one_is_led_to_them(qtbot: QtBot, view: RunView) -> None:
    """Each empty state has the button that leads on."""
    view.render_setup(setup_state(tasks=0, lines=()))
    with qtbot.waitSignal(view.import_asked):
        button(view, "Go to Browse").click()
    view.render_setup(setup_state(models=(MODELS[2],), model=None))
    assert "No model yet" in _words(view)
    with qtbot.waitSignal(view.models_asked):
        button(view, "Go to Models").click()


def test_a_message_stands_above_the_page(view: RunView) -> None:
    """Why something did not happen is said where one looks."""
    view.render_state(RunScreenState(message="A run is going. Pause or stop it first."))
    assert "A run is going." in _words(view)
