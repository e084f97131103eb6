"""All results of a study from its ratings and the opened key, step by step."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workbench.domain.studies import Arm, Kind, Question, Rating, Split, Study, StudyKey
from workbench.evaluation.statistics.estimates import Resampling
from workbench.study.agreement.drift import drift
from workbench.study.agreement.findings import (
    AxisAgreement,
    Reversals,
    Rolling,
    SelfAgreement,
    SeverityFit,
)
from workbench.study.agreement.raters import reversals, self_agreement
from workbench.study.agreement.report import axis_agreement
from workbench.study.agreement.severity import severity
from workbench.study.coverage import (
    Coverage,
    Pace,
    Unjudged,
    coverage,
    natural,
    pace_by_item,
    pace_by_rater,
    unjudged,
)
from workbench.study.judged import (
    Judged,
    anonymous,
    author_question,
    judged,
    judgements,
    scale_of,
    sources,
    together,
)
from workbench.study.marks import (
    Blinding,
    Looked,
    MarkCount,
    Marked,
    blinding,
    looked_at,
    mark_counts,
    marked,
)
from workbench.study.outcomes import (
    ArmsTested,
    AxisOfArm,
    Checklist,
    Filled,
    arms_tested,
    axes_of_arms,
    checklists,
    filled_tests,
    rated_questions,
)
from workbench.study.preferred import Preferred, preference_questions, preferred, repeats

USUAL = Resampling(resamples=2_000)


@dataclass(frozen=True, slots=True)
class ResultsStep:
    """How far the computing is."""

    done: int
    total: int
    about: str
    """What comes next, such as "agreement: Correctness"."""


@dataclass(frozen=True, slots=True)
class AxisAgain:
    """How far raters agree with themselves on one question."""

    question: str
    agreement: tuple[SelfAgreement, ...]
    """All raters together first; () without a repeat."""
    reversed: tuple[Reversals, ...]
    """Of preferences; () of other questions."""


@dataclass(frozen=True, slots=True)
class AxisSeverity:
    """How severe raters are on one axis, and how that changes."""

    question: str
    fit: SeverityFit
    lines: Mapping[str, tuple[Rolling, ...]]
    """By rater, over their order: the rolling mean of how far above the others they scored."""


@dataclass(frozen=True, slots=True)
class Results:
    """Everything a study found. Raters have codes that do not name them."""

    study: Study
    key: StudyKey
    """With the arms that are compared."""
    names: Mapping[str, str]
    """The study's codes of raters to those in these results. Not for the report."""
    resampling: Resampling
    ratings: tuple[Rating, ...]
    """As they were handed in."""
    rows: tuple[Judged, ...]
    coverage: Coverage
    unjudged: tuple[Unjudged, ...]
    by_rater: tuple[Pace, ...]
    by_item: tuple[Pace, ...]
    agreement: tuple[AxisAgreement, ...]
    again: tuple[AxisAgain, ...]
    severity: tuple[AxisSeverity, ...]
    axes: tuple[AxisOfArm, ...]
    tests: tuple[ArmsTested, ...]
    filled: tuple[Filled, ...]
    checklists: tuple[Checklist, ...]
    preferences: tuple[Preferred, ...]
    marks: tuple[Marked, ...]
    mark_counts: tuple[MarkCount, ...]
    looked: tuple[Looked, ...]
    blinding: Blinding | None
    no_blinding: str
    """Why the blinding was not measured; empty when it was."""

    @property
    def arms(self) -> tuple[str, ...]:
        """Ids of the arms, in the key's order."""
        return tuple(arm.id for arm in self.key.arms)

    def question(self, name: str) -> Question:
        """The instrument's question of that id."""
        return next(one for one in self.study.instrument.questions if one.id == name)


@dataclass(slots=True)
class _Work:
    """What is given, and what is found so far."""

    study: Study
    key: StudyKey
    ratings: Sequence[Rating]
    names: Mapping[str, str]
    rows: tuple[Judged, ...]
    authors: Mapping[str, int]
    resampling: Resampling
    agreement: list[AxisAgreement] = field(default_factory=list)
    again: list[AxisAgain] = field(default_factory=list)
    severity: list[AxisSeverity] = field(default_factory=list)
    preferences: list[Preferred] = field(default_factory=list)


def results(
    study: Study,
    key: StudyKey,
    ratings: Sequence[Rating],
    *,
    authors: Mapping[str, int] | None = None,
    resampling: Resampling = USUAL,
) -> Iterator[ResultsStep | Results]:
    """Compute everything; a step before each part, and the results at the end.

    `authors` says which value of the guess at the author is right for each arm. Raises ValueError when the
    key is another study's, and as `judged` does.
    """
    if key.study_id != study.id:
        raise ValueError(f"the key is of the study {key.study_id}, not of {study.id}")
    names = anonymous(study, key.secret)
    key = replace(key, arms=_compared(study, key))
    rows = judged(study, ratings, key, names)
    questions = study.instrument.questions
    scaled = [one for one in questions if scale_of(one) is not None]
    answers = together(study)
    axes, asked = rated_questions(questions), preference_questions(questions)
    work = _Work(study, key, ratings, names, rows, authors or {}, resampling)
    total = len(scaled) + len(axes) + len(asked) + 1
    done = 0
    for question in scaled:
        yield ResultsStep(done, total, f"agreement: {question.name or question.id}")
        work.agreement.append(agreement_on(rows, question, answers, resampling))
        work.again.append(again_on(rows, question, answers, resampling))
        done += 1
    for question in axes:
        yield ResultsStep(done, total, f"severity: {question.name or question.id}")
        work.severity.append(severity_on(rows, question, resampling))
        done += 1
    for question in asked:
        yield ResultsStep(done, total, f"preference: {question.name or question.id}")
        work.preferences.append(
            preferred(study, key, rows, question, main=question is asked[0], resampling=resampling)
        )
        done += 1
    yield ResultsStep(done, total, "arms")
    yield _together(work)


def _compared(study: Study, key: StudyKey) -> tuple[Arm, ...]:
    """The arms that are compared: not what was written for training alone."""
    items = {item.id for item in study.items if item.split is not Split.TRAINING}
    used = {key.outputs[one.id][0] for one in study.outputs if one.item_id in items and one.id in key.outputs}
    return tuple(arm for arm in key.arms if arm.id in used)


def _together(work: _Work) -> Results:
    """The results from what was found axis by axis, and what is quick to count."""
    study, key, rows, resampling = work.study, work.key, work.rows, work.resampling
    questions, arms = study.instrument.questions, [arm.id for arm in key.arms]
    marks = marked(study, work.ratings, work.names, key)
    blinded = blinding(rows, questions, work.authors, resampling)
    tested = arms_tested(rows, questions, arms, resampling)
    return Results(
        study=study,
        key=key,
        names=work.names,
        resampling=resampling,
        ratings=tuple(work.ratings),
        rows=rows,
        coverage=coverage(study, work.ratings, work.names),
        unjudged=unjudged(rows),
        by_rater=pace_by_rater(study, work.ratings, work.names),
        by_item=pace_by_item(study, work.ratings),
        agreement=tuple(work.agreement),
        again=tuple(work.again),
        severity=tuple(work.severity),
        axes=axes_of_arms(rows, questions, arms, resampling),
        tests=tested,
        filled=filled_tests(rows, questions, tested),
        checklists=checklists(rows, questions, arms, resampling),
        preferences=tuple(work.preferences),
        marks=marks,
        mark_counts=mark_counts(marks),
        looked=looked_at(study, work.ratings, key, marks, resampling),
        blinding=blinded,
        no_blinding="" if blinded is not None else _no_blinding(questions, work.authors),
    )


def _no_blinding(questions: Sequence[Question], authors: Mapping[str, int]) -> str:
    if author_question(questions) is None:
        return "the instrument does not ask who wrote an answer"
    return "nobody guessed" if authors else "it was not said which guess is right for which arm"


def agreement_on(
    rows: Sequence[Judged], question: Question, answers: int, resampling: Resampling
) -> AxisAgreement:
    """How far raters agree on a question with a scale, with so many answers at a time."""
    scale = scale_of(question, answers)
    assert scale is not None
    return axis_agreement(
        question.id, judgements(rows, question, answers), scale, resampling=resampling, clusters=sources(rows)
    )


def again_on(rows: Sequence[Judged], question: Question, answers: int, resampling: Resampling) -> AxisAgain:
    """How far raters agree with themselves on a question, where it came back in hiding."""
    scale, found = scale_of(question, answers), repeats(rows, question, answers)
    if scale is None or not found:
        return AxisAgain(question.id, (), ())
    turned = reversals(found) if question.kind is Kind.PREFERENCE and answers == 2 else ()
    return AxisAgain(question.id, self_agreement(found, scale, resampling), turned)


def severity_on(rows: Sequence[Judged], question: Question, resampling: Resampling) -> AxisSeverity:
    """How severe raters are on a question whose levels have an order."""
    scale, found = scale_of(question), judgements(rows, question)
    assert scale is not None
    clusters = sources(rows)
    lines = drift(found, resampling, clusters)
    return AxisSeverity(
        question.id,
        severity(found, scale, resampling, clusters),
        {rater: lines[rater] for rater in sorted(lines, key=natural)},
    )
