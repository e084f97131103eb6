"""What a study shows while it is blinded: agreement, sides, repeats, severity. No arm is known here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.domain.judgements import Choice, Side
from workbench.domain.studies import Question, Rating, Study
from workbench.evaluation.statistics.estimates import Resampling
from workbench.study.agreement.findings import AxisAgreement, SideBias
from workbench.study.agreement.raters import side_bias
from workbench.study.judged import Judged, judged, scale_of, together
from workbench.study.outcomes import rated_questions
from workbench.study.preferred import preference_questions
from workbench.study.results import (
    USUAL,
    AxisAgain,
    AxisSeverity,
    ResultsStep,
    again_on,
    agreement_on,
    severity_on,
)


@dataclass(frozen=True, slots=True)
class SidesOf:
    """How often the left side was chosen on one question."""

    question: str
    sides: tuple[SideBias, ...]
    """All raters together first; () without a choice."""


@dataclass(frozen=True, slots=True)
class BlindedResults:
    """What is known before anybody opens the key. Raters have the study's codes."""

    agreement: tuple[AxisAgreement, ...]
    again: tuple[AxisAgain, ...]
    severity: tuple[AxisSeverity, ...]
    sides: tuple[SidesOf, ...]


def blinded_results(
    study: Study, ratings: Sequence[Rating], resampling: Resampling = USUAL
) -> Iterator[ResultsStep | BlindedResults]:
    """Compute what needs no key; a step before each part, and the results at the end.

    Instances are taken as independent: which come from one source document is not known before.
    """
    rows, questions = judged(study, ratings), study.instrument.questions
    scaled = [one for one in questions if scale_of(one) is not None]
    axes, answers = rated_questions(questions), together(study)
    total = len(scaled) + len(axes)
    agreement: list[AxisAgreement] = []
    again: list[AxisAgain] = []
    severity: list[AxisSeverity] = []
    for question in scaled:
        yield ResultsStep(len(agreement), total, f"agreement: {question.name or question.id}")
        agreement.append(agreement_on(rows, question, answers, resampling))
        again.append(again_on(rows, question, answers, resampling))
    for question in axes:
        yield ResultsStep(len(scaled) + len(severity), total, f"severity: {question.name or question.id}")
        severity.append(severity_on(rows, question, resampling))
    sides = tuple(
        SidesOf(one.id, side_bias(found) if (found := choices(rows, one)) else ())
        for one in preference_questions(questions)
    )
    yield BlindedResults(tuple(agreement), tuple(again), tuple(severity), sides)


def choices(rows: Sequence[Judged], question: Question) -> tuple[Choice, ...]:
    """Which side each rater preferred in presentations of two answers, first passes only."""
    return tuple(
        Choice(row.thing, row.rater, None if not row.value else Side.LEFT if row.value < 0 else Side.RIGHT)
        for row in rows
        if row.question == question.id and row.main and len(row.outputs) == 2 and isinstance(row.value, int)
    )
