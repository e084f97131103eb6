"""The demo tasks: valid, complete, and nobody else's text."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.demo.forms import NONE, right_form
from tests.demo.measure import DEMO, demo_tasks
from workbench.domain.catalogue import Category, category_of
from workbench.domain.languages import LANGUAGES, language_code, language_of
from workbench.domain.tasks import Instance
from workbench.formats.medsins_json import README_KEYS, open_task_file

FILES = sorted(DEMO.glob("*.json"))
MULTILINGUAL = {Category.MCQA, Category.EXPLANATION}
LABELS = {
    "task9008": {"true", "false"},
    "task9010": {"yes", "no"},
    "task9011": {"entailment", "neutral", "contradiction"},
}
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


def _words(text: str) -> list[str]:
    """The words of `text`; each character of Chinese and Japanese is one."""
    return _WORD.findall(text.lower())


def _shingles(text: str) -> set[tuple[str, ...]]:
    """Eight words in a row within a line; sixteen where a word is a character, which says about as much."""
    found: set[tuple[str, ...]] = set()
    for line in text.splitlines():
        words = _words(line)
        length = 16 if any("\u3040" <= word[0] <= "\u9fff" for word in words) else 8
        found.update(tuple(words[place : place + length]) for place in range(len(words) - length + 1))
    return found


def _strings(value: object) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def test_one_task_for_each_category() -> None:
    """task9001 to task9011 are the paper's 11 categories, in its order."""
    tasks = [task for task, _ in demo_tasks().values()]
    assert [task.id for task in tasks] == [f"task{9001 + place}" for place in range(11)]
    assert [category_of(task.id, task.categories) for task in tasks] == [str(kind) for kind in Category]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_is_valid(file: Path) -> None:
    """A file has upstream's head, ids from its name, and lists where lists belong; no row is reported."""
    head = json.loads(file.read_text(encoding="utf-8"))
    assert list(head) == [*README_KEYS, "Instances"]
    assert all(isinstance(head[key], list) for key in head)
    task_id = file.name.partition("_")[0]
    assert [row["id"] for row in head["Instances"]] == [
        f"{task_id}-{place}" for place in range(1, len(head["Instances"]) + 1)
    ]
    assert all(isinstance(row["output"], list) and row["output"] for row in head["Instances"])
    with open_task_file(file) as opened:
        rows = list(opened.rows)
    assert all(isinstance(row, Instance) for row in rows)
    assert len(rows) == len(head["Instances"]) >= 12
    assert opened.task.instruction


def test_ids_and_inputs_are_unique() -> None:
    """No two demo instances share an id or an input."""
    rows = [row for _, rows in demo_tasks().values() for row in rows]
    assert len({row.id for row in rows}) == len(rows)
    assert len({row.source_id for row in rows}) == len(rows)
    assert len({row.input for row in rows}) == len(rows)


def test_six_languages_where_promised() -> None:
    """Questions and rationales come in six languages, four or more of each; the rest is English."""
    for task, rows in demo_tasks().values():
        counts = Counter(row.language for row in rows)
        if category_of(task.id, task.categories) in MULTILINGUAL:
            assert set(counts) == set(LANGUAGES)
            assert min(counts.values()) >= 4
            assert {language_code(name) for name in task.input_language} == set(LANGUAGES)
        else:
            assert set(counts) == {"en"}


def test_languages_are_recognised() -> None:
    """What language_of says of a question agrees with the word the question begins with."""
    begins = {"问题": "zh", "質問": "ja", "Вопрос": "ru", "Pregunta": "es"}
    for task_id in ("task9001", "task9004"):
        _, rows = demo_tasks()[task_id]
        for row in rows:
            said = language_of(row.input)
            expected = begins.get(row.input.partition(":")[0])
            assert said == expected if expected else said in {"en", "fr"}, row.input
            assert said == row.language
        explained = [language_of(row.references[0]) for row in rows] if task_id == "task9004" else []
        assert explained == [row.language for row in rows][: len(explained)]


def test_references_have_the_right_form() -> None:
    """Every reference has the form its task asks for, its labels among the allowed ones."""
    for task, rows in demo_tasks().values():
        for row in rows:
            for reference in row.references:
                assert right_form(task, row, reference), reference
        if task.id in LABELS:
            assert {row.references[0] for row in rows} == LABELS[task.id]


def test_right_letters_are_spread() -> None:
    """No letter is right in more than half of the questions of the multiple-choice task."""
    _, rows = demo_tasks()["task9001"]
    letters = Counter(re.findall(r"([A-E]): ", row.references[0])[0] for row in rows)
    assert max(letters.values()) <= len(rows) / 2


def test_some_sentences_name_no_medicine() -> None:
    """The task with entities has sentences without one."""
    _, rows = demo_tasks()["task9005"]
    assert sum(row.references == (NONE,) for row in rows) >= 2


def test_no_text_is_copied(shared_data: Path) -> None:
    """No eight words in a row stand in the real MedS-Bench files too."""
    real: set[tuple[str, ...]] = set()
    for file in sorted((shared_data / "medsbench").rglob("*.json*")):
        for text in _strings(json.loads(file.read_text(encoding="utf-8-sig"))):
            real |= _shingles(text)
    assert len(real) > 10_000
    for file in FILES:
        for text in _strings(json.loads(file.read_text(encoding="utf-8"))):
            assert _shingles(text) & real == set(), text
