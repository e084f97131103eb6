"""What is decided about the presentation on screen: answers, marks, omissions, comment, flag."""

from workbench.domain.instruments import reason_key
from workbench.domain.studies import Action, Omission, Presentation, Rating, Span, StudyOutput
from workbench.study.decisions import Value, mark_told, plain_told, value_told
from workbench.study.recorder import Place, Recorder, new_id

CONTEXT = 32
"""Characters kept on each side of a marked error, to find it again."""


class Sheet:
    """The presentation on screen. Every change is on disk when its method returns.

    Setting what is set already is no event.
    """

    def __init__(self, recorder: Recorder, presentation: Presentation) -> None:
        self._recorder = recorder
        self.presentation = presentation

    @property
    def rating(self) -> Rating:
        """As it stands."""
        return self._recorder.ledger.rating(self.presentation.id)

    def answer(self, question: str, value: Value | None, output: str = "", source: str = "key") -> None:
        """Give a question about an answer, or about the instance, a value; None takes it away."""
        key = f"{question}/{output}" if output else question
        old, new = value_told(self.rating.values.get(key)), value_told(value)
        if old != new:
            self._recorder.record(Action.ANSWER, self._place(output, question), old, new, source)

    def decline(self, question: str, reason: str, output: str = "", source: str = "key") -> None:
        """Say why no error and no omission is marked although the value asks for one."""
        self.answer(reason_key(question), reason, output, source)

    def mark(self, old: Span | None, new: Span | None, source: str = "key") -> None:
        """Mark an error (`old` None), change it, or take it away (`new` None)."""
        if old != new:
            output = (new or old or _NO_SPAN).output
            self._recorder.record(Action.MARK, self._place(output), mark_told(old), mark_told(new), source)

    def omit(self, old: Omission | None, new: Omission | None, source: str = "key") -> None:
        """Note that something is missing (`old` None), change it, or take it away (`new` None)."""
        if old != new:
            output = (new or old or _NO_OMISSION).output
            self._recorder.record(Action.OMIT, self._place(output), mark_told(old), mark_told(new), source)

    def comment(self, text: str, source: str = "key") -> None:
        """Say something about the presentation."""
        if text != self.rating.comment:
            old = plain_told(self.rating.comment or None)
            self._recorder.record(Action.COMMENT, self._place(), old, plain_told(text or None), source)

    def flag(self, flagged: bool, source: str = "key") -> None:
        """Flag the presentation for the coordinator, or no longer."""
        if flagged != self.rating.flagged:
            old = plain_told(self.rating.flagged)
            self._recorder.record(Action.FLAG, self._place(), old, plain_told(flagged), source)

    def reveal(self, source: str = "key") -> None:
        """The reference is looked at. Noted once; cannot be undone."""
        rating = self.rating
        if not rating.revealed and not rating.submitted:
            self._recorder.record(Action.REVEAL, self._place(), source=source)

    def _place(self, output: str = "", question: str = "") -> Place:
        return Place(self.presentation.id, output, question)


def span_in(output: StudyOutput, start: int, end: int, kind: str, severity: str) -> Span:
    """An error in `output` from code point `start` to `end`, with what is needed to find it again."""
    text = output.text
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no error can be marked from {start} to {end} of {len(text)} characters")
    return Span(
        id=new_id(),
        output=output.id,
        start=start,
        end=end,
        quote=text[start:end],
        before=text[max(0, start - CONTEXT) : start],
        after=text[end : end + CONTEXT],
        type=kind,
        severity=severity,
    )


_NO_SPAN = Span("", "", 0, 0, "", "", "", "", "")
_NO_OMISSION = Omission("", "", "", "", "")
