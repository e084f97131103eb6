"""Studies and what raters handed over stay in the project byte for byte."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.formats.studies import study
from workbench.domain.errors import UnknownNameError, WorkbenchError
from workbench.store.project import Project
from workbench.store.studies import StudySummary

STUDY = study()


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty project."""
    with Project.create(tmp_path / "a.medswb") as opened:
        yield opened


def test_files_come_back_byte_for_byte(project: Project) -> None:
    """In the next session too; a study may come without its key."""
    other = replace(STUDY, id="other", title="half \ud83d")
    assert project.studies.add(STUDY, b"file\0\xff", b"key\xff")
    assert project.studies.add(other, b"second")
    with Project(project.path) as again:
        assert again.studies.file(STUDY.id) == b"file\0\xff"
        assert again.studies.key_file(STUDY.id) == b"key\xff"
        assert again.studies.key_file("other") is None
        assert again.studies.summaries() == (
            StudySummary("other", "half \ud83d", 1, STUDY.created, False, 0, 0),
            StudySummary(STUDY.id, STUDY.title, 1, STUDY.created, True, 0, 0),
        )


def test_the_same_study_is_kept_once_and_another_never_in_its_place(project: Project) -> None:
    """What was sent to raters cannot change behind them."""
    assert project.studies.add(STUDY, b"file")
    assert not project.studies.add(STUDY, b"file")
    with pytest.raises(WorkbenchError, match="another study under the id"):
        project.studies.add(STUDY, b"changed")
    assert project.studies.file(STUDY.id) == b"file"


def test_the_newest_hand_over_of_a_rater_is_kept(project: Project) -> None:
    """In the place of the one before; others' are not touched."""
    project.studies.add(STUDY, b"file")
    project.studies.keep(STUDY.id, "r1", 2, "aa", b"first")
    project.studies.keep(STUDY.id, "r2", 9, "cc", b"other")
    project.studies.keep(STUDY.id, "r1", 3, "bb", b"second")
    assert [(one.rater, one.events, one.last_event) for one in project.studies.handed(STUDY.id)] == [
        ("r1", 3, "bb"),
        ("r2", 9, "cc"),
    ]
    assert project.studies.handed_file(STUDY.id, "r1") == b"second"
    assert project.studies.handed_file(STUDY.id, "r9") is None
    assert list(project.studies.handed_files(STUDY.id)) == [("r1", b"second"), ("r2", b"other")]
    (summary,) = project.studies.summaries()
    assert (summary.raters, summary.events) == (2, 12)


def test_a_study_goes_with_all_that_was_handed_over(project: Project) -> None:
    """And is unknown then."""
    project.studies.add(STUDY, b"file")
    project.studies.keep(STUDY.id, "r1", 2, "aa", b"first")
    project.studies.delete(STUDY.id)
    assert project.studies.summaries() == ()
    project.studies.add(STUDY, b"file")
    assert project.studies.handed(STUDY.id) == ()
    for ask in (project.studies.file, project.studies.handed, project.studies.delete):
        with pytest.raises(UnknownNameError, match=f"There are: {STUDY.id}"):
            ask("none")


def test_what_was_done_with_a_study_is_noted_in_order(project: Project) -> None:
    """For that study alone; nothing is taken back."""
    project.studies.add(STUDY, b"file")
    project.studies.add(replace(STUDY, id="other"), b"second")
    project.studies.note(STUDY.id, "first")
    project.studies.note(STUDY.id, "second")
    notes = project.studies.notes(STUDY.id)
    assert [one.what for one in notes] == ["first", "second"]
    assert all(one.utc.endswith("+00:00") for one in notes)
    assert project.studies.notes("other") == ()
    with pytest.raises(UnknownNameError):
        project.studies.note("none", "third")
