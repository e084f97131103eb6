"""Draws the Models screen."""

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QProgressBar, QVBoxLayout, QWidget

from workbench.gui.dialogs import FileDialogs
from workbench.gui.presenters.model_trial import TrialState, Trying
from workbench.gui.presenters.models import ModelCard, ModelLine, ModelsState
from workbench.gui.tables.rows import Column, RowsTable
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.card import GAP, MARGIN, Card, EmptyState, ScrollColumn, head
from workbench.gui.widgets.columns import Columns
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.labels import Chip, Label, SectionLabel, WrapLabel
from workbench.gui.widgets.lists import Table
from workbench.gui.widgets.pane import Pane
from workbench.gui.widgets.reading import ReadingText
from workbench.gui.widgets.stack import Stack

STEPS = 1000


class ModelsView(Pane):
    """The models there are, and everything about one of them.

    Signals:
        chosen: look at the model with this name (str).
        file_chosen: add this file (str).
        copy_stopped: give up the copy that is going.
        try_asked, try_stopped: try the selected model; give the trial up.
        remove_asked, remove_confirmed, remove_refused: the selected file shall go; yes; no.
    """

    chosen = Signal(str)
    file_chosen = Signal(str)
    copy_stopped = Signal()
    try_asked = Signal()
    try_stopped = Signal()
    remove_asked = Signal()
    remove_confirmed = Signal()
    remove_refused = Signal()

    def __init__(self, memory: QSettings | None = None, dialogs: FileDialogs | None = None) -> None:
        super().__init__()
        self._dialogs = dialogs or FileDialogs()
        self._lines: tuple[ModelLine, ...] = ()
        self._selected: str | None = None
        self._table = Table(
            RowsTable[ModelLine](
                [
                    Column("Model", lambda line: line.title),
                    Column("Quantized", lambda line: line.quantization, width=84),
                    Column("Size", lambda line: line.size, number=True, width=84),
                    Column("", lambda line: "here" if line.here else "not here", width=76),
                ]
            )
        )
        self._table.setAccessibleName("Models")
        self._table.chosen.connect(lambda place: self.chosen.emit(self._lines[place].name))
        self._build(memory)

    def render_state(self, state: ModelsState) -> None:
        """Show the list and the selected model."""
        self._lines, self._selected = state.lines, state.selected
        at = next((place for place, line in enumerate(state.lines) if line.name == state.selected), None)
        self._table.show_rows(state.lines, at)
        self._copying.setVisible(state.copying is not None)
        self._copied.setText(state.copied)
        self._bar.setValue(round(state.copied_share * STEPS))
        self._add.setEnabled(state.copying is None)
        self._message.setText(state.message)
        self._message.setVisible(bool(state.message))
        self._show_card(state.card, state.sha256)
        self._wrong.setText(state.wrong_file)
        self._wrong.setVisible(bool(state.wrong_file))
        asking = bool(state.question)
        self._question.setText(state.question)
        self._question.setVisible(asking)
        self._remove.setVisible(asking)
        self._keep.setVisible(asking)
        self._ask.setVisible(not asking and state.card is not None and state.card.own)
        self._try.setEnabled(state.can_try)

    def render_trial(self, state: TrialState) -> None:
        """Show how a trial goes, beside the model it is of."""
        trying = state.phase is not Trying.NONE
        for widget in (self._trial_title, self._trial):
            widget.setVisible(trying)
        self._trial_title.setText(f"Trial of {state.name}")
        self._trial.setText(state.said)
        self._trial.set_role("severity" if state.phase in {Trying.FAILED, Trying.REFUSED} else "")
        self._answer.setVisible(trying and bool(state.text))
        self._answer.set_text(state.text)
        self._try.setVisible(not state.going)
        self._stop.setVisible(state.going)

    def _show_card(self, card: ModelCard | None, sha256: str | None) -> None:
        self._about.setCurrentIndex(0 if card is None else 1)
        if card is None:
            return
        self._title.setText(card.title)
        self._here.setText("on this machine" if card.here else "not on this machine")
        self._here.set_kind("good" if card.here else "soft")
        self._note.setText(card.note)
        self._note.setVisible(bool(card.note))
        self._to_do.setText(card.problem or card.to_do)
        self._to_do.set_role("severity" if card.problem else "")
        self._to_do.setVisible(bool(self._to_do.text()))
        self._show_facts(card.facts)
        self._fit.setText(card.fit)
        self._fit.set_role("severity" if card.fits is False else "good")
        for widget in (self._fit_title, self._fit):
            widget.setVisible(bool(card.fit))
        self._folder.setText(card.folder)
        self._sum.setText(f"{sha256[:16]}…" if sha256 else "computing…" if card.here else "–")
        self._sum.setToolTip(sha256 or "")
        self._copy_sum.setVisible(bool(sha256))

    def _show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        while self._facts.rowCount():
            self._facts.removeRow(0)
        for label, value in facts:
            self._facts.addRow(Label(label, "soft"), WrapLabel(value))

    def _choose_file(self) -> None:
        file = self._dialogs.file(self, "Add a model", "Models (*.gguf);;All files (*)")
        if file is not None:
            self.file_chosen.emit(str(file))

    def _build(self, memory: QSettings | None) -> None:
        columns = Columns("models", memory)
        columns.add(self._list(), 380, 320)
        columns.add(self._one(), 380, 460)
        columns.begin(620, 740)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        whole.setSpacing(GAP)
        self._add = Button("Add a file…", icon="plus", key="models.add")
        self._add.clicked.connect(self._choose_file)
        whole.addLayout(head(Label("Models", "title"), 1, self._add))
        whole.addWidget(columns, 1)
        self.setFocusProxy(self._table)

    def _list(self) -> Card:
        card = Card()
        self._copied, self._message = WrapLabel("", "soft"), WrapLabel("", "severity")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, STEPS)
        stop = Button("Stop copying", icon="stop")
        stop.clicked.connect(self.copy_stopped)
        self._copying = QWidget()
        inside = QVBoxLayout(self._copying)
        inside.setContentsMargins(0, 0, 0, 0)
        for widget in (self._copied, self._bar, Flow(stop)):
            inside.addWidget(widget)
        card.body.addWidget(self._table, 1)
        card.body.addWidget(self._copying)
        card.body.addWidget(self._message)
        return card

    def _one(self) -> Card:
        self._title, self._here = WrapLabel("", "title"), Chip("")
        self._note, self._to_do = WrapLabel(""), WrapLabel("")
        self._fit_title, self._fit = SectionLabel("Memory"), WrapLabel("")
        self._folder, self._sum = WrapLabel("", "soft"), Label("")
        self._sum.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._copy_sum = Button("Copy", icon="copy", kind="quiet", tip="Copy the whole SHA-256")
        self._copy_sum.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._sum.toolTip()))
        self._facts = QFormLayout()
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._question = WrapLabel("", "severity")
        self._trial_title, self._trial, self._answer = (
            SectionLabel(""),
            WrapLabel(""),
            ReadingText(grows=True),
        )
        card = Card()
        about = QWidget()
        inside = QVBoxLayout(about)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._everything(), 1)
        inside.addWidget(self._question)
        inside.addWidget(self._buttons())
        hint = EmptyState(
            "models", "No model chosen", "Choose a model at the left, or add a file that ends in .gguf."
        )
        self._about = Stack()
        self._about.addWidget(hint)
        self._about.addWidget(about)
        card.body.addLayout(self._about, 1)
        return card

    def _everything(self) -> ScrollColumn:
        """What is known of the model, from top to bottom."""
        scroll = ScrollColumn()
        head: tuple[QWidget, ...] = (self._title, Flow(self._here), self._note, self._to_do)
        for part in head:
            scroll.body.addWidget(part)
        scroll.body.addSpacing(8)
        scroll.body.addLayout(self._facts)
        scroll.body.addSpacing(8)
        scroll.body.addWidget(SectionLabel("SHA-256"))
        self._wrong = WrapLabel("", "severity")
        scroll.body.addWidget(Flow(self._sum, self._copy_sum))
        scroll.body.addWidget(self._wrong)
        rest = (self._fit_title, self._fit, SectionLabel("Folder"), self._folder)
        for part in (*rest, self._trial_title, self._trial, self._answer):
            if isinstance(part, SectionLabel):
                part.setContentsMargins(0, 8, 0, 0)
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        return scroll

    def _buttons(self) -> Flow:
        self._try = Button(
            "Try it", icon="run", key="models.try", kind="primary", tip="Load it and let it answer a question"
        )
        self._stop = Button("Stop the trial", icon="stop", key="models.stop")
        self._ask = Button("Remove the file…", icon="trash")
        self._remove = Button("Delete the file", icon="trash", kind="danger")
        self._keep = Button("Keep it")
        self._try.clicked.connect(self.try_asked)
        self._stop.clicked.connect(self.try_stopped)
        self._ask.clicked.connect(self.remove_asked)
        self._remove.clicked.connect(self.remove_confirmed)
        self._keep.clicked.connect(self.remove_refused)
        return Flow(self._try, self._stop, self._ask, self._remove, self._keep)
