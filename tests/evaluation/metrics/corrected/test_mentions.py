"""What an answer holds to of all that it mentions."""

import re

import pytest

from workbench.evaluation.metrics.corrected.mentions import concluded, held, names, settled_on


def mentions(text: str) -> list[tuple[str, tuple[int, int]]]:
    """Every capital letter from P to Z that stands alone."""
    return [(one[0], one.span()) for one in re.finditer(r"(?<![A-Za-z])[P-Z](?![A-Za-z])", text)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("P, Q and R are wrong", ""),
        ("neither P nor Q", ""),
        ("P、Qは誤りで、正しいのはRである", "R"),
        ("P, Q is unlikely", "P"),
        ("R，P、Q均不正确", "R"),
        ("a clot (P), a tear (Q) and a tumour (R) are unlikely", ""),
        ("P is right and Q is wrong", "P"),
    ],
)
def test_a_denial_is_of_the_whole_list(text: str, kept: str) -> None:
    """Before or after it; what is not in the list stays."""
    assert names(held(text, mentions(text))) == set(kept)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("P is common. Q is rare. Therefore, Q.", "Q"),
        ("P (most likely), Q, R", "P"),
        ("P or Q, but the pain points to Q", "Q"),
        ("P\nThe pain is like that of Q", "P"),
        ("Q? P? I take P", "P"),
        ("Start with P. If it fails, Q", "P"),
        ("P and Q", "PQ"),
        ("P is first, Q is next", "PQ"),
    ],
)
def test_of_several_the_answer_may_decide_for_one(text: str, said: str) -> None:
    """By a conclusion, praise, a line of its own; otherwise all stay."""
    assert names(settled_on(text, held(text, mentions(text)))) == set(said)


def test_the_last_conclusion_counts() -> None:
    """Of several sentences that conclude."""
    text = "So P. But therefore Q and R."
    assert names(concluded(text, mentions(text))) == {"Q", "R"}
    assert concluded("P", mentions("P")) == []
