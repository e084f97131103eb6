"""Asking an engine what a run still lacks: one event per completion, each saved before it is told."""

import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace

from workbench.domain.errors import EngineError, UnknownNameError
from workbench.domain.ids import content_id
from workbench.domain.runs import Answering, Completion, Failure, Prompt, RunSpec, Sampling, Truncation
from workbench.domain.tasks import Instance, Task
from workbench.engines.awake import Awake
from workbench.engines.base import Answered, Began, Engine, EngineEvent, Failed, Loading, Piece, Waiting
from workbench.evaluation.battery import Battery, never
from workbench.evaluation.options import options_of
from workbench.evaluation.pace import Tempo
from workbench.evaluation.prompts import paper_prompt
from workbench.evaluation.shots import Shots
from workbench.store.project import Project

_HEARTBEAT = 0.1
"""Seconds after which something must have been yielded."""
_SAVED_AT_ONCE = 100
"""Completions taken over from other runs in one transaction; each commit waits for the disk."""


@dataclass(frozen=True, slots=True)
class RunOrder:
    """What a person asks for; with an engine it becomes a `RunSpec`."""

    tasks: tuple[str, ...]
    limit: int | None = None
    """Instances asked of each task; None for all."""
    sample_seed: int | None = None
    """Which instances `limit` picks; None for the first ones."""
    shots: int = 3
    """Examples before the question: the paper's 3, or 0."""
    shot_seed: int = 0
    fixed_shots: bool = False
    """Whether all instances of a task see the same shots. Faster, because an engine reads them once;
    the paper draws new ones for every instance."""
    sampling: Sampling = field(default_factory=Sampling)
    truncation: Truncation = Truncation.REFUSE
    max_prompt_tokens: int = 2048
    """The paper's input limit."""


@dataclass(frozen=True, slots=True)
class RunBegan:
    """The run is in the project, and can be resumed from here on."""

    run_id: str
    asked: int
    """Instances planned."""
    held: int
    """Of those, the ones this run already has completions for."""
    begun_with: str | None = None
    """The engine the run was begun with, when that was another than goes on now; None otherwise."""
    short_of_shots: tuple[str, ...] = ()
    """Tasks with too few instances to show as many examples as asked for; with none it is zero-shot."""
    without_options: tuple[str, ...] = ()
    """Tasks that have no options to choose from, where that was asked for: they are answered freely."""


@dataclass(frozen=True, slots=True)
class EngineLoading:
    """The model is being loaded."""

    fraction: float
    """From 0 to 1."""
    checking: bool = False
    """Whether its file is being read for the checksum: before the run begins, and only the first time."""
    measuring: bool = False
    """Whether the fastest settings for this machine are being looked for: only the first time."""


@dataclass(frozen=True, slots=True)
class OnBattery:
    """Nothing is asked until mains power is back; what was under way is asked again then.

    Passes at least every 100 ms, so that whoever iterates can stop.
    """

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ItemBegan:
    """An answer is about to start."""

    instance_id: str


@dataclass(frozen=True, slots=True)
class ItemPiece:
    """Some more text of an answer."""

    instance_id: str
    text: str


@dataclass(frozen=True, slots=True)
class ItemDone:
    """A completion is saved."""

    done: int
    """Instances of the run with a completion or a failure by now."""
    total: int
    task_id: str
    completion: Completion
    copied: bool = False
    """Whether it was taken from another run that had asked exactly the same."""


@dataclass(frozen=True, slots=True)
class ItemFailed:
    """An instance could not be answered; why is saved, and resuming the run asks it again."""

    done: int
    total: int
    task_id: str | None
    """None when the instance is no longer in the project."""
    failure: Failure


@dataclass(frozen=True, slots=True)
class Pace:
    """How far and how fast. Passes at least every 100 ms, so that whoever iterates can stop."""

    done: int
    total: int
    prefill_per_s: float | None = None
    """Prompt tokens read per second, all sequences together; None while it cannot be told."""
    decode_per_s: float | None = None
    """Answer tokens written per second, all sequences together; None while it cannot be told."""
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class RunEnded:
    """Nothing is left to ask."""

    run_id: str
    asked: int
    """Instances planned; each has a completion or a failure."""
    answered: int
    failed: int
    seconds: float
    """Of this call; the run's summary has the sum."""


RunEvent = (
    RunBegan | EngineLoading | OnBattery | ItemBegan | ItemPiece | ItemDone | ItemFailed | Pace | RunEnded
)


def prompts_of(
    project: Project, spec: RunSpec | RunOrder, instance_ids: Iterable[str]
) -> Iterator[tuple[Task, Prompt]]:
    """The prompts of a run for `instance_ids`, each made when it is asked for.

    They have options where the run is not answered freely and the task is a closed one.

    Instances of one task are expected to follow one another.
    """
    task: Task | None = None
    shots: Shots | None = None
    for instance_id in instance_ids:
        instance = project.tasks.instance(instance_id)
        if task is None or shots is None or task.id != instance.task_id:
            task = project.tasks.get(instance.task_id)
            shots = _shots(project, spec, task.id)
        prompt = paper_prompt(task, instance, shots.of(instance))
        if spec.sampling.answering is not Answering.FREE:
            prompt = replace(prompt, options=options_of(task, instance))
        yield task, prompt


def request_id(spec: RunSpec, build: str, prompt: Prompt) -> str:
    """The id of everything that decides an answer: equal requests have equal answers.

    `build` is of the engine that answers, which may be a later one than the run was begun with. A greedy
    request does not depend on how chance is used, nor does one whose answer is the likeliest option; one
    without options does not depend on how options are.
    """
    facts, sampling = spec.model, prompt.sampling or spec.sampling
    parts: list[object] = [
        "request",
        [facts.sha256] if facts.sha256 else [facts.file, facts.name],
        build,
        [[part.text, part.special] for part in prompt.parts],
        (sampling.temperature, sampling.top_p, sampling.seed) if _by_chance(sampling, prompt) else (),
        sampling.max_new_tokens,
        sampling.stop,
        spec.truncation.value,
        spec.max_prompt_tokens,
    ]
    # Requests that use none of the later ways of answering keep the ids that projects know them by.
    later = _later_ways(sampling, prompt)
    return content_id(*parts, later) if later else content_id(*parts)


def _by_chance(sampling: Sampling, prompt: Prompt) -> bool:
    """Whether random numbers decide the answer."""
    likeliest = bool(prompt.options) and sampling.answering is Answering.LIKELIEST
    return not sampling.greedy and not likeliest


def _later_ways(sampling: Sampling, prompt: Prompt) -> dict[str, object]:
    """What decides an answer besides what always did, where it does."""
    ways: dict[str, object] = {}
    if _by_chance(sampling, prompt):
        ways = {name: value for name in ("top_k", "min_p") if (value := getattr(sampling, name))}
    if prompt.options and sampling.answering is not Answering.FREE:
        ways |= {"answering": sampling.answering.value, "options": prompt.options}
    return ways | ({"grammar": sampling.grammar} if sampling.grammar else {})


def run(
    project: Project,
    engine: Engine,
    run_id: str,
    *,
    on_battery: Callable[[], bool | None] = never,
    clock: Callable[[], float] = time.monotonic,
    wait: Callable[[float], None] = time.sleep,
) -> Generator[RunEvent]:
    """Ask `engine` every instance of the run that has no completion, saving each before it is told.

    An instance whose exact request another run has had answered is copied, not asked. Close the
    generator to stop; the run stays open and can be resumed, as after an `EngineError`.

    Args:
        project: An open project.
        engine: Of the run's model.
        run_id: The run.
        on_battery: Whether the machine runs on its battery now; while it does, nothing is asked.
        clock: Steady seconds. A machine that slept has not worked meanwhile, whatever the clock says.
        wait: Lets some seconds pass.

    Raises:
        EngineError: the engine failed; what was saved before stays.
    """
    awake = Awake(clock)
    asking = _Asking(project, engine, run_id, awake, battery=Battery(on_battery), wait=wait)
    held = asking.total - len(asking.pending)
    begun_with, short_of_shots = asking.begun_with(), _short_of_shots(asking.spec)
    yield RunBegan(run_id, asking.total, held, begun_with, short_of_shots, asking.without_options())
    began = awake()
    try:
        yield from asking.give_up_missing()
        yield from asking.copy()
        yield from asking.ask()
    finally:
        seconds = awake() - began - asking.waited
        project.runs.finish(run_id, seconds)
    answered = asking.done - asking.failed
    yield RunEnded(run_id, asking.total, answered, asking.failed, seconds)


def _shots(project: Project, spec: RunSpec | RunOrder, task_id: str) -> Shots:
    """The shots that `spec` means for the instances of a task."""
    sizes = dict(zip(spec.tasks, spec.pools, strict=False)) if isinstance(spec, RunSpec) else {}
    size = sizes[task_id] if task_id in sizes else project.tasks.count(task_id)

    def at(place: int) -> Instance:
        return project.tasks.instances(task_id, place, 1)[0]

    return Shots(at, size, task_id, count=spec.shots, seed=spec.shot_seed, fixed=spec.fixed_shots)


def _ids(project: Project, task_id: str) -> tuple[str, ...]:
    """Ids of a task's instances; none when the task is no longer in the project."""
    try:
        return project.tasks.ids(task_id)
    except UnknownNameError:
        return ()


def _short_of_shots(spec: RunSpec) -> tuple[str, ...]:
    """Tasks that have not enough instances beside the one that is asked."""
    sizes = zip(spec.tasks, spec.pools, strict=False)
    return tuple(task_id for task_id, size in sizes if 0 < size <= spec.shots)


def _may_be_held(project: Project, run_id: str, spec: RunSpec) -> bool:
    """Whether another run asked the same model in the same way.

    Never so for an endpoint: its address does not tell which weights answer today.
    """
    if not spec.model.sha256:
        return False
    others = (
        project.runs.spec(run.id) for run in project.runs.summaries() if run.id != run_id and run.answered
    )
    # However options are used, a prompt without any is the same request.
    mine = replace(spec.sampling, answering=Answering.FREE)
    return any(
        other.model.sha256 == spec.model.sha256 and replace(other.sampling, answering=Answering.FREE) == mine
        for other in others
    )


class _Asking:
    """One pass over what a run lacks."""

    def __init__(
        self,
        project: Project,
        engine: Engine,
        run_id: str,
        clock: Awake,
        *,
        battery: Battery,
        wait: Callable[[float], None],
    ) -> None:
        self._clock, self._battery, self._wait = clock, battery, wait
        self._project = project
        self._engine = engine
        self._run_id = run_id
        self.spec = project.runs.spec(run_id)
        self._asked: dict[str, tuple[Task, Prompt]] = {}
        self._ended: set[str] = set()
        """Instances with a completion or a failure of this pass."""
        self._tempo = Tempo(clock)
        self.pending = list(project.runs.pending(run_id))
        self.total = len(project.runs.planned(run_id))
        self.done = self.total - len(self.pending)
        self.failed = 0
        self.waited = 0.0
        """Seconds without mains power, in which nothing was asked."""

    def begun_with(self) -> str | None:
        """The engine the run was begun with, when it is another one now and there is something to ask."""
        return self.spec.engine if self.pending and self.spec.engine != self._engine.build else None

    def without_options(self) -> tuple[str, ...]:
        """Tasks whose first instance has no options, where the run is to be answered with options."""
        if self.spec.sampling.answering is Answering.FREE:
            return ()
        found = []
        for task_id in self.spec.tasks:
            first = next(iter(_ids(self._project, task_id)), None)
            if first is not None:
                _task, prompt = next(prompts_of(self._project, self.spec, [first]))
                found += [] if prompt.options else [task_id]
        return tuple(found)

    def give_up_missing(self) -> Generator[RunEvent]:
        """Fail what is planned and no longer in the project: a run outlives its tasks."""
        held = {instance_id for task_id in self.spec.tasks for instance_id in _ids(self._project, task_id)}
        missing = [instance_id for instance_id in self.pending if instance_id not in held]
        self.pending = [instance_id for instance_id in self.pending if instance_id in held]
        for instance_id in missing:
            reason = "The instance is no longer in the project. Import its task again and resume the run."
            yield self._fail(None, Failure(instance_id, UnknownNameError.__name__, reason))

    def copy(self) -> Generator[RunEvent]:
        """Take over what other runs were answered to the same requests."""
        if not _may_be_held(self._project, self._run_id, self.spec):
            return
        left: list[str] = []
        found: list[tuple[Task, Prompt, Completion]] = []
        told = self._clock()
        for task, prompt in prompts_of(self._project, self.spec, self.pending):
            held = self._project.runs.held(self._request(prompt))
            if held is None:
                left.append(prompt.instance_id)
            else:
                found.append((task, prompt, replace(held, instance_id=prompt.instance_id)))
            if len(found) == _SAVED_AT_ONCE or self._clock() - told > _HEARTBEAT:
                yield from self._copied(found)
                yield Pace(self.done, self.total)
                found, told = [], self._clock()
        yield from self._copied(found)
        self.pending = left

    def _copied(self, found: list[tuple[Task, Prompt, Completion]]) -> list[ItemDone]:
        """Save some completions that were found, all at once."""
        with self._project.transaction():
            return [self._save(task, prompt, completion, copied=True) for task, prompt, completion in found]

    def ask(self) -> Generator[RunEvent]:
        """Ask what is left, whenever there is mains power."""
        self._tempo.begin()
        done = not self.pending
        while not done:
            yield from self._for_mains()
            done = yield from self._until_battery()
            # What was under way has no end; it is as if it had not been asked.
            self.pending = [instance_id for instance_id in self.pending if instance_id not in self._ended]
            self._asked.clear()

    def _for_mains(self) -> Generator[RunEvent]:
        """Wait while the machine runs on its battery."""
        while self._battery.is_in_use(self._clock()):
            yield OnBattery(self.done, self.total)
            self._wait(_HEARTBEAT / 2)
            self.waited += self._tempo.pass_over()

    def _until_battery(self) -> Generator[RunEvent, None, bool]:
        """Ask what is left; whether mains power lasted until all of it was answered."""
        spec = self.spec
        self._tempo.count_anew()
        events = self._engine.complete(
            self._stream(),
            spec.sampling,
            truncation=spec.truncation,
            max_prompt_tokens=spec.max_prompt_tokens,
        )
        with closing(events):
            for event in events:
                yield self._heard(event)
                if isinstance(event, Waiting) and self._battery.is_in_use(self._tempo.seen):
                    return False
        if self._asked:
            raise EngineError(
                f"The engine ended and left {len(self._asked)} prompts without an answer. Resume the run."
            )
        return True

    def _stream(self) -> Iterator[Prompt]:
        """The prompts to ask, made one at a time as the engine takes them."""
        for task, prompt in prompts_of(self._project, self.spec, self.pending):
            self._asked[prompt.instance_id] = task, prompt
            yield prompt

    def _heard(self, event: EngineEvent) -> RunEvent:
        """What an event of the engine means for the run; completions and failures are saved first."""
        match event:
            case Loading(fraction, checking, measuring):
                self._tempo.pass_over()
                return EngineLoading(fraction, checking, measuring)
            case Began(instance_id):
                return ItemBegan(instance_id)
            case Piece(instance_id, text):
                return ItemPiece(instance_id, text)
            case Answered(completion):
                self._tempo.answered(completion.usage)
                task, prompt = self._asked.pop(completion.instance_id)
                return self._save(task, prompt, completion)
            case Failed(failure):
                task, _ = self._asked.pop(failure.instance_id)
                return self._fail(task.id, failure)
            case Waiting(prefilled, decoded):
                return self._pace(prefilled, decoded)

    def _save(self, task: Task, prompt: Prompt, completion: Completion, *, copied: bool = False) -> ItemDone:
        """Put a completion on disk, then say so."""
        self._project.runs.record(self._run_id, completion, prompt, self._request(prompt))
        self._ended.add(completion.instance_id)
        self.done += 1
        return ItemDone(self.done, self.total, task.id, completion, copied)

    def _fail(self, task_id: str | None, failure: Failure) -> ItemFailed:
        """Put a failure on disk, then say so."""
        self._project.runs.record_failure(self._run_id, failure)
        self._ended.add(failure.instance_id)
        self.done += 1
        self.failed += 1
        return ItemFailed(self.done, self.total, task_id, failure)

    def _request(self, prompt: Prompt) -> str:
        """The id of `prompt` as this run asks it."""
        return request_id(self.spec, self._engine.build, prompt)

    def _pace(self, prefilled: int, decoded: int) -> Pace:
        """How fast the engine is by now."""
        self._tempo.heard(prefilled, decoded)
        read, write = self._tempo.per_second()
        left = self._tempo.seconds_left(self.total - self.done)
        return Pace(self.done, self.total, read, write, left)
