"""Draws the Compare screen."""

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.domain.languages import han_language
from workbench.gui.presenters import phrases
from workbench.gui.presenters.compare import (
    FEWEST,
    LETTERS,
    CompareState,
    Line,
    Only,
    Page,
    Paired,
    Phase,
    Switch,
)
from workbench.gui.tables.rows import Column, RowsTable
from workbench.gui.views.compare_panes import AnswerPanes, ConfidenceLegend
from workbench.gui.widgets.buttons import Button, FilterChip
from workbench.gui.widgets.card import GAP, MARGIN, PART, Card, EmptyState, Splitter, column, head, row
from workbench.gui.widgets.columns import Columns
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.labels import Chip, Label, SectionLabel, WrapLabel
from workbench.gui.widgets.lists import Table
from workbench.gui.widgets.pane import Pane
from workbench.gui.widgets.reading import ReadingText
from workbench.gui.widgets.stack import Stack

_LISTS = {
    Only.ALL: "All",
    Only.DIFFERENT: "Different",
    Only.FIRST_RIGHT: "A right, B wrong",
    Only.SECOND_RIGHT: "B right, A wrong",
}
_NEIGHBOURS = (
    ("Previous instance", "compare.previous", -1, "up"),
    ("Next instance", "compare.next", 1, "down"),
)
_STEPS = (
    ("Difference", "Previous difference", "compare.previous-difference", -1, Only.DIFFERENT),
    ("Difference", "Next difference", "compare.next-difference", 1, Only.DIFFERENT),
    ("A right, B wrong", "Next A right, B wrong", "compare.first-right", 1, Only.FIRST_RIGHT),
)
"""What stands on the button, beside an arrow, and what it means."""
_SWITCHES = (
    ("Reference", "compare.reference", Switch.REFERENCE),
    ("Scroll together", "compare.together", Switch.TOGETHER),
    ("Mark words", "compare.marks", Switch.MARKS),
    ("Confidence", "compare.confidence", Switch.CONFIDENCE),
)
_EMPTY = {
    Phase.NO_RUNS: (
        "Nothing to compare yet",
        "Run two models on the same task. Their answers will stand here side by side, with the words "
        "marked that differ.",
    ),
    Phase.CHOOSE: ("Choose two runs", "Choose a run for A and one for B in the two lists below."),
    Phase.LOADING: ("Reading the answers…", "The instances that all chosen runs have answered."),
    Phase.NOTHING_SHARED: (
        "No instance in common",
        "These runs have not answered the same instances. Choose runs of the same task and sample.",
    ),
    Phase.FAILED: ("The runs could not be compared", ""),
}


def _exact(line: Line) -> str:
    """The letters of the runs whose answer equals a reference."""
    return " ".join(LETTERS[place] for place, right in enumerate(line.right) if right) or "–"


class CompareView(Pane):
    """The instances that runs share, one at a time, the answers side by side.

    Signals:
        run_asked: go and run a model.
        run_added: compare one more run.
        run_chosen: compare this run under the letter with this number; None to do without it (int, object).
        line_chosen: show the listed instance with this number (int).
        only_chosen: list only these instances (Only).
        stepped: go so far on, to an instance of this kind (int, Only).
        flipped: turn this on or off (Switch).
    """

    run_asked = Signal()
    run_added = Signal()
    run_chosen = Signal(int, object)
    line_chosen = Signal(int)
    only_chosen = Signal(object)
    stepped = Signal(int, object)
    flipped = Signal(object)

    def __init__(self, memory: QSettings | None = None) -> None:
        super().__init__()
        self._table = Table(
            RowsTable[Line](
                [
                    Column("#", lambda line: f"{line.number:,}", number=True, width=40),
                    Column("Task", lambda line: line.task_id, width=80, spare=True),
                    Column("Texts", lambda line: "same" if line.same else "differ", width=52, spare=True),
                    Column("Exact", _exact, width=54, header_tip="Whose answer equals a reference, trimmed"),
                    Column("Input", lambda line: line.start, language=lambda line: han_language(line.start)),
                ]
            )
        )
        self._table.chosen.connect(self.line_chosen)
        self._chips = {only: FilterChip(words) for only, words in _LISTS.items()}
        for only, chip in self._chips.items():
            chip.clicked.connect(lambda _on, only=only: self.only_chosen.emit(only))
        self._panes = AnswerPanes()
        self._panes.chosen.connect(self.run_chosen)
        self._legend = ConfidenceLegend()
        self._input, self._reference = ReadingText(), ReadingText()
        self._place = Label("", "heading")
        self._note = WrapLabel("", "soft")
        self._hidden = WrapLabel("Hidden. Press R to show it.", "soft")
        self._build(memory)
        self.setFocusProxy(self._table)

    def render_state(self, state: CompareState) -> None:
        """Show `state`."""
        ready = state.phase is Phase.READY
        self._stack.setCurrentIndex(0 if state.phase is Phase.NO_RUNS else 1)
        self._question.setCurrentIndex(1 if ready else 0)
        self._say_why_empty(state)
        self._add.setEnabled(state.can_add)
        self._add.setToolTip("" if state.can_add else "No other run to add, or four are compared already")
        self._show_summary(state.paired if ready else None)
        self._panes.show_runs(state.choices, state.chosen, FEWEST)
        self._panes.scroll_together(Switch.TOGETHER in state.switches)
        self._panes.show_answers(state.page.panes if state.page is not None else ())
        self._table.show_rows(state.lines, state.at)
        for only, chip in self._chips.items():
            chip.setChecked(only is state.only)
        for switch, button in self._switches.items():
            button.setChecked(switch in state.on)
            button.set_icon("check" if switch in state.on else "minus")
        self._legend.setVisible(state.explains_tints)
        self._show_page(state.page, Switch.REFERENCE in state.switches)
        self._note.setText(state.message or _note(state))

    def _say_why_empty(self, state: CompareState) -> None:
        if state.phase in _EMPTY:
            title, text = _EMPTY[state.phase]
            self._nothing.set_text(title, state.message or text)

    def _show_summary(self, paired: Paired | None) -> None:
        self._summary.setVisible(paired is not None)
        if paired is None:
            return
        self._shared.setText(f"{paired.shared:,} in common")
        self._shared.setToolTip(f"{phrases.counted(paired.shared, 'instance')} answered by every run")
        self._same.setText(f"{paired.same:,} the same text")
        self._same.setToolTip(f"{paired.same:,} of {paired.shared:,} answers are the same text in every run")
        for number, chip in enumerate(self._exact):
            chip.setVisible(number < len(paired.right))
            if number < len(paired.right):
                chip.setText(f"{LETTERS[number]}: {paired.right[number]:,} exact")
                chip.setToolTip(
                    f"{paired.right[number]:,} of {paired.shared:,} answers equal a reference "
                    "once white space at both ends is taken away"
                )
        counts = dict(paired.counts)
        for only, button in self._chips.items():
            button.setText(f"{_LISTS[only]}  {counts.get(only, 0):,}")

    def _show_page(self, page: Page | None, reference: bool) -> None:
        self._reference.setVisible(reference)
        self._hidden.setVisible(not reference)
        if page is None:
            self._place.setText("No instance in this list")
            self._input.set_text("")
            self._reference.set_text("")
            return
        self._place.setText(f"{page.task_id} · {page.number:,}")
        self._input.set_text(page.input)
        self._reference.set_text("\n\n".join(page.references) or "(this instance has no reference)")

    def _build(self, memory: QSettings | None) -> None:
        self._empty = EmptyState("compare", *_EMPTY[Phase.NO_RUNS], "Go to Run")
        self._empty.asked.connect(self.run_asked)
        self._nothing = EmptyState("compare", "", "")
        work = QWidget()
        whole = QVBoxLayout(work)
        whole.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        whole.setSpacing(GAP)
        whole.addWidget(self._head())
        columns = Columns("compare", memory, last_on_top=True)
        columns.add(self._list(), 356, 280)
        columns.add(self._instance(memory), 470, 520)
        columns.begin(440, 880)
        whole.addWidget(columns, 1)
        whole.addWidget(self._keys())
        self._stack = Stack()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(work)
        self.setLayout(self._stack)

    def _head(self) -> QWidget:
        self._shared, self._same = Chip("", "accent"), Chip("", "soft")
        self._exact = [Chip("", "soft") for _ in LETTERS]
        self._summary = Flow(self._shared, self._same, *self._exact)
        self._add = Button("Add a run", icon="plus")
        self._add.clicked.connect(self.run_added)
        whole = QWidget()
        # Between stretches, because a row that wraps begins at its top.
        line = head(Label("Compare", "title"), column(1, self._summary, 1), self._add, spacing=GAP)
        line.setStretch(1, 1)
        whole.setLayout(line)
        return whole

    def _list(self) -> Card:
        card = Card()
        card.body.addWidget(Flow(*self._chips.values(), spacing=6))
        card.body.addWidget(self._table, 1)
        card.body.addWidget(self._note)
        return card

    def _instance(self, memory: QSettings | None) -> QWidget:
        question = Card(margin=12)
        question.body.addLayout(head(self._place, 1, *self._neighbours(), spacing=4, height=PART))
        left = column(SectionLabel("Input"), self._input)
        right = column(SectionLabel("Reference"), self._hidden, self._reference, 0)
        right.setStretch(2, 1000)
        texts = row(left, right, spacing=MARGIN)
        texts.setStretch(0, 3)
        texts.setStretch(1, 2)
        question.body.addLayout(texts, 1)
        self._input.setAccessibleName("Input")
        self._reference.setAccessibleName("Reference")
        above = QWidget()
        self._question = Stack(above)
        self._question.addWidget(self._nothing)
        self._question.addWidget(question)
        parts = Splitter("compare/instance", memory, Qt.Orientation.Vertical)
        parts.addWidget(above)
        answers = QWidget()
        answers.setLayout(column(self._panes, self._legend))
        parts.addWidget(answers)
        parts.begin(260, 400)
        return parts

    def _neighbours(self) -> list[Button]:
        """The steps to the instances beside this one in the list."""
        buttons = []
        for words, key, by, icon in _NEIGHBOURS:
            button = Button("", icon=icon, key=key, kind="quiet", tip=words)
            button.clicked.connect(lambda _on, by=by: self.stepped.emit(by, Only.ALL))
            buttons.append(button)
        return buttons

    def _keys(self) -> QWidget:
        """The line of what can be done, each with its key."""
        buttons = []
        for words, meaning, key, by, only in _STEPS:
            button = Button(words, icon="up" if by < 0 else "down", key=key, tip=meaning)
            button.setAccessibleName(meaning)
            button.clicked.connect(lambda _on, by=by, only=only: self.stepped.emit(by, only))
            buttons.append(button)
        self._switches = {}
        for words, key, switch in _SWITCHES:
            button = Button(words, key=key)
            button.setCheckable(True)
            button.clicked.connect(lambda _on, switch=switch: self.flipped.emit(switch))
            self._switches[switch] = button
        return Flow(*buttons, *self._switches.values())


def _note(state: CompareState) -> str:
    """What the marks and the counts mean."""
    if Switch.CONFIDENCE in state.on:
        return "Exact: equal to a reference once both are trimmed."
    if state.page is not None and state.page.marking:
        return "Comparing the words…"
    if state.page is not None and any(pane.stretches is None for pane in state.page.panes):
        return "These answers are too long to be compared word by word."
    marked = (
        "Underlined: words the other answer lacks."
        if len(state.chosen) == FEWEST
        else "Underlined: words that A lacks; in A, words that another answer lacks."
    )
    return f"Exact: equal to a reference once both are trimmed. {marked}"
