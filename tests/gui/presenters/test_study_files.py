"""Files in and out of a study."""

from pathlib import Path

import pytest

from tests.fakes import HeldJobs, InlineJobs
from tests.gui.invented_study import STUDY, DoingStudies
from workbench.domain.errors import WorkbenchError
from workbench.gui.presenters.strip import Strip
from workbench.gui.presenters.study_page import StudyPagePresenter
from workbench.gui.presenters.study_values import StudyExport
from workbench.store.changes import Changes


def made(doing: DoingStudies, changes: list[Changes] | None = None) -> StudyPagePresenter:
    """The page of the study, open."""
    page = StudyPagePresenter(
        doing.operations, InlineJobs(), Strip(), (changes if changes is not None else []).append
    )
    page.open(STUDY.id)
    return page


def test_ratings_come_in_and_it_is_told() -> None:
    """Rows in = rows out, and what became of each file; other screens read again."""
    doing, changes = DoingStudies(rated=False), list[Changes]()
    page = made(doing, changes)
    assert not page.state.has_ratings
    page.files.import_ratings([Path("r01.medratings"), Path("letter.docx")])
    assert page.state.told.startswith("144 ratings in = 144 kept + 0 left out")
    assert [(one.name, one.outcome) for one in page.state.files] == [
        ("r01.medratings", "new"),
        ("letter.docx", "refused"),
    ]
    assert page.state.has_ratings
    assert changes == [Changes.STUDIES]
    page.files.import_ratings([])
    assert [asked[0] for asked in doing.asked].count("import") == 1


def test_files_for_raters_and_the_key() -> None:
    """Where the person says."""
    doing = DoingStudies()
    page = made(doing)
    page.files.export_raters(Path("out"))
    assert page.state.told == "raters written to out."
    page.files.export_key(Path("a.medkey"))
    assert doing.asked[-2:] == [("raters", STUDY.id, Path("out")), ("key", STUDY.id, Path("a.medkey"))]


def test_no_report_while_blinded() -> None:
    """After unblinding it is written, and so is what others take; the results are computed once."""
    doing = DoingStudies()
    page = made(doing)
    page.files.report(Path("report"))
    page.files.export(StudyExport.BATTLES, Path("b.json"))
    assert not {"report", "export", "arms"} & {asked[0] for asked in doing.asked}
    page.files.unblind()
    page.files.unblind()
    page.files.report(Path("report"))
    assert page.state.told == "report written to report."
    page.files.export(StudyExport.BATTLES, Path("b.json"))
    assert page.state.told == "40 in = 40 in b.json + 0 left out."
    kinds = [asked[0] for asked in doing.asked]
    assert (kinds.count("unblind"), kinds.count("arms")) == (1, 1)


def test_what_fails_is_told_and_a_bug_is_raised() -> None:
    """The strip's entry goes either way; with no study open nothing is done."""
    jobs, strip = HeldJobs(), Strip()
    page = StudyPagePresenter(DoingStudies().operations, jobs, strip, lambda _changes: None)
    for write in (page.files.export_raters, page.files.export_key, page.files.report):
        write(Path("x"))
    page.files.unblind()
    assert jobs.started == []
    page.files.import_ratings([Path("a")])
    jobs.end(WorkbenchError("The project is locked."))
    assert page.state.message == "The project is locked."
    page.files.import_ratings([Path("a")])
    with pytest.raises(ZeroDivisionError):
        jobs.end(ZeroDivisionError())
    assert strip.state.entries == ()
