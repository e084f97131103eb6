"""One row of a results table: how it is scored, and in which words it is said that it cannot be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workbench.domain.scores import Score


@dataclass(frozen=True, slots=True)
class PaperMeasure:
    """How upstream scores rows: like a `Measure`, of the values that pandas reads from a CSV file."""

    name: str
    """Unique among the measures of the paper's protocol, such as "MCQA"."""
    version: int
    """Raised with every change of what comes out: results kept for another version are computed anew."""
    metrics: tuple[str, ...]
    """The names of the scores that come out, in order."""
    score: Callable[[str, object, object], tuple[Score, ...]]
    """The scores of one row from its task's id, its reference and its output; a pure function."""
    total: Callable[[Sequence[Score]], float | None]
    """The number of several rows under one metric, in percent, added up in their order; None without any."""


_CRASHED = "upstream cannot score "
_LEFT_OUT = "upstream leaves out "


def crashed(metrics: Sequence[str], error: type[Exception], what: str) -> tuple[Score, ...]:
    """A row at which upstream's script stops with an exception: no value under any metric."""
    reason = f"{_CRASHED}{what}: {error.__name__}"
    return tuple(Score(metric, None, reason) for metric in metrics)


def left_out(metrics: Sequence[str], what: str) -> tuple[Score, ...]:
    """A row that upstream passes over without counting it."""
    return tuple(Score(metric, None, f"{_LEFT_OUT}{what}") for metric in metrics)


def exception_of(score: Score) -> str | None:
    """The type of the exception with which upstream stops at this row, or None when it does not."""
    if score.value is None and score.reason.startswith(_CRASHED):
        return score.reason.rpartition(": ")[2]
    return None


def described(value: object, noun: str) -> str:
    """What kind of cell this is, in words: "an empty answer", "a reference that pandas reads as a number"."""
    article = "an" if noun[0] in "aeiou" else "a"
    if isinstance(value, str):
        return f"{article} {noun}" if value.strip() else f"a blank {noun}"
    if isinstance(value, float) and value != value:  # noqa: PLR0124 — the way to ask whether it is NaN
        return f"an empty {noun}"
    return f"{article} {noun} that pandas reads as a number"
