"""llama.cpp as an engine: the window's side. The model lives in a process of its own.

Imports neither llama_cpp nor numpy. Used by one thread at a time.
"""

import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import NoReturn, Self, TypeVar

from workbench.domain import errors
from workbench.domain.errors import EngineDiedError, EngineError, EngineMemoryError
from workbench.domain.runs import ModelFacts, Prompt, Sampling, Truncation
from workbench.engines.base import EngineEvent, Loading, Waiting
from workbench.engines.llama import messages
from workbench.engines.llama.channel import Channel, Entry, crashed
from workbench.engines.llama.gguf import read_facts
from workbench.engines.llama.header import read_header
from workbench.engines.llama.messages import Load, Reply
from workbench.engines.llama.plan import plan
from workbench.engines.llama.probe import Probes
from workbench.engines.llama.process import main
from workbench.engines.llama.settings import LlamaSettings

_R = TypeVar("_R")

_HEARTBEAT = 0.08
_CANCEL_SECONDS = 0.15


class LlamaEngine:
    """Runs one GGUF file with llama.cpp."""

    def __init__(
        self,
        path: Path,
        settings: LlamaSettings | None = None,
        cache_dir: Path | None = None,
        *,
        entry: Entry = main,
    ) -> None:
        """Take a model file; nothing is read or started yet.

        Args:
            path: The GGUF file.
            settings: How it is run.
            cache_dir: Where checksums and what works on this machine are remembered.
            entry: Where the engine's process begins.
        """
        self._path = path.absolute()
        self._settings = settings or LlamaSettings()
        self._cache_dir = cache_dir
        self._entry = entry
        self._probes = Probes(cache_dir)
        self._channel: Channel | None = None
        self._build: str | None = None
        self._facts: ModelFacts | None = None
        self._order: Load | None = None
        self._ready = self._counts = False
        self._job = 0
        self._running: int | None = None
        """The job that has not said that it is over."""

    @property
    def facts(self) -> ModelFacts:
        """What identifies the model file. Reads the whole file the first time it is ever seen.

        Raises:
            ModelFileError: the file is missing, damaged, cut off or not GGUF.
        """
        if self._facts is None:
            self._facts = read_facts(self._path, self._cache_dir)
        return self._facts

    @property
    def build(self) -> str:
        """llama.cpp's version, what it uses of this CPU, and what of the settings can touch an answer.

        Raises:
            EngineDiedError: the engine's process does not start.
        """
        if self._build is None:
            self._started()
        how = "deterministic" if self._settings.deterministic else f"{self._settings.sequences} sequences"
        return f"{self._build}, {how}, {self._settings.kv_type}"

    def load(self) -> Generator[Loading]:
        """Load the model, saying how far. Closing the generator gives up and leaves nothing behind."""
        if self._ready:
            return
        yield Loading(0.0)
        loaded = False
        try:
            order = self._planned()
            self._started()
            assert self._build is not None
            attempts = self._probes.attempts(order, self._build)
            for attempt in attempts:
                try:
                    yield from self._loading(attempt)
                    loaded = True
                    break
                except EngineDiedError as error:
                    self._probes.fails(order, self._build)
                    if attempt is attempts[-1] or not crashed(error):
                        raise
            if attempt.trial:
                self._probes.works(order, attempt, self._build)
            self._order = order
            self._ready = self._counts = True
        finally:
            if not loaded:
                self.close()
        yield Loading(1.0)

    def complete(
        self,
        prompts: Iterable[Prompt],
        sampling: Sampling,
        *,
        truncation: Truncation = Truncation.REFUSE,
        max_prompt_tokens: int | None = None,
    ) -> Generator[EngineEvent]:
        """Ask every prompt, several at a time; answers come in any order."""
        yield from self.load()
        if self._running is not None:
            self._cancel(self._running)
            yield from self._settled()
        self._job += 1
        job = self._job
        try:
            self._running = job
            self._send(messages.Ask(job, sampling, truncation, max_prompt_tokens))
            yield from self._heard(job, iter(prompts))
        finally:
            if self._running == job:
                self._cancel(job)

    def count_tokens(self, prompt: Prompt) -> int:
        """Tokens of `prompt`; reads the vocabulary alone when the model is not loaded."""
        if not self._counts:
            read_header(self._path)
            self._started()
            self._send(messages.OpenVocabulary(str(self._path)))
            self._expect(messages.Opened)
            self._counts = True
        self._send(messages.Count(prompt))
        counted = self._expect(messages.Counted)
        if counted.broken is not None:
            _fail(counted.broken)
        return counted.tokens

    def close(self) -> None:
        """End the engine's process. Safe to call twice; the engine can be loaded again."""
        channel, self._channel = self._channel, None
        self._ready = self._counts = False
        self._running = None
        if channel is not None:
            channel.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """Of the engine's process; None while there is none."""
        return self._channel.pid if self._channel is not None else None

    def _planned(self) -> Load:
        order, fit = plan(self._path, read_header(self._path), self._settings)
        if fit.reason is not None:
            raise EngineMemoryError(f"“{self._path.name}” does not fit in memory. {fit.reason}")
        return order

    def _started(self) -> None:
        """Have a process that has said hello."""
        if self._channel is None:
            self._channel = Channel(self._entry, self._settings.stall_seconds)
            self._build = self._expect(messages.Hello).build

    def _loading(self, order: Load) -> Generator[Loading]:
        self._started()
        self._send(order)
        fraction = 0.0
        while True:
            reply = self._hear(_HEARTBEAT)
            if isinstance(reply, messages.Loaded):
                return
            if isinstance(reply, messages.Broken):
                _fail(reply)
            if isinstance(reply, messages.Progress):
                fraction = max(fraction, reply.fraction)
            yield Loading(fraction)

    def _heard(self, job: int, prompts: Iterator[Prompt]) -> Generator[EngineEvent]:
        """What becomes of the job, until it is over."""
        prefilled = decoded = 0
        while True:
            if self._running != job:
                raise EngineError("The engine was given something else to do before it was done.")
            reply = self._hear(_HEARTBEAT)
            if isinstance(reply, messages.Happened):
                prefilled, decoded = reply.prefilled, reply.decoded
                yield from reply.events
            elif isinstance(reply, messages.Wanted):
                yield from self._hand_over(job, prompts, reply.count, Waiting(prefilled, decoded))
            elif isinstance(reply, messages.Ended):
                self._running = None
                return
            elif isinstance(reply, messages.Broken):
                self._running = None
                _fail(reply)
            yield Waiting(prefilled, decoded)

    def _hand_over(
        self, job: int, prompts: Iterator[Prompt], count: int, waiting: Waiting
    ) -> Generator[EngineEvent]:
        """Send the next prompts, however long it takes to make them."""
        found: list[Prompt] = []
        yielded_at = time.monotonic()
        last = False
        while len(found) < count and not last:
            prompt = next(prompts, None)
            last = prompt is None
            if prompt is not None:
                found.append(prompt)
            if time.monotonic() - yielded_at > _HEARTBEAT / 2:
                yield waiting
                yielded_at = time.monotonic()
        self._send(messages.Prompts(job, tuple(found), last))

    def _cancel(self, job: int) -> None:
        """Stop the job. It is not waited for any longer than a person would notice."""
        # A process that died in the meantime has nothing left to cancel; the next call starts another.
        with suppress(EngineError):
            self._send(messages.Cancel(job))
            until = time.monotonic() + _CANCEL_SECONDS
            while self._running is not None and (left := until - time.monotonic()) > 0:
                self._drop(self._hear(left))

    def _settled(self) -> Generator[Waiting]:
        """Wait until a job that was cancelled is over."""
        while self._running is not None:
            self._drop(self._hear(_HEARTBEAT))
            yield Waiting(0, 0)

    def _drop(self, reply: Reply | None) -> None:
        if isinstance(reply, messages.Broken) or (
            isinstance(reply, messages.Ended) and reply.job == self._running
        ):
            self._running = None

    def _send(self, command: messages.Command) -> None:
        channel = self._live()
        try:
            channel.send(command)
        except EngineError as error:
            self._died(error)
            raise

    def _hear(self, seconds: float) -> Reply | None:
        channel = self._live()
        try:
            return channel.hear(seconds)
        except EngineError as error:
            self._died(error)
            raise

    def _expect(self, kind: type[_R]) -> _R:
        """Wait for one kind of reply; a job's news in between are kept for the job."""
        others: list[Reply] = []
        while True:
            reply = self._hear(_HEARTBEAT)
            if isinstance(reply, kind):
                self._live().put_back(others)
                return reply
            if isinstance(reply, messages.Broken) and self._running is None:
                _fail(reply)
            if reply is not None:
                others.append(reply)

    def _live(self) -> Channel:
        if self._channel is None:
            raise EngineError("The engine was closed in the middle of its work.")
        return self._channel

    def _died(self, error: EngineError) -> None:
        crash = isinstance(error, EngineDiedError) and crashed(error)
        if crash and self._ready and self._order is not None and self._build is not None:
            self._probes.fails(self._order, self._build)
        self.close()


def _fail(broken: messages.Broken) -> NoReturn:
    kind = getattr(errors, broken.kind, None)
    if isinstance(kind, type) and issubclass(kind, EngineError):
        raise kind(broken.reason)
    raise RuntimeError(f"The engine's process failed:\n{broken.reason}")
