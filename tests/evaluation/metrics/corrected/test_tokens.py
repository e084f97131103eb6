"""Words of texts in the benchmark's languages."""

import importlib
import importlib.util
import subprocess
import sys
from types import ModuleType, SimpleNamespace

import pytest

from workbench.evaluation.metrics.corrected import tokens


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "The patient's fever, 39.2.", ["The", "patient", "'s", "fever", ",", "39.2", "."]),
        ("fr", "L'insuline agit.", ["L'", "insuline", "agit", "."]),
        ("es", "El fémur.", ["El", "fémur", "."]),
        ("ru", "Печень болит.", ["Печень", "болит", "."]),
        ("zh", "患者发热", ["患者", "发热"]),
        ("ja", "肝臓が痛い", ["肝臓", "が", "痛い"]),
        ("de", "Die Leber.", ["Die", "Leber", "."]),
    ],
)
def test_each_language_has_its_words(language: str, text: str, words: list[str]) -> None:
    """With punctuation as written; without it, in small letters, for ROUGE."""
    assert list(tokens.words_of(text, language)) == words
    plain = [word.lower() for word in words if any(map(str.isalnum, word))]
    assert list(tokens.plain_words_of(text, language)) == plain


def test_spaces_are_no_words() -> None:
    """However many."""
    assert tokens.words_of("a \n\n b", "en") == ("a", "b")
    assert tokens.words_of("", "en") == ()


def test_sudachi_is_preferred_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the mode of the smallest units."""
    units = SimpleNamespace(tokenize=lambda text, mode: [SimpleNamespace(surface=lambda: mode + text)])
    packages = {
        "sudachipy.dictionary": SimpleNamespace(Dictionary=lambda: SimpleNamespace(create=lambda: units)),
        "sudachipy.tokenizer": SimpleNamespace(Tokenizer=SimpleNamespace(SplitMode=SimpleNamespace(A="A"))),
    }
    monkeypatch.setattr(importlib.util, "find_spec", ModuleType)
    monkeypatch.setattr(importlib, "import_module", packages.__getitem__)
    assert tokens.tokenizer.__wrapped__("ja")("肝") == ["A肝"]


def test_nothing_is_loaded_before_it_is_asked_for() -> None:
    """The command line and the window start without these packages."""
    code = (
        "import sys, workbench.evaluation.metrics.corrected.measures;"
        "heavy = {'spacy', 'jieba', 'janome', 'sacrebleu', 'rouge_score', 'nltk', 'rapidfuzz', 'numpy'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
