"""Whatever file of results somebody has: a table, or the log of another evaluation program."""

from contextlib import AbstractContextManager
from pathlib import Path

from workbench.formats.files import open_file
from workbench.formats.inspect_log import open_inspect_json, open_inspect_zip
from workbench.formats.json_stream import without_mark
from workbench.formats.lm_eval_log import open_lm_eval_log
from workbench.formats.results import Results
from workbench.formats.results_csv import open_results_csv

__all__ = ["Results", "open_results"]

_ZIP = b"PK\x03\x04"
_LOOKED_AT = 1024


def open_results(path: Path) -> AbstractContextManager[Results]:
    """Open the file at `path` as what its first bytes and its name say that it is.

    Raises:
        FormatError: it cannot be read, here or when it is entered.
    """
    with open_file(path) as file:
        start = file.read(_LOOKED_AT)
    if start.startswith(_ZIP) or path.suffix == ".eval":
        return open_inspect_zip(path)
    if path.suffix in (".jsonl", ".ndjson"):
        return open_lm_eval_log(path)
    # No table begins like this: its first line names columns.
    if path.suffix == ".json" or without_mark(start).lstrip().startswith(b"{"):
        return open_inspect_json(path)
    return open_results_csv(path)
