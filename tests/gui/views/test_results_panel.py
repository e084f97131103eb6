"""What stands below the leaderboard."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.fakes import InlineJobs
from tests.gui.chosen import Chosen
from tests.gui.invented_results import Doing, items, reliability, task_tests
from tests.gui.views.finding import button
from workbench.domain.scores import Protocol
from workbench.gui.presenters.results import ResultsPresenter
from workbench.gui.presenters.results_detail import DetailPresenter
from workbench.gui.presenters.results_panels import Panel
from workbench.gui.presenters.strip import Strip
from workbench.gui.views.results_panel import ResultsPanel, reliability_said, result_of, verdict_of
from workbench.gui.widgets.lists import Table
from workbench.gui.widgets.reading import ReadingText


class _Desk:
    """A panel with its presenter, about two marked rows and a cell."""

    def __init__(self, qtbot: QtBot, dialogs: Chosen | None = None) -> None:
        doing = Doing()
        board = ResultsPresenter(doing.operations, InlineJobs(), Strip())
        self.detail = DetailPresenter(doing.operations, InlineJobs())
        board.reload()
        board.mark("r0")
        board.mark("r1")
        board.attach(lambda _state: None, self.detail.board_changed)
        self.detail.point("r0", "MCQA/accuracy")
        self.panel = ResultsPanel(None, dialogs)
        qtbot.addWidget(self.panel)
        self.panel.resize(1200, 360)
        self.panel.show()
        self.detail.attach(self.panel.render_detail)

    @property
    def words(self) -> str:
        """What can be read on labels."""
        return "\n".join(label.text() for label in self.panel.findChildren(QLabel) if label.isVisible())


def test_answers_are_listed_and_read(qtbot: QtBot, light: None) -> None:
    """The list says how each did; the text shows where it was read."""
    desk = _Desk(qtbot)
    desk.detail.show(Panel.ITEMS)
    desk.panel.items.chosen.connect(desk.detail.read)
    table = next(one for one in desk.panel.findChildren(Table) if one.isVisible())
    assert table.model().index(0, 0).data() == "– not scored"
    assert "upstream cannot score an empty answer" in desk.words
    table.setCurrentIndex(table.model().index(27, 0))
    assert desk.detail.state.at == 27
    assert "✓ right" in desk.words
    answer = next(one for one in desk.panel.findChildren(ReadingText) if one.accessibleName() == "Answer")
    assert desk.detail.state.item is not None
    assert answer.text == desk.detail.state.item.output
    assert answer.extraSelections()


def test_two_rows_are_a_table_with_a_sentence_for_each_task(qtbot: QtBot, light: None) -> None:
    """Numbers, the test, p by Holm, and what it means."""
    desk = _Desk(qtbot)
    desk.detail.show(Panel.TESTS)
    model = next(one for one in desk.panel.findChildren(Table) if one.isVisible()).model()
    row = [model.index(0, column).data() for column in range(model.columnCount())]
    assert row == [
        *("MedQA · accuracy", "1,273", "61.2", "65.8", "+4.6", "+2.1 to +7.0", "McNemar"),
        *("< 0.001", "0.001", "differs"),
        "B is right more often than A: 4.6 points, and chance does not explain it.",
    ]


def test_plots_can_be_saved(qtbot: QtBot, light: None, tmp_path: Path) -> None:
    """As a drawing, where the dialog says."""
    file = tmp_path / "plot.svg"
    desk = _Desk(qtbot, Chosen(file))
    for panel in (Panel.DOTS, Panel.LADDER, Panel.CONFIDENCE):
        desk.detail.show(panel)
        button(desk.panel, "Save the plot").click()
        assert file.read_text(encoding="utf-8").startswith("<?xml")
        file.unlink()


def test_protocol_and_closing_are_said(qtbot: QtBot, light: None) -> None:
    """And a panel without a kind is not there."""
    desk = _Desk(qtbot)
    desk.detail.show(Panel.ITEMS)
    with qtbot.waitSignal(desk.panel.protocol_chosen) as heard:
        next(one for one in desk.panel.findChildren(QPushButton) if one.text() == "paper").click()
    assert heard.args == [Protocol.PAPER]
    with qtbot.waitSignal(desk.panel.close_asked):
        button(desk.panel, "Close").click()
    desk.detail.close()
    assert not desk.panel.isVisible()


def test_how_things_went_is_said_in_words() -> None:
    """Never by colour alone."""
    assert {verdict_of(item) for item in items()} == {"– not scored", "✗ wrong", "✓ right"}
    assert [result_of(test) for test in task_tests()] == ["differs", "not shown", "not tested"]
    assert "14.8 points apart" in reliability_said(reliability())
