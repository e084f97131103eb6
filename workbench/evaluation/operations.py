"""What a person can do with runs: start, resume, look, compare, hand in."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from workbench.domain.catalogue import benchmark_folder
from workbench.domain.errors import UnknownNameError, WorkbenchError
from workbench.domain.runs import Answering, Failure, ModelFacts, Prompt, RunSpec, Sampling
from workbench.domain.tasks import Instance
from workbench.engines.base import Engine, Limited
from workbench.evaluation.battery import never
from workbench.evaluation.comparison import Comparison, ComparisonRow
from workbench.evaluation.prompts import paper_prompt
from workbench.evaluation.runner import EngineLoading, RunEvent, RunOrder, prompts_of, run
from workbench.evaluation.shots import sample
from workbench.formats import leaderboard_csv
from workbench.formats.leaderboard_csv import LeaderboardRow
from workbench.store.project import Project
from workbench.store.runs import CompletionRow, RunSummary


@dataclass(frozen=True, slots=True)
class LeaderboardFile:
    """A file of a run's completions as the leaderboard takes them."""

    file: Path
    rows_in: int
    """Completions of the run."""
    rows_out: int
    """Of those, the ones in the file; the others' instances or shots are no longer in the project."""


def start_run(
    project: Path, engine: Engine, order: RunOrder, *, on_battery: Callable[[], bool | None] = never
) -> Generator[RunEvent]:
    """Add a run of `engine`'s model to the project and ask it everything `order` says.

    While `on_battery` says that the machine runs on its battery, nothing is asked.

    Raises:
        UnknownNameError: the project has no such task.
        WorkbenchError: there is nothing to ask, or not in this way.
        UnsupportedSamplingError: the engine cannot answer in this way; nothing was begun.
        EngineError: the engine failed; the run is kept and can be resumed.
    """
    _check_sampling(engine, order.sampling)
    with Project(project) as opened:
        tasks = tuple(dict.fromkeys(order.tasks))
        pools = tuple(opened.tasks.count(opened.tasks.get(task_id).id) for task_id in tasks)
        planned = [chosen for task_id in tasks for chosen in chosen_ids(opened, order, task_id)]
        if not planned:
            raise WorkbenchError(f"There is nothing to ask: no instances in {', '.join(tasks) or 'no task'}.")
        yield from _identified(engine)
        run_id = opened.runs.add(spec_for(engine.facts, engine.build, order, tasks, pools), planned)
        yield from run(opened, engine, run_id, on_battery=on_battery)


def resume_run(
    project: Path, engine: Engine, run_id: str, *, on_battery: Callable[[], bool | None] = never
) -> Generator[RunEvent]:
    """Ask what the run still lacks, failures included; nothing while `on_battery`.

    Raises:
        UnknownNameError: the project has no such run.
        WorkbenchError: `engine` has another model than the run was made with.
        EngineError: the engine failed; the run is kept and can be resumed.
    """
    with Project(project) as opened:
        was = opened.runs.spec(run_id).model
        yield from _identified(engine)
        now = engine.facts
        if was.sha256 != now.sha256 or (not was.sha256 and (was.file, was.name) != (now.file, now.name)):
            raise WorkbenchError(
                f"Run {run_id} was made with {was.name} ({_identity(was)}), and this is {now.name} "
                f"({_identity(now)}). Resume it with the same model, or start a new run."
            )
        yield from run(opened, engine, run_id, on_battery=on_battery)


def preview_prompt(project: Path, order: RunOrder, task_id: str, instance_id: str | None = None) -> Prompt:
    """The prompt that `order` would ask about an instance; about the first it would ask unless told which.

    Raises:
        UnknownNameError: there is no such task or instance.
        WorkbenchError: the task has no instances.
    """
    with Project(project) as opened:
        name = opened.tasks.get(task_id).name
        asked = instance_id or next(iter(chosen_ids(opened, order, task_id)), None)
        if asked is None:
            raise WorkbenchError(f"{name} has no instances to ask about.")
        return next(prompt for _, prompt in prompts_of(opened, order, [asked]))


def list_runs(project: Path) -> tuple[RunSummary, ...]:
    """The project's runs, as the project sorts them."""
    with Project(project) as opened:
        return opened.runs.summaries()


def run_record(project: Path, run_id: str) -> tuple[RunSummary, RunSpec]:
    """How a run went, and everything that decided its completions."""
    with Project(project) as opened:
        return opened.runs.summary(run_id), opened.runs.spec(run_id)


def list_completions(
    project: Path, run_id: str, offset: int = 0, limit: int | None = None
) -> tuple[CompletionRow, ...]:
    """Completions of a run, in the order they were planned."""
    with Project(project) as opened:
        opened.runs.summary(run_id)
        return opened.runs.completions(run_id, offset, limit)


def list_failures(project: Path, run_id: str) -> tuple[Failure, ...]:
    """What a run could not get answered, and why."""
    with Project(project) as opened:
        opened.runs.summary(run_id)
        return opened.runs.failures(run_id)


def compare_runs(project: Path, run_ids: Sequence[str]) -> Comparison:
    """What each of the runs answered about the instances that all of them have.

    Raises:
        UnknownNameError: the project has no such run.
        WorkbenchError: fewer than two different runs.
    """
    if len(set(run_ids)) < max(2, len(run_ids)):
        raise WorkbenchError("A comparison needs two or more different runs.")
    with Project(project) as opened:
        summaries = tuple(opened.runs.summary(run_id) for run_id in run_ids)
        answers = [
            {row.instance_id: row.text for row in opened.runs.completions(run_id)} for run_id in run_ids
        ]
        shared = opened.runs.shared_instances(run_ids)
        instances = [instance for made_id in shared if (instance := _instance(opened, made_id)) is not None]
    rows = tuple(
        ComparisonRow(
            instance.id,
            instance.task_id,
            instance.input,
            instance.references,
            tuple(texts[instance.id] for texts in answers),
        )
        for instance in instances
    )
    return Comparison(summaries, rows, gone=len(shared) - len(rows))


def export_leaderboard_csv(project: Path, run_id: str, folder: Path) -> tuple[LeaderboardFile, ...]:
    """Write a run's completions as upstream's evaluation does, a file for each folder of the benchmark.

    Tasks that are not the benchmark's get a file each.

    Raises:
        UnknownNameError: the project has no such run.
        WorkbenchError: the run has no completions yet.
        FormatError: a file cannot be written.
    """
    written = []
    with Project(project) as opened:
        spec = opened.runs.spec(run_id)
        rows = sorted(opened.runs.completions(run_id), key=lambda row: _file_key(row.task_id))
        if not rows:
            raise WorkbenchError(f"Run {run_id} has no completions yet. Resume it first.")
        for name, group in groupby(rows, key=lambda row: _file_key(row.task_id)):
            completions = list(group)
            file = folder / leaderboard_csv.file_name(name, spec.model.name, shots=spec.shots)
            found = (_leaderboard_row(opened, completion) for completion in completions)
            count = leaderboard_csv.write(file, (row for row in found if row is not None))
            written.append(LeaderboardFile(file, len(completions), count))
    return tuple(written)


def _check_sampling(engine: Engine, sampling: Sampling) -> None:
    """Refuse a way of answering that contradicts itself, or that the engine does not know."""
    if sampling.grammar and sampling.answering is not Answering.FREE:
        raise WorkbenchError(
            "A grammar and listed options cannot both decide what an answer may be. Leave one of them out."
        )
    if isinstance(engine, Limited):
        engine.check(sampling)


def _identified(engine: Engine) -> Iterator[EngineLoading]:
    """What is told while the engine finds out which model it has."""
    for step in engine.identify():
        yield EngineLoading(step.fraction, step.checking)


def _file_key(task_id: str) -> str:
    """What the leaderboard's file is called after."""
    return benchmark_folder(task_id) or task_id


def _leaderboard_row(project: Project, completion: CompletionRow) -> LeaderboardRow | None:
    """A completion with its whole prompt; None when what it was made of is no longer in the project."""
    instance = _instance(project, completion.instance_id)
    shots = [_instance(project, shot_id) for shot_id in completion.shot_ids]
    known = [shot for shot in shots if shot is not None]
    if instance is None or len(known) < len(shots):
        return None
    prompt = paper_prompt(project.tasks.get(instance.task_id), instance, known)
    return LeaderboardRow(instance.task_id, prompt.text, next(iter(instance.references), ""), completion.text)


def _instance(project: Project, instance_id: str) -> Instance | None:
    """The instance, or None when it is no longer in the project: a run outlives its tasks."""
    try:
        return project.tasks.instance(instance_id)
    except UnknownNameError:
        return None


def chosen_ids(project: Project, order: RunOrder, task_id: str) -> Iterator[str]:
    """Ids of the instances of a task that `order` asks, in the order of the file."""
    ids = project.tasks.ids(task_id)
    if order.limit is None or order.sample_seed is None:
        yield from ids[: order.limit]
    else:
        for place in sample(len(ids), order.limit, order.sample_seed, task_id):
            yield ids[place]


def spec_for(
    model: ModelFacts, build: str, order: RunOrder, tasks: tuple[str, ...], pools: tuple[int, ...]
) -> RunSpec:
    """Everything that will decide the completions, when `build` of an engine asks `model`."""
    return RunSpec(
        model=model,
        engine=build,
        tasks=tasks,
        shots=order.shots,
        shot_seed=order.shot_seed,
        fixed_shots=order.fixed_shots,
        sampling=order.sampling,
        limit=order.limit,
        sample_seed=order.sample_seed,
        truncation=order.truncation,
        max_prompt_tokens=order.max_prompt_tokens,
        pools=pools,
    )


def _identity(facts: ModelFacts) -> str:
    """What tells two models of one name apart."""
    return f"sha256 {facts.sha256[:12]}…" if facts.sha256 else facts.file
