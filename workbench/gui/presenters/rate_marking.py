"""Marking errors and omissions: sentence by sentence, or the words that were selected."""

from dataclasses import replace

from workbench.domain.studies import Omission, Span
from workbench.gui.presenters.rate_modes import ErrorMode, OmissionMode
from workbench.gui.presenters.rate_pointer import Pointer
from workbench.gui.presenters.rate_words import letter_of
from workbench.study.sentences import sentences
from workbench.study.sheet import span_in


class Marking:
    """Marks errors in the answers on screen, and notes what they leave out."""

    def __init__(self, pointer: Pointer) -> None:
        self._at = pointer

    def sentence(self, by: int) -> None:
        """Point at the sentence after this one, or before it, from answer to answer."""
        every = [
            (output, start, end)
            for output in self._at.shown.outputs
            for start, end in sentences(self._at.session.outputs[output].text)
        ]
        if not every:
            self._at.message = "The answers have no text."
            return
        here = self._at.pointing.stretch
        at = next((n for n, one in enumerate(every) if one == here), None)
        if at is None:
            own = [n for n, one in enumerate(every) if one[0] == self._at.pointing.output]
            at = (own or [0])[0] - (1 if by > 0 else 0) + (0 if by > 0 else 1)
        output, start, end = every[min(max(at + by, 0), len(every) - 1)]
        self._at.pointing = replace(self._at.pointing, output=output, stretch=(output, start, end))

    def unpoint(self) -> None:
        """Point at no sentence."""
        self._at.pointing = replace(self._at.pointing, stretch=None)

    def error(self) -> None:
        """Mark the words that are selected, or the sentence pointed at, as an error."""
        if not self._at.instrument.error_types:
            self._at.message = "This study marks no errors."
            return
        chosen = self._at.selected
        if chosen is not None and chosen.source in self._at.shown.outputs:
            self._at.pointing = replace(
                self._at.pointing, output=chosen.source, stretch=(chosen.source, chosen.start, chosen.end)
            )
            self._at.selected = None
        elif self._at.pointing.stretch is None:
            self.sentence(1)
        if self._at.pointing.stretch is not None:
            self._at.mode = ErrorMode(
                self._at.instrument, self._quote, self._old(), self._save_error, self._at.leave_mode
            )

    def omission(self) -> None:
        """Note that something is missing: what is selected in the input or the reference, or in words."""
        if not self._at.instrument.omission_types:
            self._at.message = "This study notes no omissions."
            return
        chosen, begun = self._at.selected, Omission("", "", "", "", "")
        item = self._at.session.items[self._at.shown.item_id]
        texts = {"prompt": item.prompt, "reference": item.reference or ""}
        if chosen is not None and chosen.source in texts:
            words = texts[chosen.source][chosen.start : chosen.end]
            begun = Omission(
                "", "", words, "", "", anchored=chosen.source, start=chosen.start, end=chosen.end
            )
        self._at.mode = OmissionMode(
            self._at.instrument, self._answer, begun, self._save_omission, self._at.leave_mode
        )

    def edit(self, mark: str) -> None:
        """Change a marked error, or take an omission away: a click on its line."""
        for span in self._at.rating.spans:
            if span.id == mark:
                self._at.selected = None
                stretch = span.output, span.start, span.end
                self._at.pointing = replace(self._at.pointing, output=span.output, stretch=stretch)
                self.error()
        for omission in self._at.rating.omissions:
            if omission.id == mark:
                self._at.session.sheet.omit(omission, None, "mouse")
                self._at.message = "The omission is taken away. U brings it back."

    def _quote(self) -> tuple[str, str]:
        """The letter of the answer that is pointed into, and the words."""
        assert self._at.pointing.stretch is not None
        output, start, end = self._at.pointing.stretch
        return letter_of(self._at.shown, output), self._at.session.outputs[output].text[start:end]

    def _old(self) -> Span | None:
        """The error that is marked at exactly these words."""
        spans = self._at.rating.spans
        return next(
            (one for one in spans if (one.output, one.start, one.end) == self._at.pointing.stretch), None
        )

    def _save_error(self, kind: str | None, severity: str | None) -> None:
        assert self._at.pointing.stretch is not None
        output, start, end = self._at.pointing.stretch
        old, new = self._old(), None
        if kind is not None and severity is not None:
            new = span_in(self._at.session.outputs[output], start, end, kind, severity)
            if old is not None:
                new = replace(old, type=kind, severity=severity)
        self._at.session.sheet.mark(old, new)
        self._at.leave_mode()

    def _answer(self, by: int) -> tuple[str, str]:
        """The answer so many on that lacks something, and its letter."""
        outputs = self._at.shown.outputs
        at = outputs.index(self._at.pointing.output) if self._at.pointing.output in outputs else 0
        output = outputs[(at + by) % len(outputs)]
        self._at.pointing = replace(self._at.pointing, output=output)
        return output, letter_of(self._at.shown, output)

    def _save_omission(self, omission: Omission) -> None:
        self._at.session.sheet.omit(None, omission)
        self._at.selected = None
        self._at.leave_mode()
