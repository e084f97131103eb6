"""One call of `complete`, in the engine's process: prompts in, events out."""

import time
from collections.abc import Callable, Iterator

import numpy as np

from workbench.domain.errors import PromptTooLongError
from workbench.domain.runs import Answering, Failure, Prompt, Truncation
from workbench.engines.base import EngineEvent, Failed
from workbench.engines.llama.answers import Request
from workbench.engines.llama.cells import Tokens
from workbench.engines.llama.choice import Constraint
from workbench.engines.llama.constraints import OneOf
from workbench.engines.llama.messages import Ask, Ended, Happened, Load, Prompts, Reply, Wanted
from workbench.engines.llama.native import Cancelled, LoadedModel
from workbench.engines.llama.scheduler import Limits, Scheduler
from workbench.engines.llama.vocabulary import Grammar

# Pieces are sent together: one message for each would cost more than they do.
_TOGETHER = 0.02


class Job:
    """Answers the prompts of one job with a model."""

    def __init__(
        self,
        ask: Ask,
        model: LoadedModel,
        order: Load,
        *,
        send: Callable[[Reply], None],
        receive: Callable[[], Prompts],
        cancelled: Callable[[], bool],
    ) -> None:
        self._ask = ask
        self._model = model
        self._order = order
        self._send = send
        self._receive = receive
        self._cancelled = cancelled
        self._events: list[EngineEvent] = []
        self._prefilled = self._decoded = 0
        self._told_at = 0.0
        self._seconds_before = model.seconds

    def run(self) -> None:
        """Answer everything, or as much as there is time for; say when it is over."""
        order = self._order
        limits = Limits(
            sequences=order.sequences,
            context=order.context,
            cells=order.cells,
            chunk=order.chunk,
            rows=order.rows,
            share=order.share_prefix and self._model.shares,
            deterministic=order.deterministic,
            together=order.gpu_layers > 0,
        )
        try:
            for step in Scheduler(self._model, limits).run(self._windows()):
                self._stop_if_cancelled()
                self._events += step.events
                self._prefilled, self._decoded = step.prefilled, step.decoded
                if time.monotonic() - self._told_at >= _TOGETHER:
                    self._tell()
            self._tell()
        except Cancelled:
            pass  # What was under way is dropped; nobody waits for it.
        self._send(Ended(self._ask.job))

    def _tell(self) -> None:
        self._told_at = time.monotonic()
        told = tuple(self._events)
        self._events.clear()
        seconds = self._model.seconds - self._seconds_before
        self._send(Happened(self._ask.job, told, self._prefilled, self._decoded, seconds))

    def _stop_if_cancelled(self) -> None:
        if self._cancelled():
            raise Cancelled

    def _windows(self) -> Iterator[list[Request]]:
        """The prompts, a window at a time; the next one is asked for before it is needed."""
        wanted = Wanted(self._ask.job, self._order.window)
        self._send(wanted)
        last = False
        while not last:
            if self._events:
                self._tell()
            received = self._receive()
            last = received.last
            if not last:
                self._send(wanted)
            yield self._requests(received.prompts)

    def _requests(self, prompts: tuple[Prompt, ...]) -> list[Request]:
        found = []
        for prompt in prompts:
            self._stop_if_cancelled()
            try:
                found.append(self._request(prompt))
            except PromptTooLongError as error:
                failure = Failure(prompt.instance_id, type(error).__name__, str(error))
                self._events.append(Failed(failure))
        return found

    def _request(self, prompt: Prompt) -> Request:
        sampling = prompt.sampling or self._ask.sampling
        vocabulary = self._model.vocabulary
        free = sampling.answering is Answering.FREE
        options = () if free else vocabulary.options(prompt)
        weighed = options if sampling.answering is Answering.LIKELIEST else ()
        room = max((len(tokens) for _text, tokens in weighed), default=sampling.max_new_tokens)
        tokens = self._fitting(vocabulary.tokens(prompt), room)
        constraint: Constraint | None = None
        if options and not weighed:
            constraint = OneOf([tokens for _text, tokens in options], vocabulary.end_tokens)
        elif sampling.grammar and not weighed:
            constraint = Grammar(vocabulary, sampling.grammar, self._model.log)
        return Request(prompt.instance_id, tokens, sampling, constraint, weighed)

    def _fitting(self, tokens: Tokens, room: int) -> Tokens:
        """`tokens`, or what is left of them after the truncation that was chosen; `room` stays free."""
        limit = max(0, self._order.context - room)
        if self._ask.max_prompt_tokens is not None:
            limit = min(limit, self._ask.max_prompt_tokens)
        if len(tokens) <= limit:
            return tokens
        if self._ask.truncation is Truncation.REFUSE or limit < 1:
            raise PromptTooLongError(len(tokens), limit)
        kept = 1 if self._model.vocabulary.begins_with_bos(tokens) else 0
        return np.concatenate((tokens[:kept], tokens[len(tokens) - limit + kept :]))
