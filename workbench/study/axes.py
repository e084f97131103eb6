"""What is asked about a presentation, one value at a time, in the order in which it is answered."""

from dataclasses import dataclass

from workbench.domain.instruments import answer_key, reason_key
from workbench.domain.studies import About, Instrument, Kind, Presentation, Question, Rating
from workbench.study.decisions import Value


@dataclass(frozen=True, slots=True)
class Axis:
    """One value to be given: a question about an answer, or about all of them."""

    question: Question
    output: str = ""
    """The id of the answer; "" when it is about the instance."""

    @property
    def key(self) -> str:
        """Its key in `Rating.values`."""
        return answer_key(self.question.id, self.output)

    @property
    def reason_key(self) -> str:
        """The key of the reason why nothing was marked."""
        return reason_key(self.question.id, self.output)


@dataclass(frozen=True, slots=True)
class Lack:
    """Something without which a rating cannot be submitted."""

    axis: Axis
    evidence: bool = False
    """Whether it has its value, and an error, an omission or a reason is missing."""


def axes(instrument: Instrument, presentation: Presentation, rating: Rating) -> tuple[Axis, ...]:
    """The values that are asked for now: skip logic is applied to what is answered so far."""
    found = []
    for question in instrument.questions:
        outputs = presentation.outputs if question.about is About.ANSWER else ("",)
        # Which is better is no question about a single answer.
        if question.kind is Kind.PREFERENCE and len(presentation.outputs) < 2:
            continue
        found += [Axis(question, output) for output in outputs if _shown(question, output, rating)]
    return tuple(found)


def lacking(instrument: Instrument, presentation: Presentation, rating: Rating) -> tuple[Lack, ...]:
    """What has to be added before the rating can be submitted."""
    found = []
    for axis in axes(instrument, presentation, rating):
        value = rating.values.get(axis.key)
        if value is None or value == "":
            if axis.question.required:
                found.append(Lack(axis))
        elif asks_for_evidence(axis, value) and not _has_evidence(axis, rating):
            found.append(Lack(axis, evidence=True))
    return tuple(found)


def asks_for_evidence(axis: Axis, value: Value | None) -> bool:
    """Whether an error or an omission has to be named for this value, or a reason why not."""
    return isinstance(value, int) and value in axis.question.evidence_if


def _has_evidence(axis: Axis, rating: Rating) -> bool:
    marks = (*rating.spans, *rating.omissions)
    return axis.reason_key in rating.values or any(
        not axis.output or one.output == axis.output for one in marks
    )


def _shown(question: Question, output: str, rating: Rating) -> bool:
    condition = question.shown_if
    if condition is None:
        return True
    value = rating.values.get(answer_key(condition.question, output))
    if value is None:
        value = rating.values.get(condition.question)
    return value in condition.values
