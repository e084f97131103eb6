"""What can stand below the leaderboard, and what has to be asked for it. No Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Any

from workbench.domain.scores import Protocol
from workbench.gui.presenters.phrases import counted
from workbench.gui.presenters.results import LETTERS, MOST_MARKED, BoardState
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


Came = Callable[[DetailState, Any], DetailState]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is shown at once, and what is asked for the rest."""

    state: DetailState
    ask: Callable[[], Any] | None = None
    came: Came = lambda state, _found: state
    """Makes the state with the answer in it."""


@dataclass(frozen=True, slots=True)
class Looking:
    """What the details are about."""

    board: BoardState
    cell: tuple[str, str] | None
    """The current cell: ids of its line and its column."""
    protocol: Protocol

    @property
    def current(self) -> tuple[Line, str, str] | None:
        """The line and the column of the current cell, and both in words."""
        line = self.board.line(self.cell[0]) if self.cell else None
        column = self.board.column(self.cell[1]) if self.cell else None
        if line is None or column is None:
            return None
        return line, column.id, f"{_name(line)} · {column_said(column)}"


def prepare(panel: Panel, looking: Looking, operations: ResultsOperations) -> Prepared:
    """One kind of detail about what is current or marked."""
    state = DetailState(panel, looking.protocol)
    match panel:
        case Panel.ITEMS:
            return _items(state, looking, operations)
        case Panel.TESTS:
            return _tests(state, looking, operations)
        case Panel.DOTS:
            return Prepared(_dots(state, looking.board))
        case Panel.LADDER:
            return Prepared(_ladder(state, looking))
        case Panel.CONFIDENCE:
            return _confidence(state, looking, operations)


def _items(state: DetailState, looking: Looking, operations: ResultsOperations) -> Prepared:
    found = looking.current
    if found is None:
        hint = "Choose a cell and press Enter: the answers behind it will stand here."
        return Prepared(replace(state, message=hint))
    line, column_id, title = found
    if line.published:
        hint = "This number was published. The answers behind it are not in this project."
        return Prepared(replace(state, title=title, message=hint))
    ask = partial(_listed, partial(operations.items, line.id, column_id, looking.protocol))
    return Prepared(replace(state, title=title, busy=True), ask, _items_came)


def _listed(items: Callable[[], Sequence[ItemRow]]) -> tuple[tuple[ItemRow, ...], str]:
    """Wrong ones first, and their counts: in the job, because there can be a hundred thousand."""
    listed = tuple(sorted(items(), key=_wrong_first))
    return listed, summary_of(listed)


def _items_came(state: DetailState, found: tuple[tuple[ItemRow, ...], str]) -> DetailState:
    items, summary = found
    message = "" if items else "No answers are behind this cell."
    return replace(state, busy=False, items=items, at=0 if items else None, summary=summary, message=message)


def _tests(state: DetailState, looking: Looking, operations: ResultsOperations) -> Prepared:
    lines = [looking.board.line(one) for one in looking.board.marked]
    known = [line for line in lines if line is not None]
    if len(known) < MOST_MARKED:
        hint = "Mark two rows with Space. The tests of their differences will stand here."
        return Prepared(replace(state, title="Two rows", message=hint))
    title = " · ".join(f"{LETTERS[place]}: {_name(line)}" for place, line in enumerate(known))
    if any(line.published for line in known):
        hint = "Tests need the answers of both rows, and published numbers come without them."
        return Prepared(replace(state, title=title, message=hint))
    ask = partial(operations.compare, known[0].id, known[1].id, looking.protocol)
    return Prepared(replace(state, title=title, busy=True), ask, _tests_came)


def _tests_came(state: DetailState, tests: Sequence[TaskTest]) -> DetailState:
    apart = sum(test.differs for test in tests)
    summary = f"{counted(len(tests), 'task')} · {apart} with a difference that chance does not explain"
    message = "" if tests else "These rows have no task in common."
    return replace(state, busy=False, tests=tuple(tests), message=message, summary=summary)


def _dots(state: DetailState, board: BoardState) -> DetailState:
    plot = dot_plot(board.grid, board.marked, state.protocol)
    title = ("Scores of every row", "Scores of the marked row", "Scores of the two marked rows")
    message = "" if plot.rows else "There are no scores to draw."
    return replace(state, title=title[len(board.marked)], dots=plot, message=message)


def _ladder(state: DetailState, looking: Looking) -> DetailState:
    plot = ladder(looking.board.grid, looking.cell[1] if looking.cell else "", looking.protocol)
    hint = "Choose a column. Runs of several quantizations of a model will stand here as a line."
    title = plot.title or "Quantization against score"
    return replace(state, title=title, ladder=plot, message="" if plot.points else hint)


def _confidence(state: DetailState, looking: Looking, operations: ResultsOperations) -> Prepared:
    found = looking.current
    if found is None:
        hint = "Choose a cell: how sure the model was will stand beside how often it was right."
        return Prepared(replace(state, message=hint))
    line, column_id, title = found
    if line.published:
        return Prepared(replace(state, title=title, message="Published numbers come without confidences."))
    ask = partial(operations.confidence, line.id, column_id, looking.protocol)
    return Prepared(replace(state, title=title, busy=True), ask, _confidence_came)


def _confidence_came(state: DetailState, found: Reliability) -> DetailState:
    return replace(state, busy=False, reliability=found, message=found.reason)


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
