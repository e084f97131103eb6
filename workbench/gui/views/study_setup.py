"""Draws the set-up of a study: what is rated, by which instrument, by whom."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from workbench.domain.languages import LANGUAGES
from workbench.gui.dialogs import FileDialogs
from workbench.gui.presenters.study_setup import StudySetupState, training_said
from workbench.gui.tables.tree import Node, TreeTable
from workbench.gui.theme import scaled
from workbench.gui.views.author_fields import TextField
from workbench.gui.views.author_parts import Together
from workbench.gui.widgets.buttons import Button, PrimaryButton, Segmented
from workbench.gui.widgets.card import PART, Card, ScrollColumn, column, head, row
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.labels import Label, SectionLabel, WrapLabel
from workbench.gui.widgets.lists import ROW, Tree
from workbench.gui.widgets.numbers import Choice, WholeNumber
from workbench.gui.widgets.words import Words
from workbench.study.building import StudyOrder
from workbench.study.choosing import Strata

LARGEST = 999_999
_MOST_ROWS = 5
_GUIDELINES = (4, 14)
"""Lines of the guidelines in view, at least and at most."""
_BESIDE = 560
"""Pixels from which on guidelines and how raters see them stand beside each other."""
_STRATA = [
    (Strata.TASK.value, "evenly from each task"),
    (Strata.LANGUAGE.value, "evenly from each language"),
    (Strata.NONE.value, "from all together"),
]


class StudySetupForm(Card):
    """What a study shall be, from top to bottom.

    Signals:
        changed: want this study (StudyOrder).
        runs_chosen: these runs are the arms (frozenset).
        edit_asked: edit the chosen instrument.
        instrument_chosen: ask with this instrument in this language (str, str).
        raters_typed: codes of raters as typed (str).
        lessons_chosen: items for training from this file, none for None (Path or None).
        build_asked, left: build it; go back.
    """

    changed = Signal(object)
    runs_chosen = Signal(object)
    instrument_chosen = Signal(str, str)
    raters_typed = Signal(str)
    lessons_chosen = Signal(object)
    build_asked = Signal()
    edit_asked = Signal()
    left = Signal()

    def __init__(self, dialogs: FileDialogs | None = None) -> None:
        super().__init__()
        self._dialogs = dialogs or FileDialogs()
        self._order: StudyOrder | None = None
        self._title = QLineEdit()
        self._title.setPlaceholderText("What the study is called; raters see it")
        self._title.setAccessibleName("Title")
        self._runs = TickList("Runs", ("Run", "Answered"))
        self._together = Segmented([(True, "Side by side"), (False, "One by one")])
        self._sampling = Segmented([(False, "All"), (True, "A sample")])
        self._size = WholeNumber(1, LARGEST, name="Instances")
        self._seed = WholeNumber(0, LARGEST, name="Seed of the sample")
        self._strata = Choice("How instances are drawn")
        self._tasks = TickList("Tasks", ("Task", ""))
        self._instrument, self._language = Choice("Instrument"), Choice("Language")
        self._about = WrapLabel("", "soft")
        self._raters = QLineEdit()
        self._raters.setPlaceholderText("r01, r02, r03")
        self._raters.setAccessibleName("Codes of the raters")
        self._overlap = WholeNumber(1, 1, name="Ratings of each item")
        self._repeats = WholeNumber(0, 100, name="Hidden repeats", suffix=" %")
        self._anchors = WholeNumber(0, LARGEST, name="Anchors")
        self._training = Label("", "soft")
        self._pass_mark = WholeNumber(0, 100, name="Pass mark", suffix=" %")
        self._pass_mark.setSpecialValueText("no pass mark")
        self._guidelines = TextField(
            "Guidelines", "In Markdown; one key away while rating", lines=_GUIDELINES
        )
        self._preview, self._preview_part = Words(_GUIDELINES[1]), QWidget()
        self._preview_part.setLayout(column(Label("As raters see them", "small"), self._preview, spacing=4))
        self._consent = TextField("Consent", "Raters agree to this first; empty asks nothing", lines=(1, 6))
        self._reference = QCheckBox("Raters may look at the reference, behind a key that is logged")
        self._missing = WrapLabel("", "soft")
        self._build()
        self._join()

    def render_state(self, state: StudySetupState) -> None:
        """Show what is chosen."""
        order = self._order = state.order
        self._missing.setText(state.message or state.missing)
        self._missing.set_role("severity" if state.message else "soft")
        self._missing.setVisible(bool(self._missing.text()))
        self._go.setEnabled(order is not None and not state.missing and not state.building)
        self._go.setText("Building…" if state.building else "Build the study")
        if order is None:
            return
        _show(self._title, order.title)
        self._runs.show_nodes(
            [(run.id, run.title, f"{run.answered:,}") for run in state.choices.runs], order.runs
        )
        self._together.set_value(order.together)
        self._render_sample(state, order)
        self._instrument.show_choices(list(state.instruments), order.instrument.id)
        languages = [(code, LANGUAGES.get(code, code)) for code in state.languages]
        self._language.show_choices(languages, order.instrument.language)
        self._about.setText(order.instrument.about)
        _show(self._raters, state.raters_text)
        self._overlap.setMaximum(max(1, len(order.raters)))
        self._overlap.show_number(order.overlap or len(order.raters))
        self._repeats.show_number(round(100 * order.repeats))
        self._anchors.show_number(order.anchors)
        self._training.setText(training_said(order, state.lessons_name))
        self._drop.setVisible(bool(order.training))
        self._mark_part.setVisible(bool(order.training))
        self._pass_mark.show_number(round(100 * (order.pass_mark or 0)))
        self._guidelines.show_text(order.guidelines)
        self._preview.show_words(order.guidelines)
        self._preview_part.setVisible(bool(order.guidelines.strip()))
        self._consent.show_text(order.consent)
        self._reference.setChecked(order.shows_reference)

    def _render_sample(self, state: StudySetupState, order: StudyOrder) -> None:
        self._sampling.set_value(order.size is not None)
        self._size_part.setVisible(order.size is not None)
        self._size.show_number(order.size or state.last_size)
        self._seed.show_number(order.seed)
        self._strata.show_choices(_STRATA, order.strata.value)
        several = len(state.tasks) > 1
        self._tasks.show_nodes([(task, task, "") for task in state.tasks], order.tasks)
        for widget in (self._tasks, self._tasks_title):
            widget.setVisible(several)

    def _build(self) -> None:
        self._size_part = Flow(self._size, together(Label("seed", "soft"), self._seed), self._strata)
        self._mark_part = Flow(Label("to go on, at least", "soft"), self._pass_mark, Label("right", "soft"))
        self._tasks_title = SectionLabel("Tasks, all when none is ticked")
        self._choose = Button("Items from a file…", icon="file", tip="A line of JSON for each item")
        self._drop = Button("Without", icon="close", kind="quiet", tip="No items for training")
        edit = Button("Edit the instrument…", icon="author", tip="And keep it as your own")
        edit.clicked.connect(self.edit_asked)
        scroll = ScrollColumn()
        scroll.body.setSpacing(6)
        parts: tuple[tuple[QWidget | str, tuple[QWidget, ...]], ...] = (
            ("Title", (self._title,)),
            ("Arms: the runs whose answers are rated", (self._runs, self._together)),
            ("Instances", (self._sampling, self._size_part)),
            (self._tasks_title, (self._tasks,)),
            ("Instrument", (_beside(self._instrument, self._language), self._about, Flow(edit))),
            ("Raters, a code for each, never a name", (self._raters,)),
            ("Ratings of each item, hidden repeats, anchors", (self._counts(),)),
            ("Training before the rest", (Flow(self._choose, self._drop, self._training), self._mark_part)),
            ("Guidelines", (Together(self._guidelines, self._preview_part, narrow=_BESIDE),)),
            ("Consent", (self._consent, self._reference)),
        )
        for title, widgets in parts:
            scroll.body.addWidget(SectionLabel(title) if isinstance(title, str) else title)
            for widget in widgets:
                scroll.body.addWidget(widget)
            scroll.body.addSpacing(6)
        scroll.body.addStretch(1)
        self._go = PrimaryButton("Build the study", key="study.build")
        back = Button("Back", icon="left", kind="quiet", tip="What is chosen stays")
        back.clicked.connect(self.left)
        self.body.addLayout(head(Label("New study", "heading"), 1, back, height=PART))
        self.body.addWidget(scroll, 1)
        self.body.addWidget(self._missing)
        self.body.addWidget(Flow(self._go))
        self.setFocusProxy(self._title)

    def _counts(self) -> Flow:
        return Flow(
            together(self._overlap, Label("ratings", "soft")),
            together(self._repeats, Label("come again", "soft")),
            together(self._anchors, Label("anchors for all", "soft")),
        )

    def _join(self) -> None:
        """Every control says the whole order, with its own part changed."""
        self._title.textEdited.connect(lambda text: self._say(title=text))
        self._runs.ticked.connect(self.runs_chosen)
        self._together.chosen.connect(lambda on: self._say(together=on))
        self._sampling.chosen.connect(lambda on: self._say(size=self._size.value() if on else None))
        self._size.valueChanged.connect(lambda size: self._say(size=size))
        self._seed.valueChanged.connect(lambda seed: self._say(seed=seed))
        self._strata.activated.connect(lambda: self._say(strata=Strata(self._strata.currentData())))
        self._tasks.ticked.connect(lambda tasks: self._say(tasks=tuple(sorted(tasks))))
        for choice in (self._instrument, self._language):
            choice.activated.connect(
                lambda: self.instrument_chosen.emit(
                    self._instrument.currentData(), self._language.currentData() or ""
                )
            )
        self._raters.textEdited.connect(self.raters_typed)
        self._overlap.valueChanged.connect(lambda count: self._say(overlap=count))
        self._repeats.valueChanged.connect(lambda share: self._say(repeats=share / 100))
        self._anchors.valueChanged.connect(lambda count: self._say(anchors=count))
        self._pass_mark.valueChanged.connect(lambda share: self._say(pass_mark=share / 100 or None))
        self._guidelines.typed.connect(lambda text: self._say(guidelines=text))
        self._consent.typed.connect(lambda text: self._say(consent=text))
        self._reference.clicked.connect(lambda on: self._say(shows_reference=on))
        self._choose.clicked.connect(self._choose_lessons)
        self._drop.clicked.connect(lambda: self.lessons_chosen.emit(None))
        self._go.clicked.connect(self.build_asked)

    def _say(self, **part: Any) -> None:
        if self._order is not None:
            self.changed.emit(replace(self._order, **part))

    def _choose_lessons(self) -> None:
        kinds = "Items for training (*.jsonl *.json);;All files (*)"
        file = self._dialogs.file(self, "Items for training", kinds)
        if file is not None:
            self.lessons_chosen.emit(file)


class TickList(Tree):
    """A short list of things to tick, as high as it needs to be.

    Signals:
        ticked: these are ticked now (frozenset).
    """

    ticked = Signal(object)

    def __init__(self, name: str, titles: tuple[str, str]) -> None:
        self.table = TreeTable(list(titles), numbers=frozenset({1}), checkable=True)
        super().__init__(self.table, (0,))
        self.setAccessibleName(name)
        self.setRootIsDecorated(False)
        self.table.ticked.connect(self.ticked)

    def show_nodes(self, rows: Sequence[tuple[str, str, str]], ticked: Sequence[str]) -> None:
        """Show things by key, words and number, some of them ticked."""
        self.table.show_nodes(tuple(Node(key, (words, number), tip=words) for key, words, number in rows))
        self.table.show_ticked(frozenset(ticked))
        self.setFixedHeight(scaled(ROW) * max(1, min(len(rows), _MOST_ROWS)) + 4)


def together(*widgets: QWidget) -> QWidget:
    """Widgets that stay on one line."""
    part = QWidget()
    part.setLayout(row(*widgets))
    return part


def _beside(wide: QWidget, narrow: QWidget) -> QWidget:
    part = QWidget()
    line = row(wide, narrow)
    line.setStretch(0, 3)
    line.setStretch(1, 1)
    part.setLayout(line)
    return part


def _show(field: QLineEdit, text: str) -> None:
    """Never sets a text that is there: the cursor stays."""
    if field.text() != text:
        field.setText(text)
