"""An instance is tried on a model, and whatever happens is said."""

from collections.abc import Generator

import pytest

from tests.fakes import HeldJobs, InlineJobs
from workbench.domain.errors import EngineDiedError
from workbench.domain.runs import Completion, Failure, Finish, Prompt, Usage
from workbench.engines.base import Answered, Began, EngineEvent, Failed, Loading, Piece, Waiting
from workbench.evaluation.prompts import llama3_prompt
from workbench.gui.presenters.author_trial import Trial, TrialState

PROMPT = llama3_prompt("new-1", "Say it.", "What?")
ANSWER = Completion("new-1", "So it is.", Finish.STOP, Usage(20, 0, 3, 0.1, 0.1))


def _answer(prompt: Prompt) -> Generator[EngineEvent]:
    yield Loading(0.5)
    yield Began(prompt.instance_id, 20)
    yield Waiting(20, 0)
    yield Piece(prompt.instance_id, "So ")
    yield Piece(prompt.instance_id, "it is.")
    yield Answered(ANSWER)


def test_the_answer_comes_piece_by_piece() -> None:
    """Loading, reading and answering are told apart, and the text grows."""
    shown: list[TrialState] = []
    Trial(_answer, "demo", InlineJobs(), shown.append).start(2, PROMPT)
    assert [state.text for state in shown if state.message == "Answering…"] == ["So ", "So it is."]
    assert shown[0].message == "Loading the model…"
    assert "Loading the model, 50%" in {state.message for state in shown}
    assert "Reading the prompt, 20 tokens…" in {state.message for state in shown}
    assert shown[-1] == TrialState("demo", 2, "So it is.", "Answered.")


def test_an_answer_that_was_cut_off_says_so() -> None:
    """A text without its end is not taken for one that ended."""

    def ask(_prompt: Prompt) -> Generator[EngineEvent]:
        yield Answered(Completion("new-1", "and so on and so", Finish.LENGTH, ANSWER.usage))

    trial = Trial(ask, "demo", InlineJobs(), lambda _state: None)
    trial.start(0, PROMPT)
    assert trial.state.message == "Cut off at the longest answer allowed."


def test_a_prompt_that_failed_says_why() -> None:
    """The engine's reason is shown as it is."""

    def ask(_prompt: Prompt) -> Generator[EngineEvent]:
        yield Failed(Failure("new-1", "PromptTooLongError", "The prompt has 3000 tokens."))

    trial = Trial(ask, "demo", InlineJobs(), lambda _state: None)
    trial.start(0, PROMPT)
    assert (trial.state.message, trial.state.failed) == ("The prompt has 3000 tokens.", True)


def test_a_dead_engine_is_a_message() -> None:
    """What the author can act on becomes a message; what came before stays."""
    jobs = HeldJobs()
    trial = Trial(_answer, "demo", jobs, lambda _state: None)
    trial.start(0, PROMPT)
    jobs.last.step(4)
    jobs.end(EngineDiedError("The engine’s process ended. Try again."))
    assert trial.state.message == "The engine’s process ended. Try again."
    assert (trial.state.failed, trial.state.running, trial.state.text) == (True, False, "So ")


def test_a_bug_reaches_the_crash_report() -> None:
    """The trial is over, and the bug is not swallowed."""
    jobs = HeldJobs()
    trial = Trial(_answer, "demo", jobs, lambda _state: None)
    trial.start(0, PROMPT)
    with pytest.raises(RuntimeError, match="bug"):
        jobs.end(RuntimeError("bug"))
    assert not trial.state.running


def test_a_trial_is_stopped() -> None:
    """What has come stays; the job is asked to stop."""
    jobs = HeldJobs()
    trial = Trial(_answer, "demo", jobs, lambda _state: None)
    trial.stop()
    trial.start(0, PROMPT)
    jobs.last.step(4)
    trial.stop()
    assert jobs.last.cancelled
    assert trial.state.message == "Stopping…"
    jobs.end()
    assert (trial.state.message, trial.state.text) == ("Stopped.", "So ")


def test_one_trial_at_a_time() -> None:
    """A second press while the model answers starts nothing."""
    jobs = HeldJobs()
    trial = Trial(_answer, "demo", jobs, lambda _state: None)
    trial.start(0, PROMPT)
    trial.start(1, PROMPT)
    assert len(jobs.started) == 1
    assert trial.state.index == 0
