"""How things are said on the Rate screen."""

from collections.abc import Sequence
from datetime import datetime

from workbench.domain.instruments import values_of
from workbench.domain.studies import (
    About,
    Instrument,
    Kind,
    Omission,
    Presentation,
    Question,
    Span,
    Unanswered,
)
from workbench.gui.presenters.keys_in_force import keys_said
from workbench.gui.presenters.phrases import start_of
from workbench.gui.presenters.rate_state import LETTERS
from workbench.study.axes import Axis
from workbench.study.decisions import Value
from workbench.study.instrument_logic import Lack, What

LANGUAGES = {
    "en": "English",
    "zh": "Chinese",
    "ja": "Japanese",
    "fr": "French",
    "ru": "Russian",
    "es": "Spanish",
}
SHORT_LABEL = 14
"""Letters of a label that fit in a box."""
UNANSWERED = {Unanswered.CANNOT_JUDGE: "cannot judge", Unanswered.NOT_APPLICABLE: "not applicable"}
_GRADED = (
    *("{first}, clearly", "{first}", "{first}, slightly", "Equal"),
    *("{last}, slightly", "{last}", "{last}, clearly"),
)


def letter_of(presentation: Presentation, output: str) -> str:
    """What an answer is called; "" for none."""
    return LETTERS[presentation.outputs.index(output)] if output in presentation.outputs else ""


def axis_said(axis: Axis, presentation: Presentation) -> str:
    """A value by its name: “Correctness · Answer B”."""
    name = axis.question.name or axis.question.text
    letter = letter_of(presentation, axis.output)
    return f"{name} · Answer {letter}" if letter and len(presentation.outputs) > 1 else name


def choices_of(question: Question, answers: int) -> tuple[tuple[int, str, str], ...]:
    """Value, label and meaning of everything that answers a question.

    Among more than two answers a preference is the place of the preferred one, or 0 for none.
    """
    if question.kind is Kind.PREFERENCE and answers > 2:
        places = [(place + 1, LETTERS[place], "") for place in range(answers)]
        return (*places, (0, "Equal", ""))
    if question.levels:
        return tuple((level.value, level.label, level.anchor) for level in question.levels)
    if question.kind is Kind.CHECK:
        return ((0, "Not met", ""), (1, "Met", ""))
    if question.kind is Kind.PREFERENCE:
        words = [one.format(first=LETTERS[0], last=LETTERS[1]) for one in _GRADED]
        return tuple(zip(values_of(question), words, [""] * len(words), strict=True))
    return ()


def value_said(question: Question, value: Value | None, answers: int) -> str:
    """A value in words."""
    if value is None:
        return "no value"
    if isinstance(value, Unanswered):
        return UNANSWERED[value]
    labels = {one: label for one, label, _anchor in choices_of(question, answers)}
    label = labels.get(value, str(value)) if isinstance(value, int) else value
    plain = question.kind is Kind.SCALE and isinstance(value, int)
    return f"{value} {label}" if plain else label


def preference_for(question: Question, answers: int, place: int | None) -> int:
    """The value that says that the answer at `place` is the better one, not graded; None: they are equal."""
    if place is None:
        return 0
    if answers > 2:
        return place + 1
    side = [
        value
        for value, _label, _anchor in choices_of(question, answers)
        if value and (value > 0) == bool(place)
    ]
    # The middle of the three grades, or the only one.
    return sorted(side, key=abs)[len(side) // 2]


def nudged(question: Question, answers: int, value: object, by: int) -> int:
    """One choice further left or right; without a value from the middle of a preference, else from an end."""
    values = [one for one, _label, _anchor in choices_of(question, answers)]
    if isinstance(value, int) and value in values:
        place = values.index(value) + by
    elif 0 in values and question.kind is Kind.PREFERENCE:
        place = values.index(0) + by
    else:
        place = 0 if by > 0 else len(values) - 1
    return values[min(max(place, 0), len(values) - 1)]


def lacks_said(lacks: Sequence[Lack], instrument: Instrument, presentation: Presentation) -> str:
    """What a rating lacks, the first by name."""
    if not lacks:
        return ""
    first = lacks[0]
    question = next(one for one in instrument.questions if one.id == first.question)
    name = axis_said(Axis(question, first.output if question.about is About.ANSWER else ""), presentation)
    more = f" {len(lacks) - 1} more after it." if len(lacks) > 1 else ""
    if first.what is What.EVIDENCE:
        keys = {usual: keys_said(usual) for usual in "EOW"}
        marks = f"mark an error ({keys['E']}) or an omission ({keys['O']}), or say why not ({keys['W']})"
        return f"{name}: {marks}.{more}"
    return f"{name} has no value yet.{more}"


def called(instrument: Instrument, one: str) -> str:
    """What an error type, an omission type or a severity is called."""
    return (instrument.labels or {}).get(one, one.replace("-", " "))


def span_said(instrument: Instrument, span: Span) -> str:
    """An error in words, its severity among them."""
    kind, severity = called(instrument, span.type), called(instrument, span.severity)
    return f"{kind} · {severity}: “{start_of(span.quote, 48)}”"


def omission_said(instrument: Instrument, omission: Omission) -> str:
    """An omission in words, its severity among them."""
    kind, severity = called(instrument, omission.type), called(instrument, omission.severity)
    return f"missing: {start_of(omission.text, 48)} ({kind} · {severity})"


def minutes_said(milliseconds: int) -> str:
    """Time worked: “active 21 min”."""
    minutes = milliseconds // 60_000
    if minutes < 60:
        return f"active {minutes} min"
    return f"active {minutes // 60} h {minutes % 60:02} min"


def saved_said(utc: str) -> str:
    """When the last decision was written, in this machine's time."""
    return f"saved {datetime.fromisoformat(utc).astimezone():%H:%M}" if utc else ""
