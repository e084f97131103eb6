"""Looking ahead and back, against a project on disk."""

from dataclasses import replace
from pathlib import Path

import pytest

from workbench.domain.errors import UnknownNameError
from workbench.domain.runs import Answering, Prompt, Sampling
from workbench.domain.tasks import Instance, Task
from workbench.engines.scripted import ScriptedEngine
from workbench.evaluation import outlook
from workbench.evaluation.operations import list_runs, preview_prompt, start_run
from workbench.evaluation.runner import RunOrder
from workbench.store.changes import Changes
from workbench.store.project import Project

ORDER = RunOrder(("task57",))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two tasks, of six and of three instances."""
    path = tmp_path / "p.medswb"
    with Project.create(path) as opened, opened.transaction():
        for task_id, count in (("task57", 6), ("task900", 3)):
            rows = [
                Instance(f"{task_id}-{n}", task_id, f"Question {n}?", (f"Answer {n}",)) for n in range(count)
            ]
            opened.tasks.add(Task(task_id, f"{task_id}_x", definition=("Say.",)), rows)
    return path


def _answer(prompt: Prompt) -> str:
    return f"about {prompt.instance_id}"


def test_what_an_order_asks_is_counted_task_by_task(project: Path) -> None:
    """A limit holds for each task; a smaller task is asked whole."""
    both = ("task57", "task900")
    assert outlook.count_asked(project, RunOrder(both)) == 9
    assert outlook.count_asked(project, RunOrder(both, limit=4)) == 7


def test_any_prompt_of_an_order_can_be_read(project: Path) -> None:
    """By its place, across tasks, exactly as a run would ask it; beyond the end stands the last."""
    order = RunOrder(("task57", "task900"), limit=4, sample_seed=5, shots=0)
    places = [outlook.prompt_at(project, order, number) for number in range(1, 8)]
    assert [asked.task_id for asked in places] == ["task57"] * 4 + ["task900"] * 3
    assert len({asked.prompt.instance_id for asked in places}) == 7
    assert places[4].prompt == preview_prompt(project, order, "task900")
    assert (outlook.prompt_at(project, order, 99).number, places[0].of) == (7, 7)


def test_an_order_that_asks_nothing_has_no_prompt(project: Path) -> None:
    """Nothing to show is an error that names it."""
    with pytest.raises(UnknownNameError):
        outlook.prompt_at(project, RunOrder(()), 1)


def test_answers_that_a_run_would_find_are_counted(project: Path) -> None:
    """The same request in an earlier run counts; another model, seed of shots or length does not."""
    engine, order = ScriptedEngine(_answer), RunOrder(("task57",), limit=4)
    assert outlook.count_held(project, engine.facts, engine.build, order) == 0
    list(start_run(project, engine, order))
    assert outlook.count_held(project, engine.facts, engine.build, order) == 4
    whole = RunOrder(("task57",))
    assert outlook.count_held(project, engine.facts, engine.build, whole) == 4
    other = ScriptedEngine(_answer, name="other")
    assert outlook.count_held(project, other.facts, other.build, order) == 0


def test_too_many_prompts_are_not_looked_up(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rather no number than a wait of minutes."""
    monkeypatch.setattr(outlook, "MOST_LOOKED_UP", 3)
    engine = ScriptedEngine(_answer)
    assert outlook.count_held(project, engine.facts, engine.build, RunOrder(("task57",))) is None


def test_the_pace_is_that_of_the_newest_run_of_the_model(project: Path) -> None:
    """Nothing is guessed for another model, another number of shots, or another use of options."""
    engine = ScriptedEngine(_answer)
    assert outlook.seconds_per_answer(project, engine.facts, ORDER) is None
    list(start_run(project, engine, RunOrder(("task57",))))
    pace = outlook.seconds_per_answer(project, engine.facts, ORDER)
    assert pace is not None
    assert pace > 0
    assert outlook.seconds_per_answer(project, engine.facts, replace(ORDER, shots=0)) is None
    assert outlook.seconds_per_answer(project, ScriptedEngine({}, name="other").facts, ORDER) is None
    choosing = replace(ORDER, sampling=Sampling(answering=Answering.LIKELIEST))
    assert outlook.seconds_per_answer(project, engine.facts, choosing) is None


def test_the_answers_of_several_runs_are_read_with_how_sure_they_were(project: Path) -> None:
    """In the order of the runs; None where one has none."""
    for limit in (2, 1):
        list(
            start_run(project, ScriptedEngine(_answer, name=f"m{limit}"), RunOrder(("task57",), limit=limit))
        )
    runs = [run.id for run in list_runs(project)]
    missing, there = outlook.answers_of(project, runs, "task57-1")
    assert missing is None
    assert there is not None
    assert (there.text, len(there.chances or ())) == ("about task57-1", 2)


def test_an_answer_is_read_with_its_instance(project: Path) -> None:
    """What a run has not answered has no completion."""
    list(start_run(project, ScriptedEngine(_answer), RunOrder(("task57",), limit=1)))
    run_id = list_runs(project)[0].id
    instance, completion = outlook.answer_of(project, run_id, "task57-0")
    assert (instance.input, completion and completion.text) == ("Question 0?", "about task57-0")
    assert outlook.answer_of(project, run_id, "task57-1")[1] is None


def test_failures_know_their_task_while_the_instance_is_there(project: Path) -> None:
    """An instance that has gone since leaves its failure behind."""
    engine = ScriptedEngine(_answer, failing={"task900-1": "too long"})
    list(start_run(project, engine, RunOrder(("task900",))))
    run_id = list_runs(project)[0].id
    (failure, task_id), *rest = outlook.failures_of(project, run_id)
    assert (failure.reason, task_id, rest) == ("too long", "task900", [])
    with Project(project) as opened:
        opened.tasks.delete("task900")
    assert outlook.failures_of(project, run_id)[0][1] is None


def test_a_deleted_run_is_gone(project: Path) -> None:
    """With its answers; the operation says what it changed."""
    list(start_run(project, ScriptedEngine(_answer), RunOrder(("task57",))))
    assert outlook.delete_run(project, list_runs(project)[0].id) is Changes.RUNS
    assert list_runs(project) == ()
