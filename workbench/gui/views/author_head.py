"""The form for the head of a task: everything but its instances."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from workbench.authoring.drafts import (
    Examples,
    ListField,
    examples_of,
    number_in,
    on_line,
    texts_of,
    texts_on_line,
)
from workbench.authoring.vocabulary import CATEGORIES, LANGUAGE_NAMES, SPLIT_TYPES
from workbench.domain.tasks import Example, Task
from workbench.gui.presenters.author_edits import HeadEdits
from workbench.gui.views.author_fields import LineField, TextField
from workbench.gui.views.author_parts import Captioned, Choice, ChoiceButton, TextsField, Together
from workbench.gui.widgets.buttons import Button
from workbench.gui.widgets.card import ScrollColumn, column, row
from workbench.gui.widgets.labels import Label, SectionLabel, WrapLabel

_LINES = (
    (ListField.CONTRIBUTORS, "Contributors", "Ruiz, A.; Meyer, B."),
    (ListField.SOURCE, "Source", "The corpus or the book, or “original”"),
    (ListField.URL, "URL", "https://…"),
    (ListField.DOMAINS, "Domains", "Medicine; Cardiology"),
    (ListField.REASONING, "Reasoning", "Such as “Deductive”; may stay empty"),
)
_LANGUAGES = (
    (ListField.INPUT_LANGUAGE, "Input"),
    (ListField.OUTPUT_LANGUAGE, "Output"),
    (ListField.INSTRUCTION_LANGUAGE, "Instruction"),
)


class HeadForm(ScrollColumn):
    """Title, category, definition, languages, origin and examples of the task.

    Signals:
        typing: something was typed.
        left: the cursor left a field.
    """

    typing = Signal()
    left = Signal()

    def __init__(self, edits: HeadEdits) -> None:
        super().__init__()
        self._edits = edits
        self._note = WrapLabel("", "soft")
        self._name = LineField("Title", "Such as “Discharge advice, cardiology”")
        self._number = LineField("Number", "next free one", means=number_in)
        self._category = Choice("Category", CATEGORIES, "Choose…")
        self._split = Choice("Split type", SPLIT_TYPES, "Not said")
        self._definition = TextsField(
            "Wording",
            "Another wording",
            "The same in other words",
            first_hint="What the model is told to do, such as “Name the most likely diagnosis.”",
            lines=(2, 10),
        )
        self._lines = {field: LineField(name, hint, means=texts_on_line) for field, name, hint in _LINES}
        self._languages = {
            field: ChoiceButton(f"{name} language", LANGUAGE_NAMES, "Choose…") for field, name in _LANGUAGES
        }
        self._examples = {
            Examples.POSITIVE: ExamplesForm("Positive", "Why it is right; may stay empty"),
            Examples.NEGATIVE: ExamplesForm("Negative", "What is wrong with this output"),
        }
        self._build()
        self._connect()

    def show_task(self, task: Task, *, locked: bool) -> None:
        """Show the head of a task; `locked` when it is in the project and stays as it is."""
        self._note.setVisible(locked)
        self._note.setText(
            f"{task.id} is in this project, and its head stays as it is. The instances you write are "
            "added to it."
        )
        self._name.show_text(task.name)
        self._number.show_text(task.id.removeprefix("task"))
        self._category.show_value(task.categories[0] if task.categories else "")
        self._split.show_value(task.split_type or "")
        self._definition.show_texts(task.definition or ("",), locked=locked)
        for field, line in self._lines.items():
            line.show_text(on_line(texts_of(task, field)))
        for field, choice in self._languages.items():
            choice.show_values(texts_of(task, field))
        for which, form in self._examples.items():
            form.show_examples(examples_of(task, which), locked=locked)
        for line in (self._name, self._number, *self._lines.values()):
            line.setReadOnly(locked)
        for button in (self._category, self._split, *self._languages.values()):
            button.setEnabled(not locked)

    def focus_field(self, field: str) -> None:
        """Put the cursor into the field of that name, and scroll it into view."""
        if field == ListField.DEFINITION:
            self._definition.focus_place(0)
        elif field in set(Examples):
            self._examples[Examples(field)].focus_first()
        else:
            self._named()[field].setFocus(Qt.FocusReason.OtherFocusReason)
        focused = self.focusWidget()
        if focused is not None:
            self.ensureWidgetVisible(focused, 0, 60)

    def _named(self) -> dict[str, QWidget]:
        return {
            "name": self._name,
            "number": self._number,
            "categories": self._category,
            "split_type": self._split,
            "instances": self._name,
            **{field.value: line for field, line in self._lines.items()},
            **{field.value: choice for field, choice in self._languages.items()},
        }

    def _build(self) -> None:
        self.body.setSpacing(14)
        self.body.setContentsMargins(0, 0, 10, 0)
        number = Captioned("Number", self._number)
        languages = Together(
            *(Captioned(f"{name} language", self._languages[field]) for field, name in _LANGUAGES)
        )
        captions = {field: Captioned(name, self._lines[field]) for field, name, _ in _LINES}
        for part in (
            self._note,
            Captioned("Title", self._name),
            Together(number, Captioned("Category", self._category), Captioned("Split type", self._split)),
            SectionLabel("Definition"),
            self._definition,
            SectionLabel("Languages"),
            languages,
            SectionLabel("Origin"),
            WrapLabel("Write a semicolon between two names.", "small"),
            Together(captions[ListField.CONTRIBUTORS], captions[ListField.SOURCE]),
            Together(captions[ListField.URL], captions[ListField.DOMAINS]),
            captions[ListField.REASONING],
            *self._examples.values(),
        ):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def _connect(self) -> None:
        edits = self._edits
        self._name.typed.connect(edits.name)
        self._number.typed.connect(edits.number)
        self._category.chosen.connect(lambda name: edits.choices(ListField.CATEGORIES, [name] * bool(name)))
        self._split.chosen.connect(edits.split)
        self._definition.typed.connect(edits.wording)
        self._definition.added.connect(edits.add_wording)
        self._definition.moved.connect(edits.move_wording)
        self._definition.removed.connect(edits.remove_wording)
        for field, line in self._lines.items():
            line.typed.connect(lambda text, field=field: edits.line(field, text))
        for field, choice in self._languages.items():
            choice.chosen.connect(lambda values, field=field: edits.choices(field, values))
        for which, form in self._examples.items():
            form.added.connect(lambda which=which: edits.add_example(which))
            form.typed.connect(lambda place, example, which=which: edits.example(which, place, example))
            form.removed.connect(lambda place, which=which: edits.remove_example(which, place))
        parts: list[LineField | TextsField | ExamplesForm] = [self._name, self._number, self._definition]
        parts += [*self._lines.values(), *self._examples.values()]
        for part in parts:
            part.typed.connect(lambda *_text: self.typing.emit())
            part.left.connect(self.left)


class ExamplesForm(QWidget):
    """The positive or the negative examples of a task.

    Signals:
        typed: the example at a place, at each change a person made (int, Example).
        added: one more is wanted.
        removed: the example at a place is not wanted (int).
        left: the cursor went elsewhere.
    """

    typed = Signal(int, object)
    added = Signal()
    removed = Signal(int)
    left = Signal()

    def __init__(self, kind: str, hint: str) -> None:
        super().__init__()
        self._kind, self._hint = kind, hint
        self._cards: list[_ExampleCard] = []
        self._column = column(spacing=8)
        self._add = Button(f"{kind} example", icon="plus", kind="quiet")
        self._add.clicked.connect(self.added)
        self._none = Label("None.", "soft")
        heading = SectionLabel(f"{kind} examples")
        self.setLayout(column(heading, self._none, self._column, row(self._add, 1), spacing=8))

    def show_examples(self, examples: tuple[Example, ...], *, locked: bool) -> None:
        """Show other examples. Fields that show theirs already are left alone."""
        while len(self._cards) < len(examples):
            self._add_card()
        for place, card in enumerate(self._cards):
            card.setVisible(place < len(examples))
            if place < len(examples):
                card.show_example(examples[place], locked=locked)
        self._none.setVisible(locked and not examples)
        self._add.setVisible(not locked)

    def focus_first(self) -> None:
        """Put the cursor into the first field that is empty, or into the first."""
        fields = [field for card in self._cards if not card.isHidden() for field in card.fields]
        empty = [field for field in fields if not field.text.strip()]
        for field in (empty or fields)[:1]:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_card(self) -> None:
        place = len(self._cards)
        card = _ExampleCard(f"{self._kind} example {place + 1}", self._hint)
        card.typed.connect(lambda example: self.typed.emit(place, example))
        card.removed.connect(lambda: self.removed.emit(place))
        card.left.connect(self.left)
        self._cards.append(card)
        self._column.addWidget(card)


class _ExampleCard(QFrame):
    """Input, output and explanation of one example."""

    typed = Signal(object)
    removed = Signal()
    left = Signal()

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.setProperty("role", "band")
        self._example = Example("", "")
        self._input = TextField(f"Input of {name.lower()}", "Input", lines=(1, 6))
        self._output = TextField(f"Output of {name.lower()}", "Output", lines=(1, 6))
        self._why = TextField(f"Explanation of {name.lower()}", hint, lines=(1, 6))
        self.fields = (self._input, self._output, self._why)
        self._remove = Button("", icon="close", kind="quiet", tip=f"Remove {name.lower()}")
        self._remove.clicked.connect(self.removed)
        self.setLayout(
            column(row(Label(name, "heading"), 1, self._remove), *self.fields, spacing=6, margins=10)
        )
        self._input.typed.connect(lambda text: self._tell(replace(self._example, input=text)))
        self._output.typed.connect(lambda text: self._tell(replace(self._example, output=text)))
        self._why.typed.connect(lambda text: self._tell(replace(self._example, explanation=text)))
        for field in self.fields:
            field.left.connect(self.left)

    def show_example(self, example: Example, *, locked: bool) -> None:
        """Show another example."""
        self._example = example
        for field, text in zip(
            self.fields, (example.input, example.output, example.explanation), strict=True
        ):
            field.show_text(text)
            field.setReadOnly(locked)
        self._remove.setVisible(not locked)

    def _tell(self, example: Example) -> None:
        self._example = example
        self.typed.emit(example)
