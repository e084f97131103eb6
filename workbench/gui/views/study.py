"""Draws the coordinator's screen: the studies of the project, and beside them one study or a new one."""

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.gui.dialogs import FileDialogs
from workbench.gui.presenters import phrases
from workbench.gui.presenters.adjudication_values import AdjudicationState
from workbench.gui.presenters.study import Beside, StudyState
from workbench.gui.presenters.study_forecast import ForecastState
from workbench.gui.presenters.study_setup import StudySetupState
from workbench.gui.views.adjudication_desk import AdjudicationDeskView
from workbench.gui.views.study_instrument import InstrumentEditor
from workbench.gui.views.study_page import StudyPage
from workbench.gui.views.study_plan import BlindingCard, PlanCard
from workbench.gui.views.study_setup import StudySetupForm
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.card import GAP, MARGIN, Card, EmptyState, column, head
from workbench.gui.widgets.columns import Columns
from workbench.gui.widgets.labels import Chip, Label, WrapLabel
from workbench.gui.widgets.pane import Pane
from workbench.gui.widgets.stack import Stack
from workbench.gui.widgets.study_list import StudyList

_PLACES = list(Beside)


class StudyView(Pane):
    """The studies of a project.

    Signals:
        chosen: show the study with this id (str).
        new_asked: set up a new study.
        run_asked: go and run a model.
        desk_pressed: a key, or a button that stands for one, while a disagreement is open (str).
        desk_typed: the note about it is this now (str).
    """

    chosen = Signal(str)
    new_asked = Signal()
    run_asked = Signal()
    desk_pressed = Signal(str)
    desk_typed = Signal(str)

    def __init__(self, memory: QSettings | None = None, dialogs: FileDialogs | None = None) -> None:
        super().__init__()
        self._has_runs = self._has_studies = False
        self._count, self._message = Chip("", "soft"), WrapLabel("", "severity")
        self.list = StudyList()
        self.list.chosen.connect(self.chosen)
        self.form, self.plan, self.blinding = StudySetupForm(dialogs), PlanCard(), BlindingCard()
        self.page, self.editor = StudyPage(memory, dialogs), InstrumentEditor()
        self._desk: AdjudicationDeskView | None = None
        self._build(memory)
        self.setFocusProxy(self.list)

    @property
    def desk(self) -> AdjudicationDeskView:
        """The page of a disagreement, made when it is first needed."""
        self._make_desk()
        assert self._desk is not None
        return self._desk

    def render_state(self, state: StudyState) -> None:
        """Show the list, and what stands beside it."""
        self._count.setText(phrases.counted(len(state.lines), "study", "studies"))
        self.list.show_lines(state.lines, state.at)
        self._message.setText(state.message)
        self._message.setVisible(bool(state.message))
        self._beside.setCurrentIndex(max(0, _PLACES.index(state.beside) - 1))
        self._has_studies = state.beside is not Beside.NOTHING
        if self._desk is None or self._whole.currentWidget() is not self._desk:
            self._whole.setCurrentIndex(1 if self._has_studies else 0)
        self._left.setVisible(bool(state.lines))

    def render_adjudication(self, state: AdjudicationState) -> None:
        """Show the queue, or over the whole screen the disagreement that is open, with the keyboard in it."""
        self.page.queue.render_state(state)
        if self._desk is None and state.item is None:
            if state.queue is not None:
                # While the queue is read: made when it is opened it would come late.
                QTimer.singleShot(0, self, self._make_desk)
            return
        self.desk.render_state(state)
        shown = self._whole.currentWidget() is self.desk
        if shown != (state.item is not None):
            part: QWidget = self.page.queue if shown else self.desk
            self._whole.setCurrentIndex(2 if not shown else 1 if self._has_studies else 0)
            self.setFocusProxy(self.list if shown else self.desk)
            part.setFocus(Qt.FocusReason.OtherFocusReason)

    def render_setup(self, state: StudySetupState) -> None:
        """Show the set-up of a new study."""
        self._has_runs = bool(state.choices.runs)
        self._empty.set_text(
            "No study yet",
            "Put the answers of your runs before raters, blinded: choose runs, an instrument and raters."
            if self._has_runs
            else "Run two models, then build a study: their answers are put before raters, blinded.",
        )
        self._empty.button.setText("New study…" if self._has_runs else "Run a model")
        self.form.render_state(state)

    def render_forecast(self, state: ForecastState) -> None:
        """Show the plan of that study, and what would spoil its blinding."""
        self.plan.render_state(state)
        self.blinding.render_state(state)

    def _build(self, memory: QSettings | None) -> None:
        self._empty = EmptyState("study", "No study yet", "", "Run a model")
        self._empty.asked.connect(self._first_asked)
        new = Button("New study…", icon="plus", key="study.new")
        new.clicked.connect(self.new_asked)
        self._left = Card(margin=8)
        self._left.body.addWidget(self.list, 1)
        checks = QWidget()
        below = column(self.plan, self.blinding, spacing=GAP)
        below.setStretch(1, 1)
        checks.setLayout(below)
        right = Columns("study/checks", memory)
        right.add(self.form, 400, 640)
        right.add(checks, 400, 760)
        right.begin(500, 540)
        self._beside = Stack()
        for part in (right, self.page, self.editor):
            self._beside.addWidget(part)
        beside = QWidget()
        beside.setLayout(self._beside)
        parts = Columns("study", memory)
        parts.add(self._left, 220, 200)
        parts.add(beside, 600, 900)
        parts.begin(270, 1080)
        work = QWidget()
        whole = QVBoxLayout(work)
        whole.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        whole.setSpacing(GAP)
        whole.addLayout(self._head(new))
        whole.addWidget(parts, 1)
        self._whole = Stack()
        self._whole.addWidget(self._empty)
        self._whole.addWidget(work)
        self.setLayout(self._whole)

    def _make_desk(self) -> None:
        if self._desk is None:
            self._desk = AdjudicationDeskView()
            self._desk.pressed.connect(self.desk_pressed)
            self._desk.typed.connect(self.desk_typed)
            self._whole.addWidget(self._desk)

    def _head(self, new: Button) -> QHBoxLayout:
        return head(Label("Study", "title"), self._count, self._message, 1, new)

    def _first_asked(self) -> None:
        if self._has_runs:
            self.new_asked.emit()
        else:
            self.run_asked.emit()
