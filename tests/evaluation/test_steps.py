"""What is computed for a row, and that computing it gives the measure's own scores."""

import pickle
from pathlib import Path

import pytest

from tests.evaluation.runs import instances, project_of
from workbench.domain.scores import Answer, Protocol
from workbench.evaluation.answered import AnsweredRow, Tasks
from workbench.evaluation.metrics.corrected.accuracy import LABELS, LETTERS
from workbench.evaluation.metrics.corrected.overlap import OVERLAP
from workbench.evaluation.metrics.paper.scripts import script_of
from workbench.evaluation.metrics.paper.table import TableRow
from workbench.evaluation.paper_files import PaperRow
from workbench.evaluation.steps import Corrected, apply, paper_steps
from workbench.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one task of nobody's, whose category is the benchmark's."""
    return project_of(tmp_path / "p.medswb", {"task900": instances("task900", ("q", "Yes"))})


def row(task_id: str, output: str = "B", lacks: str = "", text: str = "q A: x\tB: y\t") -> AnsweredRow:
    """A row with an answer."""
    return AnsweredRow(0, task_id, None, text, ("B: y", "yes"), output, "en", lacks)


def test_the_papers_step_is_the_scripts(project: Path) -> None:
    """One, with the cells as they are; free text is slow."""
    del project
    read = PaperRow(row("task57"), TableRow("task57", "B: y", 5), script_of("task57"))
    (step,) = paper_steps(read)
    assert (step.protocol, step.measure, step.slow, step.metrics) == (
        Protocol.PAPER,
        "MCQA",
        False,
        ("accuracy",),
    )
    assert apply(step) == script_of("task57").measure.score("task57", "B: y", 5)  # type: ignore[union-attr]
    (slow,) = paper_steps(PaperRow(row("task52"), TableRow("task52", "a", "b"), script_of("task52")))
    assert slow.slow
    assert pickle.loads(pickle.dumps(slow)) == slow


def test_nothing_is_computed_of_what_lacks_something(project: Path) -> None:
    """Nor of tasks that upstream has no script for."""
    cells = TableRow("task57", "B: y", "B")
    assert paper_steps(PaperRow(row("task57", lacks="not answered"), cells, script_of("task57"))) == ()
    assert paper_steps(PaperRow(row("task900"), cells, None)) == ()
    with Project(project) as opened:
        assert Corrected(Tasks(opened)).steps(row("task57", lacks="not answered")) == ()


def test_corrected_steps_give_the_measures_scores(project: Path) -> None:
    """Quick ones see the whole answer; wording is compared without the question, which is kept for others."""
    with Project(project) as opened:
        corrected = Corrected(Tasks(opened))
        (step,) = corrected.steps(row("task57"))
        assert (step.measure, step.slow) == ("accuracy of letters", False)
        assert apply(step)[0].value == 100
        (slow,) = corrected.steps(row("task52", "because"))
        (same,) = corrected.steps(row("task46", "because", text="another question"))
    assert (slow.measure, slow.slow, slow.metrics) == ("overlap", True, OVERLAP.metrics)
    assert slow.key == same.key
    assert apply(slow) == OVERLAP.score(Answer("task52", ("B: y", "yes"), "because", "q"))


def test_tasks_are_asked_once(project: Path) -> None:
    """By the catalogue, or by the category of the project's task; an unknown one is compared by wording."""
    with Project(project) as opened:
        corrected = Corrected(Tasks(opened))
        assert corrected.measures("task57") is corrected.measures("task57")
        assert corrected.measures("task999") == corrected.measures("task900") == (OVERLAP,)
        assert corrected.reads("task57") is LETTERS
        assert corrected.reads("task130") is LABELS
        assert corrected.reads("task999") is corrected.reads("task900") is None
        assert len(corrected.steps(row("task1"))) == 2
