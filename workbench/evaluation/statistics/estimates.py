"""What an estimate is: a number, where it lies, and what it is about."""

from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.scores import Interval

Draws = tuple[float, ...]
"""A number in each resample; NaN where it is not defined."""


class Total(StrEnum):
    """How a task's number is made from its items."""

    MEAN = "mean"
    """The sum of the items' values over their number."""
    PRECISION = "precision"
    """Of entities, over all items: tp / (tp + fp)."""
    RECALL = "recall"
    """Of entities, over all items: tp / (tp + fn)."""
    MICRO_F1 = "micro-F1"
    """Of entities, over all items: 2 tp / (2 tp + fp + fn)."""
    MACRO_F1 = "macro-F1"
    """The mean of the labels' F1, of those labels that a reference has."""
    MACRO_F1_ALL = "macro-F1 of all labels"
    """The mean of the labels' F1, where labels that were never seen count as 0."""


@dataclass(frozen=True, slots=True)
class Resampling:
    """How a bootstrap or a permutation test draws: the same always gives the same result."""

    resamples: int = 10_000
    seed: int = 0
    level: float = 0.95
    """The share of intervals that hold the true number."""
    bca: bool = False
    """Corrected for bias and acceleration, where that is defined; percentiles otherwise."""

    def __post_init__(self) -> None:
        if self.resamples < 1:
            raise ValueError(f"{self.resamples} resamples: at least 1 is needed")
        check_level(self.level)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number and how sure it is."""

    value: float | None
    """In percent; None when there is none, with the reason."""
    interval: Interval | None
    """None when it cannot be given, with the reason."""
    n: int
    """Items that the value is about."""
    clusters: int
    """Source documents that they come from."""
    method: str = ""
    """How the interval was made, such as "Wilson" or "bootstrap by source document, percentiles"."""
    reason: str = ""
    """Why there is no value or no interval; empty when there are both."""


ALL_EQUAL = "drawing the items again always gives the same number"
NOTHING = "there is nothing to count"
ONE_CLUSTER = "one source document tells nothing about others"
UNDEFINED = "nothing was found and nothing was to be found"


def check_level(level: float) -> None:
    """Refuse a confidence level that is no share, such as 95 for 0.95. Raises ValueError."""
    if not 0 < level < 1:
        raise ValueError(f"a level of {level} is not between 0 and 1")
