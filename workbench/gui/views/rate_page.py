"""The rating screen: texts above, below them what the next key does, every value, and what else there is."""

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from workbench.gui.presenters.keys_in_force import name_of
from workbench.gui.presenters.rate_flash import given_between
from workbench.gui.presenters.rate_state import Head, Page
from workbench.gui.theme import scaled
from workbench.gui.views.rate_find import FindBar
from workbench.gui.views.rate_instrument import InstrumentPane
from workbench.gui.views.rate_prompt import PromptPane
from workbench.gui.views.rate_texts import Texts
from workbench.gui.widgets.buttons import CapButton
from workbench.gui.widgets.card import head, row
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.labels import Chip, ElideLabel, Label, WrapLabel
from workbench.gui.widgets.pane import Pane

ROOMY = 640
"""Height at which there is room for what options exactly mean, at the default text size."""
TIGHT = 480
"""Height below which only the most needed is shown."""
LEAST = 100
"""Of the instrument: a question about two answers."""
SLIM_HEAD = 800
"""Width of the head, at the default text size, below which the bar and the time of saving are left out."""
FLASH_MS = 300
"""For how long a value that was given is seen after the screen moved on."""
SHARE = 0.34
"""Of the height, that the instrument may take."""
_ACTIONS = (
    ("Error", "E"),
    ("Omission", "O"),
    ("Comment", "C"),
    ("Flag", "F"),
    ("Later", "S"),
    ("Cannot rate", "Shift+S"),
    ("Undo", "U"),
)
"""Words, and the key at first."""


class HeadBar(QWidget):
    """Which study, how far, how long, and that it is saved.

    Signals:
        pressed: a button stands for this key (str).
    """

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._title = ElideLabel("", "title")
        self._about = Chip("", "accent")
        self._place = Label("", "")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._saved, self._saved_words = Label("", "good"), ""
        self._sitting = CapButton("", "rate.length", kind="quiet")
        self._sitting.clicked.connect(lambda: self.pressed.emit("L"))
        self.guidelines = CapButton("Guidelines", "rate.guidelines", kind="quiet")
        self.guidelines.clicked.connect(lambda: self.pressed.emit("G"))
        self.export = CapButton("Export", "rate.export", kind="quiet")
        self.export.clicked.connect(lambda: self.pressed.emit("Ctrl+E"))
        line = head(
            *(self._title, self._about, self._place, self._bar, self._sitting, self._saved),
            *(self.guidelines, self.export),
            spacing=10,
        )
        line.setContentsMargins(0, 0, 0, 0)
        line.setStretch(0, 1)
        self.setLayout(line)

    def show_head(self, shown: Head) -> None:
        """Show where the rater is."""
        self._title.setText(shown.title)
        self._about.setText(shown.about)
        self._about.setVisible(bool(shown.about))
        self._place.setText(f"{shown.done} of {shown.total}")
        self._place.setToolTip(f"{shown.done} of {shown.total} items are done · rater {shown.rater}")
        self._bar.setMaximum(max(1, shown.total))
        self._bar.setValue(shown.done)
        self._bar.setFixedWidth(scaled(110))
        self._sitting.setText(shown.sitting or shown.active)
        self._sitting.setToolTip(f"{shown.active}\nHow long a session is: 10, 20, 30 minutes or no end")
        self._saved_words = shown.saved
        self._saved.setToolTip(shown.saved)
        self._make_room()

    def _make_room(self) -> None:
        """Leave out what is said elsewhere too, where letters are large."""
        roomy = self.width() >= scaled(SLIM_HEAD)
        self._bar.setVisible(roomy)
        mark = f"✓ {self._saved_words}" if roomy else "✓"
        self._saved.setText(mark if self._saved_words else "")

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the window."""
        super().resizeEvent(event)
        self._make_room()


class RatingPage(Pane):
    """The presentation on screen with all that can be done about it.

    Signals:
        pressed: a button stands for this key (str).
    """

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.head = HeadBar()
        self.find_bar = FindBar()
        self._over = WrapLabel("", "chip")
        self._over.setProperty("kind", "accent")
        self.texts, self.ask, self.instrument = Texts(), PromptPane(), InstrumentPane()
        self.head.pressed.connect(self.pressed)
        self.ask.pressed.connect(self.pressed)
        self.texts.reference_asked.connect(lambda: self.pressed.emit("R"))
        self._submit = CapButton("Submit and next", "rate.submit", kind="primary")
        self._submit.clicked.connect(lambda: self.pressed.emit("Return"))
        self._state = Chip("", "soft")
        self._buttons: dict[str, CapButton] = {}
        for words, key in _ACTIONS:
            button = CapButton(words, name_of(key), kind="quiet")
            button.clicked.connect(lambda _on, key=key: self.pressed.emit(key))
            self._buttons[key] = button
        self._flow = Flow(*self._buttons.values(), spacing=2)
        self._message = ElideLabel("", "")
        self._known: tuple[Page, int] | None = None
        self._flash = QTimer(self)
        self._flash.setSingleShot(True)
        self._flash.setInterval(FLASH_MS)
        self._flash.timeout.connect(self._show_state)
        below = row(self._flow, 1, self._state, self._submit, spacing=10)
        below.setStretch(0, 1000)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self.head, self._over, self.find_bar, self.texts, self.ask, self.instrument):
            layout.addWidget(part)
        layout.setStretchFactor(self.texts, 1)
        layout.addLayout(below)
        layout.addWidget(self._message)

    def show_page(self, shown: Page, about: Head, message: str, failed: bool) -> None:
        """Show a presentation."""
        self.head.show_head(about)
        self._over.setText(about.over)
        self._over.setVisible(bool(about.over))
        self.texts.show_page(shown)
        self.ask.show_prompt(shown.ask)
        self.instrument.show_rows(shown.rows)
        self._buttons["F"].setText("Flagged" if shown.flagged else "Flag")
        self._buttons["C"].setText("Comment ✓" if shown.comment else "Comment")
        self._buttons["Shift+S"].setText("Can rate" if shown.cannot_rate is not None else "Cannot rate")
        self._buttons["U"].setEnabled(about.can_undo)
        self._submit.setText("Next" if shown.submitted else "Submit and next")
        self._flash_given(shown, about.done)
        self._message.setText(message)
        self._message.set_role("severity" if failed else "heading")
        self._fit()

    def _flash_given(self, shown: Page, done: int) -> None:
        """Let what was just given be seen for a moment. Nothing waits for it: the next key counts at once."""
        before, count = self._known or (None, done)
        self._known = shown, done
        given = given_between(before, shown, submitted=done > count)
        if given is not None:
            self.instrument.flash(given.keys)
            self._state.setText(given.words)
            self._state.set_kind("good")
            self._flash.start()
        elif not self._flash.isActive():
            self._show_state()

    def _show_state(self) -> None:
        """How the rating stands; nothing flashes any more."""
        self.instrument.flash(())
        if self._known is not None:
            shown, _done = self._known
            self._state.setText(_state_said(shown))
            self._state.set_kind("good" if shown.complete else "soft")

    def _fit(self) -> None:
        """Give the instrument what it needs, up to its share."""
        self.ask.show_details(self.height() >= scaled(ROOMY))
        tight = self.height() < scaled(TIGHT)
        # The list of keys says the same; texts need the room more.
        self._flow.setVisible(not tight)
        self._message.setVisible(bool(self._message.text()) or not tight)
        share = scaled(LEAST) if tight else max(scaled(LEAST), round(self.height() * SHARE))
        self.instrument.setFixedHeight(min(self.instrument.needed(self.width()), share))

    # Qt

    def minimumSizeHint(self) -> QSize:
        """What does not fit scrolls; the window never grows because a question has many words."""
        return QSize(scaled(320), scaled(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room between texts and instrument."""
        super().resizeEvent(event)
        self._fit()


def _state_said(shown: Page) -> str:
    """How the rating stands, in a word or two."""
    if shown.cannot_rate is not None:
        return f"cannot be rated: {shown.cannot_rate}"
    if shown.submitted:
        return "✓ submitted"
    if shown.complete:
        return "✓ complete"
    return "put off before" if shown.later else "not complete yet"
