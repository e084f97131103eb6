"""The one model that stays in memory between a count, a run and its resumption."""

from collections.abc import Callable, Generator
from typing import TypeVar

from workbench.domain.errors import EngineError
from workbench.domain.runs import Prompt
from workbench.engines.base import Engine, Resident

T = TypeVar("T")


class LoadedModel:
    """Holds at most one engine. Used by one job at a time; whoever starts jobs sees to that."""

    def __init__(self, open_engine: Callable[[str], Engine]) -> None:
        self._open_engine = open_engine
        self._name: str | None = None
        self._engine: Engine | None = None

    @property
    def memory(self) -> int:
        """Bytes that will be free when another model takes its place; 0 when nobody can tell."""
        engine = self._engine
        return engine.memory if isinstance(engine, Resident) else 0

    def asked(self, name: str, work: Callable[[Engine], Generator[T]]) -> Generator[T]:
        """What `work` yields with the engine of `name`; another model leaves the memory first.

        After an `EngineError` nothing is kept: the next use begins with a fresh engine.
        """
        engine = self._take(name)
        try:
            yield from work(engine)
        except EngineError:
            self.close()
            raise

    def count(self, name: str, prompt: Prompt) -> int:
        """Tokens of `prompt` as the model `name` would get it."""
        engine = self._take(name)
        try:
            return engine.count_tokens(prompt)
        except EngineError:
            self.close()
            raise

    def close(self) -> None:
        """Free the memory. Safe to call twice."""
        engine, self._engine, self._name = self._engine, None, None
        if engine is not None:
            engine.close()

    def _take(self, name: str) -> Engine:
        if self._engine is not None and self._name == name:
            return self._engine
        self.close()
        engine = self._open_engine(name)
        self._engine, self._name = engine, name
        return engine
