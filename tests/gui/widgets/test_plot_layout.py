"""Plots laid out, with numbers."""

import pytest

from workbench.domain.scores import Interval
from workbench.gui.presenters.results_plots import Dot, DotPlot, DotRow, Ladder, LadderPoint
from workbench.gui.presenters.results_values import Reliability, ReliabilityBin
from workbench.gui.widgets.plot_layout import (
    Box,
    dots_layout,
    ladder_layout,
    reliability_layout,
    round_steps,
    share_of,
)


@pytest.mark.parametrize(
    ("low", "high", "most", "steps"),
    [
        (0, 100, 6, (0, 20, 40, 60, 80, 100)),
        (21, 88, 5, (20, 40, 60, 80, 100)),
        (61.2, 64.9, 6, (61, 62, 63, 64, 65)),
        (50, 50, 3, (50, 50.5, 51)),
        (-3, 4, 4, (-5, 0, 5)),
        (0, 100, 2, (0, 100)),
    ],
)
def test_steps_are_round_and_cover_everything(
    low: float, high: float, most: int, steps: tuple[float, ...]
) -> None:
    """Never more of them than there is room for."""
    assert round_steps(low, high, most) == steps


def test_a_box_knows_its_ends() -> None:
    """And a share stays between 0 and 1."""
    assert (Box(1, 2, 10, 20).right, Box(1, 2, 10, 20).bottom) == (11, 22)
    assert [share_of(value, 20, 40) for value in (10, 30, 50)] == [0.0, 0.5, 1.0]


def test_dots_stand_where_their_numbers_are() -> None:
    """A lane for each series, the interval around the dot, chance where it is."""
    rows = (
        DotRow("MedQA", "accuracy", (Dot(0, 60.0, Interval(50, 70)), Dot(1, 80.0)), 25.0),
        DotRow("BC4Chem", "F1", (Dot(1, 40.0),)),
    )
    layout = dots_layout(DotPlot(("a", "b"), rows), 1000, 200, 12, 16)
    assert (layout.plot.x, layout.plot.right) == (200, 976)
    assert (layout.ticks[0].words, layout.ticks[-1].words) == ("20", "80")
    first, second = layout.bands
    per_point = (976 - 200) / 60
    assert first.spots[0].x == pytest.approx(200 + 40 * per_point)
    assert first.spots[0].low == pytest.approx(200 + 30 * per_point)
    assert first.spots[0].high == pytest.approx(200 + 50 * per_point)
    assert first.spots[1].y - first.spots[0].y == 12
    assert first.spots[1].low == first.spots[1].x == first.spots[1].high
    assert first.chance == pytest.approx(200 + 5 * per_point)
    assert second.chance is None
    assert second.box.y == first.box.bottom
    assert layout.height == second.box.bottom + 8


def test_long_titles_leave_half_the_width_and_no_rows_are_no_bands() -> None:
    """Whatever is drawn, dots have room."""
    assert dots_layout(DotPlot(), 300, 900, 12, 16).plot.x == 150
    assert dots_layout(DotPlot(), 300, 900, 12, 16).bands == ()


def test_quantizations_stand_from_few_bits_to_many() -> None:
    """Series beside one another, higher scores higher up."""
    points = (
        LadderPoint(0, "Q8_0", 8.5, 60.0, Interval(58, 62)),
        LadderPoint(0, "Q2_K", 2.6, 40.0),
        LadderPoint(1, "Q8_0", 8.5, 50.0),
    )
    layout = ladder_layout(Ladder("", ("a", "b"), points), 600, 300, 16)
    assert [name.words for name in layout.names] == ["Q2_K", "Q8_0"]
    best, worst, other = layout.spots
    assert best.x > worst.x
    assert best.y < other.y < worst.y
    assert best.high < best.y < best.low
    assert worst.low == worst.y
    assert other.x - best.x == pytest.approx(8)
    assert layout.names[1].at == pytest.approx((best.x + other.x) / 2)


def test_bins_stand_at_their_confidence_and_empty_ones_nowhere() -> None:
    """Columns from the foot to the share that was right."""
    bins = (
        ReliabilityBin(0.0, 0.5, 0, None, None),
        ReliabilityBin(0.5, 1.0, 40, 0.9, 0.6, Interval(0.45, 0.75)),
    )
    layout = reliability_layout(Reliability(bins, 40, 0.3), 1000, 264, 16)
    assert (layout.plot.width, layout.plot.height) == (400, 200)
    (bar,) = layout.bars
    assert bar.x == pytest.approx(layout.plot.x + 360)
    assert bar.y == pytest.approx(layout.plot.bottom - 120)
    assert (bar.low, bar.high) == pytest.approx((layout.plot.bottom - 90, layout.plot.bottom - 150))
    assert (bar.column.x, bar.column.width) == pytest.approx((layout.plot.x + 200, 200))
    assert bar.column.bottom == pytest.approx(layout.plot.bottom)
    assert [tick.words for tick in layout.up] == ["0%", "25%", "50%", "75%", "100%"]


def test_no_room_is_no_error() -> None:
    """A plot that is not shown yet has no size."""
    assert ladder_layout(Ladder(), 0, 0, 16).plot.width == 1
    assert reliability_layout(Reliability((), 0, None), 0, 0, 16).bars == ()
    assert dots_layout(DotPlot(), 0, 0, 12, 16).bands == ()
