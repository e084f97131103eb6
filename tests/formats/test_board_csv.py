"""A spreadsheet gets numbers, and never a formula."""

import csv
import io

import pytest

from tests.formats.boards import BOARD, COLUMNS, HOSTILE
from workbench.formats.board_csv import NUMBER_COLUMNS, guarded, numbers, table


def rows(text: str) -> list[dict[str, str]]:
    """The rows by the columns' names."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_table_has_a_row_for_each_model_and_a_column_for_each_number() -> None:
    """Numbers unrounded, none as an empty cell."""
    read = rows(table(BOARD))
    assert len(read) == len(BOARD.rows)
    assert list(read[0])[5 : 5 + len(COLUMNS)] == [
        f"{one.category}: {one.title} ({one.metric})" for one in COLUMNS
    ]
    behind = [read[0][f"MCQA: MedQA (accuracy), {what}"] for what in ("n", "low", "high", "without a value")]
    assert behind == ["200", "55.0", "65.0", "empty answer (3)"]
    assert "NLI: Mean (accuracy), n" not in read[0]
    assert (read[0]["MCQA: MedQA (accuracy)"], read[0]["MCQA: Mean (accuracy)"]) == ("60.0", "")
    assert read[7]["model"] == HOSTILE


def test_numbers_have_a_row_each() -> None:
    """With n, interval, what is missing and what speaks against them."""
    read = rows(numbers(BOARD))
    assert tuple(read[0]) == NUMBER_COLUMNS
    assert len(read) == sum(len(row.cells) for row in BOARD.rows)
    one = read[1]
    assert [one[name] for name in ("task_id", "value", "n", "low", "high", "without_value", "reasons")] == [
        *("task57", "60.0", "200", "55.0", "65.0", "3", "empty answer (3)"),
    ]
    assert [row["doubt"] for row in read if row["doubt"]] == ["its tasks' mean is 59.6"]
    assert {row["n"] for row in read if row["protocol"] == "published"} == {""}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_formulas_become_text(text: str) -> None:
    """Behind an apostrophe; all else stays as it is."""
    assert guarded(text) == "'" + text
    assert guarded(f"a{text}") == f"a{text}"


def test_no_cell_begins_like_a_formula() -> None:
    """In either table."""
    for text in (table(BOARD), numbers(BOARD)):
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
