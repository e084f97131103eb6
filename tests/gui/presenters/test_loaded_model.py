"""The one model in memory."""

from collections.abc import Generator

import pytest

from tests.gui.invented import prompt_of
from workbench.domain.errors import EngineDiedError, EngineError
from workbench.domain.runs import Prompt
from workbench.engines.base import Engine, Loading
from workbench.engines.scripted import ScriptedEngine
from workbench.gui.presenters.loaded_model import LoadedModel


class Opened:
    """Opens scripted engines and remembers them."""

    def __init__(self) -> None:
        self.engines: list[ScriptedEngine] = []

    def __call__(self, name: str) -> ScriptedEngine:
        """A new engine."""
        self.engines.append(ScriptedEngine({}, name=name))
        return self.engines[-1]


def _load(engine: Engine) -> Generator[Loading]:
    yield from engine.load()


def _die(engine: Engine) -> Generator[Loading]:
    yield from engine.load()
    raise EngineDiedError("killed")


def test_the_same_model_stays_in_memory() -> None:
    """A second use of a model finds it loaded."""
    opened = Opened()
    model = LoadedModel(opened)
    assert len(list(model.asked("one", _load))) == 2
    assert list(model.asked("one", _load)) == []
    assert len(opened.engines) == 1


def test_another_model_takes_its_place() -> None:
    """Two models are never in memory together."""
    opened = Opened()
    model = LoadedModel(opened)
    list(model.asked("one", _load))
    list(model.asked("two", _load))
    assert [engine.loaded for engine in opened.engines] == [False, True]
    model.close()
    model.close()
    assert not opened.engines[1].loaded


def test_a_dead_engine_is_not_used_again() -> None:
    """After an engine error the next use begins with a fresh one."""
    opened = Opened()
    model = LoadedModel(opened)
    with pytest.raises(EngineDiedError):
        list(model.asked("one", _die))
    list(model.asked("one", _load))
    assert len(opened.engines) == 2


def test_tokens_are_counted_by_the_model() -> None:
    """Counting uses the engine; an engine that cannot is let go."""
    opened = Opened()
    model = LoadedModel(opened)
    assert model.count("one", prompt_of("Question")) > 10

    class Broken(ScriptedEngine):
        """Cannot count."""

        def count_tokens(self, prompt: Prompt) -> int:
            """Fail."""
            raise EngineError("no vocabulary")

    broken = LoadedModel(lambda name: Broken({}, name=name))
    with pytest.raises(EngineError):
        broken.count("one", prompt_of("Question"))
