"""One look at everything that would spoil the blinding."""

import time

from workbench.study.blinding.findings import Kind, Output
from workbench.study.blinding.linter import folded, lint


def test_everything_is_looked_at() -> None:
    """Names, the study's own names, residue, thoughts, endings, languages, twins."""
    outputs = [
        Output("1", "i", "medistar", "As Claude, I say: give aspirin now.<|eot_id|>", "stop", "en"),
        Output("2", "i", "other", "<think>hm</think>Medistar is wrong. Give the patient 200", "stop", "en"),
        Output("3", "j", "medistar", "Give aspirin.", "stop", "fr"),
        Output("4", "j", "other", "give  Aspirin", "stop", "fr"),
        Output("5", "k", "other", "", "stop", "en"),
    ]
    found = [(finding.output, finding.kind) for finding in lint(outputs)]
    assert found == [
        ("1", Kind.NAME),
        ("1", Kind.RESIDUE),
        ("2", Kind.NAME),
        ("2", Kind.THINKING),
        ("2", Kind.CUT_OFF),
        ("4", Kind.IDENTICAL),
        ("5", Kind.EMPTY),
    ]


def test_the_same_arm_may_say_the_same() -> None:
    """Twins are of different arms and of one instance."""
    outputs = [Output("1", "i", "a", "B"), Output("2", "i", "a", "B"), Output("3", "j", "b", "B")]
    assert list(lint(outputs)) == []
    assert folded("Ａ b.") == "ab"


def test_it_stops_when_nobody_asks_on() -> None:
    """It is a generator."""
    assert next(lint([Output("1", "i", "a", "")])).kind is Kind.EMPTY


def test_a_study_is_linted_in_seconds() -> None:
    """1,000 answers of some 1,500 characters; generous for a busy machine."""
    text = "The patient has chest pain on exertion. Give aspirin and order an ECG at once. " * 19
    outputs = [
        Output(str(place), str(place), "ab"[place % 2], text + str(place) + ".") for place in range(1000)
    ]
    started = time.process_time()
    assert list(lint(outputs)) == []
    assert time.process_time() - started < 10
