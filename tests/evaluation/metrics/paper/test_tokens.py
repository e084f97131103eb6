"""Texts taken apart once."""

import pytest

from workbench.evaluation.metrics.paper.tokens import parts


@pytest.mark.usefixtures("punkt")
def test_a_text_is_taken_apart_once() -> None:
    """The second time it is the same object."""
    assert parts("en", "It is so. Is it?") is parts("en", "It is so. Is it?")
    assert parts("en", "It is so. Is it?").tokens == ["It", "is", "so", ".", "Is", "it", "?"]
    assert parts("en", "It is so. Is it?").counts["."] == 1


def test_chinese_and_japanese_sentences_are_of_tokens() -> None:
    """White space comes from the tokenizer."""
    assert parts("zh", "患者患有糖尿病").sentences.words == [["患者", "患有", "糖尿病"]]
    assert parts("ja", "患者は糖尿病").sentences.words == [["患者", "は", "糖尿", "病"]]
