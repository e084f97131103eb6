"""What stands below the board, without the screen."""

from dataclasses import replace

from tests.fakes import HeldJobs, InlineJobs
from tests.gui.invented_results import PAPER, Doing
from workbench.domain.errors import WorkbenchError
from workbench.domain.scores import Protocol
from workbench.gui.presenters.results import ResultsPresenter
from workbench.gui.presenters.results_detail import DetailPresenter
from workbench.gui.presenters.results_panels import DetailState, Panel
from workbench.gui.presenters.strip import Strip


def _desk(doing: Doing) -> tuple[ResultsPresenter, DetailPresenter]:
    board = ResultsPresenter(doing.operations, InlineJobs(), Strip())
    detail = DetailPresenter(doing.operations, InlineJobs())
    board.reload()
    board.attach(lambda _state: None, detail.board_changed)
    return board, detail


def test_the_answers_behind_a_cell_come_wrong_ones_first() -> None:
    """Those without a score before them all, each can be read, and there is a count."""
    doing = Doing()
    _board, detail = _desk(doing)
    detail.open_items("r0", "MCQA/accuracy")
    state = detail.state
    assert doing.asked[-1] == ("items", "r0", "MCQA/accuracy", Protocol.CORRECTED)
    assert state.title == "MMedIns-Llama 3 8B Q4_K_M · MCQA · mean · accuracy"
    values = [-1.0 if item.value is None else item.value for item in state.items]
    assert values == sorted(values)
    assert state.item == state.items[0]
    assert state.summary == "28 answers · 13 with full marks · 1 could not be scored"
    detail.read(3)
    assert detail.state.item == state.items[3]
    detail.read(99)
    assert detail.state.at == 3


def test_another_protocol_asks_again() -> None:
    """The same one does not."""
    doing = Doing()
    _board, detail = _desk(doing)
    detail.use(Protocol.PAPER)
    assert detail.state.panel is None
    detail.open_items("r0", "MCQA/accuracy")
    detail.use(Protocol.PAPER)
    assert [asked[-1] for asked in doing.asked if asked[0] == "items"] == [Protocol.PAPER]
    detail.use(Protocol.CORRECTED)
    assert doing.asked[-1][-1] is Protocol.CORRECTED


def test_two_marked_rows_are_compared_and_again_when_the_marks_move() -> None:
    """Without two marks it says how to mark."""
    doing = Doing()
    board, detail = _desk(doing)
    detail.show(Panel.TESTS)
    assert "Mark two rows with Space" in detail.state.message
    board.mark("r1")
    board.mark("r0")
    assert doing.asked[-1] == ("compare", "r1", "r0", Protocol.CORRECTED)
    assert detail.state.title == "A: MMedIns-Llama 3 8B Q8_0 · B: MMedIns-Llama 3 8B Q4_K_M"
    assert detail.state.summary == "3 tasks · 1 with a difference that chance does not explain"


def test_published_numbers_have_nothing_behind_them() -> None:
    """Which is said instead of an error."""
    doing = Doing()
    board, detail = _desk(doing)
    detail.open_items(f"{PAPER}/GPT-4", "MCQA/accuracy")
    assert "was published" in detail.state.message
    detail.show(Panel.CONFIDENCE)
    assert "without confidences" in detail.state.message
    board.mark("r0")
    board.mark(f"{PAPER}/GPT-4")
    detail.show(Panel.TESTS)
    assert "Tests need the answers" in detail.state.message
    assert [asked for asked in doing.asked if asked[0] != "load"] == []


def test_plots_follow_the_board() -> None:
    """Dots the marks, the ladder the current column."""
    board, detail = _desk(Doing())
    detail.show(Panel.DOTS)
    assert detail.state.title == "Scores of every row"
    board.mark("r0")
    assert (detail.state.title, len(detail.state.dots.series)) == ("Scores of the marked row", 1)
    detail.show(Panel.LADDER)
    assert "Choose a column" in detail.state.message
    detail.point("r0", "NER/F1")
    assert detail.state.ladder.title == "NER · mean · F1"
    detail.show(Panel.CONFIDENCE)
    assert detail.state.reliability is not None


def test_nothing_is_current_yet() -> None:
    """Then it says what to choose."""
    _board, detail = _desk(Doing())
    for panel in (Panel.ITEMS, Panel.CONFIDENCE):
        detail.show(panel)
        assert "Choose a cell" in detail.state.message


def test_what_fails_is_said_and_closing_forgets() -> None:
    """An answer that comes after closing is not shown."""

    def refuse(_row: str, _column: str, _protocol: Protocol) -> tuple[()]:
        raise WorkbenchError("The answers are gone.")

    doing = Doing()
    detail = DetailPresenter(replace(doing.operations, items=refuse), InlineJobs())
    board, _other = _desk(doing)
    detail.board_changed(board.state)
    states: list[DetailState] = []
    detail.attach(states.append)
    detail.open_items("r0", "MCQA/accuracy")
    assert [state.busy for state in states[-2:]] == [True, False]
    assert detail.state.message == "The answers are gone."
    jobs = HeldJobs()
    late = DetailPresenter(doing.operations, jobs)
    late.board_changed(board.state)
    late.open_items("r0", "MCQA/accuracy")
    late.close()
    jobs.last.step(2)
    assert late.state == DetailState()
