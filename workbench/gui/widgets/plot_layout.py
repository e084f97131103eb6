"""Where the parts of plots stand: numbers in, places out, in pixels from the top left. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from workbench.domain.scores import Interval
from workbench.gui.presenters.results_plots import DotPlot, Ladder
from workbench.gui.presenters.results_values import Reliability

WIDEST = 2.0
"""Of a plot of confidences, beside its height."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid with its number."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A number with its interval, along one direction."""

    series: int
    x: float
    y: float
    low: float
    """Where the interval begins, along the axis of values; the number's own place when there is none."""
    high: float


@dataclass(frozen=True, slots=True)
class Band:
    """A task of a dot plot."""

    box: Box
    spots: tuple[Spot, ...]
    chance: float | None
    """Where blind guessing would be."""


@dataclass(frozen=True, slots=True)
class DotsLayout:
    """A dot plot."""

    plot: Box
    """Where the numbers are; the titles stand at its left."""
    ticks: tuple[Tick, ...]
    bands: tuple[Band, ...]
    height: float
    """Of the whole."""


@dataclass(frozen=True, slots=True)
class LadderLayout:
    """Quantizations at the foot, the score upwards."""

    plot: Box
    ticks: tuple[Tick, ...]
    """Of the score, from bottom to top."""
    names: tuple[Tick, ...]
    """Of the quantizations, from left to right."""
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class ReliabilityBar:
    """One bin."""

    column: Box
    """From the foot to the share that was right."""
    x: float
    """At its mean confidence."""
    y: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class ReliabilityLayout:
    """Confidence to the right, the share that was right upwards; the diagonal is where both are equal."""

    plot: Box
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    bars: tuple[ReliabilityBar, ...]


def round_steps(low: float, high: float, most: int) -> tuple[float, ...]:
    """At most `most` round numbers, evenly apart, that cover `low` to `high`."""
    if high <= low:
        high = low + 1.0
    rough = (high - low) / max(1, most - 1)
    size = 10.0 ** floor(log10(rough))
    while True:
        for factor in (1.0, 2.0, 2.5, 5.0):
            step = size * factor
            first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
            if last - first + 1 <= most:
                return tuple(round(number * step, 10) for number in range(first, last + 1))
        size *= 10


def dots_layout(plot: DotPlot, width: float, titles: float, lane: float, em: float) -> DotsLayout:
    """A dot plot `width` wide: `titles` for the words at the left, a `lane` for each number.

    `em` is the height of a line of words.
    """
    values = [dot.value for row in plot.rows for dot in row.dots]
    values += [end for row in plot.rows for dot in row.dots if dot.interval for end in _ends(dot.interval)]
    values += [row.chance for row in plot.rows if row.chance is not None]
    left, right = min(titles, width * 0.5), width - 1.5 * em
    steps = round_steps(
        min(values, default=0.0), max(values, default=100.0), max(2, int((right - left) / (5 * em)))
    )
    low, high = steps[0], steps[-1]

    def across(value: float) -> float:
        return left + (value - low) / (high - low) * (right - left)

    bands = []
    y = top = 1.5 * em
    for row in plot.rows:
        tall = max(1.8 * em, lane * len(row.dots) + 0.6 * em)
        start = y + (tall - lane * len(row.dots)) / 2
        spots = tuple(
            Spot(
                dot.series,
                across(dot.value),
                start + lane * (place + 0.5),
                across(dot.interval.low if dot.interval else dot.value),
                across(dot.interval.high if dot.interval else dot.value),
            )
            for place, dot in enumerate(row.dots)
        )
        chance = None if row.chance is None else across(row.chance)
        bands.append(Band(Box(0, y, width, tall), spots, chance))
        y += tall
    ticks = tuple(Tick(across(step), f"{step:g}") for step in steps)
    return DotsLayout(Box(left, top, right - left, y - top), ticks, tuple(bands), y + 0.5 * em)


def ladder_layout(ladder: Ladder, width: float, height: float, em: float) -> LadderLayout:
    """Quantizations evenly apart from few bits to many; scores on the part of the scale they need."""
    names = sorted({(point.bits, point.quantization) for point in ladder.points})
    ends = [point.value for point in ladder.points]
    ends += [end for point in ladder.points if point.interval for end in _ends(point.interval)]
    box = Box(3.2 * em, em, max(1.0, width - 4.4 * em), max(1.0, height - 3 * em))
    steps = round_steps(
        min(ends, default=0.0), max(ends, default=100.0), max(2, int(box.height / (2.2 * em)))
    )
    low, high = steps[0], steps[-1]

    def up(value: float) -> float:
        return box.bottom - (value - low) / (high - low) * box.height

    gap = box.width / max(1, len(names))
    places = {name: box.x + gap * (number + 0.5) for number, name in enumerate(names)}
    aside = min(gap * 0.12, 0.5 * em)
    middle = (len(ladder.series) - 1) / 2
    spots = tuple(
        Spot(
            point.series,
            places[point.bits, point.quantization] + (point.series - middle) * aside,
            up(point.value),
            up(point.interval.low if point.interval else point.value),
            up(point.interval.high if point.interval else point.value),
        )
        for point in ladder.points
    )
    ticks = tuple(Tick(up(step), f"{step:g}") for step in steps)
    return LadderLayout(box, ticks, tuple(Tick(places[name], name[1]) for name in names), spots)


def reliability_layout(found: Reliability, width: float, height: float, em: float) -> ReliabilityLayout:
    """As high as fits and up to twice as wide, with room for words at its left and its foot."""
    tall = max(1.0, height - 4 * em)
    wide = max(1.0, min(width - 4.8 * em, WIDEST * tall))
    box = Box(3.2 * em, em, wide, tall)
    bars = tuple(
        ReliabilityBar(
            Box(
                box.x + one.low * wide,
                box.bottom - one.right * tall,
                (one.high - one.low) * wide,
                one.right * tall,
            ),
            box.x + one.confidence * wide,
            box.bottom - one.right * tall,
            box.bottom - (one.interval.low if one.interval else one.right) * tall,
            box.bottom - (one.interval.high if one.interval else one.right) * tall,
            one.n,
        )
        for one in found.bins
        if one.right is not None and one.confidence is not None
    )
    shares = (0.0, 0.25, 0.5, 0.75, 1.0)
    across = tuple(Tick(box.x + share * wide, f"{share:.0%}") for share in shares)
    up = tuple(Tick(box.bottom - share * tall, f"{share:.0%}") for share in shares)
    return ReliabilityLayout(box, across, up, bars)


def share_of(value: float, low: float, high: float) -> float:
    """How far along from `low` to `high`, from 0 to 1."""
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _ends(interval: Interval) -> Sequence[float]:
    return (interval.low, interval.high)
