"""Habits of writing are measured arm by arm."""

from math import inf, isinf

import pytest

from workbench.study.blinding.findings import Output
from workbench.study.blinding.style import MARKS, style_gaps


def _outputs(arm: str, texts: list[str]) -> list[Output]:
    return [Output(f"{arm}{place}", str(place), arm, text) for place, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        ("headings", "## Plan\nrest"),
        ("bullets", "Plan:\n- rest"),
        ("bullets", "Plan:\n• rest"),
        ("numbered lists", "1. rest"),
        ("bold", "take **rest** now"),
        ("tables", "| a | b |"),
        ("code", "`rest`"),
        ("emoji", "rest 😀"),
        ("emoji", "1\ufe0f\u20e3 rest"),
    ],
)
def test_a_mark_is_seen(mark: str, text: str) -> None:
    """And none of the others."""
    seen = {name for name, measure in MARKS.items() if name != "length" and measure(text)}
    assert seen == {mark}


@pytest.mark.parametrize(
    "text", ["HLA-B*57:01 and CYP2D6*4", "♂ 45 y, ✓ done, 37 ℃", "-5 mmHg", "#3 in line", "a|b"]
)
def test_medicine_is_no_style(text: str) -> None:
    """Alleles, signs of sex, temperatures, negative numbers."""
    assert not {name for name, measure in MARKS.items() if name != "length" and measure(text)}


def test_a_difference_is_standardised() -> None:
    """Three of four against one of four: one half over the root of 3/16."""
    lists, plain = "- rest", "rest"
    outputs = _outputs("a", [lists, plain, plain, plain]) + _outputs("b", [lists, lists, lists, plain])
    found = {gap.mark: gap for gap in style_gaps(outputs)}
    bullets = found["bullets"]
    assert (bullets.first_mean, bullets.second_mean) == (0.25, 0.75)
    assert bullets.difference == pytest.approx(0.5 / (3 / 16) ** 0.5)
    assert bullets.notable
    assert "25 % of a's answers have bullets, 75 % of b's" in bullets.sentence
    assert found["bold"].difference == 0.0
    assert not found["bold"].notable


def test_always_against_never_is_infinite() -> None:
    """No spread within the arms, and a difference between them."""
    found = {gap.mark: gap for gap in style_gaps(_outputs("a", ["**x**"] * 3) + _outputs("b", ["x"] * 3))}
    assert found["bold"].difference == -inf
    assert isinf(found["length"].difference)
    assert found["length"].first_mean == pytest.approx(5)


def test_every_two_arms_are_compared() -> None:
    """Three arms make three comparisons of each mark; one arm makes none."""
    outputs = [output for arm in "abc" for output in _outputs(arm, ["x", "yy"])]
    assert len(style_gaps(outputs)) == 3 * len(MARKS)
    assert style_gaps(_outputs("a", ["x"])) == ()
