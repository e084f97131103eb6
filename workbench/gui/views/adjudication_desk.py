"""Draws the disagreement that is open: texts, what each rater said, what the next key does. Keys first."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QProgressBar, QTextEdit, QVBoxLayout, QWidget

from workbench.domain.key_table import Where
from workbench.gui.presenters.adjudication_values import AdjudicationState, ItemPage
from workbench.gui.presenters.keys_in_force import name_of, usual_key
from workbench.gui.presenters.rate_state import Interlude
from workbench.gui.theme import scaled
from workbench.gui.views.adjudication_opinions import OpinionsPane
from workbench.gui.views.rate_interlude import InterludeView
from workbench.gui.views.rate_prompt import PromptPane
from workbench.gui.views.rate_texts import Texts
from workbench.gui.widgets.buttons import CapButton
from workbench.gui.widgets.card import MARGIN, head, row
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.key_names import key_name
from workbench.gui.widgets.labels import Chip, ElideLabel, Label
from workbench.gui.widgets.pane import Pane
from workbench.gui.widgets.stack import Stack

_IN_A_FIELD = frozenset({"Return", "Ctrl+Return", "Escape", "Ctrl+S"})
"""What a key means while something is typed; all others belong to the field."""
_SCROLLS = {"Space": 1, "PageDown": 1, "Shift+Space": -1, "PageUp": -1}
_MORE = frozenset(
    {"Up", "Down", "Left", "Right", "Return", "Escape", "Alt+Left", "Alt+Right"}
    | {"Ctrl+Return", "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y", "Ctrl+S"}
)
"""Ours beside single letters and digits."""
_HELD = frozenset({"Up", "Down", "Left", "Right", *_SCROLLS})
"""Keys that go on while they are held down; any other is one press."""
_ACTIONS = (("Note", "N"), ("Before", "Up"), ("Next", "Down"), ("Take back", "U"))
ROOMY = 700
"""Height at which there is room for what options exactly mean, at the default text size."""
SHARE = 0.24
"""Of the height, that what raters said may take."""


class AdjudicationDeskView(Pane):
    """One disagreement, over the whole screen.

    Signals:
        pressed: a key, or a button that stands for one (str).
        typed: the note is this now (str).
    """

    pressed = Signal(str)
    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._composing = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.texts = Texts("raters differ about this one", "As raters could see it", "adjudicate.reference")
        self.opinions, self.ask = OpinionsPane(), PromptPane(Where.ADJUDICATE)
        self.guidelines = InterludeView()
        self._message, self._note = ElideLabel("", ""), ElideLabel("", "soft")
        self._stack = Stack()
        self._build()
        self.ask.pressed.connect(self.pressed)
        self.ask.field.typed.connect(self.typed)
        self.guidelines.pressed.connect(self.pressed)
        self.texts.reference_asked.connect(lambda: self.pressed.emit("R"))
        self._listen()

    def render_state(self, state: AdjudicationState) -> None:
        """Show the disagreement that is open; nothing changes while none is."""
        item = state.item
        if item is None:
            return
        if item.page.ask.field is None and self.ask.field.hasFocus():
            # Before the field goes: else Qt gives the keyboard to whatever comes next.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        if state.guidelines is not None:
            self.guidelines.show_interlude(
                Interlude("Guidelines", state.guidelines, action="Back to the disagreement")
            )
        self._stack.setCurrentIndex(0 if state.guidelines is None else 1)
        self._show_head(state, item)
        self.texts.show_page(item.page)
        self.opinions.show_opinions(item.opinions)
        self.ask.show_prompt(item.page.ask)
        self._buttons["N"].setText("Note ✓" if item.note else "Note")
        self._buttons["U"].setEnabled(item.can_undo)
        self._state.setText(item.state)
        self._state.setVisible(bool(item.state))
        self._state.set_kind("good" if item.decided else "soft")
        typing = item.page.ask.field is not None
        self._go.setText("Done" if typing else "Next" if item.decided else "Keep and next")
        self._note.setText(f"Note: {item.note}")
        self._note.setVisible(bool(item.note) and not typing)
        self._message.setText(state.message)
        self._message.set_role("severity" if state.failed else "heading")
        self._fit()

    def _show_head(self, state: AdjudicationState, item: ItemPage) -> None:
        self._title.setText(state.queue.study.title if state.queue is not None else "")
        self._about.setText(item.about)
        self._place.setText(item.place)
        self._progress.setText(f"{state.decided:,} of {state.total:,} decided")
        self._bar.setMaximum(max(1, state.total))
        self._bar.setValue(state.decided)
        self._bar.setFixedWidth(scaled(110))
        self._saved.setText(f"✓ {item.saved}" if item.saved else "")

    def _build(self) -> None:
        self._title, self._about = ElideLabel("", "title"), Chip("", "accent")
        self._place, self._progress = Label("", "soft"), Label("", "")
        self._bar, self._saved = QProgressBar(), Label("", "good")
        self._bar.setTextVisible(False)
        guidelines = CapButton("Guidelines", "adjudicate.guidelines", kind="quiet")
        back = CapButton("Queue", "adjudicate.queue", kind="quiet")
        above = head(
            *(self._title, self._about, self._bar, self._progress, self._saved),
            *(guidelines, back),
            spacing=10,
        )
        above.setStretch(0, 1)
        self._go = CapButton("Keep and next", "adjudicate.decide", kind="primary")
        self._state = Chip("", "soft")
        self._buttons = {
            key: CapButton(words, name_of(key, Where.ADJUDICATE), kind="quiet") for words, key in _ACTIONS
        }
        buttons = {"G": guidelines, "Escape": back, "Return": self._go, **self._buttons}
        for key, button in buttons.items():
            button.clicked.connect(lambda _on, key=key: self.pressed.emit(key))
        flow = Flow(*self._buttons.values(), spacing=2)
        below = row(flow, self._place, self._note, self._state, self._go, spacing=10)
        below.setStretch(2, 1)
        page = Pane()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(above)
        for part in (self.texts, self.opinions, self.ask):
            layout.addWidget(part)
        layout.setStretch(1, 1)
        layout.addLayout(below)
        layout.addWidget(self._message)
        self._stack.addWidget(page)
        self._stack.addWidget(self.guidelines)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        whole.addLayout(self._stack)

    def _fit(self) -> None:
        """Give what raters said what it needs, up to its share."""
        roomy = self.height() >= scaled(ROOMY)
        self.ask.show_details(roomy)
        most = max(scaled(84), round(self.height() * SHARE))
        self.opinions.fit(self.width() - 2 * MARGIN, most, roomy)

    def _listen(self) -> None:
        """Hear keys wherever the keyboard can be on this page."""
        self.installEventFilter(self)
        for child in self.findChildren(QWidget):
            if child.focusPolicy() is not Qt.FocusPolicy.NoFocus or isinstance(child.parent(), QTextEdit):
                child.installEventFilter(self)

    def _hear(self, event: QKeyEvent, widget: QObject) -> bool:
        """A key went to a widget of this page: whether it was ours."""
        pressed, typing = key_name(event), widget is self.ask.field
        # Over the guidelines and in a note Enter and Escape go on and back, as everywhere.
        noting = typing or self._stack.currentIndex() == 1
        key = usual_key(pressed, noting=noting, where=Where.ADJUDICATE)
        if typing:
            if self._composing or key not in _IN_A_FIELD or len(pressed.removeprefix("Shift+")) == 1:
                return False
        elif len(key) != 1 and key not in _MORE and key not in _SCROLLS:
            return False
        if event.isAutoRepeat() and key not in _HELD:
            return True
        if key in _SCROLLS:
            target = self.texts if self._stack.currentIndex() == 0 else self.guidelines
            target.turn_page(_SCROLLS[key])
        else:
            self.pressed.emit(key)
        return True

    # Qt

    def minimumSizeHint(self) -> QSize:
        """What does not fit scrolls."""
        return QSize(scaled(320), scaled(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room between the texts and what raters said."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take keys before the widget that has the keyboard."""
        kind = event.type()
        if kind == QEvent.Type.InputMethod and watched is self.ask.field:
            assert isinstance(event, QInputMethodEvent)
            self._composing = bool(event.preeditString())
        elif (
            isinstance(event, QKeyEvent)
            and kind == QEvent.Type.KeyPress
            and watched is QApplication.focusWidget()
        ):
            return self._hear(event, watched)
        return super().eventFilter(watched, event)
