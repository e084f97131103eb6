"""Cells are read as upstream's pandas reads the whole file, though the whole file is never held."""

import csv
import random
from pathlib import Path

import pytest

from workbench.evaluation import paper_files
from workbench.evaluation.answered import AnsweredRow, rows_of
from workbench.evaluation.foreign import ResultsImported, import_results
from workbench.evaluation.metrics.paper.table import TableRow, read_table, table_of
from workbench.evaluation.paper_files import PaperRow, read_as_upstream
from workbench.store.project import Project

Cells = tuple[str, str, str]


def rows(cells: list[Cells], file: str = "file 0") -> list[AnsweredRow]:
    """Rows of a file."""
    return [
        AnsweredRow(number, cell[0].strip(), None, f"q{number}", (cell[1],), cell[2], "en", "", file, cell)
        for number, cell in enumerate(cells)
    ]


def read(*files: list[AnsweredRow]) -> list[PaperRow]:
    """The rows of files as upstream reads them."""
    every = [row for file in files for row in file]
    return list(read_as_upstream(iter(every), iter(every)))


def as_pandas(cells: list[Cells]) -> list[str]:
    """What pandas makes of the whole file, so that NaN equals NaN and 5 not 5.0."""
    return [repr(row) for row in table_of([(task, "q", gold, said) for task, gold, said in cells]).by_name]


@pytest.mark.parametrize(
    ("outputs", "values"),
    [
        (["5", "7"], [5, 7]),
        (["5", ""], [5.0, None]),
        (["True", "False"], [True, False]),
        (["5", "x"], ["5", "x"]),
        (["nan", "None"], [None, None]),
        (["none", "NA"], ["none", None]),
        (["1e5", "inf"], [100000.0, float("inf")]),
    ],
)
def test_a_whole_column_decides(outputs: list[str], values: list[object]) -> None:
    """Numbers are numbers where all cells are; one that is text makes all of them text."""
    cells = [("task57", "A", one) for one in outputs]
    found = [one.cells.output for one in read(rows(cells))]
    assert [None if one != one else one for one in found] == values  # noqa: PLR0124
    assert [type(one) for one in found] == [type(one) if one is not None else float for one in values]


def test_files_are_read_apart_and_in_order() -> None:
    """What stands in one file decides nothing in another, even when their rows take turns."""
    numbers = rows([("task57", "A", "5"), ("task57", "A", "")], "file 0")
    words = rows([("task57", "A", "5"), ("task57", "A", "x")], "file 1")
    found = read([numbers[0], words[0], words[1], numbers[1]])
    assert [repr(one.cells.output) for one in found] == ["5.0", "'5'", "'x'", "nan"]
    assert [one.row.file for one in found] == ["file 0", "file 1", "file 1", "file 0"]


HOSTILE = [
    "5",
    "7.0",
    "",
    "NA",
    "None",
    "nil",
    "True",
    "FALSE",
    "1.#IND",
    "x",
    " ",
    "-",
    "空",
    '"',
    "a,b",
    "\r\n",
]
HOSTILE += [
    "\ud800",
    "inf",
    "1e400",
    "0x1f",
    "00",
    "9" * 30,
    "#N/A",
    "<NA>",
    "A: b",
    "1,5",
    "Infinity",
    "١",
    "\t5",
]


@pytest.mark.parametrize("seed", range(120))
def test_reading_by_pieces_is_reading_the_whole(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of random files with hostile cells, some with only a few kinds of them."""
    monkeypatch.setattr(paper_files, "_AT_ONCE", 3)
    chance = random.Random(seed)
    kinds = [chance.sample(HOSTILE, chance.choice((1, 2, 3, len(HOSTILE)))) for _ in range(3)]
    before = "task" if seed % 2 else ""
    cells = [
        (f"{before}{chance.choice(kinds[0])}", chance.choice(kinds[1]), chance.choice(kinds[2]))
        for _ in range(chance.randrange(1, 12))
    ]
    assert [repr(one.cells) for one in read(rows(cells))] == as_pandas(cells)


def test_every_row_of_a_file_about_diagnoses_is_one() -> None:
    """Upstream's script for them does not look at tasks; in a mixed file it has its own rows."""
    mostly = rows([("task130", "a", "a"), ("task131", "b", "b"), ("task130", "c", "c")])
    mixed = rows([("task130", "a", "a"), ("task57", "A", "A"), ("task57", "B", "B")], "file 1")
    found = read(mostly, mixed)
    assert [one.script and one.script.name for one in found] == ["Diagnosis"] * 4 + ["MCQA"] * 2
    assert [one.task_id for one in found] == ["task130"] * 4 + ["task57"] * 2


def test_a_row_belongs_to_the_script_of_the_task_as_it_is_written() -> None:
    """A blank behind the task's id is another task to upstream; a number is none."""
    found = read(rows([("task57", "A", "A"), ("task57 ", "A", "A"), ("task999", "A", "A")]))
    assert [one.script and one.script.name for one in found] == ["MCQA", None, None]
    assert found[2].task_id == "task999"
    assert [one.script for one in read(rows([("57", "A", "A")]))] == [None]


def test_rows_that_lack_something_stand_in_no_file() -> None:
    """They decide nothing, and keep the script of their task."""
    lacking = AnsweredRow(1, "task57", "i", "q", ("A",), None, "en", "not answered", "file 0")
    (first, second) = read([*rows([("task57", "A", "5")]), lacking])
    assert (first.cells, second.row.lacks) == (TableRow("task57", "A", 5), "not answered")
    assert second.script is not None
    assert second.task_id == "task57"
    assert read([]) == []


def test_nothing_but_possible_numbers_is_held() -> None:
    """Of a column of texts no cell stays."""
    column = paper_files._Column()
    for cell in ("5", "", "NA", "x: y"):
        column.add(cell)
    assert column.undecided is None
    column.add("5")
    assert column.values() is None


@pytest.mark.parametrize("seed", range(40))
def test_an_imported_file_is_read_as_the_file_itself(seed: int, tmp_path: Path) -> None:
    """Whatever its quoting, mark, line ends and further columns are."""
    chance = random.Random(seed)
    encoded = [cell for cell in HOSTILE if cell != "\ud800"]
    kinds = [chance.sample(encoded, chance.choice((1, 2, 4, len(encoded)))) for _ in range(2)]
    cells = [(chance.choice(kinds[0]), chance.choice(kinds[1])) for _ in range(chance.randrange(1, 30))]
    more = chance.choice(((), ("id",), ("id", "note")))
    file = tmp_path / "eval_results_x_Model.csv"
    dialect = chance.choice((csv.excel, csv.unix_dialect))
    encoding = chance.choice(("utf-8", "utf-8-sig"))
    with file.open("w", encoding=encoding, newline="") as opened:
        writer = csv.writer(opened, dialect)
        writer.writerow(["task_id", "input", "GT", "output", *more])
        for number, (gold, said) in enumerate(cells):
            writer.writerow(["task57", f"q{number}", gold, said, *(str(number) for _ in more)])
    *_, last = import_results(tmp_path / "p.medswb", [file])
    assert isinstance(last, ResultsImported)
    with Project(tmp_path / "p.medswb") as project:
        found = [
            repr(one.cells)
            for one in read_as_upstream(rows_of(project, last.run_id), rows_of(project, last.run_id))
        ]
    assert found == [repr(row) for row in read_table(file).by_name]
