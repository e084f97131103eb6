"""The leaderboard and the runs behind it become files, whole or not at all."""

import csv
import json
from importlib import metadata
from pathlib import Path

import pytest

from tests.evaluation.runs import asked, instances, project_of, taken
from workbench import __version__
from workbench.domain.boards import Board, Cell, Column, Row
from workbench.domain.errors import FormatError, WorkbenchError
from workbench.domain.scores import Protocol
from workbench.evaluation.board_files import WRITERS, write_board, write_manifests, write_submissions
from workbench.store.project import Project

COLUMN = Column("task57/accuracy", "MedQA", "MCQA", "accuracy", "task57", "en")
BOARD = Board(
    (COLUMN,), (Row("r-1", "mine", "this project", Protocol.PAPER, ((COLUMN.id, Cell(51.25, 4)),)),)
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with two tasks of the benchmark."""
    tasks = {
        "task57": instances("task57", ("a? A: x\tB: y\t", "A: x"), ("b? A: x\tB: y\t", "B: y")),
        "task53": instances("task53", ("quoi?", "Parce que.")),
    }
    return project_of(tmp_path / "p.medswb", tasks)


@pytest.mark.parametrize("ending", [*WRITERS, "HTML"])
def test_the_ending_says_what_is_written(tmp_path: Path, ending: str) -> None:
    """Into a folder that may be missing; nothing else is left there."""
    file = tmp_path / "new" / f"board.{ending}"
    write_board(BOARD, file)
    text = file.read_text(encoding="utf-8")
    assert "mine" in text
    assert "51.2" in text
    assert list(file.parent.iterdir()) == [file]


def test_other_endings_are_refused_with_the_known_ones(tmp_path: Path) -> None:
    """Nothing is written."""
    for name in ("board", "board.pdf"):
        with pytest.raises(WorkbenchError, match=r"\.html, \.csv, \.md, \.tex"):
            write_board(BOARD, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the middle of writing, too: the file that was there stays, and no part of a new one."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(FormatError, match="cannot be written"):
        write_board(BOARD, tmp_path / "file" / "board.csv")
    file = tmp_path / "board.csv"
    write_board(BOARD, file)
    before = file.read_bytes()

    def full(self: Path, _to: Path) -> Path:
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(FormatError, match="No space left on device"):
        write_board(BOARD, file)
    assert file.read_bytes() == before
    assert {one.name for one in tmp_path.iterdir()} == {"file", "board.csv"}


def test_submissions_are_files_as_upstream_names_them(project: Path, tmp_path: Path) -> None:
    """A file for each folder of the benchmark; with several runs each has a folder of its own."""
    first = asked(project, lambda _prompt: "A", "task57", "task53")
    files = write_submissions(project, tmp_path / "out")
    assert {file.name for file in files} == {
        "eval_results_MCQA_0_context_1_oriINS_mine.csv",
        "eval_results_Rationale_0_context_1_oriINS_mine.csv",
    }
    with next(file for file in files if "MCQA" in file.name).open(encoding="utf-8", newline="") as opened:
        assert [row["output"] for row in csv.DictReader(opened)] == ["A", "A"]
    second = asked(project, lambda _prompt: "B", "task57", name="other")
    again = write_submissions(project, tmp_path / "more")
    assert {file.parent.name for file in again} == {first, second}
    assert all(file.is_file() for file in again)


def test_other_peoples_results_are_not_handed_in(project: Path, tmp_path: Path) -> None:
    """Nor is there anything to hand in without answers."""
    taken(project, tmp_path / "a_b.csv", [("task57", "a? A: x\tB: y\t", "A: x", "A")])
    with pytest.raises(WorkbenchError, match="nothing to hand in"):
        write_submissions(project, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_manifests_tell_what_it_takes_to_repeat(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One for each run, imported or not: instances, versions of metrics and tokenizers, this machine."""
    run = asked(project, lambda _prompt: "A", "task57")
    taken(project, tmp_path / "a_b.csv", [("task57", "a? A: x\tB: y\t", "A: x", "A")])
    usual = metadata.version

    def version(package: str) -> str:
        if package == "jieba":
            raise metadata.PackageNotFoundError
        return usual(package)

    monkeypatch.setattr(metadata, "version", version)
    files = write_manifests(project, tmp_path / "manifests")
    with Project(project) as opened:
        assert {file.name for file in files} == {f"{one.id}.manifest.json" for one in opened.runs.summaries()}
        planned = opened.runs.planned(run)
    document = json.loads((tmp_path / "manifests" / f"{run}.manifest.json").read_text(encoding="utf-8"))
    assert (document["run"]["id"], document["model"]["name"]) == (run, "mine")
    text = json.dumps(document)
    assert all(name in text for name in ("paper/MCQA", "corrected/overlap", "nltk", __version__, "Python"))
    assert "not installed" in text
    assert str(len(planned)) in json.dumps(document["instances"])
