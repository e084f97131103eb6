"""What stands below the leaderboard: the items of a cell, two rows compared, plots. No Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from workbench.domain.errors import WorkbenchError
from workbench.domain.scores import Protocol
from workbench.gui.presenters.jobs import Jobs
from workbench.gui.presenters.latest import Latest
from workbench.gui.presenters.phrases import counted
from workbench.gui.presenters.results import BoardState
from workbench.gui.presenters.results_grid import Line
from workbench.gui.presenters.results_plots import NO_DOTS, NO_LADDER, DotPlot, Ladder, dot_plot, ladder
from workbench.gui.presenters.results_values import ItemRow, Reliability, ResultsOperations, TaskTest
from workbench.gui.presenters.results_words import column_said

FULL_MARKS = 100.0


class Panel(StrEnum):
    """What stands below the board."""

    ITEMS = "items"
    TESTS = "tests"
    DOTS = "dots"
    LADDER = "ladder"
    CONFIDENCE = "confidence"


@dataclass(frozen=True, slots=True)
class DetailState:
    """Everything the part below the board shows."""

    panel: Panel | None = None
    """None while the board has all the room."""
    protocol: Protocol = Protocol.CORRECTED
    title: str = ""
    busy: bool = False
    message: str = ""
    """What to do first, or what went wrong."""
    items: tuple[ItemRow, ...] = ()
    """Wrong ones first."""
    at: int | None = None
    summary: str = ""
    tests: tuple[TaskTest, ...] = ()
    dots: DotPlot = NO_DOTS
    ladder: Ladder = NO_LADDER
    reliability: Reliability | None = None

    @property
    def item(self) -> ItemRow | None:
        """The item that is read."""
        return self.items[self.at] if self.at is not None else None


class DetailPresenter:
    """Turns what a person does into new states of the part below the board."""

    def __init__(self, operations: ResultsOperations, jobs: Jobs) -> None:
        self._operations = operations
        self._asking = Latest(jobs)
        self._board = BoardState()
        self._cell: tuple[str, str] | None = None
        self._render: Callable[[DetailState], None] = lambda _state: None
        self.state = DetailState()

    def attach(self, render: Callable[[DetailState], None]) -> None:
        """Send the present state, and every later one, to `render`."""
        self._render = render
        render(self.state)

    def board_changed(self, board: BoardState) -> None:
        """The board shows something else: plots of it are made again, and tests of other rows."""
        before, self._board = self._board, board
        marks_moved = before.marked != board.marked and self.state.panel is Panel.TESTS
        if (
            marks_moved
            or (before.grid is not board.grid and self.state.panel is not None)
            or (before.marked != board.marked and self.state.panel is Panel.DOTS)
        ):
            self.show(self.state.panel or Panel.ITEMS)

    def point(self, line_id: str, column_id: str) -> None:
        """Another cell is the current one; what is shown of one cell stays until it is asked for."""
        self._cell = (line_id, column_id)
        if self.state.panel is Panel.LADDER:
            self.show(Panel.LADDER)

    def open_items(self, line_id: str, column_id: str) -> None:
        """Show the answers behind a cell."""
        self._cell = (line_id, column_id)
        self.show(Panel.ITEMS)

    def show(self, panel: Panel) -> None:
        """Show one kind of detail about what is current or marked."""
        self._asking.forget()
        state = DetailState(panel, self.state.protocol)
        match panel:
            case Panel.ITEMS:
                self._ask_items(state)
            case Panel.TESTS:
                self._ask_tests(state)
            case Panel.DOTS:
                plot = dot_plot(self._board.grid, self._board.marked, state.protocol)
                which = "the two marked rows" if plot.series and self._board.marked else "every row"
                title = f"Scores of {which}" if len(self._board.marked) != 1 else "Scores of the marked row"
                self._show(
                    replace(state, title=title, dots=plot, message=_unless(plot.rows, "Nothing to plot."))
                )
            case Panel.LADDER:
                self._show_ladder(state)
            case Panel.CONFIDENCE:
                self._ask_confidence(state)

    def use(self, protocol: Protocol) -> None:
        """Show the same under another protocol."""
        if protocol is not self.state.protocol:
            self.state = replace(self.state, protocol=protocol)
            if self.state.panel is not None:
                self.show(self.state.panel)

    def read(self, at: int) -> None:
        """Read the item at this place of the list."""
        if 0 <= at < len(self.state.items):
            self._show(replace(self.state, at=at))

    def step(self, by: int) -> None:
        """Read the next item, or the one before."""
        self.read((self.state.at or 0) + by)

    def close(self) -> None:
        """Give the board all the room."""
        self._asking.forget()
        self._show(DetailState(protocol=self.state.protocol))

    def _ask_items(self, state: DetailState) -> None:
        found = self._current(state, "Choose a cell and press Enter: the answers behind it will stand here.")
        if found is None:
            return
        line, column_id, title = found
        if line.published:
            no_items = "This number was published. The answers behind it are not in this project."
            self._show(replace(state, title=title, message=no_items))
            return
        self._show(replace(state, title=title, busy=True))
        ask = partial(self._operations.items, line.id, column_id, state.protocol)
        self._asking.ask(ask, self._items_came, self._failed)

    def _items_came(self, rows: Sequence[ItemRow]) -> None:
        items = tuple(sorted(rows, key=_wrong_first))
        self._show(
            replace(
                self.state,
                busy=False,
                items=items,
                at=0 if items else None,
                summary=summary_of(items),
                message=_unless(items, "No answers are behind this cell."),
            )
        )

    def _ask_tests(self, state: DetailState) -> None:
        lines = [self._board.line(one) for one in self._board.marked]
        known = [line for line in lines if line is not None]
        if len(known) < 2:
            hint = "Mark two rows with Space. The tests of their differences will stand here."
            self._show(replace(state, title="Two rows", message=hint))
            return
        title = " · ".join(f"{'AB'[place]}: {_name(line)}" for place, line in enumerate(known))
        if any(line.published for line in known):
            one_sided = "Tests need the answers of both rows, and published numbers come without them."
            self._show(replace(state, title=title, message=one_sided))
            return
        self._show(replace(state, title=title, busy=True))
        ask = partial(self._operations.compare, known[0].id, known[1].id, state.protocol)
        self._asking.ask(ask, self._tests_came, self._failed)

    def _tests_came(self, tests: Sequence[TaskTest]) -> None:
        nothing = _unless(tests, "These rows have no task in common.")
        apart = sum(test.differs for test in tests)
        summary = f"{counted(len(tests), 'task')} · {apart} with a difference that chance does not explain"
        self._show(replace(self.state, busy=False, tests=tuple(tests), message=nothing, summary=summary))

    def _show_ladder(self, state: DetailState) -> None:
        plot = ladder(self._board.grid, self._cell[1] if self._cell else "", state.protocol)
        hint = "Choose a column. Runs of several quantizations of a model will stand here as a line."
        self._show(
            replace(
                state,
                title=plot.title or "Quantization against score",
                ladder=plot,
                message=_unless(plot.points, hint),
            )
        )

    def _ask_confidence(self, state: DetailState) -> None:
        found = self._current(
            state, "Choose a cell: how sure the model was will stand beside how often it was right."
        )
        if found is None:
            return
        line, column_id, title = found
        if line.published:
            self._show(replace(state, title=title, message="Published numbers come without confidences."))
            return
        self._show(replace(state, title=title, busy=True))
        ask = partial(self._operations.confidence, line.id, column_id, state.protocol)
        self._asking.ask(ask, self._confidence_came, self._failed)

    def _confidence_came(self, found: Reliability) -> None:
        self._show(replace(self.state, busy=False, reliability=found, message=found.reason))

    def _current(self, state: DetailState, hint: str) -> tuple[Line, str, str] | None:
        """The line and the column of the current cell; without one, `hint` is shown."""
        line = self._board.line(self._cell[0]) if self._cell else None
        column = self._board.column(self._cell[1]) if self._cell else None
        if line is None or column is None:
            self._show(replace(state, message=hint))
            return None
        return line, column.id, f"{_name(line)} · {column_said(column)}"

    def _failed(self, error: WorkbenchError) -> None:
        self._show(replace(self.state, busy=False, message=str(error)))

    def _show(self, state: DetailState) -> None:
        self.state = state
        self._render(state)


def summary_of(items: Sequence[ItemRow]) -> str:
    """How many answers there are, and how many could not be scored."""
    right = sum(item.value is not None and item.value >= FULL_MARKS for item in items)
    unscored = sum(item.value is None for item in items)
    parts = [counted(len(items), "answer"), f"{right:,} with full marks"]
    return " · ".join([*parts, f"{unscored:,} could not be scored"] if unscored else parts)


def _wrong_first(item: ItemRow) -> float:
    return -1.0 if item.value is None else item.value


def _name(line: Line) -> str:
    return f"{line.model} {line.quantization}".strip()


def _unless(found: object, otherwise: str) -> str:
    return "" if found else otherwise
