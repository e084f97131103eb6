"""The board of the Results screen, without the screen."""

from collections.abc import Generator

from tests.fakes import HeldJobs, InlineJobs
from tests.gui.invented_results import OURS, Doing
from workbench.domain.boards import Board
from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.results import BoardState, Phase, ResultsPresenter
from workbench.gui.presenters.results_grid import Shown, Sorting
from workbench.gui.presenters.results_values import BoardLoaded, ResultsOperations
from workbench.gui.presenters.strip import Strip


def _ready(doing: Doing | None = None) -> tuple[ResultsPresenter, list[BoardState]]:
    presenter = ResultsPresenter((doing or Doing()).operations, InlineJobs(), Strip())
    states: list[BoardState] = []
    presenter.attach(states.append)
    presenter.reload()
    return presenter, states


def test_scoring_is_told_and_then_the_board_is_there() -> None:
    """In words on the screen and in the strip."""
    presenter, states = _ready()
    assert states[0].phase is Phase.LOADING
    assert "Scoring 10 of 40 answers…" in [state.scoring for state in states]
    assert presenter.state.phase is Phase.READY
    assert presenter.state.scoring == ""
    assert len(presenter.state.grid.lines) == 12
    assert presenter.state.sources[0] == OURS


def test_a_board_without_rows_is_empty() -> None:
    """The screen then says what to do first."""
    assert _ready(Doing(Board((), ())))[0].state.phase is Phase.EMPTY


def test_choices_are_kept_when_the_board_is_read_again() -> None:
    """Filters, order, folds and marks."""
    presenter, _states = _ready()
    presenter.search("llama")
    presenter.only_source(OURS)
    presenter.show_protocols(Shown.PAPER)
    presenter.fold("MCQA")
    presenter.sort("MCQA/accuracy")
    presenter.mark("r0")
    before = presenter.state
    presenter.reload()
    assert presenter.state == before
    assert presenter.state.choice.unfolded == {"MCQA"}


def test_a_column_orders_downwards_first_and_then_upwards() -> None:
    """The highest number is what is looked for; names begin at A."""
    presenter, _states = _ready()
    presenter.sort("MCQA/accuracy")
    assert presenter.state.choice.sorting == Sorting("MCQA/accuracy", descending=True)
    presenter.sort("MCQA/accuracy")
    assert presenter.state.choice.sorting == Sorting("MCQA/accuracy", descending=False)
    presenter.sort(None)
    assert presenter.state.choice.sorting == Sorting(None, descending=False)


def test_two_rows_are_marked_and_a_third_takes_the_second_ones_place() -> None:
    """Marked again, a row is unmarked."""
    presenter, _states = _ready()
    presenter.mark("r0")
    assert not presenter.state.can_compare
    presenter.mark("r1")
    presenter.mark("r2")
    assert presenter.state.can_compare
    assert [presenter.state.letter(one) for one in ("r0", "r1", "r2")] == ["A", "", "B"]
    presenter.mark("r0")
    assert presenter.state.marked == ("r2",)


def test_one_category_and_all_again() -> None:
    """Lines and columns are found by their ids."""
    presenter, _states = _ready()
    presenter.only_category("NER")
    assert presenter.state.column("MCQA/accuracy") is None
    presenter.only_category(None)
    assert presenter.state.column("MCQA/accuracy") is not None
    line = presenter.state.line("r0")
    assert line is not None
    assert line.quantization == "Q4_K_M"
    assert presenter.state.line("nobody") is None


def _failing(error: Exception) -> ResultsOperations:
    doing = Doing().operations

    def load() -> Generator[BoardLoaded]:
        raise error
        yield BoardLoaded(Board((), ()))

    return ResultsOperations(
        load,
        doing.items,
        doing.compare,
        doing.confidence,
        doing.export,
        doing.add_published,
        doing.import_results,
    )


def test_what_went_wrong_is_said() -> None:
    """In the place of the board."""
    presenter = ResultsPresenter(_failing(WorkbenchError("The project is gone.")), InlineJobs(), Strip())
    presenter.reload()
    assert (presenter.state.phase, presenter.state.message) == (Phase.FAILED, "The project is gone.")


def test_a_board_asked_for_while_it_is_read_is_read_once_more() -> None:
    """And only once, however often it was asked for."""
    doing, jobs, strip = Doing(), HeldJobs(), Strip()
    presenter = ResultsPresenter(doing.operations, jobs, strip)
    presenter.reload()
    presenter.reload()
    presenter.reload()
    assert len(jobs.started) == 1
    jobs.started[0].step()
    assert [entry.title for entry in strip.state.entries] == ["Score answers"]
    jobs.started[0].step(5)
    assert len(jobs.started) == 2
    jobs.started[1].step(5)
    assert strip.state.entries == ()
    assert len(jobs.started) == 2
    assert doing.asked == [("load",), ("load",)]


def test_stopped_scoring_leaves_what_was_there() -> None:
    """And says how it goes on."""
    jobs, strip = HeldJobs(), Strip()
    presenter = ResultsPresenter(Doing().operations, jobs, strip)
    presenter.reload()
    jobs.started[0].step()
    strip.stop(strip.state.entries[0].number)
    assert jobs.started[0].cancelled
    jobs.started[0].end()
    assert strip.state.entries == ()
    assert "stopped" in presenter.state.message
    assert presenter.state.phase is Phase.FAILED
