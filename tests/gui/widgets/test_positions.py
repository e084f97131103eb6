"""From code points to Qt's positions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.gui.widgets.positions import qt_positions, text_position


def test_plain_text_counts_as_it_is() -> None:
    """In English a place is a place."""
    assert qt_positions("abc", [3, 0, 1]) == {0: 0, 1: 1, 3: 3}


def test_characters_beyond_the_first_plane_count_twice() -> None:
    """Emoji and rare Chinese characters are two units of UTF-16."""
    assert qt_positions("a🫀b𠮷c", [0, 1, 2, 3, 4, 5]) == {0: 0, 1: 1, 2: 3, 3: 4, 4: 6, 5: 7}


def test_a_windows_line_break_is_one_break() -> None:
    """Carriage return and line feed together are one place in a document."""
    assert qt_positions("a\r\nb", [1, 3, 4]) == {1: 1, 3: 2, 4: 3}


@given(st.text(alphabet="ab\r\n糖🫀", max_size=40), st.data())
def test_it_agrees_with_converting_the_beginning(text: str, data: st.DataObject) -> None:
    """A place lies where the text before it ends, converted by itself; never inside a line break."""
    place = data.draw(st.integers(0, len(text)))
    other = data.draw(st.integers(0, len(text)))
    before = text[: place - 1] if text[place - 1 : place + 1] == "\r\n" and place else text[:place]
    expected = len(before.replace("\r\n", "\n").encode("utf-16-le")) // 2
    assert qt_positions(text, [place, other])[place] == expected


@pytest.mark.parametrize("text", ["plain", "a\r\nb\rc", "𠮷 e\u0301 👩🏽‍⚕️ wrong", "一𠮷二", ""])
def test_positions_go_back_where_they_came_from(text: str) -> None:
    """Emoji, CJK Extension B, combining marks, line breaks of all kinds."""
    for place in range(len(text) + 1):
        if text[place - 1 : place + 1] != "\r\n":
            assert text_position(text, qt_positions(text, [place])[place]) == place
    assert text_position("𠮷", 1) == 0
    assert text_position("ab", 9) == 2
