"""Studies are built, sent out, rated by file and taken in again."""

from collections.abc import Generator, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.study.projects import MODELS, answered_project, decided, handing_over, order
from workbench.domain.errors import FormatError, UnknownNameError, WorkbenchError
from workbench.domain.studies import Study
from workbench.formats import ratings_bundle, study_key
from workbench.store.project import Project
from workbench.study.importing import FileTaken, Outcome
from workbench.study.operations import (
    RatingsImported,
    add_study,
    build_study,
    export_key,
    export_study,
    import_ratings,
    list_studies,
    open_key,
    open_study,
    study_coverage,
    study_ratings,
)
from workbench.study.preparing import Treatment


@pytest.fixture(name="path")
def path_fixture(tmp_path: Path) -> Path:
    """A project with two runs."""
    project, _ = answered_project(tmp_path / "a.medswb")
    project.close()
    return tmp_path / "a.medswb"


def built(path: Path, **changes: object) -> Study:
    """A study of the project's runs, in the project."""
    with Project(path) as project:
        runs = [run.id for run in reversed(project.runs.summaries())]
    return build_study(path, replace(order(runs), **changes)).study  # type: ignore[arg-type]


def imported(path: Path, files: Iterable[Path]) -> tuple[list[FileTaken], RatingsImported]:
    """What was told on the way, and the result."""
    steps: Generator[FileTaken, None, RatingsImported] = import_ratings(path, list(files))
    told = []
    while True:
        try:
            told.append(next(steps))
        except StopIteration as end:
            result: RatingsImported = end.value
            return told, result


def rated(folder: Path, sent: Path, rater: str, events: int = 3) -> Path:
    """The file of ratings that a rater makes of a study file."""
    opened = open_study(sent)
    given = handing_over(opened.study, opened.sha256, decided(opened.study, rater, events), rater)
    path = folder / f"{rater}-{events}.medratings"
    ratings_bundle.write(path, given)
    return path


def test_the_whole_way(path: Path, tmp_path: Path) -> None:
    """Built, sent to three raters, rated, taken in twice and once damaged; counts add up."""
    study = built(path, size=10)
    written = export_study(path, study.id, tmp_path / "out")
    assert [one.rater for one in written] == ["r01", "r02", "r03"]
    assert {one.presentations for one in written} == {10}
    files = [rated(tmp_path, one.file, str(one.rater), place + 2) for place, one in enumerate(written)]
    broken = tmp_path / "broken.medratings"
    broken.write_bytes(files[0].read_bytes()[:-40])
    told, result = imported(path, [*files, broken, files[0]])
    assert [one.outcome for one in told] == [Outcome.NEW] * 3 + [Outcome.REFUSED]
    assert (result.rows_in, result.rows_kept, result.taken) == (9, 9, 3)
    (table,) = result.coverage
    assert (table.wanted, table.given) == (30, 9)
    assert [sum(row.given[place] for row in table.rows) for place in range(3)] == [2, 3, 4]
    again, result = imported(path, files)
    assert [one.outcome for one in again] == [Outcome.KNOWN] * 3
    assert (result.rows_in, result.rows_kept, result.taken) == (9, 9, 0)
    assert result.coverage == (table,) == (study_coverage(path, study.id),)
    (listed,) = list_studies(path)
    assert (listed.id, listed.raters, listed.events, listed.has_key) == (study.id, 3, 18, True)
    found, given = study_ratings(path, study.id)
    assert found == study
    assert [one.rater.code for one in given] == ["r01", "r02", "r03"]


def test_one_file_for_all_and_files_of_some(path: Path, tmp_path: Path) -> None:
    """Names of files tell the study and the rater, nothing else."""
    study = built(path, size=4, title="Zebra-7B against Yak")
    (whole,) = export_study(path, study.id, tmp_path, together=True)
    assert open_study(whole.file).study == study
    (own,) = export_study(path, study.id, tmp_path, ["r02"])
    assert open_study(own.file).rater == "r02"
    assert [whole.file.name, own.file.name] == [
        f"study_{study.id[:8]}.medstudy",
        f"study_{study.id[:8]}_r02.medstudy",
    ]
    with pytest.raises(UnknownNameError, match="r9"):
        export_study(path, study.id, tmp_path, ["r9"])
    with pytest.raises(UnknownNameError, match="There are"):
        export_study(path, "none", tmp_path)


def test_the_key_is_exported_by_itself_and_opens_the_blinding(path: Path, tmp_path: Path) -> None:
    """As the study was built with it."""
    study = built(path, size=4)
    written = export_key(path, study.id, tmp_path / "a.medkey")
    assert written.presentations == 0
    key = study_key.read(tmp_path / "a.medkey")
    assert key == open_key(path, study.id)
    assert {arm.model for arm in key.arms} == set(MODELS[:2])


def test_a_study_goes_to_another_project(path: Path, tmp_path: Path) -> None:
    """With the presentations of all raters; with its key or without, and with no other key."""
    study, other = built(path, size=4), built(path, size=5)
    for made in (study, other):
        export_study(path, made.id, tmp_path, together=True)
        export_key(path, made.id, tmp_path / f"{made.id}.medkey")
    sent = tmp_path / f"study_{study.id[:8]}.medstudy"
    new = tmp_path / "new.medswb"
    with pytest.raises(FormatError, match="another study"):
        add_study(new, sent, tmp_path / f"{other.id}.medkey")
    assert not new.exists()
    assert add_study(new, sent) == study
    with pytest.raises(WorkbenchError, match="does not have the key"):
        open_key(new, study.id)
    with pytest.raises(WorkbenchError, match="does not have the key"):
        export_key(new, study.id, tmp_path / "x.medkey")
    (own,) = export_study(path, study.id, tmp_path, ["r01"])
    with pytest.raises(WorkbenchError, match="of r01 alone"):
        add_study(new, own.file)
    second = tmp_path / "second.medswb"
    add_study(second, sent, tmp_path / f"{study.id}.medkey")
    assert open_key(second, study.id) == open_key(path, study.id)


def test_answers_are_treated_and_the_rest_is_told(path: Path) -> None:
    """The names of the arms are masked unless nothing is to be done; what is left is in the notes."""
    with Project(path) as project:
        runs = tuple(run.id for run in reversed(project.runs.summaries()))
    for treatment in Treatment:
        notes = build_study(path, order(runs), treatment=treatment).notes
        assert "the blinding check finds “identical” 24 times" in notes
        assert not any("a model is named" in note for note in notes)
    told = build_study(
        path, replace(order(runs), title="Is zebra 7b better?", guidelines="As GPT-4 said")
    ).notes
    assert "a model is named in the title: “zebra 7b”" in told
    assert "a model is named in the guidelines: “GPT-4”" in told
