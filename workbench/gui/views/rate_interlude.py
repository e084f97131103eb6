"""A page of words between presentations: codes, consent, guidelines, a lesson, a break, the end."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from workbench.gui.presenters.rate_state import Interlude, Line
from workbench.gui.theme import scaled
from workbench.gui.widgets.buttons import CapButton
from workbench.gui.widgets.card import GAP, MARGIN, Card, ScrollColumn, column, row
from workbench.gui.widgets.labels import WrapLabel, set_role
from workbench.gui.widgets.words import Words

WIDEST = 720


class LineRow(QFrame):
    """A line to choose, or to read.

    Signals:
        pressed: it was clicked.
    """

    pressed = Signal()

    def __init__(self, line: Line, chosen: bool) -> None:
        super().__init__()
        self.setProperty("role", "option")
        set_role(self, "chosen", "true" if chosen else "false")
        text, detail = WrapLabel(line.text, "heading"), WrapLabel(line.detail, "")
        for label in (text, detail):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        if line.good is not None:
            detail.set_role("good" if line.good else "severity")
        parts: list[QWidget | int] = [text]
        if line.detail:
            parts.append(detail)
        layout = column(*parts, spacing=2)
        layout.setContentsMargins(12, 8, 12, 8)
        self.setLayout(layout)

    # Qt

    def mousePressEvent(self, _event: object) -> None:
        """A click chooses."""
        self.pressed.emit()


class InterludeView(QWidget):
    """The page in the middle of the screen.

    Signals:
        pressed: a button stands for this key (str).
        pointed: the line at this place was clicked (int).
    """

    pressed = Signal(str)
    pointed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Interlude | None = None
        self._title = WrapLabel("", "title")
        self._words = Words()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self._column = ScrollColumn()
        self._column.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column.body.setSpacing(GAP)
        self._column.body.addWidget(self._words)
        self._column.body.addLayout(self._lines)
        self._column.body.addStretch(1)
        self._go = CapButton("", "Return", kind="primary")
        self._go.clicked.connect(lambda: self.pressed.emit("Return"))
        self._other = CapButton("", "Escape", kind="quiet")
        self._other.clicked.connect(lambda: self.pressed.emit("Escape"))
        card = Card(margin=24)
        card.body.setSpacing(MARGIN)
        card.body.addWidget(self._title)
        card.body.addWidget(self._column, 1)
        card.body.addLayout(row(self._go, self._other, 1, spacing=8))
        self._card = card
        layout = row(1, card, 1)
        layout.setStretch(1, 1000)
        self.setLayout(layout)
        self._size()

    def show_interlude(self, shown: Interlude) -> None:
        """Show the page, from its top when it is another one."""
        before, self._shown = self._shown, shown
        if before == shown:
            return
        self._title.setText(shown.title)
        self._words.setVisible(bool(shown.text))
        if before is None or before.text != shown.text:
            self._words.show_words(shown.text)
            self._column.verticalScrollBar().setValue(0)
        self._go.setText(shown.action)
        self._other.setText(shown.other)
        self._other.setVisible(bool(shown.other))
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, line in enumerate(shown.lines):
            chosen = LineRow(line, place == shown.chosen)
            chosen.pressed.connect(lambda place=place: self.pointed.emit(place))
            self._lines.addWidget(chosen)

    def turn_page(self, by: int) -> None:
        """Page the words on, or back."""
        bar = self._column.verticalScrollBar()
        bar.setValue(bar.value() + by * round(bar.pageStep() * 0.9))

    def _size(self) -> None:
        self._card.setMaximumWidth(scaled(WIDEST))

    # Qt

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.ApplicationFontChange}:
            self._size()
