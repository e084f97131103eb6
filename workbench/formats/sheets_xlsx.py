"""Sheets as one Excel workbook: texts are texts whatever they begin with, numbers numbers, nothing empty.

Office Open XML, ECMA-376, written by XlsxWriter. What a text begins with needs no guard here, because a cell
says that it is a text.
"""

import io
import unicodedata
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import xlsxwriter

from workbench.domain.errors import FormatError
from workbench.domain.reports import Sheet
from workbench.formats.files import write_whole

MOST_ROWS = 1_048_575
"""Rows of a worksheet below its heading."""
LONGEST_TEXT = 32_767
"""UTF-16 units that Excel keeps of a cell."""
CUT = " […the whole text is in the CSV files]"
"""What a longer text ends with."""

_LARGEST = 9.99e307
"""About the largest number of a cell; a workbook with a larger one is damaged to Excel."""
_NARROWEST, _WIDEST = 8, 60
_LOOKED_AT = 200
"""Rows that decide how wide a column is."""


def write(file: Path, sheets: Sequence[Sheet]) -> None:
    """Write the sheets to `file`, each with its heading frozen and a filter on it.

    Raises:
        FormatError: a sheet has more rows than Excel takes.
    """
    for sheet in sheets:
        if len(sheet.rows) > MOST_ROWS:
            raise FormatError(
                file, f"{sheet.name} has {len(sheet.rows):,} rows, more than Excel takes; use CSV"
            )
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        plain = book.add_format({"valign": "top"})
        for sheet in sheets:
            _fill(book.add_worksheet(sheet.name), sheet, heading, plain)
    write_whole(file, made.getvalue())


def _fill(page: Any, sheet: Sheet, heading: Any, plain: Any) -> None:
    """Put a sheet's heading and rows onto a worksheet."""
    for place, column in enumerate(sheet.columns):
        _put(page, (0, place), column.name, heading)
        page.set_column(place, place, _width(sheet, place), plain)
    for number, row in enumerate(sheet.rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, float | int) and abs(cell) <= _LARGEST:
                page.write_number(number, place, cell, plain)
            elif cell is not None:
                _put(page, (number, place), str(cell), plain)
    page.freeze_panes(1, 0)
    if sheet.columns:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _put(page: Any, at: tuple[int, int], text: str, look: Any) -> None:
    """Write a text; an empty one leaves the cell empty."""
    text = shortened(text)
    if text.startswith("<r>") and text.endswith("</r>"):
        # WORKAROUND XlsxWriter 3.3.1 takes such a text for XML of its own and writes it as it is.
        page.write_rich_string(*at, text[:1], look, text[1:], look)
    elif text:
        page.write_string(*at, text, look)


def shortened(text: str) -> str:
    """The text, or as much of it as fits into a cell, and that it is not the whole."""
    if len(text) <= LONGEST_TEXT // 2 or len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT:
        return text
    kept = text.encode("utf-16-le")[: 2 * (LONGEST_TEXT - len(CUT))]
    # Half of a surrogate pair at the end is no character.
    return kept.decode("utf-16-le", "ignore") + CUT


def _width(sheet: Sheet, place: int) -> int:
    """Characters that a column is wide: as its first rows need, within limits."""
    told = (str(row[place]) for row in islice(sheet.rows, _LOOKED_AT) if row[place] is not None)
    widest = max(map(_wide, (sheet.columns[place].name, *told)))
    return min(max(_NARROWEST, widest + 2), _WIDEST)


def _wide(text: str) -> int:
    """How many Latin characters the text's longest line takes."""
    lines = text.splitlines() or [""]
    return max(
        sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line[:_WIDEST]) for line in lines
    )
