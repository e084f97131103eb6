"""What a metric is to the code that applies it to thousands of completions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workbench.domain.scores import Answer, Score


@dataclass(frozen=True, slots=True)
class Measure:
    """A way to score the completions of some tasks: pure functions, so that what comes out can be kept."""

    name: str
    """Unique among the measures of its protocol, such as "overlap"."""
    version: int
    """Raised with every change of what comes out: results kept for another version are computed anew."""
    metrics: tuple[str, ...]
    """The names of the scores that come out, in order."""
    score: Callable[[Answer], tuple[Score, ...]]
    """The scores of one completion, one for each of `metrics`."""
    total: Callable[[Sequence[Score]], float | None]
    """The task's number from its completions' scores under one metric, in percent; None without any value."""
