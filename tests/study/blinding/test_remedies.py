"""Remedies change what they say, say what they change, and treat all arms alike."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.study.blinding.findings import Finding, Kind, Output
from workbench.study.blinding.linter import lint
from workbench.study.blinding.names import named
from workbench.study.blinding.remedies import (
    Remedied,
    What,
    masked,
    normalised,
    plain,
    without_residue,
    without_thinking,
)
from workbench.study.blinding.style import MARKS

MARKDOWN = """## Plan

Start **aspirin** and *clopidogrel* now:

- 300 mg `ASA`
* 600 mg __clopidogrel__
  1. then 75 mg

| Drug | Dose |
|------|-----:|
| ASA  | 100 mg |

> See [the guideline](http://example.org/a).

---
```text
HLA-B*57:01 is negative
```
Well done 😀!"""
PLAIN = """Plan

Start aspirin and clopidogrel now:

300 mg ASA
600 mg clopidogrel
  1. then 75 mg

Drug; Dose
ASA; 100 mg

See the guideline.

HLA-B*57:01 is negative
Well done !"""


def _output(text: str) -> Output:
    return Output("o", "i", "a", text)


def _replayed(text: str, done: Remedied) -> str:
    """The text after the logged changes, each group made to the text whose hash it names."""
    left = list(done.remedies)
    while left:
        before = sha256(text.encode()).hexdigest()
        group = [one for one in left if one.before == before]
        assert group, "a change of a text that never was"
        for one in reversed(group):
            text = text[: one.start] + one.put + text[one.end :]
        left = left[len(group) :]
    return text


def test_names_become_chips() -> None:
    """Where the linter found them, and nowhere else; other findings stay."""
    output = _output("As Claude, I asked ChatGPT.<|eot_id|>")
    done = masked(output, lint([output]))
    assert done.output.text == "[model], I asked [model].<|eot_id|>"
    assert [(one.what, one.start, one.end, one.put) for one in done.remedies] == [
        (What.MASKED, 0, 9, "[model]"),
        (What.MASKED, 19, 26, "[model]"),
    ]
    assert {one.before for one in done.remedies} == {sha256(output.text.encode()).hexdigest()}
    assert list(named(done.output)) == []


def test_findings_that_overlap_are_one_chip() -> None:
    """And what is not in the text is refused."""
    output = _output("😀 Claude three")
    spans = [
        Finding("o", 2, 8, Kind.NAME, ""),
        Finding("o", 4, 14, Kind.NAME, ""),
        Finding("p", 0, 1, Kind.NAME, ""),
    ]
    assert masked(output, spans).output.text == "😀 [model]"
    assert masked(output, []) == Remedied(output)
    with pytest.raises(ValueError, match="no characters 2 to 99"):
        masked(output, [Finding("o", 2, 99, Kind.NAME, "")])


def test_thoughts_and_residue_are_taken_out() -> None:
    """With the blanks after them at the beginning of a line; the rest stays to the letter."""
    output = _output(
        "<think>a\nb</think>\n\nGive  aspirin.<|eot_id|><|start_header_id|>assistant<|end_header_id|> Now."
    )
    bare = without_thinking(output)
    assert bare.output.text.startswith("Give  aspirin.<|eot")
    done = without_residue(bare.output)
    assert done.output.text == "Give  aspirin. Now."
    assert [one.what for one in (*bare.remedies, *done.remedies)] == [
        What.THINKING,
        What.RESIDUE,
        What.RESIDUE,
    ]


def test_markdown_is_made_plain() -> None:
    """Headings, bullets, bold, tables, quotations, links, rules, code and emoji; alleles stay."""
    done = plain(_output(MARKDOWN))
    assert done.output.text == PLAIN
    assert _replayed(MARKDOWN, done) == PLAIN
    seen = {name for name, measure in MARKS.items() if name != "length" and measure(done.output.text)}
    assert seen == {"numbered lists"}


@pytest.mark.parametrize(
    "text",
    [
        "2 * 3 * 4",
        "CYP2D6*4/*10 and CYP2C19*2",
        "a_b_c",
        "pH < 7 > 6",
        "♂ 45 y ✓",
        "-5 mmHg",
        "x | y",
        "*",
        "a\n\nb",
    ],
)
def test_what_is_no_markdown_stays(text: str) -> None:
    """To the letter, without a remedy."""
    assert plain(_output(text)) == Remedied(_output(text))


PARTS = [*"* ** _ ` ``` # ## - | > ~~ a bc 1. 😀 [x](y) <br> --- \ufe0f \u20e3".split(), " ", "\n"]
MARKS_OF_MODELS = ["<think>", "</think>", "<|eot_id|>", "[INST]", "### Response:", "<s>"]
MESS = st.lists(st.sampled_from(PARTS + MARKS_OF_MODELS), max_size=25).map("".join)


@settings(max_examples=300)
@given(MESS)
def test_normalising_again_changes_nothing(text: str) -> None:
    """And the log of any mess leads from the raw text to the one that is shown."""
    (done,) = normalised([_output(text)])
    assert _replayed(text, done) == done.output.text
    (again,) = normalised([done.output])
    assert again == Remedied(done.output)


def test_all_arms_are_treated_alike() -> None:
    """Two arms that differ in format alone are the same afterwards; their other fields stay."""
    one = Output("1", "i", "a", "<think>hm</think>\n**Give** aspirin.<|eot_id|>", "stop", "en")
    other = Output("2", "i", "b", "Give aspirin.", "stop", "en")
    first, second = normalised([one, other])
    assert first.output.text == second.output.text == "Give aspirin."
    assert (first.output.arm, first.output.finish, first.output.language) == ("a", "stop", "en")
    assert second.remedies == ()
    assert all(remedy.output == "1" for remedy in first.remedies)
