"""Streamed text is whole characters, and never part of a stop text."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.engines.llama.answer_text import AnswerText


def streamed(pieces: list[bytes], stop: tuple[str, ...] = ()) -> tuple[list[str], AnswerText]:
    """What is given out for each piece and at the end, without what is empty."""
    text = AnswerText(stop)
    given_out = [text.add(piece) for piece in pieces]
    return [part for part in [*given_out, text.end()] if part], text


@given(st.text(), st.integers(1, 5))
def test_any_text_comes_through_in_whole_characters(text: str, size: int) -> None:
    """However its bytes are cut."""
    raw = text.encode("utf-8", "ignore")
    parts, answer = streamed([raw[at : at + size] for at in range(0, len(raw), size)])
    assert "".join(parts) == answer.text == raw.decode()


@given(
    st.text("ab", max_size=30), st.lists(st.text("ab", min_size=1, max_size=4), max_size=3), st.integers(1, 4)
)
def test_text_ends_before_the_first_stop_text(text: str, stop: list[str], size: int) -> None:
    """As if the whole text had been looked at once; with several stop texts, what came first."""
    parts, answer = streamed([text[at : at + size].encode() for at in range(0, len(text), size)], tuple(stop))
    assert "".join(parts) == answer.text
    assert not any(found in answer.text for found in stop)
    assert answer.stopped == any(found in text for found in stop)
    assert text.startswith(answer.text)
    if not answer.stopped:
        assert answer.text == text


def test_an_unfinished_character_at_the_end_is_left_out() -> None:
    """An answer cut by its length can end within a character; half of it is no text."""
    parts, _answer = streamed(["発熱".encode()[:-1]])
    assert parts == ["発"]


def test_bytes_that_are_no_text_are_shown_as_such() -> None:
    """They are not hidden: something is wrong with the model."""
    parts, _answer = streamed([b"a\xff", b"b"])
    assert "".join(parts) == "a\ufffdb"


def test_a_harmless_beginning_of_a_stop_text_is_only_held_back() -> None:
    """It comes out as soon as it is certain."""
    text = AnswerText(("###",))
    assert [text.add(b"a#"), text.add(b"#"), text.add(b" b")] == ["a", "", "## b"]
