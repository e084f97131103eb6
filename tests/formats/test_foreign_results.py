"""A file of results is told by its beginning and its name."""

import json
import zipfile
from pathlib import Path

import pytest

from workbench.domain.errors import FormatError
from workbench.domain.foreign import ForeignRow
from workbench.formats.foreign_results import open_results

SAMPLE = {"input": "a", "target": "b", "output": {"completion": "c"}}
LINE = {"doc_id": 1, "doc": {"input": "a"}, "target": "b", "resps": [["c"]], "arguments": []}


def test_each_kind_is_told(tmp_path: Path) -> None:
    """The same answer in five files, two of them without the ending that they should have."""
    (tmp_path / "x.csv").write_text("task_id,input,GT,output\n,a,b,c\n")
    (tmp_path / "x.jsonl").write_text(json.dumps(LINE))
    for name in ("x.json", "x.log"):
        (tmp_path / name).write_text("\ufeff" * (name == "x.log") + json.dumps({"samples": [SAMPLE]}))
    for name in ("x.eval", "y.log"):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("samples/1.json", json.dumps(SAMPLE))
    for path in sorted(tmp_path.glob("*.*")):
        with open_results(path) as results:
            (row,) = results.rows
        assert isinstance(row, ForeignRow)
        assert (row.inputs, row.reference, row.output) == (("a",), "b", "c"), path


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    """Before anything is opened as anything."""
    with pytest.raises(FormatError, match="cannot be read"):
        open_results(tmp_path / "none.csv")
