"""Files in and out of the Results screen."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes import HeldJobs, InlineJobs
from tests.gui.invented_results import Doing
from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.results_files import ResultsFiles
from workbench.gui.presenters.results_values import ExportKind
from workbench.gui.presenters.strip import Strip
from workbench.store.changes import Changes


def test_files_are_written_and_read_and_it_is_told() -> None:
    """After reading, the screens concerned read again; after writing, none does."""
    doing, told, changes = Doing(), list[str](), list[Changes]()
    files = ResultsFiles(doing.operations, InlineJobs(), Strip(), told.append, changes.append)
    files.export(ExportKind.HTML, Path("a.html"))
    assert changes == []
    files.add_published(Path("p.csv"))
    files.import_results([Path("r.csv")])
    files.import_results([Path("r.csv"), Path("s.csv")])
    files.import_results([])
    assert told == [
        "Written: a.html",
        "14 rows added",
        *["1,273 answers of 1,273 matched"] * 2,
    ]
    assert changes == [Changes.RUNS] * 3
    assert doing.asked[0] == ("export", ExportKind.HTML, Path("a.html"))


def test_the_strip_shows_what_goes_on() -> None:
    """Until it has ended."""
    jobs, strip = HeldJobs(), Strip()
    files = ResultsFiles(Doing().operations, jobs, strip, lambda _text: None, lambda _changes: None)
    files.import_results([Path("r.csv"), Path("s.csv")])
    assert [entry.title for entry in strip.state.entries] == ["Import 2 files"]
    jobs.last.step(2)
    assert strip.state.entries == ()


def test_what_fails_is_told_and_a_bug_is_raised() -> None:
    """Nobody reads again."""
    told: list[str] = []

    def refuse(_path: Path) -> str:
        raise WorkbenchError("p.csv, line 3: no such column")

    def broken(_path: Path) -> str:
        raise ZeroDivisionError

    operations = replace(Doing().operations, add_published=refuse)
    ResultsFiles(operations, InlineJobs(), Strip(), told.append, lambda _changes: None).add_published(
        Path("p.csv")
    )
    assert told == ["p.csv, line 3: no such column"]
    operations = replace(operations, add_published=broken)
    with pytest.raises(ZeroDivisionError):
        ResultsFiles(operations, InlineJobs(), Strip(), told.append, lambda _changes: None).add_published(
            Path("p")
        )
