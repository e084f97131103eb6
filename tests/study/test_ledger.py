"""Ratings from events: the same events, the same ratings; what is undone does not count."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.study.invented import RATER, Hand, ListLog, study
from workbench.domain.studies import Rating, Unanswered
from workbench.study.ledger import Ledger, ratings_of
from workbench.study.session import Session

STUDY = study(4)


def _bare(rating: Rating) -> tuple[object, ...]:
    """What a rating says, its times aside."""
    kept = rating.spans, rating.omissions, rating.comment, rating.flagged
    return (dict(rating.values), *kept, rating.later, rating.cannot_rate, rating.submitted)


class Turning(RuleBasedStateMachine):
    """Whatever a rater does, undoing goes back exactly one decision and redoing forth."""

    def __init__(self) -> None:
        super().__init__()
        self.log = ListLog()
        self.session = Session(STUDY, RATER, self.log, Hand().clocks())
        self.session.next_open()
        self.past: list[object] = [self._all()]
        self.future: list[object] = []

    def _all(self) -> object:
        return [_bare(self.session.recorder.ledger.rating(one.id)) for one in self.session.shown]

    def _decided(self) -> None:
        if self._all() != self.past[-1]:
            self.past.append(self._all())
            self.future.clear()

    @rule(
        question=st.sampled_from(["correctness", "safety"]),
        value=st.sampled_from([1, 5, None, Unanswered.CANNOT_JUDGE]),
    )
    def answer(self, question: str, value: int | Unanswered | None) -> None:
        """Give, change or take away a value."""
        if self.session.state.presentation is not None:
            sheet = self.session.sheet
            sheet.answer(question, value, sheet.presentation.outputs[0])
            self._decided()

    @rule(flagged=st.booleans())
    def flag(self, flagged: bool) -> None:
        """Flag, or no longer."""
        if self.session.state.presentation is not None:
            self.session.sheet.flag(flagged)
            self._decided()

    @rule(reason=st.sampled_from(["outside my field", None]))
    def cannot_rate(self, reason: str | None) -> None:
        """Say that it cannot be rated, or that it can."""
        self.session.cannot_rate(reason)
        self._decided()

    @rule(by=st.sampled_from([-1, 1]))
    def step(self, by: int) -> None:
        """Look at another presentation: no decision."""
        self.session.step(by)

    @rule()
    def undo(self) -> None:
        """One decision back."""
        self.session.turn(back=True)
        if len(self.past) > 1:
            self.future.append(self.past.pop())

    @rule()
    def redo(self) -> None:
        """One forth."""
        self.session.turn(back=False)
        if self.future:
            self.past.append(self.future.pop())

    @invariant()
    def agrees(self) -> None:
        """What stands is what was there so many decisions ago, and the events alone say so."""
        assert self._all() == self.past[-1]
        again = Ledger(self.log.events)
        assert [_bare(again.rating(one.id)) for one in self.session.shown] == self._all()
        assert ratings_of(STUDY, RATER, self.log.events) == tuple(
            self.session.recorder.ledger.rating(one.id) for one in self.session.shown
        )


TestTurning = Turning.TestCase
TestTurning.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
