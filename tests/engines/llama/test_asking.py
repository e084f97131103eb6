"""Jobs follow each other over one pipe; none gets the news of another."""

from collections import deque
from collections.abc import Generator, Iterator
from typing import cast

import pytest

from tests.engines.contract import prompt
from workbench.domain.errors import EngineError
from workbench.domain.runs import Prompt, Sampling, Truncation
from workbench.engines.base import EngineEvent, Piece, Waiting
from workbench.engines.llama import messages
from workbench.engines.llama.asking import Asking, counted_on
from workbench.engines.llama.channel import Channel
from workbench.engines.llama.decay import Decay


class FakeChannel:
    """A process that has its replies ready."""

    def __init__(self) -> None:
        self.replies: deque[messages.Reply] = deque()
        self.told: list[messages.Command] = []
        self.acknowledges = True

    def send(self, command: messages.Command) -> None:
        """Keep what was told; a cancelled job is over at once, or later."""
        self.told.append(command)
        if isinstance(command, messages.Cancel) and self.acknowledges:
            self.replies.append(messages.Ended(command.job))

    def hear(self, _seconds: float) -> messages.Reply | None:
        """The next reply."""
        return self.replies.popleft() if self.replies else None


@pytest.fixture
def channel() -> FakeChannel:
    """A process that answers as the test says."""
    return FakeChannel()


@pytest.fixture
def asking(channel: FakeChannel) -> Asking:
    """What is tested."""
    return Asking(cast(Channel, channel))


def run(asking: Asking, count: int = 1) -> Generator[EngineEvent, None, bool]:
    """A call with some prompts."""
    asked = (prompt(number) for number in range(count))
    return asking.run(asked, Sampling(), Truncation.REFUSE, None)


def test_prompts_go_out_as_they_are_wanted(asking: Asking, channel: FakeChannel) -> None:
    """Two at a time here; the last message says that it is the last."""
    channel.replies += [messages.Wanted(1, 2), messages.Wanted(1, 2), messages.Ended(1)]
    list(run(asking, 3))
    sent = [command for command in channel.told if isinstance(command, messages.Prompts)]
    assert [len(command.prompts) for command in sent] == [2, 1]
    assert [command.last for command in sent] == [False, True]
    assert not asking.is_running


class Decayed(Decay):
    """A process that has become slow after its first prompts."""

    def __init__(self, *told: bool) -> None:
        super().__init__()
        self._told = iter(told)
        self.added: list[tuple[int, int, float]] = []

    @property
    def is_decayed(self) -> bool:
        """What the test says."""
        return next(self._told)

    def add(self, read: int, wrote: int, seconds: float) -> None:
        """Keep what was added."""
        self.added.append((read, wrote, seconds))


def returned(events: Generator[EngineEvent, None, bool]) -> bool:
    """What the call returns, its events heard."""
    while True:
        try:
            next(events)
        except StopIteration as end:
            return bool(end.value)


def test_a_slow_process_is_given_no_more(channel: FakeChannel) -> None:
    """It ends what it has; the prompts that nobody has taken are left for another process."""
    channel.replies += [messages.Wanted(1, 2), messages.Wanted(1, 2), messages.Ended(1)]
    asking = Asking(cast(Channel, channel), Decayed(False, True))
    prompts = iter([prompt(number) for number in range(5)])
    assert returned(asking.run(prompts, Sampling(), Truncation.REFUSE, None))
    sent = [command for command in channel.told if isinstance(command, messages.Prompts)]
    assert [(len(command.prompts), command.last) for command in sent] == [(2, False), (0, True)]
    assert [left.instance_id for left in prompts] == ["i2", "i3", "i4"]
    channel.replies += [messages.Wanted(2, 2), messages.Ended(2)]
    again = Asking(cast(Channel, channel), Decayed(False))
    assert not returned(again.run([], Sampling(), Truncation.REFUSE, None))


def test_what_was_computed_is_looked_at(channel: FakeChannel) -> None:
    """Tokens and seconds of each message, without those of the ones before."""
    channel.replies += [messages.Happened(1, (), 10, 1, 2.0), messages.Happened(1, (), 15, 4, 2.5)]
    channel.replies.append(messages.Ended(1))
    decay = Decayed()
    list(Asking(cast(Channel, channel), decay).run([], Sampling(), Truncation.REFUSE, None))
    assert decay.added == [(10, 1, 2.0), (5, 3, 0.5)]


def test_counters_go_on_in_another_process(channel: FakeChannel) -> None:
    """Whoever listens sees one call, whose counters never fall."""
    channel.replies += [messages.Happened(1, (), 10, 1), messages.Ended(1)]
    events = counted_on(run(Asking(cast(Channel, channel))), Waiting(100, 20))
    assert next(events) == Waiting(110, 21)
    with pytest.raises(StopIteration) as end:
        next(events)
    assert end.value.value == (False, Waiting(110, 21))


def test_closing_tells_the_process(asking: Asking, channel: FakeChannel) -> None:
    """And waits until it says that the job is over."""
    events = run(asking)
    next(events)
    assert asking.is_running
    events.close()
    assert messages.Cancel(1) in channel.told
    assert not asking.is_running


def test_late_news_of_a_cancelled_job_reach_nobody(asking: Asking, channel: FakeChannel) -> None:
    """The process was slow to stop: its last pieces are dropped before the next job begins."""
    channel.acknowledges = False
    events = run(asking)
    next(events)
    events.close()
    assert asking.is_running
    late, own = (messages.Happened(job, (Piece("i0", str(job)),), 0, 0) for job in (1, 2))
    channel.replies += [late, messages.Ended(1), own, messages.Ended(2)]
    assert [event.text for event in run(asking) if isinstance(event, Piece)] == ["2"]


def test_what_breaks_a_job_is_raised(asking: Asking, channel: FakeChannel) -> None:
    """As the error it was; anything else is a bug, with its traceback."""
    channel.replies.append(messages.Broken("EngineError", "no number"))
    with pytest.raises(EngineError, match="no number"):
        list(run(asking))
    channel.replies.append(messages.Broken("bug", "Traceback: KeyError"))
    with pytest.raises(RuntimeError, match="KeyError"):
        list(run(asking))
    assert not asking.is_running


def test_an_error_while_making_prompts_cancels(asking: Asking, channel: FakeChannel) -> None:
    """The job does not wait for prompts that never come."""

    def broken() -> Iterator[Prompt]:
        raise LookupError
        yield prompt(1)

    channel.replies.append(messages.Wanted(1, 2))
    with pytest.raises(LookupError):
        list(asking.run(broken(), Sampling(), Truncation.REFUSE, None))
    assert messages.Cancel(1) in channel.told
