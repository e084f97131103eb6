"""The Compare screen: a click reaches the presenter, a state reaches the screen."""

from collections.abc import Callable
from dataclasses import replace

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.fakes import InlineJobs
from tests.gui.invented import answers, comparison, run_summary
from tests.gui.views.finding import button
from workbench.gui.presenters.compare import ComparePresenter, CompareState, Only, Phase, Switch
from workbench.gui.presenters.confidence import confidence_of
from workbench.gui.views.compare import CompareView
from workbench.gui.widgets.lists import Table
from workbench.gui.widgets.reading import ReadingText


@pytest.fixture
def view(qtbot: QtBot, light: None) -> CompareView:
    """A Compare screen of a usual size."""
    made = CompareView()
    qtbot.addWidget(made)
    made.resize(1300, 760)
    return made


@pytest.fixture
def state() -> CompareState:
    """Two runs, the first instance."""
    runs = [run_summary(number, f"model {number}") for number in (1, 2, 3)]
    presenter = ComparePresenter(lambda: runs, comparison, answers, InlineJobs())
    presenter.reload()
    return presenter.state


def _words(view: CompareView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def test_a_state_reaches_the_screen(view: CompareView, state: CompareState) -> None:
    """Counts, texts, verdicts and the place in the list are those of the state."""
    view.render_state(state)
    view.show()
    words = _words(view)
    assert "7 in common" in words
    assert "A: 5 exact" in words
    assert "no exact match" in words
    texts = [text.text for text in view.findChildren(ReadingText) if text.isVisible()]
    assert state.page is not None
    assert {state.page.input, "Cholesterol embolization", state.page.panes[1].text} <= set(texts)
    assert view.findChildren(Table)[0].currentIndex().row() == 0


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Previous instance", (-1, Only.ALL)),
        ("Next instance", (1, Only.ALL)),
        ("Next difference", (1, Only.DIFFERENT)),
        ("Next A right, B wrong", (1, Only.FIRST_RIGHT)),
    ],
)
def test_buttons_step(
    qtbot: QtBot, view: CompareView, state: CompareState, words: str, expected: tuple[int, Only]
) -> None:
    """Each button says how far and to what."""
    view.render_state(state)
    with qtbot.waitSignal(view.stepped) as heard:
        button(view, words).click()
    assert tuple(heard.args or ()) == expected


def test_keys_step_and_flip(qtbot: QtBot, view: CompareView, state: CompareState) -> None:
    """J, N, R and C work from the list, without a modifier."""
    view.render_state(state)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    table = view.findChildren(Table)[0]
    table.setFocus()
    heard: list[object] = []
    view.stepped.connect(lambda by, only: heard.append((by, only)))
    view.flipped.connect(heard.append)
    for key in (Qt.Key.Key_J, Qt.Key.Key_N, Qt.Key.Key_R, Qt.Key.Key_C):
        qtbot.keyClick(table, key)
    assert heard == [(1, Only.ALL), (1, Only.DIFFERENT), Switch.REFERENCE, Switch.CONFIDENCE]


def test_a_hidden_reference_is_nowhere_on_screen(view: CompareView, state: CompareState) -> None:
    """Turned off, the reference's text is not shown, and the key that shows it is named."""
    view.render_state(replace(state, switches=state.switches - {Switch.REFERENCE}))
    view.show()
    assert "Press R" in _words(view)
    assert "Cholesterol embolization" not in [
        text.text for text in view.findChildren(ReadingText) if text.isVisible()
    ]


def test_lists_rows_and_runs_are_chosen(qtbot: QtBot, view: CompareView, state: CompareState) -> None:
    """A filter, a row, one run more."""
    view.render_state(state)
    actions: list[tuple[object, Callable[[], None], list[object]]] = [
        (view.only_chosen, button(view, "Different").click, [Only.DIFFERENT]),
        (view.run_added, button(view, "Add a run").click, []),
        (view.line_chosen, lambda: view.findChildren(Table)[0].selectRow(3), [3]),
    ]
    for signal, act, expected in actions:
        with qtbot.waitSignal(signal) as heard:
            act()
        assert heard.args == expected


@pytest.mark.parametrize(
    ("phase", "words"),
    [
        (Phase.CHOOSE, "Choose two runs"),
        (Phase.LOADING, "Reading the answers"),
        (Phase.NOTHING_SHARED, "No instance in common"),
        (Phase.FAILED, "The project is locked."),
    ],
)
def test_every_phase_says_what_to_do(view: CompareView, phase: Phase, words: str) -> None:
    """Where there is nothing to show stands why, and what to do."""
    view.render_state(CompareState(phase, message="The project is locked." if phase is Phase.FAILED else ""))
    view.show()
    assert words in _words(view)


def test_without_runs_one_is_led_to_run(qtbot: QtBot, view: CompareView) -> None:
    """The empty screen has one button, and it leads on."""
    view.render_state(CompareState(Phase.NO_RUNS))
    view.show()
    with qtbot.waitSignal(view.run_asked):
        button(view, "Go to Run").click()


def test_what_the_marks_mean_is_said(view: CompareView, state: CompareState) -> None:
    """While words are compared, when they cannot be, and otherwise."""
    assert state.page is not None
    panes = tuple(replace(pane, stretches=None) for pane in state.page.panes)
    for page, words in (
        (state.page, "Underlined"),
        (replace(state.page, marking=True), "Comparing the words"),
        (replace(state.page, panes=panes), "too long"),
    ):
        view.render_state(replace(state, page=page))
        view.show()
        assert words in _words(view)


def test_confidence_comes_with_its_legend(view: CompareView, state: CompareState) -> None:
    """What the tints mean is said while there are any; which of the two views is on, too."""
    assert state.page is not None
    view.render_state(state)
    view.show()
    assert "under 20%" not in _words(view)
    panes = tuple(
        replace(pane, stretches=(), confidence=confidence_of(answer))
        for pane, answer in zip(state.page.panes, answers(["a", "b"], state.page.instance_id), strict=True)
    )
    shown = replace(
        state, page=replace(state.page, panes=panes), switches=state.switches | {Switch.CONFIDENCE}
    )
    view.render_state(shown)
    words = _words(view)
    assert "Mean probability" in words
    assert "under 20%" in words
    assert "Underlined: words" not in words
    assert (button(view, "Confidence").isChecked(), button(view, "Mark words").isChecked()) == (True, False)
