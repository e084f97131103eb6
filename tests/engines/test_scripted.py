"""The scripted engine keeps the contract, and its script."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.engines.contract import ChancesContract, EngineContract, OptionsContract, completion, ends, prompt
from workbench.domain.errors import EngineDiedError, ModelFileError
from workbench.domain.runs import Answering, Failure, Sampling
from workbench.engines.base import Answered, Engine
from workbench.engines.scripted import ScriptedEngine


class TestContract(EngineContract, OptionsContract, ChancesContract):
    """The promises of every engine, and of one that knows options and chances."""

    @pytest.fixture
    def engine(self) -> Iterator[Engine]:
        """An engine that answers at some length."""
        with ScriptedEngine(
            lambda asked: f"Answer to {asked.instance_id}: " + "rest and fluids. " * 8
        ) as engine:
            yield engine


def test_answers_come_from_the_table() -> None:
    """An instance that the table does not know fails, and says so."""
    found = ends(ScriptedEngine({"i1": "A. Aspirin"}).complete([prompt(1), prompt(2)], Sampling()))
    assert completion(found["i1"]).text == "A. Aspirin"
    assert isinstance(found["i2"], Failure)
    assert "i2" in found["i2"].reason


@pytest.mark.parametrize(
    ("answer", "option"), [("no", "no"), ("I say no.", "no"), ("perhaps", "yes"), (" no\n", "no")]
)
def test_the_script_picks_an_option(answer: str, option: str) -> None:
    """The option that its answer is, or has in it; else the first."""
    asked = replace(prompt(1), options=("yes", "no"))
    for answering in (Answering.LIKELIEST, Answering.CONSTRAINED):
        found = ends(ScriptedEngine({"i1": answer}).complete([asked], Sampling(answering=answering)))
        assert completion(found["i1"]).text == option


def test_chosen_prompts_fail() -> None:
    """A test can have any instance fail for any reason."""
    engine = ScriptedEngine(lambda _prompt: "yes", failing={"i1": "no power"})
    found = ends(engine.complete([prompt(1), prompt(2)], Sampling()))
    assert found["i1"] == Failure("i1", "EngineError", "no power")
    assert completion(found["i2"]).text == "yes"


def test_dies_after_so_many_answers_and_can_be_used_again() -> None:
    """A run cut off in the middle can be tried without a process to kill."""
    engine = ScriptedEngine(lambda _prompt: "yes", dies_after=2)
    answered = []
    with pytest.raises(EngineDiedError):  # noqa: PT012 - what came before counts
        for event in engine.complete([prompt(number) for number in range(5)], Sampling()):
            if isinstance(event, Answered):
                answered.append(event.completion.instance_id)
    assert answered == ["i0", "i1"]
    assert not engine.loaded
    assert len(ends(engine.complete([prompt(7)], Sampling()))) == 1
    assert engine.asked == ["i0", "i1", "i7"]


def test_load_error_is_raised_every_time() -> None:
    """A model that cannot be loaded stays so."""
    engine = ScriptedEngine({}, load_error=ModelFileError("“x.gguf” is damaged."))
    for _ in range(2):
        with pytest.raises(ModelFileError, match="damaged"):
            list(engine.load())


def test_another_name_is_another_model() -> None:
    """Runs of two scripts can be compared like runs of two models."""
    assert ScriptedEngine({}, name="a").facts.sha256 != ScriptedEngine({}, name="b").facts.sha256
