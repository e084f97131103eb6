"""Odd answers of models, each with what a person reads in it: the readers read the same."""

import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from workbench.domain.scores import Answer
from workbench.evaluation.metrics.corrected.age_gender import read_age_gender
from workbench.evaluation.metrics.corrected.entities import read_entities
from workbench.evaluation.metrics.corrected.labels import read_label
from workbench.evaluation.metrics.corrected.letters import letters_of, read_letter
from workbench.evaluation.metrics.corrected.plain import Reader, Unread
from workbench.evaluation.metrics.corrected.words import read_word

FILE = Path(__file__).resolve().parents[3] / "data" / "odd_answers.jsonl"
READERS: dict[str, Reader] = {
    "letters": read_letter,
    "labels": read_label,
    "words": read_word,
    "entities": read_entities,
    "age_gender": read_age_gender,
}
ENOUGH = 0.99


@lru_cache(maxsize=1)
def rows() -> tuple[tuple[str, Answer, str | None], ...]:
    """Reader, answer and right reading of every line; None where there is nothing to read."""
    found = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        answer = Answer(
            row["task"],
            tuple(row["references"]),
            row["output"],
            row.get("input", ""),
            row["language"],
            tuple(row.get("labels", ())),
        )
        found.append((row["reader"], answer, row["reading"]))
    return tuple(found)


def test_nearly_all_are_read_right() -> None:
    """At least 99 in 100, and of each reader's at least 97; what is missed is printed."""
    missed = Counter[str]()
    sizes = Counter(reader for reader, _, _ in rows())
    for reader, answer, right in rows():
        found = READERS[reader](answer)
        read = None if isinstance(found, Unread) else found.text
        if read != right:
            missed[reader] += 1
            print(f"{reader} {answer.language}: {answer.output!r} says {right!r}, read {found!r}")  # noqa: T201
    assert missed.total() <= (1 - ENOUGH) * len(rows()), missed
    assert all(missed[reader] <= 0.03 * size for reader, size in sizes.items()), missed


def test_what_is_not_read_right_is_not_read() -> None:
    """A wrong reading is worse than none: at most one answer in 500 is taken to say something else."""
    found = [(READERS[reader](answer), right) for reader, answer, right in rows()]
    wrong = [one.text for one, right in found if not isinstance(one, Unread) and one.text != right]
    assert len(wrong) <= len(rows()) / 500, wrong


ANSWERED = re.compile(
    r"\n(?:The right answer is|正确答案是|正しい答えは|La bonne réponse est|Les bonnes réponses sont"
    r"|Правильный ответ:|La respuesta correcta es) [^\n]*$"
)


def explained(folder: Path) -> Iterator[Answer]:
    """The benchmark's explanations of right options, as answers to questions that no longer tell them."""
    for file in sorted(folder.glob("*.json*")):
        for instance in json.loads(file.read_text(encoding="utf-8"))["Instances"]:
            known = ANSWERED.search(instance["input"])
            if known is not None:
                question = instance["input"][: known.start()] + "\t"
                yield Answer("task57", (known[0].strip(),), str(instance["output"]), question)


def test_explanations_of_right_options_name_them(shared_data: Path) -> None:
    """Of real explanations, four in five are read right; one in 25 or fewer seems to say something else."""
    counts = Counter[str]()
    for answer in explained(shared_data / "medsbench" / "Rationale"):
        found = read_letter(answer)
        right = letters_of(answer.references[0])
        counts["unread" if isinstance(found, Unread) else "right" if found.text == right else "wrong"] += 1
    print(counts)  # noqa: T201
    assert counts["right"] >= 0.8 * counts.total() > 0
    assert counts["wrong"] <= 0.04 * counts.total()


def test_there_are_enough_of_every_kind() -> None:
    """Three hundred or more, of every reader and all six languages."""
    assert len(rows()) >= 300
    assert set(Counter(reader for reader, _, _ in rows())) == set(READERS)
    assert min(Counter(answer.language for _, answer, _ in rows()).values()) >= 20
    assert sum(right is None for _, _, right in rows()) >= 60


def test_places_lie_within_the_answer() -> None:
    """What is marked in an answer is a stretch of it, and not an empty one."""
    for reader, answer, _ in rows():
        found = READERS[reader](answer)
        if not isinstance(found, Unread):
            assert 0 < found.sure <= 1
            assert all(0 <= start < end <= len(answer.output) for start, end in found.spans), found


LONG = ("\n", " ", "A ", "answer is ", "1. ", "(", "not ", "a: ", '["a",', "aspirin, ", "答案是")


@pytest.mark.parametrize("text", LONG)
def test_reading_takes_time_in_proportion(text: str) -> None:
    """A model that repeats itself to no end holds nothing up: 10,000 characters in half a second."""
    long = f"x{text * (10_000 // len(text))}y"
    for reader, answer, _ in rows()[:564:70]:
        started = time.process_time()
        READERS[reader](Answer(answer.task_id, answer.references, long, answer.input, "en", answer.labels))
        assert time.process_time() - started < 2.0, reader


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\u3000", "😀", "((((", "]" * 50, "A" * 5000, "1." * 500, "\x00"]
)
def test_nothing_makes_a_reader_fail(text: str) -> None:
    """Whatever a model writes, a reader reads something or says why not."""
    for reader, answer, _ in rows()[::40]:
        assert READERS[reader](
            Answer(answer.task_id, answer.references, text, answer.input, "en", answer.labels)
        )
