"""How much of a study is rated: by rater and item, what is missing and why, and how long it took."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from workbench.domain.studies import Rating, Study
from workbench.study.judged import Absent, Judged


class State(StrEnum):
    """How far a rater is with a presentation."""

    DONE = "done"
    BEGUN = "begun"
    LATER = "later"
    CANNOT_RATE = "cannot rate"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which presentations are rated. Each presentation is counted once, so that the sums match."""

    items: tuple[str, ...]
    """In the study's order, training included."""
    raters: tuple[str, ...]
    cells: Mapping[tuple[str, str, int], State]
    """By item, rater and pass; only what was assigned."""
    presentations: int
    """That the study has."""
    ratings: int
    """That were handed in."""
    counts: Mapping[tuple[str, State], int]
    """By rater and state."""

    def total(self, state: State, rater: str | None = None) -> int:
        """How many presentations are in a state, of one rater or of all."""
        return sum(
            count for (name, found), count in self.counts.items() if found is state and rater in {None, name}
        )

    def state(self, item: str, rater: str) -> State | None:
        """The first pass; None where the rater does not have the item."""
        return self.cells.get((item, rater, 0))


@dataclass(frozen=True, slots=True)
class Unjudged:
    """How often there is no answer, for one reason."""

    rater: str
    arm: str
    """Empty for questions about the instance."""
    question: str
    absent: Absent
    count: int


@dataclass(frozen=True, slots=True)
class Pace:
    """How long raters took over presentations."""

    about: str
    """A rater's code or an item's id."""
    n: int
    """Submitted presentations."""
    median_s: float | None
    """Of active time; None without a presentation."""
    total_s: float
    """Active."""
    wall_s: float
    """From opening to submitting, idle time included."""


def coverage(study: Study, ratings: Sequence[Rating], names: Mapping[str, str]) -> Coverage:
    """The state of every presentation; `names` renames raters."""
    found = {rating.presentation: rating for rating in ratings}
    cells = {
        (shown.item_id, names[shown.rater], shown.repeat): state_of(found.get(shown.id))
        for shown in study.presentations
    }
    counts = Counter((names[shown.rater], state_of(found.get(shown.id))) for shown in study.presentations)
    raters = sorted((names[rater] for rater in study.raters), key=natural)
    items = tuple(item.id for item in study.items)
    return Coverage(items, tuple(raters), cells, len(study.presentations), len(ratings), counts)


def state_of(rating: Rating | None) -> State:
    """How far a presentation is."""
    if rating is None:
        return State.MISSING
    if rating.cannot_rate is not None:
        return State.CANNOT_RATE
    if rating.submitted:
        return State.DONE
    return State.LATER if rating.later else State.BEGUN


def unjudged(rows: Iterable[Judged]) -> tuple[Unjudged, ...]:
    """How often there is no answer, by rater, arm, question and reason; training is left out."""
    counts = Counter(
        (row.rater, row.arm, row.question, row.absent) for row in rows if row.absent is not None and row.main
    )
    return tuple(
        Unjudged(rater, arm, question, absent, count)
        for (rater, arm, question, absent), count in sorted(counts.items(), key=lambda pair: str(pair[0]))
        if absent is not None
    )


def pace_by_rater(study: Study, ratings: Sequence[Rating], names: Mapping[str, str]) -> tuple[Pace, ...]:
    """Time over presentations for each rater; those without one are there too."""
    raters = {shown.id: names[shown.rater] for shown in study.presentations}
    every = sorted((names[rater] for rater in study.raters), key=natural)
    return _paces(ratings, raters, every)


def pace_by_item(study: Study, ratings: Sequence[Rating]) -> tuple[Pace, ...]:
    """Time over presentations for each item."""
    items = {shown.id: shown.item_id for shown in study.presentations}
    return _paces(ratings, items, [item.id for item in study.items])


def natural(code: str) -> tuple[str, int]:
    """The order in which codes such as "R2" and "R10" are listed."""
    digits = code[len(code.rstrip("0123456789")) :]
    return code[: len(code) - len(digits)], int(digits) if digits else 0


def _paces(ratings: Sequence[Rating], about: Mapping[str, str], order: Sequence[str]) -> tuple[Pace, ...]:
    held: dict[str, list[Rating]] = defaultdict(list)
    for rating in ratings:
        if rating.submitted:
            held[about[rating.presentation]].append(rating)
    return tuple(
        Pace(
            name,
            len(held[name]),
            median(one.active_ms for one in held[name]) / 1000 if held[name] else None,
            sum(one.active_ms for one in held[name]) / 1000,
            sum(one.wall_ms for one in held[name]) / 1000,
        )
        for name in order
    )
