"""The language of a clinical text is told from the text alone."""

import pytest

from workbench.domain.languages import LANGUAGES, han_language, language_code, language_of

SENTENCES = {
    "en": "Question: A 61-year-old man has chest pain. Which of the following is the most likely cause?",
    "zh": "问题：一名六十一岁男性胸痛两小时，最可能的诊断是什么？",
    "ja": "問題：61歳の男性が胸痛を訴えて来院した。最も考えられる診断はどれか。",
    "fr": "Question : un homme de 61 ans a une douleur thoracique. Quelle est la cause la plus probable ?",
    "ru": "Вопрос: у мужчины 61 года боль в груди. Какова наиболее вероятная причина?",
    "es": "Pregunta: un hombre de 61 años con dolor torácico. ¿Cuál es la causa más probable?",
}


@pytest.mark.parametrize(("code", "text"), SENTENCES.items())
def test_each_language_is_told(code: str, text: str) -> None:
    """One sentence is enough for each of the six."""
    assert language_of(text) == code


@pytest.mark.parametrize("text", ["", "12 / 3.5", "EGFR"])
def test_nothing_to_tell_is_none(text: str) -> None:
    """A text without a word is in no language."""
    assert language_of(text) is None


def test_a_declared_language_is_believed() -> None:
    """Where a file declares one language, its instances are in it."""
    assert language_of("EGFR", ["fr"]) == "fr"


def test_names_and_codes() -> None:
    """Files say “Chinese”, people say “zh”; anything else is not one of the six."""
    assert language_code(" Chinese") == language_code("zh") == "zh"
    assert language_code("Klingon") is None
    assert len(LANGUAGES) == 6


def test_kana_tell_japanese_characters_from_chinese() -> None:
    """Where there are none, nothing is told."""
    assert han_language("発熱と排尿時痛") == "ja"
    assert han_language("发热两天") is None
    assert han_language("fever") is None
