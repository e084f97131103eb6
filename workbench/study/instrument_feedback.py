"""Training: how a rating agrees with what an item's authors expect, and whether a rater may go on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.domain.errors import UnknownNameError
from workbench.domain.instruments import answer_key
from workbench.domain.studies import About, Instrument, Rating, StudyItem, Unanswered
from workbench.study.instrument_logic import shown, value_of


@dataclass(frozen=True, slots=True)
class Compared:
    """One value of a rating beside the expected one."""

    question: str
    output: str
    """Empty when the question is about the instance."""
    expected: int
    given: int | str | Unanswered | None
    """None when it was not answered, or not asked after an earlier answer."""

    @property
    def right(self) -> bool:
        """Whether they are equal."""
        return self.given == self.expected


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a rater is told after a training item."""

    compared: tuple[Compared, ...]
    """In the instrument's order."""
    why: str = ""
    """The authors' explanation."""

    @property
    def share(self) -> float | None:
        """The share of right values; None when nothing is expected."""
        return share_right((self,))


def feedback(instrument: Instrument, item: StudyItem, rating: Rating, outputs: Sequence[str]) -> Feedback:
    """A rating compared with an item's expected values.

    A value that is expected of a question about answers holds for all outputs, unless there is one for
    the output itself.

    Raises:
        UnknownNameError: a value is expected of a question or an output that is not there.
    """
    expected = item.expected or {}
    compared, used = [], set()
    visible = {
        output: {one.id for one in shown(instrument, rating.values, output)} for output in ("", *outputs)
    }
    for question in instrument.questions:
        for output in outputs if question.about is About.ANSWER else ("",):
            key = answer_key(question.id, output)
            key = key if key in expected else question.id
            if key in expected:
                asked = question.id in visible[output]
                given = value_of(question, rating.values, output) if asked else None
                compared.append(Compared(question.id, output, expected[key], given))
            used |= {key, question.id}
    for key in expected:
        if key not in used:
            raise UnknownNameError("question or output", key, [one.id for one in instrument.questions])
    return Feedback(tuple(compared), item.feedback)


def share_right(given: Iterable[Feedback]) -> float | None:
    """The share of right values in several items together; None when nothing is expected."""
    marks = [one.right for each in given for one in each.compared]
    return sum(marks) / len(marks) if marks else None


def passed(given: Iterable[Feedback], pass_mark: float | None) -> bool:
    """Whether a rater may go on: nothing is asked of them, or they were right often enough."""
    share = share_right(given)
    return pass_mark is None or share is None or share >= pass_mark
