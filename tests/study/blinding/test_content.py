"""Answers that are no fair match are found; short, listed and mixed ones are fair."""

import pytest

from workbench.study.blinding.content import cut_off, unfair, written_in
from workbench.study.blinding.findings import Kind, Output

WHOLE = "The pain is cardiac. Give aspirin and order an ECG at once."
IN = {
    "en": "The patient should be given aspirin and the ECG is to be read at once.",
    "zh": "患者应立即服用阿司匹林（aspirin），并做心电图检查。",
    "ja": "患者にはアスピリンを投与し、直ちに心電図を確認する。",
    "fr": "Le patient doit recevoir de l'aspirine et un ECG est lu dans les minutes qui suivent.",
    "ru": "Пациенту следует дать аспирин и сразу снять ЭКГ.",
    "es": "El paciente debe recibir aspirina y se toma un ECG en los primeros minutos.",
}


def _kinds(text: str, **more: str | None) -> list[Kind]:
    return [finding.kind for finding in unfair(Output("o", "i", "a", text, **more))]


@pytest.mark.parametrize(
    "text",
    [
        "The pain is cardiac. Give aspirin and order an",
        "The pain is cardiac. Give aspirin, beta blockers and",
        "The pain is cardiac. The causes that must be excluded are:",
        "疼痛来自心脏。应立即服用阿司匹林并做心电图检查，同时监测血压和心率，如果疼痛持续不缓解则考虑",
    ],
)
def test_an_answer_that_stops_short_is_found(text: str) -> None:
    """Without a full stop, or in the middle of a list."""
    assert _kinds(text, finish="stop") == [Kind.CUT_OFF]


def test_the_engines_word_counts() -> None:
    """An answer that reached its limit is cut off, whatever it ends with."""
    assert _kinds(WHOLE, finish="length") == [Kind.CUT_OFF]
    assert cut_off(WHOLE, "stop") is None
    assert cut_off(WHOLE, None) is None


@pytest.mark.parametrize(
    "text",
    [
        "B",
        "aspirin; ibuprofen; paracetamol; metamizole; tramadol; morphine",
        "Do this first. Then do that:\n- rest\n- fluids and electrolytes",
        "Do this first. Then do that:\n1. rest\n2. fluids and electrolytes",
        "疼痛来自心脏。应立即服用阿司匹林并做心电图检查。",
        "The pain is cardiac. He said “it is pressing.”",
        "It is harmless. Rest, drink, and come back in a week if it hurts 😀",
        "| a | b |\n| Give it. | Now. And then wait for the result |",
    ],
)
def test_what_needs_no_full_stop_is_whole(text: str) -> None:
    """Labels, lists, tables, quotations, emoji."""
    assert cut_off(text, None) is None


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry, but I can't help with this question about doses.",
        "I cannot provide medical advice. Please see a doctor.",
        "很抱歉，我无法提供诊断。",
        "申し訳ありませんが、診断することはできません。",
        "Je suis désolé, mais je ne peux pas poser de diagnostic.",
        "Извините, но я не могу поставить диагноз.",
        "Lo siento, pero no puedo dar un diagnóstico.",
    ],
)
def test_refusals_are_found(text: str) -> None:
    """In six languages."""
    assert Kind.REFUSAL in _kinds(text)


@pytest.mark.parametrize(
    "text",
    ["The patient cannot provide a history.", "I'm sorry to hear that. Take aspirin.", "x" * 300 + IN["en"]],
)
def test_a_remark_is_no_refusal(text: str) -> None:
    """What patients cannot do; sympathy."""
    assert Kind.REFUSAL not in _kinds(text)


@pytest.mark.parametrize("language", IN)
def test_a_language_is_told_by_script_and_common_words(language: str) -> None:
    """Each of the six; and found where another was asked for."""
    assert written_in(IN[language]) == language
    assert _kinds(IN[language], language=language) == []
    other = "fr" if language == "en" else "en"
    assert _kinds(IN[language], language=other) == [Kind.LANGUAGE]
    assert _kinds(IN[language], language=None) == []


def test_a_few_foreign_words_are_no_other_language() -> None:
    """An English text with a Chinese term, a Chinese one with names of drugs, and what is too short."""
    assert written_in(IN["en"] + " In Chinese it is 阿司匹林.") == "en"
    assert written_in("服用 metformin 和 empagliflozin 治疗糖尿病，监测血糖") == "zh"
    assert written_in("aspirin 100 mg") is None
    assert written_in("12 %") is None


def test_an_empty_answer_is_only_empty() -> None:
    """Nothing else is said about it."""
    assert _kinds(" \n", finish="length", language="en") == [Kind.EMPTY]
