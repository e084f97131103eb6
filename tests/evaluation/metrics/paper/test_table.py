"""Results as pandas reads them."""

import math
from pathlib import Path

import pytest

from workbench.domain.errors import FormatError
from workbench.evaluation.metrics.paper.table import read_table, table_of


def test_words_for_nothing_are_empty_cells() -> None:
    """pandas has its own list of them."""
    table = table_of(
        [("task57", "q", "None", "none"), ("task57", "q", "A", "NA"), ("task57", "q", "nil", "")]
    )
    assert [isinstance(row.reference, float) for row in table.by_name] == [True, False, False]
    assert [isinstance(row.output, float) for row in table.by_name] == [False, True, True]
    assert math.isnan(table.by_name[0].reference)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        (["5", "6"], [5, 6]),
        (["5", ""], [5.0, None]),
        (["True", "False"], [True, False]),
        (["5", "x"], ["5", "x"]),
        (["005", "6"], [5, 6]),
    ],
)
def test_a_column_has_one_type(cells: list[str], read: list[object]) -> None:
    """A number beside an empty cell gains a dot; beside a word it stays as it is written."""
    table = table_of([("task1", "q", "a", cell) for cell in cells])
    found = [None if row.output != row.output else row.output for row in table.by_name]
    assert [(type(value), value) for value in found] == [(type(value), value) for value in read]


def test_text_stays_as_it_is() -> None:
    """Line breaks, quotes, commas, six languages, half a character."""
    texts = ["a\r\nb", 'say "x", y', " 空 ", "\ud800x", "ё"]
    table = table_of([("task51", "q", text, text) for text in texts])
    assert [row.reference for row in table.by_name] == texts


def test_three_scripts_take_columns_by_place(tmp_path: Path) -> None:
    """A file with other columns in front means something else to them."""
    file = tmp_path / "x_model.csv"
    file.write_text("\ufefftask_id,GT,input,output\ntask130,gold,question,answer\n", encoding="utf-8")
    table = read_table(file)
    assert table.by_name[0].task_id == "task130"
    assert (table.by_name[0].reference, table.by_name[0].output) == ("gold", "answer")
    assert (table.by_place[0].reference, table.by_place[0].output) == ("question", "answer")


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "task_id,GT,output\nx,y,z\n"])
def test_a_file_that_upstream_cannot_read_is_refused(tmp_path: Path, text: str) -> None:
    """With the reason."""
    file = tmp_path / "x.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError):
        read_table(file)
