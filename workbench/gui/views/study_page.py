"""Draws one study: its files, who rated what, agreement, raters, and the arms once it is unblinded."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from workbench.gui.dialogs import FileDialogs
from workbench.gui.presenters import phrases
from workbench.gui.presenters.study_page import PageState, Tab
from workbench.gui.presenters.study_values import FileTold, StudyExport
from workbench.gui.tables.rows import Column, RowsTable
from workbench.gui.views.adjudication_queue import AdjudicationQueueView
from workbench.gui.views.study_results import AgreementPart, SheetsPart
from workbench.gui.widgets.buttons import Button, PrimaryButton, Segmented
from workbench.gui.widgets.card import MARGIN, PART, Card, ScrollColumn, column, head
from workbench.gui.widgets.coverage import LEGEND, CoverageMatrix, StateSample
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.labels import Chip, ElideLabel, Label, SectionLabel, WrapLabel
from workbench.gui.widgets.lists import Table
from workbench.gui.widgets.shortcuts import Shortcut, native_key
from workbench.gui.widgets.stack import Stack

_TABS = (
    (Tab.COVERAGE, "Coverage"),
    (Tab.AGREEMENT, "Agreement"),
    (Tab.ADJUDICATION, "Adjudicate"),
    (Tab.RATERS, "Raters"),
    (Tab.ARMS, "Arms"),
    (Tab.FILES, "Hand out"),
)
_EXPORTS = (
    (StudyExport.TABLES, "Tables with a codebook (CSV)…"),
    (StudyExport.WORKBOOK, "The same as a workbook (XLSX)…"),
    (StudyExport.PREFERENCES, "Preferences for training (JSONL)…"),
    (StudyExport.RUBRICS, "HealthBench (JSONL)…"),
    (StudyExport.COMPARISONS, "LLM Comparator (JSON)…"),
    (StudyExport.BATTLES, "Battles, as Chatbot Arena’s (JSON)…"),
)
_HAND_OUT = (
    "Each rater gets the file with their code, by any way that files go. It holds the answers under random "
    "numbers, and nothing in it leads to an arm. What they send back is imported here."
)
_KEY = (
    "The key says which answer is of which run. It is sealed in this project; a copy kept elsewhere helps "
    "when the project is lost. Never send the key to a rater: whoever has it can see through the blinding."
)


class StudyPage(Card):
    """One study with everything that can be done with it.

    Signals:
        tab_chosen: show this part (Tab).
        axis_chosen: show everything about this question (str).
        ratings_chosen: take in these files (list of Path).
        raters_folder_chosen: write the raters' files here (Path).
        key_file_chosen: write the key here (Path).
        unblind_asked: ask whether to unblind, or no more (bool).
        unblind_confirmed: open the key.
        report_folder_chosen: write the report here (Path).
        export_chosen: write this kind of file into this folder (StudyExport, Path).
    """

    tab_chosen = Signal(object)
    axis_chosen = Signal(str)
    ratings_chosen = Signal(object)
    raters_folder_chosen = Signal(object)
    key_file_chosen = Signal(object)
    unblind_asked = Signal(bool)
    unblind_confirmed = Signal()
    report_folder_chosen = Signal(object)
    export_chosen = Signal(object, object)

    def __init__(self, memory: QSettings | None = None, dialogs: FileDialogs | None = None) -> None:
        super().__init__()
        self._dialogs = dialogs or FileDialogs()
        self._title, self._facts = ElideLabel("", "heading"), Label("", "soft")
        self._blinding = Chip("", "soft")
        self._tabs = Segmented(_TABS)
        self._tabs.chosen.connect(self.tab_chosen)
        self.matrix = CoverageMatrix()
        self._by_rater = WrapLabel("", "soft")
        self._files = Table(
            RowsTable[FileTold](
                [
                    Column("File", lambda one: one.name, width=230),
                    Column("Outcome", lambda one: one.outcome, width=90),
                    Column("Why", lambda one: one.reason or "–"),
                ]
            )
        )
        self._files.setAccessibleName("Files that were imported")
        self._agreement = AgreementPart(memory)
        self._agreement.chosen.connect(self.axis_chosen)
        self.queue = AdjudicationQueueView()
        self._raters, self._arms = SheetsPart(), SheetsPart()
        self._told, self._message = WrapLabel(""), WrapLabel("", "severity")
        self._notes = WrapLabel("", "soft")
        self._obstacle = WrapLabel("")
        self._build()

    def render_state(self, state: PageState) -> None:
        """Show `state`."""
        self._tabs.set_tip(Tab.ADJUDICATION, native_key("study.adjudicate"))
        opened = state.opened
        study = opened.study if opened is not None else None
        self._title.setText(study.title if study is not None else "Reading the study…")
        self._facts.setText(
            f"{study.instrument.title} · {phrases.counted(len(study.items), 'item')} × "
            f"{phrases.counted(len(study.raters), 'rater')} · {state.grid.given:,} of "
            f"{phrases.counted(state.grid.wanted, 'presentation')} rated"
            if study is not None
            else ""
        )
        self._blinding.setText(state.unblinded or "Blinded")
        self._blinding.set_kind("severity" if state.unblinded else "good")
        self._tabs.set_value(state.tab)
        self._told.setText(state.told)
        self._message.setText(state.message)
        self._notes.setText("; ".join(state.notes))
        for label in (self._told, self._message, self._notes):
            label.setVisible(bool(label.text()))
        for button in (self._report, self._export):
            button.setEnabled(state.can_report)
        self._key.setEnabled(opened is not None and opened.has_key)
        self._render_part(state)

    def _render_part(self, state: PageState) -> None:
        pages = [tab for tab, _words in _TABS]
        blocked = state.obstacle or (state.computing if not self._has(state) else "")
        self._stack.setCurrentIndex(len(pages) if blocked else pages.index(state.tab))
        self._obstacle.setText(blocked)
        closed = state.tab is Tab.ARMS and state.can_unblind
        self._unblind.setVisible(closed and not state.asking)
        for button in (self._open_key, self._keep):
            button.setVisible(closed and state.asking)
        self.matrix.show_grid(state.grid)
        self._by_rater.setText("\n".join(line.words for line in state.grid.lines))
        self._files.show_rows(state.files)
        self._files.setVisible(bool(state.files))
        self._agreement.render_state(state)
        self._raters.show_sheets(state.raters)
        self._arms.show_sheets(state.arms)

    def _has(self, state: PageState) -> bool:
        """Whether the shown part has something to show already."""
        parts = {Tab.AGREEMENT: state.axes, Tab.RATERS: state.raters, Tab.ARMS: state.arms}
        return bool(parts.get(state.tab, (True,)))

    def _build(self) -> None:
        self._report = Button("Report…", icon="file", tip="One HTML page, tables and a codebook, in a folder")
        self._report.clicked.connect(self._choose_report)
        self._export = Button("For others…", icon="export", tip="What other programs take")
        self._export.clicked.connect(self._open_exports)
        take = Button("Import ratings…", icon="import", key="study.import", tip="Files that raters sent back")
        take.clicked.connect(self._choose_ratings)
        key = Shortcut("study.adjudicate", self)
        key.activated.connect(lambda: self.tab_chosen.emit(Tab.ADJUDICATION))
        key.activated.connect(lambda: self.queue.setFocus(Qt.FocusReason.ShortcutFocusReason))
        top = head(self._title, self._blinding, take, self._report, self._export, height=PART)
        top.setStretch(0, 1)
        self.body.addLayout(top)
        self.body.addWidget(self._facts)
        self.body.addWidget(Flow(self._tabs))
        for label in (self._told, self._notes, self._message):
            self.body.addWidget(label)
        self.body.addWidget(self._files)
        self._files.setMaximumHeight(150)
        self._stack = Stack()
        for page in (
            self._coverage(),
            self._agreement,
            self.queue,
            self._raters,
            self._arms,
            self._hand_out(),
            self._wall(),
        ):
            self._stack.addWidget(page)
        room = QWidget()
        room.setLayout(self._stack)
        self.body.addWidget(room, 1)

    def _coverage(self) -> QWidget:
        scroll = ScrollColumn()
        scroll.body.setSpacing(MARGIN)
        scroll.body.addWidget(Flow(*(StateSample(state, words) for state, words in LEGEND)))
        scroll.body.addWidget(self.matrix)
        scroll.body.addWidget(self._by_rater)
        scroll.body.addStretch(1)
        return scroll

    def _hand_out(self) -> QWidget:
        files = PrimaryButton("Write the raters’ files…", icon="export")
        files.clicked.connect(self._choose_raters_folder)
        self._key = Button("Write the key…", icon="lock")
        self._key.clicked.connect(self._choose_key_file)
        part = QWidget()
        part.setLayout(
            column(
                SectionLabel("To the raters"),
                WrapLabel(_HAND_OUT),
                Flow(files),
                SectionLabel("The key"),
                WrapLabel(_KEY),
                Flow(self._key),
                1,
                spacing=12,
            )
        )
        return part

    def _wall(self) -> QWidget:
        """What stands where a part cannot be shown yet, with the button that opens the blinding."""
        self._unblind = Button("Unblind…", icon="lock", tip="It is written into the study’s log")
        self._open_key = Button("Open the key now; it is logged", icon="lock", kind="danger")
        self._keep = Button("Keep it blinded", key="study.keep-blinded")
        self._unblind.clicked.connect(lambda: self.unblind_asked.emit(True))
        self._keep.clicked.connect(lambda: self.unblind_asked.emit(False))
        self._open_key.clicked.connect(self.unblind_confirmed)
        part = QWidget()
        part.setLayout(column(self._obstacle, Flow(self._unblind, self._open_key, self._keep), 1, spacing=12))
        return part

    def _choose_ratings(self) -> None:
        files = self._dialogs.files(self, "Import ratings", "Ratings (*.medratings);;All files (*)")
        if files:
            self.ratings_chosen.emit(files)

    def _choose_raters_folder(self) -> None:
        folder = self._dialogs.folder(self, "Where the raters’ files go")
        if folder is not None:
            self.raters_folder_chosen.emit(folder)

    def _choose_key_file(self) -> None:
        file = self._dialogs.new_file(self, "Where the key goes", "Keys (*.medkey)", Path("study.medkey"))
        if file is not None:
            self.key_file_chosen.emit(file)

    def _choose_report(self) -> None:
        folder = self._dialogs.folder(self, "Where the report goes")
        if folder is not None:
            self.report_folder_chosen.emit(folder)

    def export_menu(self) -> QMenu:
        """What other programs take."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind, words in _EXPORTS:
            menu.addAction(words, partial(self._choose_export, kind))
        return menu

    def _open_exports(self) -> None:
        self.export_menu().popup(self._export.mapToGlobal(self._export.rect().bottomLeft()))

    def _choose_export(self, kind: StudyExport) -> None:
        folder = self._dialogs.folder(self, "Where the files for others go")
        if folder is not None:
            self.export_chosen.emit(kind, folder)
