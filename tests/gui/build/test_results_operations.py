"""What the Results screen does is done to the project."""

from pathlib import Path

import pytest

from tests.gui.build.workplace import workplace
from workbench.domain.boards import Board
from workbench.domain.errors import WorkbenchError
from workbench.domain.scores import Protocol
from workbench.engines.scripted import ScriptedEngine
from workbench.evaluation.operations import start_run
from workbench.evaluation.runner import RunOrder
from workbench.gui.build.results_operations import results_operations
from workbench.gui.presenters.results_values import BoardLoaded, ExportKind, ResultsOperations

MCQA = "MCQA/accuracy"
MEDQA = "task57/accuracy"


def two_runs(folder: Path) -> tuple[Path, ResultsOperations, Board]:
    """A project with two runs, what its screen does, and the board."""
    project = workplace(folder).context.project
    for name, right in (("one", 3), ("two", 5)):
        answers = {f"i{n}": f"The right answer is {'A' if n < right else 'B'}" for n in range(5)}
        list(start_run(project, ScriptedEngine(answers, name=name), RunOrder(("task57",), shots=0)))
    do = results_operations(project)
    loaded = list(do.load())[-1]
    assert isinstance(loaded, BoardLoaded)
    return project, do, loaded.board


def test_the_board_has_both_protocols_of_each_run(tmp_path: Path) -> None:
    """A line for each run is made of two rows with the same id."""
    _project, _do, board = two_runs(tmp_path)
    assert [row.protocol for row in board.rows] == [Protocol.PAPER, Protocol.CORRECTED] * 2
    assert len({row.id for row in board.rows}) == 2
    assert all(MEDQA in dict(row.cells) for row in board.rows)


def test_answers_behind_a_mean_are_those_of_its_tasks(tmp_path: Path) -> None:
    """Each with its reference, its output and what was read in it."""
    _project, do, board = two_runs(tmp_path)
    items = do.items(board.rows[0].id, MCQA, Protocol.CORRECTED)
    assert len(items) == 5
    assert {item.task_id for item in items} == {"task57"}
    assert {item.references for item in items} == {(str(n),) for n in range(5)}


def test_two_rows_are_compared_on_what_both_answered(tmp_path: Path) -> None:
    """One test for each task, with a sentence."""
    _project, do, board = two_runs(tmp_path)
    (test,) = do.compare(board.rows[0].id, board.rows[2].id, Protocol.PAPER)
    assert (test.task_id, test.title, test.n) == ("task57", "MedQA", 5)
    assert test.verdict


def test_every_kind_of_file_is_written(tmp_path: Path) -> None:
    """The page, the tables, the submission and the manifests."""
    _project, do, _board = two_runs(tmp_path)
    for kind in (ExportKind.HTML, ExportKind.CSV, ExportKind.MARKDOWN, ExportKind.LATEX):
        file = tmp_path / f"board.{kind.value}"
        do.export(kind, file)
        assert "MedQA" in file.read_text(encoding="utf-8")
    do.export(ExportKind.SUBMISSION, tmp_path / "submission")
    assert len(list((tmp_path / "submission").rglob("eval_results_MCQA_*.csv"))) == 2
    do.export(ExportKind.MANIFEST, tmp_path / "manifests")
    assert len(list((tmp_path / "manifests").glob("*.json"))) == 2


def test_what_comes_in_is_told_with_its_rows(tmp_path: Path) -> None:
    """Published numbers and other people's answers: rows in are rows kept and reported."""
    _project, do, _board = two_runs(tmp_path)
    published = tmp_path / "p.csv"
    published.write_text(
        "category,dataset,task_id,metric,model,value,source\n"
        "MCQA,MedQA,task57,accuracy,X,55.5,A journal\nMCQA,MedQA,task57,accuracy,Y,much,A journal\n"
    )
    assert "2 rows in = 1 kept + 1 reported" in do.add_published(published)
    answers = tmp_path / "eval_results_MCQA_0_context_1_oriINS_Z.csv"
    answers.write_text("task_id,input,GT,output\ntask57,Say 1.,1,one\ntask57,Say 9.,9,nine\n")
    said = do.import_results([answers])
    assert "2 rows in = 2 kept + 0 reported; 1 of those kept" in said
    loaded = list(do.load())[-1]
    assert isinstance(loaded, BoardLoaded)
    assert {row.model for row in loaded.board.rows} == {"one", "two", "X", "Z"}
    with pytest.raises(WorkbenchError):
        do.add_published(answers)


def test_confidence_needs_what_engines_tell(tmp_path: Path) -> None:
    """Without probabilities there is a reason instead of a diagram."""
    _project, do, board = two_runs(tmp_path)
    found = do.confidence(board.rows[0].id, MEDQA, Protocol.CORRECTED)
    assert (found.n, found.error) == (0, None)
    assert found.reason
