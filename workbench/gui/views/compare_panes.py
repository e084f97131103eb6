"""The answers of several runs side by side, scrolling together."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QWidget

from workbench.gui.presenters.compare import LETTERS, Pane, RunChoice
from workbench.gui.presenters.confidence import LEGEND, Confidence
from workbench.gui.theme import scaled
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.card import Card, column, row
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.labels import Chip, Label, WrapLabel
from workbench.gui.widgets.marks import Sample
from workbench.gui.widgets.numbers import Choice
from workbench.gui.widgets.positions import Mark
from workbench.gui.widgets.reading import ReadingText
from workbench.gui.widgets.shares import ShareBars, ShareRow

LEAST_WIDTH = 216


class AnswerPane(Card):
    """One run: its letter, which run it is, and its answer.

    Signals:
        chosen: a person wants another run here (str).
        closed: a person wants one run less.
    """

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, letter: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=12)
        self._letter = Chip(letter)
        self._run = Choice(f"Run {letter}")
        self._run.activated.connect(lambda: self.chosen.emit(self._run.currentData()))
        self._close = Button("", icon="close", kind="quiet", tip=f"Compare without {letter}")
        self._close.clicked.connect(self.closed)
        self._verdict = Chip("", "soft")
        self._sure = WrapLabel("", "soft")
        self._shares = ShareBars()
        self._rest = WrapLabel("", "soft")
        self.reading = ReadingText()
        self.reading.setAccessibleName(f"Answer {letter}")
        head = row(self._letter, self._run, self._close)
        head.setStretch(1, 1)
        self.body.addLayout(head)
        self.body.addLayout(row(self._verdict, 1))
        for part in (self._sure, self._shares, self._rest):
            part.hide()
            self.body.addWidget(part)
        self.body.addWidget(self.reading, 1)

    def show_run(self, choices: Sequence[RunChoice], chosen: str | None, removable: bool) -> None:
        """Show which run this is and which others there are."""
        self._run.show_choices(
            [(choice.id, f"{choice.title} · {choice.detail}") for choice in choices], chosen
        )
        self._close.setVisible(removable)

    def show_answer(self, pane: Pane | None) -> None:
        """Show an answer, with the words marked that the others lack, or with how sure the model was."""
        self._verdict.setVisible(pane is not None)
        self._show_confidence(pane.confidence if pane is not None else None)
        if pane is None:
            self.reading.set_text("")
            return
        self._verdict.setText("✓ exact match" if pane.right else "no exact match")
        self._verdict.set_kind("good" if pane.right else "soft")
        marks = [Mark(first, last, "accent") for first, last in pane.stretches or ()]
        if pane.confidence is not None:
            marks = [Mark(tint.start, tint.end, tint.doubt.value) for tint in pane.confidence.tints]
        self.reading.set_text(pane.text or "(empty answer)", marks if pane.text else ())

    def _show_confidence(self, confidence: Confidence | None) -> None:
        found = confidence if confidence is not None else Confidence("")
        self._sure.setText(found.words)
        self._shares.show_rows(
            [ShareRow(line.text, line.whole, line.share, line.chosen) for line in found.shares]
        )
        self._rest.setText(found.rest)
        for part, there in (
            (self._sure, found.words),
            (self._shares, found.shares),
            (self._rest, found.rest),
        ):
            part.setVisible(bool(there))

    # Qt

    def hasHeightForWidth(self) -> bool:
        """The room is given: else the panes would scroll to make room for a longer answer than there is."""
        return False


class AnswerPanes(QScrollArea):
    """Two to four panes of one width; they scroll sideways where there is too little of it.

    Signals:
        chosen: a person wants this run in the pane with this number, or no such pane (int, str or None).
    """

    chosen = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._together = True
        self._moving = False
        self._panes: list[AnswerPane] = []
        line = row(spacing=12)
        for number, letter in enumerate(LETTERS):
            pane = AnswerPane(letter)
            pane.chosen.connect(lambda run, number=number: self.chosen.emit(number, run))
            pane.closed.connect(lambda number=number: self.chosen.emit(number, None))
            bar = pane.reading.verticalScrollBar()
            bar.valueChanged.connect(lambda _value, bar=bar: self._scrolled(bar))
            self._panes.append(pane)
            line.addWidget(pane, 1)
        self._inside = QWidget()
        self._inside.setProperty("role", "plain")
        self._inside.setLayout(line)
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(scaled(160))

    def show_runs(self, choices: Sequence[RunChoice], chosen: Sequence[str | None], fewest: int) -> None:
        """Show as many panes as there are runs chosen."""
        for number, pane in enumerate(self._panes):
            pane.setVisible(number < len(chosen))
            if number < len(chosen):
                pane.show_run(choices, chosen[number], len(chosen) > fewest)
        self._inside.setMinimumWidth(scaled(LEAST_WIDTH) * len(chosen))

    def show_answers(self, panes: Sequence[Pane]) -> None:
        """Show an answer in each pane; none where there is none."""
        for number, pane in enumerate(self._panes):
            pane.show_answer(panes[number] if number < len(panes) else None)

    def scroll_together(self, together: bool) -> None:
        """Let one pane scroll the others, or not."""
        self._together = together

    def _scrolled(self, moved: QScrollBar) -> None:
        """Bring the other panes as far down as this one, as a share of their length."""
        if not self._together or self._moving:
            return
        self._moving = True
        share = moved.value() / moved.maximum() if moved.maximum() else 0.0
        for pane in self._panes:
            bar = pane.reading.verticalScrollBar()
            if bar is not moved:
                bar.setValue(round(share * bar.maximum()))
        self._moving = False


class ConfidenceLegend(QWidget):
    """What the grounds and lines under the words of an answer mean, in one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        samples = [Sample(words, doubt.value if doubt is not None else None) for words, doubt in LEGEND]
        self.setLayout(column(Flow(Label("Probability of a token:", "soft"), *samples)))
