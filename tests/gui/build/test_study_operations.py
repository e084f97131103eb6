"""What the Study screen does, on a real project."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.study.projects import answered_project, decided, handing_over
from workbench.domain.errors import WorkbenchError
from workbench.formats import ratings_bundle
from workbench.gui.build.study_operations import study_operations
from workbench.gui.presenters.study_values import (
    ArmsReady,
    BlindedReady,
    FileTold,
    RatingsTold,
    StudyExport,
    StudyOperations,
)
from workbench.study.building import StudyOrder
from workbench.study.operations import open_study
from workbench.study.planner import RECOMMENDED
from workbench.study.preparing import Treatment
from workbench.study.setups import Setup


@pytest.fixture(name="doing")
def doing_fixture(tmp_path: Path) -> StudyOperations:
    """The operations on a project with two runs."""
    project, _runs = answered_project(tmp_path / "a.medswb")
    project.close()
    return study_operations(tmp_path / "a.medswb", tmp_path / "instruments")


def order_of(doing: StudyOperations) -> StudyOrder:
    """A small study of both runs."""
    choices = doing.choices()
    instrument = next(one for one in choices.instruments if (one.id, one.language) == ("pair-5", "en"))
    runs = tuple(run.id for run in choices.runs)
    return StudyOrder("A study", runs, instrument, ("r01", "r02"), size=8, repeats=0.0)


def test_from_runs_to_the_report(doing: StudyOperations, tmp_path: Path) -> None:
    """Built, sent out, rated, taken in, computed, unblinded, reported; each step says its rows."""
    order = order_of(doing)
    check = doing.check(order, Treatment.EVEN)
    assert (check.considered, check.instances, check.answers) == (24, 8, 16)
    assert doing.plan(RECOMMENDED).presentations > 0
    built = doing.build(order, Treatment.EVEN)
    assert built.sentence.startswith("Built: 24 instances in = 8 in the study + 16 left out")
    (line,) = doing.studies()
    assert (line.title, line.items, line.given, line.wanted, line.has_key) == ("A study", 8, 0, 16, True)
    assert "2 files written to out" in doing.export_raters(built.id, tmp_path / "out")
    assert "never send it to a rater" in doing.export_key(built.id, tmp_path / "a.medkey")
    files = [rated(sent, tmp_path) for sent in sorted((tmp_path / "out").glob("*.medstudy"))]
    *told, end = doing.import_ratings([*files, tmp_path / "none.medratings"])
    assert [one.outcome for one in told if isinstance(one, FileTold)] == ["new", "new", "refused"]
    assert isinstance(end, RatingsTold)
    assert end.sentence == "16 ratings in = 16 kept + 0 left out; 2 of 3 files brought something new"
    opened = doing.open(built.id)
    assert (len(opened.given), opened.has_key, opened.unblinded) == (2, True, None)
    *_, blinded = doing.blinded(opened)
    assert isinstance(blinded, BlindedReady)
    doing.unblind(built.id)
    opened = doing.open(built.id)
    assert opened.unblinded is not None
    *_, arms = doing.arms(opened)
    assert isinstance(arms, ArmsReady)
    said = doing.report(opened, arms.results, tmp_path / "report")
    assert said.startswith("report.html and ")
    assert (tmp_path / "report" / "codebook.csv").exists()
    for kind in StudyExport:
        told_rows = doing.for_others(opened, arms.results, kind, tmp_path / "others")
        assert " in = " in told_rows


def test_arms_need_an_opened_key(doing: StudyOperations) -> None:
    """Whatever a screen asks for."""
    built = doing.build(order_of(doing), Treatment.NONE)
    with pytest.raises(WorkbenchError, match="blinded"):
        list(doing.arms(doing.open(built.id)))


def test_an_instrument_is_kept_and_found_again(doing: StudyOperations) -> None:
    """As the next version of the shipped one; it stands in for it."""
    mine = replace(order_of(doing).instrument, title="My pairs")
    assert doing.keep_instrument(mine) == f"Kept as version {mine.version + 1} in pair-5.json."
    assert order_of(doing).instrument.title == "My pairs"


def test_what_cannot_be_is_refused(doing: StudyOperations) -> None:
    """With the reason."""
    with pytest.raises(WorkbenchError, match="no code for a rater"):
        doing.build(replace(order_of(doing), raters=("Dr. No",)), Treatment.EVEN)


def rated(sent: Path, folder: Path) -> Path:
    """The file of ratings that a rater makes of a study file."""
    opened = open_study(sent)
    (rater,) = opened.study.raters
    given = handing_over(opened.study, opened.sha256, decided(opened.study, rater, 99), rater)
    path = folder / f"{rater}.medratings"
    ratings_bundle.write(path, given)
    return path


def test_a_set_up_is_kept_beside_the_project(doing: StudyOperations, tmp_path: Path) -> None:
    """It is there when the project is opened again; a damaged one is told of and stands in nobody's way."""
    assert doing.choices().kept is None
    setup = Setup(order_of(doing), Treatment.MASK, 60)
    doing.keep_setup(setup)
    assert doing.choices().kept == setup
    (tmp_path / "a.setup.json").write_text("{")
    choices = doing.choices()
    assert choices.kept is None
    assert any("a.setup.json" in problem for problem in choices.problems)
