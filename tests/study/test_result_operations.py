"""Results of a project's study: computed, decided, reported, given on."""

import json
from pathlib import Path

import pytest

from tests.study.result_project import ITEMS, rated_project
from tests.study.simulated import AUTHORS, key_of
from workbench.domain.adjudications import Cause
from workbench.domain.errors import UnknownNameError, WorkbenchError
from workbench.evaluation.statistics.estimates import Resampling
from workbench.study.result_operations import (
    KINDS,
    Rated,
    blinded_agreement,
    circumstances,
    compared_agreement,
    decide,
    decide_case,
    decisions_file,
    disagreements,
    rated,
    read_decisions,
    report_page,
    study_results,
    take_back,
    write_results,
)
from workbench.study.results import Results

FEW = Resampling(resamples=50)


@pytest.fixture(name="given")
def given_fixture(tmp_path: Path) -> Rated:
    """A rated study of a project."""
    study = rated_project(tmp_path / "a.medswb")
    return rated(tmp_path / "a.medswb", study.id)


def _results(given: Rated) -> Results:
    *_, found = study_results(given, key_of(ITEMS), authors=AUTHORS, resampling=FEW)
    assert isinstance(found, Results)
    return found


def test_all_ratings_are_there(given: Rated, tmp_path: Path) -> None:
    """Of three raters, ten presentations each; another study is unknown."""
    assert len(given.ratings) == 30
    with pytest.raises(UnknownNameError):
        rated(tmp_path / "a.medswb", "other")


def test_without_a_key_agreement_and_disagreements_are_there(tmp_path: Path) -> None:
    """Neither needs it."""
    path = tmp_path / "b.medswb"
    study = rated_project(path, with_key=False)
    given = rated(path, study.id)
    assert [one.axis for one in blinded_agreement(given, FEW)][:2] == ["correctness", "clarity"]
    assert disagreements(given, ())


def test_decisions_are_kept_in_a_file(given: Rated, tmp_path: Path) -> None:
    """Chained; a changed one is refused, and what is no disagreement too."""
    file = tmp_path / "d.jsonl"
    case = disagreements(given, ())[0]
    about = (case.question, case.thing)
    decide(given, file, about, value=None, cause=Cause.ITEM_FAULT, adjudicator="c1")
    decide(given, file, about, value=1, cause=Cause.SLIP, adjudicator="c1", note="see chart")
    found = read_decisions(given, file)
    assert [one.value for one in found] == [None, 1]
    with pytest.raises(WorkbenchError, match="do not disagree about nothing"):
        decide(given, file, ("correctness", "nothing"), value=1, cause=Cause.SLIP, adjudicator="c1")
    with pytest.raises(WorkbenchError, match="99 is no value"):
        decide(given, file, about, value=99, cause=Cause.SLIP, adjudicator="c1")
    assert circumstances(given, found, FEW).decided[0].resolved == 1
    file.write_text(file.read_text("utf-8").replace("item fault", "slip"), "utf-8")
    with pytest.raises(WorkbenchError, match="decision 2 does not follow"):
        read_decisions(given, file)


def test_a_decision_can_be_taken_back(given: Rated, tmp_path: Path) -> None:
    """It is open again, both lines stay; what is not decided cannot be."""
    file = tmp_path / "d.jsonl"
    case = disagreements(given, ())[0]
    about = (case.question, case.thing)
    with pytest.raises(WorkbenchError, match="Nothing is decided about"):
        take_back(given, file, about)
    made = decide_case(given, file, case, value=1, cause=Cause.SLIP, adjudicator="c1")
    assert [one.resolved for one in compared_agreement(given, made, FEW)] == [1]
    assert [one.withdrawn for one in take_back(given, file, about)] == [False, True]
    assert compared_agreement(given, (), FEW) == ()
    assert all(one.resolution is None for one in disagreements(given, read_decisions(given, file)))


def test_decisions_stand_beside_the_project(tmp_path: Path) -> None:
    """Under a name that is safe whatever the study's id is."""
    project = tmp_path / "ward.medswb"
    assert decisions_file(project, "0190-ab") == tmp_path / "ward.decisions-0190-ab.jsonl"
    assert decisions_file(project, "../../etc/x") == tmp_path / "ward.decisions-etcx.jsonl"


def test_report_is_a_page(given: Rated) -> None:
    """With what raters said of themselves."""
    made = report_page(_results(given), circumstances(given))
    assert made.startswith("<!doctype html>")
    assert "3 raters (cardiology (3), 5 years of practice, DE)" in made


def test_files_say_how_many_rows(given: Rated, tmp_path: Path) -> None:
    """Every kind; rows in are rows out and those left out."""
    files = {one.file.name: one for one in write_results(_results(given), given, tmp_path / "out", KINDS)}
    assert set(files) == {
        *(
            "long.csv",
            "wide.csv",
            "agreement.csv",
            "preferences.csv",
            "spans.csv",
            "omissions.csv",
            "presentations.csv",
        ),
        *("sessions.csv", "codebook.csv", "preferences.jsonl", "healthbench.jsonl"),
        *("llm_comparator.json", "arena_battles.json", "results.xlsx"),
    }
    assert all(one.file.is_file() for one in files.values())
    assert files["long.csv"].rows == 30 * 15
    pairs = files["preferences.jsonl"]
    assert pairs.rows + sum(count for _, count in pairs.left_out) == ITEMS
    assert files["sessions.csv"].rows == 3
    assert files["results.xlsx"].rows == sum(
        one.rows for name, one in files.items() if name.endswith(".csv") and name != "codebook.csv"
    )
    assert len(json.loads(files["arena_battles.json"].file.read_text("utf-8"))) == 24


def test_an_unknown_arm_is_refused(given: Rated) -> None:
    """It says which there are."""
    with pytest.raises(WorkbenchError, match="The study has no arm A9"):
        next(study_results(given, key_of(ITEMS), authors={"A9": 1}, resampling=FEW))
