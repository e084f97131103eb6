"""Columns line up in six languages and fit the terminal."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.cli.tables import cells, fit, plain, table


def test_wide_characters_take_two_cells() -> None:
    """Chinese and Japanese letters are two cells wide, combining accents none."""
    assert cells("abc") == 3
    assert cells("患者") == 4
    assert cells("かぜ、") == 6
    assert cells("é") == 1
    assert cells("боль") == 4


@given(text=st.text(max_size=60), width=st.integers(1, 40))
def test_fit_never_exceeds_the_width(text: str, width: int) -> None:
    """Whatever the text, it ends up on one line within the width."""
    fitted = fit(text, width)
    assert cells(fitted) <= width
    assert "\n" not in fitted


def test_fit_says_that_it_cut() -> None:
    """A cut text ends in an ellipsis, and no wide character is halved."""
    assert fit("abcdef", 4) == "abc…"
    assert fit("abcd", 4) == "abcd"
    assert fit("患者は", 4) == "患…"


def test_control_characters_do_not_reach_the_terminal() -> None:
    """Text of an instance cannot move the cursor or colour the screen."""
    assert plain("a\x1b[31mb\r\n\tc") == "a [31mb c"


def test_columns_line_up() -> None:
    """Cells of one column begin at the same place, with wide letters too; numbers end at the same."""
    lines = table(("name", "n"), [("患者", 5), ("ab", 1000)], 40, right=("n",))
    assert lines == [
        "name     n",
        "────  ────",
        "患者     5",
        "ab    1000",
    ]


@given(rows=st.lists(st.tuples(st.text(max_size=90), st.text(max_size=90), st.integers()), max_size=5))
def test_table_fits_the_width(rows: list[tuple[str, str, int]]) -> None:
    """No line is wider than asked for."""
    lines = table(("first", "second", "n"), rows, 60)
    assert all(cells(line) <= 60 for line in lines)
    assert len(lines) == len(rows) + 2


def test_widest_column_is_cut_first() -> None:
    """A long text gives way; short columns keep theirs."""
    lines = table(("id", "text"), [("task57", "x" * 100)], 40)
    assert lines[2] == "task57  " + "x" * 31 + "…"


def test_ids_are_never_cut() -> None:
    """A column that people copy from keeps its width, whatever the others lose."""
    lines = table(("run", "text"), [("r-20261121-103716-8851", "x" * 100)], 40, whole=("run",))
    assert lines[2].startswith("r-20261121-103716-8851  xxx")
    assert cells(lines[2]) == 40


def test_missing_is_blank() -> None:
    """None is shown as nothing, never as a word."""
    assert table(("a", "b"), [(None, 1)], 20)[2] == "   1"
