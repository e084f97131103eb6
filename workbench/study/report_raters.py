"""The parts of a report about the raters: agreement, sides, severity, time, what is missing."""

from collections import defaultdict

from workbench.domain.judgements import ScaleKind
from workbench.domain.reports import (
    Block,
    Forest,
    ForestRow,
    Panel,
    Panels,
    Point,
    Points,
    Section,
    Table,
    Words,
)
from workbench.domain.scores import Interval
from workbench.study.adjudication import BeforeAfter
from workbench.study.agreement.findings import AxisAgreement, Coefficient, Rolling
from workbench.study.coverage import State, natural
from workbench.study.judged import Absent, author_question, name_of, together
from workbench.study.report_words import (
    NONE,
    PERCENT,
    coefficient,
    estimated,
    number,
    p_value,
    plural,
    ranged,
    share,
)
from workbench.study.results import Results

MOST_DISAGREED = 10
"""Items that are named for each axis as causing disagreement."""
MOST_ROWS = 15
"""Rows above which a table about each rater is closed at first."""
MARKS = {
    State.DONE: "●",
    State.BEGUN: "◐",
    State.LATER: "L",
    State.CANNOT_RATE: "×",
    State.MISSING: "○",
}


def agreement_section(found: Results) -> Section:
    """Coefficients with intervals, what they mean, and where raters disagree."""
    told = agreed(found)
    if not told:
        return Section("agreement", "Agreement between raters", (Words(("There are no ratings yet.",)),))
    blocks: list[Block] = [_forest(found), _coefficients(found)]
    blocks.append(
        Points(tuple(f"{name_of(found.question(one.axis))}: {one.sentence}" for one in told), "In words")
    )
    worst = _disagreed(found)
    if worst.rows:
        blocks.append(worst)
    return Section("agreement", "Agreement between raters", tuple(blocks))


def agreed(found: Results) -> list[AxisAgreement]:
    """Axes with answers on which raters should agree: guesses at the author are none."""
    author = author_question(found.study.instrument.questions)
    guesses = {
        one.id
        for one in found.study.instrument.questions
        if author and (one is author or (one.shown_if and one.shown_if.question == author.id))
    }
    return [one for one in found.agreement if one.n_answers and one.axis not in guesses]


def beyond_chance(one: AxisAgreement) -> Coefficient | None:
    """The coefficient that an axis is judged by: α of levels, κ of labels."""
    if one.scale.kind is ScaleKind.NOMINAL:
        return one.coefficient("Cohen's κ" if one.n_raters == 2 else "Fleiss' κ") or _starting(
            one, "Krippendorff"
        )
    return _starting(one, "Krippendorff")


def again_section(found: Results) -> Section:
    """Self-agreement from hidden repeats."""
    kept = {one.axis for one in agreed(found)}
    rows = [
        (
            *(name_of(found.question(one.question)), each.rater or "all", str(each.n), share(each.same)),
            *(coefficient(each.kappa), coefficient(each.icc)),
        )
        for one in found.again
        if one.question in kept
        for each in one.agreement
    ]
    title = "Agreement of raters with themselves"
    if not rows:
        text = "Nothing was shown twice, so that nothing is known about how far raters agree with themselves."
        return Section("again", title, (Words((text,)),))
    heads = ("Axis", "Rater", "Repeats", "Same answer again", "κ (95 % interval)", "ICC (95 % interval)")
    note = (
        "Agreement between raters cannot be expected to be higher than that of raters with themselves. "
        "κ is weighted quadratically where levels have an order."
    )
    every = tuple(row for row in rows if row[1] == "all")
    each_one = tuple(row for row in rows if row[1] != "all")
    blocks: list[Block] = [
        Table("Hidden repeats, all raters", heads, every, (2, 3, 4, 5), note),
        Table("Hidden repeats, each rater", heads, each_one, (2, 3, 4, 5), long=True),
        *_turned(found),
    ]
    return Section("again", title, tuple(blocks))


def _turned(found: Results) -> list[Block]:
    """Preferences that were another one the second time."""
    rows = tuple(
        (
            *(name_of(found.question(one.question)), back.rater or "all", share(back.every)),
            *(share(back.swapped), share(back.unswapped), str(back.to_or_from_tie)),
        )
        for one in found.again
        for back in one.reversed
    )
    if not rows:
        return []
    heads = (
        *("Question", "Rater", "Reversed"),
        *("… with sides swapped", "… with sides kept", "To or from a tie"),
    )
    note = "More reversals with swapped than with kept sides are a liking for a side; as many are noise."
    return [Table("Preferences that turned round", heads, rows, (2, 3, 4, 5), note)]


def raters_section(found: Results) -> Section:
    """A liking for a side, severity, drift, and time."""
    blocks: list[Block] = []
    sides = tuple(
        (
            name_of(found.question(one.question)),
            side.rater or "all",
            str(side.left.n),
            estimated(side.left, 0, PERCENT),
            p_value(side.p),
            p_value(side.adjusted),
        )
        for one in found.preferences[:1]
        for side in one.sides
    )
    if sides:
        heads = ("Question", "Rater", "Decided votes", "For the left (95 % interval)", "p", "p, Holm")
        even = 100 / max(2, together(found.study))
        note = f"Near {even:.0f} % without a liking for a side, given balanced sides. Exact binomial test."
        blocks.append(Table("Which side was chosen", heads, sides, (2, 3, 4, 5), note))
    blocks += _severity(found)
    pace = tuple(
        (
            one.about,
            str(one.n),
            number(one.median_s, 0),
            number(one.total_s / 3600, 1),
            number(one.wall_s / 3600, 1),
        )
        for one in found.by_rater
    )
    times = ("Rater", "Presentations", "Median, s", "Active, h", "From opening to submitting, h")
    note = "Active time leaves out idle time beyond the cap."
    blocks.append(Table("Time", times, pace, (1, 2, 3, 4), note))
    return Section("raters", "Raters: sides, severity, drift, time", tuple(blocks))


def blinding_section(found: Results) -> Section:
    """Whether raters could tell the arms."""
    if found.blinding is None:
        text = f"Whether the blinding worked was not measured: {found.no_blinding}."
        return Section("blinding", "Blinding", (Words((text,)),))
    one = found.blinding
    interval = one.right.interval
    verdict = "the interval cannot be given"
    if interval is not None:
        inside = interval.low <= one.chance <= interval.high
        verdict = "chance lies within the interval" if inside else "chance lies outside the interval"
    text = (
        f"Raters guessed who wrote an answer {plural(one.n, 'time')} and said “unsure” "
        f"{plural(one.unsure, 'time')}. "
        f"{estimated(one.right, 1, PERCENT)} of the guesses were right, where guessing at random gets "
        f"{one.chance:.0f} %: {verdict}."
    )
    row = ForestRow(
        "Right guesses",
        one.right.value,
        interval.low if interval else None,
        interval.high if interval else None,
        estimated(one.right, 1, PERCENT),
    )
    figure = Forest(
        "Guesses at the author, in percent", (row,), 0, 100, (one.chance,), note="The line is chance."
    )
    return Section("blinding", "Blinding", (Words((text,)), figure))


def missing_section(found: Results) -> Section:
    """What has no answer, by rater and arm, and the coverage of items."""
    counts: dict[tuple[str, str], dict[Absent, int]] = defaultdict(lambda: defaultdict(int))
    for one in found.unjudged:
        counts[one.rater, one.arm][one.absent] += one.count
    reasons = [each for each in Absent if any(each in row for row in counts.values())]
    rows = tuple(
        (rater, arm or "(about the instance)", *(str(row[each]) for each in reasons))
        for (rater, arm), row in sorted(counts.items(), key=lambda pair: (natural(pair[0][0]), pair[0][1]))
    )
    heads = ("Rater", "Arm", *(each.value.capitalize() for each in reasons))
    blocks: list[Block] = []
    if rows:
        note = "Questions without an answer. None of these counts as the middle of a scale."
        blocks.append(Table("Missing answers", heads, rows, tuple(range(2, len(heads))), note))
    else:
        blocks.append(Words(("Every question that was asked has an answer.",)))
    blocks.append(_matrix(found))
    return Section("missing", "What is missing", tuple(blocks))


def adjudication_section(found: Results, decided: tuple[BeforeAfter, ...]) -> Section:
    """What was decided where raters disagreed."""
    rows = []
    for one in decided:
        rows.append(
            (
                name_of(found.question(one.question)),
                str(one.resolved),
                ", ".join(f"{cause.value} {count}" for cause, count in one.causes),
                str(one.changed),
                coefficient(beyond_chance(one.before)),
                coefficient(beyond_chance(one.after)),
            )
        )
    heads = ("Axis", "Decided", "Causes", "Ratings put right", "Agreement before", "Agreement after")
    note = (
        "After: with slips put right; other causes change no rating. Agreement after adjudication "
        "is no measure of "
        "how well raters agree."
    )
    return Section(
        "adjudication", "Adjudication", (Table("Decisions", heads, tuple(rows), (1, 3, 4, 5), note),)
    )


def _starting(one: AxisAgreement, name: str) -> Coefficient | None:
    return next((each for each in one.coefficients if each.name.startswith(name)), None)


def _forest(found: Results) -> Forest:
    rows = []
    for one in agreed(found):
        told = beyond_chance(one)
        if told is None:
            continue
        interval = told.interval
        rows.append(
            ForestRow(
                f"{name_of(found.question(one.axis))}, {told.name.split(' (')[0]}",
                told.value,
                interval.low if interval else None,
                interval.high if interval else None,
                coefficient(told),
            )
        )
    lowest = min((row.low for row in rows if row.low is not None), default=0.0)
    start = -0.2 if lowest >= -0.2 else -1.0
    return Forest(
        "Agreement between raters beyond chance",
        tuple(rows),
        start,
        1.0,
        (0.0,),
        ("worse than chance", "always the same"),
        "Krippendorff's α of levels in an order, κ of labels; 95 % intervals by drawing instances again.",
    )


def _coefficients(found: Results) -> Table:
    rows = []
    for one in agreed(found):
        gwet = [each for each in one.coefficients if each.name.startswith("Gwet")]
        icc = [each for each in one.coefficients if each.name.startswith("ICC")]
        rows.append(
            (
                name_of(found.question(one.axis)),
                f"{one.n_items} × {one.n_raters}",
                _percent(one.coefficients[0]),
                coefficient(_starting(one, "Krippendorff")),
                coefficient(_ordinal(gwet)),
                coefficient(icc[0] if icc else None),
                coefficient(icc[1] if len(icc) > 1 else None),
            )
        )
    heads = (
        *("Axis", "Judged × raters", "Same answer", "Krippendorff's α", "Gwet's AC1 or AC2"),
        *("ICC(2,1)", "ICC(2,k)"),
    )
    note = (
        "With 95 % intervals. AC2 with ordinal weights where levels have an order, AC1 otherwise; "
        "ICC for absolute "
        "agreement, of one rater and of the mean of all; it needs every rater on every "
        "answer. The other coefficients are in agreement.csv."
    )
    return Table("Agreement by axis", heads, tuple(rows), (1, 2, 3, 4, 5, 6), note)


def _ordinal(gwet: list[Coefficient]) -> Coefficient | None:
    """AC2 with ordinal weights where there is one, AC1 otherwise."""
    ordinal = [each for each in gwet if "AC2" in each.name and "ordinal" in each.name]
    return next(iter(ordinal or gwet), None)


def _percent(found: Coefficient) -> str:
    if found.value is None:
        return NONE
    text = f"{100 * found.value:.0f} %"
    if found.interval is None:
        return text
    return f"{text} ({100 * found.interval.low:.0f} to {100 * found.interval.high:.0f})"


def _disagreed(found: Results) -> Table:
    items = {row.thing: row.item_id for row in found.rows}
    rows = tuple(
        (
            name_of(found.question(one.axis)),
            items.get(each.item_id, each.item_id),
            each.item_id if each.item_id != items.get(each.item_id) else NONE,
            "; ".join(f"{rater}: {value}" for rater, value in each.answers),
            f"{100 * each.share:.1f} %",
        )
        for one in agreed(found)
        for each in one.disagreements[:MOST_DISAGREED]
    )
    heads = ("Axis", "Item", "Answer", "Who said what", "Of all disagreement")
    note = f"The {MOST_DISAGREED} largest of each axis. Preferences below 0: the answer whose id comes first."
    return Table("Where raters disagree most", heads, rows, (4,), note, long=True)


def _severity(found: Results) -> list[Block]:
    rows = []
    for one in found.severity:
        for each in one.fit.raters:
            drift = NONE
            if each.drift is not None:
                drift = ranged(10 * each.drift, each.drift_interval and _tenfold(each.drift_interval))
            rows.append(
                (
                    name_of(found.question(one.question)),
                    each.rater,
                    str(each.n),
                    ranged(each.effect, each.interval),
                    drift,
                )
            )
    if not rows:
        return []
    heads = ("Axis", "Rater", "Ratings", "Above the average rater", "Drift in 10 presentations")
    note = "In points of the scale, 95 % intervals; below 0 is more severe. Fit: item + rater + rater × time."
    if any(one.fit.drift_is_relative for one in found.severity):
        note += " All raters had the items at the same times: drifts are beside the average drift."
    blocks: list[Block] = [
        Table("Severity and drift", heads, tuple(rows), (2, 3, 4), note, long=len(rows) > MOST_ROWS)
    ]
    return [*blocks, *_drift(found)]


def _drift(found: Results) -> list[Block]:
    """A figure for each axis, a panel for each rater."""
    note = (
        "Rolling mean of a rater's level less the mean of the others on the same answers; below 0 is more "
        "severe. The band is the 95 % interval at each point, by drawing instances again."
    )
    drawn = [one for one in found.severity if any(one.lines.values())]
    return [
        Panels(
            f"Drift on {name_of(found.question(one.question))}: distance from the other raters",
            tuple(Panel(rater, tuple(map(_point, points))) for rater, points in one.lines.items()),
            "place in the rater's order",
            "points of the scale",
            0.0,
            note if one is drawn[0] else "",
        )
        for one in drawn
    ]


def _point(one: Rolling) -> Point:
    interval = one.interval
    return Point(one.when, one.mean, interval.low if interval else None, interval.high if interval else None)


def _tenfold(interval: Interval) -> Interval:
    return Interval(10 * interval.low, 10 * interval.high)


def _matrix(found: Results) -> Table:
    """Every item and rater, with a sign for how far it is."""
    covered = found.coverage
    rows = tuple(
        (
            item,
            *(
                MARKS[state] if (state := covered.state(item, rater)) is not None else ""
                for rater in covered.raters
            ),
        )
        for item in covered.items
    )
    note = ", ".join(f"{sign} {state.value}" for state, sign in MARKS.items())
    return Table(
        "Coverage of items", ("Item", *covered.raters), rows, (), f"First passes: {note}.", long=True
    )
