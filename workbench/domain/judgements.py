"""What raters said on one axis, as plain values: a scale, judgements, repeats, choices between two sides."""

from dataclasses import dataclass
from enum import StrEnum

Value = str | int | float
"""One answer on a scale: a label or a number."""


class ScaleKind(StrEnum):
    """What may be done with the answers of a scale."""

    NOMINAL = "nominal"
    """Labels without an order."""
    ORDINAL = "ordinal"
    """Levels with an order; how far apart they are means nothing."""
    INTERVAL = "interval"
    """Numbers whose differences mean something."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The answers that an axis offers. Raises ValueError for a scale that is none."""

    kind: ScaleKind
    levels: tuple[Value, ...] = ()
    """All answers that are offered, also those that nobody gave; from the lowest up where they have an order.
    Empty for an open scale: nominal answers are then those that were given, an interval has any number."""

    def __post_init__(self) -> None:
        if len(set(self.levels)) != len(self.levels):
            raise ValueError("a scale has the same level twice")
        if self.kind is ScaleKind.ORDINAL and not self.levels:
            raise ValueError("an ordinal scale needs its levels, from the lowest up")
        if self.kind is ScaleKind.INTERVAL and not self.numeric and self.levels:
            raise ValueError("the levels of an interval scale are numbers")
        if (
            self.kind is not ScaleKind.NOMINAL
            and self.numeric
            and list(self.levels) != sorted(self.levels, key=float)
        ):
            raise ValueError("levels that are numbers go from the lowest up")

    @property
    def numeric(self) -> bool:
        """Whether every level is a number, and there is at least one."""
        return bool(self.levels) and all(is_number(level) for level in self.levels)


class Missing(StrEnum):
    """Why there is no answer."""

    SKIPPED = "skipped"
    CANNOT_JUDGE = "cannot judge"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One rater's answer about one item on one axis.

    Raises ValueError for an answer that also has a reason to lack it, and for neither.
    """

    item_id: str
    """What was judged: a completion, a pair, or one of their sentences."""
    rater: str
    value: Value | None
    missing: Missing | None = None
    """Why there is no value; None where there is one."""
    when: float | None = None
    """When it was given, in hours, or the position in the rater's order: what drift is measured against."""

    def __post_init__(self) -> None:
        if (self.value is None) == (self.missing is None):
            raise ValueError("a judgement has either a value or the reason why it has none")


@dataclass(frozen=True, slots=True)
class Repeat:
    """What a rater said about the same item the first time, and when it came again in hiding."""

    item_id: str
    rater: str
    first: Value
    second: Value
    swapped: bool = False
    """Whether the sides were swapped the second time; preferences are for the same answer both times."""


class Side(StrEnum):
    """Where an answer stood on the screen."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which side a rater preferred; None for neither."""

    item_id: str
    rater: str
    side: Side | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """All of one rater's answers about one item, axis by axis; None for an axis without an answer."""

    item_id: str
    rater: str
    values: tuple[Value | None, ...]


def is_number(value: object) -> bool:
    """Whether a value is a number to count with; yes and no are not."""
    return isinstance(value, int | float) and not isinstance(value, bool)
