"""What the adjudication is given and shows: the queue, what is decided, what is chosen so far. No Qt."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.domain.adjudications import Cause, Resolution
from workbench.domain.reports import Table
from workbench.domain.studies import Question, Study, StudyItem, StudyOutput
from workbench.gui.presenters.rate_state import Note, Page

if TYPE_CHECKING:
    # It needs numpy, which is not loaded before there is something to compute.
    from workbench.study.adjudication import Case

Key = tuple[str, str]
"""A question, and the answer or item that raters disagree about."""


class Shown(StrEnum):
    """Which disagreements are listed."""

    OPEN = "open"
    DECIDED = "decided"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One disagreement in the queue, in words."""

    case: "Case"
    place: int
    """In the whole queue, from 0: the worst is first."""
    question: Question
    outputs: tuple[str, ...]
    """The answers that are shown, in an order that says nothing."""
    name: str
    """Of the question."""
    about: str
    """The item, and which of its answers."""
    said: str
    """What raters said, in the order of their columns; on a scale by its numbers."""
    said_whole: str

    @property
    def key(self) -> Key:
        """What it is about."""
        return self.case.question, self.case.thing


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A disagreement as it is listed."""

    entry: Disagreement
    resolution: Resolution | None
    """None while it is open."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Everything that raters of a study disagree about."""

    study: Study
    items: Mapping[str, StudyItem]
    outputs: Mapping[str, StudyOutput]
    entries: tuple[Disagreement, ...]
    open_rows: tuple[QueueRow, ...]
    """Each of them while it is open: made once, since all are listed again after every decision."""
    questions: tuple[tuple[str, str], ...]
    """Id and name of each question with a disagreement."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is decided by now, as it is on the disk."""

    standing: Mapping[Key, Resolution] = field(default_factory=dict)
    saved: str = ""
    """When the last decision was written, ISO 8601; empty when there is none."""
    file: str = ""
    """The name of the file, beside the project."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is chosen for a disagreement and not kept yet."""

    valued: bool = False
    """Whether a value is chosen, which may be none."""
    value: int | None = None
    """None when no value is right."""
    cause: Cause | None = None
    note: str = ""

    @property
    def complete(self) -> bool:
        """Whether it can be kept."""
        return self.valued and self.cause is not None


@dataclass(frozen=True, slots=True)
class Opinion:
    """A rater's column, without a name."""

    name: str
    """Such as "Rater II": another person in another item."""
    value: str
    meaning: str
    """What exactly the value means."""
    notes: tuple[Note, ...]
    comment: str
    agrees: bool
    """Whether it is what is chosen now."""


@dataclass(frozen=True, slots=True)
class ItemPage:
    """The disagreement that is open."""

    about: str
    """Task and language."""
    place: str
    """Such as "4 of 37 to decide"."""
    page: Page
    """The texts, and what the next key does."""
    opinions: tuple[Opinion, ...]
    note: str
    state: str
    """How it stands, in a few words."""
    complete: bool
    decided: bool
    """Whether what is chosen is what is kept."""
    saved: str
    can_undo: bool
    can_redo: bool


@dataclass(frozen=True, slots=True)
class AdjudicationState:
    """Everything the queue and the disagreement that is open show."""

    queue: Queue | None = None
    """None until it is read."""
    kept: Kept = field(default_factory=Kept)
    question: str = ""
    """Only this one is listed; all when empty."""
    shown: Shown = Shown.OPEN
    rows: tuple[QueueRow, ...] = ()
    place: int | None = None
    """Of the chosen disagreement in the whole queue."""
    item: ItemPage | None = None
    """None while the queue is shown."""
    guidelines: str | None = None
    """While they are read."""
    agreement: Table | None = None
    """Before and after what is decided."""
    computing: bool = False
    message: str = ""
    failed: bool = False

    @property
    def row(self) -> int | None:
        """The place of the chosen disagreement in the list; None when it is not there."""
        if self.place is None:
            return None
        at = bisect_left(self.rows, self.place, key=lambda row: row.entry.place)
        found = at < len(self.rows) and self.rows[at].entry.place == self.place
        return at if found else None

    @property
    def entry(self) -> Disagreement | None:
        """The chosen disagreement."""
        if self.queue is None or self.place is None:
            return None
        return self.queue.entries[self.place]

    @property
    def total(self) -> int:
        """All disagreements."""
        return len(self.queue.entries) if self.queue is not None else 0

    @property
    def decided(self) -> int:
        """Those that are decided."""
        entries = self.queue.entries if self.queue is not None else ()
        return sum(one.key in self.kept.standing for one in entries)


def listed(state: AdjudicationState) -> AdjudicationState:
    """The state with the rows that its filters let through."""
    known = state.queue.open_rows if state.queue is not None else ()
    standing = state.kept.standing
    rows = tuple(
        row if resolution is None else QueueRow(row.entry, resolution)
        for row in known
        if state.question in {"", row.entry.case.question}
        for resolution in [standing.get(row.entry.key)]
        if state.shown is Shown.ALL or (resolution is None) == (state.shown is Shown.OPEN)
    )
    return replace(state, rows=rows)
