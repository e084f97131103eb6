"""A run remembers what it asked, how, and what came back, through every interruption."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.samples import completion, instance, project_with, prompt, spec
from workbench.domain.errors import UnknownNameError
from workbench.domain.runs import Answering, Failure, Finish, OptionChance, RunState, Sampling, TokenChance
from workbench.store.database import connect
from workbench.store.project import Project

ROWS = [instance(f"question {number}") for number in range(6)]
IDS = tuple(row.id for row in ROWS)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project with six instances."""
    with project_with(tmp_path / "a.medswb", ROWS) as opened:
        yield opened


def test_spec_comes_back_equal(project: Project) -> None:
    """Everything that decides the completions is kept."""
    run = project.runs.add(spec(), IDS)
    assert project.runs.spec(run) == spec()


def test_every_way_of_answering_comes_back_equal(project: Project) -> None:
    """Options, a grammar and what limits chance are part of the specification."""
    sampling = Sampling(0.7, 0.9, 40, 0.05, 3, 100, ("x",), Answering.LIKELIEST, 'root ::= "a"')
    wanted = replace(spec(), sampling=sampling)
    assert project.runs.spec(project.runs.add(wanted, IDS)) == wanted
    assert project.runs.spec(project.runs.summaries()[0].id).sampling.answering is Answering.LIKELIEST


def test_a_spec_of_an_earlier_version_is_read(project: Project) -> None:
    """What it does not say is as it was then: free answers, nothing limited."""
    run = project.runs.add(spec(), IDS)
    with closing(connect(project.path)) as connection, connection:
        values = json.loads(connection.execute("SELECT spec FROM run").fetchone()[0])
        for name in ("top_k", "min_p", "answering", "grammar"):
            del values["sampling"][name]
        connection.execute("UPDATE run SET spec = ?", (json.dumps(values),))
    assert project.runs.spec(run) == spec()


def test_new_run_is_open_and_all_pending(project: Project) -> None:
    """What is asked stays in the order given, whatever the project's order is."""
    order = tuple(reversed(IDS))
    run = project.runs.add(spec(), order)
    assert project.runs.planned(run) == project.runs.pending(run) == order
    summary = project.runs.summary(run)
    assert (summary.state, summary.asked, summary.answered, summary.failed) == (RunState.OPEN, 6, 0, 0)
    assert (summary.model, summary.shots, summary.tasks, summary.seconds) == ("demo", 3, ("task58",), 0)
    assert summary.created.endswith("+00:00")


def test_run_about_nothing_known_is_refused(project: Project) -> None:
    """The unknown id is named, and no run is left."""
    with pytest.raises(UnknownNameError, match="nothing"):
        project.runs.add(spec(), [IDS[0], "nothing"])
    assert project.runs.summaries() == ()


def test_newest_run_comes_first(project: Project) -> None:
    """Runs are listed from the newest on, and their ids sort by time."""
    runs = [project.runs.add(spec(name), IDS[:1]) for name in ("one", "two", "three")]
    assert [summary.id for summary in project.runs.summaries()] == runs[::-1]
    assert len(set(runs)) == 3


def test_resumed_run_asks_for_the_rest(project: Project) -> None:
    """What is answered is not pending; what failed is."""
    run = project.runs.add(spec(), IDS)
    project.runs.record(run, completion(IDS[1]), prompt(IDS[1]), "r1")
    project.runs.record_failure(run, Failure(IDS[2], "PromptTooLongError", "too long"))
    assert project.runs.pending(run) == (IDS[0], *IDS[2:])
    project.runs.finish(run, 1.5)
    assert project.runs.summary(run).state is RunState.OPEN


def test_run_is_done_when_nothing_is_left(project: Project) -> None:
    """Failures count as asked; the seconds of all sittings add up."""
    run = project.runs.add(spec(), IDS[:3])
    project.runs.record(run, completion(IDS[0]), prompt(IDS[0]), "r0")
    project.runs.finish(run, 1.5)
    project.runs.record(run, completion(IDS[1]), prompt(IDS[1]), "r1")
    project.runs.record_failure(run, Failure(IDS[2], "EngineDiedError", "gone"))
    project.runs.finish(run, 2.0)
    summary = project.runs.summary(run)
    assert (summary.state, summary.answered, summary.failed) == (RunState.DONE, 2, 1)
    assert summary.seconds == pytest.approx(3.5)


def test_answer_takes_the_place_of_a_failure(project: Project) -> None:
    """A retry that works leaves no failure; the newest reason of one that does not counts."""
    run = project.runs.add(spec(), IDS[:2])
    project.runs.record_failure(run, Failure(IDS[0], "EngineDiedError", "first"))
    project.runs.record_failure(run, Failure(IDS[0], "EngineDiedError", "second"))
    assert project.runs.failures(run) == (Failure(IDS[0], "EngineDiedError", "second"),)
    project.runs.record(run, completion(IDS[0]), prompt(IDS[0]), "r0")
    assert project.runs.failures(run) == ()


def test_recording_twice_changes_nothing(project: Project) -> None:
    """The first answer of a run stays."""
    run = project.runs.add(spec(), IDS)
    project.runs.record(run, completion(IDS[0], "first"), prompt(IDS[0]), "r0")
    project.runs.record(run, completion(IDS[0], "second"), prompt(IDS[0]), "r0")
    assert project.runs.completion(run, IDS[0]) == completion(IDS[0], "first")
    assert project.runs.summary(run).answered == 1


@pytest.mark.parametrize("text", ["", "a\r\nb\0c", "糖尿病 😀", "half \ud83d of a pair", "\udcff"])
def test_answer_is_kept_as_it_came(project: Project, text: str) -> None:
    """Any string comes back, even one that is cut in the middle of a character."""
    run = project.runs.add(spec(), IDS[:1])
    answer = replace(completion(IDS[0], text), finish=Finish.LENGTH)
    project.runs.record(run, answer, prompt(IDS[0]), "r0")
    assert project.runs.completion(run, IDS[0]) == answer
    assert project.runs.held("r0") == answer
    (row,) = project.runs.completions(run)
    assert (row.text, row.task_id, row.shot_ids) == (text, "task58", ("one", "two"))
    project.runs.record_failure(run, Failure(IDS[0], "E", text))
    assert project.runs.failures(run)[0].reason == text


def test_how_sure_the_model_was_is_kept(project: Project) -> None:
    """Of a written answer its tokens, of a chosen one its options; taken over by a run that asks the same."""
    run = project.runs.add(spec(), IDS[:2])
    written = replace(completion(IDS[0]), chances=(TokenChance(2, -0.25), TokenChance(1, -3.5)))
    chosen = replace(
        completion(IDS[1]),
        finish=Finish.CHOSEN,
        options=(OptionChance("yes", 1, -0.1), OptionChance("no", 1, -2.7)),
    )
    for number, answer in enumerate((written, chosen)):
        project.runs.record(run, answer, prompt(IDS[number]), f"r{number}")
        assert project.runs.completion(run, IDS[number]) == project.runs.held(f"r{number}") == answer
    rows = project.runs.completions(run)
    assert [(row.chances, row.options) for row in rows] == [(written.chances, None), (None, chosen.options)]


def test_equal_request_is_held(project: Project) -> None:
    """An answer of another run is found by its request."""
    run = project.runs.add(spec(), IDS)
    project.runs.record(run, completion(IDS[0]), prompt(IDS[0]), "request")
    assert project.runs.held("request") == completion(IDS[0])
    assert project.runs.held("other") is None


def test_completions_come_in_the_order_asked(project: Project) -> None:
    """Not in the order they were answered; pages cut the list."""
    run = project.runs.add(spec(), IDS)
    for made_id in (IDS[4], IDS[0], IDS[2]):
        project.runs.record(run, completion(made_id), prompt(made_id), made_id)
    assert [row.instance_id for row in project.runs.completions(run)] == [IDS[0], IDS[2], IDS[4]]
    assert [row.instance_id for row in project.runs.completions(run, 1, 1)] == [IDS[2]]
    assert project.runs.completion(run, IDS[1]) is None


def test_instance_knows_its_completions(project: Project) -> None:
    """Of every run, the newest first."""
    runs = [project.runs.add(spec(name), IDS) for name in ("one", "two")]
    for run in runs:
        project.runs.record(run, completion(IDS[0], run), prompt(IDS[0]), run)
    found = project.runs.of_instance(IDS[0])
    assert [(summary.id, made.text) for summary, made in found] == [(run, run) for run in runs[::-1]]
    assert project.runs.of_instance(IDS[1]) == ()


def test_shared_instances_were_answered_by_all(project: Project) -> None:
    """Those are what can be compared, in the first run's order."""
    one, two = project.runs.add(spec("one"), IDS), project.runs.add(spec("two"), IDS[::-1])
    for run, ids in ((one, IDS[:4]), (two, IDS[2:])):
        for made_id in ids:
            project.runs.record(run, completion(made_id), prompt(made_id), run + made_id)
    assert project.runs.shared_instances([one, two]) == IDS[2:4]
    assert project.runs.shared_instances([two, one]) == (IDS[3], IDS[2])
    assert project.runs.shared_instances([]) == ()


def test_deleted_run_takes_its_completions_along(project: Project) -> None:
    """Nothing of it is held any more; other runs stay."""
    run, other = project.runs.add(spec(), IDS), project.runs.add(spec(), IDS)
    project.runs.record(run, completion(IDS[0]), prompt(IDS[0]), "request")
    project.runs.delete(run)
    assert project.runs.held("request") is None
    assert [summary.id for summary in project.runs.summaries()] == [other]
    with pytest.raises(UnknownNameError, match=other):
        project.runs.spec(run)


def test_runs_outlive_their_tasks(project: Project) -> None:
    """Removing a task takes no completion away."""
    run = project.runs.add(spec(), IDS)
    project.runs.record(run, completion(IDS[0]), prompt(IDS[0]), "request")
    project.tasks.delete("task58")
    (row,) = project.runs.completions(run)
    assert (row.task_id, row.text) == ("task58", "yes")


def test_answer_is_on_disk_when_recorded(project: Project, tmp_path: Path) -> None:
    """Another connection sees it at once, and so would the next start after a crash."""
    run = project.runs.add(spec(), IDS)
    with Project(tmp_path / "a.medswb") as other:
        project.runs.record(run, completion(IDS[0]), prompt(IDS[0]), "request")
        assert other.runs.held("request") == completion(IDS[0])


def test_answers_can_be_recorded_together(project: Project) -> None:
    """In a transaction of the caller's all of them count or none."""
    run = project.runs.add(spec(), IDS)

    def record(*names: str) -> None:
        with project.transaction():
            for name in names:
                project.runs.record(name, completion(IDS[0]), prompt(IDS[0]), "request")

    with pytest.raises(UnknownNameError):
        record(run, "r-unknown")
    assert project.runs.held("request") is None
