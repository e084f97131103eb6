"""The buttons of the Results screen that read and write files."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.gui.chosen import Chosen
from workbench.gui.presenters.results_values import ExportKind
from workbench.gui.views.results_files import ResultsFilesButtons


def test_every_kind_of_file_can_be_written(qtbot: QtBot, light: None) -> None:
    """Where the dialog says."""
    around = QWidget()
    qtbot.addWidget(around)
    buttons = ResultsFilesButtons(around, Chosen(Path("x.out")))
    written: list[tuple[ExportKind, Path]] = []
    buttons.export_asked.connect(lambda kind, path: written.append((kind, path)))
    for action in buttons.export_menu().actions():
        action.trigger()
    assert written == [(kind, Path("x.out")) for kind in ExportKind]


def test_files_are_chosen_and_going_back_chooses_none(qtbot: QtBot, light: None) -> None:
    """Answers and published numbers."""
    around, dialogs = QWidget(), Chosen(Path("in.csv"))
    qtbot.addWidget(around)
    buttons = ResultsFilesButtons(around, dialogs)
    results, published = buttons.import_button(), buttons.published_button()
    with qtbot.waitSignal(buttons.results_chosen) as heard:
        results.click()
    assert heard.args == [[Path("in.csv")]]
    with qtbot.waitSignal(buttons.published_chosen) as heard:
        published.click()
    assert heard.args == [Path("in.csv")]
    dialogs.path = None
    with qtbot.assertNotEmitted(buttons.results_chosen), qtbot.assertNotEmitted(buttons.published_chosen):
        results.click()
        published.click()
    for button in (results, published):
        qtbot.addWidget(button)
