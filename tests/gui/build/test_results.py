"""The Results screen, built as the window builds it."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.gui.build.workplace import workplace
from tests.gui.invented_results import Doing
from workbench.domain.scores import Protocol
from workbench.gui.build.results import build_results
from workbench.gui.build.results_operations import results_operations
from workbench.gui.presenters.results_values import ExportKind
from workbench.gui.views.results import ResultsView
from workbench.store.changes import Changes


def test_from_the_board_to_the_tests_of_two_rows_by_keys(qtbot: QtBot, light: None, tmp_path: Path) -> None:
    """Down, space, down, space, T; Enter for the answers; what is chosen reaches the operations."""
    place, doing = workplace(tmp_path), Doing()
    screen = build_results(place.context, doing.operations)
    view = screen.view
    assert isinstance(view, ResultsView)
    qtbot.addWidget(view)
    view.resize(1200, 760)
    with qtbot.waitExposed(view):
        view.show()
    screen.reload()
    view.sorted.emit("MCQA/accuracy")
    for key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageUp, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space):
        qtbot.keyClick(view.board, key)
    qtbot.keyClick(view.board, "T")
    assert doing.asked[-1] == ("compare", "r2", "r1", Protocol.CORRECTED)
    qtbot.keyClick(view.board, Qt.Key.Key_Return)
    assert doing.asked[-1] == ("items", "r1", "MCQA/accuracy", Protocol.CORRECTED)
    view.panel.protocol_chosen.emit(Protocol.PAPER)
    assert doing.asked[-1] == ("items", "r1", "MCQA/accuracy", Protocol.PAPER)
    view.files.export_asked.emit(ExportKind.CSV, tmp_path / "a.csv")
    view.files.published_chosen.emit(tmp_path / "p.csv")
    view.files.results_chosen.emit([tmp_path / "r.csv"])
    assert [asked[0] for asked in doing.asked[-3:]] == ["export", "published", "import"]
    assert place.changes == [Changes.RUNS, Changes.RUNS]
    view.run_asked.emit()
    assert place.went == ["run"]
    screen.close()


def test_a_project_without_results_is_empty(qtbot: QtBot, light: None, tmp_path: Path) -> None:
    """It says what to do first."""
    place = workplace(tmp_path)
    screen = build_results(place.context, results_operations(place.context.project))
    qtbot.addWidget(screen.view)
    screen.reload()
    screen.view.show()
    assert isinstance(screen.view, ResultsView)
    assert not screen.view.board.isVisible()
    screen.close()
