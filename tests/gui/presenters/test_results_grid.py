"""Which lines and columns of a leaderboard are shown, and in which order."""

from tests.gui.invented_results import OURS, PAGE, board
from workbench.domain.boards import Board, Cell, Column, Row
from workbench.domain.scores import Protocol
from workbench.gui.presenters.results_grid import (
    EVERYTHING,
    Choice,
    Layout,
    Shown,
    Sorting,
    categories,
    grid_of,
    sources,
)


def test_a_folded_category_shows_its_means_and_an_unfolded_one_its_tasks_too() -> None:
    """Two metrics are two means; tasks come behind them."""
    folded = grid_of(board(), EVERYTHING)
    assert [column.id for column in folded.columns[:3]] == [
        "MCQA/accuracy",
        "Text Summarization/BLEU-1",
        "Text Summarization/ROUGE-L",
    ]
    assert len(folded.columns) == 15
    unfolded = grid_of(board(), Choice(unfolded=frozenset({"MCQA"})))
    assert [column.title for column in unfolded.columns[:3]] == ["Mean", "MedQA", "MedMCQA"]
    assert (unfolded.groups[0].count, unfolded.groups[0].tasks, unfolded.groups[1].first) == (7, 6, 7)


def test_one_category_by_itself_is_unfolded() -> None:
    """Who asks for one wants to see its tasks."""
    grid = grid_of(board(), Choice(category="NER"))
    assert [group.title for group in grid.groups] == ["NER"]
    assert [column.title for column in grid.columns] == ["Mean", "BC4Chem", "BC5Chem", "BC5Disease"]


def test_a_category_without_a_mean_shows_its_tasks_and_cannot_be_folded() -> None:
    """There would be nothing left of it."""
    columns = (Column("t1/accuracy", "One", "Other tasks", "accuracy", "t1"),)
    grid = grid_of(Board(columns, ()), EVERYTHING)
    assert grid.columns == columns
    assert (grid.groups[0].foldable, grid.groups[0].unfolded) == (False, True)


def test_both_protocols_of_a_run_are_one_line_the_papers_above() -> None:
    """Published lines have one number and no protocol."""
    grid = grid_of(board(2, 1), EVERYTHING)
    assert grid.total == len(grid.lines) == 3
    run = next(line for line in grid.lines if line.id == "r0")
    assert [figure.protocol for figure in run.cells[0]] == [Protocol.PAPER, Protocol.CORRECTED]
    published = next(line for line in grid.lines if line.published)
    assert [figure.protocol for figure in published.cells[0]] == [None]
    one = grid_of(board(2, 1), Choice(shown=Shown.PAPER))
    assert {figure.protocol for line in one.lines for cell in line.cells for figure in cell} == {
        Protocol.PAPER,
        None,
    }


def test_lines_are_found_by_words_and_source() -> None:
    """Every word has to be in the model's name or its quantization."""
    assert {line.id for line in grid_of(board(), Choice(text="q4 mmedins")).lines} == {"r0"}
    assert {line.source for line in grid_of(board(), Choice(source=PAGE)).lines} == {PAGE}
    assert grid_of(board(), Choice(text="nobody")).lines == ()


def test_lines_are_ordered_by_a_column_and_those_without_a_number_come_last() -> None:
    """Whichever way it goes; the corrected number counts where both are shown."""
    down = grid_of(board(), Choice(sorting=Sorting("NER/F1", descending=True)))
    up = grid_of(board(), Choice(sorting=Sorting("NER/F1")))
    place = next(at for at, column in enumerate(down.columns) if column.id == "NER/F1")
    values = [line.cells[place][-1].cell.value for line in down.lines if line.cells[place]]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=True)
    without = {line.id for line in down.lines if not line.cells[place]}
    assert without
    assert {line.id for line in down.lines[-len(without) :]} == without
    assert {line.id for line in up.lines[-len(without) :]} == without


def test_lines_are_ordered_by_name_without_a_column() -> None:
    """Either way, and our own stand before published ones."""
    for descending in (False, True):
        lines = grid_of(board(), Choice(sorting=Sorting(None, descending=descending))).lines
        published = [line.published for line in lines]
        assert published == sorted(published)
        for kind in (False, True):
            names = [line.model.casefold() for line in lines if line.published is kind]
            assert names == sorted(names, reverse=descending)


def test_the_best_of_a_column_is_marked_and_a_number_in_doubt_is_not() -> None:
    """For each protocol by itself."""
    column = Column("c", "C", "C", "F1", None)
    rows = tuple(
        Row(name, name, "x", None, (("c", cell),))
        for name, cell in (("a", Cell(50.0)), ("b", Cell(90.0, doubt="sum is 40")), ("c", Cell(None)))
    )
    grid = grid_of(Board((column,), rows), EVERYTHING)
    assert [line.cells[0][0].best for line in grid.lines] == [True, False, False]


def test_sources_and_categories_are_those_of_the_board() -> None:
    """In its order, each once."""
    assert sources(board())[0] == OURS
    assert len(sources(board())) == 3
    assert categories(board())[:2] == ("MCQA", "Text Summarization")


def test_thirty_rows_and_no_row() -> None:
    """Both are boards."""
    assert grid_of(Board((), ()), EVERYTHING).lines == ()
    assert len(grid_of(board(30), EVERYTHING).lines) == 34


def test_laying_out_again_is_laying_out_anew() -> None:
    """Whatever was chosen before: folds, orders, filters and protocols, there and back."""
    made = board()
    layout = Layout(made)
    choices = (
        EVERYTHING,
        Choice(unfolded=frozenset({"MCQA"})),
        Choice(unfolded=frozenset({"MCQA", "NER"}), sorting=Sorting("NER/F1", descending=True)),
        Choice(text="mmedins"),
        Choice(text="mmedins", shown=Shown.PAPER),
        Choice(source=PAGE),
        EVERYTHING,
    )
    for choice in choices:
        assert layout.grid(choice) == grid_of(made, choice)


def test_folding_looks_up_only_the_columns_that_come() -> None:
    """The figures of those that were shown are the same objects."""
    layout = Layout(board())
    folded, unfolded = layout.grid(EVERYTHING), layout.grid(Choice(unfolded=frozenset({"MCQA"})))
    shown = {column.id: place for place, column in enumerate(unfolded.columns)}
    for place, column in enumerate(folded.columns):
        for line, other in zip(folded.lines, unfolded.lines, strict=True):
            assert line.cells[place] is other.cells[shown[column.id]]
