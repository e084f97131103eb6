"""The Run screen without a screen: a real project, a scripted engine, work that runs at once."""

from collections.abc import Generator
from functools import partial
from pathlib import Path

import pytest

from tests.fakes import HeldJobs, InlineJobs
from tests.gui.invented import MODELS
from workbench.domain.errors import UnknownNameError
from workbench.domain.tasks import Instance, Task
from workbench.engines.base import Engine
from workbench.engines.scripted import ScriptedEngine
from workbench.evaluation.operations import list_completions, list_runs, resume_run, start_run
from workbench.evaluation.outlook import answer_of, count_asked, delete_run
from workbench.evaluation.runner import RunEvent, RunOrder
from workbench.gui.presenters.jobs import Jobs
from workbench.gui.presenters.loaded_model import LoadedModel
from workbench.gui.presenters.run import Page, RunOperations, RunPresenter, RunScreenState
from workbench.gui.presenters.run_list import RunListPresenter
from workbench.gui.presenters.run_live import Detail, LivePresenter, LiveState, Phase
from workbench.gui.presenters.run_setup import Fit, Plan, SetupPresenter
from workbench.gui.presenters.strip import Strip
from workbench.store.changes import Changes
from workbench.store.project import Project
from workbench.store.tasks import TaskSummary


class Desk:
    """The screen's presenters over a project."""

    def __init__(self, project: Path, engine: ScriptedEngine, jobs: Jobs | None = None) -> None:
        self.project, self.engine, self.jobs = project, engine, jobs or InlineJobs()
        self.changes: list[Changes] = []
        self.missing = ""
        self.now = 0.0
        self.live = LivePresenter(self._detail, Strip(), self.jobs, self._clock)
        self.run = RunPresenter(
            setup=SetupPresenter(
                self._tasks,
                lambda: MODELS,
                lambda _name: Fit(True, ""),
                lambda order, _model: Plan(count_asked(project, order)),
                self.jobs,
            ),
            live=self.live,
            runs=RunListPresenter(
                partial(list_runs, project), partial(delete_run, project), self.changes.append, self.jobs
            ),
            operations=RunOperations(self._start, self._resume, self._past, self._model_of),
            model=LoadedModel(lambda _name: engine),
            changed=self.changes.append,
            jobs=self.jobs,
        )
        self.run.reload()

    def _clock(self) -> float:
        self.now += 1
        return self.now

    def _tasks(self) -> tuple[TaskSummary, ...]:
        with Project(self.project) as opened:
            return opened.tasks.summaries()

    def _start(self, engine: Engine, order: RunOrder) -> Generator[RunEvent]:
        return start_run(self.project, engine, order)

    def _resume(self, engine: Engine, run_id: str) -> Generator[RunEvent]:
        return resume_run(self.project, engine, run_id)

    def _past(self, run_id: str) -> LiveState:
        done = len(list_completions(self.project, run_id))
        return LiveState(phase=Phase.STOPPED, run_id=run_id, title="past", done=done, total=4)

    def _model_of(self, _run_id: str) -> str:
        if self.missing:
            raise UnknownNameError("model", self.missing)
        return "demo-instruct"

    def _detail(self, run_id: str, instance_id: str) -> Detail:
        instance, completion = answer_of(self.project, run_id, instance_id)
        text = completion.text if completion is not None else None
        return Detail(instance.id, instance.task_id, instance.input, instance.references, text)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """One task of four instances."""
    path = tmp_path / "p.medswb"
    with Project.create(path) as opened, opened.transaction():
        rows = [Instance(f"i{n}", "task57", f"Question {n}?", (f"Answer {n}",)) for n in range(4)]
        opened.tasks.add(Task("task57", "task57_x", definition=("Say.",)), rows)
    return path


def test_a_run_starts_is_followed_and_ends(project: Path) -> None:
    """Starting leads to the answers; at the end they are all there and the memory is free."""
    desk = Desk(project, ScriptedEngine(lambda prompt: prompt.instance_id))
    desk.run.setup.choose({"task57"})
    desk.run.start()
    assert desk.run.state == RunScreenState(Page.ANSWERS)
    assert (desk.live.state.phase, len(desk.live.state.answers)) == (Phase.DONE, 4)
    assert desk.live.state.title == "Demo instruct · 3-shot · task57"
    assert not desk.engine.loaded
    assert desk.changes == [Changes.RUNS]


def test_what_is_missing_is_said_instead_of_starting(project: Path) -> None:
    """Without a task nothing starts, and the reason stands on the screen until a page is chosen."""
    desk = Desk(project, ScriptedEngine({}))
    seen: list[RunScreenState] = []
    desk.run.attach(seen.append)
    desk.run.start()
    assert seen[-1].message == "Choose at least one task."
    desk.run.go_to(Page.RUNS)
    assert seen[-1] == RunScreenState(Page.RUNS)


def test_a_dead_engine_leaves_a_run_that_is_resumed(project: Path) -> None:
    """After the death every answer is kept; resuming asks only the rest."""
    desk = Desk(project, ScriptedEngine(lambda prompt: prompt.instance_id, dies_after=2))
    desk.run.setup.choose({"task57"})
    desk.run.start()
    assert (desk.live.state.phase, desk.live.state.can_resume) == (Phase.FAILED, True)
    assert "died" in desk.live.state.message
    desk.run.resume()
    assert desk.live.state.phase is Phase.DONE
    assert desk.engine.asked == ["i0", "i1", "i2", "i3"]
    assert len(list_completions(project, list_runs(project)[0].id)) == 4


def test_failures_can_be_asked_again(project: Path) -> None:
    """A retry is a resumption: what failed is asked, what is answered is not."""
    desk = Desk(project, ScriptedEngine(lambda prompt: prompt.instance_id, failing={"i2": "too long"}))
    desk.run.setup.choose({"task57"})
    desk.run.start()
    assert desk.live.state.can_retry
    desk.run.resume()
    assert desk.engine.asked.count("i2") == 2
    assert desk.engine.asked.count("i1") == 1


def test_while_a_run_goes_no_other_starts_or_resumes(project: Path) -> None:
    """The screen says why; pausing keeps the model, stopping frees it."""
    jobs = HeldJobs()
    desk = Desk(project, ScriptedEngine(lambda prompt: prompt.instance_id), jobs)
    for job in tuple(jobs.started):
        job.step(2)
    jobs.last.step(2)
    desk.run.setup.choose({"task57"})
    for job in jobs.started:
        if not job.over:
            job.step(2)
    desk.run.start()
    run = jobs.last
    run.step(6)
    assert desk.live.state.going
    run_id = desk.live.state.run_id
    assert run_id is not None
    desk.run.start()
    assert "A run is going" in desk.run.state.message
    desk.run.resume(run_id)
    desk.run.look_at("another")
    assert "A run is going" in desk.run.state.message
    desk.run.look_at(run_id)
    assert desk.run.state == RunScreenState(Page.ANSWERS)
    desk.run.halt(Phase.PAUSED)
    run.end()
    assert (desk.live.state.phase, desk.engine.loaded) == (Phase.PAUSED, True)
    desk.run.halt(Phase.STOPPED)
    jobs.last.step(2)
    assert (desk.live.state.phase, desk.engine.loaded) == (Phase.STOPPED, False)


def test_a_run_of_the_past_can_be_looked_at_and_resumed(project: Path) -> None:
    """From the list one comes to its answers, and on."""
    first = Desk(project, ScriptedEngine(lambda prompt: prompt.instance_id, dies_after=1))
    first.run.setup.choose({"task57"})
    first.run.start()
    later = Desk(project, ScriptedEngine(lambda prompt: prompt.instance_id))
    run_id = list_runs(project)[0].id
    later.run.look_at(run_id)
    assert (later.run.state.page, later.live.state.title, later.live.state.done) == (Page.ANSWERS, "past", 1)
    later.run.resume(run_id)
    assert later.live.state.phase is Phase.DONE


def test_a_run_whose_model_is_not_here_says_so(project: Path) -> None:
    """Nothing is started with another model."""
    desk = Desk(project, ScriptedEngine({}))
    desk.missing = "MMedS-Llama"
    desk.run.resume("r-1")
    assert "MMedS-Llama" in desk.run.state.message
    desk.run.resume()
    assert desk.live.state.phase is Phase.NONE
