"""The Author screen: write a task and its instances, see what is wrong, what it becomes, and give it out."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSettings, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from workbench.formats.medsins_json import Profile
from workbench.gui.dialogs import FileDialogs
from workbench.gui.presenters.author import AuthorPresenter, AuthorState
from workbench.gui.views.author_head import HeadForm
from workbench.gui.views.author_instance import InstanceEditor
from workbench.gui.views.author_list import DraftsPane, TaskChooser
from workbench.gui.views.author_side import SidePane
from workbench.gui.widgets.buttons import Button, PrimaryButton, Segmented
from workbench.gui.widgets.card import GAP, MARGIN, Card, EmptyState, Line, column, head, row
from workbench.gui.widgets.columns import Columns
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.labels import Chip, ElideLabel, Label, WrapLabel
from workbench.gui.widgets.shortcuts import Shortcut
from workbench.gui.widgets.stack import Stack

PAUSE_MS = 400
"""Without a key for so long, typing has paused."""

ChooseTask = Callable[[AuthorState, QWidget], str | None]


def choose_task(state: AuthorState, parent: QWidget) -> str | None:
    """The task a person chooses to write new instances for."""
    chooser = TaskChooser(state.drafts.tasks, parent)
    chooser.exec()
    return chooser.task_id


class AuthorView(QWidget):
    """Drafts at the left, the head or an instance in the middle, what comes of it at the right."""

    def __init__(
        self,
        presenter: AuthorPresenter,
        memory: QSettings | None = None,
        *,
        dialogs: FileDialogs | None = None,
        task: ChooseTask = choose_task,
    ) -> None:
        super().__init__()
        self._presenter, self._dialogs, self._task = presenter, dialogs or FileDialogs(), task
        self._focus = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(presenter.paused)
        self._drafts = DraftsPane(presenter)
        self._drafts.task_asked.connect(self._choose_task)
        self._head = HeadForm(presenter.editing.head)
        self._instance = InstanceEditor(presenter.editing.instance)
        for form in (self._head, self._instance):
            form.typing.connect(self._pause.start)
            form.left.connect(self._leave)
        self._side = SidePane(presenter)
        self._build(memory)
        self._shortcuts()
        presenter.attach(self.render_state)

    def render_state(self, state: AuthorState) -> None:
        """Show `state`. Fields that show their text already are left alone."""
        draft, selected = state.editing.draft, state.editing.selected
        nothing = draft is None and not state.drafts.rows
        self._pages.setCurrentIndex(0 if nothing else 1)
        self._drafts.render_state(state)
        self._middle.setCurrentIndex(0 if draft is None else 1 if selected is None else 2)
        if draft is not None:
            self._head.show_task(draft.task, locked=state.editing.adding)
        if draft is not None and selected is not None and state.editing.instance is not None:
            self._instance.show_instance(selected, state.editing.instance)
            self._place.setText(f"Instance {selected + 1} of {len(draft.instances)}")
        else:
            self._place.setText("Task")
        self._tools.setVisible(selected is not None)
        self._steps.setVisible(draft is not None)
        self._try.setEnabled(state.can_try)
        self._side.render_state(state)
        self._show_bar(state)
        self._follow(state)

    def _show_bar(self, state: AuthorState) -> None:
        editing = state.editing
        self._title.setText((editing.draft.task.name.strip() or "Untitled") if editing.draft else "Author")
        self._bar.setVisible(editing.draft is not None)
        self._remove.setVisible(editing.draft is not None)
        self._saved.setText(state.saved.message)
        self._saved.setVisible(bool(state.saved.message))
        self._saved.set_kind("severity" if state.saved.failed else "soft")
        self._undo.setEnabled(editing.can_undo)
        self._redo.setEnabled(editing.can_redo)
        self._profile.set_value(state.profile)
        why = "" if state.can_give_out else "Correct what is listed under Findings first."
        for button in (self._export, self._publish):
            button.setEnabled(state.can_give_out)
            button.setToolTip(why)
        self._publish.setText("Add instances" if editing.adding else "Add to project")
        self._band.setVisible(bool(state.notice.message))
        self._message.setText(state.notice.message)
        self._message.set_role("severity" if state.notice.failed else "")
        self._restore.setVisible(state.notice.removed is not None)

    def _follow(self, state: AuthorState) -> None:
        """Put the cursor where it is wanted, once."""
        wanted = state.editing.focus
        if wanted.serial == self._focus or state.editing.draft is None:
            return
        self._focus = wanted.serial
        if state.editing.selected is None:
            self._head.focus_field(wanted.field)
        else:
            self._instance.focus_field(wanted.field)
        if self._columns.stacked:
            place = self._card.mapTo(self, QPoint()).y() - self._columns.y()
            bar = self._columns.verticalScrollBar()
            bar.setValue(bar.value() + place)

    def _leave(self) -> None:
        """Save at once what a pause would have saved."""
        if self._pause.isActive():
            self._pause.stop()
            self._presenter.paused()

    def _act(self, intent: Callable[[], None]) -> Callable[[], None]:
        """`intent`, after what an input method was composing has become text."""

        def act() -> None:
            QGuiApplication.inputMethod().commit()
            self._leave()
            intent()

        return act

    def _choose_task(self) -> None:
        task_id = self._task(self._presenter.state, self)
        if task_id is not None:
            self._presenter.drafts.from_task(task_id)

    def _choose_folder(self) -> None:
        folder = self._dialogs.folder(self, "Export the draft to a folder")
        if folder is not None:
            self._presenter.give_out(folder)

    def _build(self, memory: QSettings | None) -> None:
        self._build_bar()
        empty = EmptyState(
            "author",
            "Write the first task",
            "A task is a definition and instances of it: inputs with the right outputs. It is checked while "
            "you write, every change is kept, and it can be exported as a MedS-Ins file.",
            "New task",
        )
        empty.asked.connect(self._presenter.drafts.new)
        more = Button("New instances for a task…")
        more.clicked.connect(self._choose_task)
        empty.extra.insertWidget(1, more)
        self._columns = Columns("author", memory)
        self._columns.add(self._drafts, 230, 420)
        self._columns.add(self._build_middle(), 380, 560)
        self._columns.add(self._side, 290, 420)
        self._columns.begin(290, 560, 400)
        work = QWidget()
        top = column(head(self._title, self._saved, self._remove, spacing=12), self._bar, spacing=8)
        layout = column(top, self._columns, spacing=GAP)
        layout.setStretch(1, 1)
        work.setLayout(layout)
        self._pages = Stack()
        self._pages.addWidget(empty)
        self._pages.addWidget(work)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        whole.setSpacing(GAP)
        whole.addLayout(self._pages, 1)
        whole.addWidget(self._band)

    def _build_bar(self) -> None:
        presenter = self._presenter
        self._title = ElideLabel("", "title")
        self._saved = Chip("", "soft")
        self._undo = Button("Undo", icon="undo", key="author.undo")
        self._redo = Button("Redo", icon="redo", key="author.redo")
        self._profile = Segmented([(Profile.README, "README"), (Profile.GUIDELINE, "Guideline")])
        self._profile.set_tip(Profile.README, "The keys of upstream’s README and files")
        self._profile.set_tip(Profile.GUIDELINE, "The keys of upstream’s guideline for contributors")
        self._profile.chosen.connect(lambda profile: presenter.look(profile=profile))
        self._export = Button("Export…", icon="export", key="author.export")
        self._publish = PrimaryButton("Add to project", icon="check")
        self._remove = Button("", icon="trash", kind="quiet", tip="Remove draft; it can be brought back")
        self._undo.clicked.connect(self._act(presenter.editing.undo))
        self._redo.clicked.connect(self._act(presenter.editing.redo))
        self._export.clicked.connect(self._act(self._choose_folder))
        self._publish.clicked.connect(self._act(presenter.give_out))
        self._remove.clicked.connect(self._act(presenter.remove))
        form = Label("Profile", "soft")
        form.setToolTip("Which of upstream’s two descriptions of a file it follows")
        self._bar = Flow(self._undo, self._redo, form, self._profile, self._export, self._publish, spacing=8)
        self._message = WrapLabel("")
        self._restore = Button("Bring it back", icon="undo")
        self._restore.clicked.connect(presenter.drafts.restore)
        self._band = QFrame()
        self._band.setProperty("role", "band")
        inside = row(self._message, self._restore, spacing=12)
        inside.setContentsMargins(12, 6, 12, 6)
        inside.setStretch(0, 1)
        self._band.setLayout(inside)

    def _build_middle(self) -> Card:
        instances = self._presenter.editing.instances
        self._card = card = Card()
        self._place = Label("", "heading")
        copy = Button("", icon="copy", kind="quiet", tip="Copy this instance")
        up = Button("", icon="up", kind="quiet", tip="Move this instance up")
        down = Button("", icon="down", kind="quiet", tip="Move this instance down")
        remove = Button("", icon="trash", kind="quiet", tip="Remove this instance; undo brings it back")
        copy.clicked.connect(self._act(instances.duplicate))
        up.clicked.connect(self._act(lambda: instances.move(-1)))
        down.clicked.connect(self._act(lambda: instances.move(1)))
        remove.clicked.connect(self._act(instances.remove))
        self._tools = Flow(copy, up, down, remove, spacing=2)
        nothing = EmptyState("author", "Choose a draft", "Go on with one at the left, or begin a new one.")
        self._middle = Stack()
        for page in (nothing, self._head, self._instance):
            self._middle.addWidget(page)
        policy = self._tools.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._tools.setSizePolicy(policy)
        card.body.addLayout(row(self._place, 1, self._tools))
        card.body.addLayout(self._middle, 1)
        card.body.addWidget(Line())
        card.body.addWidget(self._build_steps())
        return card

    def _build_steps(self) -> Flow:
        instances = self._presenter.editing.instances
        before = Button("Previous", icon="up", key="author.previous")
        go_on = Button("Next", icon="down", key="author.go-on", tip="Behind the last instance, a new one")
        self._try = Button("Try it", icon="run", key="author.try", tip="Ask a model about this instance")
        before.clicked.connect(self._act(lambda: instances.step(-1)))
        go_on.clicked.connect(self._act(instances.go_on))
        self._try.clicked.connect(self._act(self._presenter.try_it))
        self._steps = Flow(before, go_on, self._try)
        return self._steps

    def _shortcuts(self) -> None:
        presenter = self._presenter
        instances = presenter.editing.instances
        for key, intent in (
            ("author.next", lambda: instances.step(1)),
            ("author.next-2", lambda: instances.step(1)),
            ("author.previous-2", lambda: instances.step(-1)),
            ("author.redo-2", presenter.editing.redo),
            ("author.saved", presenter.paused),
        ):
            shortcut = Shortcut(key, self, Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._act(intent))

    # Qt

    def hideEvent(self, event: QHideEvent) -> None:
        """Save when another screen is shown."""
        super().hideEvent(event)
        self._leave()
