"""Results of studies from the command line."""

from pathlib import Path
from typing import Any

import pytest

from tests.study.result_project import rated_project
from workbench.store.project import Project
from workbench.study.unblinding import UNBLINDED, unblinded_at


@pytest.fixture(name="ask")
def ask_fixture(cli: Any, tmp_path: Path) -> Any:
    """Asks a `study` command about a rated study."""
    path = tmp_path / "a.medswb"
    study = rated_project(path)

    def asked(name: str, *words: object) -> Any:
        return cli("--project", path, "study", name, study.id, *words)

    return asked


def test_report_is_written_with_its_data(ask: Any, tmp_path: Path) -> None:
    """And says how many presentations are in which state."""
    page, data = tmp_path / "r.html", tmp_path / "data"
    result = ask(
        "report", "--html", page, "--csv", data, "--author", "A1=1", "--author", "A2=2", "--resamples", 50
    )
    assert result.code == 0
    assert "Two quantizations: 30 presentations" in result.out
    assert "= 30 done" in result.out
    assert "of the guesses were right" in page.read_text("utf-8")
    assert (data / "codebook.csv").is_file()
    found = ask("report", "--resamples", 50, "--json").json
    assert (found["presentations"], found["ratings"], found["arms"]) == (30, 30, ["A1", "A2"])


def test_opening_the_key_is_logged(cli: Any, tmp_path: Path) -> None:
    """By the report and by exports, each time, from the project or from a file; it is said the first time."""
    path, key = tmp_path / "a.medswb", tmp_path / "k.medkey"
    study = rated_project(path)
    asked = ("--project", path, "study")
    cli(*asked, "agreement", study.id, "--resamples", 20)
    cli(*asked, "export", study.id, "--key", key)
    assert unblinded_at(path, study.id) is None
    first = cli(*asked, "report", study.id, "--resamples", 20)
    assert "The blinding is open from now on" in first.err
    told = ("--to", tmp_path / "out", "--kinds", "arena", "--key", key, "--resamples", 20)
    assert "The blinding is open" not in cli(*asked, "export-results", study.id, *told).err
    with Project(path) as project:
        assert [one.what for one in project.studies.notes(study.id)] == [UNBLINDED] * 2


def test_agreement_is_told_with_the_key_closed(ask: Any) -> None:
    """A table and a sentence for each question; all coefficients as JSON."""
    result = ask("agreement", "--resamples", 50)
    assert result.code == 0
    assert "correctness: " in result.out
    found = ask("agreement", "--resamples", 50, "--json").json
    assert [one["question"] for one in found][:3] == ["correctness", "clarity", "preference"]
    assert found[0]["coefficients"][0]["items"] == 16


def test_disagreements_are_listed_and_decided(ask: Any, tmp_path: Path) -> None:
    """The decided one goes to the end, with its cause."""
    file = tmp_path / "d.jsonl"
    first = ask("adjudicate", "--file", file, "--limit", 1, "--json").json[0]
    assert first["decided"] is None
    refused = ask("adjudicate", "--file", file, "--decide", first["question"], first["thing"])
    assert refused.code == 3
    assert "--cause slip" in refused.err
    about = ("--decide", first["question"], first["thing"], "--cause", "slip", "--value", 1, "--by", "c1")
    result = ask("adjudicate", "--file", file, *about)
    assert "Decision 1 is kept in d.jsonl." in result.err
    assert "= 1 decided + " in result.out
    assert ask("adjudicate", "--file", file, "--json").json[-1]["decided"]["cause"] == "slip"
    report = tmp_path / "r.html"
    ask("report", "--html", report, "--decisions", file, "--resamples", 50)
    assert "Adjudication" in report.read_text("utf-8")


def test_decisions_are_kept_beside_the_project(ask: Any, tmp_path: Path) -> None:
    """Where no file is named: one can be taken back, and the report finds what is decided by itself."""
    first = ask("adjudicate", "--limit", 1, "--json").json[0]
    about = (first["question"], first["thing"])
    ask("adjudicate", "--decide", *about, "--cause", "slip", "--value", 1)
    (file,) = tmp_path.glob("a.decisions-*.jsonl")
    report = tmp_path / "r.html"
    ask("report", "--html", report, "--resamples", 50)
    assert "Adjudication" in report.read_text("utf-8")
    result = ask("adjudicate", "--take-back", *about)
    assert f"Decision 2 in {file.name} takes the earlier one back." in result.err
    assert "= 0 decided + " in result.out
    assert ask("adjudicate", "--take-back", *about).code == 3


def test_exports_say_what_was_left_out(ask: Any, tmp_path: Path) -> None:
    """With the reasons."""
    result = ask("export-results", "--to", tmp_path / "out", "--kinds", "dpo", "arena", "--resamples", 50)
    assert result.code == 0
    assert "arena_battles.json: 24 rows" in result.out
    assert "left out (" in result.out
    found = ask("export-results", "--to", tmp_path / "out", "--resamples", 50, "--json").json
    assert len(found) == 14


def test_an_unknown_study_is_refused(cli: Any, tmp_path: Path) -> None:
    """In one line."""
    rated_project(tmp_path / "a.medswb")
    result = cli("--project", tmp_path / "a.medswb", "study", "agreement", "none")
    assert result.code == 3
