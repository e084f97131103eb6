"""Published results as a CSV file: one number a row, as it is printed, with where it was published.

Columns: category, dataset, task_id, metric, model, value, source. "NA" or "-" as a value says that the
source has no number there. A row without a task is the mean of its category.
"""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.errors import FormatError
from workbench.domain.published import Published

COLUMNS = ("category", "dataset", "task_id", "metric", "model", "value", "source")

_NUMBER = re.compile(r"\d{1,3}(\.\d{1,12})?")
_TASK = re.compile(r"task\d+(-\d+)?")
_NONE = {"NA", "N/A", "-", "–", "—"}
_LONGEST = 1000
"""Characters of a name: whatever is longer is not one."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A row that could not be used."""

    row: int
    """From 1, the line of the columns' names not counted."""
    field: str
    """The column; empty when it is about the whole row."""
    reason: str


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """What was read from a file."""

    numbers: tuple[Published, ...]
    reported: tuple[Reported, ...]

    @property
    def rows_in(self) -> int:
        """Rows of the file; every one is either a number or reported."""
        return len(self.numbers) + len(self.reported)


def read(path: Path) -> PublishedFile:
    """The numbers in the file at `path`; broken rows are reported and the others kept.

    Raises:
        FormatError: the file is not such a file at all.
    """
    numbers: list[Published] = []
    reported: list[Reported] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            places = _places(path, next(reader, []))
            for row, cells in enumerate((cells for cells in reader if cells), 1):
                read_row = _row(row, cells, places)
                if isinstance(read_row, Reported):
                    reported.append(read_row)
                else:
                    numbers.append(read_row)
    except UnicodeDecodeError:
        raise FormatError(path, "it is not UTF-8 text; save it as UTF-8") from None
    except csv.Error as error:
        raise FormatError(path, f"not valid CSV: {error}", reader.line_num) from None
    except OSError as error:
        raise FormatError(path, f"it cannot be read: {error.strerror}") from None
    return PublishedFile(tuple(numbers), tuple(reported))


def _places(path: Path, names: list[str]) -> dict[str, int]:
    """Where each column stands: their order is free, and further ones are passed over."""
    found = {name.strip().casefold(): place for place, name in reversed(list(enumerate(names)))}
    missing = [name for name in COLUMNS if name not in found]
    if missing:
        raise FormatError(path, f"there is no column {missing[0]}; needed are {','.join(COLUMNS)}", 1)
    return {name: found[name] for name in COLUMNS}


def _row(row: int, cells: list[str], places: dict[str, int]) -> Published | Reported:
    """The number in a row, or what is wrong with it."""
    if len(cells) <= max(places.values()):
        return Reported(row, "", f"it has {len(cells)} cells, too few")
    texts = {name: cells[place].strip() for name, place in places.items()}
    for name in ("category", "dataset", "metric", "model", "source"):
        if not texts[name]:
            return Reported(row, name, "it is empty")
        if len(texts[name]) > _LONGEST:
            return Reported(row, name, f"it has {len(texts[name])} characters, too many for a name")
    if texts["task_id"] and not _TASK.fullmatch(texts["task_id"]):
        return Reported(row, "task_id", f"“{texts['task_id'][:40]}” is no task's id, such as task57")
    stated = None if texts["value"].upper() in _NONE else texts["value"]
    if stated is not None and not (_NUMBER.fullmatch(stated) and float(stated) <= 100):
        return Reported(row, "value", f"“{stated[:40]}” is neither a percentage from 0 to 100 nor NA")
    return Published(
        texts["category"],
        texts["dataset"],
        texts["task_id"] or None,
        texts["metric"],
        texts["model"],
        stated,
        texts["source"],
    )
