"""Giving values: a digit scores the value that is next, and the one after it is next."""

from dataclasses import replace

from workbench.domain.studies import Kind, Unanswered
from workbench.gui.presenters.rate_modes import TextMode
from workbench.gui.presenters.rate_pointer import Pointer
from workbench.gui.presenters.rate_state import Mode
from workbench.gui.presenters.rate_words import (
    UNANSWERED,
    axis_said,
    choices_of,
    nudged,
    preference_for,
)
from workbench.study.axes import Axis
from workbench.study.decisions import Value
from workbench.study.instrument_logic import Lack, What

ACCEPTABLE = "accept"
"""How the ids of questions begin that ask whether an answer can be used."""


class Scoring:
    """Gives values to what is asked about the presentation on screen."""

    def __init__(self, pointer: Pointer) -> None:
        self._at = pointer

    def digit(self, digit: int) -> None:
        """The choice with this number; 0 says that it cannot be judged."""
        axis = self._at.axis
        if axis is None:
            return
        choices = choices_of(axis.question, len(self._at.shown.outputs))
        if digit == 0:
            self.unanswer(Unanswered.CANNOT_JUDGE)
        elif digit <= len(choices):
            self._give(axis, choices[digit - 1][0])
        elif choices:
            self._at.message = f"{axis_said(axis, self._at.shown)} takes 1 to {len(choices)}."
        else:
            self.write()

    def choose(self, key: str, place: int) -> None:
        """Give the value with this key the choice at `place`, or its words: a click on its box."""
        axis = next((one for one in self._at.asked if one.key == key), None)
        if axis is None:
            return
        self._at.leave_mode()
        self.point(axis)
        choices = choices_of(axis.question, len(self._at.shown.outputs))
        if 0 <= place < len(choices):
            self._give(axis, choices[place][0], "mouse")
        elif not choices:
            self.write()

    def unanswer(self, why: Unanswered) -> None:
        """The value that is next cannot be judged, or does not apply."""
        axis = self._at.axis
        if axis is None:
            return
        question = axis.question
        allowed = question.cannot_judge if why is Unanswered.CANNOT_JUDGE else question.not_applicable
        if allowed:
            self._give(axis, why)
        else:
            self._at.message = f"{axis_said(axis, self._at.shown)} has no “{UNANSWERED[why]}” in this study."

    def prefer(self, place: int | None) -> None:
        """The answer at `place` is the better one; None: they are equal. Not graded yet: arrows do that."""
        axis = self._preference()
        if axis is None:
            self._at.message = "This study asks for no preference."
            return
        self.point(axis)
        self._give(axis, preference_for(axis.question, len(self._at.shown.outputs), place))

    def nudge(self, by: int) -> None:
        """One choice further left or right; stays there, so that it can be nudged again."""
        axis = self._at.axis
        if axis is None or axis.question.kind is Kind.TEXT:
            return
        given = self._at.rating.values.get(axis.key)
        value = nudged(axis.question, len(self._at.shown.outputs), given, by)
        self._at.session.sheet.answer(axis.question.id, value, axis.output)

    def refuse_all(self) -> None:
        """None of the answers can be used: said apart from which is better."""
        asked = [axis for axis in self._at.asked if axis.question.id.startswith(ACCEPTABLE) and axis.output]
        if not asked:
            self._at.message = "This study does not ask whether answers are acceptable."
        for axis in asked:
            worst = choices_of(axis.question, len(self._at.shown.outputs))[0][0]
            self._at.session.sheet.answer(axis.question.id, worst, axis.output)
        if asked:
            self._at.message = "All answers are marked as not acceptable."
            self.focus_open()

    def walk(self, by: int) -> None:
        """The value after the one that is next, or before it; round the ends."""
        asked = self._at.asked
        keys = [axis.key for axis in asked]
        at = keys.index(self._at.pointing.axis) if self._at.pointing.axis in keys else -by
        if asked:
            self.point(asked[(at + by) % len(asked)])

    def write(self) -> None:
        """Answer the value that is next in words, where it is one for words."""
        axis = self._at.axis
        if axis is None or axis.question.kind is not Kind.TEXT:
            self._at.message = "This value is given by a digit."
            return
        value = self._at.rating.values.get(axis.key)
        sheet = self._at.session.sheet

        def leave() -> None:
            self._at.leave_mode()
            self._go_on(axis)

        self._at.mode = TextMode(
            Mode.WORDS,
            f"{axis_said(axis, self._at.shown)}: {axis.question.text}",
            value if isinstance(value, str) and not isinstance(value, Unanswered) else "",
            lambda text: sheet.answer(axis.question.id, text or None, axis.output),
            leave,
        )

    def point(self, axis: Axis) -> None:
        """Make a value the next one; errors are noted in the answer it is about."""
        output = axis.output or self._at.pointing.output
        stretch = self._at.pointing.stretch
        kept = stretch if stretch is not None and stretch[0] == output else None
        self._at.pointing = replace(self._at.pointing, axis=axis.key, output=output, stretch=kept)

    def focus(self, lack: Lack) -> None:
        """Make what lacks the next one."""
        for axis in self._at.asked:
            if (axis.question.id, axis.output) == (lack.question, lack.output):
                self.point(axis)

    def focus_open(self) -> None:
        """Make the first value that lacks the next one; the last where none does."""
        lacks = self._at.session.state.lacks
        asked = self._at.asked
        if lacks:
            self.focus(lacks[0])
        elif asked:
            self.point(asked[-1])

    def _preference(self) -> Axis | None:
        """The preference that is next, or the first there is."""
        axis = self._at.axis
        if axis is not None and axis.question.kind is Kind.PREFERENCE:
            return axis
        kinds = (one for one in self._at.asked if one.question.kind is Kind.PREFERENCE)
        return next(kinds, None)

    def _give(self, axis: Axis, value: Value, source: str = "key") -> None:
        self._at.session.sheet.answer(axis.question.id, value, axis.output, source)
        self._go_on(axis)

    def _go_on(self, axis: Axis) -> None:
        """The next value without an answer is next: behind this one, or else before it."""
        keys = [one.key for one in self._at.asked]
        lacks = [lack for lack in self._at.session.state.lacks if lack.what is What.ANSWER]
        wanted = {(lack.question, lack.output) for lack in lacks}
        at = keys.index(axis.key) if axis.key in keys else -1
        asked = self._at.asked
        for one in (*asked[at + 1 :], *asked[: at + 1]):
            if (one.question.id, one.output) in wanted:
                self.point(one)
                return
