"""A rater at work: one step at a time through their presentations, every step on disk before the next."""

from dataclasses import dataclass

from workbench.domain.errors import UnknownNameError, WorkbenchError
from workbench.domain.studies import Action, Event, Presentation, Rating, Split, Study, StudyItem, StudyOutput
from workbench.study.active import IDLE_CAP_MS
from workbench.study.axes import lacking
from workbench.study.decisions import plain_told
from workbench.study.instrument_logic import Lack
from workbench.study.recorder import NOWHERE, Clocks, EventLog, Place, Recorder
from workbench.study.sheet import Sheet
from workbench.study.training import Passing, passing


class IncompleteError(WorkbenchError):
    """A rating cannot be submitted yet; knows what it lacks."""

    def __init__(self, lacks: tuple[Lack, ...]) -> None:
        super().__init__(f"The rating lacks {len(lacks)} of its values.")
        self.lacks = lacks


@dataclass(frozen=True, slots=True)
class SessionState:
    """Where a rater stands."""

    presentation: Presentation | None
    """On screen; None before the first and when nothing is."""
    rating: Rating | None
    lacks: tuple[Lack, ...]
    done: int
    """Presentations that are submitted or cannot be rated, training aside."""
    total: int
    put_off: int
    """Of those that are open, how many were put off."""
    training: Passing | None
    """None when the study has no training."""
    in_training: bool
    """Whether what is on screen is there to learn from."""
    can_undo: bool
    can_redo: bool
    paused: bool
    consented: bool
    active_ms: int
    """In this and earlier sittings, on everything, up to the last event."""
    saved: str
    """When the last decision was written; ISO 8601, UTC. "" when there is none."""


class Session:
    """Everything a rater does with a study between opening and closing it."""

    def __init__(
        self,
        study: Study,
        rater: str,
        log: EventLog,
        clocks: Clocks | None = None,
        idle_cap_ms: int = IDLE_CAP_MS,
    ) -> None:
        """Begin a sitting.

        Raises:
            UnknownNameError: the study has no such rater.
            JournalError: its beginning cannot be written.
        """
        if rater not in study.raters:
            raise UnknownNameError("rater", rater, study.raters)
        self.study, self.rater = study, rater
        self.items: dict[str, StudyItem] = {one.id: one for one in study.items}
        self.outputs: dict[str, StudyOutput] = {one.id: one for one in study.outputs}
        self.shown = sorted((one for one in study.presentations if one.rater == rater), key=self._place_of)
        self._by_id = {one.id: one for one in self.shown}
        self._training = [(one, self.items[one.item_id]) for one in self.shown if self.is_training(one)]
        self._main = {one.id for one in self.shown if not self.is_training(one)}
        self.recorder = Recorder(log, rater, clocks, idle_cap_ms)
        self._paused = False
        self.recorder.record(Action.BEGIN)

    @property
    def state(self) -> SessionState:
        """Where the rater stands now."""
        ledger = self.recorder.ledger
        shown = self._by_id.get(ledger.on_screen)
        rating = ledger.rating(shown.id) if shown is not None else None
        return SessionState(
            presentation=shown,
            rating=rating,
            lacks=lacking(self.study.instrument, shown, rating) if shown and rating else (),
            done=len(ledger.done & self._main),
            total=len(self._main),
            put_off=len(ledger.later & self._main),
            training=self.training,
            in_training=shown is not None and self.is_training(shown),
            can_undo=ledger.to_undo is not None,
            can_redo=ledger.to_redo is not None,
            paused=self._paused,
            consented=not self.study.consent or Action.CONSENT in ledger.actions,
            active_ms=ledger.active_ms,
            saved=self.recorder.saved,
        )

    @property
    def on_screen(self) -> Presentation | None:
        """The presentation on screen."""
        return self._by_id.get(self.recorder.ledger.on_screen)

    @property
    def sheet(self) -> Sheet:
        """The presentation on screen, to be filled in."""
        return Sheet(self.recorder, self._by_id[self.recorder.ledger.on_screen])

    @property
    def order(self) -> tuple[Presentation, ...]:
        """All presentations: those put off behind the others, in the order in which they were."""
        return tuple(sorted(self.shown, key=lambda one: self.recorder.ledger.put_off(one.id)))

    @property
    def training(self) -> Passing | None:
        """How training stands; None when the study has none."""
        if not self._training:
            return None
        ratings = [self.recorder.ledger.rating(one.id) for one, _item in self._training]
        return passing(self.study, self._training, ratings)

    def is_training(self, presentation: Presentation) -> bool:
        """Whether a presentation is there to learn from."""
        return self.items[presentation.item_id].split is Split.TRAINING

    def is_done(self, presentation: Presentation) -> bool:
        """Whether nothing more is wanted for a presentation."""
        return presentation.id in self.recorder.ledger.done

    def next_open(self) -> SessionState:
        """Go to the next presentation that is not done, from the one on screen on; none when all are.

        Where training has not been passed, nothing behind it is open.
        """
        order = self.order
        at = next((n for n, one in enumerate(order) if one.id == self.recorder.ledger.on_screen), -1)
        done, may_rate = self.recorder.ledger.done, self._may_rate
        open_ones = [
            one
            for one in (*order[at + 1 :], *order[: at + 1])
            if one.id not in done and (may_rate or self.is_training(one))
        ]
        fresh = [one for one in open_ones if not self.recorder.ledger.put_off(one.id)]
        following = fresh or open_ones
        return self.go(following[0].id if following else "")

    def go(self, presentation: str, source: str = "key") -> SessionState:
        """Bring a presentation up, or none ("")."""
        if presentation != self.recorder.ledger.on_screen:
            self.recorder.record(Action.OPEN, Place(presentation), source=source)
        return self.state

    def step(self, by: int) -> SessionState:
        """Go to the presentation after the one on screen, or before it, done or not; stays at the last."""
        may_rate = self._may_rate
        reached = [one for one in self.shown if may_rate or self.is_training(one)]
        at = next((n for n, one in enumerate(reached) if one.id == self.recorder.ledger.on_screen), None)
        to = (len(reached) if by < 0 else -1) + by if at is None else at + by
        return self.go(reached[to].id) if 0 <= to < len(reached) else self.state

    def submit(self, reason: str = "", source: str = "key") -> SessionState:
        """The presentation on screen is done. It stays on screen.

        Args:
            reason: why it was changed, where it was submitted before.

        Raises:
            IncompleteError: it lacks something.
        """
        state = self.state
        if state.presentation is None or state.rating is None:
            return state
        if state.lacks:
            raise IncompleteError(state.lacks)
        if not state.rating.submitted:
            if state.rating.cannot_rate is not None:
                self.cannot_rate(None, source)
            self.recorder.record(
                Action.SUBMIT, Place(state.presentation.id), new=plain_told(reason or True), source=source
            )
        return self.state

    def later(self, source: str = "key") -> SessionState:
        """Put the presentation on screen behind all others, and go on."""
        shown = self.state.presentation
        if shown is not None:
            old = plain_told(self.recorder.ledger.rating(shown.id).later)
            self.recorder.record(Action.LATER, Place(shown.id), old, plain_told(True), source)
        return self.next_open()

    def cannot_rate(self, reason: str | None, source: str = "key") -> SessionState:
        """The presentation on screen cannot be rated, for this reason; None: it can after all."""
        shown = self.state.presentation
        if shown is not None:
            old = self.recorder.ledger.rating(shown.id).cannot_rate
            if old != reason:
                told = plain_told(old), plain_told(reason)
                self.recorder.record(Action.CANNOT_RATE, Place(shown.id), *told, source)
        return self.state

    def note(self, action: Action, source: str = "key") -> SessionState:
        """Note what is about no presentation: consent, a look at the guidelines, a break and its end."""
        if action is Action.PAUSE or action is Action.RESUME:
            if self._paused is (action is Action.PAUSE):
                return self.state
            self._paused = action is Action.PAUSE
        self.recorder.record(action, NOWHERE, source=source)
        if action is Action.PAUSE:
            self.recorder.active.leave()
        else:
            self.recorder.active.touch()
        return self.state

    def turn(self, back: bool) -> SessionState:
        """Undo the last decision (`back`) or redo the last undone, wherever it was made, and go there.

        A text that was typed goes as a whole.
        """
        ledger = self.recorder.ledger
        first = event = ledger.to_undo if back else ledger.to_redo
        while event is not None:
            action = Action.UNDO if back else Action.REDO
            self.recorder.record(action, Place(event.presentation), plain_told(event.id), source="undo")
            event = ledger.to_undo if back else ledger.to_redo
            if first is None or event is None or not _typed_together(first, event):
                break
        return self.go(first.presentation, source="undo") if first is not None else self.state

    def close(self) -> None:
        """End the sitting."""
        self.recorder.close()

    @property
    def _may_rate(self) -> bool:
        training = self.training
        return training is None or training.passed

    def _place_of(self, presentation: Presentation) -> tuple[bool, int]:
        """Training first, then as numbered."""
        return not self.is_training(presentation), presentation.number


def _typed_together(one: Event, other: Event) -> bool:
    """Whether two events are keystrokes of the same text."""
    about = [(event.action, event.presentation, event.output, event.question) for event in (one, other)]
    typed = all(event.action is Action.COMMENT or (event.new or "").startswith('"') for event in (one, other))
    return typed and one.action in {Action.COMMENT, Action.ANSWER} and about[0] == about[1]
