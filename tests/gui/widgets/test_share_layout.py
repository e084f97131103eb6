"""Where the parts of a list of shares stand, in numbers."""

from workbench.gui.widgets.share_layout import ShareColumns, share_columns


def test_short_words_leave_the_room_to_the_bars() -> None:
    """Bars begin behind the longest words and end before the widest number."""
    assert share_columns(300, [10, 12], [30, 24], 10) == ShareColumns(12, 22, 238, 30)


def test_long_words_never_take_it_all() -> None:
    """Of what words and bars have, words get three fifths at most."""
    columns = share_columns(300, [900], [30], 10)
    assert (columns.words, columns.bar_width) == (150, 100)
    assert columns.bar + columns.bar_width + 10 + columns.number_width == 300


def test_without_room_nothing_is_negative() -> None:
    """A pane that is being squeezed, and a list that is empty."""
    assert share_columns(10, [50], [30], 10).bar_width == 0
    assert share_columns(100, [], [], 10) == ShareColumns(0, 10, 80, 0)
