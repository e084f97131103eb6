"""The Results screen without the screen: the leaderboard, what is chosen of it, and which rows are marked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from workbench.domain.boards import Board, Column
from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.jobs import Jobs
from workbench.gui.presenters.results_grid import (
    EVERYTHING,
    NO_GRID,
    Choice,
    Grid,
    Layout,
    Line,
    Shown,
    Sorting,
    categories,
    sources,
)
from workbench.gui.presenters.results_values import BoardLoaded, ResultsOperations, ScoringProgress
from workbench.gui.presenters.strip import Strip, StripHandle
from workbench.store.changes import Changes

LETTERS = "AB"
MOST_MARKED = len(LETTERS)


class Phase(StrEnum):
    """How far the screen has come."""

    LOADING = "loading"
    EMPTY = "empty"
    """Nothing was run, imported or published here."""
    FAILED = "failed"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class BoardState:
    """Everything the board of the Results screen shows."""

    phase: Phase = Phase.LOADING
    grid: Grid = NO_GRID
    choice: Choice = EVERYTHING
    sources: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()
    """Ids of lines: first A, then B."""
    scoring: str = ""
    """How far the scoring is; empty when everything is scored."""
    message: str = ""

    @property
    def can_compare(self) -> bool:
        """Whether two lines are marked."""
        return len(self.marked) == MOST_MARKED

    def letter(self, line_id: str) -> str:
        """A or B for a marked line; empty for others."""
        return LETTERS[self.marked.index(line_id)] if line_id in self.marked else ""

    def line(self, line_id: str) -> Line | None:
        """The line with this id, if it is shown."""
        return next((line for line in self.grid.lines if line.id == line_id), None)

    def column(self, column_id: str) -> Column | None:
        """The column with this id, if it is shown."""
        return next((column for column in self.grid.columns if column.id == column_id), None)


class ResultsPresenter:
    """Turns what a person does into new states of the board."""

    cares_about = Changes.RUNS | Changes.TASKS

    def __init__(self, operations: ResultsOperations, jobs: Jobs, strip: Strip) -> None:
        self._operations, self._jobs, self._strip = operations, jobs, strip
        self._layout = Layout(Board((), ()))
        self._reading = self._again = False
        self._stop: Callable[[], None] = lambda: None
        self._entry: StripHandle | None = None
        self._render: Callable[[BoardState], None] = lambda _state: None
        self._also: Callable[[BoardState], None] = lambda _state: None
        self.state = BoardState()

    def attach(
        self, render: Callable[[BoardState], None], also: Callable[[BoardState], None] | None = None
    ) -> None:
        """Send the present state, and every later one, to `render` and `also`."""
        self._render, self._also = render, also or (lambda _state: None)
        self._show(self.state)

    def reload(self) -> None:
        """Score what is not scored yet and read the board again; once more when it is being read."""
        if self._reading:
            self._again = True
            return
        self._reading, self._again = True, False
        job = self._jobs.start(self._operations.load, self._happened, self._ended)
        self._stop = job.cancel

    def search(self, text: str) -> None:
        """Show models whose name has these words."""
        self._choose(replace(self.state.choice, text=text))

    def only_source(self, source: str | None) -> None:
        """Show rows of one source; None for all."""
        self._choose(replace(self.state.choice, source=source))

    def only_category(self, category: str | None) -> None:
        """Show one category with its tasks; None for all."""
        self._choose(replace(self.state.choice, category=category))

    def show_protocols(self, shown: Shown) -> None:
        """Show both protocols in each cell, or one."""
        self._choose(replace(self.state.choice, shown=shown))

    def sort(self, column_id: str | None) -> None:
        """Order by a column, the highest first; again the other way. None orders by name."""
        now = self.state.choice.sorting
        downward = column_id is not None
        if now.column_id == column_id:
            downward = not now.descending
        self._choose(replace(self.state.choice, sorting=Sorting(column_id, downward)))

    def fold(self, category: str) -> None:
        """Show the tasks of a category, or its mean alone again."""
        self._choose(replace(self.state.choice, unfolded=self.state.choice.unfolded ^ {category}))

    def mark(self, line_id: str) -> None:
        """Mark a line to be compared, or unmark it. A third takes the second one's place."""
        marked = self.state.marked
        if line_id in marked:
            marked = tuple(one for one in marked if one != line_id)
        else:
            marked = (*marked[: MOST_MARKED - 1], line_id)
        self._show(replace(self.state, marked=marked))

    def _choose(self, choice: Choice) -> None:
        self._show(replace(self.state, choice=choice, grid=self._layout.grid(choice)))

    def _happened(self, event: ScoringProgress | BoardLoaded) -> None:
        if isinstance(event, BoardLoaded):
            self._loaded(event.board)
            return
        if self._entry is None:
            self._entry = self._strip.begin("Score answers", stop=self._stop)
        self._entry.progress(event.done, event.total, note=event.note)
        self._show(replace(self.state, scoring=f"Scoring {event.done:,} of {event.total:,} answers…"))

    def _loaded(self, board: Board) -> None:
        self._layout = Layout(board)
        known = {row.id for row in board.rows}
        self._show(
            replace(
                self.state,
                phase=Phase.READY if board.rows else Phase.EMPTY,
                grid=self._layout.grid(self.state.choice),
                sources=sources(board),
                categories=categories(board),
                marked=tuple(one for one in self.state.marked if one in known),
                scoring="",
                message="",
            )
        )

    def _ended(self, error: Exception | None) -> None:
        if self._entry is not None:
            self._entry.end()
        self._entry, self._reading = None, False
        if error is not None and not isinstance(error, WorkbenchError):
            raise error
        if error is not None:
            self._show(replace(self.state, phase=Phase.FAILED, scoring="", message=str(error)))
        elif self.state.scoring:
            # Stopped by a person: what was there before stays.
            phase = Phase.FAILED if self.state.phase is Phase.LOADING else self.state.phase
            said = "Scoring was stopped. It goes on with F5."
            self._show(replace(self.state, phase=phase, scoring="", message=said))
        if self._again:
            self.reload()

    def _show(self, state: BoardState) -> None:
        self.state = state
        self._render(state)
        self._also(state)
