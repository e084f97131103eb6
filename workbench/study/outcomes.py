"""What raters said of each arm: levels, means, shares best and worst, and paired tests between arms."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from workbench.domain.instruments import values_of
from workbench.domain.studies import About, Kind, Question
from workbench.evaluation.statistics.estimates import ALL_EQUAL, NOTHING, Estimate, Resampling, Total
from workbench.evaluation.statistics.intervals import mean
from workbench.evaluation.statistics.paired import NO_DIFFERENCE, difference
from workbench.study.judged import Absent, Judged, author_question
from workbench.study.preferences.item_tests import TestedAxis, axis_differences, axis_tests

USUAL = Resampling(resamples=2_000)

ItemMeans = dict[str, dict[str, float]]
"""By axis and instance: the mean over raters."""


@dataclass(frozen=True, slots=True)
class AxisOfArm:
    """One axis of one arm."""

    question: str
    arm: str
    counts: tuple[tuple[int, int], ...]
    """How often each level was given, in the instrument's order."""
    mean: Estimate
    """In points of the scale, with instances drawn again. Nothing of a choice without order."""
    best: Estimate
    """The share of answers in the highest level, in percent."""
    worst: Estimate
    """The share in the lowest level, in percent."""

    @property
    def n(self) -> int:
        """Answers of raters."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class ArmsTested:
    """Two arms on one axis, instance by instance."""

    question: str
    first: str
    second: str
    difference: Estimate
    """Second less first, in points of the scale."""
    tested: TestedAxis
    """Its p-values are adjusted by Holm over all axes and pairs of arms."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A difference between arms if what was not judged were as bad for it as can be."""

    question: str
    first: str
    second: str
    count: int
    """Answers that were filled in."""
    rated: float | None
    """Second less first, as rated."""
    worst: float | None
    """The same, filled in."""


@dataclass(frozen=True, slots=True)
class Checklist:
    """How much of a weighted checklist an arm reached."""

    arm: str
    score: Estimate
    """In percent: points reached over the points that could be, averaged over raters and answers."""
    answers: int
    """Judgements of an answer by a rater that a score could be made of."""
    without: int
    """Judgements with no criterion of positive points that was decided."""
    undecided: int
    """Criteria that were not decided; they count in neither sum."""


def rated_questions(questions: Sequence[Question]) -> tuple[Question, ...]:
    """The axes: questions about answers with levels in an order; not how sure a rater is of the author."""
    author = author_question(questions)
    return tuple(
        one
        for one in questions
        if one.about is About.ANSWER
        and one.kind is Kind.SCALE
        and one.levels
        and not (author and one.shown_if and one.shown_if.question == author.id)
    )


def axes_of_arms(
    rows: Sequence[Judged], questions: Sequence[Question], arms: Sequence[str], resampling: Resampling = USUAL
) -> tuple[AxisOfArm, ...]:
    """Every question about answers with levels, for each arm, first passes only."""
    found = []
    for question in questions:
        if question.about is not About.ANSWER or not values_of(question):
            continue
        for arm in arms:
            chosen = [one for one in rows if one.main and one.question == question.id and one.arm == arm]
            found.append(_axis(question, arm, _decided(chosen), resampling))
    return tuple(found)


def item_means(rows: Sequence[Judged], questions: Sequence[Question], arm: str) -> ItemMeans:
    """The mean over raters for each axis and instance of one arm, first passes only."""
    held: dict[str, dict[str, list[int]]] = {question.id: defaultdict(list) for question in questions}
    for row in rows:
        if row.main and row.arm == arm and row.question in held and isinstance(row.value, int):
            held[row.question][row.source].append(row.value)
    return {
        axis: {source: sum(values) / len(values) for source, values in by_source.items()}
        for axis, by_source in held.items()
    }


def arms_tested(
    rows: Sequence[Judged], questions: Sequence[Question], arms: Sequence[str], resampling: Resampling = USUAL
) -> tuple[ArmsTested, ...]:
    """Every pair of arms on every axis, adjusted by Holm over all of these tests.

    One number for each instance, the mean over its raters: raters of an instance do not count as instances.
    """
    axes = rated_questions(questions)
    means = {arm: item_means(rows, axes, arm) for arm in arms}
    pairs: dict[str, tuple[str, str, str]] = {}
    differences: dict[str, Mapping[str, float]] = {}
    for first, second in combinations(arms, 2):
        apart = axis_differences(means[first], means[second])
        for axis in apart:
            name = f"{axis} {first} {second}"
            pairs[name], differences[name] = (axis, first, second), apart[axis]
    found = []
    for tested in axis_tests(differences, resampling):
        axis, first, second = pairs[tested.axis]
        shared = sorted(differences[tested.axis])
        estimate = difference(
            Total.MEAN,
            [means[first][axis][source] for source in shared],
            [means[second][axis][source] for source in shared],
            resampling=resampling,
        )
        found.append(ArmsTested(axis, first, second, _of_scale(estimate), replace(tested, axis=axis)))
    return tuple(found)


def filled_tests(
    rows: Sequence[Judged], questions: Sequence[Question], tested: Sequence[ArmsTested]
) -> tuple[Filled, ...]:
    """Each difference with what was not judged filled in against it; only those with something to fill.

    The arm that did better gets the lowest level and the other one the highest, for every question that was
    asked and has no value: the worst case of Horowitz and Manski 2000, JASA
    95:77-84. What was never rated at all is not filled.
    """
    found = []
    for one in tested:
        question = next(each for each in questions if each.id == one.question)
        low, high = min(values_of(question)), max(values_of(question))
        better = one.second if (one.difference.value or 0) > 0 else one.first
        blank = [
            row
            for row in rows
            if row.main
            and row.question == one.question
            and row.arm in {one.first, one.second}
            and row.absent in _FILLED
        ]
        if not blank:
            continue
        kept = [row for row in rows if row.question == one.question and row.absent is None]
        kept += [replace(row, value=low if row.arm == better else high, absent=None) for row in blank]
        means = [item_means(kept, [question], arm)[question.id] for arm in (one.first, one.second)]
        shared = sorted(means[0].keys() & means[1].keys())
        value = (
            sum(means[1][source] - means[0][source] for source in shared) / len(shared) if shared else None
        )
        found.append(Filled(one.question, one.first, one.second, len(blank), one.difference.value, value))
    return tuple(found)


_FILLED = {Absent.CANNOT_JUDGE, Absent.NOT_APPLICABLE, Absent.SKIPPED, Absent.CANNOT_RATE}


def checklists(
    rows: Sequence[Judged], questions: Sequence[Question], arms: Sequence[str], resampling: Resampling = USUAL
) -> tuple[Checklist, ...]:
    """The weighted checklist's score of each arm; () where the instrument has no criteria with points.

    Points reached over the sum of positive points, for each answer and rater; the mean is held within 0 and
    100. Arora et al. 2025, HealthBench, arXiv 2505.08775, section 3. Criteria that a rater could not judge
    are left out of both sums.
    """
    points = {one.id: one.points for one in questions if one.kind is Kind.CHECK and one.points is not None}
    if not points:
        return ()
    held: dict[tuple[str, str, str, str], list[Judged]] = defaultdict(list)
    for row in rows:
        if row.main and row.question in points:
            held[row.arm, row.source, row.output, row.rater].append(row)
    return tuple(
        _checklist(arm, {key: found for key, found in held.items() if key[0] == arm}, points, resampling)
        for arm in arms
    )


def checklist_score(values: Mapping[str, int], points: Mapping[str, float]) -> float | None:
    """The share of points reached, 1 at most and below 0 with bad things; None without a positive point."""
    possible = sum(points[one] for one in values if points[one] > 0)
    if not possible:
        return None
    return sum(points[one] for one, value in values.items() if value) / possible


def _axis(
    question: Question, arm: str, decided: Sequence[tuple[int, str]], resampling: Resampling
) -> AxisOfArm:
    levels = values_of(question)
    times = Counter(value for value, _ in decided)
    clusters = [source for _, source in decided]
    average = Estimate(None, None, 0, 0, reason="its levels have no order")
    if question.kind is not Kind.CHOICE:
        average = _points([value for value, _ in decided], clusters, resampling)
    shares = []
    for end in (max(levels), min(levels)):
        if question.kind is Kind.CHOICE:
            shares.append(average)
        else:
            shares.append(
                mean([100.0 * (value == end) for value, _ in decided], clusters, resampling)
                if decided
                else Estimate(None, None, 0, 0, reason=NOTHING)
            )
    return AxisOfArm(
        question.id, arm, tuple((level, times[level]) for level in levels), average, shares[0], shares[1]
    )


def _points(values: Sequence[int], clusters: Sequence[str], resampling: Resampling) -> Estimate:
    """A mean in points of the scale; no interval where all are equal."""
    if values and len(set(values)) == 1:
        # Values of 0 alone would be taken for a share of none.
        return Estimate(float(values[0]), None, len(values), len(set(clusters)), reason=ALL_EQUAL)
    return mean(values, clusters, resampling)


def _of_scale(estimate: Estimate) -> Estimate:
    """A difference in points of the scale: the bound for "no item differs" is for percentages only."""
    if estimate.method != NO_DIFFERENCE:
        return estimate
    return replace(estimate, interval=None, method="", reason=NO_DIFFERENCE)


def _decided(rows: Sequence[Judged]) -> list[tuple[int, str]]:
    return [(row.value, row.source) for row in rows if isinstance(row.value, int)]


def _checklist(
    arm: str,
    held: Mapping[tuple[str, str, str, str], Sequence[Judged]],
    points: Mapping[str, float],
    resampling: Resampling,
) -> Checklist:
    scores, clusters, without, undecided = [], [], 0, 0
    for (_, source, _, _), found in sorted(held.items()):
        values = {row.question: row.value for row in found if isinstance(row.value, int)}
        if not values and all(row.absent is not None and row.absent.value == "not rated" for row in found):
            continue
        undecided += len(found) - len(values)
        score = checklist_score(values, points)
        if score is None:
            without += 1
        else:
            scores.append(100 * score)
            clusters.append(source)
    estimate = mean(scores, clusters, resampling) if scores else Estimate(None, None, 0, 0, reason=NOTHING)
    if estimate.value is not None:
        estimate = replace(estimate, value=min(100.0, max(0.0, estimate.value)))
    return Checklist(arm, estimate, len(scores), without, undecided)
