"""What is asked about a presentation, one value at a time, in the order in which it is answered."""

from dataclasses import dataclass

from workbench.domain.instruments import answer_key, reason_key
from workbench.domain.studies import About, Instrument, Kind, Presentation, Question, Rating
from workbench.study.decisions import Value
from workbench.study.instrument_logic import Lack, What
from workbench.study.instrument_logic import lacking as lacking_of
from workbench.study.instrument_logic import shown as shown_of


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


def axes(instrument: Instrument, presentation: Presentation, rating: Rating) -> tuple[Axis, ...]:
    """The values that are asked for now, question by question, each about the answers from left to right."""
    visible = {
        output: {one.id for one in shown_of(instrument, rating.values, output)}
        for output in ("", *presentation.outputs)
    }
    found = []
    for question in instrument.questions:
        outputs = presentation.outputs if question.about is About.ANSWER else ("",)
        # Which is better is no question about a single answer.
        if question.kind is not Kind.PREFERENCE or len(presentation.outputs) > 1:
            found += [Axis(question, output) for output in outputs if question.id in visible[output]]
    return tuple(found)


def lacking(instrument: Instrument, presentation: Presentation, rating: Rating) -> tuple[Lack, ...]:
    """What has to be added before the rating can be submitted, in the order in which it is asked.

    Among more than two answers a preference is the place of the preferred one, so any number answers it.
    """
    asked = {(axis.question.id, axis.output): axis for axis in axes(instrument, presentation, rating)}
    found = []
    for lack in lacking_of(instrument, rating, presentation.outputs):
        axis = asked.get((lack.question, lack.output))
        if axis is not None and not _is_place(axis, lack, presentation, rating.values.get(axis.key)):
            found.append(lack)
    return tuple(found)


def _is_place(axis: Axis, lack: Lack, presentation: Presentation, value: Value | None) -> bool:
    several = axis.question.kind is Kind.PREFERENCE and len(presentation.outputs) > 2
    return several and lack.what is What.ANSWER and isinstance(value, int)
