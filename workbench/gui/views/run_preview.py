"""Draws the exact prompt of an example instance."""

from PySide6.QtCore import Signal

from workbench.gui.presenters import phrases
from workbench.gui.presenters.run_preview import Counting, PreviewState
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.card import PART, Card, head
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.labels import Chip, ElideLabel, Label, WrapLabel
from workbench.gui.widgets.positions import Mark
from workbench.gui.widgets.reading import ReadingText
from workbench.gui.widgets.shortcuts import Shortcut

_COUNTS = {
    Counting.NO_MODEL: "Choose a model to count tokens.",
    Counting.NOTHING: "",
    Counting.COUNTING: "Counting tokens…",
    Counting.FAILED: "The tokens could not be counted.",
}


class PreviewCard(Card):
    """What the model will read.

    Signals:
        stepped: show a later or an earlier instance (int).
    """

    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._place = ElideLabel("", "soft")
        self._before = Button("", icon="left", tip="Instance before")
        self._next = Button("", icon="right", tip="Next instance")
        Shortcut("run.preview-previous", self).activated.connect(self._before.click)
        Shortcut("run.preview-next", self).activated.connect(self._next.click)
        self._before.clicked.connect(lambda: self.stepped.emit(-1))
        self._next.clicked.connect(lambda: self.stepped.emit(1))
        self._tokens = Chip("", "accent")
        self._said = WrapLabel("", "soft")
        self._text = ReadingText()
        self._text.setAccessibleName("Prompt")
        line = head(Label("Exact prompt", "heading"), self._place, self._before, self._next, height=PART)
        line.setStretch(1, 1)
        self.body.addLayout(line)
        self.body.addWidget(self._text, 1)
        self.body.addWidget(Flow(self._tokens))
        self.body.addWidget(self._said)

    def render_state(self, state: PreviewState) -> None:
        """Show `state`."""
        example = state.example
        text, marks = "", []
        for part in state.parts:
            if part.special:
                marks.append(Mark(len(text), len(text) + len(part.text), "accent"))
            text += part.text
        self._text.set_text(text, marks)
        self._place.setText(f"{example.task_id} · {example.number:,} of {example.of:,}" if example else "")
        self._before.setEnabled(example is not None and example.number > 1)
        self._next.setEnabled(example is not None and example.number < example.of)
        self._tokens.setVisible(state.tokens is not None)
        self._tokens.setText(phrases.counted(state.tokens or 0, "token"))
        self._tokens.set_kind("severity" if state.too_long else "accent")
        self._said.setText(_said(state))
        self._said.set_role("severity" if state.too_long or state.message else "soft")
        self._said.setVisible(bool(self._said.text()))


def _said(state: PreviewState) -> str:
    """What stands below the prompt."""
    if state.message:
        return state.message
    if state.example is None:
        return "" if state.reading else "Tick a task to see the prompt of its instances, word for word."
    if state.too_long:
        return f"Longer than the {phrases.counted(state.limit, 'token')} that this run allows."
    if state.counting is Counting.COUNTED:
        return "Underlined: the model’s control tokens."
    return _COUNTS[state.counting]
