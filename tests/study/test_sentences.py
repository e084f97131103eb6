"""Sentences in six languages."""

import pytest

from workbench.study.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Give 3.5 mg. Then wait!  Dr. House agrees.", ["Give 3.5 mg.", "Then wait!", "Dr. House agrees."]),
        ("补液𠮷。观察！“好。”", ["补液𠮷。", "观察！", "“好。”"]),
        ("補液を行います。経過観察。", ["補液を行います。", "経過観察。"]),
        ("Hydrater. Surveiller ? Oui.", ["Hydrater.", "Surveiller ?", "Oui."]),
        ("Нужна гидратация, т.е. вода. Наблюдать.", ["Нужна гидратация, т.е. вода.", "Наблюдать."]),
        ("¿Hidratar? Sí.", ["¿Hidratar?", "Sí."]),
        ("1. Rest\n2. Ice 👩🏽‍⚕️\n\nno end", ["1. Rest", "2. Ice 👩🏽‍⚕️", "no end"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_are_found(text: str, expected: list[str]) -> None:
    """Numbers, abbreviations and lists do not end one; every script's own marks do."""
    assert [text[start:end] for start, end in sentences(text)] == expected
