"""The Browse screen."""

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from workbench.domain.languages import LANGUAGES
from workbench.gui.dialogs import FileDialogs
from workbench.gui.presenters.browse_list import BrowseState, ListRow
from workbench.gui.presenters.browse_tree import Branch
from workbench.gui.tables.rows import Column, RowsTable
from workbench.gui.tables.tree import Node, TreeTable
from workbench.gui.views.browse_reader import InstanceReader
from workbench.gui.views.browse_report import ImportReportCard
from workbench.gui.widgets.buttons import Button, FilterChip
from workbench.gui.widgets.card import GAP, MARGIN, PART, Card, EmptyState, column, head
from workbench.gui.widgets.columns import Columns
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.labels import ElideLabel, Label, WrapLabel
from workbench.gui.widgets.lists import Table, Tree
from workbench.gui.widgets.search import SearchField
from workbench.gui.widgets.shortcuts import Shortcut
from workbench.gui.widgets.stack import Stack

TASK_COLUMN = 2


class BrowseView(QWidget):
    """Draws what the Browse screen shows.

    Signals:
        branch_chosen: a line of the tree (str).
        language_toggled: a language filter, by code (str).
        row_chosen: a row of the list (int).
        searched: what is searched for (str).
        import_asked: files or a folder to bring in (list of Path).
        export_asked: a folder to write to, and the profile (Path, str).
        report_closed: the import report was put away.
    """

    branch_chosen = Signal(str)
    language_toggled = Signal(str)
    row_chosen = Signal(int)
    searched = Signal(str)
    import_asked = Signal(object)
    export_asked = Signal(object, str)
    report_closed = Signal()

    def __init__(self, memory: QSettings | None, dialogs: FileDialogs | None = None) -> None:
        super().__init__()
        self._dialogs = dialogs or FileDialogs()
        self.reader = InstanceReader()
        self._search = SearchField("Search inputs and references", "browse.search", widest=360)
        self._search.searched.connect(self.searched)
        self._tree_table = TreeTable(("Task", "Language", "Instances"), numbers=frozenset({1, 2}))
        self._tree = Tree(self._tree_table, (0, 0), spare=1)
        self._tree.chosen.connect(self.branch_chosen)
        self._chips: dict[str, FilterChip] = {}
        self._chip_flow = Flow(spacing=4)
        self._heading = ElideLabel("", "heading")
        self._position = Label("", "soft")
        self._message = WrapLabel("", "severity")
        self._list = Table(RowsTable(_columns()))
        self._list.chosen.connect(self.row_chosen)
        self._report_text = ""
        self._report = ImportReportCard()
        self._report.close_asked.connect(self.report_closed)
        self._report.copy_asked.connect(lambda: QGuiApplication.clipboard().setText(self._report_text))
        self._import = Button("Import", icon="import", key="browse.import", tip="Bring task files in")
        self._export = Button(
            "Export", icon="export", key="browse.export", tip="Write the tasks listed to files"
        )
        self._import.clicked.connect(lambda: self._open_menu(self._import, self._import_menu()))
        self._export.clicked.connect(lambda: self._open_menu(self._export, self._export_menu()))
        self._stack = Stack()
        self._build(memory)

    @property
    def heading(self) -> str:
        """What the list says it shows."""
        return self._heading.text()

    def render_state(self, state: BrowseState) -> None:
        """Show everything of `state`."""
        self._stack.setCurrentIndex(1 if state.empty and not state.importing else 0)
        self._search.show_text(state.query)
        self._search.setEnabled(not state.empty)
        self._export.setEnabled(not state.empty)
        self._import.setEnabled(not state.importing)
        self._show_tree(state)
        self._show_languages(state)
        self._heading.setText(state.heading)
        self._position.setText("searching…" if state.searching else state.position)
        self._message.setText(state.message)
        self._message.setVisible(bool(state.message))
        self._list.hide_column(TASK_COLUMN, not state.several_tasks)
        self._list.show_rows(state.rows, state.current, marked=bool(state.query))
        self._report_text = state.report.as_text if state.report is not None else ""
        self._report.render_report(state.report)
        self.reader.render_state(state)

    def _show_tree(self, state: BrowseState) -> None:
        nodes = tuple(_node(branch) for branch in state.tree)
        if self._tree_table.show_nodes(nodes):
            self._tree.expandAll()
        self._tree.show_current(state.chosen)

    def _show_languages(self, state: BrowseState) -> None:
        if tuple(self._chips) != state.languages:
            for chip in self._chips.values():
                chip.hide()
                chip.deleteLater()
            self._chips = {code: self._language_chip(code) for code in state.languages}
        for code, chip in self._chips.items():
            chip.setChecked(code in state.language_filter)
            chip.setVisible(len(self._chips) > 1)

    def _language_chip(self, code: str) -> FilterChip:
        chip = FilterChip(code)
        chip.setToolTip(f"Only {LANGUAGES.get(code, 'several languages')}")
        chip.clicked.connect(lambda: self.language_toggled.emit(code))
        self._chip_flow.add(chip)
        return chip

    def _build(self, memory: QSettings | None) -> None:
        find = Shortcut("browse.search", self)
        find.activated.connect(lambda: self._search.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self._search.returnPressed.connect(self._list.setFocus)
        # Where the keyboard is at first: arrows go through the list, and letters are not text.
        self.setFocusProxy(self._list)
        tasks = Card(margin=GAP)
        heads = head(Label("Tasks", "heading"), column(1, self._chip_flow, 1), spacing=GAP, height=PART)
        heads.setStretch(1, 1)
        tasks.body.addLayout(heads)
        tasks.body.addWidget(self._tree, 1)
        instances = Card(margin=GAP)
        top = head(self._heading, self._position, height=PART)
        top.setStretch(0, 1)
        instances.body.addLayout(top)
        instances.body.addWidget(self._message)
        instances.body.addWidget(self._list, 1)
        # With little room the tasks stand above the list; with less, the reader above both.
        lists = Columns("browse/lists", memory)
        lists.add(tasks, 230, 150)
        lists.add(instances, 300, 200)
        lists.begin(345, 485)
        parts = Columns("browse/parts", memory, last_on_top=True)
        parts.add(lists, 260, 380)
        parts.add(self.reader, 350, 420)
        parts.begin(842, 482)
        self._stack.addWidget(parts)
        self._stack.addWidget(self._first_step())
        top = head(Label("Browse", "title"), 1, self._search, self._import, self._export)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        whole.setSpacing(GAP)
        whole.addLayout(top)
        whole.addWidget(self._report)
        whole.addLayout(self._stack, 1)

    def _first_step(self) -> Card:
        """What stands in an empty project."""
        empty = EmptyState(
            "import",
            "Begin with a folder of task files",
            "MedS-Bench and MedS-Ins files are read as they are, however large. Nothing leaves this machine.",
            "Import a folder…",
        )
        empty.asked.connect(self._choose_folder)
        files = Button("Import files…", icon="file")
        files.clicked.connect(self._choose_files)
        empty.extra.insertWidget(1, files)
        card = Card()
        card.body.addWidget(empty)
        return card

    def _open_menu(self, button: Button, menu: QMenu) -> None:
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _import_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("A folder…", self._choose_folder)
        menu.addAction("Files…", self._choose_files)
        return menu

    def _export_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("As in the MedS-Ins README…", lambda: self._choose_target("readme"))
        menu.addAction("As in the contributor guideline…", lambda: self._choose_target("guideline"))
        return menu

    def _choose_folder(self) -> None:
        folder = self._dialogs.folder(self, "Import the task files of a folder")
        if folder is not None:
            self.import_asked.emit([folder])

    def _choose_files(self) -> None:
        kinds = "Task files (*.json *.jsonl);;All files (*)"
        files = self._dialogs.files(self, "Import task files", kinds)
        if files:
            self.import_asked.emit(files)

    def _choose_target(self, profile: str) -> None:
        folder = self._dialogs.folder(self, "Export to a folder")
        if folder is not None:
            self.export_asked.emit(folder, profile)


def _columns() -> list[Column[ListRow]]:
    return [
        Column("#", lambda line: f"{line.number:,}", number=True, width=66, header_tip="Place in its task"),
        Column(
            "Input",
            lambda line: line.start,
            marks=lambda line: line.marks,
            language=lambda line: line.language,
        ),
        # The number alone: what is in the instance is told by its input, which needs the room.
        Column("Task", lambda line: line.task.partition(" ")[0], width=52, tip=lambda line: line.task),
        Column(
            "Refs",
            lambda line: str(line.references),
            number=True,
            width=40,
            header_tip="References",
            spare=True,
        ),
        Column("Lang", lambda line: line.language, width=44, header_tip="Language of the input", spare=True),
    ]


def _node(branch: Branch) -> Node:
    below = tuple(_node(leaf) for leaf in branch.below)
    return Node(branch.key, (branch.title, branch.language, f"{branch.instances:,}"), below, branch.tip)
