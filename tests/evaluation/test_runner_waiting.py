"""A run while the machine sleeps, and while it runs on its battery."""

from collections.abc import Callable, Generator, Iterable
from pathlib import Path

import pytest

from tests.evaluation.test_runner import begin, echo, only, planned
from workbench.domain.runs import Completion, Finish, Prompt, RunState, Usage
from workbench.domain.tasks import Instance, Task
from workbench.engines.base import Answered, Began, EngineEvent, Loading, Piece, Waiting
from workbench.engines.scripted import ScriptedEngine
from workbench.evaluation.runner import ItemDone, OnBattery, Pace, RunEnded, RunEvent, run
from workbench.store.project import Project

SLEEP = 8 * 3600.0


@pytest.fixture
def project(tmp_path: Path) -> Iterable[Project]:
    """A project with two tasks of six instances."""
    with Project.create(tmp_path / "p.medswb") as project:
        for task_id in ("task901", "task902"):
            rows = [Instance(f"{task_id}-{n}", task_id, f"Question {n}?", (f"Answer {n}",)) for n in range(6)]
            project.tasks.add(Task(task_id, f"{task_id}_demo", definition=("Answer.",)), rows)
        yield project


class Day:
    """A clock, a power supply, and what happens at which answer."""

    def __init__(self) -> None:
        self.now = 0.0
        self.battery: bool | None = False
        self.at: dict[int, Callable[[], None]] = {}
        """What happens before the answer of that number, counted over all calls."""
        self.waited = 0
        self.plugged_in_after: int | None = None
        """Waits after which mains power is back."""

    def clock(self) -> float:
        """Seconds."""
        return self.now

    def on_battery(self) -> bool | None:
        """What the power supply says."""
        return self.battery

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds
        self.waited += 1
        if self.waited == self.plugged_in_after:
            self.battery = False

    def sleep(self) -> None:
        """Close the lid, and open it in the morning."""
        self.now += SLEEP

    def unplug(self) -> None:
        """Take the machine along."""
        self.battery = True


class Steady(ScriptedEngine):
    """Reads 100 tokens in a second and writes 10 in the next."""

    def __init__(self, day: Day) -> None:
        super().__init__(echo)
        self._day = day
        self.calls = 0
        self.prompts: list[str] = []
        """All that was taken, in all calls."""

    def complete(self, prompts: Iterable[Prompt], *args: object, **kwargs: object) -> Generator[EngineEvent]:
        """Answer, with counters that begin at nothing in each call."""
        self.calls += 1
        yield Loading(1.0)
        prefilled = decoded = 0
        for number, prompt in enumerate(prompts):
            self.prompts.append(prompt.instance_id)
            self._day.at.pop(len(self.prompts), lambda: None)()
            yield Began(prompt.instance_id, 100)
            prefilled += 100 + number % 3
            self._day.now += 1.0
            yield Waiting(prefilled, decoded)
            decoded += 10
            self._day.now += 1.0
            yield Waiting(prefilled, decoded)
            yield Piece(prompt.instance_id, "yes")
            usage = Usage(100 + number % 3, 0, 10, 1.0, 1.0)
            yield Answered(Completion(prompt.instance_id, "yes", Finish.STOP, usage))


def asked(project: Project, day: Day, run_id: str, engine: ScriptedEngine) -> list[RunEvent]:
    """The events of one call."""
    events = run(project, engine, run_id, on_battery=day.on_battery, clock=day.clock, wait=day.wait)
    return list(events)


def test_a_sleep_is_no_work(project: Project) -> None:
    """Eight hours in the middle: neither rates, nor what is left, nor the run's seconds know of them."""
    day = Day()
    day.at[8] = day.sleep
    engine = Steady(day)
    run_id = begin(project, engine)
    events = asked(project, day, run_id, engine)
    last = only(Pace, events)[-1]
    assert last.prefill_per_s == pytest.approx(101, rel=0.05)
    assert last.decode_per_s == pytest.approx(10, rel=0.05)
    assert all(pace.seconds_left is None or pace.seconds_left < 60 for pace in only(Pace, events))
    assert day.now > SLEEP
    assert only(RunEnded, events)[0].seconds == pytest.approx(24, abs=2)
    assert project.runs.summary(run_id).seconds == pytest.approx(24, abs=2)


def test_a_run_waits_for_mains_power(project: Project) -> None:
    """It says so, asks nothing meanwhile, and goes on by itself; every instance is answered once."""
    day = Day()
    day.at[5], day.plugged_in_after = day.unplug, 400
    engine = Steady(day)
    run_id = begin(project, engine)
    events = asked(project, day, run_id, engine)
    waits = only(OnBattery, events)
    assert len(waits) >= 400
    assert (waits[0].done, waits[0].total) == (4, 12)
    # Only what was under way when the plug was pulled is asked again.
    assert engine.prompts == [*planned()[:5], *planned()[4:]]
    assert [done.completion.instance_id for done in only(ItemDone, events)] == planned()
    assert engine.calls == 2
    summary = project.runs.summary(run_id)
    assert (summary.state, summary.answered) == (RunState.DONE, 12)
    # What was waited is not what the run took.
    assert summary.seconds < 40


def test_rates_go_on_after_waiting(project: Project) -> None:
    """An engine counts anew in each call; nothing falls, and nothing is counted twice."""
    day = Day()
    day.at[5], day.plugged_in_after = day.unplug, 400
    engine = Steady(day)
    last = only(Pace, asked(project, day, begin(project, engine), engine))[-1]
    assert last.prefill_per_s == pytest.approx(101, rel=0.05)
    assert last.decode_per_s == pytest.approx(10, rel=0.05)


def test_without_mains_power_nothing_is_loaded(project: Project) -> None:
    """Begun on battery it waits at once, and whoever listens can stop at any time; it stays open."""
    day = Day()
    day.battery = True
    engine = Steady(day)
    run_id = begin(project, engine)
    events = run(project, engine, run_id, on_battery=day.on_battery, clock=day.clock, wait=day.wait)
    next(events)
    assert [type(next(events)) for _ in range(3)] == [OnBattery] * 3
    events.close()
    assert engine.calls == 0
    assert project.runs.summary(run_id).state is RunState.OPEN


def test_a_machine_that_cannot_tell_goes_on(project: Project) -> None:
    """A desktop has no battery to be on."""
    day = Day()
    day.battery = None
    engine = Steady(day)
    assert only(OnBattery, asked(project, day, begin(project, engine), engine)) == []
    assert engine.calls == 1


def test_a_finished_run_waits_for_nothing(project: Project) -> None:
    """On battery too: there is nothing to ask."""
    day = Day()
    engine = Steady(day)
    run_id = begin(project, engine)
    asked(project, day, run_id, engine)
    day.battery = True
    assert only(OnBattery, asked(project, day, run_id, engine)) == []
