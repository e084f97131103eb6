"""Figures of a report as SVG inside a page: they need no script, and colour is never all that tells."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from math import floor, log10

from workbench.domain.reports import Bar, Flow, Forest, ForestRow, Panel, Panels, Point, Stacked

WIDTH = 760
_ROW = 24
_CHARACTER = 6.4
"""The width of a character of the figures' text, about."""
_ABREAST = (3, 4)
"""Panels beside each other: room for so many at least, and so many at most."""
_PANEL, _ABOVE, _BELOW = 96, 24, 22
"""How high a panel is, its name above it and its axis below."""
_LEFT, _BETWEEN = 40, 20

_Across = Callable[[float], float]


def forest(figure: Forest) -> str:
    """Numbers as dots on one axis, with their intervals and the numbers beside them."""
    left = min(260, 16 + max((_width(row.label) for row in figure.rows), default=0))
    right = min(230, 20 + max((_width(row.text) for row in figure.rows), default=0))
    span = (figure.end - figure.start) or 1

    def across(value: float) -> float:
        inside = min(max(value, figure.start), figure.end)
        return left + (WIDTH - left - right) * (inside - figure.start) / span

    top = 22 if any(figure.ends) else 4
    bottom = top + _ROW * len(figure.rows)
    parts = [*_ends(figure, left, WIDTH - right)]
    for tick in ticks(figure.start, figure.end):
        x = across(tick)
        parts.append(_line(x, top, x, bottom, "grid"))
        parts.append(_text(x, bottom + 15, _number(tick), "tick", "middle"))
    parts += [_line(across(mark), top, across(mark), bottom, "mark") for mark in figure.marks]
    for place, row in enumerate(figure.rows):
        parts += _forest_row(row, top + _ROW * (place + 0.5), left, across, WIDTH - right)
    return _svg("".join(parts), bottom + 22, figure.title)


def stacked(figure: Stacked) -> str:
    """Bars of equal length, cut by levels; each part has its level's sign where there is room."""
    left = min(280, 16 + max((_width(bar.label) for bar in figure.bars), default=0))
    right = 64
    wide = WIDTH - left - right
    parts, y, group = [], 2.0, None
    for bar in figure.bars:
        if bar.group != group:
            group = bar.group
            if group:
                parts.append(_text(0, y + 16, _cut(group, WIDTH), "group"))
                y += 24
        parts += _bar(bar, figure, left, wide, y)
        y += 24
    legend, height = _legend(figure, y + 14)
    return _svg("".join(parts) + legend, height, figure.title)


def panels(figure: Panels) -> str:
    """Lines over time in panels beside each other, all on the same axes, with their intervals as a band."""
    drawn = [panel for panel in figure.panels if panel.points]
    if not drawn:
        return ""
    frame = _frame(figure, drawn)
    parts: list[str] = []
    for place, panel in enumerate(drawn):
        row, column = divmod(place, frame.abreast)
        corner = (_LEFT + column * (frame.wide + _BETWEEN), _ABOVE + row * (_PANEL + _BELOW + _ABOVE))
        parts += _panel(panel, figure, frame, corner, first=column == 0)
    bottom = -(-len(drawn) // frame.abreast) * (_PANEL + _BELOW + _ABOVE)
    parts.append(_text(_LEFT, bottom + 12, f"across: {figure.across}; up: {figure.up}", "tick"))
    return _svg("".join(parts), bottom + 18, figure.title)


def flow(figure: Flow) -> str:
    """Boxes from top to bottom; what left between two of them stands to the right."""
    parts, y = [], 2.0
    box, aside = 320, 400
    for place, (text, left) in enumerate(figure.steps):
        rows = _wrapped(text, box - 24)
        tall = 16 + 16 * len(rows)
        parts.append(f'<rect class="box" x="0" y="{y}" width="{box}" height="{tall}" rx="7"/>')
        parts += [_text(box / 2, y + 20 + 16 * row, one, "", "middle") for row, one in enumerate(rows)]
        y += tall
        if place == len(figure.steps) - 1:
            break
        beside = [row for one in left for row in _wrapped(one, WIDTH - aside - 24)]
        gap = max(26, 26 + 16 * len(beside)) if beside else 26
        parts.append(_arrow(box / 2, y, y + gap))
        if beside:
            deep = 14 + 16 * len(beside)
            at = y + (gap - deep) / 2
            parts.append(_line(box / 2, y + gap / 2, aside, y + gap / 2, "wire"))
            parts.append(
                f'<rect class="aside" x="{aside}" y="{at}" width="{WIDTH - aside}" height="{deep}" rx="7"/>'
            )
            parts += [_text(aside + 12, at + 19 + 16 * row, one) for row, one in enumerate(beside)]
        y += gap
    return _svg("".join(parts), y + 2, figure.title)


def ticks(start: float, end: float, most: int = 6) -> Iterator[float]:
    """Round numbers from start to end, at most so many."""
    if end <= start:
        yield start
        return
    step = _step((end - start) / most)
    number = -floor(-start / step + 1e-9)
    while number * step <= end + 1e-9 * step:
        yield round(number * step, 10)
        number += 1


def _step(least: float) -> float:
    """The next of 1, 2, 5, 10, ... from `least` on."""
    power = 10.0 ** floor(log10(least))
    return next(power * one for one in (1, 2, 5, 10) if power * one >= least - 1e-12)


def _forest_row(row: ForestRow, y: float, left: float, across: _Across, right: float) -> Iterator[str]:
    yield _text(0, y + 4, _cut(row.label, left - 10), title=row.label)
    if row.low is not None and row.high is not None:
        yield _line(across(row.low), y, across(row.high), y, "range")
        for end in (row.low, row.high):
            yield _line(across(end), y - 4, across(end), y + 4, "range")
    if row.value is not None:
        yield f'<circle class="dot" cx="{across(row.value):.1f}" cy="{y}" r="4"/>'
    yield _text(right + 16, y + 4, row.text, "beside")


def _ends(figure: Forest, left: float, right: float) -> Iterator[str]:
    before, after = figure.ends
    if before:
        yield _text(left, 12, f"← {before}", "tick")
    if after:
        yield _text(right, 12, f"{after} →", "tick", "end")


def _bar(bar: Bar, figure: Stacked, left: float, wide: float, y: float) -> Iterator[str]:
    yield _text(0, y + 15, _cut(bar.label, left - 10), title=bar.label)
    total = sum(bar.counts)
    x = float(left)
    for place, count in enumerate(bar.counts):
        if not count:
            continue
        part = wide * count / total
        sign, name = figure.levels[place]
        told = escape(f"{name}: {count} of {total} ({100 * count / total:.0f} %)")
        shade = _shade(place, len(figure.levels))
        yield (
            f'<rect class="{shade}" x="{x:.1f}" y="{y}" width="{part:.1f}" height="20">'
            f"<title>{told}</title></rect>"
        )
        percent = f"{100 * count / total:.0f}"
        if part > _width(f"{sign} {percent}%") + 8:
            yield _text(x + part / 2, y + 14, f"{sign}: {percent}%", f"in {shade}", "middle")
        elif part > _width(sign) + 4:
            yield _text(x + part / 2, y + 14, sign, f"in {shade}", "middle")
        x += part
    yield _text(left + wide + 8, y + 15, f"n = {total}", "tick")


def _legend(figure: Stacked, y: float) -> tuple[str, float]:
    parts, x = [], 0.0
    for place, (sign, name) in enumerate(figure.levels):
        text = f"{sign}: {name}" if name != sign else name
        wide = _width(text) + 40
        if x and x + wide > WIDTH:
            x, y = 0.0, y + 20
        shade = _shade(place, len(figure.levels))
        parts.append(f'<rect class="{shade}" x="{x:.1f}" y="{y}" width="14" height="14"/>')
        parts.append(_text(x + 20, y + 11, _cut(text, WIDTH - 30), "tick"))
        x += wide
    return "".join(parts), y + 18


def _shade(place: int, levels: int) -> str:
    """One of seven shades, the same ends for any number of levels."""
    return f"s{round(6 * place / (levels - 1)) if levels > 1 else 3}"


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all panels share: how many stand beside each other, how wide, and what their axes go over."""

    abreast: int
    wide: float
    across: tuple[float, float]
    up: tuple[float, float]

    def at(self, corner: tuple[float, float], across: float, up: float) -> tuple[float, float]:
        """Where a point stands in the panel that begins at `corner`."""
        (left, right), (low, high) = self.across, self.up
        return (
            corner[0] + self.wide * (across - left) / (right - left),
            corner[1] + _PANEL * (1 - (up - low) / (high - low)),
        )


def _frame(figure: Panels, drawn: Sequence[Panel]) -> _Frame:
    points = [point for panel in drawn for point in panel.points]
    ups = [value for point in points for value in (point.up, point.low, point.high) if value is not None]
    if figure.mark is not None:
        ups.append(figure.mark)
    xs = [point.across for point in points]
    abreast = min(max(len(drawn), _ABREAST[0]), _ABREAST[1])
    wide = (WIDTH - _LEFT - (abreast - 1) * _BETWEEN) / abreast
    return _Frame(abreast, wide, _widened(min(xs), max(xs), 0), _widened(min(ups), max(ups), 0.06))


def _panel(
    panel: Panel, figure: Panels, frame: _Frame, corner: tuple[float, float], *, first: bool
) -> Iterator[str]:
    """One panel: its name, the axes, the band, and the line over it."""
    x, y = corner
    yield _text(x, y - 7, _cut(panel.label, frame.wide), "group", title=panel.label)
    for tick in ticks(*frame.up, 4):
        _, down = frame.at(corner, frame.across[0], tick)
        yield _line(x, down, x + frame.wide, down, "grid")
        if first:
            yield _text(x - 6, down + 4, _number(tick), "tick", "end")
    for tick in ticks(*frame.across, 4):
        along, _ = frame.at(corner, tick, frame.up[0])
        yield _text(along, y + _PANEL + 14, _number(tick), "tick", "middle")
    for some in _bands(panel.points):
        edge = [(place, high) for place, _, high in some] + [(place, low) for place, low, _ in some[::-1]]
        yield f'<polygon class="band" points="{_path(frame.at(corner, *end) for end in edge)}"/>'
    if figure.mark is not None:
        _, down = frame.at(corner, frame.across[0], figure.mark)
        yield _line(x, down, x + frame.wide, down, "mark")
    line = _path(frame.at(corner, one.across, one.up) for one in panel.points)
    yield f'<polyline class="line" points="{line}"/>'


def _bands(points: Sequence[Point]) -> Iterator[list[tuple[float, float, float]]]:
    """Where intervals are that follow each other, and their ends."""
    for known, some in groupby(points, key=lambda one: one.low is not None and one.high is not None):
        if known:
            yield [
                (one.across, one.low, one.high)
                for one in some
                if one.low is not None and one.high is not None
            ]


def _path(places: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)


def _widened(low: float, high: float, share: float) -> tuple[float, float]:
    margin = (high - low) * share or (0.5 if high == low else 0.0)
    return low - margin, high + margin


def _wrapped(text: str, wide: float) -> list[str]:
    """The text in rows of at most so many pixels, at spaces."""
    rows = [""]
    for word in text.split():
        longer = f"{rows[-1]} {word}".strip()
        if _width(longer) <= wide or not rows[-1]:
            rows[-1] = _cut(longer, wide)
        else:
            rows.append(_cut(word, wide))
    return rows


def _width(text: str) -> float:
    """How wide a text is, about."""
    return sum(_CHARACTER * (2 if unicodedata.east_asian_width(one) in "WF" else 1) for one in text)


def _cut(text: str, wide: float) -> str:
    """The text, cut with an ellipsis where it is too wide."""
    if _width(text) <= wide:
        return text
    while text and _width(text) > wide - _CHARACTER:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _number(value: float) -> str:
    text = f"{value:g}"
    return text.replace("-", "−")


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "", *, title: str = "") -> str:
    style = f' class="{kind}"' if kind else ""
    style += f' text-anchor="{anchor}"' if anchor else ""
    told = f"<title>{escape(title)}</title>" if title and title != text else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{style}>{told}{escape(text)}</text>'


def _line(x: float, y: float, to_x: float, to_y: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}"/>'


def _arrow(x: float, y: float, end: float) -> str:
    head = f"{x - 4:.1f},{end - 7:.1f} {x + 4:.1f},{end - 7:.1f} {x:.1f},{end:.1f}"
    return _line(x, y, x, end - 6, "wire") + f'<polygon class="head" points="{head}"/>'


def _svg(inside: str, height: float, title: str) -> str:
    return f'<svg viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-label="{escape(title)}">{inside}</svg>'
