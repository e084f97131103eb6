"""What a rater's events come to: a pure fold, so that the same events always give the same ratings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from workbench.domain.instruments import answer_key
from workbench.domain.studies import Action, Event, Omission, Rating, Span, Study
from workbench.study.decisions import Value, omission_heard, plain_heard, span_heard, value_heard

Mark = TypeVar("Mark", Span, Omission)

UNDOABLE = frozenset(
    {
        *(Action.ANSWER, Action.MARK, Action.OMIT, Action.COMMENT),
        *(Action.FLAG, Action.LATER, Action.CANNOT_RATE, Action.SUBMIT),
    }
)
"""What can be taken back. That a reference was looked at cannot."""
_KEPT = UNDOABLE | {Action.REVEAL}
_REOPENS = frozenset({Action.ANSWER, Action.MARK, Action.OMIT})
"""A change to one of these after it was submitted has to be submitted again."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Time on one thing."""

    active_ms: int = 0
    wall_ms: int = 0

    def plus(self, active_ms: int, wall_ms: int) -> "Spent":
        """More of it."""
        return Spent(self.active_ms + active_ms, self.wall_ms + wall_ms)


class Ledger:
    """Ratings that follow their events one by one."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._kept: dict[str, list[Event]] = {}
        self._ratings: dict[str, Rating] = {}
        self._spent: dict[str, Spent] = {}
        self._done: list[Event] = []
        self._undone: list[Event] = []
        self._on_screen = ""
        self._before: Event | None = None
        self._paused = False
        self.actions: set[Action] = set()
        """What was done at least once."""
        self.active_ms = 0
        """Time worked, on everything."""
        self.done: set[str] = set()
        """Presentations that are submitted or cannot be rated."""
        self.later: set[str] = set()
        """Presentations that are put off."""
        for event in events:
            self.add(event)

    @property
    def to_undo(self) -> Event | None:
        """What would be taken back next."""
        return self._done[-1] if self._done else None

    @property
    def to_redo(self) -> Event | None:
        """What would be done again next."""
        return self._undone[-1] if self._undone else None

    @property
    def on_screen(self) -> str:
        """The presentation on screen after the last event; "" when there is none."""
        return self._on_screen

    def rating(self, presentation: str) -> Rating:
        """The rating of a presentation as it stands; an empty one when nothing was decided."""
        spent = self._spent.get(presentation, Spent())
        rating = self._ratings.get(presentation) or Rating(presentation, {})
        return replace(rating, active_ms=spent.active_ms, wall_ms=spent.wall_ms)

    def put_off(self, presentation: str) -> int:
        """When a presentation was put off last, as an event's number; 0 when it is not put off."""
        if presentation not in self.later:
            return 0
        events = self._kept[presentation]
        return max((one.number for one in events if one.action is Action.LATER), default=0)

    def was_submitted(self, presentation: str) -> bool:
        """Whether a presentation was submitted, though it may have been changed since."""
        return any(one.action is Action.SUBMIT for one in self._kept.get(presentation, ()))

    def add(self, event: Event) -> None:
        """Take in the next event. What refers to nothing changes nothing."""
        self._count_time(event)
        self.actions.add(event.action)
        self.active_ms += event.active_ms
        match event.action:
            case Action.OPEN:
                self._on_screen = event.presentation
            case Action.BEGIN | Action.END:
                self._on_screen, self._paused = "", False
            case Action.PAUSE | Action.RESUME:
                self._paused = event.action is Action.PAUSE
            case Action.UNDO | Action.REDO:
                self._turn(event)
            case _ if event.action in _KEPT:
                self._decide(event)
            case _:
                pass
        self._before = event

    def _decide(self, event: Event) -> None:
        self._kept.setdefault(event.presentation, []).append(event)
        rating = self._ratings.get(event.presentation) or Rating(event.presentation, {})
        self._keep(decided(rating, event))
        if event.action in UNDOABLE:
            self._done.append(event)
            self._undone.clear()

    def _turn(self, event: Event) -> None:
        """Take an event back, or let it count again."""
        back = event.action is Action.UNDO
        source, target = (self._done, self._undone) if back else (self._undone, self._done)
        named = plain_heard(event.old)
        if not source or source[-1].id != named:
            return
        turned = source.pop()
        target.append(turned)
        kept = self._kept[turned.presentation]
        if back:
            kept.remove(turned)
        else:
            kept.append(turned)
        rating = Rating(turned.presentation, {})
        for one in kept:
            rating = decided(rating, one)
        self._keep(rating)

    def _keep(self, rating: Rating) -> None:
        self._ratings[rating.presentation] = rating
        done = rating.submitted or rating.cannot_rate is not None
        for there, found in ((done, self.done), (rating.later, self.later)):
            (found.add if there else found.discard)(rating.presentation)

    def _count_time(self, event: Event) -> None:
        before = self._before
        if before is None or before.session != event.session or self._paused or not self._on_screen:
            return
        wall = max(0, event.monotonic_ms - before.monotonic_ms)
        spent = self._spent.get(self._on_screen, Spent())
        self._spent[self._on_screen] = spent.plus(event.active_ms, wall)


def decided(rating: Rating, event: Event) -> Rating:  # noqa: PLR0911 - one for each action
    """`rating` after one more decision."""
    if event.action in _REOPENS:
        rating = replace(rating, submitted=False)
    match event.action:
        case Action.ANSWER:
            return replace(rating, values=_answered(rating.values, event))
        case Action.MARK:
            return replace(rating, spans=_marked(rating.spans, span_heard(event.old), span_heard(event.new)))
        case Action.OMIT:
            old, new = omission_heard(event.old), omission_heard(event.new)
            return replace(rating, omissions=_marked(rating.omissions, old, new))
        case Action.COMMENT:
            return replace(rating, comment=plain_heard(event.new) or "")
        case Action.FLAG:
            return replace(rating, flagged=bool(plain_heard(event.new)))
        case Action.LATER:
            return replace(rating, later=bool(plain_heard(event.new)))
        case Action.CANNOT_RATE:
            return replace(rating, cannot_rate=plain_heard(event.new), later=False)
        case Action.SUBMIT:
            return replace(rating, submitted=True, later=False)
        case Action.REVEAL:
            return rating if rating.submitted else replace(rating, revealed=True)
        case _:
            return rating


def ratings_of(study: Study, rater: str, events: Iterable[Event]) -> tuple[Rating, ...]:
    """What a rater's events come to: a rating for each of their presentations, in their order.

    Undone decisions do not count, corrections take the place of what they correct.
    """
    ledger = Ledger(events)
    shown = sorted((one for one in study.presentations if one.rater == rater), key=lambda one: one.number)
    return tuple(ledger.rating(one.id) for one in shown)


def _answered(values: Mapping[str, Value], event: Event) -> dict[str, Value]:
    key, value = answer_key(event.question, event.output), value_heard(event.new)
    kept = {one: found for one, found in values.items() if one != key}
    return kept if value is None else {**kept, key: value}


def _marked(marks: tuple[Mark, ...], old: Mark | None, new: Mark | None) -> tuple[Mark, ...]:
    """The marks with `new` in the place of `old`, added, or `old` taken away."""
    found: list[Mark] = []
    for one in marks:
        kept = new if old is not None and one.id == old.id else one
        if kept is not None:
            found.append(kept)
    if old is None and new is not None:
        found.append(new)
    return tuple(found)
