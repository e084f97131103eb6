"""The demo models: small, whole, and one of them answers in the right form."""

import hashlib
import tomllib
from pathlib import Path

import pytest

from tests.demo.measure import CHECKOUT, Answer, ask, demo_tasks
from workbench.domain.tasks import Instance, Task
from workbench.engines.catalogue import available_models

MODELS = CHECKOUT / "models"
NAMES = ("demo-base", "demo-instruct")
KEYS = {"name", "title", "file", "sha256", "size", "quantization", "licence", "prompt_format", "note"}
LARGEST = 12_000_000


def _entry(path: Path) -> dict[str, object]:
    """A catalogue entry."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _pairs(every: int) -> list[tuple[Task, Instance]]:
    """Every so-manieth instance of each demo task."""
    return [(task, row) for task, rows in demo_tasks().values() for row in rows[::every]]


def _share(answers: list[Answer]) -> float:
    """Share of the answers that are in the right form."""
    return sum(answer.in_form for answer in answers) / len(answers)


@pytest.fixture(scope="module")
def instruct() -> list[Answer]:
    """The answers of demo-instruct to every demo instance, without shots."""
    pytest.importorskip("llama_cpp")
    return ask(MODELS / "demo-instruct.gguf", _pairs(1), most=150)


@pytest.mark.parametrize("name", NAMES)
def test_entry_matches_file(name: str) -> None:
    """A shipped model is small, and its catalogue entry tells its hash and size."""
    entry = _entry(MODELS / f"{name}.toml")
    content = (MODELS / f"{name}.gguf").read_bytes()
    assert set(entry) == KEYS
    assert entry["name"] == name
    assert entry["file"] == f"{name}.gguf"
    assert entry["sha256"] == hashlib.sha256(content).hexdigest()
    assert entry["size"] == len(content) <= LARGEST


def test_every_entry_has_the_catalogue_keys() -> None:
    """Entries of models that are not shipped leave out only the hash, and may say where to find the file."""
    for path in MODELS.glob("*.toml"):
        entry = _entry(path)
        assert set(entry) - {"url"} in (KEYS, KEYS - {"sha256"}), path.name
        assert entry["name"] == path.stem


def test_catalogue_lists_them() -> None:
    """The program finds both demo models, and knows the paper's own model without having it."""
    entries = {entry.name: entry for entry in available_models([MODELS])}
    assert all(entries[name].file == MODELS / f"{name}.gguf" for name in NAMES)
    assert "mmeds-llama-3-8b-q4_k_m" in entries


def test_instruct_answers_in_the_right_form(instruct: list[Answer]) -> None:
    """At least four of five answers of demo-instruct are in the right form, in every task more than half."""
    assert _share(instruct) >= 0.8
    for task in {answer.task.id for answer in instruct}:
        own = [answer for answer in instruct if answer.task.id == task]
        assert _share(own) > 0.5, task


def test_instruct_answers_in_six_languages(instruct: list[Answer]) -> None:
    """Right forms come in every language, not in English alone."""
    for language in ("en", "zh", "ja", "fr", "ru", "es"):
        own = [answer for answer in instruct if answer.instance.language == language]
        assert _share(own) > 0.5, language


def test_base_is_worse(instruct: list[Answer]) -> None:
    """demo-base seldom answers in the right form, so that two models can be told apart."""
    base = ask(MODELS / "demo-base.gguf", _pairs(4), most=60)
    assert _share(base) < _share(instruct) / 2


def test_prompts_with_three_shots_fit() -> None:
    """The longest demo prompt with three shots is within the paper's limit of 2048 tokens."""
    pytest.importorskip("llama_cpp")
    answers = ask(MODELS / "demo-instruct.gguf", _pairs(1), shots=3, most=0)
    assert max(answer.prompt_tokens for answer in answers) <= 2048
