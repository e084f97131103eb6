"""The leaderboard's file: what a model was asked, what the data says, what the model answered.

Upstream's evaluation writes it with Python's `csv` as it comes, and upstream's scripts read it with
pandas: commas, quotes where needed and doubled inside, lines ending in CR LF, UTF-8.
"""

import csv
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.errors import FormatError

COLUMNS = ("task_id", "input", "GT", "output")
"""In this order: upstream's scripts read them by place."""

# The module's own limit of 131,072 characters is shorter than some prompts with three shots.
LONGEST_FIELD = 1 << 26
"""Characters a cell may have."""
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')


@dataclass(frozen=True, slots=True)
class LeaderboardRow:
    """One answer."""

    task_id: str
    input: str
    """The whole prompt, control tokens spelled out, as upstream has it."""
    reference: str
    """Upstream's GT: the first of the references."""
    output: str


def file_name(task: str, model: str, *, shots: int) -> str:
    """The name upstream's evaluation gives the file, such as "eval_results_NER_1_context_1_oriINS_x.csv".

    `task` is the benchmark's folder or a task's id. The first 1 says that shots were shown, the second
    that the original definition was used. Upstream's scripts take the model's name from behind the
    last "_", so underscores in it become "-".
    """
    model = model.replace("_", "-")
    name = f"eval_results_{task}_{int(shots > 0)}_context_1_oriINS_{model}"
    return _FORBIDDEN.sub("-", name) + ".csv"


def write(path: Path, rows: Iterable[LeaderboardRow]) -> int:
    """Write `rows` to `path`, whole or not at all; returns how many there were.

    Raises:
        FormatError: the file cannot be written, or a text holds a lone surrogate.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    count = 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("x", encoding="utf-8", newline="") as file:
                # Cells that begin with = + - @ stay as they are: this file is for upstream's scripts,
                # not for a spreadsheet, and a guard would change answers that are to be scored.
                writer = csv.writer(file)
                writer.writerow(COLUMNS)
                for row in rows:
                    writer.writerow((row.task_id, row.input, row.reference, row.output))
                    count += 1
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except UnicodeEncodeError:
        raise FormatError(path, "a text holds half of a surrogate pair, which is no character") from None
    except OSError as error:
        raise FormatError(path, f"it cannot be written: {error.strerror}") from None
    return count


def read(path: Path) -> Iterator[LeaderboardRow]:
    """The rows of the file at `path`, one by one, with empty cells as empty text.

    Raises:
        FormatError: the file is not such a file; knows the line where the bad row ends.
    """
    csv.field_size_limit(LONGEST_FIELD)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            if tuple(next(reader, ())) != COLUMNS:
                raise FormatError(path, f"its first line is not {','.join(COLUMNS)}", 1)
            for cells in reader:
                if len(cells) != len(COLUMNS):
                    raise FormatError(
                        path, f"the row has {len(cells)} cells, not {len(COLUMNS)}", reader.line_num
                    )
                yield LeaderboardRow(*cells)
    except UnicodeDecodeError:
        raise FormatError(path, "it is not UTF-8 text; save it as UTF-8") from None
    except csv.Error as error:
        raise FormatError(path, f"not valid CSV: {error}", reader.line_num) from None
    except OSError as error:
        raise FormatError(path, f"it cannot be read: {error.strerror}") from None
