"""A job asks for prompts in time, and tells everything that happened before it says that it is over."""

from pathlib import Path

from tests.engines.contract import prompt
from tests.engines.llama.in_process import llama_cpp_log
from workbench.domain.runs import Sampling, Truncation
from workbench.engines.base import Answered, Failed
from workbench.engines.llama.header import read_header
from workbench.engines.llama.in_memory import InMemory
from workbench.engines.llama.job import Job
from workbench.engines.llama.messages import Ask, Ended, Happened, Prompts, Reply, Wanted
from workbench.engines.llama.plan import plan
from workbench.engines.llama.settings import LlamaSettings


class OtherSide:
    """The window's process, with prompts ready."""

    def __init__(self, windows: list[Prompts], cancel_after: int | None = None) -> None:
        self._windows = windows
        self._cancel_after = cancel_after
        self.said: list[Reply] = []

    def receive(self) -> Prompts:
        """The next prompts."""
        wanted = sum(isinstance(reply, Wanted) for reply in self.said)
        assert wanted >= 1
        return self._windows.pop(0)

    def cancelled(self) -> bool:
        """After so many messages."""
        return self._cancel_after is not None and len(self.said) >= self._cancel_after


def run(path: Path, other: OtherSide, ask: Ask) -> list[Reply]:
    """Run a job in this process."""
    order, _fit = plan(path, read_header(path), LlamaSettings(context=256, window=2))
    memory = InMemory(llama_cpp_log(), other.cancelled)
    model = memory.load(order, lambda _fraction: None)
    try:
        Job(ask, model, order, send=other.said.append, receive=other.receive, cancelled=other.cancelled).run()
    finally:
        memory.close()
    return other.said


def test_the_next_window_is_wanted_before_it_is_needed(tiny_model: Path) -> None:
    """While one window is answered, the next one is on its way; the last one is not followed by a wish."""
    windows = [
        Prompts(1, (prompt(1), prompt(2, "9" * 400)), last=False),
        Prompts(1, (prompt(3),), last=True),
    ]
    said = run(tiny_model, OtherSide(windows), Ask(1, Sampling(max_new_tokens=3), Truncation.REFUSE, None))
    assert [reply.count for reply in said if isinstance(reply, Wanted)] == [2, 2]
    events = [event for reply in said if isinstance(reply, Happened) for event in reply.events]
    assert {event.completion.instance_id for event in events if isinstance(event, Answered)} == {"i1", "i3"}
    assert [event.failure.instance_id for event in events if isinstance(event, Failed)] == ["i2"]
    assert said[-1] == Ended(1)


def test_a_cancelled_job_says_that_it_is_over(tiny_model: Path) -> None:
    """And nothing after that."""
    windows = [Prompts(1, (prompt(1), prompt(2)), last=True)]
    ask = Ask(1, Sampling(max_new_tokens=200), Truncation.REFUSE, None)
    said = run(tiny_model, OtherSide(windows, cancel_after=2), ask)
    assert said[-1] == Ended(1)
    assert not any(
        isinstance(event, Answered) for reply in said if isinstance(reply, Happened) for event in reply.events
    )
