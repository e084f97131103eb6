"""Draws the queue of what raters disagree about, and agreement before and after what is decided."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from workbench.gui.presenters.adjudication_values import AdjudicationState, QueueRow, Shown
from workbench.gui.presenters.adjudication_words import resolution_said
from workbench.gui.tables.rows import Column, RowsTable
from workbench.gui.theme import scaled
from workbench.gui.views.study_results import SheetsPart
from workbench.gui.widgets.buttons import CapButton, Segmented
from workbench.gui.widgets.card import column
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.labels import Label, WrapLabel
from workbench.gui.widgets.lists import ROW, Table
from workbench.gui.widgets.numbers import Choice

ALL = "all questions"
_DECIDED = 4
"""The column that says what was decided."""
_AROUND = 84
"""Pixels of the title and the note of a table, at the default text size."""
_HIGHEST = 250
_SHOWN = [(Shown.OPEN, "To decide"), (Shown.DECIDED, "Decided"), (Shown.ALL, "All")]
_EMPTY = {
    Shown.OPEN: "Everything here is decided.",
    Shown.DECIDED: "Nothing here is decided yet.",
    Shown.ALL: "Raters agree about everything here.",
}


class AdjudicationQueueView(QWidget):
    """The queue, worst first.

    Signals:
        question_chosen: list only this question, all for "" (str).
        shown_chosen: list these (Shown).
        chosen: the row with this number is the chosen one (int).
        opened: open the chosen one.
    """

    question_chosen = Signal(str)
    shown_chosen = Signal(object)
    chosen = Signal(int)
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._progress, self._bar = Label("", "heading"), QProgressBar()
        self._bar.setTextVisible(False)
        self._question, self._shown = Choice("Question"), Segmented(_SHOWN)
        self._question.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._question.setMinimumContentsLength(14)
        self._question.activated.connect(
            lambda: self.question_chosen.emit(self._question.currentData() or "")
        )
        self._shown.chosen.connect(self.shown_chosen)
        self._open = CapButton("Open", "Return", kind="primary")
        self._open.clicked.connect(self.opened)
        self._words = WrapLabel("", "soft")
        self.table = Table(RowsTable[QueueRow](_columns()))
        self.table.setAccessibleName("What raters disagree about")
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(lambda _row: self.opened.emit())
        self._sheets = SheetsPart()
        whole = column(
            Flow(self._progress, self._bar, self._question, self._shown, self._open),
            self._words,
            self.table,
            self._sheets,
            spacing=10,
        )
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.table)

    def render_state(self, state: AdjudicationState) -> None:
        """Show the queue of `state`."""
        if state.item is not None:
            return
        self._progress.setText(f"{state.decided:,} of {state.total:,} decided")
        self._bar.setMaximum(max(1, state.total))
        self._bar.setValue(state.decided)
        self._bar.setFixedWidth(scaled(110))
        questions = state.queue.questions if state.queue is not None else ()
        self._question.show_choices([("", ALL), *questions], state.question)
        self._shown.set_value(state.shown)
        self._open.setEnabled(state.row is not None)
        self.table.hide_column(_DECIDED, state.shown is Shown.OPEN)
        self.table.show_rows(state.rows, state.row)
        self._say(state)
        sheet = state.agreement
        self._sheets.show_sheets((sheet,) if sheet is not None else ())
        self._sheets.setVisible(sheet is not None)
        if sheet is not None:
            needed = scaled(ROW) * (len(sheet.rows) + 1) + scaled(_AROUND)
            self._sheets.setFixedHeight(min(needed, scaled(_HIGHEST)))
            # Qt takes the note to be as high as it is where it is narrowest, and would scroll for nothing.
            policy = Qt.ScrollBarPolicy
            fits = needed <= scaled(_HIGHEST)
            self._sheets.setVerticalScrollBarPolicy(
                policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded
            )

    def _say(self, state: AdjudicationState) -> None:
        words = state.message
        if not words and state.queue is None:
            words = "Looking for what raters disagree about…"
        elif not words and not state.rows:
            words = _EMPTY[state.shown]
        elif not words and state.computing:
            words = "Comparing agreement before and after…"
        elif not words and state.decided:
            words = f"Decisions are kept beside the project, in {state.kept.file}."
        self._words.setText(words)
        self._words.set_role("severity" if state.failed else "soft")
        self._words.setVisible(bool(words))


def _columns() -> list[Column[QueueRow]]:
    return [
        Column(
            "Part",
            lambda one: f"{100 * one.entry.case.share:.0f} %",
            number=True,
            width=56,
            header_tip="Of all disagreement on its question",
        ),
        Column("Question", lambda one: one.entry.name, width=130),
        Column("Answer or item", lambda one: one.entry.about),
        Column(
            "Raters said",
            lambda one: one.entry.said,
            width=180,
            tip=lambda one: one.entry.said_whole,
            header_tip="In an order that says nothing about who said what",
        ),
        Column(
            "Decided",
            lambda one: resolution_said(one.entry, one.resolution, short=True) or "–",
            width=150,
            tip=lambda one: resolution_said(one.entry, one.resolution) or None,
        ),
    ]
