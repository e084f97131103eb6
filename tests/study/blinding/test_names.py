"""Models that name themselves are found; people, enzymes and animals are not models."""

import pytest

from workbench.study.blinding.findings import Kind, Output
from workbench.study.blinding.names import named


def _said(text: str, *arms: str) -> list[str]:
    output = Output("o", "i", "a", text)
    found = list(named(output, arms))
    assert all(finding.kind is Kind.NAME and finding.output == "o" for finding in found)
    return [text[finding.start : finding.end] for finding in found]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("As Claude, I would order an ECG.", "As Claude"),
        ("As an AI language model, I cannot examine you.", "As an AI language model"),
        ("I'm just an AI assistant, but start aspirin.", "I'm just an AI assistant"),
        ("I am a large language model trained by others.", "I am a large language model trained"),
        ("I was developed by Meta AI. Take rest.", "I was developed by Meta AI"),
        ("Up to my knowledge cutoff, no trial showed it.", "my knowledge cutoff"),
        ("ChatGPT would say the same.", "ChatGPT"),
        ("According to GPT-4, yes.", "GPT-4"),
        ("MMedIns-Llama-3-8B: the answer is B.", "MMedIns-Llama-3-8B"),
        ("Qwen2.5-7B suggests metformin.", "Qwen2.5-7B"),
        ("作为一个人工智能语言模型，我建议就医。", "作为一个人工智能语言模型"),
        ("我是由阿里云开发的大语言模型，请就医。", "我是由阿里云开发的大语言模型"),
        ("通义千问认为是肺炎。", "通义千问"),
        ("AI言語モデルとして、診断はできません。", "AI言語モデルとして"),
        ("En tant qu’assistant virtuel, je conseille un ECG.", "En tant qu’assistant virtuel"),
        ("En tant que modèle de langage, oui.", "En tant que modèle de langage"),  # codespell:ignore langage
        ("Je suis une intelligence artificielle.", "Je suis une intelligence artificielle"),
        ("Как языковая модель, я советую обратиться к врачу.", "Как языковая модель"),
        ("Я — языковая модель.", "Я — языковая модель"),
        ("Como modelo de lenguaje, no puedo examinarle.", "Como modelo de lenguaje"),
        ("Soy una inteligencia artificial y aconsejo reposo.", "Soy una inteligencia artificial"),
    ],
)
def test_a_model_that_names_itself_is_found(text: str, said: str) -> None:
    """In six languages, the words that tell and no others."""
    assert _said(text) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "Claude Bernard described the milieu intérieur; intermittent claudication followed.",
        "GPT 45 U/L and GOT 38 U/L are slightly raised, as is GPT 4 times the limit.",
        "Anastrozole is used as an AI (aromatase inhibitor) in breast cancer.",
        "The patient, like Claude Monet, had cataract. Llama antibodies are small.",
        "The IA septum is intact; como IA se abrevia la insuficiencia aórtica.",
        "A falcon, a bard and gemini are not models; nor is phi.",
        "Elle est suivie en tant que patiente. Comme toujours, le médecin décide.",
        "作为一个医生，我建议休息。",
        "医師として、安静を勧めます。",
        "Как врач, я советую покой.",
        "",
    ],
)
def test_medicine_is_no_model(text: str) -> None:
    """Names of people, enzymes, animals; doctors who speak of themselves."""
    assert _said(text) == []


def test_the_studys_own_names_are_found() -> None:
    """However their words are joined; an arm of two letters is too short to look for."""
    text = "Our model Medi Star_7 and medistar7 agree; A is right."
    assert _said(text, "medi-star-7", "A") == ["Medi Star_7", "medistar7"]
    assert _said(text) == []


def test_places_count_code_points() -> None:
    """Beyond the basic plane a character is one, as Python counts."""
    text = "😀𠀀 ChatGPT"
    (finding,) = named(Output("o", "i", "a", text))
    assert (finding.start, finding.end) == (3, 10)
    assert "ChatGPT" in finding.sentence
