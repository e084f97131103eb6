"""The leaderboard's file is upstream's, byte for byte, and is read back equal."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.errors import FormatError
from workbench.formats.leaderboard_csv import LeaderboardRow, file_name, read, write

texts = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\r\n\",;'=+-@\x00\ufeff糖"), max_size=12
)
rows = st.lists(st.builds(LeaderboardRow, texts, texts, texts, texts), max_size=4)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for files that every example writes anew."""
    return tmp_path_factory.mktemp("scratch")


@given(rows)
def test_any_rows_are_read_back_equal(scratch: Path, made: list[LeaderboardRow]) -> None:
    """Quotes, commas, line endings, formula signs: no cell is changed."""
    path = scratch / "a.csv"
    assert write(path, made) == len(made)
    assert list(read(path)) == made


def test_the_bytes_are_upstreams(shared_data: Path, tmp_path: Path) -> None:
    """The published example, read and written again, is the same file."""
    (example,) = shared_data.glob("eval_results_*.csv")
    made = list(read(example))
    assert len(made) >= 150
    assert write(tmp_path / "again.csv", made) == len(made)
    assert (tmp_path / "again.csv").read_bytes() == example.read_bytes()


def test_quotes_stand_only_where_needed(tmp_path: Path) -> None:
    """As pandas and `csv` write them; a lone CR is quoted, or readers would end the row there."""
    path = tmp_path / "a.csv"
    write(path, [LeaderboardRow("task1", 'a "b", c', "=1+1", "x\ry")])
    assert path.read_bytes() == b'task_id,input,GT,output\r\ntask1,"a ""b"", c",=1+1,"x\ry"\r\n'


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"", 1, "first line"),
        (b"a,b\r\n", 1, "first line"),
        (b"task_id,input,GT,output\r\ntask1,a\r\n", 2, "2 cells"),
        (b'task_id,input,GT,output\r\ntask1,"a\n\nb,c', 4, "not valid CSV"),
        (b"task_id,input,GT,output\r\ntask1,a,b,\xe9\r\n", None, "UTF-8"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, data: bytes, line: int | None, words: str) -> None:
    """The error names file, line and reason."""
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(FormatError) as caught:
        list(read(path))
    assert words in caught.value.reason
    assert caught.value.line == line
    with pytest.raises(FormatError, match="cannot be read"):
        list(read(tmp_path))


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(scratch: Path, data: bytes) -> None:
    """Hostile files end in rows or in FormatError."""
    path = scratch / "b.csv"
    path.write_bytes(b"task_id,input,GT,output\n" + data)
    with contextlib.suppress(FormatError):
        list(read(path))


def test_a_failed_write_leaves_the_older_file(tmp_path: Path) -> None:
    """A lone surrogate is refused, and nothing is left beside the file."""
    path = tmp_path / "a.csv"
    write(path, [])
    with pytest.raises(FormatError, match="surrogate"):
        write(path, [LeaderboardRow("task1", "\ud83d", "", "")])
    assert [entry.name for entry in tmp_path.glob("*.*")] == ["a.csv"]
    assert path.read_bytes() == b"task_id,input,GT,output\r\n"
    with pytest.raises(FormatError, match="cannot be written"):
        write(path / "b.csv", [])


def test_the_name_says_task_shots_and_model() -> None:
    """As upstream's evaluation names it; the model keeps no underscore and leads to no other folder."""
    assert file_name("Rationale", "MMedS-Llama 3", shots=3) == (
        "eval_results_Rationale_1_context_1_oriINS_MMedS-Llama 3.csv"
    )
    assert file_name("MCQA", "../a_b", shots=0) == "eval_results_MCQA_0_context_1_oriINS_..-a-b.csv"
