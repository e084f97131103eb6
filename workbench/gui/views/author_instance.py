"""The editor of one instance: its input and its references."""

from PySide6.QtCore import Qt, Signal

from workbench.domain.tasks import Instance
from workbench.gui.presenters.author_edits import InstanceEdits
from workbench.gui.views.author_fields import TextField
from workbench.gui.views.author_parts import TextsField
from workbench.gui.widgets.card import ScrollColumn
from workbench.gui.widgets.labels import SectionLabel, WrapLabel


class InstanceEditor(ScrollColumn):
    """Input and references, written as they will stand in the file.

    Signals:
        typing: something was typed.
        left: the cursor left a field.
    """

    typing = Signal()
    left = Signal()

    def __init__(self, edits: InstanceEdits) -> None:
        super().__init__()
        self._edits = edits
        self._index = 0
        self._input = TextField(
            "Input", "What the model is given, such as a case or a question", lines=(8, 24)
        )
        self._references = TextsField(
            "Reference",
            "Another reference",
            "Also right",
            first_hint="The right output, exactly as a model should give it",
            lines=(2, 12),
        )
        self.body.setContentsMargins(0, 0, 10, 0)
        for part in (
            SectionLabel("Input"),
            self._input,
            SectionLabel("References"),
            WrapLabel("Every output that is right. Upstream’s scores look at the first.", "small"),
            self._references,
        ):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._connect()

    def show_instance(self, index: int, instance: Instance) -> None:
        """Show the instance at `index`."""
        other = index != self._index
        self._index = index
        self._input.show_text(instance.input)
        self._references.show_texts(instance.references)
        if other:
            self.verticalScrollBar().setValue(0)

    def focus_field(self, field: str) -> None:
        """Put the cursor into the input or into a reference, and scroll it into view."""
        if field == "references":
            empty = [n for n, one in enumerate(self._references.fields) if not one.text.strip()]
            self._references.focus_place(empty[0] if empty else 0)
        else:
            self._input.setFocus(Qt.FocusReason.OtherFocusReason)
        focused = self.focusWidget()
        if focused is not None:
            self.ensureWidgetVisible(focused, 0, 60)

    def _connect(self) -> None:
        edits = self._edits
        self._input.typed.connect(lambda text: edits.input(self._index, text))
        self._references.typed.connect(lambda place, text: edits.reference(self._index, place, text))
        self._references.added.connect(self._add_reference)
        self._references.moved.connect(lambda place, by: edits.move_reference(self._index, place, by))
        self._references.removed.connect(lambda place: edits.remove_reference(self._index, place))
        for part in (self._input, self._references):
            part.typed.connect(lambda *_text: self.typing.emit())
            part.left.connect(self.left)

    def _add_reference(self) -> None:
        self._edits.add_reference(self._index)
        self._references.focus_place(len(self._references.fields))
