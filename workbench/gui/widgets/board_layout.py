"""Where the parts of a leaderboard's cell stand: numbers in, places out. No Qt."""

from dataclasses import dataclass

from workbench.domain.boards import Cell
from workbench.gui.widgets.plot_layout import Box, share_of

NUMBER_SHARE = 0.46
"""Of a cell's width; the rest is the bar's, or a word's."""


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """One number of a cell."""

    number: Box
    """Numbers end at its right."""
    bar: Box
    """From 0 at its left to 100 at its right."""


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


def bar_place(cell: Cell, bar: Box) -> BarPlace | None:
    """Where a cell's number, interval and chance stand on its bar; None without a number."""
    if cell.value is None:
        return None

    def across(value: float | None) -> float | None:
        return None if value is None else bar.x + share_of(value, 0.0, 100.0) * bar.width

    low = cell.interval.low if cell.interval is not None else None
    high = cell.interval.high if cell.interval is not None else None
    value = bar.x + share_of(cell.value, 0.0, 100.0) * bar.width
    return BarPlace(value, across(low), across(high), across(cell.chance))
