"""Models made of random numbers, once for all tests of a session."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.engines.tiny_model import SLOW, TURN_END, byte_letters, write_model
from workbench.engines.llama.client import LlamaEngine
from workbench.engines.llama.settings import LlamaSettings

MakeEngine = Callable[..., LlamaEngine]


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of model files."""
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def engine_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What engines remember; one for the session, so that a model is tried out once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def tiny_model(models: Path) -> Path:
    """Loads in a moment; its answers depend on every token of the prompt."""
    return write_model(models / "tiny.gguf")


@pytest.fixture(scope="session")
def slow_model(models: Path) -> Path:
    """Needs seconds for a prompt of some thousand tokens."""
    return write_model(models / "slow.gguf", SLOW)


@pytest.fixture(scope="session")
def chain_model(models: Path) -> Path:
    """Says “é東z” after an “a”, byte by byte, and ends."""
    letters = byte_letters()
    said = [letters[byte] for byte in "é東z".encode()]
    return write_model(models / "chain.gguf", chain=dict(zip(["a", *said], [*said, TURN_END], strict=True)))


@pytest.fixture
def make_engine(engine_cache: Path) -> Iterator[MakeEngine]:
    """Makes engines and closes them at the end of the test."""
    made: list[LlamaEngine] = []

    def make(path: Path, **settings: object) -> LlamaEngine:
        engine = LlamaEngine(path, LlamaSettings(**settings), engine_cache)  # type: ignore[arg-type]
        made.append(engine)
        return engine

    yield make
    for engine in made:
        engine.close()
