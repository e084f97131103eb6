"""A run being followed: a click reaches the presenter, a state reaches the screen."""

from dataclasses import replace

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.gui.invented import FAILURES, live_state
from tests.gui.views.finding import button
from workbench.gui.presenters.run_live import LiveState, Phase, Writing
from workbench.gui.views.run_live import GrowingAnswers, LiveView
from workbench.gui.widgets.lists import Table
from workbench.gui.widgets.reading import ReadingText


@pytest.fixture
def view(qtbot: QtBot, light: None) -> LiveView:
    """An answers page of a usual size."""
    made = LiveView()
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    return made


def _words(view: LiveView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def test_a_run_that_goes_says_how_far_and_how_fast(view: LiveView) -> None:
    """Progress, both rates and the time left, each with its unit."""
    view.render_state(live_state())
    for words in ("running", "30 of 40", "reading 812 tokens/s", "writing 38 tokens/s", "left"):
        assert words in _words(view)


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        (live_state(), {"Pause", "Stop"}),
        (live_state(Phase.STOPPING), set()),
        (live_state(Phase.PAUSED), {"Resume", "Stop"}),
        (live_state(Phase.STOPPED), {"Resume"}),
        (live_state(Phase.FAILED, failures=FAILURES), {"Resume"}),
        (live_state(Phase.DONE, done=40), set()),
        (live_state(Phase.DONE, done=40, failures=FAILURES), {"Ask the 2 failed again"}),
    ],
)
def test_only_what_can_be_done_is_offered(view: LiveView, state: LiveState, buttons: set[str]) -> None:
    """Every button on screen works now."""
    view.render_state(state)
    known = ("Pause", "Resume", "Stop", "Ask the ")
    assert {found.text() for name in known if (found := button(view, name)).isVisible()} == buttons


def test_buttons_reach_the_presenter(qtbot: QtBot, view: LiveView) -> None:
    """Pause, stop, resume, retry."""
    view.render_state(live_state(Phase.DONE, failures=FAILURES))
    for words, signal in (
        ("Pause", view.pause_asked),
        ("Stop", view.stop_asked),
        ("Resume", view.resume_asked),
        ("Ask the 2 failed", view.resume_asked),
    ):
        with qtbot.waitSignal(signal):
            button(view, words).click()


def test_an_error_of_the_engine_is_shown_as_it_is(view: LiveView) -> None:
    """Word for word, with what has been saved."""
    view.render_state(live_state(Phase.FAILED, message="The engine died: SIGKILL. The run can be resumed."))
    assert "The engine died: SIGKILL. The run can be resumed." in _words(view)
    assert "every answer so far is saved" in _words(view)


def test_failures_are_listed_with_their_reasons(qtbot: QtBot, view: LiveView) -> None:
    """Choosing one shows it in full."""
    view.render_state(live_state(Phase.DONE, failures=FAILURES))
    table = next(table for table in view.findChildren(Table) if table.accessibleName().endswith("failed"))
    assert table.isVisible()
    with qtbot.waitSignal(view.instance_chosen) as heard:
        table.selectRow(1)
    assert heard.args == ["i32"]


def test_an_answer_is_read_beside_its_input_and_reference(qtbot: QtBot, view: LiveView) -> None:
    """What is chosen is told; what is found is shown."""
    state = live_state()
    view.render_state(state)
    assert state.detail is not None
    texts = {text.text for text in view.findChildren(ReadingText)}
    assert {state.detail.input, state.detail.text, state.detail.references[0]} <= texts
    table = next(table for table in view.findChildren(Table) if table.accessibleName() == "Answers")
    with qtbot.waitSignal(view.instance_chosen) as heard:
        table.selectRow(9)
    assert heard.args == ["i10"]


def test_new_answers_keep_the_place_in_the_list(view: LiveView) -> None:
    """Neither the selection nor the scroll jumps while answers come in."""
    state = live_state()
    view.render_state(state)
    table = next(table for table in view.findChildren(Table) if table.accessibleName() == "Answers")
    before = table.verticalScrollBar().value(), table.currentIndex().row()
    more = tuple(
        replace(line, number=line.number + 30, instance_id=f"x{line.number}") for line in state.answers
    )
    view.render_state(replace(state, answers=(*state.answers, *more)))
    assert (table.verticalScrollBar().value(), table.currentIndex().row()) == before == (before[0], 2)


def test_without_a_run_one_is_led_to_the_set_up(qtbot: QtBot, view: LiveView) -> None:
    """The empty page says what to do first."""
    view.render_state(LiveState())
    assert "No run yet" in _words(view)
    with qtbot.waitSignal(view.setup_asked):
        button(view, "Set up a run").click()


def test_growing_answers_are_painted_and_chosen(qtbot: QtBot, light: None) -> None:
    """A click on a line is about its instance; below the last there is nothing to choose."""
    growing = GrowingAnswers()
    qtbot.addWidget(growing)
    growing.resize(300, growing.sizeHint().height())
    empty = growing.grab().toImage()
    growing.show_writing(tuple(Writing(f"w{n}", "text " * n) for n in range(2)))
    assert growing.grab().toImage() != empty
    heard: list[str] = []
    growing.chosen.connect(heard.append)
    for y in (4, 30, 80):
        qtbot.mouseClick(growing, Qt.MouseButton.LeftButton, pos=QPoint(20, y))
    assert heard == ["w0", "w1"]


def test_more_growing_answers_than_lines_are_counted(view: LiveView) -> None:
    """None is passed over in silence."""
    view.render_state(live_state(writing=tuple(Writing(f"w{n}", "x") for n in range(7))))
    assert "Being written, and 3 more" in _words(view)
