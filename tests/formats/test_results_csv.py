"""Anybody's table of answers is read: what can be kept is kept, the rest has a reason."""

import contextlib
import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.errors import FormatError
from workbench.domain.foreign import ForeignRow
from workbench.domain.tasks import Reported
from workbench.formats import results_csv
from workbench.formats.leaderboard_csv import LeaderboardRow, write
from workbench.formats.results_csv import model_named, open_results_csv

HEAD = b"task_id,input,GT,output\r\n"


def read(path: Path, data: bytes | None = None) -> list[ForeignRow | Reported]:
    """Every row of a table, written first when `data` is given."""
    if data is not None:
        path.write_bytes(data)
    with open_results_csv(path) as results:
        return list(results.rows)


def row(index: int, task_id: str, prompt: str, reference: str, output: str) -> ForeignRow:
    """An answer."""
    return ForeignRow(index, task_id, (prompt,), reference, output)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a table may be."""
    return tmp_path / "eval_results_NER_1_context_1_oriINS_Model X.csv"


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that every example writes anew."""
    return tmp_path_factory.mktemp("scratch") / "a_b.csv"


def test_the_model_is_named_after_the_last_underscore() -> None:
    """As upstream's scripts take it; a name that ends there tells none."""
    assert model_named(Path("x_y/eval_results_NER_1_context_1_oriINS_MMedS-Llama 3.csv")) == "MMedS-Llama 3"
    assert model_named(Path("results.csv")) == "results"
    assert model_named(Path("results_.csv")) is None


def test_the_published_file_is_read_whole(shared_data: Path) -> None:
    """Every row, and every cell as it stands in the file."""
    (example,) = shared_data.glob("eval_results_*.csv")
    with example.open(encoding="utf-8", newline="") as file:
        cells = list(csv.reader(file))[1:]
    with open_results_csv(example) as results:
        assert results.model == "MMedS-Llama 3"
        assert [
            (one.task_id, one.inputs[0], one.reference, one.output)
            for one in results.rows
            if isinstance(one, ForeignRow)
        ] == [tuple(line) for line in cells]
        assert results.bytes_read() == example.stat().st_size


def test_every_scoring_case_is_read(shared_data: Path) -> None:
    """As many rows as the cases have, and none is reported."""
    tables = sorted((shared_data / "scoring_cases").glob("*.csv"))
    assert len(tables) > 12
    for table in tables:
        with table.open(encoding="utf-8", newline="") as file:
            expected = sum(1 for cells in csv.reader(file) if cells) - 1
        rows = read(table)
        assert len(rows) == expected
        assert all(isinstance(one, ForeignRow) for one in rows)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_columns_stand_in_any_order_among_others(path: Path, ending: str, mark: bytes) -> None:
    """With a byte order mark or without, whatever ends the lines, with or without an end of the last."""
    text = ending.join([",output,GT,score,Input,task_id", '0,out,"g,t",1,"a\nb",task1', "1,o2,g2,,i2,task2"])
    for last in ("", ending, ending * 3):
        assert read(path, mark + (text + last).encode()) == [
            row(0, "task1", "a\nb", "g,t", "out"),
            row(1, "task2", "i2", "g2", "o2"),
        ]


def test_cells_are_kept_byte_for_byte(path: Path) -> None:
    """Spaces, quotes inside, NUL, line endings inside quotes, what looks like a formula."""
    data = HEAD + 'task1, a ,"x ""y"" z","l1\r\nl2\x00\n\r"\r\ntask1,a"b",=1+1,ｘ\u00a0\r\n'.encode()
    assert read(path, data) == [
        row(0, "task1", " a ", 'x "y" z', "l1\r\nl2\x00\n\r"),
        row(1, "task1", 'a"b"', "=1+1", "ｘ\u00a0"),
    ]


def test_bad_rows_are_reported_and_the_rest_goes_on(path: Path) -> None:
    """Too few cells, too many, bytes that are not UTF-8: each with its place, field and reason."""
    data = HEAD + b"task1,a,b\r\ntask1,a,b,c,d\r\n\r\ntask1,a,\xe9t\xe9,c\r\ntask1,a,b,c\r\ntask1\r\n"
    assert read(path, data) == [
        Reported(0, "output", "is missing: the row has 3 cells, not 4"),
        Reported(1, None, "has 5 cells, not 4"),
        Reported(2, "GT", "is not UTF-8 text (byte 0xE9)"),
        row(3, "task1", "a", "b", "c"),
        Reported(4, "input", "is missing: the row has 1 cells, not 4"),
    ]


def test_a_cut_off_file_loses_its_last_row_only(path: Path) -> None:
    """A quote that was never closed swallows what follows; that row is named."""
    good, cut = read(path, HEAD + b'task1,a,b,c\r\ntask1,"a\r\nb,c,d\r\n')
    assert good == row(0, "task1", "a", "b", "c")
    assert isinstance(cut, Reported)
    assert cut.index == 1
    assert "cut off" in cut.reason
    # A last cell that is closed, without an end of line, is whole.
    assert read(path, HEAD + b'task1,a,b,"c"') == [good]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no column “task_id”"),
        (b"task_id,input,output\r\n", "no column “GT”"),
        (b"task_id,input,GT,output,GT\r\n", "“GT” stands in it 2 times"),
        (b"\xff\xfet\x00", "UTF-16"),
        (b"version https://git-lfs.github.com/spec/v1\n", "git lfs pull"),
        (b"\xe9,input\r\n", "no column “task_id”"),
    ],
)
def test_what_is_no_table_of_answers_is_refused(path: Path, data: bytes, words: str) -> None:
    """The error names the file and the column."""
    with pytest.raises(FormatError, match=r"Model X\.csv") as caught:
        read(path, data)
    assert words in caught.value.reason


def test_huge_cells_are_read_and_endless_ones_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some prompts take megabytes; what is longer than can be is an error that knows the line."""
    huge = "x" * 3_000_000
    assert read(path, HEAD + f'task1,"{huge}\n{huge}",b,c\r\n'.encode()) == [
        row(0, "task1", f"{huge}\n{huge}", "b", "c")
    ]
    monkeypatch.setattr(results_csv, "LONGEST_FIELD", 1000)
    with pytest.raises(FormatError, match="longer than 1,000") as caught:
        read(path)
    assert caught.value.line == 2
    with pytest.raises(FormatError, match="not valid CSV"):
        read(path, HEAD + b'task1,"' + b"x\n" * 2000 + b'",b,c\r\n')


texts = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\r\n\",;'=\x00\ufeff糖"), max_size=12
)


@given(st.lists(st.tuples(texts, texts, texts, texts), max_size=4))
def test_what_our_writer_writes_is_read_equal(scratch: Path, made: list[tuple[str, str, str, str]]) -> None:
    """Any text in any cell."""
    write(scratch, [LeaderboardRow(*cells) for cells in made])
    assert read(scratch) == [row(index, *cells) for index, cells in enumerate(made)]


@given(st.binary(max_size=80))
def test_any_bytes_are_read_reported_or_refused(scratch: Path, data: bytes) -> None:
    """Hostile files end in rows numbered from 0, or in FormatError."""
    with contextlib.suppress(FormatError):
        rows = read(scratch, HEAD + data)
        assert [one.index for one in rows] == list(range(len(rows)))
    with contextlib.suppress(FormatError):
        read(scratch, data)


def test_columns_are_told_as_they_stand(tmp_path: Path) -> None:
    """In the file's order and spelling, further ones too, without the mark."""
    file = tmp_path / "a_b.csv"
    file.write_bytes("\ufefftask_id,gt,Input,output,more\r\n".encode())
    with open_results_csv(file) as results:
        assert results.columns == ("task_id", "gt", "Input", "output", "more")
