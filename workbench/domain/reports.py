"""A report as values: sections of text, tables and figures, for any page that can show them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs."""

    paragraphs: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A list, each entry a sentence or two."""

    entries: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what they are."""

    pairs: tuple[tuple[str, str], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under heads."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    """Columns that are set flush right."""
    note: str = ""
    """What stands below it."""
    long: bool = False
    """Whether it has so many rows that it is closed at first, and set small."""


@dataclass(frozen=True, slots=True)
class ForestRow:
    """A number with its interval."""

    label: str
    value: float | None
    """None where there is none; `text` says why."""
    low: float | None
    high: float | None
    text: str
    """The same as text, set beside it."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Numbers with intervals below each other, on one axis."""

    title: str
    rows: tuple[ForestRow, ...]
    start: float
    end: float
    marks: tuple[float, ...] = ()
    """Where a line is drawn, such as at no difference."""
    ends: tuple[str, str] = ("", "")
    """What lies to the left and to the right."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a stacked figure."""

    label: str
    group: str
    """Bars of one group stand together under its name."""
    counts: tuple[int, ...]
    """In the order of the figure's levels."""


@dataclass(frozen=True, slots=True)
class Stacked:
    """Shares of levels as bars of equal length, with a letter for each level."""

    title: str
    levels: tuple[tuple[str, str], ...]
    """A letter or number and a name, lowest first."""
    bars: tuple[Bar, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A number at a place of an axis, with its interval."""

    across: float
    up: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Panel:
    """A line of its own, such as one rater's."""

    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Panels:
    """Lines over time beside each other, all on the same axes, each with a band for its intervals."""

    title: str
    panels: tuple[Panel, ...]
    across: str
    """What the horizontal axis is."""
    up: str
    mark: float | None = None
    """Where a horizontal line is drawn."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """What became of everything that was planned: boxes from top to bottom, and what left on the way."""

    title: str
    steps: tuple[tuple[str, tuple[str, ...]], ...]
    """A box's text, and what left before the next one, with numbers."""
    note: str = ""


Block = Words | Points | Facts | Table | Forest | Stacked | Panels | Flow


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report under its own head."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report."""

    title: str
    note: str
    """One line below the title."""
    sections: tuple[Section, ...]
    language: str = "en"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a file of data."""

    name: str
    about: str
    """What it holds, for the codebook."""
    values: str = ""
    """Which values it takes and what they mean."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of data: rows under columns that the codebook describes."""

    name: str
    """Such as "long": the file's name without its ending."""
    about: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]
