"""Jobs follow each other over one pipe; none gets the news of another."""

from collections import deque
from collections.abc import Generator, Iterator
from typing import cast

import pytest

from tests.engines.contract import prompt
from workbench.domain.errors import EngineError
from workbench.domain.runs import Prompt, Sampling, Truncation
from workbench.engines.base import EngineEvent, Piece
from workbench.engines.llama import messages
from workbench.engines.llama.asking import Asking
from workbench.engines.llama.channel import Channel


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


def run(asking: Asking, count: int = 1) -> Generator[EngineEvent]:
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
