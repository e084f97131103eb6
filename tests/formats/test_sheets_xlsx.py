"""A workbook holds every text and number as it was given, and runs nothing."""

import math
import re
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.domain.errors import FormatError
from workbench.domain.reports import Sheet, SheetColumn
from workbench.formats import sheets_xlsx
from workbench.formats.sheets_xlsx import CUT, LONGEST_TEXT, shortened, write

_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Cell = str | float | None

# XML and Excel have no lone surrogates, and neither has a project.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
CELLS = st.one_of(
    st.none(),
    TEXTS,
    st.sampled_from(
        ["=1+1", "+1", "-1", "@a", "\t=1", "http://a.b", "1", "<r><t>x</t></r>", "_x0041_", " a "]
    ),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
)


def _sheet(name: str, rows: list[tuple[Cell, ...]], columns: int = 2) -> Sheet:
    return Sheet(name, "", tuple(SheetColumn(f"c{place}", "") for place in range(columns)), tuple(rows))


def _read(data: bytes) -> tuple[list[str], list[dict[tuple[int, int], Cell]], str]:
    """Names of the sheets, their cells by row and column, and all of the XML."""
    with zipfile.ZipFile(BytesIO(data)) as book:
        every = {name: book.read(name).decode() for name in book.namelist() if name.endswith(".xml")}
    names = re.findall(r'<sheet name="([^"]*)"', every["xl/workbook.xml"])
    strings = [
        "".join(part.text or "" for part in one.iter(f"{_SPACE}t"))
        for one in ElementTree.fromstring(every.get("xl/sharedStrings.xml", "<sst/>"))
    ]
    pages = []
    for number in range(1, len(names) + 1):
        cells: dict[tuple[int, int], Cell] = {}
        for cell in ElementTree.fromstring(every[f"xl/worksheets/sheet{number}.xml"]).iter(f"{_SPACE}c"):
            value = cell.find(f"{_SPACE}v")
            place = re.fullmatch(r"([A-Z])(\d+)", cell.attrib["r"])
            assert place is not None
            if value is not None and value.text is not None:
                told = value.text
                found = _unescaped(strings[int(told)]) if cell.attrib.get("t") == "s" else float(told)
                cells[int(place[2]) - 1, ord(place[1]) - ord("A")] = found
        pages.append(cells)
    return names, pages, "".join(every.values())


def _unescaped(text: str) -> str:
    """What Excel shows for a text of the file: characters that XML lacks stand there by their numbers."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), max_size=6))
@example([(sys.float_info.max, -math.inf)])
def test_what_is_read_back_is_what_was_written(rows: list[tuple[Cell, ...]]) -> None:
    """Texts to the last character, numbers to 16 digits; nothing and the empty text leave a cell empty.

    A number beyond Excel's is written as a text.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder) / "a.xlsx"
        write(file, [_sheet("long", rows)])
        names, (cells,), xml = _read(file.read_bytes())
    assert names == ["long"]
    assert "<f>" not in xml
    assert "hyperlink" not in xml
    assert (cells.pop((0, 0)), cells.pop((0, 1))) == ("c0", "c1")
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            found = cells.pop((number, place), None)
            if isinstance(cell, str):
                assert found == (cell or None)
            elif cell is None:
                assert found is None
            elif abs(cell) >= 1e308:
                assert found == str(cell)
            else:
                assert found == pytest.approx(float(cell), rel=1e-15)
    assert not cells


def test_headings_are_frozen_and_filtered(tmp_path: Path) -> None:
    """On every sheet, in the order given; columns are as wide as what they hold."""
    file = tmp_path / "a.xlsx"
    write(file, [_sheet("long", [("a", 1)]), _sheet("wide", [("药" * 10, None)]), _sheet("none", [], 0)])
    names, _, xml = _read(file.read_bytes())
    assert names == ["long", "wide", "none"]
    assert xml.count('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>') == 3
    assert xml.count('<autoFilter ref="A1:B2"/>') == 2
    assert 'width="22.7' in xml


def test_a_long_text_is_cut_and_says_so(tmp_path: Path) -> None:
    """At what Excel keeps, counted as Excel counts; never in the middle of a character."""
    whole = "😀" * (LONGEST_TEXT // 2)
    assert shortened(whole) == whole
    cut = shortened("😀" * LONGEST_TEXT)
    assert cut.endswith("😀" + CUT)
    assert LONGEST_TEXT - 1 <= len(cut.encode("utf-16-le")) // 2 <= LONGEST_TEXT
    write(tmp_path / "a.xlsx", [_sheet("a", [("a" * 40_000, "b")])])
    _, (cells,), _ = _read((tmp_path / "a.xlsx").read_bytes())
    assert len(str(cells[1, 0])) == LONGEST_TEXT


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to do instead; what was there stays."""
    monkeypatch.setattr(sheets_xlsx, "MOST_ROWS", 2)
    file = tmp_path / "a.xlsx"
    file.write_text("before")
    with pytest.raises(FormatError, match="long has 3 rows, more than Excel takes; use CSV"):
        write(file, [_sheet("long", [("a", 1)] * 3)])
    assert file.read_text() == "before"
