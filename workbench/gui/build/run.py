"""The Run screen, made and joined."""

import time
from functools import partial

from workbench.domain.errors import WorkbenchError
from workbench.domain.runs import RunState
from workbench.engines.catalogue import available_models, resolve_model
from workbench.engines.llama.client import LlamaEngine
from workbench.engines.llama.gguf import read_facts
from workbench.evaluation import outlook
from workbench.evaluation.operations import (
    list_completions,
    list_runs,
    resume_run,
    run_record,
    start_run,
)
from workbench.evaluation.runner import RunOrder
from workbench.gui.build.context import Context, Screen
from workbench.gui.build.model_files import memory_of, model_folders
from workbench.gui.presenters import phrases
from workbench.gui.presenters.loaded_model import LoadedModel
from workbench.gui.presenters.run import Page, RunOperations, RunPresenter, run_title
from workbench.gui.presenters.run_list import RunListPresenter
from workbench.gui.presenters.run_live import (
    Detail,
    FailureLine,
    LivePresenter,
    LiveState,
    Phase,
    answer_line,
)
from workbench.gui.presenters.run_preview import Example, PreviewPresenter
from workbench.gui.presenters.run_setup import Fit, ModelChoice, Plan, SetupPresenter
from workbench.gui.views.run import RunView
from workbench.store.project import Project
from workbench.store.tasks import TaskSummary


class _Operations:
    """What the Run screen does, bound to a project and this machine's models."""

    def __init__(self, context: Context) -> None:
        self._project = context.project
        self._cache = context.home.cache
        self._folders = model_folders(context.home)
        self._build: str | None = None

    def engine(self, name: str) -> LlamaEngine:
        """The engine of a model; nothing is loaded yet."""
        return LlamaEngine(resolve_model(name, self._folders), cache_dir=self._cache)

    def tasks(self) -> tuple[TaskSummary, ...]:
        """The project's tasks."""
        with Project(self._project) as project:
            return project.tasks.summaries()

    def models(self) -> list[ModelChoice]:
        """The models there are, those on this machine first."""
        entries = available_models(self._folders)
        choices = [
            ModelChoice(
                entry.name,
                entry.title,
                f"{entry.quantization} · {phrases.size_of(entry.size)}" if entry.size else entry.quantization,
                entry.file is not None,
            )
            for entry in entries
        ]
        # The first is what a newcomer asks. A base model goes on with a text instead of answering it.
        return sorted(choices, key=lambda choice: (not choice.here, choice.name.endswith("base")))

    def fit(self, running: LoadedModel, name: str) -> Fit:
        """Whether a model fits in memory; another one that is loaded leaves it first."""
        return Fit(*memory_of(resolve_model(name, self._folders), running.memory))

    def plan(self, order: RunOrder, name: str | None) -> Plan:
        """What an order would ask, what is held of it, and how long the rest may take."""
        asked = outlook.count_asked(self._project, order)
        if name is None:
            return Plan(asked)
        facts = read_facts(resolve_model(name, self._folders), self._cache)
        if self._build is None:
            with self.engine(name) as engine:
                self._build = engine.build
        held = outlook.count_held(self._project, facts, self._build, order)
        pace = outlook.seconds_per_answer(self._project, facts, order)
        return Plan(asked, held, None if pace is None else pace * (asked - (held or 0)))

    def example(self, order: RunOrder, number: int) -> Example:
        """One of the prompts of an order."""
        asked = outlook.prompt_at(self._project, order, number)
        return Example(asked.prompt, asked.task_id, asked.number, asked.of)

    def detail(self, run_id: str, instance_id: str) -> Detail:
        """An instance in full, with a run's answer."""
        instance, completion = outlook.answer_of(self._project, run_id, instance_id)
        text = completion.text if completion is not None else None
        return Detail(instance.id, instance.task_id, instance.input, instance.references, text)

    def past(self, run_id: str) -> LiveState:
        """Where a run stands."""
        summary, spec = run_record(self._project, run_id)
        answers = tuple(
            answer_line(number, row.task_id, row)
            for number, row in enumerate(list_completions(self._project, run_id), 1)
        )
        failures = tuple(
            FailureLine(failure.instance_id, task_id, failure.reason)
            for failure, task_id in outlook.failures_of(self._project, run_id)
        )
        return LiveState(
            phase=Phase.DONE if summary.state is RunState.DONE else Phase.STOPPED,
            run_id=run_id,
            title=run_title(summary.model, spec.shots, spec.sampling.answering, spec.tasks),
            done=len(answers) + len(failures),
            total=summary.asked,
            answers=answers,
            failures=failures,
        )

    def model_of(self, run_id: str) -> str:
        """The name of the model that a run was asked of.

        Raises:
            WorkbenchError: it is not on this machine.
        """
        _summary, spec = run_record(self._project, run_id)
        for entry in available_models(self._folders):
            if entry.file is not None and spec.model.sha256 in {
                entry.sha256,
                read_facts(entry.file, self._cache).sha256,
            }:
                return entry.name
        raise WorkbenchError(
            f"This run was made with {spec.model.name}, and its file, {spec.model.file}, is not on this "
            "machine. Add it in Models, then resume."
        )


def build_run(context: Context) -> tuple[Screen, RunPresenter]:
    """The Run screen of the project, and its presenter for the screens that lead to it."""
    do, project, jobs = _Operations(context), context.project, context.jobs
    running, counting = LoadedModel(do.engine), LoadedModel(do.engine)
    setup = SetupPresenter(do.tasks, do.models, partial(do.fit, running), do.plan, jobs)
    preview = PreviewPresenter(do.example, counting.count, jobs)
    live = LivePresenter(do.detail, context.strip, jobs, time.monotonic)
    runs = RunListPresenter(
        partial(list_runs, project), partial(outlook.delete_run, project), context.changed, jobs
    )
    presenter = RunPresenter(
        setup=setup,
        live=live,
        runs=runs,
        operations=RunOperations(
            partial(start_run, project, on_battery=context.on_battery),
            partial(resume_run, project, on_battery=context.on_battery),
            do.past,
            do.model_of,
        ),
        model=running,
        changed=context.changed,
        jobs=jobs,
    )
    setup.changed = preview.show
    view = RunView(context.memory)
    _join(view, presenter, preview)
    view.import_asked.connect(lambda: context.go("browse"))
    view.models_asked.connect(lambda: context.go("models"))

    def close() -> None:
        for part in (presenter, setup, preview, live, runs):
            part.attach(lambda _state: None)
        running.close()
        counting.close()

    return Screen("run", view, presenter.reload, presenter.cares_about, close), presenter


def _join(view: RunView, presenter: RunPresenter, preview: PreviewPresenter) -> None:
    setup, live, runs = presenter.setup, presenter.live, presenter.runs
    view.page_chosen.connect(presenter.go_to)
    view.start_asked.connect(presenter.start)
    view.tasks.searched.connect(setup.search)
    view.tasks.chosen.connect(setup.choose)
    view.tasks.all_chosen.connect(setup.choose_listed)
    view.how.model_chosen.connect(setup.choose_model)
    view.how.picked.connect(setup.pick)
    view.how.decoded.connect(setup.decode)
    view.how.changed.connect(setup.change)
    view.preview.stepped.connect(preview.step)
    view.live.pause_asked.connect(lambda: presenter.halt(Phase.PAUSED))
    view.live.stop_asked.connect(lambda: presenter.halt(Phase.STOPPED))
    view.live.resume_asked.connect(partial(presenter.resume, None))
    view.live.instance_chosen.connect(live.select)
    view.runs.chosen.connect(runs.select)
    view.runs.opened.connect(presenter.look_at)
    view.runs.resume_asked.connect(presenter.resume)
    view.runs.delete_asked.connect(runs.ask_to_delete)
    view.runs.delete_confirmed.connect(runs.delete)
    view.runs.delete_refused.connect(runs.keep)
    for part in (view.live, view.runs):
        part.setup_asked.connect(lambda: presenter.go_to(Page.SETUP))
    setup.attach(view.render_setup)
    preview.attach(view.preview.render_state)
    live.attach(view.live.render_state)
    runs.attach(view.runs.render_state)
    presenter.attach(view.render_state)
