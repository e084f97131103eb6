"""llama.cpp as an engine: the window's side. The model lives in a process of its own.

Imports neither llama_cpp nor numpy. Used by one thread at a time.
"""

from collections.abc import Generator, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from workbench.domain.errors import EngineDiedError, EngineMemoryError
from workbench.domain.runs import ModelFacts, Prompt, Sampling, Truncation
from workbench.engines.base import EngineEvent, Loading
from workbench.engines.llama import messages
from workbench.engines.llama.asking import Asking
from workbench.engines.llama.channel import HEARTBEAT, Channel, Entry, crashed, fail
from workbench.engines.llama.gguf import facts_steps, read_facts
from workbench.engines.llama.header import read_header
from workbench.engines.llama.messages import Load
from workbench.engines.llama.plan import plan
from workbench.engines.llama.probe import Probes
from workbench.engines.llama.process import main
from workbench.engines.llama.settings import LlamaSettings


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
        self._asking: Asking | None = None
        """There when the model is loaded."""
        self._counts = False
        self._build: str | None = None
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
        """llama.cpp's version, what it uses of this CPU, and what of the settings can touch an answer.

        Raises:
            EngineDiedError: the engine's process does not start.
        """
        build = self._build or self._started()[1]
        how = "deterministic" if self._settings.deterministic else f"{self._settings.sequences} sequences"
        return f"{build}, {how}, {self._settings.kv_type}"

    @property
    def pid(self) -> int | None:
        """Of the engine's process; None while there is none."""
        return self._channel.pid if self._channel is not None and self._channel.is_open else None

    def load(self) -> Generator[Loading]:
        """Load the model, saying how far. Closing the generator gives up and leaves nothing behind."""
        if self._asking is not None and self.pid is not None:
            return
        yield Loading(0.0)
        order = self._planned()
        try:
            yield from self._starting()
            assert self._build is not None
            build = self._build
            for attempt in self._probes.attempts(order, build):
                try:
                    yield from self._loading(attempt)
                    break
                except EngineDiedError as error:
                    self._probes.fails(order, build)
                    last = error
                    if not crashed(error):
                        raise
            else:
                raise last
            if attempt.trial:
                self._probes.works(order, attempt, build)
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
        """Ask every prompt, several at a time; answers come in any order."""
        yield from self.load()
        assert self._asking is not None
        try:
            yield from self._asking.run(prompts, sampling, truncation, max_prompt_tokens)
        except EngineDiedError as error:
            if crashed(error) and self._build is not None:
                # What worked before works no longer: the next load finds out anew.
                self._probes.fails(self._planned(), self._build)
            raise
        finally:
            if self.pid is None:
                self.close()

    def count_tokens(self, prompt: Prompt) -> int:
        """Tokens of `prompt`; reads the vocabulary alone when the model is not loaded."""
        channel, _build = self._started()
        if not self._counts:
            read_header(self._path)
            channel.send(messages.OpenVocabulary(str(self._path)))
            channel.expect(messages.Opened)
            self._counts = True
        channel.send(messages.Count(prompt))
        running = self._asking is not None and self._asking.is_running
        counted = channel.expect(messages.Counted, during_job=running)
        if counted.broken is not None:
            fail(counted.broken)
        return counted.tokens

    def close(self) -> None:
        """End the engine's process. Safe to call twice; the engine can be loaded again."""
        channel, self._channel = self._channel, None
        self._asking, self._counts = None, False
        if channel is not None:
            channel.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _planned(self) -> Load:
        order, fit = plan(self._path, read_header(self._path), self._settings)
        if fit.reason is not None:
            raise EngineMemoryError(f"“{self._path.name}” does not fit in memory. {fit.reason}")
        return order

    def _started(self) -> tuple[Channel, str]:
        """A process that has said hello, and its build."""
        for _event in self._starting():
            pass
        assert self._channel is not None
        assert self._build is not None
        return self._channel, self._build

    def _starting(self) -> Generator[Loading]:
        """Wait for a process to say hello, when there is none."""
        if self.pid is None:
            self.close()
        if self._channel is not None:
            return
        self._channel = channel = Channel(self._entry, self._settings.stall_seconds)
        while not isinstance(reply := channel.hear(HEARTBEAT), messages.Hello):
            if isinstance(reply, messages.Broken):
                fail(reply)
            yield Loading(0.0)
        self._build = reply.build

    def _loading(self, order: Load) -> Generator[Loading]:
        yield from self._starting()
        channel = self._channel
        assert channel is not None
        channel.send(order)
        fraction = 0.0
        while True:
            reply = channel.hear(HEARTBEAT)
            if isinstance(reply, messages.Loaded):
                self._asking, self._counts = Asking(channel), True
                return
            if isinstance(reply, messages.Broken):
                fail(reply)
            if isinstance(reply, messages.Progress):
                fraction = max(fraction, reply.fraction)
            yield Loading(fraction)
