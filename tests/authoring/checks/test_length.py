"""Texts that will be cut off, or that nobody meant to paste, are found."""

from tests.authoring.samples import TEXTS, draft, instance
from workbench.authoring.checks.length import check


def test_a_prompt_beyond_the_limit_is_found_and_called_rough() -> None:
    """Nobody asks a model for the count, and the message says so."""
    (found,) = check(draft(instance(1, "A long history. " * 700, "B")))
    assert "rough count" in found.message
    assert "2,048" in found.message


def test_a_reference_beyond_what_models_may_answer_is_found() -> None:
    """Upstream cuts answers off at a thousand tokens."""
    (found,) = check(draft(instance(1, "a", "word " * 2000)))
    assert found.field == "references"


def test_an_input_far_longer_than_the_others_is_found() -> None:
    """A whole record pasted among short questions is likely a slip."""
    rows = [instance(n, "A short question about a cough.", "B") for n in range(6)]
    rows.append(instance(9, "He was seen again. " * 70, "B"))
    (found,) = check(draft(*rows))
    assert found.index == 6


def test_usual_lengths_are_left_alone() -> None:
    """Six languages of one case, each of its own length."""
    rows = (instance(n, *texts) for n, texts in enumerate(TEXTS.values()))
    assert list(check(draft(*rows))) == []
