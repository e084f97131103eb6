"""The report and what other programs take, as files."""

import json
from pathlib import Path

import pytest

from tests.gui.invented_study import STUDY, handed
from tests.study.simulated import simulated
from workbench.study.result_files import REPORT, ForOthers, write_for_others, write_report


def test_a_report_is_a_page_with_its_tables(tmp_path: Path) -> None:
    """In a folder that is made; what was written is told."""
    folder = tmp_path / "new" / "report"
    written = write_report(simulated(), handed(), folder, program="0.1", made="2026-11-25T10:00:00Z")
    assert set(written) == set(folder.iterdir())
    page = (folder / REPORT).read_text(encoding="utf-8")
    assert STUDY.title in page
    assert not list(folder.glob("*.part"))
    assert any("codebook" in path.name for path in written)


@pytest.mark.parametrize("kind", ForOthers)
def test_what_others_take(kind: ForOthers, tmp_path: Path) -> None:
    """Rows in are rows out and those left out; the file is what it says."""
    file = tmp_path / f"{kind.value}.json"
    written = write_for_others(simulated(), kind, file)
    text = file.read_text(encoding="utf-8")
    assert written.file == file
    assert written.rows > 0
    lines = text.splitlines() if kind in {ForOthers.PREFERENCES, ForOthers.RUBRICS} else [text]
    assert all(json.loads(line) for line in lines)
