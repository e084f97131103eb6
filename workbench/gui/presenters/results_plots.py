"""What the plots of the Results screen are about: dots for tasks, quantizations against a score. No Qt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.scores import Interval, Protocol
from workbench.gui.presenters.results_grid import Figure, Grid, Line
from workbench.gui.presenters.results_words import column_said

MOST_SERIES = 8
"""More shapes cannot be told apart."""
_WHOLE = {"F32": 32.0, "F16": 16.0, "BF16": 16.0}
_EXTRA = {"0": 0.5, "1": 1.0, "K": 0.6, "K_S": 0.5, "K_M": 0.8, "K_L": 1.2}
_QUANTIZED = re.compile(r"I?Q(\d)(?:_(0|1|K(?:_[SML])?|XXS|XS|S|M|NL))?")


@dataclass(frozen=True, slots=True)
class Dot:
    """One number of a series."""

    series: int
    value: float
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class DotRow:
    """A task with the numbers of every series that has one."""

    title: str
    detail: str
    dots: tuple[Dot, ...]
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class DotPlot:
    """Numbers of tasks, one above the other."""

    series: tuple[str, ...] = ()
    rows: tuple[DotRow, ...] = ()


@dataclass(frozen=True, slots=True)
class LadderPoint:
    """One quantization of a model."""

    series: int
    quantization: str
    bits: float
    """Of a weight, about."""
    value: float
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """Quantizations of models against their score in one column."""

    title: str = ""
    series: tuple[str, ...] = ()
    points: tuple[LadderPoint, ...] = ()


NO_DOTS = DotPlot()
NO_LADDER = Ladder()


def bits_of(quantization: str) -> float | None:
    """About how many bits a weight has; None for names that do not say."""
    name = quantization.upper()
    if name in _WHOLE:
        return _WHOLE[name]
    found = _QUANTIZED.fullmatch(name)
    return int(found[1]) + _EXTRA.get(found[2] or "", 0.3) if found is not None else None


def dot_plot(grid: Grid, marked: Sequence[str], protocol: Protocol) -> DotPlot:
    """The marked lines in every column that is shown; without marks the first lines of the board."""
    chosen = [line for one in marked for line in grid.lines if line.id == one] or list(
        grid.lines[:MOST_SERIES]
    )
    rows = []
    for place, column in enumerate(grid.columns):
        figures = [(number, _figure(line, place, protocol)) for number, line in enumerate(chosen)]
        dots = tuple(
            Dot(number, figure.cell.value, figure.cell.interval)
            for number, figure in figures
            if figure is not None and figure.cell.value is not None
        )
        chance = next(
            (f.cell.chance for _n, f in figures if f is not None and f.cell.chance is not None), None
        )
        if dots:
            title = f"{column.category}, mean" if column.task_id is None else column.title
            rows.append(DotRow(title, column.metric, dots, chance))
    return DotPlot(tuple(map(_name, chosen)), tuple(rows))


def ladder(grid: Grid, column_id: str, protocol: Protocol) -> Ladder:
    """Models of which more than one quantization was run come first; each is a series."""
    place = next((place for place, column in enumerate(grid.columns) if column.id == column_id), None)
    if place is None:
        return Ladder()
    found: dict[str, list[tuple[str, float, Figure]]] = {}
    for line in grid.lines:
        bits, figure = bits_of(line.quantization), _figure(line, place, protocol)
        if bits is not None and figure is not None and figure.cell.value is not None:
            found.setdefault(line.model, []).append((line.quantization, bits, figure))
    models = sorted(found, key=lambda model: -len(found[model]))[:MOST_SERIES]
    points = tuple(
        LadderPoint(number, name, bits, figure.cell.value or 0.0, figure.cell.interval)
        for number, model in enumerate(models)
        for name, bits, figure in sorted(found[model], key=lambda one: one[1])
    )
    column = grid.columns[place]
    return Ladder(column_said(column), tuple(models), points)


def _figure(line: Line, place: int, protocol: Protocol) -> Figure | None:
    """The number of a protocol; the published one where there is no other."""
    by_protocol = {figure.protocol: figure for figure in line.cells[place]}
    return by_protocol.get(protocol) or by_protocol.get(None)


def _name(line: Line) -> str:
    published = f"{line.model} (published)"
    return published if line.published else f"{line.model} {line.quantization}".strip()
