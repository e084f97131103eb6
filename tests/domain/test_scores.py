"""Scores are plain values."""

from workbench.domain.scores import Protocol, Score


def test_what_is_missing_is_none_with_a_reason() -> None:
    """A score without a value says why, and is equal to another one that says the same."""
    empty = Score("BLEU-1", None, "upstream cannot score an empty answer")
    assert empty.value is None
    assert empty == Score("BLEU-1", None, "upstream cannot score an empty answer")


def test_protocols_have_the_names_that_commands_take() -> None:
    """The two protocols are called paper and corrected."""
    assert [protocol.value for protocol in Protocol] == ["paper", "corrected"]
