"""The presentation on screen as a page: texts with their marks, the instrument as boxes. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.domain.studies import Instrument, Kind, Presentation, Question, Rating, Unanswered
from workbench.gui.presenters.rate_state import Answer, Cell, Head, Marked, Note, Page, Prompt, Row
from workbench.gui.presenters.rate_words import (
    LANGUAGES,
    SHORT_LABEL,
    UNANSWERED,
    choices_of,
    letter_of,
    minutes_said,
    omission_said,
    saved_said,
    span_said,
)
from workbench.study.axes import Axis, axes
from workbench.study.instrument_logic import What
from workbench.study.session import Session, SessionState


@dataclass(frozen=True, slots=True)
class Pointing:
    """Where the keyboard is."""

    axis: str = ""
    """The key of the value that the next digit gives."""
    output: str = ""
    """The answer in which errors and omissions are noted."""
    stretch: tuple[str, int, int] | None = None
    """Output and code points of the sentence or the words that are pointed at."""
    reference: bool = False
    """Whether the reference is shown."""


def head_of(session: Session, state: SessionState) -> Head:
    """What stands above the presentation."""
    about = ""
    if state.presentation is not None:
        item = session.items[state.presentation.item_id]
        language = LANGUAGES.get(item.language, item.language)
        about = f"Training · {language}" if state.in_training else f"{item.task_id} · {language}"
    return Head(
        title=session.study.title,
        about=about,
        rater=session.rater,
        done=state.done,
        total=state.total,
        active=minutes_said(state.active_ms),
        saved=saved_said(state.saved),
        can_undo=state.can_undo,
        can_redo=state.can_redo,
    )


def page_of(session: Session, state: SessionState, pointing: Pointing, ask: Prompt) -> Page | None:
    """The presentation on screen; None when there is none."""
    shown, rating = state.presentation, state.rating
    if shown is None or rating is None:
        return None
    item = session.items[shown.item_id]
    seen = pointing.reference and session.study.shows_reference
    return Page(
        id=shown.id,
        instruction=item.instruction,
        prompt=item.prompt,
        reference=(item.reference or "(this item has none)") if seen else None,
        has_reference=session.study.shows_reference,
        language=item.language,
        answers=tuple(_answer(session, shown, output, pointing) for output in shown.outputs),
        rows=_rows(session.study.instrument, state, pointing),
        ask=ask,
        comment=rating.comment,
        flagged=rating.flagged,
        later=rating.later,
        cannot_rate=rating.cannot_rate,
        submitted=rating.submitted,
        complete=not state.lacks,
        training=state.in_training,
    )


def _answer(session: Session, shown: Presentation, output: str, pointing: Pointing) -> Answer:
    rating = session.recorder.ledger.rating(shown.id)
    instrument = session.study.instrument
    spans = [span for span in rating.spans if span.output == output]
    missing = [one for one in rating.omissions if one.output == output]
    marks = [Marked(span.start, span.end) for span in spans]
    reveal = None
    if pointing.stretch is not None and pointing.stretch[0] == output:
        _output, start, end = pointing.stretch
        marks.insert(0, Marked(start, end, pointed=True))
        reveal = start
    notes = (
        *(Note(span.id, span_said(instrument, span)) for span in spans),
        *(Note(one.id, omission_said(instrument, one), omission=True) for one in missing),
    )
    letter = letter_of(shown, output)
    text = session.outputs[output].text
    return Answer(letter, output, text, tuple(marks), notes, output == pointing.output, reveal)


def _rows(instrument: Instrument, state: SessionState, pointing: Pointing) -> tuple[Row, ...]:
    """The questions that are shown now, in the instrument's order."""
    shown, rating = state.presentation, state.rating
    assert shown is not None
    assert rating is not None
    wanted = {(lack.question, lack.output) for lack in state.lacks if lack.what is What.EVIDENCE}
    asked = axes(instrument, shown, rating)
    rows = []
    for question in instrument.questions:
        cells = [
            replace(
                _cell(axis, shown, rating),
                focused=pointing.axis == axis.key,
                wanted=(question.id, axis.output) in wanted,
            )
            for axis in asked
            if axis.question is question
        ]
        if cells:
            rows.append(Row(question.name or question.text, tuple(cells), not question.required))
    return tuple(rows)


def _cell(axis: Axis, shown: Presentation, rating: Rating) -> Cell:
    choices = choices_of(axis.question, len(shown.outputs))
    value = rating.values.get(axis.key)
    values = [one for one, _label, _anchor in choices]
    words = UNANSWERED[value] if isinstance(value, Unanswered) else value if isinstance(value, str) else ""
    letter = letter_of(shown, axis.output) if len(shown.outputs) > 1 else ""
    wide = _in_words(axis.question, [label for _value, label, _anchor in choices])
    labels = [label if wide else str(place) for place, (_v, label, _a) in enumerate(choices, 1)]
    chosen = values.index(value) if isinstance(value, int) and value in values else None
    return Cell(axis.key, letter, tuple(labels), chosen, words, wide=wide)


def _in_words(question: Question, labels: Sequence[str]) -> bool:
    """Whether labels stand in the boxes: few and short ones, of what is no scale of numbers."""
    if question.kind is Kind.PREFERENCE:
        return True
    return (
        question.kind is not Kind.TEXT and len(labels) < 4 and all(len(one) <= SHORT_LABEL for one in labels)
    )
