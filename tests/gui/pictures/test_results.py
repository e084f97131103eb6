"""The Results screen in its few states, in both themes."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import InlineJobs
from tests.gui.invented_results import Doing
from tests.gui.pictures.look import check_picture
from workbench.domain.boards import Board
from workbench.gui.presenters.results import ResultsPresenter
from workbench.gui.presenters.results_detail import DetailPresenter
from workbench.gui.presenters.results_panels import Panel
from workbench.gui.presenters.strip import Strip
from workbench.gui.tables.grid import GridTable
from workbench.gui.theme import Theme, apply_theme
from workbench.gui.views.results import ResultsView
from workbench.settings import ThemeChoice


class _Desk:
    """The screen with its presenters."""

    def __init__(self, qtbot: QtBot, board: Board | None = None) -> None:
        operations = Doing(board).operations
        self.presenter = ResultsPresenter(operations, InlineJobs(), Strip())
        self.detail = DetailPresenter(operations, InlineJobs())
        self.view = ResultsView()
        qtbot.addWidget(self.view)
        self.view.setProperty("role", "screen")
        self.presenter.reload()
        self.presenter.attach(self.view.render_state, self.detail.board_changed)
        self.detail.attach(self.view.render_detail)

    def point(self, line_id: str, column_id: str) -> None:
        """Make a cell the current one."""
        model = self.view.board.model()
        assert isinstance(model, GridTable)
        self.view.board.setCurrentIndex(model.place_of(line_id, column_id))


def test_every_category_folded(qtbot: QtBot, tone: str) -> None:
    """Eight models and four published rows, both protocols, one published mean in doubt."""
    desk = _Desk(qtbot)
    desk.presenter.sort("MCQA/accuracy")
    desk.point("r0", "Text Summarization/BLEU-1")
    check_picture(desk.view, f"results_board_{tone}")


def test_items_behind_a_cell(qtbot: QtBot, tone: str) -> None:
    """A category unfolded, the answers of one of its cells below, the wrong ones first."""
    desk = _Desk(qtbot)
    desk.presenter.fold("MCQA")
    desk.point("r0", "MCQA-MedQA/accuracy")
    desk.detail.open_items("r0", "MCQA-MedQA/accuracy")
    desk.detail.read(17)
    check_picture(desk.view, f"results_items_{tone}")


def test_two_rows_compared(qtbot: QtBot, tone: str) -> None:
    """Two marked rows with their tests, a sentence for each."""
    desk = _Desk(qtbot)
    desk.presenter.mark("r0")
    desk.presenter.mark("r1")
    desk.detail.show(Panel.TESTS)
    check_picture(desk.view, f"results_tests_{tone}")


@pytest.mark.parametrize("panel", [Panel.DOTS, Panel.LADDER, Panel.CONFIDENCE])
def test_plots(qtbot: QtBot, tone: str, panel: Panel) -> None:
    """Dots of two rows, quantizations against their score, confidence against what was right."""
    desk = _Desk(qtbot)
    desk.presenter.mark("r0")
    desk.presenter.mark("r2")
    desk.point("r0", "MCQA/accuracy")
    desk.detail.point("r0", "MCQA/accuracy")
    desk.detail.show(panel)
    check_picture(desk.view, f"results_{panel}_{tone}")


def test_nothing_yet(qtbot: QtBot, tone: str) -> None:
    """What to do first."""
    check_picture(_Desk(qtbot, Board((), ())).view, f"results_empty_{tone}")


def test_twice_the_text_size(qtbot: QtBot, qapp: QApplication, light: None, fixed_look: str) -> None:
    """Nothing is cut off and nothing lies over something else with letters of twice the size."""
    apply_theme(qapp, Theme.chosen(ThemeChoice.DARK, 200, fixed_look))
    try:
        desk = _Desk(qtbot)
        desk.presenter.mark("r0")
        desk.presenter.mark("r1")
        check_picture(desk.view, "results_large_dark", QSize(1840, 1000))
        desk.detail.show(Panel.TESTS)
        check_picture(desk.view, "results_large_tests_dark", QSize(1840, 1200))
    finally:
        apply_theme(qapp, Theme.chosen(ThemeChoice.LIGHT, 100, fixed_look))


def test_a_small_window(qtbot: QtBot, light: None) -> None:
    """A laptop's: filters go on in the next line, names leave room for numbers."""
    desk = _Desk(qtbot)
    desk.point("r0", "MCQA/accuracy")
    desk.detail.open_items("r0", "MCQA/accuracy")
    check_picture(desk.view, "results_small_light", QSize(960, 700))
