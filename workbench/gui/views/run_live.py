"""Draws a run while it goes: how far, the answers as they come, what failed."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from workbench.domain.languages import han_language
from workbench.gui.presenters.run_live import AnswerLine, Detail, FailureLine, LiveState, Phase, Writing
from workbench.gui.tables.rows import Column, RowsTable
from workbench.gui.theme import scaled, tokens
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.card import GAP, Card, EmptyState, column, row
from workbench.gui.widgets.columns import Columns
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.labels import Chip, ElideLabel, Label, SectionLabel, WrapLabel
from workbench.gui.widgets.lists import Table
from workbench.gui.widgets.pane import Pane
from workbench.gui.widgets.reading import ReadingText
from workbench.gui.widgets.stack import Stack

MOST_WRITING = 4
"""Growing answers that are drawn; more are counted."""
STEPS = 1000
LINE_PX = 26

_PHASES = {
    Phase.NONE: ("", "soft"),
    Phase.LOADING: ("loading", "accent"),
    Phase.RUNNING: ("running", "accent"),
    Phase.ON_BATTERY: ("on battery", "soft"),
    Phase.STOPPING: ("stopping", "soft"),
    Phase.PAUSED: ("paused", "soft"),
    Phase.STOPPED: ("stopped", "soft"),
    Phase.FAILED: ("interrupted", "severity"),
    Phase.DONE: ("done", "good"),
}


class GrowingAnswers(QWidget):
    """The ends of the answers being written, a line each. Paints only itself, however fast they grow.

    Signals:
        chosen: look at the instance with this id (str).
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._writing: tuple[Writing, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Answers being written")

    def show_writing(self, writing: tuple[Writing, ...]) -> None:
        """Show how far the answers have grown."""
        if writing != self._writing:
            self._writing = writing
            self.update()

    def _line(self) -> int:
        return scaled(LINE_PX)

    # Qt

    def sizeHint(self) -> QSize:
        """Room for as many lines as are drawn at most, so that nothing jumps."""
        return QSize(scaled(200), self._line() * MOST_WRITING)

    def minimumSizeHint(self) -> QSize:
        """All lines, as narrow as need be."""
        return QSize(scaled(80), self._line() * MOST_WRITING)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a line chooses it."""
        place = int(event.position().y()) // self._line()
        if place < min(len(self._writing), MOST_WRITING):
            self.chosen.emit(self._writing[place].instance_id)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the end of each answer; what came last is at the right place to be read."""
        painter = QPainter(self)
        colours, metrics = tokens(), self.fontMetrics()
        for place, writing in enumerate(self._writing[:MOST_WRITING]):
            rect = QRect(0, place * self._line(), self.width(), self._line())
            dot = scaled(6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawEllipse(QRect(2, rect.center().y() - dot // 2, dot, dot))
            words = rect.adjusted(dot + scaled(8), 0, 0, 0)
            text = " ".join(writing.tail.split()) or "…"
            painter.setPen(QColor(colours.text))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideLeft, words.width())
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.end()


class LiveView(Pane):
    """The run on screen.

    Signals:
        pause_asked, stop_asked: give up what is under way, keeping the model in memory or not.
        resume_asked: ask what the run still lacks.
        instance_chosen: look at the instance with this id (str).
        setup_asked: go and set up a run.
    """

    pause_asked = Signal()
    stop_asked = Signal()
    resume_asked = Signal()
    instance_chosen = Signal(str)
    setup_asked = Signal()

    def __init__(self, memory: QSettings | None = None) -> None:
        super().__init__()
        self._answers = Table(
            RowsTable[AnswerLine](
                [
                    Column("#", lambda line: f"{line.number:,}", number=True, width=48),
                    Column("Task", lambda line: line.task_id, width=86),
                    Column("Answer", lambda line: line.start, language=lambda line: han_language(line.start)),
                    Column("Tokens", lambda line: f"{line.tokens:,}", number=True, width=64),
                    Column("Ended", _ended, width=84, header_tip="Why the answer ended where it did"),
                ]
            )
        )
        self._answers.chosen.connect(lambda place: self._choose(self._lines, place))
        self._failures = Table(
            RowsTable[FailureLine](
                [
                    Column("Task", lambda line: line.task_id or "–", width=86),
                    Column("Not answered, because", lambda line: line.reason),
                ]
            )
        )
        self._failures.chosen.connect(lambda place: self._choose(self._failed, place))
        self._lines: tuple[AnswerLine, ...] = ()
        self._failed: tuple[FailureLine, ...] = ()
        self._growing = GrowingAnswers()
        self._growing.chosen.connect(self.instance_chosen)
        self._build(memory)

    def render_state(self, state: LiveState) -> None:
        """Show `state`."""
        self._stack.setCurrentIndex(0 if state.phase is Phase.NONE else 1)
        words, kind = _PHASES[state.phase]
        self._phase.setText(words)
        self._phase.set_kind(kind)
        self._title.setText(state.title)
        loading = state.phase is Phase.LOADING
        share = state.loading if loading else (state.done / state.total if state.total else 0.0)
        self._bar.setValue(round(share * STEPS))
        self._progress.setText(state.progress)
        for place, label in enumerate(self._pace):
            label.setText(state.pace[place] if place < len(state.pace) else "")
        self._message.setText(state.message)
        self._message.setVisible(bool(state.message))
        self._pause.setVisible(state.can_pause)
        self._stop.setVisible(state.can_stop)
        self._resume.setVisible(state.can_resume)
        self._retry.setVisible(state.can_retry)
        self._retry.setText(f"Ask the {len(state.failures):,} failed again")
        self._show_answers(state)
        self._show_detail(state.detail, state.answer)

    def _show_answers(self, state: LiveState) -> None:
        self._lines, self._failed = state.answers, state.failures
        self._writing_part.setVisible(state.going)
        self._growing.show_writing(state.writing)
        more = len(state.writing) - MOST_WRITING
        self._writing_title.setText(f"Being written, and {more} more" if more > 0 else "Being written")
        self._answers_title.setText(f"Answers  {len(state.answers):,}")
        chosen = state.detail.instance_id if state.detail is not None else None
        at = self._answers.currentIndex().row()
        if not (0 <= at < len(self._lines) and self._lines[at].instance_id == chosen):
            at = next((n for n, line in enumerate(self._lines) if line.instance_id == chosen), -1)
        self._answers.show_rows(self._lines, at if at >= 0 else None)
        self._failed_part.setVisible(bool(state.failures))
        self._failed_title.setText(f"Failed  {len(state.failures):,}")
        self._failures.show_rows(self._failed, None)

    def _show_detail(self, detail: Detail | None, answer: str) -> None:
        self._reading.setCurrentIndex(0 if detail is None else 1)
        if detail is None:
            return
        self._which.setText(detail.task_id)
        self._input.set_text(detail.input)
        self._reference.set_text("\n\n".join(detail.references) or "(this instance has no reference)")
        self._answer_title.setText("Answer, being written" if detail.writing else "Answer")
        self._answer.set_text(answer)

    def _choose(self, lines: Sequence[AnswerLine | FailureLine], place: int) -> None:
        if place < len(lines):
            self.instance_chosen.emit(lines[place].instance_id)

    def _build(self, memory: QSettings | None) -> None:
        empty = EmptyState(
            "run",
            "No run yet",
            "Set up a run: tick tasks, choose a model and start. Its answers appear here while they are "
            "written.",
            "Set up a run",
        )
        empty.asked.connect(self.setup_asked)
        columns = Columns("run/answers", memory)
        columns.add(self._list(), 360, 420)
        columns.add(self._detail(), 320, 420)
        columns.begin(760, 600)
        going = QWidget()
        whole = QVBoxLayout(going)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(self._head())
        whole.addWidget(columns, 1)
        self._stack = Stack()
        self._stack.addWidget(empty)
        self._stack.addWidget(going)
        self.setLayout(self._stack)
        self.setFocusProxy(self._answers)

    def _head(self) -> Card:
        self._phase, self._title = Chip("", "accent"), ElideLabel("", "heading")
        self._progress = Label("")
        self._pace = [Label("", "soft") for _ in range(3)]
        self._message = WrapLabel("", "severity")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, STEPS)
        self._pause = Button(
            "Pause", icon="pause", key="run.pause", tip="Ask nothing more; keep the model ready"
        )
        self._resume = Button("Resume", icon="run", kind="primary", key="run.pause")
        self._stop = Button("Stop", icon="stop", tip="Ask nothing more and free the memory; resume any time")
        self._retry = Button("", icon="refresh", kind="primary")
        self._pause.clicked.connect(self.pause_asked)
        self._stop.clicked.connect(self.stop_asked)
        self._resume.clicked.connect(self.resume_asked)
        self._retry.clicked.connect(self.resume_asked)
        card = Card()
        first = row(self._phase, self._title, self._pause, self._resume, self._retry, self._stop)
        first.setStretch(1, 1)
        card.body.addLayout(first)
        card.body.addWidget(self._bar)
        card.body.addWidget(Flow(self._progress, *self._pace, spacing=16))
        card.body.addWidget(self._message)
        return card

    def _list(self) -> Card:
        card = Card()
        self._writing_title, self._answers_title = SectionLabel(""), SectionLabel("")
        self._failed_title = SectionLabel("")
        self._writing_part, self._failed_part = QWidget(), QWidget()
        self._writing_part.setLayout(column(self._writing_title, self._growing))
        self._failed_part.setLayout(column(self._failed_title, self._failures))
        self._failures.setAccessibleName("Instances that failed")
        self._answers.setAccessibleName("Answers")
        card.body.addWidget(self._writing_part)
        card.body.addWidget(self._answers_title)
        card.body.addWidget(self._answers, 3)
        card.body.addWidget(self._failed_part, 1)
        return card

    def _detail(self) -> Card:
        self._which, self._answer_title = Label("", "heading"), SectionLabel("Answer")
        self._input, self._reference, self._answer = ReadingText(), ReadingText(), ReadingText()
        card = Card()
        hint = EmptyState(
            "eye", "Nothing chosen", "Choose an answer to read it beside its input and reference."
        )
        reading = QWidget()
        parts = column(self._which, SectionLabel("Input"), self._input, self._answer_title, self._answer)
        for part in (SectionLabel("Reference"), self._reference):
            parts.addWidget(part)
        for place, share in ((2, 3), (4, 3), (6, 2)):
            parts.setStretch(place, share)
        reading.setLayout(parts)
        self._reading = Stack()
        self._reading.addWidget(hint)
        self._reading.addWidget(reading)
        card.body.addLayout(self._reading, 1)
        return card


def _ended(line: AnswerLine) -> str:
    """Why an answer ended."""
    if line.copied:
        return "copied"
    return "cut" if line.cut else "by itself"
