"""Runs and published numbers stand in one table, with means as upstream takes them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from workbench.domain.board_columns import OTHERS, columns
from workbench.domain.boards import Board, Cell
from workbench.domain.published import Published
from workbench.domain.scores import Interval, Protocol, TaskScore
from workbench.evaluation.leaderboard import THIS_PROJECT, RunScores, board, further_metrics
from workbench.formats.published_csv import read

PAPER, CORRECTED = Protocol.PAPER, Protocol.CORRECTED


def run(protocol: Protocol, *scores: TaskScore, run_id: str = "r1") -> RunScores:
    """What a run scored."""
    return RunScores(run_id, "Small", "Q4_K_M", "ab", protocol, scores)


def score(task: str, value: float | None, metric: str = "accuracy", n: int = 100) -> TaskScore:
    """A task's number."""
    return TaskScore(task, metric, value, n)


def cell(made: Board, column: str, row: int = 0) -> Cell | None:
    """The cell of a column."""
    return dict(made.rows[row].cells).get(column)


MCQA = tuple(f"task{number}" for number in (57, 122, 123, 58, 59, 60, 61, 129))


def test_a_tasks_number_comes_with_all_that_is_behind_it() -> None:
    """Value, n, what is missing, interval, chance and majority."""
    behind: dict[str, Any] = {
        "n": 9,
        "missing": (("empty", 1),),
        "unread": (("odd", 2),),
        "interval": Interval(20, 80),
        "chance": 25.0,
        "majority": 30.0,
    }
    made = board([run(PAPER, TaskScore("task57", "accuracy", 50.0, **behind))])
    assert cell(made, "task57/accuracy") == Cell(50.0, **behind)
    row = made.rows[0]
    assert (row.id, row.model, row.source, row.protocol) == ("r1", "Small", THIS_PROJECT, PAPER)
    assert (row.quantization, row.sha256) == ("Q4_K_M", "ab")
    assert made.columns == columns()


def test_protocols_of_a_run_stand_together() -> None:
    """Paper first, runs in the order given."""
    runs = [run(one, run_id=run_id) for one in (CORRECTED, PAPER) for run_id in ("r2", "r1")]
    assert [(row.id, row.protocol) for row in board(runs).rows] == [
        *(("r2", PAPER), ("r2", CORRECTED), ("r1", PAPER), ("r1", CORRECTED)),
    ]


def test_papers_mean_is_there_when_all_tasks_are() -> None:
    """As upstream shows "-" for the mean of multiple choice when a column is missing."""
    scores = [score(task, 10.0 * place) for place, task in enumerate(MCQA)]
    assert cell(board([run(PAPER, *scores)]), "MCQA/accuracy") == Cell(35.0, 800, tasks=(8, 8))
    assert cell(board([run(PAPER, *scores[:7])]), "MCQA/accuracy") == Cell(None, 700, tasks=(7, 8))
    unscored = [*scores[:7], score("task129", None)]
    assert cell(board([run(PAPER, *unscored)]), "MCQA/accuracy") == Cell(None, 700, tasks=(7, 8))


def test_corrected_mean_is_over_what_there_is() -> None:
    """And says over how many tasks."""
    made = board([run(CORRECTED, score("task57", 40.0), score("task58", 60.0, n=50))])
    assert cell(made, "MCQA/accuracy") == Cell(50.0, 150, tasks=(2, 8))
    assert cell(made, "NER/F1") is None


def test_mean_of_summaries_is_over_the_four_primary_tasks() -> None:
    """CT and MRI do not count, whether they are there or not."""
    four = [score(f"task{number}", 10.0, "BLEU-1") for number in (114, 110, 112, 78)]
    made = board([run(PAPER, *four, score("task83", 90.0, "BLEU-1"))])
    assert cell(made, "Text Summarization/BLEU-1") == Cell(10.0, 400, tasks=(4, 4))


def test_regions_are_counted_together() -> None:
    """Every completion weighs the same, as upstream pools the cases."""
    made = board([run(PAPER, score("task83", 10.0, "ROUGE-L", 30), score("task84", 20.0, "ROUGE-L", 10))])
    assert cell(made, "task83-88/ROUGE-L") == Cell(12.5, 40, tasks=(2, 6))
    one = replace(score("task83", 10.0, "ROUGE-L", 30), interval=Interval(5, 15))
    assert cell(board([run(PAPER, one)]), "task83-88/ROUGE-L") == Cell(
        10.0, 30, interval=Interval(5, 15), tasks=(1, 6)
    )


def test_demo_tasks_have_columns_when_they_are_wanted() -> None:
    """By number, under the names that are given."""
    runs = [run(PAPER, score("task9010", 1.0), score("task9001", 3.0), score("task57", 1.0))]
    made = board(runs, titles={"task9001": "Demo"})
    assert [column.title for column in made.columns if column.category == OTHERS] == [
        *("Mean", "Demo", "task9010"),
    ]
    assert cell(made, f"{OTHERS}/accuracy") == Cell(2.0, 200, tasks=(2, 2))
    assert board(runs, others=False).columns == columns()


def test_further_metrics_are_named_and_shown_on_demand() -> None:
    """Beyond what the paper prints."""
    runs = [run(CORRECTED, score("task52", 1.0, "chrF"), score("task52", 2.0, "BLEU-1"))]
    assert further_metrics(runs) == ("chrF",)
    assert cell(board(runs, further=further_metrics(runs)), "task52/chrF") == Cell(1.0, 100)
    assert cell(board(runs), "task52/chrF") is None


def test_corrected_f1_stands_beside_the_papers() -> None:
    """That of equal names; the relaxed one is a further metric, of demo tasks too."""
    scores = [
        score(task, 5.0, name) for task in ("task125", "task9005") for name in ("F1 exact", "F1 relaxed")
    ]
    runs = [run(PAPER, score("task125", 4.0, "F1")), run(CORRECTED, *scores)]
    made = board(runs)
    assert [cell(made, "task125/F1", row) for row in (0, 1)] == [Cell(4.0, 100), Cell(5.0, 100)]
    assert [column.metric for column in made.columns if column.task_id == "task9005"] == ["F1"]
    assert further_metrics(runs) == ("F1 relaxed",)
    made = board(runs, further=["F1 relaxed"])
    assert cell(made, "task125/F1 relaxed", 1) == cell(made, "task9005/F1 relaxed", 1) == Cell(5.0, 100)


def test_published_tables_of_a_source_become_one_row() -> None:
    """For each model; means as stated, else of the tasks, else the Overview's."""
    numbers = [
        Published("Multi-choice QA", "MedQA", "task57", "accuracy", "M", "50.0", "A Table 1"),
        Published("Multi-choice QA", "Avg", None, "accuracy", "M", None, "A Table 1"),
        Published("Diagnosis", "DDXPlus", "task130", "accuracy", "M", "34.13", "A Table 7"),
        Published("OVERVIEW: NER", "average", None, "F1", "M", "5.00", "A Overview table"),
        Published("X", "Y", "task9001", "accuracy", "M", "1", "A Table 9"),
    ]
    made = board([], numbers)
    (row,) = made.rows
    assert (row.id, row.source, row.protocol) == ("A/M", "A", None)
    assert cell(made, "task57/accuracy") == Cell(50.0)
    assert cell(made, "MCQA/accuracy") == Cell(None, tasks=(1, 8))
    assert cell(made, "Diagnosis/accuracy") == Cell(34.13, tasks=(1, 1))
    assert cell(made, "NER/F1") == Cell(5.0, tasks=(0, 4))
    assert cell(made, "task9001/accuracy") == Cell(1.0)


def test_misprints_are_doubts_of_cells() -> None:
    """What speaks against a number stands at the number."""
    numbers = [
        *(Published("NER", task, task, "F1", "M", "60", "A") for task in ("task125", "task126", "task127")),
        Published("NER", "Avg", None, "F1", "M", "40", "A"),
    ]
    found = cell(board([], numbers), "NER/F1")
    assert found is not None
    assert (found.value, found.doubt) == (40.0, "its tasks' mean is 60")


def test_published_results_fill_the_board(shared_data: Path) -> None:
    """Every task's number is in a cell, beside our runs; rows are doubted where they must be."""
    numbers = read(shared_data / "paper_results.csv").numbers
    made = board([run(PAPER, score("task57", 1.0))], numbers)
    ids = {column.id for column in made.columns}
    held = [dict(row.cells) for row in made.rows[1:]]
    tasks = [(number.task_id, number.value) for number in numbers if number.task_id]
    assert sum(key.startswith("task") for cells in held for key in cells) == len(tasks)
    assert all(key in ids for cells in held for key in cells)
    place = {row.id: at for at, row in enumerate(made.rows)}
    mean = cell(made, "MCQA/accuracy", place["npj Digit Med 2025;8:58/Mistral"])
    assert mean is not None
    assert (mean.value, mean.doubt) == (49.1, "its tasks' mean is 59.6")
    outcome = cell(
        made, "Clinical Outcome Prediction/accuracy", place["npj Digit Med 2025;8:58/MMedIns-Llama 3"]
    )
    assert outcome is not None
    assert outcome.value == pytest.approx((74.20 + 52.73 + 63.13) / 3)


def test_a_mean_has_its_interval_where_it_has_a_number() -> None:
    """Upstream's mean of a part of its tasks has neither; the corrected one has both."""
    intervals = (("MCQA/accuracy", Interval(40.0, 60.0)), ("NLI/accuracy", Interval(1.0, 2.0)))
    runs = [
        replace(run(protocol, score("task57", 50.0), score("task58", 52.0)), intervals=intervals)
        for protocol in Protocol
    ]
    made = board(runs)
    paper, corrected = cell(made, "MCQA/accuracy", 0), cell(made, "MCQA/accuracy", 1)
    assert paper is not None
    assert corrected is not None
    assert (paper.value, paper.interval) == (None, None)
    assert (corrected.value, corrected.interval) == (51.0, Interval(40.0, 60.0))
    assert cell(made, "NLI/accuracy", 1) is None
