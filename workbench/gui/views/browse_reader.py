"""The right part of the Browse screen: one instance in full."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from workbench.gui.presenters.browse_list import BrowseState
from workbench.gui.presenters.passages import Passage
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.card import GAP, MARGIN, PART, Card, Line, ScrollColumn, column, head, row
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.labels import Chip, ElideLabel, Label, SectionLabel, WrapLabel
from workbench.gui.widgets.positions import Mark
from workbench.gui.widgets.reading import ReadingText

MOST_CHIPS = 3


class PassageBox(QFrame):
    """A passage: its title, its small print, its text. With `names` the title is a name, kept as it is."""

    def __init__(self, *, band: bool = False, names: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if band:
            self.setProperty("role", "band")
        # A long name gives way: it must not make the text wider than its column.
        self._title = ElideLabel("", "heading") if names else SectionLabel("")
        self._note = Label("", "small")
        self._text = ReadingText(grows=True)
        top = row(self._title, self._note) if names else row(self._title, 1, self._note)
        if names:
            top.setStretch(0, 1)
        layout = column(top, self._text, spacing=0)
        if band:
            layout.setContentsMargins(12, 8, 12, 8)
        self.setLayout(layout)

    def show_passage(self, passage: Passage) -> None:
        """Show another passage."""
        self._title.setText(passage.title)
        self._note.setText(passage.note)
        marks = [Mark(start, end) for start, end in passage.marks]
        self._text.set_text(passage.text, marks, passage.language)


class PassageList(QWidget):
    """Passages under one another; their boxes are kept and filled anew."""

    def __init__(self, *, band: bool = False, names: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._band = band
        self._names = names
        self._boxes: list[PassageBox] = []
        self._column = column(spacing=8)
        self.setLayout(self._column)

    def show_passages(self, passages: Sequence[Passage]) -> None:
        """Show `passages`, and nothing when there are none."""
        while len(self._boxes) < len(passages):
            box = PassageBox(band=self._band, names=self._names)
            self._boxes.append(box)
            self._column.addWidget(box)
        for number, box in enumerate(self._boxes):
            box.setVisible(number < len(passages))
            if number < len(passages):
                box.show_passage(passages[number])
        self.setVisible(bool(passages))


class InstanceReader(Card):
    """Definition, input, references and completions of one instance, and where to go from it.

    Signals:
        forth_asked, back_asked: the next instance of the list, or the one before.
        run_asked: run a model on the tasks listed.
        compare_asked: compare the completions of this instance.
        draft_asked: start a draft from this instance.
    """

    forth_asked = Signal()
    back_asked = Signal()
    run_asked = Signal()
    compare_asked = Signal()
    draft_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=GAP)
        self._instance_id: str | None = None
        self._title = ElideLabel("", "heading")
        self._back = Button("", icon="up", key="browse.previous", kind="quiet", tip="The instance before")
        self._forth = Button("", icon="down", key="browse.next", kind="quiet", tip="The next instance")
        self._chips = [Chip("", "accent" if number == 0 else "soft") for number in range(MOST_CHIPS)]
        self._definition_label = SectionLabel("Definition")
        self._definition = WrapLabel("", "soft")
        self._input = PassageBox()
        self._references = PassageList(band=True)
        self._completions_label = SectionLabel("")
        self._completions = PassageList(names=True)
        self._page = ScrollColumn()
        self._run = Button(
            "Run a model", icon="run", key="browse.run", tip="Ask a model about the tasks listed"
        )
        self._compare = Button(
            "Compare", icon="compare", key="browse.compare", tip="The completions side by side"
        )
        self._draft = Button("Start a draft", icon="author", key="browse.draft", tip="Write one like this")
        for button, signal in (
            (self._back, self.back_asked),
            (self._forth, self.forth_asked),
            (self._run, self.run_asked),
            (self._compare, self.compare_asked),
            (self._draft, self.draft_asked),
        ):
            button.clicked.connect(signal)
        self._build()

    def render_state(self, state: BrowseState) -> None:
        """Show the instance that is read."""
        shown = state.instance
        self._page.setVisible(shown is not None)
        self._back.setEnabled(state.can_go_back)
        self._forth.setEnabled(state.can_go_on)
        self._run.setVisible(state.can_run)
        self._compare.setVisible(state.can_compare)
        self._draft.setVisible(state.can_draft)
        self._title.setText(shown.title if shown is not None else "No instance is chosen")
        chips = shown.chips if shown is not None else ()
        for number, chip in enumerate(self._chips):
            chip.setVisible(number < len(chips))
            chip.setText(chips[number] if number < len(chips) else "")
        if shown is None:
            self._instance_id = None
            return
        self._definition.setText(shown.definition)
        self._definition.setVisible(bool(shown.definition))
        self._definition_label.setVisible(bool(shown.definition))
        self._input.show_passage(shown.input)
        self._references.show_passages(shown.references)
        count = len(shown.completions)
        self._completions_label.setText(f"Completions of {count} run{'s' if count != 1 else ''}")
        self._completions_label.setVisible(count > 0)
        self._completions.show_passages(shown.completions)
        if shown.instance_id != self._instance_id:
            self._instance_id = shown.instance_id
            self._page.verticalScrollBar().setValue(0)

    def _build(self) -> None:
        top = head(self._title, self._back, self._forth, spacing=4, height=PART)
        top.setStretch(0, 1)
        self.body.addLayout(top)
        self.body.addLayout(row(*self._chips, 1, spacing=6))
        self.body.addWidget(Line())
        body = self._page.body
        body.setContentsMargins(0, 4, 6, 4)
        body.addLayout(column(self._definition_label, self._definition, spacing=4))
        for widget in (
            self._input,
            self._references,
            self._completions_label,
            self._completions,
        ):
            body.addWidget(widget)
        body.setSpacing(MARGIN - 4)
        body.addStretch(1)
        self.body.addWidget(self._page, 1)
        self.body.addWidget(Flow(self._run, self._compare, self._draft))
        self._title.setAlignment(Qt.AlignmentFlag.AlignVCenter)
