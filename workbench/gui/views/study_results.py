"""Draws the results of a study: agreement on each question, and tables about raters and arms."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.domain.reports import Table as Sheet
from workbench.gui.presenters.study_page import PageState
from workbench.gui.presenters.study_tables import AxisRow
from workbench.gui.tables.rows import Column, RowsTable
from workbench.gui.theme import scaled
from workbench.gui.widgets.card import MARGIN, ScrollColumn, column
from workbench.gui.widgets.columns import Columns
from workbench.gui.widgets.labels import Label, SectionLabel, WrapLabel
from workbench.gui.widgets.lists import ROW, Table

_WIDEST = 860
"""Pixels of a table of text: with numbers far apart a row is hard to follow."""
_MOST_ROWS = 40
"""Rows of a table among others; more of them scroll by themselves."""
Cells = tuple[str, ...]


class SheetPart(QWidget):
    """A table of text under its title, with its note; as high as its rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads: Cells = ()
        self._title, self._note = SectionLabel(), WrapLabel("", "soft")
        self._table: Table | None = None
        self._body = column(self._title, self._note, spacing=6)
        self.setLayout(self._body)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a table."""
        if sheet.heads != self._heads or self._table is None:
            self._make(sheet)
        assert self._table is not None
        self._title.setText(sheet.title)
        self._note.setText(sheet.note)
        self._note.setVisible(bool(sheet.note))
        self._table.setAccessibleName(sheet.title)
        self._table.setMaximumWidth(scaled(_WIDEST))
        self._table.show_rows(sheet.rows)
        rows = max(1, min(len(sheet.rows), _MOST_ROWS))
        self._table.setFixedHeight(scaled(ROW) * (rows + 1) + 6)

    def _make(self, sheet: Sheet) -> None:
        if self._table is not None:
            self._body.removeWidget(self._table)
            self._table.deleteLater()
        self._heads = sheet.heads
        widest = _widest(sheet)
        self._table = Table(
            RowsTable[Cells](
                [
                    _column(
                        head, place, place in sheet.numbers, None if place == widest else _width(sheet, place)
                    )
                    for place, head in enumerate(sheet.heads)
                ]
            )
        )
        self._body.insertWidget(1, self._table)


class SheetsPart(ScrollColumn):
    """Tables below each other."""

    def __init__(self) -> None:
        super().__init__()
        self.body.setSpacing(MARGIN)
        self._parts: list[SheetPart] = []
        self.body.addStretch(1)

    def show_sheets(self, sheets: Sequence[Sheet]) -> None:
        """Show these tables and no others."""
        while len(self._parts) < len(sheets):
            part = SheetPart()
            self.body.insertWidget(len(self._parts), part)
            self._parts.append(part)
        for place, part in enumerate(self._parts):
            part.setVisible(place < len(sheets))
            if place < len(sheets):
                part.show_sheet(sheets[place])


class AgreementPart(QWidget):
    """Whether raters agree: a row for each question, and everything about the chosen one.

    Signals:
        chosen: show everything about this question (str).
    """

    chosen = Signal(str)

    def __init__(self, memory: QSettings | None) -> None:
        super().__init__()
        self._rows: tuple[AxisRow, ...] = ()
        self._table = Table(
            RowsTable[AxisRow](
                [
                    Column("Question", lambda one: one.name, tip=lambda one: one.tip or one.name),
                    Column("Answers", lambda one: one.answers, number=True, width=68),
                    Column(
                        "Same", lambda one: one.percent, number=True, width=56, header_tip="Percent agreement"
                    ),
                    Column(
                        "Beyond chance", lambda one: one.beyond, width=170, tip=lambda one: one.tip or None
                    ),
                    Column(
                        "Gwet", lambda one: one.gwet, width=170, tip=lambda one: one.tip or None, spare=True
                    ),
                ]
            )
        )
        self._table.setAccessibleName("Agreement on each question")
        self._table.chosen.connect(lambda place: self.chosen.emit(self._rows[place].question))
        self._name, self._sentence = Label("", "heading"), WrapLabel("")
        self._sheets = SheetsPart()
        beside = QWidget()
        beside.setProperty("role", "plain")
        beside.setLayout(column(self._name, self._sentence, self._sheets))
        parts = Columns("study/agreement", memory)
        parts.add(self._table, 420, 320)
        parts.add(beside, 420, 760)
        parts.begin(480, 600)
        self.setLayout(column(parts))

    def render_state(self, state: PageState) -> None:
        """Show the agreement of `state`."""
        self._rows = state.axes
        at = next((place for place, one in enumerate(state.axes) if one.question == state.axis_id), None)
        self._table.show_rows(state.axes, at)
        detail = state.axis
        self._name.setText(detail.name if detail is not None else "")
        self._sentence.setText(detail.sentence if detail is not None else "")
        self._sheets.show_sheets((detail.coefficients, detail.disagreements) if detail is not None else ())


def _column(title: str, place: int, number: bool, width: int | None) -> Column[Any]:
    return Column(title, lambda cells: cells[place], number=number, width=width)


def _longest(sheet: Sheet, place: int) -> int:
    return max((len(cells[place]) for cells in sheet.rows), default=0)


def _widest(sheet: Sheet) -> int:
    """The column that takes what the others leave."""
    return max(range(len(sheet.heads)), key=lambda place: _longest(sheet, place))


def _width(sheet: Sheet, place: int) -> int:
    """Pixels for the longest text, within reason."""
    return min(230, max(56, 7 * max(_longest(sheet, place), len(sheet.heads[place])) + 18))
