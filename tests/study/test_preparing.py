"""What is shown to raters names no model, and every change is told."""

from dataclasses import replace

import pytest

from tests.formats.studies import key, study
from tests.store.samples import instance
from workbench.study.blinding.findings import Kind
from workbench.study.preparing import Treatment, blinding, left, masking, treating, whole_characters

ABOUT = instance("question")
ANSWER = "<think>hm</think>\n\n**As Zebra-7B**, I say: rest.<|eot_id|>"


def test_names_are_masked_and_the_rest_is_left() -> None:
    """The arms' own names, with a visible chip; formats stay."""
    done = masking(["Zebra-7B"])(ANSWER, ABOUT)
    assert "Zebra" not in done.text
    assert "[model]" in done.text
    assert "**" in done.text
    assert {change["what"] for change in done.changes} == {"masked"}


def test_blinding_evens_out_what_differs_between_models() -> None:
    """Thoughts, residue and Markdown go; what was done says where and what, and not by whom."""
    done = blinding(["Zebra-7B"])(ANSWER, ABOUT)
    assert done.text.startswith("As [model]") or done.text.startswith("[model]")
    for gone in ("hm", "**", "eot_id", "Zebra"):
        assert gone not in done.text
    assert {"thinking taken out", "residue taken out", "made plain", "masked"} <= {
        change["what"] for change in done.changes
    }
    assert all("output" not in change for change in done.changes)


def test_an_answer_without_anything_to_change_is_left() -> None:
    """To the last character."""
    for prepare in (masking(["Zebra-7B"]), blinding(["Zebra-7B"])):
        done = prepare("Rest for two days.", ABOUT)
        assert (done.text, done.changes) == ("Rest for two days.", ())


@pytest.mark.parametrize(("text", "made"), [("a\ud83d", "a�"), ("\ude00b", "�b"), ("糖😀", "糖😀")])
def test_halves_of_characters_are_replaced(text: str, made: str) -> None:
    """And told; whole ones stay."""
    done = whole_characters(text)
    assert done.text == made
    assert bool(done.changes) == (text != made)


def test_treatments_are_named() -> None:
    """None leaves all but half characters."""
    texts = {one: treating(one, ["Zebra-7B"])(ANSWER, ABOUT).text for one in Treatment}
    assert texts[Treatment.NONE] == ANSWER
    assert "**" in texts[Treatment.MASK]
    assert "**" not in texts[Treatment.EVEN]


def test_what_is_left_is_counted() -> None:
    """A name that nobody masked, two arms that said the same."""
    one = study()
    texts = {"o0000": "As Model-1 I say: rest.", "o0010": "The same.", "o0011": "The same."}
    outputs = tuple(replace(output, text=texts.get(output.id, "Rest " + output.id)) for output in one.outputs)
    found = left(replace(one, outputs=outputs), key(one))
    assert found[Kind.NAME] == 1
    assert found[Kind.IDENTICAL] == 1
