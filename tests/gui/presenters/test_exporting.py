"""Exports are driven through the Browse presenter; here only what it does not reach."""

from collections.abc import Generator, Sequence
from pathlib import Path

from tests.fakes import InlineJobs
from workbench.gui.presenters.exporting import Exporting
from workbench.gui.presenters.strip import Strip
from workbench.library.operations import FileExported


def test_rows_written_are_counted() -> None:
    """One row is one row, and the strip is empty afterwards."""

    def export(task_ids: Sequence[str], folder: Path, _profile: str) -> Generator[FileExported]:
        for task_id in task_ids:
            yield FileExported(folder / task_id, task_id, 1, 1)

    told: list[str] = []
    strip = Strip()
    Exporting(export, InlineJobs(), strip, told.append).start(["task1"], Path("out"), "readme")
    assert told == ["1 file written, 1 row in and out"]
    assert strip.state.entries == ()
