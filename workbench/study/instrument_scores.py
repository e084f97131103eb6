"""Ratings as numbers: the values of each axis as they are, and the score of a checklist."""

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.domain.studies import About, Instrument, Kind, Unanswered
from workbench.study.instrument_logic import Values, shown, value_of


@dataclass(frozen=True, slots=True)
class AxisScore:
    """The value of one question."""

    question: str
    value: int | None
    reason: str = ""
    """Why there is no value: "cannot judge", "not applicable", "not asked" or "not answered"."""


@dataclass(frozen=True, slots=True)
class ChecklistScore:
    """What an answer achieves on the criteria that were judged."""

    achieved: float
    """Points of the criteria that are met, negative ones included."""
    possible: float
    """The positive points."""
    share: float | None
    """Achieved over possible. May be below 0; see `checklist_mean`."""
    reason: str = ""
    """Why there is no share."""
    unjudged: tuple[str, ...] = ()
    """Criteria without a value. They count neither as achieved nor as possible."""

    @property
    def clipped(self) -> float | None:
        """The share, from 0 to 1."""
        return None if self.share is None else min(1.0, max(0.0, self.share))


def axis_scores(instrument: Instrument, values: Values, output: str = "") -> tuple[AxisScore, ...]:
    """The value of each question about an answer, or about the instance, as it was given."""
    asked = {question.id for question in shown(instrument, values, output)}
    found = []
    for question in instrument.questions:
        if question.kind is Kind.TEXT or (question.about is About.ANSWER) != bool(output):
            continue
        value = value_of(question, values, output) if question.id in asked else None
        if isinstance(value, Unanswered):
            found.append(AxisScore(question.id, None, value.value))
        elif isinstance(value, int):
            found.append(AxisScore(question.id, value))
        else:
            reason = "not answered" if question.id in asked else "not asked"
            found.append(AxisScore(question.id, None, reason))
    return tuple(found)


def checklist_score(instrument: Instrument, values: Values, output: str = "") -> ChecklistScore:
    """The score of an answer on an instrument's criteria.

    HealthBench (Arora et al. 2025; `calculate_score` of its published code): achieved points over the
    sum of the positive points. People, other than a model that grades, may leave a criterion unjudged:
    it is taken out of both sums and named.
    """
    criteria = {one.id: one.points for one in instrument.questions if one.kind is Kind.CHECK}
    scores = [one for one in axis_scores(instrument, values, output) if one.question in criteria]
    judged = [(criteria[one.question] or 0.0, one.value) for one in scores if one.value is not None]
    achieved = sum(points for points, value in judged if value == 1)
    possible = sum(points for points, _ in judged if points > 0)
    unjudged = tuple(one.question for one in scores if one.value is None)
    if possible > 0:
        return ChecklistScore(achieved, possible, achieved / possible, unjudged=unjudged)
    reason = "no criterion with positive points was judged" if scores else "there are no criteria"
    return ChecklistScore(achieved, possible, None, reason, unjudged)


def checklist_mean(scores: Iterable[ChecklistScore]) -> float | None:
    """The mean share of several answers, clipped to 0 to 1 as a whole; None without any share.

    As HealthBench's published code does it, single answers are not clipped before.
    """
    shares = [one.share for one in scores if one.share is not None]
    return min(1.0, max(0.0, sum(shares) / len(shares))) if shares else None
