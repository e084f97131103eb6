"""Right or wrong, counted as upstream counts it."""

from collections.abc import Sequence

from workbench.domain.scores import Score

METRICS = ("accuracy",)
"""What comes out of the scripts that count right answers."""


def right(is_right: bool) -> tuple[Score, ...]:
    """The score of one answer."""
    return (Score("accuracy", 100.0 if is_right else 0.0),)


def total(scores: Sequence[Score]) -> float | None:
    """100 times the right ones by all that can be scored; None without any."""
    values = [score.value for score in scores if score.value is not None]
    return 100 * values.count(100.0) / len(values) if values else None
