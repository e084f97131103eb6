"""The import report."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from workbench.gui.presenters.importing import ImportReport, ReportedRow
from workbench.gui.views.browse_report import ImportReportCard
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.lists import Table


def test_a_report_is_shown_and_put_away(qtbot: QtBot, light: None) -> None:
    """Counts in a line, a row for each that was reported; Copy and Close say so."""
    card = ImportReportCard()
    qtbot.addWidget(card)
    said: list[str] = []
    card.copy_asked.connect(lambda: said.append("copy"))
    card.close_asked.connect(lambda: said.append("close"))
    rows = tuple(ReportedRow("a.json", f"{number}", "output", "is missing") for number in range(40))
    card.render_report(ImportReport(1, 100, 60, 0, rows, 40, ended="The disk is full."))
    words = {label.text() for label in card.findChildren(QLabel) if not label.isHidden()}
    assert "1 file: 100 rows in = 60 kept + 40 reported" in words
    assert "The disk is full." in words
    (table,) = card.findChildren(Table)
    assert table.model().rowCount() == 40
    assert table.height() < 400
    for button in card.findChildren(Button):
        button.click()
    assert said == ["copy", "close"]
    card.render_report(ImportReport(1, 60, 60))
    assert table.isHidden()
    card.render_report(None)
    assert card.isHidden()
