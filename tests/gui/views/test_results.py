"""The Results screen: a click reaches the presenter, a state reaches the screen."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from tests.fakes import InlineJobs
from tests.gui.invented_results import Doing
from tests.gui.views.finding import button
from workbench.domain.boards import Board
from workbench.gui.presenters.results import BoardState, Phase, ResultsPresenter
from workbench.gui.presenters.results_detail import DetailPresenter
from workbench.gui.presenters.results_grid import Shown
from workbench.gui.presenters.results_panels import Panel
from workbench.gui.presenters.strip import Strip
from workbench.gui.views.results import ResultsView


@pytest.fixture
def view(qtbot: QtBot, light: None) -> ResultsView:
    """A Results screen of a usual size."""
    made = ResultsView()
    qtbot.addWidget(made)
    made.resize(1300, 760)
    return made


@pytest.fixture
def presenter(view: ResultsView) -> ResultsPresenter:
    """The invented board, shown by `view`."""
    made = ResultsPresenter(Doing().operations, InlineJobs(), Strip())
    made.reload()
    made.attach(view.render_state)
    view.show()
    return made


def _words(view: ResultsView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def test_a_state_reaches_the_screen(view: ResultsView, presenter: ResultsPresenter) -> None:
    """How many rows, and what is known of the current cell."""
    words = _words(view)
    assert "12 rows" in words
    assert "Demo instruct Q4_K_M · MCQA · mean · accuracy: paper" in words
    presenter.search("llama")
    assert "5 of 12 rows" in _words(view)
    presenter.search("nobody")
    assert "No row is left by these filters." in _words(view)


@pytest.mark.parametrize(
    ("key", "panel"),
    [("T", Panel.TESTS), ("D", Panel.DOTS), ("Q", Panel.LADDER), ("C", Panel.CONFIDENCE)],
)
def test_keys_show_what_is_below(
    qtbot: QtBot, view: ResultsView, presenter: ResultsPresenter, key: str, panel: Panel
) -> None:
    """One key each; the same key closes it again."""
    detail = DetailPresenter(Doing().operations, InlineJobs())
    detail.attach(view.render_detail)
    view.panel_asked.connect(detail.show)
    cells: list[tuple[str, str]] = []
    view.pointed.connect(lambda line, column: cells.append((line, column)))
    view.panel.close_asked.connect(detail.close)
    qtbot.keyClick(view.board, key)
    assert detail.state.panel is panel
    assert cells == [view.board.current]
    assert view.panel.isVisible()
    qtbot.keyClick(view.board, key)
    assert detail.state.panel is None
    assert not view.panel.isVisible()
    qtbot.keyClick(view.board, key)
    qtbot.keyClick(view.board, Qt.Key.Key_Escape)
    assert detail.state.panel is None


def test_keys_of_the_current_cell(qtbot: QtBot, view: ResultsView, presenter: ResultsPresenter) -> None:
    """Answers, order, category, protocol."""
    at = view.board.current
    assert at is not None
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view.board, "A")
    assert tuple(opened.args or ()) == at
    with qtbot.waitSignal(view.sorted) as ordered:
        qtbot.keyClick(view.board, "S")
    assert ordered.args == [at[1]]
    with qtbot.waitSignal(view.folded) as folded:
        qtbot.keyClick(view.board, "U")
    assert folded.args == ["MCQA"]
    with qtbot.waitSignal(view.filters.protocols_chosen) as chosen:
        qtbot.keyClick(view.board, "B")
    assert chosen.args == [Shown.PAPER]
    with qtbot.waitSignal(view.again_asked):
        qtbot.keyClick(view.board, Qt.Key.Key_F5)


def test_an_empty_board_says_what_to_do_first(qtbot: QtBot, view: ResultsView) -> None:
    """Run, import, or add what was published."""
    presenter = ResultsPresenter(Doing(Board((), ())).operations, InlineJobs(), Strip())
    presenter.reload()
    presenter.attach(view.render_state)
    view.show()
    assert "No results yet" in _words(view)
    with qtbot.waitSignal(view.run_asked):
        button(view, "Run a model").click()
    shown = [one.text() for one in view.findChildren(QAbstractButton) if one.isVisible()]
    assert shown == ["Run a model", "Import answers…", "Add published…"]


def test_what_went_wrong_stands_in_the_middle_and_f5_tries_again(qtbot: QtBot, view: ResultsView) -> None:
    """Without buttons that would not help."""
    view.render_state(BoardState(Phase.FAILED, message="The project is gone."))
    with qtbot.waitExposed(view):
        view.show()
    assert "The project is gone." in _words(view)
    assert not [one for one in view.findChildren(QAbstractButton) if one.isVisible()]
    with qtbot.waitSignal(view.again_asked):
        qtbot.keyClick(view, Qt.Key.Key_F5)


def test_scoring_is_told_while_it_goes_on(view: ResultsView, presenter: ResultsPresenter) -> None:
    """Beside the title once there is a board, else in its place."""
    view.render_state(BoardState(Phase.LOADING, scoring="Scoring 10 of 40 answers…"))
    assert "Scoring 10 of 40 answers…" in _words(view)
