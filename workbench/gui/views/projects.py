"""What stands in the window while no project is open: that one is being opened, or why it cannot be."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from workbench.gui.dialogs import FileDialogs
from workbench.gui.presenters.projects import ProjectsState
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.card import GAP, MARGIN, Card, column, row
from workbench.gui.widgets.icons import IconMark
from workbench.gui.widgets.labels import Label, WrapLabel


class ProjectsView(QWidget):
    """One card in the middle of the window.

    Signals:
        restore_asked: open the newest backup instead.
        rescue_asked: write what can be read to a folder (Path).
        open_asked, demo_asked: open another project, or the demo.
    """

    restore_asked = Signal()
    rescue_asked = Signal(object)
    open_asked = Signal()
    demo_asked = Signal()

    def __init__(self, dialogs: FileDialogs | None = None) -> None:
        super().__init__()
        self._dialogs = dialogs or FileDialogs()
        self._mark = IconMark("database", "accent", 32)
        self._title = Label("", "title")
        self._message = WrapLabel("")
        self._restore = Button("Open the newest backup", icon="undo", kind="primary")
        self._rescue = Button("Export what can be read…", icon="export")
        self._other = Button("Open another project…", icon="folder")
        self._demo = Button("Open the demo project", icon="browse")
        self._restore.clicked.connect(self.restore_asked)
        self._rescue.clicked.connect(self._choose_folder)
        self._other.clicked.connect(self.open_asked)
        self._demo.clicked.connect(self.demo_asked)
        card = Card(margin=24)
        card.setFixedWidth(680)
        card.body.setSpacing(GAP)
        top = row(self._mark, self._title, 1, spacing=GAP)
        card.body.addLayout(top)
        card.body.addWidget(self._message)
        card.body.addLayout(row(self._restore, self._rescue, 1))
        card.body.addLayout(row(self._other, self._demo, 1))
        whole = column(1, row(1, card, 1), 2, margins=MARGIN)
        self.setLayout(whole)
        self._title.setAlignment(Qt.AlignmentFlag.AlignVCenter)

    def render_state(self, state: ProjectsState) -> None:
        """Show what is being opened, or the trouble with it."""
        trouble = state.trouble
        for button in (self._restore, self._rescue, self._other, self._demo):
            button.setVisible(trouble is not None)
        if trouble is None:
            self._mark.set_icon("database", "accent")
            self._title.setText(f"Opening {state.opening}…" if state.opening else "No project is open")
            self._message.setText("")
            return
        self._mark.set_icon("warning", "severity")
        name = trouble.file.name if trouble.file is not None else "The demo project"
        self._title.setText(f"{name} is damaged" if trouble.damaged else f"{name} cannot be opened")
        self._message.setText(trouble.message)
        self._restore.setVisible(trouble.backup is not None)
        self._rescue.setVisible(trouble.can_rescue)
        if trouble.backup is not None:
            self._restore.setToolTip(trouble.backup.name)

    def _choose_folder(self) -> None:
        folder = self._dialogs.folder(self, "Export what can be read to a folder")
        if folder is not None:
            self.rescue_asked.emit(folder)
