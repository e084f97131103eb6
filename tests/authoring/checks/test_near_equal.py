"""Instances that ask nearly the same and expect something else are found."""

import pytest

from tests.authoring.samples import TEXTS, draft, instance
from workbench.authoring.checks.near_equal import check


@pytest.mark.parametrize("language", TEXTS)
def test_one_changed_letter_is_found_in_every_language(language: str) -> None:
    """The last letters changed and another reference: likely a slip."""
    text, reference = TEXTS[language]
    long = f"{text} {text[::-1]} {text}"
    found = list(check(draft(instance(1, long, reference), instance(2, long[:-2] + "x", "B"))))
    assert [finding.index for finding in found] == [1]
    assert found[0].message.startswith("Nearly the same input as instance 1")


def test_an_equal_input_with_another_reference_is_found() -> None:
    """Two references for one question belong into one instance."""
    (found,) = check(draft(instance(1, "Is it so?", "yes"), instance(2, "is it so", "no")))
    assert found.message.startswith("The same input as instance 1")


def test_one_shared_reference_is_enough() -> None:
    """The same case with one accepted answer in common contradicts nothing."""
    rows = instance(1, "Is it so?", "yes", "surely"), instance(2, "Is it so?", "surely")
    assert list(check(draft(*rows))) == []


def test_different_cases_are_left_alone() -> None:
    """Texts that share a few words are not near-equal."""
    rows = instance(1, TEXTS["en"][0], "a"), instance(2, "A 30-year-old woman has a rash after a walk.", "b")
    assert list(check(draft(*rows))) == []


def test_what_is_not_written_yet_is_compared_with_nothing() -> None:
    """Empty inputs and empty references are for another check."""
    rows = instance(1, "", "a"), instance(2, "", "b"), instance(3, "a", ""), instance(4, "a", "c")
    assert list(check(draft(*rows))) == []


def test_a_template_makes_no_flood() -> None:
    """A hundred cases written into one form are compared with a few, and each is said at most once."""
    form = "Choose the right answer and say nothing else. Given are the values of one patient today: "
    rows = [instance(n, f"{form}{n * 7919}", f"answer {n}") for n in range(100)]
    found = list(check(draft(*rows)))
    assert len({finding.index for finding in found}) == len(found) <= 99
