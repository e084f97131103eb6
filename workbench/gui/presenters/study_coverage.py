"""Who rated what of a study, as cells to be drawn. No Qt."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.domain.raters import HandOver
from workbench.domain.studies import Split, Study, StudyItem
from workbench.gui.presenters import phrases
from workbench.study.coverage import State, natural, state_of

_SAID = {
    State.DONE: "rated",
    State.BEGUN: "begun",
    State.LATER: "put off",
    State.CANNOT_RATE: "cannot be rated",
    State.MISSING: "not rated yet",
}
_SPLIT = {Split.TRAINING: "training", Split.MAIN: "", Split.ANCHOR: "anchor"}
_START = 60


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """One rater's presentations of one item."""

    states: tuple[State, ...]
    """One for each time that the rater is shown it."""

    @property
    def state(self) -> State:
        """What they come to: done only when all are."""
        every = set(self.states)
        if len(every) == 1:
            return self.states[0]
        if State.LATER in every:
            return State.LATER
        decided = every <= {State.DONE, State.CANNOT_RATE}
        return State.CANNOT_RATE if decided else State.BEGUN


@dataclass(frozen=True, slots=True)
class RaterLine:
    """How far one rater is."""

    rater: str
    counts: Mapping[State, int]
    handed: bool
    """Whether a file of theirs was taken in."""

    @property
    def words(self) -> str:
        """How far, in words."""
        wanted = sum(self.counts.values())
        if not self.handed:
            return f"{self.rater}: no file yet, {phrases.counted(wanted, 'presentation')}"
        decided = self.counts.get(State.DONE, 0) + self.counts.get(State.CANNOT_RATE, 0)
        others = [
            f"{count:,} {_SAID[state]}"
            for state in (State.CANNOT_RATE, State.LATER, State.BEGUN)
            if (count := self.counts.get(state, 0))
        ]
        return f"{self.rater}: {decided:,} of {wanted:,}" + "".join(f", {one}" for one in others)


@dataclass(frozen=True, slots=True)
class CoverageGrid:
    """Every rater and item of a study."""

    raters: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    """What each item is, in words."""
    cells: tuple[tuple[CoverageCell | None, ...], ...] = ()
    """By rater, then by item; None where the rater does not have the item."""
    lines: tuple[RaterLine, ...] = ()

    @property
    def given(self) -> int:
        """Presentations that are decided."""
        return sum(
            line.counts.get(State.DONE, 0) + line.counts.get(State.CANNOT_RATE, 0) for line in self.lines
        )

    @property
    def wanted(self) -> int:
        """All presentations."""
        return sum(sum(line.counts.values()) for line in self.lines)

    def words(self, rater: int, item: int) -> str:
        """What a cell says when a person points at it."""
        cell = self.cells[rater][item]
        head = f"{self.raters[rater]} · {self.items[item]}"
        if cell is None:
            return f"{head}: not assigned"
        if len(cell.states) == 1:
            return f"{head}: {_SAID[cell.states[0]]}"
        counts = Counter(cell.states)
        return f"{head}: shown {len(cell.states)} times, " + ", ".join(
            f"{count} {_SAID[state]}" for state, count in counts.items()
        )


def coverage_grid(study: Study, given: Sequence[HandOver]) -> CoverageGrid:
    """The cells of a study, items of training first."""
    ratings = {rating.presentation: rating for one in given for rating in one.ratings}
    handed = {one.rater.code for one in given}
    order = list(Split)
    items = sorted(study.items, key=lambda item: (order.index(item.split), item.task_id, item.id))
    raters = sorted(study.raters, key=natural)
    states: dict[tuple[str, str], list[State]] = defaultdict(list)
    counts: dict[str, Counter[State]] = {rater: Counter() for rater in raters}
    for shown in study.presentations:
        state = state_of(ratings.get(shown.id))
        states[shown.rater, shown.item_id].append(state)
        counts[shown.rater][state] += 1
    cells = tuple(
        tuple(
            CoverageCell(tuple(states[rater, item.id])) if (rater, item.id) in states else None
            for item in items
        )
        for rater in raters
    )
    lines = tuple(RaterLine(rater, counts[rater], rater in handed) for rater in raters)
    return CoverageGrid(tuple(raters), tuple(map(item_words, items)), cells, lines)


def item_words(item: StudyItem) -> str:
    """An item in a few words."""
    parts = (item.task_id, _SPLIT[item.split], f"“{phrases.start_of(item.prompt, _START)}”")
    return " · ".join(part for part in parts if part)
