"""Draws the choice of tasks, and of how they are asked."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from workbench.domain.runs import Answering, Sampling, Truncation
from workbench.evaluation.runner import RunOrder
from workbench.gui.presenters import phrases
from workbench.gui.presenters.run_setup import Picking, SetupState, TaskLine
from workbench.gui.tables.tree import Node, TreeTable
from workbench.gui.widgets.buttons import Button, Segmented
from workbench.gui.widgets.card import PART, Card, ScrollColumn, head, row
from workbench.gui.widgets.flow import Flow, FlowLayout
from workbench.gui.widgets.labels import Label, SectionLabel, WrapLabel
from workbench.gui.widgets.lists import Tree
from workbench.gui.widgets.numbers import Choice, Fraction, WholeNumber
from workbench.gui.widgets.search import SearchField

LARGEST = 999_999
"""Of seeds and sample sizes."""


_ANSWERS = [
    (Answering.FREE.value, "Free"),
    (Answering.CONSTRAINED.value, "Only the listed options"),
    (Answering.LIKELIEST.value, "The likeliest option"),
]


class TasksCard(Card):
    """The project's tasks, to be ticked.

    Signals:
        searched: list tasks with these words (str).
        chosen: ask these tasks and no others (frozenset).
        all_chosen: ask all that are listed, or none of them (bool).
    """

    searched = Signal(str)
    chosen = Signal(object)
    all_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._search = SearchField("Search tasks")
        self._search.searched.connect(self.searched)
        self._table = TreeTable(["Task", "Instances"], numbers=frozenset({1}), checkable=True)
        self._table.ticked.connect(self.chosen)
        self._tree = Tree(self._table, (72,))
        self._tree.setAccessibleName("Tasks")
        self._count = WrapLabel("", "soft")
        every, none = Button("Tick all"), Button("Tick none")
        every.clicked.connect(lambda: self.all_chosen.emit(True))
        none.clicked.connect(lambda: self.all_chosen.emit(False))
        self.body.addLayout(head(Label("Tasks", "heading"), height=PART))
        self.body.addWidget(self._search)
        self.body.addWidget(self._tree, 1)
        self.body.addWidget(self._count)
        self.body.addWidget(Flow(every, none))
        self.setFocusProxy(self._search)

    def render_state(self, state: SetupState) -> None:
        """Show the tasks of `state`."""
        self._search.show_text(state.search)
        fresh = self._table.rowCount()
        self._table.show_nodes(tuple(_nodes(state.lines)))
        self._table.show_ticked(frozenset(state.order.tasks))
        if self._table.rowCount() != fresh:
            self._tree.expandAll()
        chosen = phrases.counted(len(state.order.tasks), "task")
        self._count.setText(f"{chosen} ticked of {state.tasks:,}" if state.loaded else "Reading the tasks…")


def _nodes(lines: Iterable[TaskLine]) -> Iterable[Node]:
    """A node for each category, with its tasks below."""
    for category, group in groupby(lines, key=lambda line: line.category):
        tasks = tuple(group)
        children = tuple(
            Node(
                task.id,
                (
                    " ".join(part for part in (task.number, task.language, task.title) if part),
                    f"{task.instances:,}",
                ),
                tip=f"{task.id} · {task.title} · {phrases.counted(task.instances, 'instance')}",
            )
            for task in tasks
        )
        total = sum(task.instances for task in tasks)
        yield Node(f"category {category}", (category, f"{total:,}"), children)


class HowCard(Card):
    """Which model is asked, and how.

    Signals:
        model_chosen: ask this model (str).
        picked: ask these instances of each task (Picking).
        decoded: greedily, or not (bool).
        changed: ask in this way (RunOrder).
    """

    model_chosen = Signal(str)
    picked = Signal(object)
    decoded = Signal(object)
    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._order = RunOrder(tasks=())
        self._model = Choice("Model")
        self._model.activated.connect(lambda: self.model_chosen.emit(self._model.currentData()))
        self._fit = WrapLabel("", "soft")
        self._shots = Segmented([(3, "3-shot"), (0, "0-shot")])
        self._fixed = QCheckBox("Same shots for every instance")
        self._fixed.setToolTip(
            "Faster, because the model reads them once. The paper draws new ones each time."
        )
        self._shot_seed = WholeNumber(0, LARGEST, name="Seed of the shots")
        self._picking = Segmented(
            [(Picking.ALL, "All"), (Picking.FIRST, "First"), (Picking.RANDOM, "Random")]
        )
        self._limit = WholeNumber(1, LARGEST, name="Instances of each task")
        self._sample_seed = WholeNumber(0, LARGEST, name="Seed of the sample")
        self._decoding = Segmented([(True, "Greedy"), (False, "Temperature")])
        self._temperature = Fraction(0.05, 2.0, 0.05, name="Temperature")
        self._seed = WholeNumber(0, LARGEST, name="Seed of the decoding")
        self._limits = DrawingLimits()
        self._answers = Choice("Answers")
        self._options_note = WrapLabel("", "soft")
        self._longest = WholeNumber(1, 100_000, name="Longest answer", suffix=" tokens")
        self._prompt = WholeNumber(64, 1_000_000, name="Longest prompt", suffix=" tokens")
        self._truncation = Segmented([(Truncation.REFUSE, "Leave out"), (Truncation.LEFT, "Cut at the left")])
        self._truncation.set_tip(Truncation.REFUSE, "A longer prompt is not asked; it is listed as failed")
        self._truncation.set_tip(Truncation.LEFT, "The paper’s way: a longer prompt loses its beginning")
        self._build()
        self._join()

    def render_state(self, state: SetupState) -> None:
        """Show the order of `state`."""
        order = self._order = state.order
        here = [(model.name, f"{model.title} · {model.detail}") for model in state.models if model.here]
        self._model.show_choices(here, state.model)
        self._fit.setText(state.fit.reason if state.fit is not None else "")
        self._fit.setVisible(state.fit is not None)
        self._fit.set_role("severity" if state.fit is not None and not state.fit.fits else "soft")
        self._shots.set_value(order.shots)
        self._fixed.setChecked(order.fixed_shots)
        for widget in (self._fixed, self._shot_part):
            widget.setVisible(order.shots > 0)
        self._shot_seed.show_number(order.shot_seed)
        self._picking.set_value(state.picking)
        self._limit_part.setVisible(state.picking is not Picking.ALL)
        self._sample_part.setVisible(state.picking is Picking.RANDOM)
        self._limit.show_number(order.limit or state.last_limit)
        self._sample_seed.show_number(order.sample_seed or 0)
        self._render_decoding(order)
        self._answers.show_choices(_ANSWERS, order.sampling.answering.value)
        self._options_note.setText(state.options_note)
        self._options_note.setVisible(bool(state.options_note))

    def _render_decoding(self, order: RunOrder) -> None:
        greedy = order.sampling.greedy
        self._decoding.set_value(greedy)
        for widget in (self._drawing, self._limits):
            widget.setVisible(not greedy)
        self._limits.render_sampling(order.sampling)
        if not greedy:
            self._temperature.show_number(order.sampling.temperature)
        self._seed.show_number(order.sampling.seed)
        self._longest.show_number(order.sampling.max_new_tokens)
        self._prompt.show_number(order.max_prompt_tokens)
        self._truncation.set_value(order.truncation)

    def _build(self) -> None:
        self._shot_part = _together(Label("seed", "soft"), self._shot_seed)
        self._sample_part = _together(Label("seed", "soft"), self._sample_seed)
        self._seed_part = _together(Label("seed", "soft"), self._seed)
        self._drawing = Flow(self._temperature, self._seed_part)
        self._limit_part = _together(self._limit, Label("of each task", "soft"))
        column = ScrollColumn()
        # So that a plain set-up is seen whole in a window of usual size.
        column.body.setSpacing(6)
        parts: tuple[tuple[str, tuple[QWidget, ...]], ...] = (
            ("Model", (self._model, self._fit)),
            (
                "Prompt, as in the paper",
                (self._shots, self._fixed, Flow(self._shot_part)),
            ),
            (
                "Instances",
                (
                    self._picking,
                    Flow(self._limit_part, self._sample_part),
                ),
            ),
            ("Answers", (self._answers, self._options_note)),
            (
                "Decoding",
                (self._decoding, self._drawing, self._limits),
            ),
            ("Longest answer", (self._longest,)),
            ("Longest prompt, and longer ones", (self._prompt, self._truncation)),
        )
        for title, widgets in parts:
            column.body.addWidget(SectionLabel(title))
            for widget in widgets:
                column.body.addWidget(widget)
            column.body.addSpacing(4)
        column.body.addStretch(1)
        self.body.addLayout(head(Label("Model and protocol", "heading"), height=PART))
        self.body.addWidget(column, 1)

    def _join(self) -> None:
        """Every control says the whole order, with its own part changed."""
        self._picking.chosen.connect(self.picked)
        self._decoding.chosen.connect(self.decoded)
        self._shots.chosen.connect(lambda shots: self._say(shots=shots))
        self._fixed.clicked.connect(lambda on: self._say(fixed_shots=on))
        self._shot_seed.valueChanged.connect(lambda seed: self._say(shot_seed=seed))
        self._limit.valueChanged.connect(lambda limit: self._say(limit=limit))
        self._sample_seed.valueChanged.connect(lambda seed: self._say(sample_seed=seed))
        self._prompt.valueChanged.connect(lambda tokens: self._say(max_prompt_tokens=tokens))
        self._truncation.chosen.connect(lambda truncation: self._say(truncation=truncation))
        self._temperature.valueChanged.connect(lambda value: self._sample(temperature=value))
        self._seed.valueChanged.connect(lambda seed: self._sample(seed=seed))
        self._limits.changed.connect(lambda part: self._sample(**part))
        self._answers.activated.connect(
            lambda: self._sample(answering=Answering(self._answers.currentData()))
        )
        self._longest.valueChanged.connect(lambda tokens: self._sample(max_new_tokens=tokens))

    def _say(self, **part: Any) -> None:
        self.changed.emit(replace(self._order, **part))

    def _sample(self, **part: Any) -> None:
        self._say(sampling=replace(self._order.sampling, **part))


class DrawingLimits(QWidget):
    """Which tokens may be drawn at all: top-k, min-p, top-p, in the order they count.

    Signals:
        changed: a limit by the name of its field, with its new value (dict).
    """

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._top_k = WholeNumber(0, 9_999, name="Top-k")
        self._top_k.setSpecialValueText("all")
        self._top_k.setToolTip("Draw from this many of the likeliest tokens")
        self._min_p = Fraction(0.0, 1.0, 0.01, name="Min-p")
        self._min_p.setSpecialValueText("off")
        self._min_p.setToolTip("Draw from tokens with at least this share of the likeliest one’s probability")
        self._top_p = Fraction(0.01, 1.0, 0.05, name="Top-p")
        self._top_p.setToolTip("Draw from the likeliest tokens that have this probability together")
        fields = (("top-k", self._top_k), ("min-p", self._min_p), ("top-p", self._top_p))
        self.setLayout(FlowLayout(*(_together(Label(name, "soft"), field) for name, field in fields)))
        self._top_k.valueChanged.connect(lambda count: self.changed.emit({"top_k": count}))
        self._min_p.valueChanged.connect(lambda share: self.changed.emit({"min_p": share}))
        self._top_p.valueChanged.connect(lambda share: self.changed.emit({"top_p": share}))

    def render_sampling(self, sampling: Sampling) -> None:
        """Show the limits of `sampling`."""
        self._top_k.show_number(sampling.top_k)
        self._min_p.show_number(sampling.min_p)
        self._top_p.show_number(sampling.top_p)


def _together(*widgets: QWidget) -> QWidget:
    """Widgets that stay on one line."""
    part = QWidget()
    part.setLayout(row(*widgets))
    return part
