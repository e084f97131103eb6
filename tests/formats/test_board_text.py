"""All written forms say the same of a number."""

from tests.formats.boards import BOARD, COLUMNS
from workbench.domain.boards import Board, Cell
from workbench.domain.scores import Interval
from workbench.formats.board_text import counts, number, numbers, protocol, sentences, tables, together


def test_bleu_and_rouge_stand_together() -> None:
    """As on upstream's page; accuracy alone."""
    assert [shown.metric for shown in together(COLUMNS)] == [
        *(("accuracy",) * 3),
        *("BLEU-1/ROUGE-L", "BLEU-1/ROUGE-L", "accuracy"),
    ]


def test_tables_are_the_overview_and_what_has_numbers() -> None:
    """Columns and rows without any number are left out."""
    overview, mcqa, rationale = tables(BOARD)
    assert [shown.title for shown in overview.shown] == ["MCQA", "Rationale"]
    assert overview.rows == BOARD.rows
    assert [shown.title for shown in mcqa.shown] == ["Mean", "MedQA"]
    assert next(row.model for row in rationale.rows if row.protocol is None) == "Old"
    assert len(rationale.rows) == 6
    assert [table.title for table in tables(Board((), ()))] == ["Overview"]


def test_numbers_have_two_decimals_and_missing_ones_a_dash() -> None:
    """One dash for a cell without any number."""
    assert number(Cell(7)) == "7.00"
    assert numbers([Cell(46.824), Cell(48.376)]) == "46.82/48.38"
    assert numbers([Cell(1), Cell(None)]) == "1.00/–"
    assert numbers([Cell(None), Cell(None)]) == "–"


def test_sentences_say_what_is_behind_a_number() -> None:
    """n, interval, guessing, what is missing, tasks, doubt; nothing where nothing is known."""
    cell = Cell(None, 1234, (("empty", 2),), Interval(1, 2), 25, 31.25, "no", (3, 8), (("odd", 4),))
    assert list(sentences(cell)) == [
        "n 1,234",
        "95 % interval 1.00 to 2.00",
        "blind guessing 25.00",
        "always the commonest answer 31.25",
        "2 without a value: empty",
        "4 counted as wrong: odd",
        "3 of 8 tasks have a number; upstream gives a mean only of all",
        "In doubt: no",
    ]
    assert list(sentences(Cell(1.0, tasks=(3, 8)))) == ["3 of 8 tasks have a number"]
    assert list(sentences(Cell(1.0, tasks=(8, 8)))) == []


def test_published_rows_say_so() -> None:
    """In the place of a protocol."""
    assert [protocol(row) for row in BOARD.rows[1:5]] == ["corrected", "paper", "corrected", "published"]


def test_counts_are_said_once_for_a_column() -> None:
    """Of two metrics the more that is missing; nothing where n is not known."""
    assert (
        counts((Cell(1.0, 10, (("empty", 2), ("blank", 1))), Cell(2.0, 10, (("empty", 2),))))
        == "n=10, 3 missing"
    )
    assert counts((Cell(1.0, 10),)) == "n=10"
    assert counts((Cell(1.0),)) == ""
