"""Published numbers that cannot be right, found from the numbers alone.

A stated average is checked against its tasks, a table of categories against the tables of tasks, each
source against every other one that prints the same numbers, and models against each other. A doubt says
what speaks against a number; it does not say what the right one is, unless another source has it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from workbench.domain.board_columns import PRIMARY, category_named, metric_named
from workbench.domain.published import Published

SAME_SOURCE = 0.9
"""Two sources print the same results when this share of the numbers in both is equal."""
FEWEST_SHARED = 10
"""Numbers that two sources must share before that can be told."""

_LONG = re.compile(r"\d+\.\d*[1-9]\d*")
"""A number that two models do not have in common by chance: with decimals, and not .00."""

_EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Misprint:
    """What speaks against a published number."""

    number: Published
    sentence: str
    """Such as "its tasks' mean is 59.6"."""


@dataclass(slots=True)
class _Line:
    """What one source says of one model in one category under one metric."""

    average: Published | None = None
    overview: Published | None = None
    cells: dict[str, Published] = field(default_factory=dict)

    def taken(self, category: str) -> list[Published]:
        """The cells that the average is over."""
        primary = PRIMARY.get(category)
        return [cell for task, cell in self.cells.items() if primary is None or task in primary]


_Key = tuple[str, str, str, str]
"""Origin, category, model, metric."""
_Lines = dict[_Key, _Line]


def misprints(numbers: Sequence[Published]) -> tuple[Misprint, ...]:
    """Every number that something speaks against, in the order of `numbers`."""
    lines = _lines(numbers)
    others = _Others(lines)
    found = list(_averages(lines, others))
    doubted = {misprint.number for misprint in found}
    found += _overviews(lines, doubted)
    found += _differences(lines, others, {misprint.number for misprint in found})
    found += _twins(lines)
    place = {number: at for at, number in enumerate(numbers)}
    return tuple(sorted(dict.fromkeys(found), key=lambda misprint: place[misprint.number]))


def key_of(number: Published) -> tuple[str, str, str, str]:
    """Where a number belongs: origin, category, model, metric, in the leaderboard's names."""
    category = category_named(number.category) or number.category
    return number.origin, category, number.model, metric_named(category, number.metric)


def mean_of(cells: Sequence[Published]) -> float | None:
    """The mean of `cells`; None when one has no number, or there is none."""
    values = [cell.value for cell in cells if cell.value is not None]
    return sum(values) / len(values) if values and len(values) == len(cells) else None


def _lines(numbers: Sequence[Published]) -> _Lines:
    lines: _Lines = {}
    for number in numbers:
        line = lines.setdefault(key_of(number), _Line())
        if number.overview:
            line.overview = number
        elif number.task_id is None:
            line.average = number
        else:
            line.cells[number.task_id] = number
    return lines


class _Others:
    """What other sources of the same results say."""

    def __init__(self, lines: _Lines) -> None:
        self._stands: dict[str, dict[tuple[str, ...], Published]] = {}
        for (origin, *rest), line in lines.items():
            place = self._stands.setdefault(origin, {})
            for task, cell in line.cells.items():
                place[(*rest, task)] = cell
            if line.average is not None:
                place[(*rest, "")] = line.average
        self._alike = {pair for pair in combinations(self._stands, 2) if self._same(*pair)}

    def of(self, number: Published) -> dict[str, list[Published]]:
        """What the others print in the place of `number` where it differs, by what is printed."""
        origin, *rest = key_of(number)
        found: dict[str, list[Published]] = {}
        for other, stands in self._stands.items():
            theirs = stands.get((*rest, number.task_id or ""))
            alike = (origin, other) in self._alike or (other, origin) in self._alike
            if alike and theirs is not None and not _equal(number, theirs):
                found.setdefault(theirs.stated or "", []).append(theirs)
        return found

    def _same(self, one: str, other: str) -> bool:
        shared = [
            _equal(number, self._stands[other][place])
            for place, number in self._stands[one].items()
            if place in self._stands[other]
        ]
        return len(shared) >= FEWEST_SHARED and sum(shared) >= SAME_SOURCE * len(shared)


def _equal(one: Published, other: Published) -> bool:
    """Whether both say the same, as far as they are rounded."""
    if one.value is None or other.value is None:
        return one.value is other.value
    return abs(one.value - other.value) <= max(one.rounding, other.rounding) + _EPSILON


def _fits(stated: Published, cells: Sequence[Published]) -> bool:
    """Whether `stated` can be the mean of `cells`, each of them rounded."""
    mean = mean_of(cells)
    if mean is None or stated.value is None:
        return False
    slack = stated.rounding + sum(cell.rounding for cell in cells) / len(cells)
    return abs(mean - stated.value) <= slack + _EPSILON


def _averages(lines: _Lines, others: _Others) -> Iterator[Misprint]:
    """Averages that are not the mean of their cells."""
    for (_origin, category, _model, _metric), line in lines.items():
        cells = line.taken(category)
        if line.average is None or line.average.value is None or not cells:
            continue
        if mean_of(cells) is None:
            yield from _left_out(line.average, cells)
        elif not _fits(line.average, cells):
            yield _wrong_average(line.average, cells, others)


def _left_out(average: Published, cells: Sequence[Published]) -> Iterator[Misprint]:
    """A single cell without a number, although the average has been taken over it."""
    empty = [cell for cell in cells if cell.value is None]
    needed = (average.value or 0) * len(cells) - sum(cell.value or 0 for cell in cells)
    if not -0.1 <= needed <= 100.0 * len(empty) + 0.1:
        yield Misprint(average, "no numbers in the empty cells give this average")
    elif len(empty) == 1:
        yield Misprint(
            empty[0], f"no number here, although the stated average {average.stated} needs about {needed:.1f}"
        )


def _wrong_average(average: Published, cells: Sequence[Published], others: _Others) -> Misprint:
    """Which number the disagreement of an average with its cells speaks against."""
    repairs = [
        (cell, theirs)
        for place, cell in enumerate(cells)
        for theirs in others.of(cell).values()
        if _fits(average, [*cells[:place], theirs[0], *cells[place + 1 :]])
    ]
    if len(repairs) == 1:
        ((cell, theirs),) = repairs
        return Misprint(
            cell,
            f"{_named(theirs)} {theirs[0].stated}, and only with that is the stated average "
            f"{average.stated} right",
        )
    return Misprint(average, f"its tasks' mean is {_as_printed(mean_of(cells), average)}")


def _overviews(lines: _Lines, doubted: set[Published]) -> Iterator[Misprint]:
    """Numbers of a table of categories that are not those of the tables behind it."""
    sentences = "the Overview repeats an average that is not its tasks' mean"
    for key, line in lines.items():
        overview, cells = line.overview, line.taken(key[1])
        if overview is None or (line.average is None and not cells):
            continue
        mean = line.average.value if line.average is not None else mean_of(cells)
        if overview.value is None:
            if mean is not None:
                yield Misprint(overview, f"no number in the Overview, although its own table has {mean:.2f}")
        elif mean is None:
            if line.average is not None:
                yield Misprint(line.average, f"its own table has no mean, the Overview {overview.stated}")
        elif line.average is not None and _equal(overview, line.average):
            if line.average in doubted:
                yield Misprint(overview, sentences)
        elif line.average is not None or not _fits(overview, cells):
            yield from _other_overview(lines, key, mean)


def _other_overview(lines: _Lines, key: _Key, mean: float) -> Iterator[Misprint]:
    """An overview's number is another one than its table's, and may be another model's."""
    line = lines[key]
    assert line.overview is not None
    whose = [
        model
        for (origin, category, model, metric), other in lines.items()
        if (origin, category, metric) == (key[0], key[1], key[3])
        and model != key[2]
        and other.overview is not None
        and other.overview.stated == line.overview.stated
    ]
    shown = _as_printed(mean, line.overview)
    if whose:
        yield Misprint(
            line.overview,
            f"the Overview has {line.overview.stated}, which is {' and '.join(whose)}'s; "
            f"its own table's mean is {shown}",
        )
        return
    suspects = [line.overview, line.average, *(line.cells.values() if len(line.cells) == 1 else ())]
    for suspect in suspects:
        if suspect is not None:
            yield Misprint(suspect, f"the Overview has {line.overview.stated} and its own table {shown}")


def _differences(lines: _Lines, others: _Others, explained: set[Published]) -> Iterator[Misprint]:
    """Cells that another source of the same results prints differently."""
    for key, line in lines.items():
        for number in (*line.cells.values(), *([line.average] if line.average else [])):
            theirs = others.of(number)
            if number in explained or not theirs:
                continue
            for stated, where in theirs.items():
                if number.stated is None:
                    yield Misprint(number, f"no number here; {_named(where)} {stated}")
                elif stated and not any(other in explained for other in where):
                    yield from _one_of_two(lines, key, number, where)


def _one_of_two(
    lines: _Lines, key: _Key, number: Published, where: Sequence[Published]
) -> Iterator[Misprint]:
    """Two sources differ: the one that repeats another model's number is the suspect, else both are."""
    copied = _also(lines, key, number)
    theirs = [_also(lines, key_of(other), other) for other in where]
    if copied:
        yield Misprint(
            number,
            f"{_named(where)} {where[0].stated}; {number.stated} is also {' and '.join(copied)}'s here",
        )
    elif not any(theirs):
        yield Misprint(number, f"{_named(where)} {where[0].stated}")


def _also(lines: _Lines, key: _Key, number: Published) -> list[str]:
    """Other models that have the very same number in the same place."""
    return [
        model
        for (origin, category, model, metric), line in lines.items()
        if (origin, category, metric) == (key[0], key[1], key[3])
        and model != key[2]
        and number.task_id in line.cells
        and line.cells[number.task_id].stated == number.stated
        and _LONG.fullmatch(number.stated or "")
    ]


def _twins(lines: _Lines) -> Iterator[Misprint]:
    """Two models with the same three or more numbers in every task of a category."""
    tables: dict[tuple[str, str], dict[str, dict[tuple[str, str], Published]]] = {}
    for (origin, category, model, metric), line in lines.items():
        held = tables.setdefault((origin, category), {}).setdefault(model, {})
        held |= {(task, metric): cell for task, cell in line.cells.items() if cell.value is not None}
    for table in tables.values():
        for (one, ones), (other, theirs) in combinations(table.items(), 2):
            shared = ones.keys() & theirs.keys()
            if len(shared) < 3 or any(ones[place].stated != theirs[place].stated for place in shared):
                continue
            if sum(bool(_LONG.fullmatch(ones[place].stated or "")) for place in shared) < 3:
                continue
            for place in ones:
                if place in shared:
                    words = "has the same numbers in all of these tasks: a copy, or one constant answer"
                    yield Misprint(ones[place], f"{other} {words}")
                    yield Misprint(theirs[place], f"{one} {words}")


def _named(where: Sequence[Published]) -> str:
    """The sources with a verb: "a has", "a and b have"."""
    names = list(dict.fromkeys(number.origin for number in where))
    return f"{' and '.join(names)} {'has' if len(names) == 1 else 'have'}"


def _as_printed(value: float | None, like: Published) -> str:
    """A value with as many decimals as `like` has."""
    digits = len((like.stated or "").partition(".")[2])
    return f"{value:.{digits}f}"
