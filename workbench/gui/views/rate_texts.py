"""The texts of a presentation: the input, and the blinded answers beside it, scrolling together."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QScrollBar, QVBoxLayout, QWidget

from workbench.gui.presenters.keys_in_force import keys_said
from workbench.gui.presenters.rate_find import PROMPT, REFERENCE, FindState
from workbench.gui.presenters.rate_state import LETTERS, Answer, Note, Page
from workbench.gui.theme import scaled
from workbench.gui.widgets.buttons import CapButton
from workbench.gui.widgets.card import GAP, PART, Card, ScrollColumn, head
from workbench.gui.widgets.labels import Chip, ElideLabel, Label, SectionLabel, WrapLabel
from workbench.gui.widgets.positions import Mark
from workbench.gui.widgets.reading import ReadingText

NARROW = 280
"""Less is too narrow to be read beside others."""
LOW = 150
MOST_NOTES = 3
"""Lines of marks below an answer; the others are counted."""


Cell = tuple[int, int, int, int]
"""Row, column, and how many of them."""


def arrangement(answers: int, width: int, height: int) -> tuple[Cell, ...]:
    """Where the input stands, then each answer; sizes at 100 %."""
    places = range(answers)
    if answers <= 2 and width >= NARROW * (answers + 1):
        return ((0, 0, 1, 1), *((0, 1 + place, 1, 1) for place in places))
    if answers == 3 and width >= NARROW * 2 and height >= LOW * 2:
        return tuple((place // 2, place % 2, 1, 1) for place in range(4))
    if answers == 4 and width >= NARROW * 3.6 and height >= LOW * 2:
        return ((0, 0, 2, 1), *((place // 2, 1 + place % 2, 1, 1) for place in places))
    columns = max(1, min(answers, width // NARROW))
    columns = 2 if answers == 4 and columns == 3 else columns
    return ((0, 0, 1, columns), *((1 + place // columns, place % columns, 1, 1) for place in places))


class NoteLine(ElideLabel):
    """A mark in words; a click changes an error and takes an omission away.

    Signals:
        pressed: it was clicked.
    """

    pressed = Signal()

    def __init__(self, note: Note) -> None:
        super().__init__(f"{'O' if note.omission else 'E'}  {note.text}", "severity")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        what = "Click to take this omission away" if note.omission else "Click to change this mark"
        self.setToolTip(f"{note.text}\n{what}")

    # Qt

    def mousePressEvent(self, _event: object) -> None:
        """A click acts."""
        self.pressed.emit()


class AnswerCard(Card):
    """One answer: its letter, its text with marks, and the marks in words.

    Signals:
        selected: words were selected, from and to these code points (int, int).
        edited: the line of this mark was clicked (str).
    """

    selected = Signal(int, int)
    edited = Signal(str)

    def __init__(self, letter: str, here: str) -> None:
        """`here` stands on the active one; "" for which keys mark there."""
        super().__init__(margin=12)
        self._title = Label(f"Answer {letter}", "heading")
        self._here_words = here
        self._here = Chip("", "accent")
        self._count = Chip("", "severity")
        self.reading = ReadingText()
        self.reading.setAccessibleName(f"Answer {letter}")
        self.reading.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.reading.selectionChanged.connect(self._tell)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(2)
        self._shown: tuple[Note, ...] = ()
        self.body.addLayout(head(self._title, 1, self._here, self._count, height=PART))
        self.body.addWidget(self.reading, 1)
        self.body.addLayout(self._notes)

    def show_answer(self, answer: Answer, only: bool) -> None:
        """Show an answer; `only` when there is no other."""
        self._title.setText("Answer" if only else f"Answer {answer.letter}")
        self.set_active(answer.active and not only)
        self._here.setText(self._here_words or f"{keys_said('E')} and {keys_said('O')} mark here")
        self._here.setVisible(answer.active and not only)
        marks = [Mark(one.start, one.end, "accent" if one.pointed else "severity") for one in answer.marks]
        self.reading.set_text(answer.text or "(empty answer)", marks if answer.text else ())
        errors = sum(not note.omission for note in answer.notes)
        missing = len(answer.notes) - errors
        parts = [f"{errors} error{'s' * (errors != 1)}"] * bool(errors)
        parts += [f"{missing} missing"] * bool(missing)
        self._count.setText(" · ".join(parts))
        self._count.setVisible(bool(parts))
        self._show_notes(answer.notes)

    def _show_notes(self, notes: tuple[Note, ...]) -> None:
        if notes == self._shown:
            return
        self._shown = notes
        while (item := self._notes.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for note in notes[-MOST_NOTES:]:
            line = NoteLine(note)
            line.pressed.connect(lambda mark=note.id: self.edited.emit(mark))
            self._notes.addWidget(line)
        if len(notes) > MOST_NOTES:
            self._notes.addWidget(Label(f"and {len(notes) - MOST_NOTES} more", "small"))

    def _tell(self) -> None:
        self.selected.emit(*self.reading.selection)

    # Qt

    def hasHeightForWidth(self) -> bool:
        """The room is given."""
        return False


class InputCard(Card):
    """What was asked, and the reference once it is shown.

    Signals:
        selected: words were selected in "prompt" or "reference" (str, int, int).
        reference_asked: a person wants to see the reference, or no longer.
    """

    selected = Signal(str, int, int)
    reference_asked = Signal()

    def __init__(self, tip: str, reference: str) -> None:
        """`tip` is about the reference's button, `reference` is its key by name."""
        super().__init__(margin=12)
        self._instruction = WrapLabel("", "soft")
        self.prompt, self.reference = ReadingText(grows=True), ReadingText(grows=True)
        self.column = ScrollColumn()
        self.column.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for source, reading in (("prompt", self.prompt), ("reference", self.reference)):
            reading.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            reading.selectionChanged.connect(
                lambda source=source, reading=reading: self.selected.emit(source, *reading.selection)
            )
        self.prompt.setAccessibleName("Input")
        self.reference.setAccessibleName("Reference")
        self._heading = SectionLabel("Reference")
        self._seen = False
        self._ask = CapButton("", reference, kind="quiet", tip=tip)
        self._ask.clicked.connect(self.reference_asked)
        self.body.addLayout(head(Label("Input", "heading"), 1, self._ask, height=PART))
        for part in (self._instruction, self.prompt, self._heading, self.reference):
            self.column.body.addWidget(part)
        self.column.body.addStretch(1)
        self.body.addWidget(self.column, 1)

    def show_page(self, page: Page) -> None:
        """Show the input, and the reference when it is not hidden."""
        self._instruction.setVisible(bool(page.instruction))
        self._instruction.setText(page.instruction)
        self.prompt.set_text(page.prompt, language=page.language)
        shown = page.reference is not None
        for part in (self._heading, self.reference):
            part.setVisible(shown)
        self.reference.set_text(page.reference or "")
        if shown and not self._seen:
            QTimer.singleShot(0, lambda: self.column.ensureWidgetVisible(self._heading))
        self._seen = shown
        self._ask.setVisible(page.has_reference)
        self._ask.setText("Hide reference" if shown else "Reference")

    # Qt

    def hasHeightForWidth(self) -> bool:
        """The room is given."""
        return False


class Texts(QScrollArea):
    """Input and answers, arranged by how many there are and how much room.

    Signals:
        selected: words were selected in an output (its id), "prompt" or "reference" (str, int, int).
        edited: the line of this mark was clicked (str).
        reference_asked: a person wants to see the reference, or no longer.
    """

    selected = Signal(str, int, int)
    edited = Signal(str)
    reference_asked = Signal()

    def __init__(
        self, here: str = "", tip: str = "Looking at it is noted", reference: str = "rate.reference"
    ) -> None:
        """`here` stands on the active answer, `tip` is about the reference, whose key is `reference`."""
        super().__init__()
        self._page = ""
        self._outputs: tuple[str, ...] = ()
        self._arranged: tuple[Cell, ...] = ()
        self._moving = False
        self.input = InputCard(tip, reference)
        self.input.selected.connect(self.selected)
        self.input.reference_asked.connect(self.reference_asked)
        self.answers = [AnswerCard(letter, here) for letter in LETTERS]
        for place, card in enumerate(self.answers):
            card.selected.connect(lambda start, end, place=place: self._tell(place, start, end))
            card.edited.connect(self.edited)
            bar = card.reading.verticalScrollBar()
            bar.valueChanged.connect(lambda _value, bar=bar: self._scrolled(bar))
        inside = QWidget()
        inside.setProperty("role", "plain")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        for part in (self.input, *self.answers):
            # Shown without a parent a card would be a window for a moment.
            self._grid.addWidget(part, 0, 0)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_page(self, page: Page) -> None:
        """Show the texts; another presentation begins at the top of its texts."""
        fresh = page.id != self._page
        self._page, self._outputs = page.id, tuple(one.output for one in page.answers)
        self.input.show_page(page)
        for card, answer in zip(self.answers, page.answers, strict=False):
            card.show_answer(answer, len(page.answers) == 1)
        self._arrange(len(page.answers))
        if fresh:
            for area in (self, self.input.column, *(card.reading for card in self.answers)):
                area.verticalScrollBar().setValue(0)
            return
        for card, answer in zip(self.answers, page.answers, strict=False):
            if answer.reveal is not None and not card.reading.textCursor().hasSelection():
                card.reading.scroll_to(answer.reveal)
                self.ensureWidgetVisible(card, 0, 0)

    def turn_page(self, by: int) -> None:
        """Page all answers on, or back; then, at their end, the input. What is out of view comes first."""
        bars = [card.reading.verticalScrollBar() for card in self.answers[: len(self._outputs)]]
        longest = max(bars, key=lambda bar: bar.maximum())
        for bar in (self.verticalScrollBar(), longest, self.input.column.verticalScrollBar()):
            before = bar.value()
            bar.setValue(before + by * round(bar.pageStep() * 0.9))
            if bar.value() != before:
                return

    def show_found(self, state: FindState) -> None:
        """Mark what was found, and bring the present place into view."""
        places = self._places()
        for source, reading in places.items():
            reading.show_found(
                [
                    Mark(one.start, one.end, "here" if one == state.here else "hit")
                    for one in state.matches
                    if one.source == source
                ]
            )
        here = state.here
        if here is None or not state.shown:
            return
        reading = places[here.source]
        reading.scroll_to(here.start)
        # A text that grows does not scroll by itself: the column around it does, then all texts together.
        for area in (self.input.column, self) if here.source in {PROMPT, REFERENCE} else (self,):
            inside = area.widget()
            assert inside is not None
            place = reading.viewport().mapTo(inside, reading.cursorRect().center())
            area.ensureVisible(place.x(), place.y(), 0, scaled(40))

    def _places(self) -> dict[str, ReadingText]:
        """Where each text stands."""
        answers = {output: card.reading for output, card in zip(self._outputs, self.answers, strict=False)}
        return {PROMPT: self.input.prompt, REFERENCE: self.input.reference, **answers}

    def clear_selections(self) -> None:
        """Select nothing any more."""
        for reading in self._readings():
            cursor = reading.textCursor()
            if cursor.hasSelection():
                cursor.clearSelection()
                reading.setTextCursor(cursor)

    def _readings(self) -> Iterator[ReadingText]:
        yield from (self.input.prompt, self.input.reference)
        yield from (card.reading for card in self.answers)

    def _tell(self, place: int, start: int, end: int) -> None:
        if place < len(self._outputs):
            self.selected.emit(self._outputs[place], start, end)

    def _arrange(self, count: int) -> None:
        unit = max(0.1, scaled(100) / 100)
        cells = arrangement(count, int(self.width() / unit), int(self.height() / unit))
        if cells == self._arranged:
            return
        self._arranged = cells
        grid = self._grid
        for place in range(8):
            grid.setColumnStretch(place, 0)
            grid.setRowStretch(place, 0)
        for card in self.answers[count:]:
            card.hide()
        for part, (line, column, lines, columns) in zip((self.input, *self.answers), cells, strict=False):
            grid.removeWidget(part)
            grid.addWidget(part, line, column, lines, columns)
            part.setMinimumHeight(scaled(LOW))
            part.show()
            above = part is self.input and columns > 1
            grid.setRowStretch(line, 3 if above else 5)
            grid.setColumnStretch(column, max(4 if part is self.input else 5, grid.columnStretch(column)))

    def _scrolled(self, moved: QScrollBar) -> None:
        """Bring the other answers as far down as this one, as a share of their length."""
        if self._moving:
            return
        self._moving = True
        share = moved.value() / moved.maximum() if moved.maximum() else 0.0
        for card in self.answers[: len(self._outputs)]:
            bar = card.reading.verticalScrollBar()
            if bar is not moved:
                bar.setValue(round(share * bar.maximum()))
        self._moving = False

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the texts in the room there is."""
        super().resizeEvent(event)
        if self._outputs:
            self._arrange(len(self._outputs))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.ApplicationFontChange} and self._outputs:
            self._arranged = ()
            self._arrange(len(self._outputs))
