"""A run that did not change is not scored again, and a measure that changed is scored alone."""

import sqlite3
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.evaluation.runs import asked, instances, project_of, taken
from workbench.domain.scores import Protocol, Score
from workbench.evaluation import run_totals, scoring
from workbench.evaluation.applying import Step
from workbench.evaluation.foreign import ResultsImported, import_results
from workbench.evaluation.run_totals import RunTotals, content_of, totals_of
from workbench.evaluation.scoring import score_run
from workbench.evaluation.statistics import resampling
from workbench.evaluation.steps import apply
from workbench.store.project import Project

T = TypeVar("T")
PAPER, CORRECTED = Protocol
RESAMPLES = 50
QUESTIONS = [
    (f"{number}? Options: A: x\tB: y\tC: z\tD: w\t", f"{'ABCD'[number % 4]}: w") for number in range(12)
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with questions in two languages, texts, and a task that upstream does not know."""
    tasks = {name: instances(name, *QUESTIONS) for name in ("task57", "task58")}
    tasks["task46"] = instances(
        "task46", ("what?", "a long word."), ("why?", "so it is"), ("how?", "thus it is")
    )
    tasks["task900"] = instances("task900", ("own?", "free text"), ("more?", "it is"))
    return project_of(tmp_path / "p.medswb", tasks)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every step that is computed from now on, by its measure, and "drawn" for every resampling."""
    done: list[str] = []
    draw = resampling.drawn_sums

    def noted(step: Step) -> tuple[Score, ...]:
        done.append(step.measure)
        return apply(step)

    def drawn(*given: Any) -> Any:
        done.append("drawn")
        return draw(*given)

    monkeypatch.setattr(scoring, "apply", noted)
    monkeypatch.setattr(resampling, "drawn_sums", drawn)
    return done


def ended(steps: Generator[object, None, T]) -> tuple[int, T]:
    """How much a generator yields, and what it returns."""
    events = 0
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return events, result
        events += 1


def come_to(project: Path, run: str, protocol: Protocol, resamples: int = RESAMPLES) -> tuple[int, RunTotals]:
    """How much happened on the way to a run's totals, and these."""
    with Project(project) as opened:
        return ended(totals_of(opened, run, protocol, content_of(opened, run), resamples=resamples))


def run_of(project: Path) -> str:
    """A run over all tasks that is often right."""
    return asked(
        project,
        lambda prompt: "A: w" if "Options" in prompt.text else "so it is",
        "task57",
        "task58",
        "task46",
        "task900",
    )


def test_totals_are_those_of_scoring(project: Path) -> None:
    """Number by number, in its order, whether computed or kept."""
    run = run_of(project)
    for protocol in Protocol:
        with Project(project) as opened:
            _, scored = ended(score_run(opened, run, protocol, resamples=RESAMPLES))
        assert come_to(project, run, protocol)[1].tasks == scored.tasks
        assert come_to(project, run, protocol)[1].tasks == scored.tasks


def test_nothing_is_computed_again_when_nothing_changed(project: Path, work: list[str]) -> None:
    """No score and no resample, and nothing happens on the way; the same comes out."""
    run = run_of(project)
    first = {protocol: come_to(project, run, protocol) for protocol in Protocol}
    assert all(events for events, _ in first.values())
    assert "drawn" in work
    work.clear()
    for protocol in Protocol:
        assert come_to(project, run, protocol) == (0, first[protocol][1])
    assert work == []
    come_to(project, run, PAPER, resamples=60)
    assert "drawn" in work


def test_a_changed_measure_is_computed_alone(
    project: Path, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Quick ones of others are not touched, whether they share its tasks, its metric or its category."""
    run = run_of(project)
    before = {protocol: come_to(project, run, protocol)[1] for protocol in Protocol}
    versions = run_totals._measures

    def raised(protocol: Protocol) -> list[tuple[str, int]]:
        changed = {"MCQA", "accuracy of letters"}
        return [(name, version + (name in changed)) for name, version in versions(protocol)]

    monkeypatch.setattr(run_totals, "_measures", raised)
    work.clear()
    assert come_to(project, run, PAPER)[1] == before[PAPER]
    assert set(work) == {"MCQA", "drawn"}
    work.clear()
    assert come_to(project, run, CORRECTED)[1] == before[CORRECTED]
    assert set(work) == {"accuracy of letters", "drawn"}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE completion SET text = 'B: x' WHERE rowid = (SELECT min(rowid) FROM completion)",
        "DELETE FROM completion WHERE rowid = (SELECT min(rowid) FROM completion)",
        "UPDATE task SET head = json_set(head, '$.definition', json_array('Another.'))",
    ],
)
def test_what_scores_are_made_of_decides(project: Path, change: str) -> None:
    """An answer that is another one or gone, or a task that says something else, is other content."""
    run = run_of(project)
    with Project(project) as opened:
        before = content_of(opened, run)
        assert content_of(opened, run) == before
    with closing(sqlite3.connect(project)) as connection, connection:
        assert connection.execute(change).rowcount
    with Project(project) as opened:
        assert content_of(opened, run) != before
    assert come_to(project, run, PAPER)[0]


def test_means_have_intervals_beside_their_tasks(project: Path) -> None:
    """Narrower than a task's, around the mean; of texts in one task the task's own."""
    run = run_of(project)
    _, total = come_to(project, run, CORRECTED)
    intervals = dict(total.intervals)
    of_task = {(one.task_id, one.metric): one.interval for one in total.tasks}
    mean, one = intervals["MCQA/accuracy"], of_task["task57", "accuracy"]
    assert one is not None
    assert mean.low < 25 < mean.high
    assert mean.high - mean.low < one.high - one.low
    assert intervals["Concept Explanation/BLEU-1"] == of_task["task46", "BLEU-1"]


def test_columns_in_another_order_are_refused_where_places_decide(project: Path, tmp_path: Path) -> None:
    """With the reason, and scored by the scripts that go by names."""
    file = tmp_path / "all_x.csv"
    taken(project, file, [("task125", "q", "aspirin.", "aspirin."), ("task57", "q", "A", "A")])
    head, *rows = file.read_text().splitlines()
    moved = tmp_path / "moved_y.csv"
    moved.write_text(
        "\n".join(",".join(line.split(",")[at] for at in (0, 2, 1, 3)) for line in (head, *rows))
    )
    *_, last = import_results(project, [moved])
    assert isinstance(last, ResultsImported)
    _, total = come_to(project, last.run_id, PAPER)
    found = {one.task_id: (one.value, one.n, one.missing) for one in total.tasks}
    reason = "upstream takes columns by their place, and in this file input stands where it wants GT"
    assert found == {"task57": (100, 1, ()), "task125": (None, 0, ((reason, 1),))}
