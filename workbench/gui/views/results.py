"""Draws the Results screen."""

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.gui.dialogs import FileDialogs
from workbench.gui.presenters import phrases
from workbench.gui.presenters.results import BoardState, Phase
from workbench.gui.presenters.results_grid import Shown
from workbench.gui.presenters.results_panels import DetailState, Panel
from workbench.gui.presenters.results_words import facts_line
from workbench.gui.views.results_files import ResultsFilesButtons
from workbench.gui.views.results_filters import ResultsFilters
from workbench.gui.views.results_panel import ResultsPanel
from workbench.gui.widgets.board import BoardTable
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.card import GAP, MARGIN, Card, EmptyState, Splitter, head
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.labels import Chip, Label, WrapLabel
from workbench.gui.widgets.pane import Pane
from workbench.gui.widgets.shortcuts import NamedCap, Shortcut
from workbench.gui.widgets.stack import Stack

_PANELS = (
    ("Answers", "results.answers", Panel.ITEMS, "The answers behind the cell, wrong ones first"),
    ("Two rows", "results.tests", Panel.TESTS, "The two marked rows with their tests"),
    ("Dots", "results.dots", Panel.DOTS, "A dot and an interval for each task"),
    ("Quantization", "results.quantization", Panel.LADDER, "Quantization against the score of this column"),
    (
        "Confidence",
        "results.confidence",
        Panel.CONFIDENCE,
        "How sure the model was against how often it was right",
    ),
)
_EMPTY = {
    Phase.EMPTY: (
        "No results yet",
        "Run a model on some tasks, read in answers that somebody else made, or add published numbers. "
        "Every answer is scored under both protocols, and the rows stand here beside one another.",
    ),
    Phase.LOADING: ("Reading the results…", "Answers without a score are scored now."),
    Phase.FAILED: ("The results could not be read", ""),
}


class ResultsView(Pane):
    """The leaderboard with its filters, and below it what is behind a cell.

    Signals:
        run_asked: go and run a model.
        sorted: order by this column, None for names (str or None).
        folded: unfold or fold this category (str).
        marked: mark this line (str).
        pointed, opened: a cell is current, or its answers are wanted: line's id, column's id (str, str).
        panel_asked: show this below the board (Panel).
        again_asked: read the board again.
    """

    run_asked = Signal()
    sorted = Signal(object)
    folded = Signal(str)
    marked = Signal(str)
    pointed = Signal(str, str)
    opened = Signal(str, str)
    panel_asked = Signal(object)
    again_asked = Signal()

    def __init__(self, memory: QSettings | None = None, dialogs: FileDialogs | None = None) -> None:
        super().__init__()
        self.files = ResultsFilesButtons(self, dialogs)
        self.filters = ResultsFilters(self)
        self._state = BoardState()
        self._panel_shown: Panel | None = None
        self.board = BoardTable()
        self.panel = ResultsPanel(memory, dialogs)
        self.panel.hide()
        for mine, theirs in (
            (self.sorted, self.board.sorted),
            (self.folded, self.board.folded),
            (self.marked, self.board.marked),
            (self.pointed, self.board.pointed),
            (self.opened, self.board.opened),
        ):
            theirs.connect(mine)
        self.board.pointed.connect(lambda _line, _column: self._show_facts())
        self._build(memory)
        self.setFocusProxy(self.board)

    def render_state(self, state: BoardState) -> None:
        """Show `state`."""
        self._state = state
        ready = state.phase is Phase.READY
        self._stack.setCurrentIndex(1 if ready else 0)
        if not ready:
            title, text = _EMPTY[state.phase]
            self._empty.set_text(title, state.scoring or state.message or text)
            for button in (self._empty.button, *self._first):
                button.setVisible(state.phase is Phase.EMPTY)
        choice, grid = state.choice, state.grid
        shown = len(grid.lines)
        rows = phrases.counted(grid.total, "row")
        self._count.setText(rows if shown == grid.total else f"{shown:,} of {rows}")
        self._scoring.setText(state.scoring or state.message)
        self._scoring.setVisible(bool(self._scoring.text()))
        self.filters.render_state(state)
        self.board.show_board(grid, choice.sorting, state.marked)
        self.files.export.setEnabled(ready)
        self._show_facts()

    def render_detail(self, state: DetailState) -> None:
        """Show what stands below the board."""
        self.panel.render_detail(state)
        self._panel_shown = state.panel
        for panel, button in self._panels.items():
            button.setChecked(panel is state.panel)
            button.set_kind("primary" if panel is state.panel else "plain")

    def _show_facts(self) -> None:
        """What is known about the current cell, for those who do not use a mouse."""
        at = self.board.current
        line = self._state.line(at[0]) if at else None
        column = self._state.column(at[1]) if at else None
        if line is None or column is None:
            nothing = self._state.phase is Phase.READY and not self._state.grid.lines
            self._facts.setText("No row is left by these filters." if nothing else "")
            return
        place = self._state.grid.columns.index(column)
        self._facts.setText(facts_line(line, column, line.cells[place]))

    def _build(self, memory: QSettings | None) -> None:
        self._empty = EmptyState("results", *_EMPTY[Phase.EMPTY], "Run a model")
        self._empty.asked.connect(self.run_asked)
        again = Shortcut("results.again", self._empty)
        again.activated.connect(self.again_asked)
        self._first = [self.files.import_button(), self.files.published_button()]
        for place, button in enumerate(self._first):
            self._empty.extra.insertWidget(1 + place, button)
        work = QWidget()
        whole = QVBoxLayout(work)
        whole.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        whole.setSpacing(GAP)
        whole.addLayout(self._head())
        whole.addWidget(self.filters)
        parts = Splitter("results", memory, Qt.Orientation.Vertical)
        parts.addWidget(self._table())
        parts.addWidget(self.panel)
        parts.begin(400, 360)
        whole.addWidget(parts, 1)
        whole.addWidget(self._keys())
        self._stack = Stack()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(work)
        self.setLayout(self._stack)

    def _head(self) -> QHBoxLayout:
        self._count, self._scoring = Chip("", "soft"), Label("", "soft")
        return head(
            Label("Results", "title"),
            self._count,
            self._scoring,
            1,
            self.files.import_button(),
            self.files.published_button(),
            self.files.export,
        )

    def _table(self) -> Card:
        card = Card(margin=1)
        card.body.addWidget(self.board, 1)
        self._facts = WrapLabel("", "soft")
        self._facts.setContentsMargins(MARGIN, 2, MARGIN, 10)
        self._facts.setAccessibleName("The current cell")
        card.body.addWidget(self._facts)
        return card

    def _keys(self) -> Flow:
        """The line of what can be done, each with its key."""
        self._panels = {}
        hints: list[QWidget] = [
            NamedCap("results.open"),
            Label("answers", "soft"),
            NamedCap("results.mark"),
            Label("marks a row", "soft"),
        ]
        for words, key, panel, tip in _PANELS:
            button = Button(words, key=key, tip=tip)
            button.setCheckable(True)
            button.clicked.connect(lambda _on, panel=panel: self._ask_panel(panel))
            self._panels[panel] = button
        rest = (
            ("Sort", "results.sort", "Order by this column", self._sort_here),
            ("Unfold", "results.unfold", "Show the tasks of this category, or hide them", self._fold_here),
            ("Protocol", "results.protocols", "Both, paper, corrected", self._turn_protocols),
            ("", "results.again", "Score again and read again", self.again_asked.emit),
        )
        others = []
        for words, key, tip, what in rest:
            button = Button(words, key=key, tip=tip, kind="quiet", icon=None if words else "refresh")
            button.clicked.connect(lambda _on, what=what: what())
            others.append(button)
        return Flow(*self._panels.values(), *others, *hints)

    def _ask_panel(self, panel: Panel) -> None:
        if panel is self._panel_shown:
            self.panel.close_asked.emit()
        elif panel is Panel.ITEMS and self.board.current is not None:
            self.opened.emit(*self.board.current)
        else:
            if self.board.current is not None:
                # The first cell is current without anybody having gone there.
                self.pointed.emit(*self.board.current)
            self.panel_asked.emit(panel)

    def _sort_here(self) -> None:
        if self.board.current is not None:
            self.sorted.emit(self.board.current[1])

    def _fold_here(self) -> None:
        column = self._state.column(self.board.current[1]) if self.board.current is not None else None
        if column is not None:
            self.folded.emit(column.category)

    def _turn_protocols(self) -> None:
        every = list(Shown)
        self.filters.protocols_chosen.emit(every[(every.index(self._state.choice.shown) + 1) % len(every)])
