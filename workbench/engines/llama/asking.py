"""One job after the other, in the window's process: prompts go out, events come in."""

import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress

from workbench.domain.errors import EngineError
from workbench.domain.runs import Prompt, Sampling, Truncation
from workbench.domain.steps import Steps
from workbench.engines.base import EngineEvent, Waiting
from workbench.engines.llama import messages
from workbench.engines.llama.channel import HEARTBEAT, Channel, fail
from workbench.engines.llama.decay import Decay
from workbench.engines.llama.messages import Reply

_CANCEL_SECONDS = 0.15


def counted_on(
    events: Generator[EngineEvent, None, bool], before: Waiting
) -> Generator[EngineEvent, None, tuple[bool, Waiting]]:
    """`events` with counters that go on from `before`; also returns how far they have come."""
    last, steps = before, Steps(events)
    for event in steps:
        if isinstance(event, Waiting):
            last = Waiting(
                before.prefilled_tokens + event.prefilled_tokens, before.decoded_tokens + event.decoded_tokens
            )
            yield last
        else:
            yield event
    return steps.result, last


class Asking:
    """Has a loaded model answer prompts. A new call cancels the one before it."""

    def __init__(self, channel: Channel, decay: Decay | None = None) -> None:
        self._channel = channel
        self._decay = decay or Decay()
        """Of the process at the other end; all its jobs count."""
        self._left = False
        """Whether the running job was ended although there may be more to ask."""
        self._job = 0
        self._running: int | None = None
        """The job that has not said that it is over."""

    @property
    def is_running(self) -> bool:
        """Whether a job is under way, or being cancelled."""
        return self._running is not None

    def run(
        self,
        prompts: Iterable[Prompt],
        sampling: Sampling,
        truncation: Truncation,
        max_prompt_tokens: int | None,
    ) -> Generator[EngineEvent, None, bool]:
        """Ask every prompt. Closing the generator cancels what is in flight.

        Returns whether `prompts` may have more, because the process has become slow: then everything that
        was taken from it has been answered, and the rest is for a new process.
        """
        if self._running is not None:
            self._cancel(self._running)
            yield from self._settled()
        self._job += 1
        job = self._running = self._job
        self._left = False
        try:
            self._channel.send(messages.Ask(job, sampling, truncation, max_prompt_tokens))
            yield from self._heard(job, iter(prompts))
        finally:
            if self._running == job:
                self._cancel(job)
        return self._left

    def _heard(self, job: int, prompts: Iterator[Prompt]) -> Generator[EngineEvent]:
        """What becomes of the job, until it is over."""
        prefilled, decoded, seconds = 0, 0, 0.0
        while True:
            if self._running != job:
                raise EngineError("The engine was given something else to do before it was done.")
            reply = self._channel.hear(HEARTBEAT)
            if isinstance(reply, messages.Happened):
                self._decay.add(reply.prefilled - prefilled, reply.decoded - decoded, reply.seconds - seconds)
                prefilled, decoded, seconds = reply.prefilled, reply.decoded, reply.seconds
                yield from reply.events
            elif isinstance(reply, messages.Wanted):
                yield from self._hand_over(job, prompts, reply.count, Waiting(prefilled, decoded))
            elif isinstance(reply, messages.Ended):
                self._running = None
                return
            elif isinstance(reply, messages.Broken):
                self._running = None
                fail(reply)
            yield Waiting(prefilled, decoded)

    def _hand_over(
        self, job: int, prompts: Iterator[Prompt], count: int, waiting: Waiting
    ) -> Generator[EngineEvent]:
        """Send the next prompts, however long it takes to make them."""
        found: list[Prompt] = []
        yielded_at = time.monotonic()
        last = self._left = self._decay.is_decayed
        while len(found) < count and not last:
            prompt = next(prompts, None)
            last = prompt is None
            if prompt is not None:
                found.append(prompt)
            if time.monotonic() - yielded_at > HEARTBEAT / 2:
                yield waiting
                yielded_at = time.monotonic()
        self._channel.send(messages.Prompts(job, tuple(found), last))

    def _cancel(self, job: int) -> None:
        """Stop the job. It is not waited for any longer than a person would notice."""
        # A process that died in the meantime has nothing left to cancel; the next call starts another.
        with suppress(EngineError):
            self._channel.send(messages.Cancel(job))
            until = time.monotonic() + _CANCEL_SECONDS
            while self._running is not None and (left := until - time.monotonic()) > 0:
                self._drop(self._channel.hear(left))

    def _settled(self) -> Generator[Waiting]:
        """Wait until a job that was cancelled is over."""
        while self._running is not None:
            self._drop(self._channel.hear(HEARTBEAT))
            yield Waiting(0, 0)

    def _drop(self, reply: Reply | None) -> None:
        if isinstance(reply, messages.Broken) or (
            isinstance(reply, messages.Ended) and reply.job == self._running
        ):
            self._running = None
