"""Where the parts of a leaderboard's cell stand: numbers in, places out. No Qt."""

from dataclasses import dataclass
from math import ceil, floor

from workbench.domain.boards import Cell
from workbench.gui.presenters.results_grid import Grid
from workbench.gui.widgets.plot_layout import Box, share_of

Scale = tuple[float, float]
LEAST_SCALE = 20.0
NUMBER_SHARE = 0.42
"""Of a cell's width; the rest is the bar's, or a word's."""


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """One number of a cell."""

    number: Box
    """Numbers end at its right."""
    bar: Box
    """From the column's lowest number at its left to its highest at its right, both rounded."""


@dataclass(frozen=True, slots=True)
class BarPlace:
    """A number and its interval on a bar."""

    value: float
    low: float | None
    high: float | None
    chance: float | None


def figure_places(count: int, cell: Box, line: float, padding: float) -> tuple[FigurePlace, ...]:
    """`count` numbers one above the other in the middle of `cell`, each `line` high."""
    inside = max(0.0, cell.width - 2 * padding)
    number = inside * NUMBER_SHARE
    gap = padding
    top = cell.y + (cell.height - count * line) / 2
    left = cell.x + padding
    return tuple(
        FigurePlace(
            Box(left, top + place * line, number, line),
            Box(left + number + gap, top + place * line, max(0.0, inside - number - gap), line),
        )
        for place in range(count)
    )


def scale_of(grid: Grid, place: int) -> Scale:
    """The part of 0 to 100 that a column's numbers and intervals need, in tens.

    On bars from 0 to 100 an interval of three points could not be seen.
    """
    ends = [end for line in grid.lines for figure in line.cells[place] for end in _ends(figure.cell)]
    low, high = floor(min(ends, default=0) / 10) * 10, ceil(max(ends, default=100) / 10) * 10
    return max(0.0, low), min(100.0, max(high, low + LEAST_SCALE))


def _ends(cell: Cell) -> list[float]:
    interval = (cell.interval.low, cell.interval.high) if cell.interval is not None else ()
    return [end for end in (cell.value, cell.chance, *interval) if end is not None]


def bar_place(cell: Cell, bar: Box, scale: Scale) -> BarPlace | None:
    """Where a cell's number, interval and chance stand on its bar; None without a number."""
    if cell.value is None:
        return None

    def across(value: float | None) -> float | None:
        return None if value is None else bar.x + share_of(value, *scale) * bar.width

    low = cell.interval.low if cell.interval is not None else None
    high = cell.interval.high if cell.interval is not None else None
    value = bar.x + share_of(cell.value, *scale) * bar.width
    return BarPlace(value, across(low), across(high), across(cell.chance))
