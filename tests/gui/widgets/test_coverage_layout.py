"""Where the cells of a coverage matrix stand, with numbers."""

from workbench.gui.widgets.coverage_layout import coverage_layout


def test_items_go_on_below() -> None:
    """Each line has all raters; a gap between lines."""
    layout = coverage_layout(100, 3, 12, left=20, cell=16, gap=10)
    assert (layout.columns, layout.lines, layout.block) == (5, 3, 58)
    assert layout.height == 3 * 58 - 10
    assert layout.place(0, 0) == (20, 0)
    assert layout.place(2, 6) == (36, 58 + 32)


def test_a_cell_is_found_where_it_stands() -> None:
    """Every one; nothing beside the cells, between lines, and behind the last item."""
    layout = coverage_layout(100, 3, 12, left=20, cell=16, gap=10)
    for rater in range(3):
        for item in range(12):
            x, y = layout.place(rater, item)
            assert layout.at(x + 1, y + 1) == (rater, item)
    for beside in ((5, 5), (101, 5), (21, 50), (20 + 3 * 16, 2 * 58), (21, -1)):
        assert layout.at(*beside) is None


def test_nothing_takes_no_room() -> None:
    """And a very narrow one has one item on a line."""
    assert coverage_layout(100, 0, 0, left=20, cell=16, gap=10).height == 0
    assert coverage_layout(100, 0, 0, left=20, cell=16, gap=10).at(30, 0) is None
    assert coverage_layout(10, 2, 3, left=20, cell=16, gap=10).lines == 3
