"""Right or wrong, counted as upstream counts it."""

from collections.abc import Sequence

from workbench.domain.scores import Score

METRICS = ("accuracy",)
"""What comes out of the scripts that count right answers."""

_RIGHT, _WRONG = (Score("accuracy", 100.0),), (Score("accuracy", 0.0),)


def right(is_right: bool) -> tuple[Score, ...]:
    """The score of one answer."""
    return _RIGHT if is_right else _WRONG


def total(scores: Sequence[Score]) -> float | None:
    """100 times the right ones by all that can be scored; None without any."""
    values = [score.value for score in scores if score.value is not None]
    return 100 * values.count(100.0) / len(values) if values else None
