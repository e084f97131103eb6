"""The right side of the Author screen: findings, the prompt, the file, and an answer from a model."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QWidget

from workbench.authoring.checks import Finding, Severity
from workbench.formats.medsins_json import Profile
from workbench.gui.presenters.author import AuthorPresenter, AuthorState, Side
from workbench.gui.widgets.buttons import Button, FilterChip, Segmented
from workbench.gui.widgets.card import Card, ScrollColumn, column
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.labels import Chip, ElideLabel, SectionLabel, WrapLabel
from workbench.gui.widgets.positions import Mark
from workbench.gui.widgets.reading import ReadingText
from workbench.gui.widgets.stack import Stack

_SIDES = {Side.FINDINGS: "Findings", Side.PROMPT: "Prompt", Side.FILE: "File", Side.TRIAL: "Try it"}
_KEYS_OF = {
    Profile.README: "With the keys of upstream’s README. Each id is made from the content.",
    Profile.GUIDELINE: "With the keys of upstream’s guideline. Each id is made from the content.",
}
_MOST = 60
"""Findings that are shown; an author corrects one after the other."""
_FIELDS = {"id": "Id", "input": "Input", "references": "References", "instances": "Instances", "url": "URL"}


class SidePane(Card):
    """One of four things beside the draft."""

    def __init__(self, presenter: AuthorPresenter) -> None:
        super().__init__()
        self._chips = {side: FilterChip(words) for side, words in _SIDES.items()}
        for side, chip in self._chips.items():
            chip.clicked.connect(lambda _on, side=side: presenter.look(side=side))
        self.findings = _Findings(presenter)
        self.prompt = _Prompt(presenter)
        self.file = _File()
        self.trial = _Trial(presenter)
        self._pages: dict[Side, _Findings | _Prompt | _File | _Trial] = {
            Side.FINDINGS: self.findings,
            Side.PROMPT: self.prompt,
            Side.FILE: self.file,
            Side.TRIAL: self.trial,
        }
        self._stack = Stack()
        for page in self._pages.values():
            self._stack.addWidget(page)
        self.body.addWidget(Flow(*self._chips.values(), spacing=6))
        self.body.addSpacing(4)
        self.body.addLayout(self._stack, 1)

    def render_state(self, state: AuthorState) -> None:
        """Show what is chosen; only that page is drawn."""
        count = f" {len(state.findings)}" if state.findings else ""
        self._chips[Side.FINDINGS].setText(f"{_SIDES[Side.FINDINGS]}{count}")
        for side, chip in self._chips.items():
            chip.setChecked(side is state.side)
        self._stack.setCurrentWidget(self._pages[state.side])
        self._pages[state.side].render_state(state)


class _Findings(QWidget):
    """What the checks say; a click leads to the field."""

    def __init__(self, presenter: AuthorPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._shown: tuple[Finding, ...] | None = None
        self._rows: list[FindingRow] = []
        self._summary = WrapLabel("", "heading")
        self._list = ScrollColumn()
        self._list.body.setContentsMargins(0, 0, 8, 0)
        self._more = WrapLabel("", "soft")
        self._list.body.addWidget(self._more)
        self._list.body.addStretch(1)
        layout = column(self._summary, self._list, spacing=10)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def render_state(self, state: AuthorState) -> None:
        """Show the findings of `state`, when they are others."""
        if state.findings == self._shown:
            return
        self._shown = state.findings
        self._summary.setText(_summary(state.errors, state.warnings))
        self._summary.set_role("heading" if state.findings else "good")
        shown = state.findings[:_MOST]
        while len(self._rows) < len(shown):
            line = FindingRow()
            line.chosen.connect(self._jump)
            self._rows.append(line)
            self._list.body.insertWidget(len(self._rows) - 1, line)
        for place, line in enumerate(self._rows):
            line.setVisible(place < len(shown))
            if place < len(shown):
                line.show_finding(shown[place])
        left = len(state.findings) - len(shown)
        self._more.setVisible(left > 0)
        self._more.setText(f"… and {left:,} more")

    def _jump(self, finding: Finding) -> None:
        self._presenter.editing.instances.select(finding.index, finding.field)


class FindingRow(QFrame):
    """One finding: where, how much it weighs, what to do.

    Signals:
        chosen: a person wants to see the place (Finding).
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._finding: Finding | None = None
        self.setProperty("role", "finding")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._place = ElideLabel("", "heading")
        self._weight = Chip("", "severity")
        self._message = WrapLabel("")
        # A click on the words is a click on the row.
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setLayout(column(self._place, self._message, self._weight, spacing=4, margins=10))

    def show_finding(self, finding: Finding) -> None:
        """Show another finding."""
        self._finding = finding
        field = _FIELDS.get(finding.field, finding.field.replace("_", " ").capitalize())
        where = "Task" if finding.index is None else f"Instance {finding.index + 1}"
        error = finding.severity is Severity.ERROR
        self._place.setText(f"{where} · {field}")
        self._message.setText(finding.message)
        self._weight.setText("correct this" if error else "look at this")
        self._weight.set_kind("severity" if error else "soft")
        self.setAccessibleName(f"{where}, {field}: {finding.message}")

    # Qt

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Lead to the place."""
        if event.button() is Qt.MouseButton.LeftButton and self._finding is not None:
            self.chosen.emit(self._finding)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead to the place by Return, too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._finding is not None:
            self.chosen.emit(self._finding)
        else:
            super().keyPressEvent(event)


class _Prompt(QWidget):
    """What a model would be asked about the instance at hand."""

    def __init__(self, presenter: AuthorPresenter) -> None:
        super().__init__()
        self._shots = Segmented([(3, "3 examples"), (0, "None")])
        self._shots.chosen.connect(lambda shots: presenter.look(shots=shots))
        self._note = WrapLabel("", "soft")
        self._text = ReadingText()
        layout = column(Flow(self._shots), self._note, self._text, spacing=8)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def render_state(self, state: AuthorState) -> None:
        """Show the prompt about the instance at hand."""
        self._shots.set_value(state.shots)
        preview = state.prompt
        if preview is None:
            self._note.setText("Choose an instance to see what a model is asked about it.")
            self._text.set_text("")
            return
        note = f"About {preview.rough_tokens:,} tokens, counted roughly. "
        if preview.shots < preview.wanted:
            note += (
                f"{preview.shots} of {preview.wanted} examples: they come from the draft’s other instances, "
                "and there are too few yet."
            )
        elif preview.shots:
            note += "The examples are other instances of this draft, never the one that is asked."
        self._note.setText(note.strip())
        marks, place = [], 0
        for part in preview.prompt.parts:
            if part.special:
                marks.append(Mark(place, place + len(part.text), "accent"))
            place += len(part.text)
        self._text.set_text(preview.prompt.text, marks)


class _File(QWidget):
    """The file as it will be written."""

    def __init__(self) -> None:
        super().__init__()
        self._name = ElideLabel("", "heading")
        self._note = WrapLabel("", "soft")
        self._text = ReadingText()
        layout = column(self._name, self._note, self._text, spacing=8)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def render_state(self, state: AuthorState) -> None:
        """Show the file of `state`."""
        self._name.setText(state.file_name)
        self._note.setText(_KEYS_OF[state.profile] if state.file_text else "Open a draft to see its file.")
        self._text.set_text(state.file_text)


class _Trial(QWidget):
    """An answer from a model to the instance at hand."""

    def __init__(self, presenter: AuthorPresenter) -> None:
        super().__init__()
        self._ask = Button("Ask", icon="run", kind="primary")
        self._ask.clicked.connect(presenter.try_it)
        self._stop = Button("Stop", icon="stop")
        self._stop.clicked.connect(presenter.trial.stop)
        self._model = WrapLabel("", "soft")
        self._note = WrapLabel("", "soft")
        self._heading = SectionLabel("Answer")
        self._answer = ReadingText(grows=True)
        self._reference_heading = SectionLabel("Reference")
        self._reference = ReadingText(grows=True)
        inside = ScrollColumn()
        for part in (self._heading, self._answer, self._reference_heading, self._reference):
            inside.body.addWidget(part)
        inside.body.addStretch(1)
        layout = column(self._model, Flow(self._ask, self._stop), self._note, inside, spacing=8)
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def render_state(self, state: AuthorState) -> None:
        """Show how the trial stands."""
        trial = state.trial
        self._model.setText(f"{trial.model}: the prompt is the one under “Prompt”, the answer is not kept.")
        self._ask.setEnabled(state.can_try)
        self._stop.setEnabled(trial.running)
        idle = "Choose an instance with an input, then ask." if not state.can_try else ""
        self._note.setText(trial.message or idle)
        self._note.set_role("severity" if trial.failed else "soft")
        about = f"Answer about instance {trial.index + 1}" if trial.index is not None else "Answer"
        self._heading.setText(about)
        self._answer.set_text(trial.text)
        instance = state.editing.instance
        reference = instance.references[0] if instance is not None else ""
        self._reference_heading.setVisible(bool(reference))
        self._reference.set_text(reference)


def _summary(errors: int, warnings: int) -> str:
    """What is left to do, in words."""
    parts = [f"{errors:,} to correct"] * bool(errors) + [f"{warnings:,} to look at"] * bool(warnings)
    return " · ".join(parts) or "Nothing to correct."
