"""What a person can do with scores, against projects on disk."""

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from tests.evaluation.runs import asked, instances, project_of, taken
from tests.store.samples import completion, prompt, spec
from workbench.domain.boards import Board, Row
from workbench.domain.errors import FormatError, UnknownNameError
from workbench.domain.runs import Answering, Sampling
from workbench.domain.scores import Protocol
from workbench.domain.tasks import Instance
from workbench.evaluation.answered import NOT_ANSWERED
from workbench.evaluation.faults import FaultKind
from workbench.evaluation.results import (
    add_published,
    compare_scores,
    confidence_of,
    data_faults,
    items_behind,
    leaderboard,
    score_runs,
)
from workbench.evaluation.run_comparison import Verdict
from workbench.evaluation.runner import RunOrder
from workbench.evaluation.scoring import RunScored, ScoringProgress
from workbench.store.project import Project

T = TypeVar("T")
PAPER, CORRECTED = Protocol
COUNT = 40
LABELS = "ABCD"


def question(number: int) -> str:
    """A question with four options."""
    return f"Number {number}? Options: A: one\tB: two\tC: three\tD: four\t"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a task of forty questions, and one of pooled summaries."""
    closed = [
        (question(n), f"{LABELS[n % 4]}: {('one', 'two', 'three', 'four')[n % 4]}") for n in range(COUNT)
    ]
    tasks = {"task57": instances("task57", *closed)}
    tasks |= {f"task{n}": instances(f"task{n}", (f"scan {n}", "no change is seen")) for n in (83, 84)}
    return project_of(tmp_path / "p.medswb", tasks)


def answers(project: Path, right: int) -> dict[str, str]:
    """Answers to the questions, of which so many are right."""
    with Project(project) as opened:
        rows = opened.tasks.instances("task57")
    return {
        one.id: one.references[0] if place < right else f"{LABELS[(place + 1) % 4]}"
        for place, one in enumerate(rows)
    }


def ended(steps: Generator[ScoringProgress, None, T]) -> T:
    """What a generator returns."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result


def cells(row: Row) -> dict[str, float | None]:
    """A row's values by column."""
    return {column: cell.value for column, cell in row.cells}


def test_all_runs_are_scored_or_those_named(project: Path) -> None:
    """Under each protocol, the oldest first; an unknown one is refused before anything is computed."""
    first = asked(project, answers(project, 10), "task57")
    second = asked(project, answers(project, 20), "task57", name="other")
    found = [one for one in score_runs(project, resamples=20) if isinstance(one, RunScored)]
    assert [(one.run_id, one.protocol) for one in found] == [
        (run, protocol) for run in (first, second) for protocol in Protocol
    ]
    assert [one.tasks[0].value for one in found] == [25, 25, 50, 50]
    some = [one for one in score_runs(project, [second], [PAPER], resamples=20) if isinstance(one, RunScored)]
    assert [(one.run_id, one.protocol) for one in some] == [(second, PAPER)]
    with pytest.raises(UnknownNameError):
        next(score_runs(project, [first, "r-none"]))


def test_the_leaderboard_has_ours_and_the_published(project: Path, tmp_path: Path) -> None:
    """A row for each run and protocol, one for each published model; adding the file again adds nothing."""
    file = tmp_path / "published.csv"
    head = "category,dataset,task_id,metric,model,value,source\n"
    file.write_text(
        head + "MCQA,MedQA,task57,accuracy,GPT,70.5,A journal\nMCQA,MedQA,task57,accuracy,X,?,A\n"
    )
    added = add_published(project, file)
    assert (added.rows_in, added.rows_kept, added.new, len(added.reported)) == (2, 1, 1, 1)
    assert add_published(project, file).new == 0
    run = asked(project, answers(project, 10), "task57")
    made = ended(leaderboard(project, resamples=20))
    assert isinstance(made, Board)
    assert [(row.id, row.model, row.protocol) for row in made.rows if row.source == "this project"] == [
        (run, "mine", PAPER),
        (run, "mine", CORRECTED),
    ]
    assert [row.model for row in made.rows if row.protocol is None] == ["GPT"]
    assert [cells(row)["task57/accuracy"] for row in made.rows] == [25, 25, 70.5]


def test_published_numbers_make_a_project(tmp_path: Path) -> None:
    """Where there is none; what is no such file makes nothing."""
    bad = tmp_path / "bad.csv"
    bad.write_text("x\n")
    with pytest.raises(FormatError):
        add_published(tmp_path / "p.medswb", bad)
    assert not (tmp_path / "p.medswb").exists()
    bad.write_text("category,dataset,task_id,metric,model,value,source\n")
    assert add_published(tmp_path / "p.medswb", bad).rows_in == 0
    assert ended(leaderboard(tmp_path / "p.medswb")).rows == ()


def test_behind_a_number_wrong_ones_stand_first(project: Path) -> None:
    """Then those without a score, then the right ones."""
    said = answers(project, 38)
    failing = list(said)[0:1]
    run = asked(project, said, "task57", failing=failing)
    for protocol in Protocol:
        found = items_behind(project, run, ["task57"], "accuracy", protocol)
        assert len(found) == COUNT
        values = [item.scores[0].value if item.scores else None for item in found]
        assert values[:3] == [0, 0, None]
        assert set(values[3:]) == {100}
        assert found[2].reason == NOT_ANSWERED


def test_pooled_tasks_have_their_items_together(project: Path) -> None:
    """Under the name that the column has; other metrics are not among them."""
    run = asked(project, lambda _prompt: "no change", "task83", "task84", "task57")
    found = items_behind(project, run, ["task83-88"], "ROUGE-L", PAPER)
    assert [item.row.task_id for item in found] == ["task83", "task84"]
    assert [[score.metric for score in item.scores] for item in found] == [["ROUGE-L"]] * 2


def test_a_columns_metric_finds_what_a_protocol_calls_otherwise(project: Path, tmp_path: Path) -> None:
    """The corrected exact F1 stands in the column F1."""
    run = taken(project, tmp_path / "a_b.csv", [("task125", "q", "aspirin, p53.", "aspirin.")])
    (paper,) = items_behind(project, run, ["task125"], "F1", PAPER)
    (corrected,) = items_behind(project, run, ["task125"], "F1", CORRECTED)
    assert (paper.scores[0].metric, corrected.scores[0].metric) == ("F1", "F1 exact")


def test_two_runs_are_compared_by_each_tasks_first_metric(project: Path) -> None:
    """With the tests that fit; equivalence where a margin is given; nothing in common is no comparison."""
    first = asked(project, answers(project, 10), "task57", "task83")
    second = asked(project, answers(project, 36), "task57", "task83", "task84", name="other")
    for protocol in Protocol:
        found = ended(compare_scores(project, first, second, protocol, resamples=200))
        assert [(task.task_id, task.metric) for task in found.tasks] == [
            ("task57", "accuracy"),
            ("task83", "BLEU-1"),
        ]
        assert found.tasks[0].verdict is Verdict.BETTER
        assert found.tasks[0].equivalence is None
        assert found.only_second == (("task84", "BLEU-1"),)
    same = ended(compare_scores(project, first, first, PAPER, margin=20, resamples=200))
    assert same.tasks[0].verdict is Verdict.EQUIVALENT
    with pytest.raises(UnknownNameError):
        ended(compare_scores(project, first, "r-none", PAPER))


def test_imported_runs_compare_with_ours(project: Path, tmp_path: Path) -> None:
    """By instance; of two answers to the same the first counts; unmatched rows by what they ask."""
    ours = asked(project, answers(project, 10), "task57")
    rows = [("task57", question(n), f"{LABELS[n % 4]}: x", LABELS[n % 4]) for n in (0, 1, 2, 2)]
    theirs = taken(project, tmp_path / "a_b.csv", [*rows, ("task58", "what?", "A", "A")])
    more = taken(project, tmp_path / "c_d.csv", [("task58", "what?", "A", "B")], "more")
    found = ended(compare_scores(project, ours, theirs, CORRECTED, resamples=20))
    assert (found.tasks[0].common, found.tasks[0].only_first, found.tasks[0].only_second) == (3, 37, 0)
    between = ended(compare_scores(project, theirs, more, CORRECTED, resamples=20))
    assert [(task.task_id, task.common) for task in between.tasks] == [("task58", 1)]


def test_faults_of_the_data_are_told_for_the_tasks_of_runs(tmp_path: Path) -> None:
    """Of all runs or of those named; on its column of the leaderboard a task has all of its own."""
    rows = instances("task12", ("the same?", "no"), *[(f"{number}?", "no") for number in range(5)])
    again = Instance("again", "task12", "the same?", ("no",))
    project = project_of(tmp_path / "p.medswb", {"task12": [*rows, again], "task57": TWO})
    run = asked(project, lambda _prompt: "no", "task12")
    other = asked(project, lambda _prompt: "A", "task57")
    found = data_faults(project)
    assert {fault.kind for fault in found} == {FaultKind.ONE_ANSWER, FaultKind.REPEATED}
    assert data_faults(project, [run]) == found
    assert data_faults(project, [other]) == ()
    said = {column.task_id: column.fault for column in ended(leaderboard(project, resamples=20)).columns}
    assert said["task12"] == " ".join(fault.sentence for fault in found)
    assert said["task57"] == ""
    with pytest.raises(UnknownNameError):
        data_faults(project, ["r-none"])


TWO = instances("task57", ("one? A: x\tB: y\t", "A: x"), ("two? A: x\tB: y\t", "B: y"))


def test_questions_that_were_shown_their_own_answer_are_a_fault_of_the_run(tmp_path: Path) -> None:
    """Equal inputs among the examples; instances that have gone cannot be looked at."""
    twins = [Instance(f"i{number}", "task57", "the same?", ("A: x",)) for number in range(2)]
    project = project_of(tmp_path / "p.medswb", {"task57": [*twins, *TWO]})
    ids = ["i0", "i1", TWO[0].id]
    with Project(project) as opened:
        run = opened.runs.add(spec(tasks=("task57",)), ids)
        for name, shot in zip(ids, ("i0", "i0", "i1"), strict=True):
            shown = replace(prompt(name), shot_ids=(shot, "gone"))
            opened.runs.record(run, completion(name), shown, name)
    (fault,) = [one for one in data_faults(project, [run]) if one.kind is FaultKind.OWN_SHOT]
    assert (fault.count, fault.total) == (2, 3)
    with Project(project) as opened:
        opened.tasks.delete("task57")
    assert data_faults(project, [run]) == ()


def test_confidence_is_of_answers_that_are_right_or_wrong(project: Path, tmp_path: Path) -> None:
    """Whoever does not say how sure it was is left out, as is what matched no instance."""
    said = answers(project, 10)
    run = asked(project, said, "task57", "task83", failing=list(said)[:4])
    found = confidence_of(project, run, ["task57"], "accuracy", PAPER)
    assert (found.n, sum(one.n for one in found.bins)) == (36, 36)
    assert confidence_of(project, run, ["task83"], "BLEU-1", PAPER).n == 0
    order = RunOrder(tasks=(), shots=0, sampling=Sampling(answering=Answering.LIKELIEST))
    chosen = asked(project, said, "task57", name="chooses", order=order)
    assert confidence_of(project, chosen, ["task57"], "accuracy", PAPER).n == COUNT
    rows = [("task57", "unknown", "A", "A"), ("task57", question(0), "A: one", "A")]
    theirs = taken(project, tmp_path / "a_b.csv", rows)
    assert confidence_of(project, theirs, ["task57"], "accuracy", PAPER).n == 0
