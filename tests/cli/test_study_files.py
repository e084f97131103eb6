"""Studies are built, sent out and taken in from the command line, with every row accounted for."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.study.projects import MODELS, answered_project
from tests.study.test_operations import rated
from workbench.formats import study_bundle
from workbench.store.project import Project
from workbench.study import setups
from workbench.study.importing import study_of

BUILD = ("study", "build", "A study", "--instrument", "pair-5", "--raters", "r01", "r02", "--runs")


@pytest.fixture(name="project")
def project_fixture(tmp_path: Path) -> tuple[Path, tuple[str, ...]]:
    """A project with two runs over 24 instances."""
    project, runs = answered_project(tmp_path / "a.medswb")
    project.close()
    return tmp_path / "a.medswb", runs


def test_a_study_is_built_and_every_row_counted(cli: Any, project: tuple[Path, tuple[str, ...]]) -> None:
    """What is in it, what is not and why, how many presentations each rater has."""
    path, runs = project
    result = cli("--project", path, *BUILD, *runs, "--size", 10, "--repeats", 0, "--json")
    assert result.code == 0
    made = result.json
    assert (made["rows_in"], made["rows_chosen"], made["rows_left_out"]) == (24, 10, 14)
    assert made["reasons"] == {"not drawn into the sample": 14}
    assert (made["items"], made["outputs"], made["presentations"]) == (10, 20, {"r01": 10, "r02": 10})
    said = cli("--project", path, *BUILD, *runs, "--size", 10)
    assert "24 instances in = 10 in the study + 14 left out" in said.out
    assert "nothing to learn from" in said.err
    listed = cli("--project", path, "study", "list", "--json").json
    assert {one["title"] for one in listed} == {"A study"}
    assert made["study"] in cli("--project", path, "study", "list").out


def test_files_go_out_and_ratings_come_in(
    cli: Any, project: tuple[Path, tuple[str, ...]], tmp_path: Path
) -> None:
    """Code 1 when a file was refused; the same file again changes nothing."""
    path, runs = project
    study = cli("--project", path, *BUILD, *runs, "--size", 6, "--repeats", 0, "--json").json["study"]
    sent = cli("--project", path, "study", "export", study, "--to", tmp_path / "out", "--json").json
    assert [one["rater"] for one in sent] == ["r01", "r02"]
    files = [rated(tmp_path, Path(one["file"]), one["rater"], 3) for one in sent]
    bad = tmp_path / "bad.medratings"
    bad.write_bytes(b"PK\x03\x04")
    result = cli("--project", path, "study", "import", *files, bad, "--json")
    assert result.code == 1
    assert "bad.medratings: refused: it is cut off or damaged" in result.err
    made = result.json
    assert (made["rows_in"], made["rows_kept"]) == (6, 6)
    assert [one["outcome"] for one in made["files"]] == ["new", "new", "refused"]
    (table,) = made["coverage"]
    assert (table["wanted"], table["given"], table["raters"]) == (12, 6, ["r01", "r02"])
    assert len(table["items"]) == 6
    again = cli("--project", path, "study", "import", *files)
    assert again.code == 0
    assert "6 ratings in = 6 kept + 0 left out" in again.out
    assert "A study: 6 of 12 presentations are rated" in again.out
    assert "already" in again.err


def test_texts_training_and_licences_go_with_the_study(
    cli: Any, project: tuple[Path, tuple[str, ...]], tmp_path: Path
) -> None:
    """From files; one that is no text is refused."""
    path, runs = project
    (tmp_path / "g.md").write_text("# Rules")
    (tmp_path / "c.txt").write_text("I agree.")
    (tmp_path / "CC0.txt").write_text("Free.")
    (tmp_path / "t.jsonl").write_text(
        '{"expected": {"preference": 1}, "feedback": "So.", "prompt": "p", "answers": ["a", "b"]}\n'
    )
    extra = (
        "--guidelines",
        tmp_path / "g.md",
        "--consent",
        tmp_path / "c.txt",
        "--licence",
        tmp_path / "CC0.txt",
    )
    more = ("--training", tmp_path / "t.jsonl", "--pass-mark", 0.5, "--no-reference", "--treatment", "mask")
    result = cli("--project", path, *BUILD, *runs, *extra, *more, "--json")
    assert result.code == 0, result.err
    key = tmp_path / "a.medkey"
    out = ("study", "export", result.json["study"], "--to", tmp_path, "--together", "--key", key, "--json")
    sent = cli("--project", path, *out).json
    found = study_bundle.read(Path(sent[0]["file"]))
    assert (found.study.guidelines, found.study.consent, found.study.pass_mark) == (
        "# Rules",
        "I agree.",
        0.5,
    )
    assert found.licences == {"CC0.txt": "Free."}
    assert not found.study.shows_reference
    assert all(item.reference is None for item in found.study.items)
    assert MODELS[0].encode() in key.read_bytes()
    (tmp_path / "g.md").write_bytes(b"\xff")
    assert cli("--project", path, *BUILD, *runs, *extra).code == 3


def test_what_cannot_be_is_refused_in_a_line(cli: Any, project: tuple[Path, tuple[str, ...]]) -> None:
    """An unknown run, study or instrument; nowhere to write to."""
    path, runs = project
    for words in (
        (*BUILD, "r-none"),
        ("study", "export", "none", "--to", path.parent / "x"),
        ("study", "export", "none"),
        ("study", "build", "T", "--instrument", "none", "--raters", "r1", "--runs", *runs),
    ):
        result = cli("--project", path, *words)
        assert (result.code, result.err.count("\n")) == (3, 1), words


def test_a_study_is_built_again_from_its_set_up(
    cli: Any, project: tuple[Path, tuple[str, ...]], tmp_path: Path
) -> None:
    """As it was kept, with its instrument; with another title, other raters and other arms where given."""
    path, runs = project
    file, guidelines = tmp_path / "s.json", tmp_path / "g.md"
    guidelines.write_text("# How", encoding="utf-8")
    more = ("--size", 10, "--repeats", 0, "--guidelines", guidelines, "--treatment", "none", "--keep", file)
    first = cli("--project", path, *BUILD, *runs, *more, "--json").json
    second = cli("--project", path, "study", "rebuild", file, "--json").json
    assert second["study"] != first["study"]
    for same in ("title", "items", "outputs", "presentations", "reasons", "changes"):
        assert second[same] == first[same]
    other = ("--title", "Another", "--raters", "x", "--runs", *runs[::-1])
    third = cli("--project", path, "study", "rebuild", file, *other, "--json").json
    assert (third["title"], third["presentations"]) == ("Another", {"x": 10})
    with Project(path) as opened:
        assert study_of(opened, third["study"]).study.guidelines == "# How"
    setups.write(file, replace(setups.read(file), order=replace(setups.read(file).order, title="")))
    refused = cli("--project", path, "study", "rebuild", file)
    assert (refused.code, "--title" in refused.err) == (3, True)
