"""Published results are read row by row, and a broken row is named, not lost."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.errors import FormatError
from workbench.domain.published import Published
from workbench.formats.published_csv import Reported, read

HEAD = "category,dataset,task_id,metric,model,value,source\n"


def written(folder: Path, text: str) -> Path:
    """A file with the given text."""
    file = folder / "results.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_rows_become_numbers(tmp_path: Path) -> None:
    """As printed; NA and "-" are no number; a row without a task is a mean."""
    found = read(
        written(
            tmp_path,
            HEAD + 'NER,BC4Chem,task125,F1,M,90.70,"A, B"\nNER,Avg,,F1,M,NA,A\n\nNER,CT,task83-88,F1,M,-,A\n',
        )
    )
    assert found.numbers == (
        Published("NER", "BC4Chem", "task125", "F1", "M", "90.70", "A, B"),
        Published("NER", "Avg", None, "F1", "M", None, "A"),
        Published("NER", "CT", "task83-88", "F1", "M", None, "A"),
    )
    assert (found.rows_in, found.reported) == (3, ())


def test_broken_rows_are_reported_and_the_others_kept(tmp_path: Path) -> None:
    """Each with its row and its field."""
    rows = [
        "NER,BC4Chem,task125,F1,M,101,A",
        "NER,BC4Chem,task125,F1,M,90,7,A",
        "NER,BC4Chem,task125,F1,M,nan,A",
        "NER,BC4Chem,task125,F1,M,,A",
        "NER,BC4Chem,125,F1,M,90,A",
        "NER,BC4Chem,task125,F1,,90,A",
        f"NER,BC4Chem,task125,F1,{'M' * 1001},90,A",
        "NER,BC4Chem",
        "NER,BC4Chem,task125,F1,M,90,A",
    ]
    found = read(written(tmp_path, HEAD + "\n".join(rows)))
    assert [(one.row, one.field) for one in found.reported] == [
        *((1, "value"), (3, "value"), (4, "value"), (5, "task_id"), (6, "model"), (7, "model"), (8, "")),
    ]
    assert len(found.numbers) == 2
    assert found.rows_in == len(rows)


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    """Further columns are passed over, a BOM too."""
    found = read(
        written(tmp_path, "\ufeffvalue,model,metric,task_id,dataset,category,source,x\n1,M,F1,,Avg,NER,A,y\n")
    )
    assert found.numbers == (Published("NER", "Avg", None, "F1", "M", "1", "A"),)


@pytest.mark.parametrize("text", ["", "a,b\n", HEAD.replace(",source", ""), HEAD + '"a'])
def test_other_files_are_refused(tmp_path: Path, text: str) -> None:
    """With the reason."""
    with pytest.raises(FormatError):
        read(written(tmp_path, text))


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    """Bytes that are not UTF-8, a folder."""
    file = tmp_path / "a.csv"
    file.write_bytes(HEAD.encode() + b"\xe9")
    with pytest.raises(FormatError, match="UTF-8"):
        read(file)
    with pytest.raises(FormatError, match="cannot be read"):
        read(tmp_path)


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Every row is a number or reported."""
    file = tmp_path_factory.mktemp("any") / "a.csv"
    file.write_text(HEAD + text, encoding="utf-8")
    with contextlib.suppress(FormatError):
        found = read(file)
        assert all(isinstance(one, Reported) for one in found.reported)


def test_every_published_number_is_read(shared_data: Path) -> None:
    """Rows in are rows out."""
    found = read(shared_data / "paper_results.csv")
    assert (len(found.numbers), found.reported) == (2847, ())
    assert sum(number.value is None for number in found.numbers) > 0
