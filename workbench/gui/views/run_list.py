"""Draws the list of the project's runs."""

from PySide6.QtCore import Signal

from workbench.gui.presenters.run_list import RunLine, RunListState
from workbench.gui.tables.rows import Column, RowsTable
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.card import Card, EmptyState
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.labels import WrapLabel
from workbench.gui.widgets.lists import Table
from workbench.gui.widgets.pane import Pane
from workbench.gui.widgets.stack import Stack


class RunListView(Pane):
    """Every run, newest first.

    Signals:
        chosen: look at the run with this id (str).
        opened: show the answers of this run (str).
        resume_asked: ask what this run still lacks (str).
        delete_asked, delete_confirmed, delete_refused: the selected run shall go; yes; no.
        setup_asked: go and set up a run.
    """

    chosen = Signal(str)
    opened = Signal(str)
    resume_asked = Signal(str)
    delete_asked = Signal()
    delete_confirmed = Signal()
    delete_refused = Signal()
    setup_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[RunLine, ...] = ()
        self._selected: str | None = None
        self._table = Table(
            RowsTable[RunLine](
                [
                    Column("Started", lambda line: line.created, width=140),
                    Column("Model", lambda line: line.model),
                    Column("Prompt", lambda line: line.protocol, width=64),
                    Column("Tasks", lambda line: line.tasks, width=130),
                    Column("Answered", lambda line: line.answered, number=True, width=110),
                    Column("State", lambda line: line.state, width=96),
                ]
            )
        )
        self._table.setAccessibleName("Runs")
        self._table.chosen.connect(lambda place: self.chosen.emit(self._lines[place].id))
        self._table.opened.connect(lambda place: self.opened.emit(self._lines[place].id))
        self._build()

    def render_state(self, state: RunListState) -> None:
        """Show `state`."""
        self._lines, self._selected = state.lines, state.selected
        self._stack.setCurrentIndex(1 if state.lines or not state.loaded else 0)
        at = next((place for place, line in enumerate(state.lines) if line.id == state.selected), None)
        self._table.show_rows(state.lines, at)
        asking = bool(state.question)
        self._question.setText(state.question or state.message)
        self._question.setVisible(bool(self._question.text()))
        for button in (self._delete, self._keep):
            button.setVisible(asking)
        for button in (self._open, self._resume, self._ask):
            button.setVisible(not asking)
        self._open.setEnabled(state.line is not None)
        self._resume.setEnabled(state.can_resume)
        self._ask.setEnabled(state.can_delete)

    def _build(self) -> None:
        empty = EmptyState(
            "run", "No run yet", "Set up a run: tick tasks, choose a model and start.", "Set up a run"
        )
        empty.asked.connect(self.setup_asked)
        self._question = WrapLabel("", "severity")
        self._open = Button("Show answers", icon="eye", key="run.answers")
        self._resume = Button("Resume", icon="run", tip="Ask what is left, failures included")
        self._ask = Button("Delete…", icon="trash")
        self._delete = Button("Delete the run", icon="trash", kind="danger")
        self._keep = Button("Keep it", key="run.keep")
        self._open.clicked.connect(lambda: self.opened.emit(self._selected or ""))
        self._resume.clicked.connect(lambda: self.resume_asked.emit(self._selected or ""))
        self._ask.clicked.connect(self.delete_asked)
        self._delete.clicked.connect(self.delete_confirmed)
        self._keep.clicked.connect(self.delete_refused)
        card = Card()
        card.body.addWidget(self._table, 1)
        card.body.addWidget(self._question)
        card.body.addWidget(Flow(self._open, self._resume, self._ask, self._delete, self._keep))
        self._stack = Stack()
        self._stack.addWidget(empty)
        self._stack.addWidget(card)
        self.setLayout(self._stack)
        self.setFocusProxy(self._table)
