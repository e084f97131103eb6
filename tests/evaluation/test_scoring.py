"""Runs are scored under both protocols, with everything that has no score counted beside the numbers."""

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from tests.evaluation.runs import asked, instances, project_of, taken
from workbench.domain.errors import UnknownNameError
from workbench.domain.scores import Protocol, Score, TaskScore
from workbench.domain.tasks import Task
from workbench.evaluation import scoring
from workbench.evaluation.answered import NO_INSTANCE, NOT_ANSWERED
from workbench.evaluation.applying import Step
from workbench.evaluation.paper_files import PaperRow
from workbench.evaluation.run_comparison import ItemScore
from workbench.evaluation.scoring import (
    ItemScores,
    RunScored,
    ScoringProgress,
    kind_of,
    score_items,
    score_run,
)
from workbench.evaluation.statistics.estimates import Total
from workbench.evaluation.steps import apply, paper_steps
from workbench.store.project import Project

T = TypeVar("T")
PAPER, CORRECTED = Protocol
OPTIONS = "Options: A: x\tB: y\tC: z\tD: w\t"
ASKED = [(f"{number}? {OPTIONS}", f"{'ABAC'[number]}: {'xyxz'[number]}") for number in range(4)]
MCQA = instances("task57", *ASKED)
TEXTS = instances("task46", ("what?", "a long word.", "another word"), ("why?", "so it is"))
OWN = instances("task900", ("own?", "free text"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a closed task, one of free text, and one that upstream does not know."""
    return project_of(tmp_path / "p.medswb", {"task57": MCQA, "task46": TEXTS, "task900": OWN})


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[Step]:
    """Every step that is computed from now on."""
    steps = []

    def noted(step: Step) -> tuple[Score, ...]:
        steps.append(step)
        return apply(step)

    monkeypatch.setattr(scoring, "apply", noted)
    return steps


def scored(project: Path, run_id: str, protocol: Protocol) -> RunScored:
    """A run's scores; on the way it says how far it is."""
    with Project(project) as opened:
        events, found = drained(score_run(opened, run_id, protocol, resamples=50))
    assert all(event.run_id == run_id and event.protocol is protocol for event in events)
    return found


def drained(steps: Generator[ScoringProgress, None, T]) -> tuple[list[ScoringProgress], T]:
    """What a generator yields and returns."""
    events = []
    while True:
        try:
            events.append(next(steps))
        except StopIteration as end:
            result: T = end.value
            return events, result


def items(project: Path, run_id: str, protocol: Protocol, *tasks: str) -> list[ItemScores]:
    """A run's items."""
    with Project(project) as opened:
        return list(score_items(opened, run_id, protocol, tasks))


def task(run: RunScored, task_id: str, metric: str) -> TaskScore:
    """One number of a run."""
    (found,) = [one for one in run.tasks if (one.task_id, one.metric) == (task_id, metric)]
    return found


def always(answer: str) -> Callable[[object], str]:
    """A script with one answer."""
    return lambda _prompt: answer


def test_accuracy_stands_beside_chance_and_majority(project: Path) -> None:
    """Two of four are A: half right; guessing gets a quarter."""
    run = asked(project, always("A: x"), "task57")
    for protocol in Protocol:
        found = task(scored(project, run, protocol), "task57", "accuracy")
        assert (found.value, found.n, found.missing, found.unread) == (50, 4, (), ())
        assert (found.chance, found.majority) == (25, 50)
        assert found.interval is not None
        assert found.interval.low < 50 < found.interval.high


def test_what_has_no_score_is_counted_with_its_reason(project: Path) -> None:
    """Not answered, or its instance gone: never a 0. What could not be read is a 0, and is counted too."""
    run = asked(project, always("no idea"), "task57", failing=[MCQA[0].id, MCQA[3].id])
    found = task(scored(project, run, CORRECTED), "task57", "accuracy")
    assert (found.value, found.n, found.missing) == (0, 2, ((NOT_ANSWERED, 2),))
    assert sum(count for _, count in found.unread) == 2
    (first, second, *_) = items(project, run, CORRECTED)
    assert (first.scores, first.reason, first.task_id) == ((), NOT_ANSWERED, "task57")
    assert second.reason == ""
    with Project(project) as opened:
        opened.tasks.delete("task57")
    for protocol in Protocol:
        gone = task(scored(project, run, protocol), "task57", "accuracy")
        assert (gone.value, gone.n, gone.interval) == (None, 0, None)
        assert dict(gone.missing) == {NOT_ANSWERED: 2, NO_INSTANCE: 2}


def test_a_run_of_failures_alone_has_its_tasks(project: Path) -> None:
    """With every metric that they would have, and no number."""
    run = asked(project, always("x"), "task46", failing=[one.id for one in TEXTS])
    found = scored(project, run, PAPER)
    assert [(one.metric, one.value, one.missing) for one in found.tasks] == [
        (metric, None, ((NOT_ANSWERED, 2),)) for metric in ("BLEU-1", "ROUGE-L")
    ]
    assert found.printed == ()
    assert found.items == {"task46": {"BLEU-1": [], "ROUGE-L": []}}


def test_an_open_run_is_scored_as_far_as_it_is(project: Path) -> None:
    """What is planned and not answered yet is missing."""
    with Project(project) as opened:
        spec = opened.runs.spec(asked(project, always("A"), "task57"))
        run = opened.runs.add(spec, [one.id for one in MCQA])
    found = task(scored(project, run, CORRECTED), "task57", "accuracy")
    assert (found.value, found.n, found.missing) == (None, 0, ((NOT_ANSWERED, 4),))


def test_what_upstream_has_no_script_for_says_so(project: Path) -> None:
    """Such rows enter no number under the paper's protocol; the corrected one compares their wording."""
    run = asked(project, always("free text"), "task900", "task57")
    found = items(project, run, PAPER)
    assert [item.task_id for item in found] == [None, *["task57"] * 4]
    assert found[0].reason == "upstream has no script for task900"
    assert {one.task_id for one in scored(project, run, PAPER).tasks} == {"task57"}
    best = task(scored(project, run, CORRECTED), "task900", "BLEU-1")
    assert (best.value, best.n) == (100, 1)


def test_several_references_count_where_the_protocol_knows_them(project: Path) -> None:
    """Upstream compares with the first, the corrected protocol with the one that fits best."""
    run = asked(project, always("another word"), "task46")
    assert items(project, run, CORRECTED)[0].scores[0].value == 100
    first = items(project, run, PAPER)[0].scores[0].value
    assert first is not None
    assert first < 100


def test_some_tasks_can_be_asked_for(project: Path) -> None:
    """Nothing else is computed."""
    run = asked(project, always("A: x"), "task57", "task46", "task900")
    for protocol in Protocol:
        assert {item.row.task_id for item in items(project, run, protocol, "task46")} == {"task46"}
    assert items(project, run, PAPER, "task900") == []


def test_scoring_again_computes_nothing_that_is_slow(
    project: Path, computed: list[Step], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another protocol, or another run with the same texts: only what is new. A changed measure: itself."""
    run = asked(project, always("so it is"), "task46", "task900")
    first = scored(project, run, PAPER)
    assert len(computed) == 2
    assert scored(project, run, PAPER) == first
    assert len(computed) == 2
    scored(project, run, CORRECTED)
    assert len(computed) == 5
    again = asked(project, always("so it is"), "task46", name="another")
    scored(project, again, PAPER)
    scored(project, again, CORRECTED)
    assert len(computed) == 5

    def raised(read: PaperRow) -> tuple[Step, ...]:
        return tuple(replace(step, version=99) for step in paper_steps(read))

    monkeypatch.setattr(scoring, "paper_steps", raised)
    scored(project, run, PAPER)
    scored(project, run, CORRECTED)
    assert [step.protocol for step in computed[5:]] == [PAPER, PAPER]


def test_stopping_keeps_what_was_computed(project: Path, tmp_path: Path, computed: list[Step]) -> None:
    """The next time goes on behind it."""
    rows = [("task46", f"q{number}", "a word", f"word {number}") for number in range(120)]
    run = taken(project, tmp_path / "a_b.csv", rows)
    with Project(project) as opened, closing(score_run(opened, run, PAPER)) as steps:
        event = next(steps)
    assert (event.done, len(computed)) == (50, 50)
    with Project(project) as opened:
        events, _ = drained(score_run(opened, run, PAPER, resamples=10))
    assert len(computed) == 120
    assert [event.done for event in events] == [50, 100, 120]


def test_a_table_is_scored_as_a_whole_file(project: Path, tmp_path: Path) -> None:
    """Rows of other tasks count where upstream counts them; cells are what the column makes of them."""
    rows = [
        ("task130", "q1", "flu", "flu"),
        ("task131", "q2", "flu", "no"),
        ("task130", "q3", "flu", "a flu"),
    ]
    run = taken(project, tmp_path / "a_b.csv", rows)
    found = scored(project, run, PAPER)
    (score,) = found.tasks
    assert (score.task_id, score.value, score.n) == ("task130", 100 * 2 / 3, 3)
    ((name, totals),) = found.printed
    assert (name, totals.printed[0].values) == ("Diagnosis", (100 * 2 / 3,))
    assert [item.task_id for item in items(project, run, PAPER, "task130")] == ["task130"] * 3
    numbers = [("task130", "q1", "flu", "5"), ("task130", "q2", "flu", "7")]
    crashed = scored(project, taken(project, tmp_path / "c_d.csv", numbers, "numbers"), PAPER)
    assert crashed.tasks[0].value is None
    assert crashed.printed[0][1].stopped_by.endswith("AttributeError")
    assert sum(count for _, count in crashed.tasks[0].missing) == 2


def test_two_answers_to_an_instance_are_compared_once(project: Path, tmp_path: Path) -> None:
    """Both count in the number, as upstream counts rows; the first is what runs are compared by."""
    rows = [("task57", ASKED[0][0], "A: x", "A"), ("task57", ASKED[0][0], "A: x", "B")]
    found = scored(project, taken(project, tmp_path / "a_b.csv", rows), CORRECTED)
    assert (found.tasks[0].value, found.tasks[0].n) == (50, 2)
    (item,) = found.items["task57"]["accuracy"]
    assert (item.instance_id, item.value) == (MCQA[0].id, 100)


def test_counts_are_what_statistics_take(project: Path, tmp_path: Path) -> None:
    """Entities as three counts, labels as three for each label, and their sum where it is micro."""
    with Project(project) as opened, opened.transaction():
        definition = "Choose among two labels: genomic instability and mutation, inducing angiogenesis."
        opened.tasks.add(Task("task106", "task106_x", definition=(definition,)), [])
    rows = [
        ("task125", "q", "aspirin, p53.", "aspirin, x."),
        ("task106", "q", "genomic instability and mutation", "inducing angiogenesis"),
        ("task106", "r", "inducing angiogenesis", "inducing angiogenesis"),
    ]
    run = taken(project, tmp_path / "a_b.csv", rows)
    paper = scored(project, run, PAPER)
    assert paper.items["task125"]["F1"][0].counts == (1, 1, 1)
    labels = paper.items["task106"]["macro-F1"][0].counts
    assert (len(labels), sum(labels)) == (30, 2)
    assert task(paper, "task106", "macro-precision").interval is None
    assert task(paper, "task106", "macro-F1").interval is not None
    corrected = scored(project, run, CORRECTED)
    assert corrected.items["task106"]["micro-F1"][0].counts == (0, 1, 1)
    assert kind_of("macro-F1") is Total.MACRO_F1
    assert kind_of("accuracy") is Total.MEAN


def test_tasks_stand_by_number_and_items_by_what_they_are(project: Path) -> None:
    """Instances with equal inputs have one source document."""
    run = asked(project, always("A: x"), "task900", "task57", "task46")
    found = scored(project, run, CORRECTED)
    assert list(dict.fromkeys(one.task_id for one in found.tasks)) == ["task46", "task57", "task900"]
    of_mcqa = found.items["task57"]["accuracy"]
    assert [item.instance_id for item in of_mcqa] == [one.id for one in MCQA]
    assert isinstance(of_mcqa[0], ItemScore)
    assert len({item.cluster for item in of_mcqa}) == 4


def test_an_unknown_run_is_refused(project: Path) -> None:
    """Under either protocol."""
    for protocol in Protocol:
        with pytest.raises(UnknownNameError):
            scored(project, "r-none", protocol)
