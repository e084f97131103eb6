"""What belongs to a prompt format, and thoughts, are found where they stand."""

import pytest

from workbench.study.blinding.findings import Kind, Output
from workbench.study.blinding.residue import left_over, residue, thinking


@pytest.mark.parametrize(
    "mark",
    [
        "<|eot_id|>",
        "<|start_header_id|>assistant<|end_header_id|>",
        "<|im_start|>assistant",
        "<|endoftext|>",
        "[INST]",
        "[/INST]",
        "<<SYS>>",
        "<s>",
        "</s>",
        "<end_of_turn>",
        "<start_of_turn>model",
        "<｜end▁of▁sentence｜>",
        "<0x0A>",
        "### Response:",
        "ASSISTANT:",
    ],
)
def test_marks_of_prompt_formats_are_found(mark: str) -> None:
    """Each as a whole, at the beginning of a line, where some of them count only."""
    text = f"Aspirin.\n{mark} More."
    ((start, end),) = residue(text)
    assert text[start:end] == mark
    (finding,) = left_over(Output("o", "i", "a", text))
    assert finding.kind is Kind.RESIDUE
    assert mark in finding.sentence


@pytest.mark.parametrize(
    "text",
    [
        "pH < 7.2 and pO2 > 60 | stable",
        "The patient: a man. Response: good.",
        "[1] [2, 3]",
        "## Plan\n- rest",
        "x|y",
    ],
)
def test_medicine_is_no_mark(text: str) -> None:
    """Smaller and larger, references, headings."""
    assert residue(text) == thinking(text) == []


@pytest.mark.parametrize(
    ("text", "thought"),
    [
        ("<think>hm\n\nhm</think>\nAspirin.", "<think>hm\n\nhm</think>"),
        ("<THINKING>a</THINKING>B", "<THINKING>a</THINKING>"),
        ("<think>never ends", "<think>never ends"),
        ("first I thought\n</think>\nAspirin.", "first I thought\n</think>"),
        ("<|channel|>analysis<|message|>hm<|end|>B", "<|channel|>analysis<|message|>hm<|end|>"),
        ("◁think▷hm◁/think▷B", "◁think▷hm◁/think▷"),
    ],
)
def test_thoughts_are_found(text: str, thought: str) -> None:
    """Closed, unclosed, unopened, and of other formats; marks inside them are not told twice."""
    ((start, end),) = thinking(text)
    assert text[start:end] == thought
    assert not [span for span in residue(text) if span[0] < end]


def test_thoughts_without_an_answer_are_told() -> None:
    """There is nothing to rate."""
    (finding,) = left_over(Output("o", "i", "a", "<think>hm</think>  "))
    assert finding.kind is Kind.THINKING
    assert "no answer" in finding.sentence
    (other,) = left_over(Output("o", "i", "a", "<think>hm</think> B"))
    assert "no answer" not in other.sentence
