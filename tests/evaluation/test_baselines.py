"""Chance and majority, against values worked out by hand."""

import pytest

from workbench.domain.scores import Answer
from workbench.evaluation.baselines import NO_BASELINES, Baselines, baselines, chance, majority
from workbench.evaluation.metrics.corrected.accuracy import LABELS, LETTERS, LISTS, WORDS


def test_words_by_hand() -> None:
    """Three of four are "no": 75 % for always saying so, a third for guessing."""
    labels = ("yes", "no", "maybe")
    answers = [Answer("task123", (one,), "", labels=labels) for one in ("no", "no", "yes", "no", "?")]
    found = baselines(answers, WORDS)
    assert found == Baselines(found.chance, 75, "no")
    assert found.chance == pytest.approx(100 / 3)


def test_letters_by_hand() -> None:
    """Each question has as many as it lists; two letters together are never guessed."""
    two, four = "Options: A: x\tB: y\t", "Options: A: x\tB: y\tC: z\tD: w\t"
    answers = [
        Answer("task60", ("La bonne réponse est A: x",), "", two),
        Answer("task60", ("La bonne réponse est A: x",), "", four),
        Answer("task60", ("Les bonnes réponses sont A: x, C: z",), "", four),
    ]
    found = baselines(answers, LETTERS)
    assert found.chance == pytest.approx(100 * (1 / 2 + 1 / 4) / 3)
    assert found.majority == pytest.approx(200 / 3)
    assert found.commonest == "A"


def test_several_references_are_several_chances() -> None:
    """Any of them is right."""
    rights: list[frozenset[object]] = [frozenset({"a", "b"}), frozenset({"b"})]
    assert chance(rights, [4, 4]) == pytest.approx(100 * (2 / 4 + 1 / 4) / 2)
    assert majority(rights) == ("b", 100)
    assert majority([frozenset({"b"}), frozenset({"a"})]) == ("a", 50)


def test_without_labels_there_is_neither() -> None:
    """Nor without instances."""
    assert baselines([Answer("task1", ("a",), "")], LISTS) == NO_BASELINES
    assert baselines([], LABELS) == NO_BASELINES
