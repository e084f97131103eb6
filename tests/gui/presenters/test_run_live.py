"""A run being followed, without a screen."""

from collections.abc import Generator

import pytest

from tests.fakes import HeldJobs, InlineJobs
from tests.gui.invented import completion
from workbench.domain.errors import EngineDiedError, UnknownNameError
from workbench.domain.runs import Failure
from workbench.evaluation.runner import (
    EngineLoading,
    ItemBegan,
    ItemDone,
    ItemFailed,
    ItemPiece,
    OnBattery,
    Pace,
    RunBegan,
    RunEnded,
    RunEvent,
)
from workbench.gui.presenters.run_live import Detail, LivePresenter, LiveState, Phase
from workbench.gui.presenters.strip import Strip


class Desk:
    """A presenter with held jobs, a clock that the test moves, and what was rendered."""

    def __init__(self) -> None:
        self.jobs, self.strip, self.now = HeldJobs(), Strip(), 0.0
        self.seen: list[LiveState] = []
        self.told: list[str] = []
        self.live = LivePresenter(self._detail, self.strip, self.jobs, lambda: self.now)
        self.live.began = self.told.append
        self.live.ended = lambda: self.told.append("ended")
        self.live.attach(self.seen.append)

    def follow(self) -> None:
        """Begin a run whose events the test tells."""
        self.live.follow(_nothing, LiveState(title="Demo"))
        self.run = self.jobs.last

    def hear(self, *events: RunEvent) -> LiveState:
        """Tell events, each in a frame of its own; the state afterwards."""
        for event in events:
            self.now += 1
            self.run.happen(event)
        return self.live.state

    def _detail(self, _run_id: str, instance_id: str) -> Detail:
        return Detail(instance_id, "task1", "Question", ("Yes",), None)


def _nothing() -> Generator[RunEvent]:
    yield from ()


def test_a_run_from_its_beginning_to_its_end() -> None:
    """Loading, running, done; the strip shows it meanwhile, and the others are told."""
    desk = Desk()
    desk.follow()
    assert desk.strip.state.entries[0].title == "Run Demo"
    state = desk.hear(RunBegan("r1", 3, 0), EngineLoading(0.5))
    assert (state.phase, state.progress) == (Phase.LOADING, "Loading the model, 50%")
    state = desk.hear(ItemBegan("i1"), ItemPiece("i1", "Chol"), ItemPiece("i1", "esterol"))
    assert (state.phase, state.writing[0].tail, state.can_pause) == (Phase.RUNNING, "Cholesterol", True)
    state = desk.hear(ItemDone(1, 3, "task1", completion("i1")), Pace(1, 3, 812.0, 38.0, 90.0))
    assert (state.writing, len(state.answers), state.progress) == ((), 1, "1 of 3")
    assert state.pace == (
        "reading 812 tokens/s",
        "writing 38 tokens/s",
        "90 s left" if False else state.pace[2],
    )
    assert desk.strip.state.entries[0].progress_text == "1 / 3"
    state = desk.hear(ItemFailed(2, 3, "task1", Failure("i2", "EngineError", "too long")))
    assert state.failures[0].reason == "too long"
    desk.hear(ItemDone(3, 3, "task1", completion("i3"), copied=True), RunEnded("r1", 3, 2, 1, 4.0))
    desk.run.end()
    assert (desk.live.state.phase, desk.live.state.can_retry) == (Phase.DONE, True)
    assert desk.live.state.answers[1].copied
    assert desk.told == ["r1", "ended"]
    assert desk.strip.state.entries == ()


def test_at_most_twenty_states_a_second_are_shown() -> None:
    """A thousand pieces in one second cost twenty paintings, and nothing of the text is lost."""
    desk = Desk()
    desk.follow()
    desk.hear(RunBegan("r1", 1, 0), ItemBegan("i1"))
    before = len(desk.seen)
    for _ in range(1000):
        desk.now += 0.001
        desk.run.happen(ItemPiece("i1", "x"))
    assert len(desk.seen) - before <= 20
    desk.hear(Pace(0, 1))
    assert len(desk.live.state.writing[0].tail) == 240
    desk.live.select("i1")
    desk.jobs.last.step(2)
    assert desk.live.state.answer == "x" * 1000


def test_answers_of_one_frame_are_all_listed() -> None:
    """Answers that come faster than the screen is painted are numbered on."""
    desk = Desk()
    desk.follow()
    desk.hear(RunBegan("r1", 3, 0))
    for number in (1, 2, 3):
        desk.run.happen(ItemDone(number, 3, "task1", completion(f"i{number}")))
    desk.hear(Pace(3, 3))
    assert [line.number for line in desk.live.state.answers] == [1, 2, 3]


@pytest.mark.parametrize("then", [Phase.PAUSED, Phase.STOPPED])
def test_pausing_and_stopping_give_up_and_can_be_resumed(then: Phase) -> None:
    """What is under way is cancelled; until that is over the screen says so."""
    desk = Desk()
    desk.follow()
    desk.hear(RunBegan("r1", 3, 0), ItemBegan("i1"))
    desk.live.halt(then)
    assert desk.run.cancelled
    assert (desk.live.state.phase, desk.live.state.can_pause) == (Phase.STOPPING, False)
    assert desk.hear(EngineLoading(1.0), ItemBegan("i2")).phase is Phase.STOPPING
    desk.run.end()
    state = desk.live.state
    assert (state.phase, state.can_resume, state.writing) == (then, True, ())
    assert state.can_stop is (then is Phase.PAUSED)
    desk.live.halt(Phase.STOPPED)
    assert desk.live.state.phase is Phase.STOPPED


def test_the_strip_stops_the_run() -> None:
    """The strip's stop button is the screen's."""
    desk = Desk()
    desk.follow()
    desk.strip.stop(desk.strip.state.entries[0].number)
    assert desk.live.state.phase is Phase.STOPPING


def test_a_dead_engine_is_a_message_and_the_run_can_be_resumed() -> None:
    """The window survives, every answer stays, and Resume is there."""
    desk = Desk()
    desk.follow()
    desk.hear(RunBegan("r1", 3, 0), ItemDone(1, 3, "task1", completion("i1")))
    desk.run.end(EngineDiedError("The engine died: SIGKILL."))
    state = desk.live.state
    assert (state.phase, state.message, state.can_resume) == (Phase.FAILED, "The engine died: SIGKILL.", True)
    assert len(state.answers) == 1
    assert desk.told[-1] == "ended"


def test_a_run_that_never_began_cannot_be_resumed() -> None:
    """A model that does not load leaves no run behind; there is only the message."""
    desk = Desk()
    desk.follow()
    desk.run.end(EngineDiedError("no"))
    assert not desk.live.state.can_resume


def test_a_bug_is_shown_and_goes_on_to_the_crash_report() -> None:
    """The screen does not stay at “running” when something is wrong with the program."""
    desk = Desk()
    desk.follow()
    with pytest.raises(ZeroDivisionError):
        desk.run.end(ZeroDivisionError())
    assert desk.live.state.phase is Phase.FAILED


def test_a_failure_asked_again_leaves_the_list() -> None:
    """After a retry an instance is answered or failed, never both."""
    desk = Desk()
    desk.follow()
    desk.hear(RunBegan("r1", 2, 0), ItemFailed(1, 2, None, Failure("i1", "E", "first")))
    desk.hear(ItemFailed(2, 2, None, Failure("i1", "E", "second")))
    assert [line.reason for line in desk.live.state.failures] == ["second"]
    state = desk.hear(ItemDone(2, 2, "task1", completion("i1")))
    assert state.failures == ()


def test_a_chosen_instance_is_shown_in_full_while_it_is_written() -> None:
    """Its answer grows; when it is there it is whole; a failure shows its reason."""
    desk = Desk()
    desk.follow()
    assert desk.live.state.answer == ""
    desk.live.select("i1")
    assert desk.jobs.last is desk.run
    desk.hear(RunBegan("r1", 2, 0), ItemBegan("i1"))
    desk.live.select("i1")
    desk.jobs.last.step(2)
    assert desk.live.state.answer == "…"
    assert desk.live.state.detail is not None
    assert desk.live.state.detail.writing
    assert desk.hear(ItemPiece("i1", "Yes, ")).answer == "Yes, "
    assert desk.hear(ItemDone(1, 2, "task1", completion("i1", "Yes, it is."))).answer == "Yes, it is."
    desk.live.select("i2")
    desk.jobs.last.step(2)
    assert desk.live.state.answer == "(not answered yet)"
    assert desk.hear(ItemFailed(2, 2, "task1", Failure("i2", "E", "too long"))).answer == "too long"


def test_an_empty_answer_is_called_empty() -> None:
    """Nothing is ever shown as a blank."""
    desk = Desk()
    desk.follow()
    desk.hear(RunBegan("r1", 1, 0))
    desk.live.select("i1")
    desk.jobs.last.step(2)
    state = desk.hear(ItemDone(1, 1, "task1", completion("i1", "")))
    assert (state.answer, state.answers[0].start) == ("(empty answer)", "(empty answer)")


def test_an_interrupted_answer_is_not_shown_as_one() -> None:
    """Half an answer goes when its run is stopped: it was not saved."""
    desk = Desk()
    desk.follow()
    desk.hear(RunBegan("r1", 1, 0), ItemBegan("i1"), ItemPiece("i1", "Half"))
    desk.live.select("i1")
    desk.jobs.last.step(2)
    assert desk.live.state.answer == "Half"
    desk.live.halt(Phase.PAUSED)
    desk.run.end()
    assert desk.live.state.answer == "(not answered yet)"


def test_an_instance_that_is_gone_is_a_message() -> None:
    """A task may have been deleted since."""
    desk = Desk()
    desk.live.show_run(LiveState(phase=Phase.DONE, run_id="r1"))
    desk.live.select("gone")
    desk.jobs.end(UnknownNameError("instance", "gone"))
    assert desk.live.state.detail is None
    assert "gone" in desk.live.state.message


def test_one_run_at_a_time() -> None:
    """While a run goes, neither another run nor an old one takes its place."""
    desk = Desk()
    desk.follow()
    desk.live.follow(_nothing, LiveState(title="Other"))
    desk.live.show_run(LiveState(title="Old"))
    assert desk.live.state.title == "Demo"
    assert len(desk.jobs.started) == 1


def test_every_phase_has_its_words() -> None:
    """What the run is doing is always said."""
    for phase in Phase:
        words = LiveState(phase=phase, done=3, total=9).progress
        assert (words == "") is (phase is Phase.NONE)
        if phase is not Phase.RUNNING:
            assert LiveState(phase=phase).pace == ()


def test_work_that_is_over_at_once_is_shown_as_over() -> None:
    """A run whose every answer was held ends before `follow` returns."""
    live = LivePresenter(Desk()._detail, Strip(), InlineJobs(), lambda: 0.0)
    live.follow(
        lambda: (event for event in (RunBegan("r1", 0, 0), RunEnded("r1", 0, 0, 0, 0.0))), LiveState()
    )
    assert live.state.phase is Phase.DONE


def test_a_run_that_waits_for_mains_power_says_so() -> None:
    """Here and in the strip; what was growing is gone, it can be stopped, and it goes on by itself."""
    desk = Desk()
    desk.follow()
    desk.hear(RunBegan("r1", 3, 0), ItemBegan("i1"), ItemPiece("i1", "Chol"), Pace(0, 3, 812.0, 38.0, 90.0))
    state = desk.hear(OnBattery(0, 3))
    assert (state.phase, state.writing, state.pace) == (Phase.ON_BATTERY, (), ())
    assert state.progress == "Paused: on battery at 0 of 3 · goes on with mains power"
    assert (state.going, state.can_pause, state.can_stop, state.can_resume) == (True, True, True, False)
    entry = desk.strip.state.entries[0]
    assert (entry.note, entry.pace, entry.left_text) == ("Paused: on battery", "", "")
    state = desk.hear(ItemBegan("i1"))
    assert (state.phase, desk.strip.state.entries[0].note) == (Phase.RUNNING, "")
    desk.hear(OnBattery(0, 3))
    desk.live.halt(Phase.PAUSED)
    assert desk.hear(OnBattery(0, 3)).phase is Phase.STOPPING
    desk.run.end()
    assert desk.live.state.phase is Phase.PAUSED
