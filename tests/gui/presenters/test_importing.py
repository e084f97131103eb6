"""Imports, their progress and their report."""

from collections.abc import Generator, Sequence
from itertools import count
from pathlib import Path

import pytest

from tests.fakes import HeldJobs
from workbench.domain.errors import ProjectError
from workbench.gui.presenters.importing import Importing, ImportReport
from workbench.gui.presenters.strip import Strip
from workbench.library.operations import FileImported, ImportProgress

FILE = Path("task57_clinic_en.json")


def work(_sources: Sequence[Path]) -> Generator[ImportProgress | FileImported]:
    """An import of one large and one refused file."""
    yield ImportProgress(FILE, 2000, 20_000_000, 100_000_000)
    yield FileImported(FILE, "task57", 5000, 5000)
    yield FileImported(Path("notes.json"), None, refused="line 3: not JSON")
    yield ImportProgress(FILE, 0, 100_000_000, 100_000_000, indexing=True)


class Desk:
    """An `Importing` and what it showed."""

    def __init__(self) -> None:
        self.jobs = HeldJobs()
        self.strip = Strip()
        self.shown: list[tuple[ImportReport, bool]] = []
        clock = count(0.0, 2.0)
        self.importing = Importing(
            work,
            self.jobs,
            self.strip,
            lambda report, on: self.shown.append((report, on)),
            lambda: next(clock),
        )
        self.importing.start([FILE])

    def _show(self, report: ImportReport, going_on: bool) -> None:
        self.shown.append((report, going_on))


def test_progress_says_how_far_how_fast_and_how_long_still() -> None:
    """Bytes done, bytes a second, seconds left, and the file it is at."""
    desk = Desk()
    desk.jobs.last.step()
    (entry,) = desk.strip.state.entries
    assert (entry.title, entry.note) == (f"Import {FILE.name}", FILE.name)
    assert (entry.progress_text, entry.pace) == ("20.0 MB of 100 MB", "10.0 MB/s")
    assert (entry.fraction, entry.left_text) == (0.2, "8 s left")
    desk.jobs.last.step(3)
    assert desk.strip.state.entries[0].note == "making the text searchable"
    desk.jobs.last.step()
    assert desk.strip.state.entries == ()
    assert not desk.importing.busy


def test_a_refused_file_is_in_the_report() -> None:
    """With its reason, and counted by itself: it has no rows."""
    desk = Desk()
    desk.jobs.last.step(5)
    report, on = desk.shown[-1]
    assert not on
    assert report.heading == "2 files: 5,000 rows in = 5,000 kept + 0 reported · 1 file refused"
    assert report.reported[0].reason == "line 3: not JSON"
    assert not report.clean


def test_one_import_at_a_time() -> None:
    """A second one is not begun while the first goes on, and nothing is not imported."""
    desk = Desk()
    desk.importing.start([Path("other.json")])
    assert len(desk.jobs.started) == 1
    desk.jobs.end()
    desk.importing.start([])
    assert len(desk.jobs.started) == 1
    desk.importing.start([Path("a.json"), Path("b.json")])
    assert desk.strip.state.entries[0].title == "Import 2 files"


def test_an_import_can_be_stopped() -> None:
    """The strip's stop reaches the job; what is done is reported."""
    desk = Desk()
    desk.jobs.last.step(2)
    desk.strip.stop(1)
    assert desk.jobs.last.cancelled
    desk.jobs.end()
    assert desk.shown[-1][0].rows_kept == 5000


def test_what_stopped_an_import_is_said() -> None:
    """An error a person can act on stands in the report; a bug is raised."""
    desk = Desk()
    desk.jobs.end(ProjectError("The disk is full."))
    report = desk.shown[-1][0]
    assert report.as_text.splitlines()[1] == "The disk is full."
    assert not report.clean
    desk.importing.start([FILE])
    with pytest.raises(KeyError):
        desk.jobs.end(KeyError())
