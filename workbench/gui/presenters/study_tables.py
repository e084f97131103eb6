"""The results of a study as rows of text: agreement, raters, arms. No Qt, and no arm before it is opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.domain.instruments import values_of
from workbench.domain.judgements import ScaleKind, Value
from workbench.domain.reports import Table
from workbench.domain.scores import Interval
from workbench.domain.studies import Study
from workbench.gui.presenters.study_coverage import item_words
from workbench.study.agreement.findings import AxisAgreement, Coefficient
from workbench.study.report_words import (
    NONE,
    PERCENT,
    coefficient,
    estimated,
    number,
    p_value,
    ranged,
    share,
    turned,
)

if TYPE_CHECKING:
    from workbench.study.adjudication import BeforeAfter
    from workbench.study.blinded import BlindedResults
    from workbench.study.preferred import Preferred
    from workbench.study.results import Results

MOST_ITEMS = 200
"""Items that raters disagree about, in the list: the first ones cause most of it."""
_SIDE_HEADS = ("Question", "Rater", "For the left", "Ties")
_AGAIN_HEADS = ("Question", "Rater", "Repeats", "Same answer", "κ (95 % interval)")
_DRIFT_HEADS = ("Question", "Rater", "Answers", "Severity", "Drift")
_MEAN_HEADS = ("Question", "Arm", "Mean (95 % interval)", "Best level", "Worst level", "Answers")
_TEST_HEADS = ("Question", "Second less first", "Difference (95 % interval)", "n", "p", "p, Holm")
_DECIDED_HEADS = ("Question", "Decided", "Causes", "Put right", "Before (95 % interval)", "After")
_NOTE_DECIDED = (
    "After: slips are put right, other causes change no rating. Agreement after adjudication does not "
    "measure how well raters agree."
)
_NOTE_SIDES = "Near 50 % without a liking for a side: sides are balanced for each rater."
_NOTE_AGAIN = "Agreement between raters cannot be expected to be higher than that of raters with themselves."
_NOTE_DRIFT = (
    "Points above or below the average rater of the same answers; the drift is from the first presentation "
    "to the last."
)
_NOTE_TESTS = "Instance by instance, the mean over its raters; p by permutation, adjusted by Holm."


@dataclass(frozen=True, slots=True)
class AxisRow:
    """One question in the list of agreement."""

    question: str
    name: str
    answers: str
    percent: str
    beyond: str
    """The coefficient that the axis is judged by, with its interval."""
    gwet: str
    tip: str = ""
    """Why something is missing."""


@dataclass(frozen=True, slots=True)
class AxisDetail:
    """Everything about agreement on one question."""

    name: str
    sentence: str
    coefficients: Table
    disagreements: Table


def names_of(study: Study) -> Mapping[str, str]:
    """What each question is called."""
    return {one.id: one.name or one.text for one in study.instrument.questions}


def axis_rows(study: Study, found: "BlindedResults") -> tuple[AxisRow, ...]:
    """A row for each question with a scale."""
    names = names_of(study)
    return tuple(_axis_row(names[one.axis], one) for one in found.agreement)


def axis_detail(study: Study, found: AxisAgreement) -> AxisDetail:
    """All coefficients of a question, and the items on which raters disagree."""
    labels = _labels(study, found.axis)
    methods = dict.fromkeys(one.method for one in found.coefficients if one.method)
    coefficients = Table(
        "Coefficients",
        ("Coefficient", "Value (95 % interval)", "Items × raters"),
        tuple((one.name, _valued(one), f"{one.n_items:,} × {one.n_raters:,}") for one in found.coefficients),
        (2,),
        f"Intervals: {', '.join(methods)}." if methods else "",
    )
    told = _things(study)
    disagreements = Table(
        "Items that raters disagree about",
        ("Part", "Item", "Who said what"),
        tuple(
            (
                f"{100 * one.share:.0f} %",
                told.get(one.item_id, one.item_id),
                ", ".join(f"{rater} {labels.get(value, str(value))}" for rater, value in one.answers),
            )
            for one in found.disagreements[:MOST_ITEMS]
        ),
        (0,),
        "The part of all disagreement on this question that each item causes, the largest first.",
    )
    return AxisDetail(names_of(study)[found.axis], found.sentence, coefficients, disagreements)


def rater_tables(study: Study, found: "BlindedResults") -> tuple[Table, ...]:
    """Sides, self-agreement, severity and drift."""
    names = names_of(study)
    sides = tuple(
        (names[one.question], side.rater or "all", share(side.left), f"{side.ties:,}")
        for one in found.sides
        for side in one.sides
    )
    again = tuple(
        (names[one.question], each.rater or "all", f"{each.n:,}", share(each.same), coefficient(each.kappa))
        for one in found.again
        for each in one.agreement
    )
    severity = tuple(
        (
            names[one.question],
            each.rater,
            f"{each.n:,}",
            ranged(each.effect, each.interval) if each.effect is not None else each.reason,
            _drift(each.drift, each.drift_interval, _span(one.lines.get(each.rater, ()))),
        )
        for one in found.severity
        for each in one.fit.raters
    )
    tables = (
        Table("Which side was chosen", _SIDE_HEADS, sides, (3,), _NOTE_SIDES),
        Table("The same again: hidden repeats", _AGAIN_HEADS, again, (2,), _NOTE_AGAIN),
        Table("Severity and drift", _DRIFT_HEADS, severity, (2,), _NOTE_DRIFT),
    )
    return tuple(table for table in tables if table.rows)


def arm_tables(found: "Results") -> tuple[Table, ...]:
    """Preferences, strengths, means and tests, by arm. Arms have their models' names here."""
    models = {arm.id: f"{arm.id} · {arm.model}" for arm in found.key.arms if arm.run_id}
    names = names_of(found.study)
    tables = [table for one in found.preferences for table in _preferences(one, models, names)]
    means = tuple(
        (
            names[one.question],
            models[one.arm],
            *(estimated(one.mean), estimated(one.best, 0, PERCENT), estimated(one.worst, 0, PERCENT)),
            f"{one.n:,}",
        )
        for one in found.axes
        if one.arm in models and one.mean.value is not None
    )
    tests = tuple(
        (
            names[one.question],
            f"{models[one.second]} − {models[one.first]}",
            estimated(one.difference),
            f"{one.tested.n:,}",
            p_value(one.tested.permutation),
            p_value(one.tested.permutation_adjusted),
        )
        for one in found.tests
        if one.first in models and one.second in models
    )
    tables.append(Table("Means", _MEAN_HEADS, means, (5,)))
    tables.append(Table("Differences", _TEST_HEADS, tests, (3, 4, 5), _NOTE_TESTS))
    return tuple(table for table in tables if table.rows)


def adjudication_table(study: Study, found: "Sequence[BeforeAfter]") -> Table:
    """Agreement before and after what was decided, on each question with a decision."""
    names = names_of(study)
    rows = tuple(
        (
            names[one.question],
            f"{one.resolved:,}",
            ", ".join(f"{count:,} {cause.value}" for cause, count in one.causes),
            f"{one.changed:,}",
            *(f"{_short(_beyond(each))} {coefficient(_beyond(each))}" for each in (one.before, one.after)),
        )
        for one in found
    )
    return Table("Agreement before and after", _DECIDED_HEADS, rows, (1, 3), _NOTE_DECIDED)


def _preferences(one: "Preferred", models: Mapping[str, str], names: Mapping[str, str]) -> list[Table]:
    """Who was preferred on one question, and how strong that makes each arm."""
    pairs = Table(
        names[one.question],
        ("Pair", "Second preferred", "Equal", "First preferred", "Second less first (95 % interval)"),
        tuple(
            (
                f"{models.get(pair.first, pair.first)} and {models.get(pair.second, pair.second)}",
                *(f"{pair.losses:,}", f"{pair.ties:,}", f"{pair.wins:,}"),
                estimated(turned(pair.difference), 0, PERCENT),
            )
            for pair in one.pairs
        ),
        (1, 2, 3),
        f"{one.votes:,} votes; intervals from drawing instances and raters again.",
    )
    if one.ranking is None:
        return [pairs]
    adjusted = one.ranking.adjusted
    beside = {row.strength.arm: row.rank for row in adjusted.rows} if adjusted is not None else {}
    strengths = Table(
        "Strength (Bradley-Terry with ties)",
        ("Arm", "Strength, log (95 % interval)", "Rank", "Rank interval", "Rank at equal length"),
        tuple(
            (
                models.get(row.strength.arm, row.strength.arm),
                ranged(row.strength.term.value, row.strength.term.interval),
                str(row.rank),
                NONE if row.ranks is None else f"{row.ranks[0]} to {row.ranks[1]}",
                str(beside.get(row.strength.arm, NONE)),
            )
            for row in one.ranking.raw.rows
        ),
        (2, 3, 4),
        one.ranking.reason,
    )
    return [pairs, strengths]


def _axis_row(name: str, one: AxisAgreement) -> AxisRow:
    beyond, gwet = _beyond(one), _firm(one)
    percent = _starting(one, "Percent") or one.coefficients[0]
    reasons = dict.fromkeys(
        each.reason for each in (percent, beyond, gwet) if each is not None and each.reason
    )
    return AxisRow(
        one.axis,
        name,
        f"{one.n_answers:,}",
        NONE if percent.value is None else f"{100 * percent.value:.0f} %",
        f"{_short(beyond)} {coefficient(beyond)}".strip(),
        f"{_short(gwet)} {coefficient(gwet)}".strip(),
        "; ".join(reasons),
    )


def _beyond(one: AxisAgreement) -> Coefficient | None:
    if one.scale.kind is ScaleKind.NOMINAL:
        found = one.coefficient("Cohen's κ" if one.n_raters == 2 else "Fleiss' κ")
        if found is not None:
            return found
    return _starting(one, "Krippendorff")


def _firm(one: AxisAgreement) -> Coefficient | None:
    """Gwet's coefficient that stands beside it: AC2 where levels have an order."""
    ordered = one.scale.kind is not ScaleKind.NOMINAL
    return (_starting(one, "Gwet's AC2") if ordered else None) or _starting(one, "Gwet")


def _starting(one: AxisAgreement, name: str) -> Coefficient | None:
    return next((found for found in one.coefficients if found.name.startswith(name)), None)


def _short(one: Coefficient | None) -> str:
    """The letter of a coefficient: its author stands in the list of all."""
    if one is None:
        return ""
    for letter in ("α", "κ", "AC1", "AC2"):
        if letter in one.name:
            return letter
    return one.name


def _valued(one: Coefficient) -> str:
    """A coefficient, and why it or its interval is missing."""
    return f"{coefficient(one)}: {one.reason}" if one.reason else coefficient(one)


def _labels(study: Study, question: str) -> Mapping[Value, str]:
    asked = next(one for one in study.instrument.questions if one.id == question)
    labels: dict[Value, str] = {value: str(value) for value in values_of(asked)}
    labels.update({level.value: f"{level.value} {level.label}" for level in asked.levels})
    return labels


def _things(study: Study) -> Mapping[str, str]:
    """What was judged, in words: items, and answers by their place among the item's."""
    items = {item.id: item_words(item) for item in study.items}
    seen: dict[str, int] = {}
    told = dict(items)
    for output in study.outputs:
        seen[output.item_id] = seen.get(output.item_id, 0) + 1
        told[output.id] = f"{items[output.item_id]}, answer {seen[output.item_id]}"
    return told


def _span(points: Sequence[object]) -> float:
    """From the first presentation to the last."""
    times = [float(getattr(point, "when", 0.0)) for point in points]
    return max(times) - min(times) if times else 0.0


def _drift(drift: float | None, interval: Interval | None, span: float) -> str:
    """A drift over a rater's whole order, in points."""
    if drift is None or not span:
        return NONE
    between = interval and Interval(interval.low * span, interval.high * span)
    return ranged(drift * span, between) if between else number(drift * span)
