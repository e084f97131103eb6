"""Sheets as CSV files in a folder: UTF-8, RFC 4180, nothing that a spreadsheet would take for a formula."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from workbench.domain.reports import Sheet
from workbench.formats.board_csv import guarded


def text(sheet: Sheet) -> str:
    """One sheet. No value is an empty cell; text that would be a formula begins with an apostrophe."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([guarded(column.name) for column in sheet.columns])
    for row in sheet.rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return file.getvalue()


def write(folder: Path, sheets: Sequence[Sheet]) -> tuple[Path, ...]:
    """Write each sheet to a file of its name in `folder`, which is made; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for sheet in sheets:
        file = folder / f"{sheet.name}.csv"
        # A spreadsheet takes UTF-8 for something else without the mark.
        file.write_text(text(sheet), encoding="utf-8-sig", newline="")
        files.append(file)
    return tuple(files)
