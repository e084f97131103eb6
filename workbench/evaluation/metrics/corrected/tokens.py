"""Words of a text in its language, for the metrics that count words.

English, French, Spanish and Russian by spaCy's rules for the language, Chinese by jieba, Japanese by
SudachiPy (its smallest units) where it and its dictionary are installed, else by janome. Languages that are
none of the six are cut by spaCy's rules for any language.
"""

import importlib
import importlib.util
import logging
import warnings
from collections.abc import Callable
from functools import lru_cache
from typing import Any

Tokenizer = Callable[[str], list[str]]

_SPACY = ("en", "fr", "es", "ru")


@lru_cache(maxsize=8192)
def words_of(text: str, language: str) -> tuple[str, ...]:
    """The words and punctuation marks of `text`, as written, without spaces."""
    return tuple(word for word in tokenizer(language)(text) if not word.isspace() and word)


@lru_cache(maxsize=8192)
def plain_words_of(text: str, language: str) -> tuple[str, ...]:
    """The words of `text` in small letters, without punctuation."""
    return tuple(word.lower() for word in words_of(text, language) if any(map(str.isalnum, word)))


@lru_cache(maxsize=8)
def tokenizer(language: str) -> Tokenizer:
    """What cuts a text of `language` into words; made when it is first asked for."""
    if language == "zh":
        return _jieba()
    if language == "ja":
        installed = importlib.util.find_spec("sudachipy") and importlib.util.find_spec("sudachidict_core")
        return _sudachi() if installed else _janome()
    return _spacy(language if language in _SPACY else "xx")


# Loaded here and not above: each takes from a tenth of a second to several, and most runs need one at most.
def package(name: str) -> Any:
    """An installed package; warnings about its own code are not for whoever uses this program."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module(name)


def _spacy(language: str) -> Tokenizer:
    """spaCy's rules for a language: a pipeline that does nothing but cut."""
    cut = package("spacy").blank(language).tokenizer
    return lambda text: [token.text for token in cut(text)]


def _jieba() -> Tokenizer:
    """jieba's dictionary of Chinese words, in its exact mode."""
    jieba = package("jieba")
    jieba.setLogLevel(logging.WARNING)
    return lambda text: list(jieba.lcut(text))


def _sudachi() -> Tokenizer:
    """SudachiPy with its core dictionary, in the mode of the smallest units."""
    dictionary = package("sudachipy.dictionary").Dictionary().create()
    mode = package("sudachipy.tokenizer").Tokenizer.SplitMode.A
    return lambda text: [token.surface() for token in dictionary.tokenize(text, mode)]


def _janome() -> Tokenizer:
    """janome with the dictionary it carries."""
    cut = package("janome.tokenizer").Tokenizer()
    return lambda text: list(cut.tokenize(text, wakati=True))
