"""Text to tokens and back; a grammar lets through what follows it."""

from pathlib import Path

import numpy as np
import pytest

from tests.engines.contract import prompt
from tests.engines.llama.in_process import llama_cpp_log
from workbench.domain.errors import EngineError
from workbench.domain.runs import Prompt
from workbench.engines.llama.native import open_vocabulary
from workbench.engines.llama.vocabulary import Grammar, Vocabulary


@pytest.fixture
def vocabulary(tiny_model: Path) -> Vocabulary:
    """Of the tiny model: bytes, some words, control tokens."""
    return open_vocabulary(str(tiny_model), llama_cpp_log())


def test_tokens_give_the_text_back(vocabulary: Vocabulary) -> None:
    """Whatever the language; a prompt has one beginning of text."""
    tokens = vocabulary.tokens(prompt(1, "é東z the patient"))
    assert vocabulary.begins_with_bos(tokens)
    text = b"".join(vocabulary.piece(int(token)) for token in tokens).decode()
    assert "é東z the patient" in text


def test_options_have_tokens(vocabulary: Vocabulary) -> None:
    """An option without text is refused, because nothing can be said about it."""
    found = vocabulary.options(Prompt("i", "", "", (), options=("yes", "no")))
    assert [text for text, _tokens in found] == ["yes", "no"]
    assert b"".join(vocabulary.piece(int(token)) for token in found[0][1]) == b"yes"
    with pytest.raises(EngineError, match="option has no text"):
        vocabulary.options(Prompt("i", "", "", (), options=("yes", "")))


def test_a_grammar_lets_through_what_follows_it(vocabulary: Vocabulary) -> None:
    """Token by token, until only the end is possible."""
    letters = {text: vocabulary.options(Prompt("i", "", "", (), options=(text,)))[0][1][0] for text in "abz"}
    grammar = Grammar(vocabulary, 'root ::= "a" ("b" | "z")', llama_cpp_log())
    assert grammar.allows(int(letters["a"]))
    assert not grammar.allows(int(letters["b"]))
    grammar.accept(int(letters["a"]))
    narrowed = grammar.narrowed(np.zeros(vocabulary.size, np.float32))
    assert set(np.flatnonzero(np.isfinite(narrowed))) == {letters["b"], letters["z"]}
    grammar.accept(int(letters["z"]))
    narrowed = grammar.narrowed(np.zeros(vocabulary.size, np.float32))
    assert set(np.flatnonzero(np.isfinite(narrowed))) == set(vocabulary.end_tokens)


def test_a_wrong_grammar_is_refused(vocabulary: Vocabulary) -> None:
    """With what is wrong in it, where llama.cpp tells."""
    with pytest.raises(EngineError, match="grammar"):
        Grammar(vocabulary, "root ::= (", llama_cpp_log())
