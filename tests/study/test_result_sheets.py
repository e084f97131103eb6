"""Files of data have a row for everything, and a description for every column."""

from dataclasses import replace

from tests.study.simulated import simulated
from workbench.domain.raters import Sitting
from workbench.domain.reports import Sheet
from workbench.study.result_sheets import codebook, long, presentations, sheets, wide


def _place(sheet: Sheet, name: str) -> list[int]:
    """Where the column of that name is; nowhere where there is none."""
    return [place for place, column in enumerate(sheet.columns) if column.name == name]


def test_long_has_every_question_that_was_asked() -> None:
    """49 presentations of 3 raters, 7 questions about 2 answers and one about both."""
    sheet = long(simulated())
    assert len(sheet.rows) == 3 * 49 * (2 * 7 + 1)
    names = [column.name for column in sheet.columns]
    value, missing = names.index("value"), names.index("missing")
    assert all((row[value] is None) == bool(row[missing]) for row in sheet.rows)


def test_wide_has_an_answer_a_row() -> None:
    """With the preference in both of an instance's rows, and the reason in brackets where there is none."""
    sheet = wide(simulated())
    assert len(sheet.rows) == 3 * 49 * 2
    names = [column.name for column in sheet.columns]
    preference, clarity = names.index("preference"), names.index("clarity")
    assert all(isinstance(row[preference], int) for row in sheet.rows)
    assert "(cannot judge)" in {row[clarity] for row in sheet.rows}


def test_presentations_have_their_state_and_time() -> None:
    """Also those that nobody rated."""
    found = simulated()
    sheet = presentations(replace(found, ratings=found.ratings[:-1]))
    assert len(sheet.rows) == 3 * 49
    names = [column.name for column in sheet.columns]
    rows = [dict(zip(names, row, strict=True)) for row in sheet.rows]
    first = rows[0]
    (last,) = (row for row in rows if row["state"] == "missing")
    assert (first["state"], first["flagged"], first["comment"]) == ("done", 0, "")
    assert 40 <= float(first["active_s"] or 0) <= 80
    assert last["active_s"] is None


def test_rows_fit_their_columns() -> None:
    """In every file, and raters are named by no code of the study."""
    for sheet in sheets(simulated()):
        assert {len(row) for row in sheet.rows} <= {len(sheet.columns)}, sheet.name
        told = {str(cell) for row in sheet.rows for cell in row}
        assert not [cell for cell in told if cell.startswith(("r01", "r02", "r03"))], sheet.name
        raters = [row[place] for place in _place(sheet, "rater") for row in sheet.rows if row[place]]
        if sheet.name != "agreement":
            assert raters == sorted(raters, key=str), sheet.name


def test_codebook_describes_every_column() -> None:
    """Once for each file."""
    made = sheets(simulated())
    rows = codebook(made).rows
    assert len(rows) == sum(len(sheet.columns) for sheet in made)
    assert all(row[2] for row in rows)
    assert rows[0][:2] == ("long.csv", "rater")
    assert codebook(made, "sheet", "").rows[0][:2] == ("long", "rater")


def test_sessions_are_of_anonymous_raters() -> None:
    """By the codes of the results."""
    sitting = Sitting("s", "2025-01-01T10:00:00Z", None, 61_000, 5_000, 1)
    found = simulated()
    (sheet,) = (one for one in sheets(found, {"r02": (sitting,)}) if one.name == "sessions")
    assert sheet.rows == ((found.names["r02"], 1, "2025-01-01T10:00:00Z", None, 61.0, 5.0, 1),)
