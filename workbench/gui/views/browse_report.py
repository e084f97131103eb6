"""What an import did: every row counted, every reported row with its place and its reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.gui.presenters.importing import ImportReport, ReportedRow
from workbench.gui.tables.rows import Column, RowsTable
from workbench.gui.theme import scaled
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.card import Card, row
from workbench.gui.widgets.icons import IconMark
from workbench.gui.widgets.labels import WrapLabel
from workbench.gui.widgets.lists import ROW, Table

MOST_ROWS = 7
"""In view at a time."""


class ImportReportCard(Card):
    """The report of the last import, until it is put away.

    Signals:
        copy_asked: put the report on the clipboard.
        close_asked: put the report away.
    """

    copy_asked = Signal()
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = IconMark("check", "good", 20)
        self._heading = WrapLabel("", "heading")
        self._ended = WrapLabel("", "severity")
        copy = Button("Copy", icon="copy", tip="Copy the whole report")
        close = Button("Close", icon="close", key="browse.close")
        copy.clicked.connect(self.copy_asked)
        close.clicked.connect(self.close_asked)
        columns: list[Column[ReportedRow]] = [
            Column("File", lambda line: line.file, width=280),
            Column("Index", lambda line: line.index, number=True, width=72),
            Column("Field", lambda line: line.field, width=110),
            Column("Reason", lambda line: line.reason),
        ]
        self._table = Table(RowsTable(columns))
        top = row(self._mark, self._heading, copy, close)
        top.setStretch(1, 1)
        self.body.addLayout(top)
        self.body.addWidget(self._ended)
        self.body.addWidget(self._table)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def render_report(self, report: ImportReport | None) -> None:
        """Show `report`, or be away when there is none."""
        self.setVisible(report is not None)
        if report is None:
            return
        self._mark.set_icon(*(("check", "good") if report.clean else ("warning", "severity")))
        self._heading.setText(report.heading)
        self._ended.setText(report.ended)
        self._ended.setVisible(bool(report.ended))
        self._table.show_rows(report.reported)
        self._table.setVisible(bool(report.reported))
        # As high as its rows, up to a few; the header is as high as a row.
        self._table.setFixedHeight(scaled(ROW) * (min(len(report.reported), MOST_ROWS) + 1) + 6)
