"""A rater at a study, from consent to the last item: which page is on screen, and what keys do there."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from workbench.domain.studies import Action, Study
from workbench.gui.presenters import rate_interludes as interludes
from workbench.gui.presenters.keys_in_force import keys_said
from workbench.gui.presenters.rate_desk import RateDesk
from workbench.gui.presenters.rate_length import SittingLength
from workbench.gui.presenters.rate_page import head_of
from workbench.gui.presenters.rate_state import Head, Interlude, Phase, RateState
from workbench.study.recorder import Clocks, EventLog
from workbench.study.session import Session, SessionState

BREAK_MS = 25 * 60_000
"""Work after which a break is suggested."""


class RateSitting:
    """Shows one page after the other. `state` is what is on screen."""

    def __init__(
        self, study: Study, rater: str, log: EventLog, clocks: Clocks, length: SittingLength
    ) -> None:
        """Sit down, and show what comes first."""
        self.length = length
        self.session = Session(study, rater, log, clocks)
        self.desk = RateDesk(self.session, lambda: self._next("It is noted that this one cannot be rated."))
        self._rested = self.active
        length.begin(self.active)
        self.state = RateState()
        self.arrive()

    def press(self, key: str) -> bool:
        """Take a key; whether it meant something."""
        if self.state.phase is Phase.RATING:
            act = None if self.desk.busy else self._flow().get(key)
            if act is not None:
                act()
                return True
            return self._at_desk(key)
        act = self._pages().get((self.state.phase, "Return" if key == "Ctrl+Return" else key))
        if act is None:
            return False
        act()
        return True

    def refresh(self, message: str = "") -> None:
        """The same page as it stands now."""
        head = _head(self, self.session.state)
        page = self.desk.page() if self.state.phase is Phase.RATING else None
        self.state = replace(self.state, head=head, page=page, message=message, failed=False)

    def arrive(self, message: str = "") -> None:
        """Show what comes now: consent, guidelines, an item, how training went, or that all is done."""
        session = self.session
        state = session.state
        if not state.consented:
            self.between(Phase.CONSENT, interludes.consent(session.study), message)
            return
        if Action.GUIDELINES not in session.recorder.ledger.actions:
            self.between(Phase.GUIDELINES, interludes.guidelines(session.study, False), message)
            return
        if state.presentation is None:
            state = session.next_open()
        if state.presentation is not None:
            self.desk.arrive()
            self.state = RateState(
                Phase.RATING, _head(self, state), self.desk.page(), message=message or self._rest()
            )
        elif state.training is not None and not state.training.passed:
            self.between(Phase.TRAINED, interludes.trained(state.training), message)
        else:
            self.between(Phase.DONE, interludes.done(state), message)

    def _at_desk(self, key: str) -> bool:
        before = self.session.on_screen
        handled = self.desk.press(key)
        if handled and self.session.on_screen is before and self.state.phase is Phase.RATING:
            self.refresh(self.desk.message)
        return handled

    def _flow(self) -> Mapping[str, Callable[[], None]]:
        """Keys that lead from one page to another."""
        session = self.session
        return {
            **dict.fromkeys(("Return", "Ctrl+Return"), self._submit),
            "S": lambda: _later(self),
            "Alt+Left": lambda: self._step(-1),
            "Alt+Right": lambda: self._step(1),
            **dict.fromkeys(("U", "Ctrl+Z"), lambda: self._turn(back=True)),
            **dict.fromkeys(("Ctrl+Shift+Z", "Ctrl+Y"), lambda: self._turn(back=False)),
            "G": self._guidelines,
            "L": lambda: _turn_length(self),
            **({"M": lambda: _go_on(self)} if self.length.over else {}),
            "Ctrl+P": lambda: self.between(Phase.BREAK, interludes.on_break(session.note(Action.PAUSE))),
        }

    def _pages(self) -> Mapping[tuple[Phase, str], Callable[[], None]]:
        """Keys on pages of words."""
        session = self.session

        def consent() -> None:
            session.note(Action.CONSENT)
            self.arrive()

        def resume() -> None:
            session.note(Action.RESUME)
            self._rested = self.active
            self.length.begin(self.active)
            self.arrive()

        return {
            (Phase.CONSENT, "Return"): consent,
            (Phase.GUIDELINES, "Return"): self._read,
            (Phase.GUIDELINES, "G"): self._read,
            (Phase.GUIDELINES, "Escape"): self._read,
            (Phase.LESSON, "Return"): lambda: _learned(self),
            (Phase.LESSON, "Escape"): self.arrive,
            (Phase.LESSON, "U"): lambda: self._turn(back=True),
            (Phase.LESSON, "G"): self._guidelines,
            (Phase.TRAINED, "Return"): lambda: _train_again(self),
            (Phase.TRAINED, "G"): self._guidelines,
            (Phase.BREAK, "Return"): resume,
            (Phase.BREAK, "Escape"): resume,
            (Phase.DONE, "Alt+Left"): lambda: self._step(-1),
            **dict.fromkeys(((Phase.DONE, "U"), (Phase.DONE, "Ctrl+Z")), lambda: self._turn(back=True)),
            (Phase.DONE, "G"): self._guidelines,
        }

    def _submit(self) -> None:
        """Submit and go on, if nothing lacks; else say what does, and go there."""
        if self.desk.show_lack():
            self.refresh(self.desk.message)
            return
        state = self.session.state
        rating, ledger = state.rating, self.session.recorder.ledger
        again = rating is not None and not rating.submitted and ledger.was_submitted(rating.presentation)
        if again and not state.in_training:
            self.desk.ask_why_changed(lambda reason: _submitted(self, reason))
            self.refresh()
        else:
            _submitted(self)

    def _step(self, by: int) -> None:
        before = self.session.on_screen
        self.session.step(by)
        self.arrive("" if self.session.on_screen is not before else "There is none that way.")

    def _turn(self, *, back: bool) -> None:
        state = self.session.state
        if not (state.can_undo if back else state.can_redo):
            self.refresh(f"There is nothing to {'undo' if back else 'redo'}.")
            return
        self.session.turn(back)
        self.arrive(f"Undone. {keys_said('Ctrl+Shift+Z')} brings it back." if back else "Done again.")

    def _guidelines(self) -> None:
        self.session.note(Action.GUIDELINES)
        self.between(Phase.GUIDELINES, interludes.guidelines(self.session.study, True))

    def _read(self) -> None:
        if Action.GUIDELINES not in self.session.recorder.ledger.actions:
            self.session.note(Action.GUIDELINES)
        self.arrive()

    @property
    def active(self) -> int:
        """Milliseconds worked at this study, over all sittings."""
        return self.session.recorder.ledger.active_ms

    def _next(self, message: str) -> None:
        _decided(self)
        self.session.next_open()
        self.arrive(message)

    def _rest(self) -> str:
        """Suggest a break, once for each stretch of work."""
        worked = self.active
        if self.length.minutes is not None or worked - self._rested < BREAK_MS:
            return ""
        self._rested = worked
        pause = keys_said("Ctrl+P")
        return f"You have worked for 25 minutes. A short break ({pause}) keeps your ratings steady."

    def between(self, phase: Phase, interlude: Interlude, message: str = "") -> None:
        """Show a page of words."""
        head = _head(self, self.session.state)
        self.state = RateState(phase, head, interlude=interlude, message=message)


def _learned(sitting: RateSitting) -> None:
    """On to the next after what a training item taught."""
    state = sitting.session.next_open()
    training = state.training
    last = state.presentation is None or not state.in_training
    if last and training is not None and training.over:
        sitting.between(Phase.TRAINED, interludes.trained(training))
    else:
        sitting.arrive()


def _train_again(sitting: RateSitting) -> None:
    """Begin what follows, or training once more."""
    training = sitting.session.training
    if training is not None and not training.passed:
        sitting.session.go(sitting.session.shown[0].id)
    sitting.arrive()


def _later(sitting: RateSitting) -> None:
    """Put the item off."""
    sitting.session.later()
    _decided(sitting)
    sitting.arrive(f"Put off: it comes again behind the others. {keys_said('U')} takes that back.")


def _submitted(sitting: RateSitting, reason: str = "") -> None:
    """Submit, and go on; after a training item by way of what it teaches."""
    state = sitting.session.submit(reason)
    _decided(sitting)
    if state.in_training:
        sitting.between(Phase.LESSON, interludes.lesson(sitting.session, state))
    else:
        sitting.session.next_open()
        sitting.arrive(f"Submitted. {keys_said('U')} takes it back.")


def _turn_length(sitting: RateSitting) -> None:
    """Another length of sittings."""
    sitting.refresh(sitting.length.turn(sitting.active))


def _decided(sitting: RateSitting) -> None:
    """An item was decided: if the sitting is over, it is said from now on."""
    sitting.length.decided(sitting.active)


def _go_on(sitting: RateSitting) -> None:
    """For as long again."""
    sitting.length.begin(sitting.active)
    sitting.refresh("Gone on.")


def _head(sitting: RateSitting, state: SessionState) -> Head:
    """What stands above, with how far the sitting is."""
    length, over = sitting.length, ""
    if length.over:
        over = (
            f"{length.minutes} minutes are over. {keys_said('M')} goes on for as long again, "
            f"{keys_said('Ctrl+P')} takes a break. Everything is saved."
        )
    return replace(head_of(sitting.session, state), sitting=length.said(sitting.active), over=over)
