"""What stands below the leaderboard: items of a cell, two rows compared, plots."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.languages import han_language
from workbench.domain.scores import Protocol
from workbench.gui.dialogs import FileDialogs
from workbench.gui.presenters import phrases
from workbench.gui.presenters.results_panels import FULL_MARKS, DetailState, Panel
from workbench.gui.presenters.results_values import ItemRow, Reliability, ReliabilityBin, TaskTest
from workbench.gui.presenters.results_words import (
    between,
    chance_of,
    difference_between,
    number,
    points,
)
from workbench.gui.tables.rows import Column, RowsTable
from workbench.gui.widgets.buttons import Button, Segmented
from workbench.gui.widgets.card import MARGIN, PART, Card, ScrollColumn, Splitter, column, head, row
from workbench.gui.widgets.flow import Flow
from workbench.gui.widgets.labels import Chip, ElideLabel, Label, SectionLabel, WrapLabel
from workbench.gui.widgets.lists import Table
from workbench.gui.widgets.plots import DotsPlot, LadderPlot, Plot, ReliabilityPlot, SeriesLegend
from workbench.gui.widgets.positions import Mark
from workbench.gui.widgets.reading import ReadingText
from workbench.gui.widgets.stack import Stack

_PICTURES = "Drawings (*.svg);;Pictures (*.png)"


def verdict_of(item: ItemRow) -> str:
    """How an answer did, in a word and not by colour alone."""
    if item.value is None:
        return "– not scored"
    if item.value >= FULL_MARKS:
        return "✓ right"
    return "✗ wrong" if item.value <= 0 else f"{item.value:.1f}"


class ItemsPart(QWidget):
    """The answers behind a cell, wrong ones first, and the one that is read.

    Signals:
        chosen: read the item at this place (int).
    """

    chosen = Signal(int)

    def __init__(self, memory: QSettings | None) -> None:
        super().__init__()
        self.table = Table(
            RowsTable[ItemRow](
                [
                    Column("Score", verdict_of, width=92),
                    Column("Task", lambda item: item.task_id, width=72, spare=True),
                    Column("Read as", lambda item: item.reading or "–", width=92, spare=True),
                    Column(
                        "Answer",
                        lambda item: phrases.start_of(item.output) or "(empty answer)",
                        language=lambda item: han_language(item.output),
                    ),
                ]
            )
        )
        self.table.setAccessibleName("Answers, wrong ones first")
        self.table.chosen.connect(self.chosen)
        self._verdict, self._read = Chip("", "soft"), Label("", "soft")
        self._reason = WrapLabel("", "severity")
        self._input, self._reference, self._output = (ReadingText(grows=True) for _ in range(3))
        parts = (
            ("Answer", self._output),
            ("Reference", self._reference),
            ("Input, its beginning", self._input),
        )
        scroll = ScrollColumn()
        scroll.body.setContentsMargins(MARGIN, 0, 8, 0)
        scroll.body.addWidget(Flow(self._verdict, self._read))
        scroll.body.addWidget(self._reason)
        for title, text in parts:
            text.setAccessibleName(title)
            scroll.body.addWidget(SectionLabel(title))
            scroll.body.addWidget(text)
        scroll.body.addStretch(1)
        split = Splitter("results/items", memory)
        split.addWidget(self.table)
        split.addWidget(scroll)
        split.begin(560, 640)
        self.setLayout(column(split))

    def show_items(self, items: Sequence[ItemRow], at: int | None) -> None:
        """Show the list, and the item at `at` in full."""
        self.table.show_rows(items, at)
        item = items[at] if at is not None else None
        if item is None:
            return
        right = item.value is not None and item.value >= FULL_MARKS
        self._verdict.setText(verdict_of(item))
        self._verdict.set_kind("good" if right else "severity" if not item.value else "soft")
        read = f"read as: {item.reading}" if item.reading is not None else "the text is scored as it is"
        sure = f" · {item.sure:.0%} sure of the reading" if item.sure is not None else ""
        self._read.setText(f"{item.instance_id} · {read}{sure}")
        self._reason.setText(item.reason)
        self._reason.setVisible(bool(item.reason))
        marks = [Mark(start, end, "accent") for start, end in item.spans]
        self._output.set_text(item.output or "(empty answer)", marks if item.output else ())
        self._reference.set_text("\n\n".join(item.references) or "(this instance has no reference)")
        self._input.set_text(item.input)


class TestsPart(QWidget):
    """Two rows in every task that both have, a sentence for each."""

    __test__ = False

    def __init__(self) -> None:
        super().__init__()
        self._table = Table(
            RowsTable[TaskTest](
                [
                    Column("Task", lambda test: f"{test.title} · {test.metric}", width=170),
                    Column("n", lambda test: f"{test.n:,}", number=True, width=56),
                    Column("A", lambda test: number(test.first), True, 48, tip=_first_tip),
                    Column("B", lambda test: number(test.second), True, 48, tip=_second_tip),
                    Column("B − A", lambda test: points(test.difference), number=True, width=70),
                    Column("95 % interval", _interval, number=True, width=128),
                    Column("Test", lambda test: test.test or "–", width=96, spare=True),
                    Column("p", lambda test: chance_of(test.p), number=True, width=64, spare=True),
                    Column(
                        "p, Holm",
                        lambda test: chance_of(test.adjusted),
                        number=True,
                        width=72,
                        header_tip="Adjusted for the number of tasks, by Holm's method",
                    ),
                    Column("Result", result_of, width=84),
                    Column("In words", lambda test: test.verdict),
                ]
            )
        )
        self._table.setAccessibleName("Two rows, task by task")
        self._tests: tuple[TaskTest, ...] = ()
        self._said = WrapLabel("")
        self._table.chosen.connect(self._say)
        whole = column(self._table, self._said)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_tests(self, tests: Sequence[TaskTest]) -> None:
        """Show these tests."""
        self._tests = tuple(tests)
        self._table.show_rows(self._tests, 0 if tests else None)
        self._say(0)

    def _say(self, place: int) -> None:
        """The sentence of one task in full: in the table it may be cut short."""
        if place < len(self._tests):
            test = self._tests[place]
            self._said.setText(f"{test.title} · {test.metric}: {test.verdict}")


class PlotPart(QWidget):
    """A plot with the signs of its series, and a note on how to read it."""

    def __init__(
        self, plot: Plot, note: str, *, scrolls: bool = False, beside: QWidget | None = None
    ) -> None:
        super().__init__()
        self.plot = plot
        self.legend = SeriesLegend()
        self._note = WrapLabel(note, "soft")
        inside: QWidget = plot
        if scrolls:
            scroll = ScrollColumn()
            scroll.body.addWidget(plot)
            scroll.body.addStretch(1)
            inside = scroll
        middle = row(inside, *([beside] if beside is not None else []), spacing=MARGIN)
        whole = column(self.legend, middle, self._note)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def say(self, note: str) -> None:
        """Say something else below."""
        self._note.setText(note)


class ResultsPanel(Card):
    """The part below the board.

    Signals:
        protocol_chosen: show the same under this protocol (Protocol).
        item_chosen: read the item at this place (int).
        close_asked: give the board all the room.
    """

    protocol_chosen = Signal(object)
    item_chosen = Signal(int)
    close_asked = Signal()

    def __init__(self, memory: QSettings | None = None, dialogs: FileDialogs | None = None) -> None:
        super().__init__(margin=12)
        self._dialogs = dialogs or FileDialogs()
        self._title, self._summary = ElideLabel("", "heading"), Label("", "soft")
        self._protocol = Segmented([(one, one.value) for one in Protocol])
        self._protocol.chosen.connect(self.protocol_chosen)
        self._save = Button("Save the plot…", icon="export")
        self._save.clicked.connect(self._save_plot)
        close = Button("Close", icon="close", key="results.close", kind="quiet")
        close.clicked.connect(self.close_asked)
        self._message = WrapLabel("", "soft")
        self.items = ItemsPart(memory)
        self.items.chosen.connect(self.item_chosen)
        self._tests = TestsPart()
        self._dots = PlotPart(DotsPlot(), "Lines are 95 % intervals; dotted: blind guessing.", scrolls=True)
        self._ladder = PlotPart(
            LadderPlot(), "Lines upwards are 95 % intervals. Fewer bits stand at the left."
        )
        self._bins = Table(RowsTable[ReliabilityBin](_bin_columns()))
        self._bins.setAccessibleName("Confidence and how often the model was right")
        self._confidence = PlotPart(ReliabilityPlot(), "", beside=self._bins)
        self._pages: dict[Panel | None, QWidget] = {
            Panel.ITEMS: self.items,
            Panel.TESTS: self._tests,
            Panel.DOTS: self._dots,
            Panel.LADDER: self._ladder,
            Panel.CONFIDENCE: self._confidence,
        }
        line = head(self._title, self._summary, self._protocol, self._save, close, height=PART)
        line.setStretch(0, 1)
        self.body.addLayout(line)
        room = QWidget()
        self._stack = Stack(room)
        for page in self._pages.values():
            self._stack.addWidget(page)
        blank = QWidget()
        blank.setLayout(column(self._message, 1))
        self._blank = blank
        self._stack.addWidget(blank)
        self.body.addWidget(room, 1)

    def render_detail(self, state: DetailState) -> None:
        """Show `state`."""
        self.setVisible(state.panel is not None)
        if state.panel is None:
            return
        self._title.setText(state.title)
        self._summary.setText(state.summary)
        self._protocol.set_value(state.protocol)
        self._message.setText("Reading…" if state.busy else state.message)
        empty = state.busy or bool(state.message)
        self._stack.setCurrentWidget(self._blank if empty else self._pages[state.panel])
        self._save.setVisible(not empty and isinstance(self._pages[state.panel], PlotPart))
        self.items.show_items(state.items, state.at)
        self._tests.show_tests(state.tests)
        self._show_plots(state)

    def _show_plots(self, state: DetailState) -> None:
        dots, ladder, bars = self._dots.plot, self._ladder.plot, self._confidence.plot
        assert isinstance(dots, DotsPlot)
        assert isinstance(ladder, LadderPlot)
        assert isinstance(bars, ReliabilityPlot)
        dots.show_plot(state.dots)
        self._dots.legend.show_series(state.dots.series)
        ladder.show_plot(state.ladder)
        self._ladder.legend.show_series(state.ladder.series)
        self._confidence.legend.show_series(())
        if state.reliability is not None:
            bars.show_plot(state.reliability)
            self._bins.show_rows(state.reliability.bins)
            self._confidence.say(reliability_said(state.reliability))

    def _save_plot(self) -> None:
        page = self._stack.currentWidget()
        if isinstance(page, PlotPart):
            file = self._dialogs.new_file(self, "Save the plot", _PICTURES, Path("plot.svg"))
            if file is not None:
                page.plot.save(file)

    # Qt

    def hasHeightForWidth(self) -> bool:
        """The room is given."""
        return False


def reliability_said(found: Reliability) -> str:
    """The plot of confidences in a sentence."""
    said = (
        f"{phrases.counted(found.n, 'answer')}. "
        "On the dashed line a model is as often right as it is sure; below it, it is too sure."
    )
    if found.error is not None:
        said += f" On average the two are {100 * found.error:.1f} points apart."
    return said


def _bin_columns() -> list[Column[ReliabilityBin]]:
    return [
        Column("Sure", lambda one: f"{one.low:.0%} to {one.high:.0%}", width=110),
        Column("Answers", lambda one: f"{one.n:,}", number=True, width=80),
        Column("Mean confidence", lambda one: _share(one.confidence), number=True, width=130),
        Column("Right", lambda one: _share(one.right), number=True, width=70),
        Column("95 % interval", _share_interval, number=True, width=120),
        Column("", lambda _one: ""),
    ]


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _share_interval(one: ReliabilityBin) -> str:
    return "–" if one.interval is None else f"{one.interval.low:.0%} to {one.interval.high:.0%}"


def result_of(test: TaskTest) -> str:
    """How a test came out, in a word."""
    if test.p is None:
        return "not tested"
    return "differs" if test.differs else "not shown"


def _interval(test: TaskTest) -> str:
    return difference_between(test.difference_interval)


def _first_tip(test: TaskTest) -> str:
    return f"{number(test.first)}, 95 % interval {between(test.first_interval)}"


def _second_tip(test: TaskTest) -> str:
    return f"{number(test.second)}, 95 % interval {between(test.second_interval)}"
