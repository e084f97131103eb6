"""What is typed becomes an expression for the index, and places in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.store.words import MAX_WORDS, needs_spreading, parse, spread


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("plain", False),
        ("œdème", False),
        ("Отёк", False),
        ("糖尿病", True),
        ("ｗｉｄｅ", True),
        ("かな", True),
    ],
)
def test_only_what_needs_it_is_prepared(text: str, needed: bool) -> None:
    """Languages with spaces go into the index as they are."""
    assert needs_spreading(text) is needed


def test_characters_become_words() -> None:
    """Chinese and Japanese characters stand alone, everything else stays together; wide forms are plain."""
    assert spread("2型糖尿病HbA1c").split() == ["2", "型", "糖", "尿", "病", "HbA1c"]
    assert spread("ＣＴ検査、ﾃﾞｰﾀ").split() == ["CT", "検", "査", "、", "デ", "ー", "タ"]


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("gout ", '("gout")'),
        ("gout", '("gout"*)'),
        ("go", '("go")'),
        ('"in the leg"', '("in the leg")'),
        ('"in the le', '("in the le")'),
        ('"in the leg', '("in the leg"*)'),
        ("beta-blocker ", '("beta blocker")'),
        ("糖尿病", '("糖 尿 病")'),
        ("糖尿病 gout ", '("gout") AND ("糖 尿 病")'),
        ("«un vol» x", '("un vol") AND ("x")'),
        ("?", ""),
    ],
)
def test_typed_text_as_expression(typed: str, match: str) -> None:
    """Words are quoted, an unfinished last one is a beginning, runs are phrases."""
    assert parse(typed).match == match


def test_long_text_is_looked_for_by_its_longest_words() -> None:
    """The longest words are the rarest ones."""
    query = parse(" ".join(["of"] * 20 + [f"remarkable{number}" for number in range(MAX_WORDS)]) + " ")
    assert query.words == MAX_WORDS
    assert '"of"' not in query.match


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("leg", "A leg, two Legs", ["leg", "Legs"]),
        ("leg ", "A leg, two Legs", ["leg"]),
        ("oedeme ", "Œdème, oedème, EDEME", ["Œdème", "oedème", "EDEME"]),
        ("еще ", "Ещё и еще", ["Ещё", "еще"]),
        ("糖尿", "2型糖尿病", ["糖尿"]),
        ("hba1c", "2型HbA1c高 ＨｂＡ１ｃ", ["HbA1c", "ＨｂＡ１ｃ"]),
        ("beta-blocker", "Beta blocker, betablocker", ["Beta blocker"]),
        ('"a b"', "a b, a. B", ["a b", "a. B"]),
    ],
)
def test_places_in_a_text(typed: str, text: str, marked: list[str]) -> None:
    """Whole words are marked as the text has them."""
    assert [text[start:end] for start, end in parse(typed).spans(text)] == marked


@given(st.text(st.characters(exclude_categories=()), max_size=60), st.text(max_size=60))
def test_spans_are_in_order_and_inside(typed: str, text: str) -> None:
    """Places do not overlap and never leave the text."""
    last = 0
    for start, end in parse(typed).spans(text):
        assert last <= start < end <= len(text)
        last = end
