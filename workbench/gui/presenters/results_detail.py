"""What stands below the leaderboard: the items of a cell, two rows compared, plots. No Qt."""

from collections.abc import Callable
from dataclasses import replace

from workbench.domain.errors import WorkbenchError
from workbench.domain.scores import Protocol
from workbench.gui.presenters.jobs import Jobs
from workbench.gui.presenters.latest import Latest
from workbench.gui.presenters.results import BoardState
from workbench.gui.presenters.results_panels import DetailState, Looking, Panel, prepare
from workbench.gui.presenters.results_values import ResultsOperations


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
        panel = self.state.panel
        marks = before.marked != board.marked and panel in {Panel.TESTS, Panel.DOTS}
        rows = before.grid is not board.grid and panel in {Panel.DOTS, Panel.LADDER}
        if panel is not None and (marks or rows):
            self.show(panel)

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
        found = prepare(panel, Looking(self._board, self._cell, self.state.protocol), self._operations)
        self._show(found.state)
        if found.ask is not None:
            self._asking.ask(
                found.ask, lambda answer: self._show(found.came(self.state, answer)), self._failed
            )

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

    def close(self) -> None:
        """Give the board all the room."""
        self._asking.forget()
        self._show(DetailState(protocol=self.state.protocol))

    def _failed(self, error: WorkbenchError) -> None:
        self._show(replace(self.state, busy=False, message=str(error)))

    def _show(self, state: DetailState) -> None:
        self.state = state
        self._render(state)
