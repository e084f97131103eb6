"""The strip at the bottom: a line for every long job."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from workbench.gui.presenters.strip import StripEntry, StripState
from workbench.gui.theme import scaled
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.card import MARGIN, row
from workbench.gui.widgets.icons import IconMark
from workbench.gui.widgets.labels import ElideLabel, Label

STEPS = 1000


class _EntryLine(QWidget):
    """One job: what, how far, how fast, how long still, stop."""

    stop_asked = Signal(int)

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label("", "heading")
        self._note = ElideLabel("", "soft")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(scaled(220))
        self._far, self._pace, self._left = Label("", "soft"), Label("", "soft"), Label("", "soft")
        self._stop = Button("Stop", icon="stop", tip="Stop after the item it is at; what is done stays")
        self._stop.clicked.connect(lambda: self.stop_asked.emit(number))
        whole = row(
            IconMark("run", "accent"),
            self._title,
            self._note,
            self._bar,
            self._far,
            self._pace,
            self._left,
            self._stop,
            spacing=12,
        )
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def show_entry(self, entry: StripEntry) -> None:
        """Show how the job stands."""
        self._title.setText(entry.title)
        self._note.setText("stopping…" if entry.stopping else entry.note)
        fraction = entry.fraction
        # A bar from 0 to 0 moves to and fro: busy, without saying how far.
        self._bar.setRange(0, 0 if fraction is None else STEPS)
        self._bar.setValue(0 if fraction is None else round(fraction * STEPS))
        for label, text in (
            (self._far, entry.progress_text),
            (self._pace, entry.pace),
            (self._left, entry.left_text),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self._stop.setVisible(entry.stoppable)
        self._stop.setEnabled(not entry.stopping)


class StripView(QFrame):
    """Draws the strip; not there at all while nothing runs.

    Signals:
        stop_asked: stop the job of the entry with this number (int).
    """

    stop_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self._lines: dict[int, _EntryLine] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(MARGIN, 8, MARGIN, 8)
        self._column.setSpacing(6)
        self.hide()

    def render_state(self, state: StripState) -> None:
        """Show a line for each job of `state`."""
        wanted = {entry.number for entry in state.entries}
        for number in [number for number in self._lines if number not in wanted]:
            line = self._lines.pop(number)
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        for entry in state.entries:
            if entry.number not in self._lines:
                line = _EntryLine(entry.number)
                line.stop_asked.connect(self.stop_asked)
                self._lines[entry.number] = line
                self._column.addWidget(line)
            self._lines[entry.number].show_entry(entry)
        self.setVisible(bool(state.entries))
