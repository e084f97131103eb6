"""Any OpenAI-compatible server as an engine: vLLM, llama-server, Ollama, LM Studio, a cluster.

The server has the tokenizer and the prompt format: it gets a system and a user message, not our
tokens. So tokens are known only when the server tells them at the end of an answer; before that, and
where it never does, they are estimates. A prompt that proves to have been longer than allowed fails
then: how a server shortens it, if it does, is not known.
"""

import queue
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from workbench.domain.errors import (
    BrokenAnswerError,
    EndpointError,
    EngineError,
    PromptTooLongError,
    UnsupportedSamplingError,
)
from workbench.domain.runs import (
    Answering,
    Completion,
    Failure,
    Finish,
    ModelFacts,
    Prompt,
    Sampling,
    Truncation,
    Usage,
)
from workbench.engines.base import Answered, Began, EngineEvent, Failed, Loading, Piece, Waiting
from workbench.engines.openai_wire import Exchange, parse_address

_HEARTBEAT = 0.05
_PASSING = frozenset({None, 408, 425, 429, 500, 502, 503, 504})
"""Statuses that another try may not meet."""
_FOR_ALL = frozenset({None, 301, 302, 307, 308, 401, 403, 404})
"""Statuses that every other prompt would meet too; None is a server that is not there."""
_BYTES_PER_TOKEN = 4


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """How a server is treated."""

    requests_at_once: int = 4
    stall_seconds: float = 300.0
    """How long a server may send nothing: a long prompt on a slow machine takes minutes."""
    tries: int = 4
    first_pause: float = 0.5
    """Seconds before the second try; each further pause is twice as long."""


@dataclass(frozen=True, slots=True)
class _Ended:
    """An exchange is over; nothing more comes from it."""

    exchange: Exchange


_Put = Callable[[EngineEvent | BaseException | _Ended], None]


def _in_thread(
    work: Callable[[], None], failed: Callable[[BaseException], None], ended: Callable[[], None]
) -> None:
    """Run `work` in a thread that never outlives the program; tell what it raised, then that it ended."""

    def run() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that iterates
            failed(error)
        finally:
            ended()

    threading.Thread(target=run, daemon=True).start()


class OpenAIEngine:
    """A model behind an address. Nothing is sent before it is asked for its facts, or to load."""

    def __init__(
        self,
        url: str,
        model: str | None = None,
        *,
        key: str | None = None,
        settings: EndpointSettings | None = None,
    ) -> None:
        """Take the address, such as "http://127.0.0.1:8080/v1", with "#name" behind it to name a model.

        Raises:
            EndpointError: it is no http or https address.
        """
        self._endpoint, named = parse_address(url, key)
        self._model = model or named
        self._settings = settings or EndpointSettings()
        self._reached = False

    @property
    def facts(self) -> ModelFacts:
        """The model's name and the address. Asks the server when no name was given.

        Raises:
            EngineError: the server cannot be reached, or has several models.
        """
        if self._model is None:
            self._reach(self._exchange())
        return ModelFacts(
            str(self._model), self._endpoint.address, "", 0, (("endpoint", self._endpoint.address),)
        )

    @property
    def build(self) -> str:
        """That it was a server; which one, it does not tell."""
        return "OpenAI-compatible server"

    def identify(self) -> Generator[Loading]:
        """Ask the server for the model's name when none was given."""
        if self._model is None:
            yield from self.load()

    def load(self) -> Generator[Loading]:
        """Make sure that the server is there and has the model."""
        if self._reached:
            return
        yield Loading(0.0)
        exchange = self._exchange()
        ended: queue.SimpleQueue[BaseException | None] = queue.SimpleQueue()
        _in_thread(lambda: self._reach(exchange), ended.put, lambda: ended.put(None))
        try:
            while True:
                try:
                    error = ended.get(timeout=_HEARTBEAT)
                except queue.Empty:
                    yield Loading(0.0)
                    continue
                if error is not None:
                    raise error
                break
        finally:
            exchange.cancel()
        yield Loading(1.0)

    def check(self, sampling: Sampling) -> None:
        """Refuse what the protocol has no field for: a server may ignore what it does not know.

        Raises:
            UnsupportedSamplingError: options, a grammar, or a limit of chance other than top-p.
        """
        chance = not sampling.greedy and (sampling.top_k or sampling.min_p)
        if sampling.answering is not Answering.FREE:
            what, instead = "choose among listed options", "Let it answer freely"
        elif sampling.grammar:
            what, instead = "follow a grammar", "Leave the grammar out"
        elif chance:
            what, instead = "draw with top-k or min-p", "Leave both at 0 and use top-p"
        else:
            return
        raise UnsupportedSamplingError(
            f"{self._endpoint.address} cannot be told to {what}: endpoints have no word for it. "
            f"{instead}, or run the model from a file on this machine."
        )

    def complete(
        self,
        prompts: Iterable[Prompt],
        sampling: Sampling,
        *,
        truncation: Truncation = Truncation.REFUSE,  # noqa: ARG002 - a server cannot be told how to truncate
        max_prompt_tokens: int | None = None,
    ) -> Generator[EngineEvent]:
        """Ask every prompt, several at a time. See `Engine.complete`."""
        self.check(sampling)
        yield from self.load()
        events: queue.SimpleQueue[EngineEvent | BaseException | _Ended] = queue.SimpleQueue()
        left = iter(prompts)
        going: set[Exchange] = set()
        told = _Told()
        try:
            while True:
                while (
                    len(going) < self._settings.requests_at_once and (prompt := next(left, None)) is not None
                ):
                    going.add(self._start(prompt, sampling, max_prompt_tokens, events.put))
                    if told.due():
                        yield told.waiting()  # making a prompt can take long
                if not going:
                    return
                if told.due():
                    yield told.waiting()
                try:
                    event = events.get(timeout=_HEARTBEAT)
                except queue.Empty:
                    continue
                if isinstance(event, BaseException):
                    raise event
                if isinstance(event, _Ended):
                    going.discard(event.exchange)
                else:
                    told.count(event)
                    yield event
        finally:
            for exchange in going:
                exchange.cancel()

    def count_tokens(self, prompt: Prompt) -> int:
        """An estimate: four bytes a token, as in English. The server alone has the tokenizer."""
        return max(1, len(prompt.text.encode("utf-8", "replace")) // _BYTES_PER_TOKEN)

    def close(self) -> None:
        """Forget that the server was there; the next use asks it again."""
        self._reached = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _exchange(self) -> Exchange:
        return Exchange(self._endpoint, self._settings.stall_seconds)

    def _reach(self, exchange: Exchange) -> None:
        """Ask which models the server has, and settle on one."""
        names = exchange.models()
        if self._model is None:
            if names is None or len(names) != 1:
                there = f" It has: {', '.join(names)}." if names else ""
                raise EndpointError(
                    f"{self._endpoint.address} does not say which model to ask.{there} "
                    f"Write the name behind the address: {self._endpoint.address}#name."
                )
            self._model = names[0]
        elif names and not {self._model, f"{self._model}:latest"} & set(names):
            # Not left to the server: some answer with the one they have, whatever the name.
            raise EndpointError(
                f"{self._endpoint.address} has no model named “{self._model}”. It has: {', '.join(names)}."
            )
        self._reached = True

    def _start(self, prompt: Prompt, sampling: Sampling, limit: int | None, put: _Put) -> Exchange:
        """Ask `prompt` in a thread of its own."""
        exchange = self._exchange()
        sampling = prompt.sampling or sampling

        def ask() -> None:
            try:
                self.check(sampling)
                for event in self._tries(exchange, prompt, sampling, limit):
                    put(event)
            except EngineError as error:
                if isinstance(error, EndpointError) and error.status in _FOR_ALL:
                    raise
                put(Failed(Failure(prompt.instance_id, type(error).__name__, str(error))))

        _in_thread(ask, put, lambda: put(_Ended(exchange)))
        return exchange

    def _tries(
        self, exchange: Exchange, prompt: Prompt, sampling: Sampling, limit: int | None
    ) -> Iterator[EngineEvent]:
        """Ask, and ask again after a pause while the server is busy and has not begun to answer."""
        pause = self._settings.first_pause
        begun = False
        for again in reversed(range(self._settings.tries)):
            try:
                for event in self._ask(exchange, prompt, sampling, limit):
                    begun = True
                    yield event
                return
            except (EndpointError, BrokenAnswerError) as error:
                passing = not isinstance(error, EndpointError) or error.status in _PASSING
                hopeless = begun or exchange.stalled or not passing
                if hopeless or not again or not exchange.wait(pause):
                    raise
                pause *= 2

    def _ask(
        self, exchange: Exchange, prompt: Prompt, sampling: Sampling, limit: int | None
    ) -> Iterator[EngineEvent]:
        """Ask once. Nothing is yielded before the server has agreed to answer."""
        answer = _Answer(prompt, self.count_tokens(prompt))
        for chunk in exchange.chat(self._body(prompt, sampling)):
            if answer.first is None:
                answer.first = time.monotonic()
                yield Began(prompt.instance_id, answer.prompt_tokens)
            text = answer.take(chunk)
            if text:
                yield Piece(prompt.instance_id, text)
        if answer.finish is None and not answer.pieces:
            raise BrokenAnswerError(f"{self._endpoint.address} sent no answer.")
        rest = answer.rest()
        if rest:
            yield Piece(prompt.instance_id, rest)
        if limit is not None and answer.prompt_tokens > limit and answer.told:
            raise PromptTooLongError(answer.prompt_tokens, limit)
        yield Answered(answer.completion())

    def _body(self, prompt: Prompt, sampling: Sampling) -> Mapping[str, object]:
        system = [{"role": "system", "content": prompt.system}] if prompt.system else []
        body: dict[str, object] = {
            "model": self._model,
            "messages": [*system, {"role": "user", "content": prompt.user}],
            "stream": True,
            "stream_options": {"include_usage": True},
            "temperature": sampling.temperature,
            "top_p": sampling.top_p,
            "seed": sampling.seed,
            "max_tokens": sampling.max_new_tokens,
        }
        return body | ({"stop": list(sampling.stop)} if sampling.stop else {})


class _Answer:
    """An answer as it comes in."""

    def __init__(self, prompt: Prompt, estimate: int) -> None:
        self._id = prompt.instance_id
        self.prompt_tokens = estimate
        self.told = False
        """Whether the server has told the number of tokens."""
        self.first: float | None = None
        self.finish: Finish | None = None
        self.pieces: list[str] = []
        self._began = time.monotonic()
        self._shared = 0
        self._tokens: int | None = None
        self._half = ""

    def take(self, chunk: Mapping[str, Any]) -> str:
        """Take a chunk in; returns the new text in it."""
        usage = chunk.get("usage")
        if isinstance(usage, dict):
            self._take_usage(usage)
        choices = chunk.get("choices")
        choice = choices[0] if isinstance(choices, list) and choices else None
        if not isinstance(choice, dict):
            return ""
        if choice.get("finish_reason") is not None:
            self.finish = Finish.LENGTH if choice["finish_reason"] == "length" else Finish.STOP
        message = choice.get("delta") or choice.get("message")
        text = message.get("content") if isinstance(message, dict) else None
        return self._whole(text) if isinstance(text, str) else ""

    def rest(self) -> str:
        """What was held back and turned out to be half a character."""
        if not self._half:
            return ""
        self._half = ""
        self.pieces.append("\ufffd")
        return "\ufffd"

    def completion(self) -> Completion:
        """The answer, when it has ended."""
        now = time.monotonic()
        first = self.first if self.first is not None else now
        tokens = len(self.pieces) if self._tokens is None else self._tokens
        usage = Usage(self.prompt_tokens, self._shared, tokens, first - self._began, now - first)
        return Completion(self._id, "".join(self.pieces), self.finish or Finish.STOP, usage)

    def _take_usage(self, usage: Mapping[str, Any]) -> None:
        prompt, answer = usage.get("prompt_tokens"), usage.get("completion_tokens")
        if isinstance(prompt, int):
            self.prompt_tokens, self.told = prompt, True
        if isinstance(answer, int):
            self._tokens = answer
        details = usage.get("prompt_tokens_details")
        cached = details.get("cached_tokens") if isinstance(details, dict) else None
        self._shared = cached if isinstance(cached, int) else 0

    def _whole(self, text: str) -> str:
        """`text` without half a character at its end, which waits for its other half."""
        text = self._half + text
        self._half = text[-1] if text and "\ud800" <= text[-1] <= "\udbff" else ""
        whole = text[: len(text) - len(self._half)]
        whole = whole.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        if whole:
            self.pieces.append(whole)
        return whole


class _Told:
    """What has been computed since the call began, for `Waiting`."""

    def __init__(self) -> None:
        self._prefilled = self._decoded = 0
        self._next = 0.0

    def count(self, event: EngineEvent) -> None:
        """Count the tokens of an event: a piece is one."""
        if isinstance(event, Began):
            self._prefilled += event.prompt_tokens
        elif isinstance(event, Piece):
            self._decoded += 1

    def due(self) -> bool:
        """Whether it is time to say so again."""
        return time.monotonic() >= self._next

    def waiting(self) -> Waiting:
        """The counts so far."""
        self._next = time.monotonic() + _HEARTBEAT
        return Waiting(self._prefilled, self._decoded)
