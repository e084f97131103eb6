"""Which questions are to be asked now, and what a rating still lacks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.instruments import answer_key, reason_key, values_of
from workbench.domain.studies import About, Instrument, Kind, Question, Rating, Unanswered

Values = Mapping[str, int | str | Unanswered]
"""As in `Rating.values`."""


class What(StrEnum):
    """What a rating lacks at a question."""

    ANSWER = "answer"
    """A value, or that it cannot be judged."""
    EVIDENCE = "evidence"
    """An error or an omission that is marked in the answer, or a reason why none is."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is needed before a rating can be submitted."""

    question: str
    output: str
    """Empty when the question is about the instance."""
    what: What


def shown(instrument: Instrument, values: Values, output: str = "") -> tuple[Question, ...]:
    """The questions to ask now: about one answer when its id is given, else those about the instance.

    A value counts only while its own question is shown, so that what was answered before a change of
    mind shows nothing.
    """
    about = About.ANSWER if output else About.INSTANCE
    visible: dict[str, Question] = {}
    for question in instrument.questions:
        if question.about is about or question.about is About.INSTANCE:
            condition = question.shown_if
            asked = visible.get(condition.question) if condition else None
            if condition is None or (
                asked is not None and value_of(asked, values, output) in condition.values
            ):
                visible[question.id] = question
    return tuple(question for question in visible.values() if question.about is about)


def value_of(question: Question, values: Values, output: str = "") -> int | str | Unanswered | None:
    """The answer to a question, about the output where it is one about answers; None without a valid one."""
    value = values.get(answer_key(question.id, output if question.about is About.ANSWER else ""))
    return value if value is not None and answers(question, value) else None


def answers(question: Question, value: object) -> bool:
    """Whether the value is one that this question takes."""
    if isinstance(value, Unanswered):
        return question.cannot_judge if value is Unanswered.CANNOT_JUDGE else question.not_applicable
    if question.kind is Kind.TEXT:
        return isinstance(value, str) and bool(value.strip())
    return isinstance(value, int) and not isinstance(value, bool) and value in values_of(question)


def lacking(instrument: Instrument, rating: Rating, outputs: Sequence[str]) -> tuple[Lack, ...]:
    """What is still needed, in the order in which it is asked; nothing when it cannot be rated at all.

    An error or an omission marked in an answer is evidence for every low value of that answer, and one
    in any answer for low values about the instance.
    """
    if rating.cannot_rate is not None:
        return ()
    order = {question.id: place for place, question in enumerate(instrument.questions)}
    found = [lack for output in (*outputs, "") for lack in _of(instrument, rating, output)]
    return tuple(sorted(found, key=lambda lack: order[lack.question]))


def _of(instrument: Instrument, rating: Rating, output: str) -> Iterator[Lack]:
    """What is needed about one answer, or about the instance."""
    places = {span.output for span in rating.spans} | {omission.output for omission in rating.omissions}
    marked = output in places if output else bool(places)
    for question in shown(instrument, rating.values, output):
        value = value_of(question, rating.values, output)
        if value is None:
            if question.required:
                yield Lack(question.id, output, What.ANSWER)
        elif value in question.evidence_if and not marked and not _reason(rating, question.id, output):
            yield Lack(question.id, output, What.EVIDENCE)


def _reason(rating: Rating, question: str, output: str) -> str:
    """Why nothing was marked."""
    reason = rating.values.get(reason_key(question, output), "")
    return reason.strip() if isinstance(reason, str) else ""
