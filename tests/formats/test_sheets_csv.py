"""Files of data open in a spreadsheet and run nothing there."""

import csv
from pathlib import Path

from workbench.domain.reports import Sheet, SheetColumn
from workbench.formats.sheets_csv import text, write

SHEET = Sheet(
    "spans",
    "Errors",
    (SheetColumn("quote", "Text"), SheetColumn("start", "Where")),
    (("=1+1", -1), ("+a", None), ("-b", 2), ("@c", 0.5), ('say "x",\ny', 3), ("药", 4)),
)


def test_formulas_are_text() -> None:
    """Numbers below 0 stay numbers, no value is an empty cell."""
    rows = list(csv.reader(text(SHEET).splitlines(keepends=True)))
    assert rows[0] == ["quote", "start"]
    assert rows[1:5] == [["'=1+1", "-1"], ["'+a", ""], ["'-b", "2"], ["'@c", "0.5"]]
    assert rows[5] == ['say "x",\ny', "3"]


def test_each_sheet_is_a_file(tmp_path: Path) -> None:
    """In UTF-8 that a spreadsheet takes for it."""
    (file,) = write(tmp_path / "data", (SHEET,))
    assert file.name == "spans.csv"
    assert file.read_bytes().startswith(b"\xef\xbb\xbfquote,start\r\n")
    assert "药" in file.read_text("utf-8-sig")
