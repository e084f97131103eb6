"""Disagreements in words, and the one that is open as a page. No rater has a name here. Pure."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from workbench.domain.adjudications import Cause, Resolution
from workbench.domain.key_table import Where
from workbench.domain.studies import About, Kind, Question, Study
from workbench.gui.presenters.adjudication_values import Disagreement, Draft, Opinion, Queue, QueueRow
from workbench.gui.presenters.keys_in_force import keys_said
from workbench.gui.presenters.rate_state import LETTERS, Answer, Marked, Mode, Note, Option, Page, Prompt
from workbench.gui.presenters.rate_words import (
    LANGUAGES,
    choices_of,
    omission_said,
    span_said,
    value_said,
)
from workbench.gui.presenters.study_coverage import item_words

if TYPE_CHECKING:
    from workbench.study.adjudication import Case
    from workbench.study.adjudication import Opinion as Said

CAUSES = (
    ("S", Cause.SLIP, "Slip", "A rater overlooked something or pressed a wrong key"),
    ("P", Cause.GUIDELINE_GAP, "Guideline gap", "The guidelines do not say, or not clearly"),
    ("M", Cause.TRUE_AMBIGUITY, "True ambiguity", "Medicine allows more than one answer"),
    ("I", Cause.ITEM_FAULT, "Item fault", "The item is unclear, lacks context, or is wrong"),
)
"""Key, cause, its name, and what it means."""
NO_VALUE = "No value is right"
_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def queue_of(study: Study, cases: Iterable["Case"]) -> Queue:
    """The queue in words, from its cases with the worst first."""
    items = {item.id: item for item in study.items}
    questions = {one.id: one for one in study.instrument.questions}
    seen = _seen_with(study)
    entries = []
    for place, case in enumerate(cases):
        question = questions[case.question]
        outputs = seen.get(case.thing, case.outputs)
        letter = LETTERS[outputs.index(case.thing)] if case.thing in outputs and len(outputs) > 1 else ""
        about = item_words(items[case.item_id])
        said = [_said(question, one, len(outputs)) for one in case.opinions]
        short = [_said(question, one, len(outputs), short=True) for one in case.opinions]
        entries.append(
            Disagreement(
                case,
                place,
                question,
                outputs,
                question.name or question.text,
                f"{letter} of {about}" if letter else about,
                " · ".join(short),
                " · ".join(said),
            )
        )
    named = {one.case.question for one in entries}
    return Queue(
        study,
        items,
        {one.id: one for one in study.outputs},
        tuple(entries),
        tuple(QueueRow(one, None) for one in entries),
        tuple((one.id, one.name or one.text) for one in study.instrument.questions if one.id in named),
    )


def title_of(entry: Disagreement) -> str:
    """What is to be decided: “Correctness · Answer B”."""
    if entry.question.about is About.INSTANCE or len(entry.outputs) < 2:
        return entry.name
    return f"{entry.name} · Answer {LETTERS[entry.outputs.index(entry.case.thing)]}"


def about_of(queue: Queue, entry: Disagreement) -> str:
    """Task and language."""
    item = queue.items[entry.case.item_id]
    return f"{item.task_id} · {LANGUAGES.get(item.language, item.language)}"


def page_of(queue: Queue, entry: Disagreement, ask: Prompt, reference: bool) -> Page:
    """The texts as raters saw them, with every rater's marks."""
    item, study = queue.items[entry.case.item_id], queue.study
    answers = []
    for letter, output in zip(LETTERS, entry.outputs, strict=False):
        spans = {
            (span.start, span.end)
            for one in entry.case.opinions
            for span in one.spans
            if span.output == output
        }
        marks = tuple(Marked(start, end) for start, end in sorted(spans))
        judged = output == entry.case.thing
        first = marks[0].start if marks and judged else None
        answers.append(Answer(letter, output, queue.outputs[output].text, marks, (), judged, first))
    return Page(
        id="/".join(entry.key),
        instruction=item.instruction,
        prompt=item.prompt,
        reference=(item.reference or "(this item has none)") if reference else None,
        has_reference=study.shows_reference,
        language=item.language,
        answers=tuple(answers),
        rows=(),
        ask=ask,
    )


def opinions_of(queue: Queue, entry: Disagreement, draft: Draft) -> tuple[Opinion, ...]:
    """A column for each rater."""
    question, answers = entry.question, len(entry.outputs)
    meanings: dict[object, str] = {value: anchor for value, _label, anchor in choices_of(question, answers)}
    found = []
    for place, one in enumerate(entry.case.opinions):
        numeral = _NUMERALS[place] if place < len(_NUMERALS) else str(place + 1)
        found.append(
            Opinion(
                f"Rater {numeral}",
                _said(question, one, answers),
                meanings.get(one.value, ""),
                _notes(queue.study, entry, one),
                one.comment,
                draft.valued and one.value is not None and draft.value == one.value,
            )
        )
    return tuple(found)


def prompt_of(entry: Disagreement, draft: Draft, decided: bool) -> Prompt:
    """Digits for what is right, letters for why raters differed."""
    choices = choices_of(entry.question, len(entry.outputs))
    options = [
        Option(str(place), label, anchor, draft.valued and draft.value == value)
        for place, (value, label, anchor) in enumerate(choices, 1)
    ]
    options.append(Option("0", NO_VALUE, "", draft.valued and draft.value is None))
    options += [Option(key, name, meaning, draft.cause is cause) for key, cause, name, meaning in CAUSES]
    graded = ""
    if entry.question.kind is Kind.PREFERENCE:
        a, b, equal, less, more = (_key(one) for one in ("A", "B", "T", "Left", "Right"))
        graded = f"; {a}, {b} or {equal} for equal, {less} {more} how clearly"
    if decided:
        hint = f"Decided. {_key('Return')} goes on; another key changes it"
    elif draft.complete:
        hint = f"{_key('Return')} keeps it and goes on"
    elif draft.valued:
        hint = "Now the letter of the cause: why did raters differ?"
    else:
        hint = f"A digit for what is right{graded}, and a letter for why raters differed"
    return Prompt(Mode.SCORE, title_of(entry), entry.question.text, tuple(options), hint)


def _key(usual: str) -> str:
    """The key in force for this, as it is said in a sentence."""
    return keys_said(usual, where=Where.ADJUDICATE)


def note_prompt(entry: Disagreement, note: str) -> Prompt:
    """The field for a note."""
    hint = "It is kept with the decision. Enter or Esc goes back."
    return Prompt(
        Mode.COMMENT, f"Note · {title_of(entry)}", hint=hint, field=note, placeholder="In your words"
    )


def resolution_said(entry: Disagreement, resolution: Resolution | None, *, short: bool = False) -> str:
    """What was decided, in a few words; empty while it is open. `short` says a level by its number."""
    if resolution is None:
        return ""
    value = NO_VALUE.lower()
    if resolution.value is not None:
        say = _short if short else value_said
        value = say(entry.question, resolution.value, len(entry.outputs))
    return f"{value} · {resolution.cause.value}"


def draft_of(resolution: Resolution | None) -> Draft:
    """What was decided as what is chosen."""
    if resolution is None:
        return Draft()
    return Draft(True, resolution.value, resolution.cause, resolution.note)


def value_of_digit(question: Question, answers: int, digit: int) -> tuple[bool, int | None]:
    """Whether a digit chooses anything, and the value; 0 says that no value is right."""
    choices = choices_of(question, answers)
    if digit == 0:
        return True, None
    return (True, choices[digit - 1][0]) if digit <= len(choices) else (False, None)


def _notes(study: Study, entry: Disagreement, one: "Said") -> tuple[Note, ...]:
    """What a rater marked and missed; which answer it is in where several are asked about together."""
    together = entry.question.about is About.INSTANCE and len(entry.outputs) > 1

    def where(output: str) -> str:
        return f"{LETTERS[entry.outputs.index(output)]}: " if together and output in entry.outputs else ""

    instrument = study.instrument
    return (
        *(Note("", f"{where(span.output)}error: {span_said(instrument, span)}") for span in one.spans),
        *(
            Note("", where(lack.output) + omission_said(instrument, lack), omission=True)
            for lack in one.omissions
        ),
    )


def _short(question: Question, value: int, answers: int) -> str:
    """A value in a word; on a scale its number."""
    return str(value) if question.kind is Kind.SCALE else value_said(question, value, answers)


def _said(question: Question, one: "Said", answers: int, *, short: bool = False) -> str:
    """What a rater said, or that they cannot judge it."""
    if one.absent is not None or one.value is None:
        return str(one.absent)
    # What is decided about has whole numbers for values.
    return (_short if short else value_said)(question, int(one.value), answers)


def _seen_with(study: Study) -> Mapping[str, tuple[str, ...]]:
    """For each answer, the ones that everybody who saw it saw beside it, and itself, by their random ids."""
    seen: dict[str, set[str]] = {}
    for shown in study.presentations:
        for output in shown.outputs:
            seen.setdefault(output, set(shown.outputs)).intersection_update(shown.outputs)
    return {output: tuple(sorted(others)) for output, others in seen.items()}
