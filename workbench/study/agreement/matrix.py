"""Judgements as a matrix of items and raters, and what may be counted in it."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.domain.judgements import Judgement, Scale, ScaleKind, Value, is_number
from workbench.evaluation.statistics.totals import FloatArray
from workbench.study.agreement.findings import ALL_EQUAL, NO_PAIRS

IntArray = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Who said what of which item: rows are items, columns raters, both sorted by name.

    So that the order of a file decides nothing, not even in resamples.
    """

    kind: ScaleKind
    levels: tuple[Value, ...]
    """The levels that `codes` count; empty where an interval scale is open."""
    items: tuple[str, ...]
    raters: tuple[str, ...]
    codes: IntArray
    """Position of the answer among the levels, -1 without one: shape (items, raters)."""
    numbers: FloatArray
    """The answers as numbers, NaN without one: shape (items, raters). Positions where they are no numbers."""
    numeric: bool
    """Whether `numbers` are the answers themselves."""

    @property
    def given(self) -> npt.NDArray[np.bool_]:
        """Where there is an answer: shape (items, raters)."""
        return np.asarray(~np.isnan(self.numbers), dtype=np.bool_)

    @property
    def one_hot(self) -> FloatArray:
        """1 at each answer's level, 0 elsewhere: shape (items, raters, levels)."""
        return np.asarray(self.codes[:, :, None] == np.arange(len(self.levels)), dtype=np.float64)

    @property
    def values(self) -> FloatArray:
        """The levels as numbers: their own values where they are numbers, positions otherwise."""
        own = self.numeric and self.kind is not ScaleKind.NOMINAL
        return np.array(self.levels if own else range(len(self.levels)), dtype=np.float64)

    @property
    def flaw(self) -> str:
        """Why chance-corrected agreement is undefined here; empty when it is not."""
        pairable = self.given.sum(axis=1) >= 2
        if not pairable.any():
            return NO_PAIRS
        answers = self.numbers[self.given]
        return ALL_EQUAL if (answers == answers[0]).all() else ""

    def paired(self) -> tuple[int, int]:
        """How many items have two ratings or more, and how many raters gave one of these."""
        rows = self.given[self.given.sum(axis=1) >= 2]
        return len(rows), int(rows.any(axis=0).sum())

    def answered(self) -> "Matrix":
        """The matrix of the items and the raters with any answer."""
        rows = np.asarray(self.given.any(axis=1), dtype=np.bool_)
        kept = np.asarray(self.given.any(axis=0), dtype=np.bool_)
        return Matrix(
            self.kind,
            self.levels,
            tuple(item for item, keep in zip(self.items, rows, strict=True) if keep),
            tuple(rater for rater, keep in zip(self.raters, kept, strict=True) if keep),
            self.codes[rows][:, kept],
            self.numbers[rows][:, kept],
            self.numeric,
        )


def matrix_of(judgements: Sequence[Judgement], scale: Scale) -> Matrix:
    """The matrix of all judgements. Raters and items without any answer are in it too.

    Raises ValueError when a rater judged an item twice (repeats are not for between-rater agreement) and for
    an answer that the scale does not have.
    """
    cells: dict[tuple[str, str], Value] = {}
    seen: set[tuple[str, str]] = set()
    for judgement in judgements:
        place = (judgement.item_id, judgement.rater)
        if place in seen:
            raise ValueError(f"{judgement.rater} judged {judgement.item_id} twice")
        seen.add(place)
        if judgement.value is not None:
            cells[place] = judgement.value
    items = tuple(sorted({item for item, _ in seen}))
    raters = tuple(sorted({rater for _, rater in seen}))
    return _filled(cells, items, raters, scale)


def matrix_of_pairs(pairs: Mapping[str, tuple[Value, Value]], scale: Scale) -> Matrix:
    """The matrix of items answered twice, such as by one rater at two times."""
    items = tuple(sorted(pairs))
    cells = {(item, name): pairs[item][place] for item in items for place, name in enumerate(("1", "2"))}
    return _filled(cells, items, ("1", "2"), scale)


def level_order(values: Sequence[Value], scale: Scale) -> tuple[Value, ...]:
    """The levels of a scale; those given, where a nominal one is open; none of an open interval."""
    if scale.levels or scale.kind is ScaleKind.INTERVAL:
        return scale.levels
    return tuple(sorted(set(values), key=lambda value: (isinstance(value, str), value)))


def cluster_codes(items: Sequence[str], clusters: Mapping[str, Hashable] | None) -> IntArray:
    """The number of each item's cluster, such as its source document; each its own when None."""
    numbers: dict[Hashable, int] = {}
    names: list[Hashable] = [item if clusters is None else clusters[item] for item in items]
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.intp)


def _filled(
    cells: Mapping[tuple[str, str], Value], items: tuple[str, ...], raters: tuple[str, ...], scale: Scale
) -> Matrix:
    """The matrix with `cells` in their places."""
    levels = level_order(list(cells.values()), scale)
    position = {level: place for place, level in enumerate(levels)}
    row = {item: place for place, item in enumerate(items)}
    column = {rater: place for place, rater in enumerate(raters)}
    numeric = all(is_number(level) for level in levels) and scale.kind is not ScaleKind.NOMINAL
    codes = np.full((len(items), len(raters)), -1, dtype=np.intp)
    numbers = np.full((len(items), len(raters)), np.nan)
    for (item, rater), value in cells.items():
        place = (row[item], column[rater])
        if levels:
            codes[place] = _position(value, position)
        numbers[place] = _number(value) if numeric else codes[place]
    return Matrix(scale.kind, levels, items, raters, codes, numbers, numeric)


def _position(value: Value, position: Mapping[Value, int]) -> int:
    """Where a value stands among the levels. Raises ValueError where it does not."""
    try:
        return position[value]
    except KeyError:
        raise ValueError(f"the scale has no level {value!r}") from None


def _number(value: Value) -> float:
    """A finite number. Raises ValueError for anything else."""
    if not is_number(value) or not np.isfinite(float(value)):
        raise ValueError(f"{value!r} is no number of an interval scale")
    return float(value)
