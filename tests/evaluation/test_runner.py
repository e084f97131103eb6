"""The runner asks what is missing, saves before it tells, and survives its engine."""

import itertools
from collections.abc import Generator, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from workbench.domain.errors import EngineDiedError, EngineError
from workbench.domain.runs import (
    Answering,
    Completion,
    Finish,
    ModelFacts,
    Part,
    Prompt,
    RunSpec,
    RunState,
    Sampling,
    Truncation,
    Usage,
)
from workbench.domain.tasks import Instance, Task
from workbench.engines.base import Answered, Began, EngineEvent, Piece, Waiting
from workbench.engines.scripted import ScriptedEngine
from workbench.evaluation.runner import (
    EngineLoading,
    ItemBegan,
    ItemDone,
    ItemFailed,
    ItemPiece,
    Pace,
    RunBegan,
    RunEnded,
    RunEvent,
    request_id,
    run,
)
from workbench.store.project import Project

TASKS = ("task901", "task902")
Event = TypeVar("Event")


def instances(task_id: str, count: int) -> list[Instance]:
    """Numbered instances of a task."""
    return [
        Instance(f"{task_id}-{number}", task_id, f"Question {number}?", (f"Answer {number}",))
        for number in range(count)
    ]


@pytest.fixture
def project(tmp_path: Path) -> Iterable[Project]:
    """A project with two tasks of six instances."""
    with Project.create(tmp_path / "p.medswb") as project:
        with project.transaction():
            for task_id in TASKS:
                task = Task(task_id, f"{task_id}_demo", definition=("Answer.",))
                project.tasks.add(task, instances(task_id, 6))
        yield project


def spec_for(engine: ScriptedEngine, **changes: object) -> RunSpec:
    """A run of the engine's model over both tasks."""
    spec = RunSpec(
        model=engine.facts,
        engine=engine.build,
        tasks=TASKS,
        shots=3,
        shot_seed=0,
        fixed_shots=False,
        sampling=Sampling(),
        pools=(6, 6),
    )
    return replace(spec, **changes)  # type: ignore[arg-type]


def planned(count: int = 6) -> list[str]:
    """Ids of the first instances of both tasks."""
    return [instance.id for task_id in TASKS for instance in instances(task_id, count)]


def begin(project: Project, engine: ScriptedEngine, count: int = 6, **changes: object) -> str:
    """A new run in the project; returns its id."""
    return project.runs.add(spec_for(engine, **changes), planned(count))


def echo(prompt: Prompt) -> str:
    """An answer that tells which prompt it is for."""
    return f"about {prompt.instance_id} after {len(prompt.shot_ids)}"


def only(kind: type[Event], events: Sequence[RunEvent]) -> list[Event]:
    """The events of one kind."""
    return [event for event in events if isinstance(event, kind)]


def test_a_run_tells_everything_in_order(project: Project) -> None:
    """First that it began, then loading, then each answer as it starts, streams and is saved; the end."""
    engine = ScriptedEngine(echo)
    run_id = begin(project, engine)
    events = list(run(project, engine, run_id))
    assert events[0] == RunBegan(run_id, 12, 0)
    assert [event.fraction for event in only(EngineLoading, events)] == [0.0, 1.0]
    done = only(ItemDone, events)
    assert [event.done for event in done] == list(range(1, 13))
    assert {event.total for event in done} == {12}
    assert [event.task_id for event in done] == [*["task901"] * 6, *["task902"] * 6]
    assert [event.instance_id for event in only(ItemBegan, events)] == planned()
    for event in done:
        mine = event.completion.instance_id
        pieces = [piece.text for piece in only(ItemPiece, events) if piece.instance_id == mine]
        assert "".join(pieces) == event.completion.text == f"about {mine} after 3"
    ended = events[-1]
    assert isinstance(ended, RunEnded)
    assert (ended.run_id, ended.asked, ended.answered, ended.failed) == (run_id, 12, 12, 0)
    assert project.runs.summary(run_id).state is RunState.DONE


def test_a_completion_is_saved_before_it_is_told(project: Project) -> None:
    """Whoever hears of a completion finds it in the project, from another connection too."""
    engine = ScriptedEngine(echo)
    run_id = begin(project, engine)
    told = 0
    for event in run(project, engine, run_id):
        if isinstance(event, ItemDone):
            told += 1
            with Project(project.path) as other:
                assert other.runs.completion(run_id, event.completion.instance_id) == event.completion
                assert other.runs.summary(run_id).answered == told
    assert told == 12


@pytest.mark.parametrize("dies_after", [0, 1, 5, 11])
def test_a_dead_engine_costs_nothing_but_what_was_in_flight(project: Project, dies_after: int) -> None:
    """After the engine has died the run is open; resumed, it asks what was not answered and nothing twice."""
    engine = ScriptedEngine(echo, dies_after=dies_after)
    run_id = begin(project, engine)
    seen: list[RunEvent] = []
    with pytest.raises(EngineDiedError):
        seen.extend(run(project, engine, run_id))
    assert len(only(ItemDone, seen)) == dies_after
    assert project.runs.summary(run_id).state is RunState.OPEN
    assert project.runs.failures(run_id) == ()
    engine.asked.clear()
    events = list(run(project, engine, run_id))
    assert events[0] == RunBegan(run_id, 12, dies_after)
    assert engine.asked == planned()[dies_after:]
    assert only(ItemDone, events)[-1].done == 12
    assert [row.instance_id for row in project.runs.completions(run_id)] == planned()
    assert project.runs.summary(run_id).state is RunState.DONE


def test_closing_cancels_and_keeps(project: Project) -> None:
    """A person may stop at any event: what is saved stays, the engine lives, the rest can be resumed."""
    engine = ScriptedEngine(echo)
    run_id = begin(project, engine)
    events = run(project, engine, run_id)
    while not isinstance(next(events), ItemDone):
        pass
    events.close()
    assert project.runs.summary(run_id).answered == 1
    assert project.runs.summary(run_id).state is RunState.OPEN
    assert engine.loaded
    list(run(project, engine, run_id))
    assert sorted(set(engine.asked)) == sorted(planned())
    assert project.runs.summary(run_id).answered == 12


def test_failures_are_saved_told_and_asked_again(project: Project) -> None:
    """One prompt's failure stops nobody; its reason is in the project, and resuming asks it again."""
    engine = ScriptedEngine(echo, failing={"task901-2": "The dog ate it."})
    run_id = begin(project, engine)
    events = list(run(project, engine, run_id))
    failed = only(ItemFailed, events)
    assert [(event.task_id, event.failure.instance_id) for event in failed] == [("task901", "task901-2")]
    assert [failure.reason for failure in project.runs.failures(run_id)] == ["The dog ate it."]
    ended = events[-1]
    assert isinstance(ended, RunEnded)
    assert (ended.asked, ended.answered, ended.failed) == (12, 11, 1)
    healed = ScriptedEngine(echo)
    ended = list(run(project, healed, run_id))[-1]
    assert healed.asked == ["task901-2"]
    assert isinstance(ended, RunEnded)
    assert (ended.asked, ended.answered, ended.failed) == (12, 12, 0)
    assert project.runs.failures(run_id) == ()


def test_a_prompt_that_does_not_fit_is_a_failure_with_both_lengths(project: Project) -> None:
    """A prompt over the limit is refused by name and number; cut from the left it is answered."""
    engine = ScriptedEngine(echo)
    refused = begin(project, engine, max_prompt_tokens=10)
    failures = only(ItemFailed, list(run(project, engine, refused)))
    assert {event.failure.kind for event in failures} == {"PromptTooLongError"}
    assert "at most 10" in failures[0].failure.reason
    cut = begin(project, engine, max_prompt_tokens=10, truncation=Truncation.LEFT)
    assert len(only(ItemDone, list(run(project, engine, cut)))) == 12


def test_a_finished_run_asks_nothing(project: Project) -> None:
    """Resuming what is complete ends at once and does not even load the model."""
    engine = ScriptedEngine(echo)
    run_id = begin(project, engine)
    list(run(project, engine, run_id))
    engine.close()
    engine.asked.clear()
    events = list(run(project, engine, run_id))
    assert [type(event) for event in events] == [RunBegan, RunEnded]
    assert not engine.loaded
    assert engine.asked == []


def test_equal_requests_are_copied_from_other_runs(project: Project) -> None:
    """What another run of the same model was answered to the same prompt is taken over, not asked."""
    engine = ScriptedEngine(echo)
    list(run(project, engine, begin(project, engine, count=2)))
    engine.asked.clear()
    run_id = begin(project, engine)
    events = list(run(project, engine, run_id))
    copied = [event.completion.instance_id for event in only(ItemDone, events) if event.copied]
    assert copied == planned(2)
    assert set(engine.asked) == set(planned()) - set(planned(2))
    assert project.runs.summary(run_id).answered == 12
    assert only(ItemDone, events)[0].completion.text == "about task901-0 after 3"


@pytest.mark.parametrize(
    "changes",
    [
        {"shots": 0},
        {"shot_seed": 1},
        {"sampling": Sampling(temperature=0.7)},
        {"sampling": Sampling(max_new_tokens=50)},
        {"max_prompt_tokens": 1000},
        {"truncation": Truncation.LEFT},
    ],
    ids=str,
)
def test_other_requests_are_asked(project: Project, changes: dict[str, object]) -> None:
    """Nothing is copied when anything that could decide the answer differs."""
    engine = ScriptedEngine(echo)
    list(run(project, engine, begin(project, engine, count=2)))
    engine.asked.clear()
    list(run(project, engine, begin(project, engine, count=2, **changes)))
    assert engine.asked == planned(2)


def test_many_copies_come_in_batches_with_a_heartbeat(tmp_path: Path) -> None:
    """Hundreds of copies are saved a hundred at a time, each told, and the pace goes on between."""
    engine = ScriptedEngine(echo)
    with Project.create(tmp_path / "many.medswb") as project:
        with project.transaction():
            project.tasks.add(Task("task901", "task901_demo"), instances("task901", 250))
        ids = [instance.id for instance in instances("task901", 250)]
        spec = spec_for(engine, tasks=("task901",), pools=(250,))
        list(run(project, engine, project.runs.add(spec, ids[:240])))
        engine.asked.clear()
        events = list(run(project, engine, project.runs.add(spec, ids)))
    assert engine.asked == ids[240:]
    assert [event.done for event in only(ItemDone, events)] == list(range(1, 251))
    first_asked = next(place for place, event in enumerate(events) if isinstance(event, ItemBegan))
    assert len(only(Pace, events[:first_asked])) >= 2


class Later(ScriptedEngine):
    """The same model in a later build of the engine."""

    @property
    def build(self) -> str:
        """Another one."""
        return "scripted 2"


def test_another_build_is_asked(project: Project) -> None:
    """A later engine may answer otherwise, so nothing is taken over from an earlier one."""
    list(run(project, ScriptedEngine(echo), begin(project, ScriptedEngine(echo), count=2)))
    later = Later(echo)
    list(run(project, later, begin(project, later, count=2)))
    assert later.asked == planned(2)


def test_going_on_with_another_build_is_told(project: Project) -> None:
    """A run may outlive its engine's build; that it does is said when it goes on."""
    first, later = ScriptedEngine(echo, dies_after=5), Later(echo)
    run_id = begin(project, first)
    with pytest.raises(EngineDiedError):
        list(run(project, first, run_id))
    assert next(run(project, later, run_id)) == RunBegan(run_id, 12, 5, "scripted 1")


def test_another_model_is_asked(project: Project) -> None:
    """Two models never share an answer."""
    list(run(project, ScriptedEngine(echo), begin(project, ScriptedEngine(echo), count=2)))
    other = ScriptedEngine(echo, name="other")
    list(run(project, other, begin(project, other, count=2)))
    assert other.asked == planned(2)


def test_an_endpoint_is_always_asked(project: Project) -> None:
    """An address does not tell which weights answer today, so its answers are never taken over."""
    engine = ScriptedEngine(echo)
    nameless = replace(engine.facts, sha256="")
    for _ in range(2):
        list(run(project, engine, begin(project, engine, count=1, model=nameless)))
    assert engine.asked == planned(1) * 2


def test_greedy_requests_do_not_depend_on_the_seed() -> None:
    """A seed decides nothing at temperature 0; above it does."""
    engine = ScriptedEngine(echo)
    prompt = Prompt("i", "s", "u", ())
    ids = {
        (temperature, seed): request_id(
            spec_for(engine, sampling=Sampling(temperature=temperature, seed=seed)), "build", prompt
        )
        for temperature in (0.0, 1.0)
        for seed in (0, 1)
    }
    assert ids[0.0, 0] == ids[0.0, 1]
    assert len(set(ids.values())) == 3


ASKED = Prompt("i", "s", "u", (Part("<s>", special=True), Part("Question?")))
WITH_OPTIONS = replace(ASKED, options=("yes", "no"))


def identified(prompt: Prompt = ASKED, **sampling: Any) -> str:
    """The id of a request about `prompt`."""
    facts = ModelFacts("scripted", "scripted.script", "ab" * 32, 0)
    how = Sampling(**sampling)
    return request_id(RunSpec(facts, "b", ("task901",), 3, 0, False, how), "build", prompt)


def test_requests_of_earlier_versions_keep_their_ids() -> None:
    """Projects hold answers under these; a request that uses nothing new is still found by its id."""
    assert identified() == "02921a00435138d99a27"
    assert identified(temperature=0.7, top_p=0.9, seed=3, stop=("\n",)) == "608a6f382e13094a4dcd"


def test_whatever_decides_an_answer_is_another_request() -> None:
    """Each way of answering, each limit of chance, each list of options, each grammar."""
    drawn: dict[str, Any] = {"temperature": 0.7}
    ids = [
        identified(),
        identified(grammar="root ::= [a-z]"),
        identified(WITH_OPTIONS, answering=Answering.CONSTRAINED),
        identified(WITH_OPTIONS, answering=Answering.LIKELIEST),
        identified(replace(ASKED, options=("yes", "maybe")), answering=Answering.LIKELIEST),
        identified(**drawn),
        identified(**drawn, top_k=40),
        identified(**drawn, min_p=0.1),
        identified(**drawn, top_k=20, min_p=0.1),
        identified(WITH_OPTIONS, **drawn, answering=Answering.CONSTRAINED),
    ]
    assert len(set(ids)) == len(ids)


def test_what_decides_nothing_is_no_other_request() -> None:
    """Chance at temperature 0 or for the likeliest option; how options are used where there are none."""
    assert identified(top_k=40, min_p=0.1, top_p=0.5, seed=9) == identified()
    assert identified(answering=Answering.LIKELIEST) == identified()
    assert identified(WITH_OPTIONS) == identified()
    likeliest = identified(WITH_OPTIONS, answering=Answering.LIKELIEST)
    assert identified(WITH_OPTIONS, answering=Answering.LIKELIEST, temperature=1.0, top_k=3) == likeliest


def test_a_prompts_own_sampling_decides() -> None:
    """Where a prompt is answered otherwise than the rest, that is what its id says."""
    own = replace(ASKED, sampling=Sampling(max_new_tokens=5))
    assert identified(own) == identified(max_new_tokens=5) != identified()


CLOSED_TASK = "task12"


@pytest.fixture
def with_closed_task(project: Project) -> Project:
    """The project, with a task of yes and no beside the open ones."""
    with project.transaction():
        project.tasks.add(Task(CLOSED_TASK, f"{CLOSED_TASK}_demo"), instances(CLOSED_TASK, 3))
    return project


@pytest.mark.parametrize(
    ("answering", "finish"), [(Answering.LIKELIEST, Finish.CHOSEN), (Answering.CONSTRAINED, Finish.STOP)]
)
def test_a_closed_task_is_answered_with_one_of_its_options(
    with_closed_task: Project, answering: Answering, finish: Finish
) -> None:
    """How sure the model was is saved; a task without options is answered freely, and named at the start."""
    project, engine = with_closed_task, ScriptedEngine(lambda _prompt: "no, it is not")
    spec = spec_for(
        engine, tasks=("task901", CLOSED_TASK), sampling=Sampling(answering=answering), pools=(6, 3)
    )
    run_id = project.runs.add(spec, ["task901-0", f"{CLOSED_TASK}-0"])
    events = list(run(project, engine, run_id))
    began = events[0]
    assert isinstance(began, RunBegan)
    assert began.without_options == ("task901",)
    free, closed = (event.completion for event in only(ItemDone, events))
    assert (free.text, free.finish, free.options) == ("no, it is not", Finish.STOP, None)
    assert (closed.text, closed.finish) == ("no", finish)
    assert (closed.options is None) == (answering is Answering.CONSTRAINED)
    assert [project.runs.completion(run_id, one.instance_id) for one in (free, closed)] == [free, closed]


def test_free_answers_of_an_open_task_serve_a_run_with_options(with_closed_task: Project) -> None:
    """Only the closed task is asked again: for the other, the request is the same."""
    project, engine = with_closed_task, ScriptedEngine(lambda _prompt: "no")
    asked = ["task901-0", f"{CLOSED_TASK}-0"]
    for answering in (Answering.FREE, Answering.LIKELIEST):
        spec = spec_for(
            engine, tasks=("task901", CLOSED_TASK), sampling=Sampling(answering=answering), pools=(6, 3)
        )
        list(run(project, engine, project.runs.add(spec, asked)))
    assert engine.asked == [*asked, f"{CLOSED_TASK}-0"]


def test_free_runs_have_no_options(with_closed_task: Project) -> None:
    """A prompt is as long as ever, and nothing is said about options."""
    project, seen = with_closed_task, list[Prompt]()
    engine = ScriptedEngine(lambda prompt: seen.append(prompt) or "no")  # type: ignore[func-returns-value]
    run_id = project.runs.add(
        spec_for(engine, tasks=(CLOSED_TASK,), pools=(3,), shots=0), [f"{CLOSED_TASK}-0"]
    )
    assert next(run(project, engine, run_id)) == RunBegan(run_id, 1, 0)
    list(run(project, engine, run_id))
    assert [prompt.options for prompt in seen] == [()]


def test_prompts_are_made_as_the_engine_takes_them(project: Project) -> None:
    """Ten thousand instances are not ten thousand prompts in memory: none is made ahead of the engine."""
    taken: list[int] = []

    class Slow(ScriptedEngine):
        """Notes how many answers are saved each time it takes a prompt."""

        def complete(
            self, prompts: Iterable[Prompt], *args: object, **kwargs: object
        ) -> Generator[EngineEvent]:
            """Answer as scripted."""

            def noted() -> Iterable[Prompt]:
                for prompt in prompts:
                    taken.append(project.runs.summary(run_id).answered)
                    yield prompt

            yield from super().complete(noted(), *args, **kwargs)  # type: ignore[arg-type]

    engine = Slow(echo)
    run_id = begin(project, engine)
    list(run(project, engine, run_id))
    assert taken == list(range(12))


def test_shots_are_recorded_and_repeatable(project: Project) -> None:
    """Each completion knows its shots; they are the same in every run with the same seed."""
    engine = ScriptedEngine(echo)
    first = begin(project, engine, sampling=Sampling(max_new_tokens=9))
    second = begin(project, engine, sampling=Sampling(max_new_tokens=8))
    shots = []
    for run_id in (first, second):
        list(run(project, engine, run_id))
        shots.append([row.shot_ids for row in project.runs.completions(run_id)])
    assert shots[0] == shots[1]
    assert all(len(ids) == 3 for ids in shots[0])


def test_instances_added_later_change_no_shots(project: Project) -> None:
    """A run resumed after an import draws its shots from what the task held when the run began."""
    plain, grown = ScriptedEngine(echo), ScriptedEngine(echo, dies_after=2)
    whole = begin(project, plain, sampling=Sampling(max_new_tokens=9))
    list(run(project, plain, whole))
    cut = begin(project, grown, sampling=Sampling(max_new_tokens=8))
    with pytest.raises(EngineDiedError):
        list(run(project, grown, cut))
    with project.transaction():
        project.tasks.add(Task("task901", "task901_demo", definition=("Answer.",)), instances("task901", 60))
    list(run(project, grown, cut))
    assert [row.shot_ids for row in project.runs.completions(cut)] == [
        row.shot_ids for row in project.runs.completions(whole)
    ]


def test_an_instance_that_is_gone_is_a_failure(project: Project) -> None:
    """A run outlives its tasks: what cannot be asked any more is said, and the rest is asked."""
    engine = ScriptedEngine(echo)
    run_id = begin(project, engine)
    project.tasks.delete("task902")
    events = list(run(project, engine, run_id))
    assert [event.failure.instance_id for event in only(ItemFailed, events)] == planned()[6:]
    assert engine.asked == planned()[:6]
    ended = events[-1]
    assert isinstance(ended, RunEnded)
    assert (ended.answered, ended.failed) == (6, 6)


def test_pace_passes_and_tells_rates(project: Project) -> None:
    """The engine's heartbeat comes through with how far, how fast and how long still."""

    class Measured(ScriptedEngine):
        """Reads and writes at a steady pace."""

        def complete(
            self, prompts: Iterable[Prompt], *args: object, **kwargs: object
        ) -> Generator[EngineEvent]:
            """Answer, with the counters of a real engine."""
            prefilled = decoded = 0
            for number, prompt in enumerate(prompts):
                prefilled += 100 + number
                yield Waiting(prefilled, decoded)
                yield Began(prompt.instance_id, 100)
                yield Piece(prompt.instance_id, "yes")
                decoded += 10
                yield Waiting(prefilled, decoded)
                usage = Usage(100 + number, 0, 10, 0.0, 0.0)
                yield Answered(Completion(prompt.instance_id, "yes", Finish.STOP, usage))

    engine = Measured(echo)
    run_id = begin(project, engine)
    ticks = itertools.count()
    paces = only(Pace, list(run(project, engine, run_id, clock=lambda: float(next(ticks)))))
    assert len(paces) == 24
    assert paces[0].seconds_left is None
    # One second between two heartbeats: some 105 tokens are read in one, 10 written in the next.
    assert paces[-1].prefill_per_s == pytest.approx(105, rel=0.05)
    assert paces[-1].decode_per_s == pytest.approx(10, rel=0.05)
    assert paces[-1].seconds_left == pytest.approx(2, rel=0.1)


def test_an_engine_that_forgets_prompts_is_an_error(project: Project) -> None:
    """Prompts without an end never pass for answered."""

    class Forgetful(ScriptedEngine):
        """Takes every prompt and answers none."""

        def complete(
            self, prompts: Iterable[Prompt], *args: object, **kwargs: object
        ) -> Generator[EngineEvent]:
            """Do nothing with them."""
            list(prompts)
            yield Waiting(0, 0)

    engine = Forgetful(echo)
    run_id = begin(project, engine)
    with pytest.raises(EngineError, match="12 prompts"):
        list(run(project, engine, run_id))
    assert project.runs.summary(run_id).state is RunState.OPEN
