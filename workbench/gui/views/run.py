"""Draws the Run screen: set-up, answers, runs."""

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.gui.presenters.run import Page, RunScreenState
from workbench.gui.presenters.run_setup import SetupState
from workbench.gui.views.run_list import RunListView
from workbench.gui.views.run_live import LiveView
from workbench.gui.views.run_preview import PreviewCard
from workbench.gui.views.run_setup import HowCard, TasksCard
from workbench.gui.widgets.buttons import Button, Segmented
from workbench.gui.widgets.card import GAP, MARGIN, EmptyState, head, row
from workbench.gui.widgets.columns import Columns
from workbench.gui.widgets.labels import Label, WrapLabel
from workbench.gui.widgets.pane import Pane
from workbench.gui.widgets.stack import Stack

_PAGES = [(Page.SETUP, "Set up"), (Page.ANSWERS, "Answers"), (Page.RUNS, "Runs")]


class RunView(Pane):
    """The Run screen; its parts are drawn by views of their own.

    Signals:
        page_chosen: bring a part into view (Page).
        start_asked: start the run that is set up.
        import_asked, models_asked: go where tasks, or models, come from.
    """

    page_chosen = Signal(object)
    start_asked = Signal()
    import_asked = Signal()
    models_asked = Signal()

    def __init__(self, memory: QSettings | None = None) -> None:
        super().__init__()
        self.tasks, self.how, self.preview = TasksCard(), HowCard(), PreviewCard()
        self.live, self.runs = LiveView(memory), RunListView()
        self._pages = Segmented(_PAGES)
        self._pages.chosen.connect(self.page_chosen)
        self._message = WrapLabel("", "severity")
        self._build(memory)

    def render_state(self, state: RunScreenState) -> None:
        """Show the part that is in view."""
        self._pages.set_value(state.page)
        self._stack.setCurrentIndex(list(Page).index(state.page))
        self._message.setText(state.message)
        self._message.setVisible(bool(state.message))

    def render_setup(self, state: SetupState) -> None:
        """Show the set-up, and whether the run can start."""
        self.tasks.render_state(state)
        self.how.render_state(state)
        self._setup.setCurrentIndex(0)
        if state.loaded and not state.tasks:
            self._setup.setCurrentIndex(1)
        elif state.loaded and not state.has_models:
            self._setup.setCurrentIndex(2)
        self._outlook.setText(state.message or state.missing or state.outlook)
        self._outlook.set_role("severity" if state.message else "")
        self._start.setEnabled(not state.missing)

    def _build(self, memory: QSettings | None) -> None:
        columns = Columns("run/setup", memory)
        columns.add(self.tasks, 330, 380)
        columns.add(self.how, 296, 420)
        columns.add(self.preview, 300, 420)
        columns.begin(400, 340, 620)
        self._outlook = WrapLabel("", "")
        self._start = Button("Start", icon="run", kind="primary", key="run.start")
        self._start.clicked.connect(self.start_asked)
        foot = row(self._outlook, self._start, spacing=GAP)
        foot.setStretch(0, 1)
        work = QWidget()
        page = QVBoxLayout(work)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(GAP)
        page.addWidget(columns, 1)
        page.addLayout(foot)
        setup = QWidget()
        self._setup = Stack(setup)
        for part in (work, *self._empties()):
            self._setup.addWidget(part)
        self._stack = Stack()
        for part in (setup, self.live, self.runs):
            self._stack.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        whole.setSpacing(GAP)
        whole.addLayout(head(Label("Run", "title"), self._pages, 1, spacing=MARGIN))
        whole.addWidget(self._message)
        whole.addLayout(self._stack, 1)

    def _empties(self) -> tuple[EmptyState, EmptyState]:
        """What stands in place of the set-up while there are no tasks, or no models."""
        no_tasks = EmptyState(
            "import",
            "No tasks yet",
            "Import MedS-Bench or MedS-Ins files first; then run a model on them.",
            "Go to Browse",
        )
        no_tasks.asked.connect(self.import_asked)
        no_models = EmptyState(
            "models", "No model yet", "Add a model first: one file that ends in .gguf.", "Go to Models"
        )
        no_models.asked.connect(self.models_asked)
        return no_tasks, no_models
