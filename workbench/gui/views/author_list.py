"""The left side of the Author screen: the drafts of the project, and the parts of the one at hand."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QDialog, QWidget

from workbench.domain.languages import han_language
from workbench.gui.presenters import phrases
from workbench.gui.presenters.author import AuthorPresenter, AuthorState, Line
from workbench.gui.presenters.author_list import matching
from workbench.gui.tables.rows import Column, RowsTable
from workbench.gui.theme import scaled
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.card import GAP, MARGIN, Card, column, row
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.labels import Label, SectionLabel
from workbench.gui.widgets.lists import Table
from workbench.gui.widgets.search import SearchField
from workbench.store.drafts import DraftSummary
from workbench.store.tasks import TaskSummary

_DRAFT_ROWS = 4


class DraftsPane(QWidget):
    """Which draft, and which part of it.

    Signals:
        task_asked: new instances for some task of the project are wanted.
    """

    task_asked = Signal()

    def __init__(self, presenter: AuthorPresenter) -> None:
        super().__init__()
        self._state = AuthorState()
        self._drafts, self._lines = _draft_table(), _line_table()
        self._drafts.chosen.connect(lambda place: presenter.drafts.open(self._state.drafts.rows[place].id))
        self._lines.chosen.connect(
            lambda place: presenter.editing.instances.select(place - 1 if place else None)
        )
        new = Button("New task", icon="plus")
        new.clicked.connect(presenter.drafts.new)
        more = Button("New instances…", icon="plus", tip="For a task of this project")
        more.clicked.connect(self.task_asked)
        self._add = Button("New instance", icon="plus", key="author.new", kind="quiet")
        self._add.clicked.connect(presenter.editing.instances.add)
        drafts = Card(margin=12)
        for part in (SectionLabel("Drafts"), Flow(new, more), self._drafts):
            drafts.body.addWidget(part)
        self._parts = Card(margin=12)
        self._parts.body.addWidget(self._lines, 1)
        self._parts.body.addLayout(row(self._add, 1))
        layout = column(drafts, self._parts, spacing=GAP)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def render_state(self, state: AuthorState) -> None:
        """Show the drafts, and the parts of the one at hand."""
        self._state = state
        draft, selected = state.editing.draft, state.editing.selected
        ids = [summary.id for summary in state.drafts.rows]
        at = ids.index(draft.id) if draft is not None and draft.id in ids else None
        self._drafts.show_rows(state.drafts.rows, at)
        self._fit_drafts()
        self._parts.setVisible(draft is not None)
        if draft is not None:
            self._lines.show_rows(state.lines, 0 if selected is None else selected + 1)

    def _fit_drafts(self) -> None:
        """A few drafts are seen whole; more are scrolled."""
        rows = max(1, min(len(self._state.drafts.rows), _DRAFT_ROWS))
        self._drafts.setFixedHeight(scaled(36 + 31 * rows))

    # Qt

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.ApplicationFontChange}:
            self._fit_drafts()


class TaskChooser(QDialog):
    """One task of the project, found by its number, its name or its category."""

    def __init__(self, tasks: tuple[TaskSummary, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("New instances for a task")
        self._tasks = self._shown = tasks
        self.task_id: str | None = None
        """The task that was chosen; None when none was."""
        search = SearchField("Number, name or category")
        search.searched.connect(self._search)
        self._table = Table(
            RowsTable[TaskSummary](
                [
                    Column("Task", lambda task: task.name),
                    Column("Category", lambda task: task.category, width=190),
                    Column("Instances", lambda task: f"{task.instances:,}", number=True, width=80),
                ]
            )
        )
        self._table.opened.connect(self._choose)
        begin = Button("Begin", key="Return", kind="primary")
        begin.clicked.connect(lambda: self._choose(self._table.currentIndex().row()))
        leave = Button("Cancel", key="Escape")
        leave.clicked.connect(self.reject)
        title = Label("New instances for a task", "title")
        self.setLayout(column(title, search, self._table, row(1, leave, begin), spacing=GAP, margins=MARGIN))
        self._search("")
        self.resize(scaled(640), scaled(480))

    def _search(self, text: str) -> None:
        self._shown = matching(self._tasks, text)
        self._table.show_rows(self._shown, 0 if self._shown else None)

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self._shown):
            self.task_id = self._shown[place].id
            self.accept()


def _draft_table() -> Table:
    return Table(
        RowsTable[DraftSummary](
            [
                Column("Draft", lambda draft: draft.name.strip() or "Untitled", tip=_when),
                Column("Instances", lambda draft: f"{draft.instances:,}", number=True, width=64),
            ]
        )
    )


def _line_table() -> Table:
    return Table(
        RowsTable[Line](
            [
                Column("#", lambda line: "–" if line.number is None else str(line.number), width=36),
                Column("Input", lambda line: line.start, language=lambda line: han_language(line.start)),
                Column("To do", _mark, width=52, tip=_found, header_tip="! correct this · ? look at this"),
            ]
        )
    )


def _when(draft: DraftSummary) -> str:
    return f"{draft.name.strip() or 'Untitled'}\nLast change: {phrases.day_and_time(draft.modified)}"


def _mark(line: Line) -> str:
    if line.errors:
        return f"! {line.errors}"
    return f"? {line.warnings}" if line.warnings else ""


def _found(line: Line) -> str:
    errors = phrases.counted(line.errors, "thing") + " to correct"
    warnings = phrases.counted(line.warnings, "thing") + " to look at"
    return ", ".join(words for words, many in ((errors, line.errors), (warnings, line.warnings)) if many)
