"""One rater's preference about one presentation, as it is counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

MOST = 3
"""A preference is graded from -3, the left one is much better, to 3, the right one is much better."""


@dataclass(frozen=True, slots=True)
class Vote:
    """Which of the arms shown a rater preferred."""

    item: str
    rater: str
    arms: tuple[str, ...]
    """As shown, from left to right."""
    best: tuple[str, ...]
    """The arm that won; several arms that are equally good; empty when all are unacceptable."""
    grade: int | None = None
    """From -3, the left is much better, to 3; None where it was not asked, and for more than two arms."""
    lengths: tuple[int, ...] | None = None
    """Characters of each text, in the order of `arms`; None when nobody counted."""

    def __post_init__(self) -> None:
        if len(self.arms) < 2 or len(set(self.arms)) < len(self.arms):
            raise ValueError(f"a preference is between different arms, not between {self.arms}")
        if not set(self.best) <= set(self.arms) or len(set(self.best)) < len(self.best):
            raise ValueError(f"{self.best} are not among the arms {self.arms}")
        if self.lengths is not None and len(self.lengths) != len(self.arms):
            raise ValueError(f"{len(self.lengths)} lengths for {len(self.arms)} arms")

    @property
    def unacceptable(self) -> bool:
        """Whether the rater found all of them unacceptable."""
        return not self.best

    def outcome(self, first: str, second: str) -> int | None:
        """1 when `first` was preferred to `second`, -1 the other way, 0 when equal; None when it is not told.

        A winner among three says nothing about the other two, and "all unacceptable" says nothing at all.
        """
        if first not in self.arms or second not in self.arms:
            return None
        won, lost = first in self.best, second in self.best
        return won - lost if won or lost else None


def graded(
    item: str, rater: str, arms: tuple[str, str], grade: int, lengths: tuple[int, int] | None = None
) -> Vote:
    """A preference on the scale from -3, the left is much better, to 3. Raises ValueError off the scale."""
    if not -MOST <= grade <= MOST:
        raise ValueError(f"a grade of {grade} is not between -{MOST} and {MOST}")
    best = arms if grade == 0 else (arms[grade > 0],)
    return Vote(item, rater, arms, best, grade, lengths)


def counted(votes: Iterable[Vote], *, unacceptable_ties: bool = False) -> list[Vote]:
    """The votes that compare the arms: without "all unacceptable", or with those as ties.

    They are not ties by default: "better, but both unsafe" is another question than "which is better?".
    """
    kept = []
    for vote in votes:
        if not vote.unacceptable:
            kept.append(vote)
        elif unacceptable_ties:
            kept.append(replace(vote, best=vote.arms, grade=None))
    return kept


def arms_of(votes: Iterable[Vote]) -> tuple[str, ...]:
    """The arms that were shown, by name."""
    return tuple(sorted({arm for vote in votes for arm in vote.arms}))


def item_preferences(votes: Sequence[Vote], first: str, second: str) -> dict[str, float]:
    """How far raters on average preferred `second` to `first`, for each item with such a vote.

    By grades where two arms were graded, from -3 to 3; votes without a grade count as -1, 0 or 1, so that
    grades and plain votes should not be mixed. The number is above 0 where `second` was preferred.
    """
    found: dict[str, list[float]] = {}
    for vote in votes:
        told = vote.outcome(second, first)
        if told is None:
            continue
        value = abs(vote.grade) * told if vote.grade is not None else told
        found.setdefault(vote.item, []).append(float(value))
    return {item: sum(values) / len(values) for item, values in found.items()}
