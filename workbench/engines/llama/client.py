"""llama.cpp as an engine: the window's side. The model lives in a process of its own.

Imports neither llama_cpp nor numpy. Used by one thread at a time.
"""

from collections.abc import Generator, Iterable
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from workbench.domain.errors import EngineDiedError, EngineMemoryError
from workbench.domain.runs import ModelFacts, Prompt, Sampling, Truncation
from workbench.engines.base import EngineEvent, Loading, Waiting
from workbench.engines.llama import messages
from workbench.engines.llama.asking import Asking, counted_on
from workbench.engines.llama.card_use import CardUse
from workbench.engines.llama.channel import Channel, Entry, crashed, fail
from workbench.engines.llama.devices import Device, named
from workbench.engines.llama.engine_process import EngineProcess
from workbench.engines.llama.gguf import facts_steps, parameters, read_facts
from workbench.engines.llama.header import read_header
from workbench.engines.llama.memory import memory_held
from workbench.engines.llama.process import main
from workbench.engines.llama.settings import LlamaSettings
from workbench.engines.llama.tuning import Tuned, search
from workbench.engines.llama.ways import Ways

# Smaller models are fast in any way.
_WORTH_TUNING = 50_000_000


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
            cache_dir: Where checksums, and what works and is fast on this machine, are remembered.
            entry: Where the engine's process begins.
        """
        self._path = path.absolute()
        self._settings = settings or LlamaSettings()
        self._cache_dir = cache_dir
        self._ways = Ways(self._path, self._settings, cache_dir)
        self._process = EngineProcess(entry, self._settings.stall_seconds)
        self._asking: Asking | None = None
        """There when the model is loaded."""
        self._counts = False
        self._build: str | None = None
        """Asked for with every answer, and worked out from the model's head: kept until the next load."""
        self._facts: ModelFacts | None = None

    @property
    def facts(self) -> ModelFacts:
        """What identifies the model file. Reads the whole file the first time it is ever seen.

        Raises:
            ModelFileError: the file is missing, damaged, cut off or not GGUF.
        """
        if self._facts is None:
            self._facts = read_facts(self._path, self._cache_dir)
        return self._facts

    def identify(self) -> Generator[Loading]:
        """Read the whole file the first time it is ever seen, saying how far."""
        if self._facts is None:
            self._facts = yield from facts_steps(self._path, self._cache_dir)

    @property
    def build(self) -> str:
        """llama.cpp's version, whose code it uses, and what of the settings can touch an answer.

        Raises:
            EngineDiedError: the engine's process does not start.
        """
        if self._build is None:
            hello = self._process.hello or self._process.started()
            order = self._ways.best(hello)
            kind = f" ({order.variant})" if order.variant is not None else ""
            how = "deterministic" if order.deterministic else "batched"
            card = f", {named(hello.devices)}" if order.gpu_layers else ""
            self._build = f"{hello.build}{kind}, {how}, {order.kv_type}{card}"
        return self._build

    @property
    def devices(self) -> tuple[Device, ...]:
        """What can compute on this machine, graphics cards among it.

        Raises:
            EngineDiedError: the engine's process does not start.
        """
        return (self._process.hello or self._process.started()).devices

    @property
    def card_use(self) -> CardUse | None:
        """What the last load of this model found out about the graphics card; None when there was none."""
        return self._ways.use

    @property
    def pid(self) -> int | None:
        """Of the engine's process; None while there is none."""
        return self._process.pid

    @property
    def memory(self) -> int:
        """Bytes that closing the engine frees; 0 where the system does not tell."""
        return 0 if self.pid is None else memory_held(self.pid)

    @property
    def tuned(self) -> Tuned | None:
        """What was found to be fastest for this model on this machine; None when nobody has looked."""
        return self._ways.tunings.of(self._path)

    def tune(self) -> Generator[Loading]:
        """Find the fastest settings for this model on this machine, and remember them.

        Takes some seconds, for a large model a minute or two. The model is not loaded afterwards.

        Raises:
            EngineError: it cannot be loaded in any way.
        """
        self.close()
        self._ways.forget()
        try:
            # What does not work at all on this machine is found out first.
            yield from self._ways.loading(self._process)
            order = self._ways.best(self._process.started())
            tuned = yield from search(order, self._settings, self._process.measuring)
        finally:
            self.close()
        if tuned is not None:
            self._ways.tunings.remember(self._path, tuned)

    def load(self) -> Generator[Loading]:
        """Load the model, saying how far. Closing the generator gives up and leaves nothing behind."""
        if self._asking is not None and self.pid is not None:
            return
        yield Loading(0.0)
        try:
            yield from self._checking()
            if self._is_to_be_tuned():
                yield from self.tune()
            yield from self._ways.loading(self._process)
            self._asking, self._counts, self._build = Asking(self._process.channel), True, None
        finally:
            if self._asking is None:
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
        """Ask every prompt, several at a time; answers come in any order.

        A process that has become much slower than it was answers what it has, and another one goes on.
        """
        rest, counted, left = iter(prompts), Waiting(0, 0), True
        try:
            while left:
                yield from self.load()
                assert self._asking is not None
                with closing(self._asking.run(rest, sampling, truncation, max_prompt_tokens)) as events:
                    left, counted = yield from counted_on(events, counted)
                if left:
                    self.close()
        except EngineDiedError as error:
            hello = self._process.hello
            if crashed(error) and hello is not None:
                # What worked before works no longer: the next load finds out anew. A file that was cut off
                # or removed meanwhile is the cause, and is what is told.
                with suppress(EngineMemoryError):
                    self._ways.died(hello, error)
            raise
        finally:
            if self.pid is None:
                self.close()

    def check(self, sampling: Sampling) -> None:
        """Refuse a grammar that llama.cpp cannot read; it takes the vocabulary alone to tell.

        Raises:
            UnsupportedSamplingError: the grammar is wrong; the message says where.
            EngineDiedError: the engine's process does not start.
        """
        if sampling.grammar:
            channel = self._reading()
            channel.send(messages.CheckGrammar(sampling.grammar))
            channel.expect(messages.Opened)

    def count_tokens(self, prompt: Prompt) -> int:
        """Tokens of `prompt`; reads the vocabulary alone when the model is not loaded."""
        channel = self._reading()
        channel.send(messages.Count(prompt))
        running = self._asking is not None and self._asking.is_running
        counted = channel.expect(messages.Counted, during_job=running)
        if counted.broken is not None:
            fail(counted.broken)
        return counted.tokens

    def close(self) -> None:
        """End the engine's process. Safe to call twice; the engine can be loaded again."""
        self._asking, self._counts, self._build = None, False, None
        self._process.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _reading(self) -> Channel:
        """The way to a process that has at least the model's vocabulary."""
        if self.pid is None:
            self.close()
        self._process.started()
        channel = self._process.channel
        if not self._counts:
            read_header(self._path)
            channel.send(messages.OpenVocabulary(str(self._path)))
            channel.expect(messages.Opened)
            self._counts = True
        return channel

    def _checking(self) -> Generator[Loading]:
        """Refuse what does not fit, before a process is started where that can be told."""
        try:
            self._ways.check()
        except EngineMemoryError:
            # A graphics card may have the room; which cards there are, only the process knows.
            self._ways.check((yield from self._process.starting()))

    def _is_to_be_tuned(self) -> bool:
        """Whether it is worth a minute to look for the fastest settings first."""
        if not self._settings.tune or self._settings.deterministic or self._cache_dir is None:
            return False
        return self.tuned is None and parameters(read_header(self._path)) >= _WORTH_TUNING
