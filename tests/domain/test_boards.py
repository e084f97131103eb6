"""A leaderboard is a plain value."""

from workbench.domain.boards import Board, Cell, Column, Row


def test_a_cell_without_a_number_is_none() -> None:
    """A board holds numbers, and None for what there is no number of."""
    column = Column("task57/accuracy", "MedQA", "MCQA", "accuracy", "task57", "en")
    board = Board((column,), (Row("x", "A", "here", None, ((column.id, Cell(None)),)),))
    assert dict(board.rows[0].cells)[column.id].value is None
