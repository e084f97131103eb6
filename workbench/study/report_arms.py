"""The parts of a report about the arms: ratings, tests, preferences, errors, checklists."""

from collections.abc import Sequence
from itertools import combinations

from workbench.domain.reports import Bar, Block, Forest, Section, Stacked, Table, Words
from workbench.domain.studies import Question
from workbench.study.judged import name_of
from workbench.study.outcomes import rated_questions
from workbench.study.preferences.ranking import Ranking
from workbench.study.preferred import Preferred
from workbench.study.report_words import (
    NONE,
    PERCENT,
    estimated,
    forest_row,
    label,
    number,
    p_value,
    plural,
    ranged,
    span,
    turned,
)
from workbench.study.results import Results

SIGNS = "abcdefghijklmnopqrstu"
"""For levels that are no small numbers."""


def arms_section(found: Results) -> Section:
    """What each arm was, as the opened key says it."""
    rows = tuple(
        (
            arm.id,
            arm.model,
            arm.quantization or NONE,
            arm.file or NONE,
            arm.engine or NONE,
            arm.sampling or NONE,
        )
        for arm in found.key.arms
    )
    hashes = tuple((arm.id, arm.run_id, arm.sha256 or NONE) for arm in found.key.arms)
    return Section(
        "arms",
        "What was compared",
        (
            Table("Arms", ("Arm", "Model", "Quantization", "File", "Engine", "Sampling"), rows),
            Table("Builds", ("Arm", "Run", "SHA-256 of the model file"), hashes),
        ),
    )


def ratings_section(found: Results) -> Section:
    """Levels, means, best and worst, and tests between arms."""
    axes = rated_questions(found.study.instrument.questions)
    if not axes:
        return Section("ratings", "Ratings", (Words(("The instrument rates no answer by itself.",)),))
    blocks: list[Block] = [_levels(found, group) for group in _alike(axes)]
    blocks.append(_means(found, axes))
    if found.tests:
        blocks += [_differences(found), _tests(found)]
    if found.filled:
        blocks.append(_filled(found))
    return Section("ratings", "Ratings", tuple(blocks))


def preferences_section(found: Results) -> Section:
    """Wins less losses, and the ranking of the arms."""
    if not found.preferences:
        return Section(
            "preferences", "Preferences", (Words(("The instrument does not ask which answer is better.",)),)
        )
    blocks: list[Block] = [_wins(found), _win_table(found)]
    for one in found.preferences:
        if one.ranking is not None:
            blocks += _ranking(one, found)
    lost = [one for one in found.preferences if one.uncounted]
    if lost:
        told = ", ".join(f"{one.uncounted} of {name_of(found.question(one.question))}" for one in lost)
        blocks.append(Words((f"Not counted, because they are not between different arms: {told}.",)))
    return Section("preferences", "Preferences", tuple(blocks))


def errors_section(found: Results) -> Section:
    """Errors, omissions and checklists."""
    blocks: list[Block] = []
    instrument = found.study.instrument
    if instrument.error_types or instrument.omission_types or found.marks:
        blocks.append(_looked(found))
    if found.mark_counts:
        blocks.append(_marks(found))
    if found.checklists:
        blocks.append(_checklists(found))
    return Section("errors", "Errors, omissions and checklists", tuple(blocks))


def _looked(found: Results) -> Table:
    rows = tuple(
        (
            one.arm,
            str(one.answers),
            estimated(one.with_error, 1, PERCENT),
            estimated(one.with_omission, 1, PERCENT),
        )
        for one in found.looked
    )
    heads = ("Arm", "Judgements", "With an error (95 % interval)", "With an omission (95 % interval)")
    note = "A judgement is one rater looking at one answer; intervals by drawing instances again."
    return Table("Answers with at least one error or omission marked", heads, rows, (1, 2, 3), note)


def _marks(found: Results) -> Table:
    instrument = found.study.instrument
    rows = tuple(
        (
            *("Error" if one.error else "Omission", label(instrument, one.type)),
            *(label(instrument, one.severity), one.arm, str(one.count), str(one.answers)),
        )
        for one in sorted(found.mark_counts, key=lambda one: (not one.error, one.type, one.severity, one.arm))
    )
    heads = ("Kind", "Type", "Severity", "Arm", "Marked", "In judgements")
    return Table("Errors and omissions by type and severity", heads, rows, (4, 5))


def _checklists(found: Results) -> Table:
    rows = tuple(
        (one.arm, estimated(one.score, 1, PERCENT), str(one.answers), str(one.undecided))
        for one in found.checklists
    )
    heads = ("Arm", "Points reached (95 % interval)", "Judgements", "Criteria not decided")
    note = "Points reached over the sum of positive points; undecided criteria count in neither."
    return Table("Checklist score", heads, rows, (1, 2, 3), note)


def _alike(axes: Sequence[Question]) -> list[list[Question]]:
    """Axes with the same number of levels together, for one figure each."""
    groups: dict[int, list[Question]] = {}
    for axis in axes:
        groups.setdefault(len(axis.levels), []).append(axis)
    return list(groups.values())


def _levels(found: Results, axes: Sequence[Question]) -> Stacked:
    """The distribution of levels in each arm."""
    counts = {(one.question, one.arm): one.counts for one in found.axes}
    bars = [
        Bar(arm.id, name_of(axis), tuple(count for _, count in counts[axis.id, arm.id]))
        for axis in axes
        for arm in found.key.arms
    ]
    same = len({tuple(level.label for level in axis.levels) for axis in axes}) == 1
    levels = sorted(axes[0].levels, key=lambda level: level.value)
    signs = [
        str(level.value) if 0 <= level.value < 10 else SIGNS[place] for place, level in enumerate(levels)
    ]
    names = [level.label if same else f"level {sign}" for level, sign in zip(levels, signs, strict=True)]
    if not same:
        names[0], names[-1] = f"level {signs[0]}, the worst", f"level {signs[-1]}, the best"
    title = "How often each level was given, by arm"
    note = f"{', '.join(name_of(axis) for axis in axes)}; first passes; higher levels are better."
    return Stacked(title, tuple(zip(signs, names, strict=True)), tuple(bars), note)


def _means(found: Results, axes: Sequence[Question]) -> Table:
    wanted = {axis.id for axis in axes}
    rows = tuple(
        (
            name_of(found.question(one.question)),
            one.arm,
            str(one.n),
            estimated(one.mean),
            estimated(one.best, 1, PERCENT),
            estimated(one.worst, 1, PERCENT),
        )
        for one in found.axes
        if one.question in wanted
    )
    heads = ("Axis", "Arm", "Ratings", "Mean (95 % interval)", "In the best level", "In the worst level")
    note = (
        "Means are in points of the scale, which treats its levels as equally far apart; intervals by "
        f"drawing instances again with all their ratings, {found.resampling.resamples:,} times."
    )
    return Table("Ratings by arm", heads, rows, (2, 3, 4, 5), note)


def _differences(found: Results) -> Forest:
    rows = [
        forest_row(f"{name_of(found.question(one.question))}: {one.second} − {one.first}", one.difference, 2)
        for one in found.tests
    ]
    start, end = span(rows, 0.0)
    first, second = _pair(found)
    ends = (f"{first} better", f"{second} better") if first else ("", "")
    return Forest(
        "Paired differences between arms, in points of the scale",
        tuple(rows),
        start,
        end,
        (0.0,),
        ends,
        "Each instance's mean over raters; dots and 95 % intervals by drawing instances again.",
    )


def _tests(found: Results) -> Table:
    rows = tuple(
        (
            name_of(found.question(one.question)),
            f"{one.second} − {one.first}",
            str(one.tested.n),
            f"{one.tested.above} / {one.tested.below}",
            estimated(one.difference),
            p_value(one.tested.permutation),
            p_value(one.tested.permutation_adjusted),
            p_value(one.tested.wilcoxon_adjusted),
        )
        for one in found.tests
    )
    heads = (
        *("Axis", "Difference", "Instances", "Better / worse", "Mean (95 % interval)"),
        *("p", "p, Holm", "Wilcoxon, Holm"),
    )
    note = (
        "p: permutation test of the mean difference by flipping signs; Holm: adjusted over all "
        f"{plural(len(found.tests), 'test')} of this table. Wilcoxon's signed-rank test stands beside "
        "it. Read the one that was named before the study."
    )
    return Table("Paired tests between arms", heads, rows, (2, 3, 4, 5, 6, 7), note)


def _filled(found: Results) -> Table:
    rows = tuple(
        (
            *(name_of(found.question(one.question)), f"{one.second} − {one.first}", str(one.count)),
            *(number(one.rated), number(one.worst)),
        )
        for one in found.filled
    )
    heads = ("Axis", "Difference", "Filled in", "As rated", "Worst case")
    note = (
        "Every answer that was not judged has the lowest level in the better arm, the highest in the other."
    )
    return Table("Sensitivity to missing answers", heads, rows, (2, 3, 4), note)


def _pair(found: Results) -> tuple[str, str]:
    """The two arms, where there are just two."""
    return (found.arms[0], found.arms[1]) if len(found.arms) == 2 else ("", "")


def _wins(found: Results) -> Forest:
    rows = [
        forest_row(
            f"{name_of(found.question(one.question))}: {pair.second} − {pair.first}", turned(pair.difference)
        )
        for one in found.preferences
        for pair in one.pairs
    ]
    first, second = _pair(found)
    ends = (f"{first} preferred", f"{second} preferred") if first else ("", "")
    return Forest(
        "Wins less losses, in percent of votes",
        tuple(rows),
        -100,
        100,
        (0.0,),
        ends,
        "Above 0 the arm named first was preferred; 95 % intervals by drawing instances and raters again.",
    )


def _win_table(found: Results) -> Table:
    rows = tuple(
        (
            name_of(found.question(one.question)),
            f"{pair.second} against {pair.first}",
            *(str(count) for count in (pair.votes, pair.losses, pair.ties, pair.wins)),
            estimated(turned(pair.difference), 1),
        )
        for one in found.preferences
        for pair in one.pairs
    )
    heads = ("Question", "Arms", "Votes", "Wins", "Ties", "Losses", "Wins less losses, % (95 % interval)")
    return Table("Preferences between arms", heads, rows, (2, 3, 4, 5, 6))


def _ranking(one: Preferred, found: Results) -> list[Block]:
    """The fitted strengths, as voted and adjusted for length."""
    assert one.ranking is not None
    raw, adjusted = one.ranking.raw, one.ranking.adjusted
    name = name_of(found.question(one.question))
    if not raw.rows:
        return [Words((f"No ranking by {name}: {'; '.join(raw.fit.reasons)}.",))]
    rows = [_ranked("as voted", raw, place) for place in range(len(raw.rows))]
    if adjusted is not None:
        rows += [_ranked("adjusted for length", adjusted, place) for place in range(len(adjusted.rows))]
    note = (
        "Bradley and Terry's model with Davidson's ties and a term for the side; strengths are "
        "logarithms that "
        f"sum to 0. Intervals: {raw.method or 'none'}."
    )
    if adjusted is None:
        note += f" Not adjusted for length: {one.ranking.reason}."
    note += "".join(f" {reason[0].upper()}{reason[1:]}." for reason in raw.fit.reasons)
    heads = ("Fit", "Arm", "Rank", "Ranks (95 %)", "Strength (95 % interval)", "Chance to be best")
    blocks: list[Block] = [Table(f"Ranking of the arms by {name}", heads, tuple(rows), (2, 3, 4, 5), note)]
    terms = []
    if raw.fit.side is not None:
        side = raw.fit.side
        terms.append(("Side: left less right", ranged(side.value, side.interval)))
    if adjusted is not None and adjusted.fit.length is not None:
        length = adjusted.fit.length
        terms.append(("Length: one standard deviation longer", ranged(length.value, length.interval)))
    for first, second in combinations(found.arms, 2):
        chance = raw.fit.chance(second, first)
        terms.append(
            (
                f"{second} preferred to {first} where one is",
                number(100 * chance, 0) + PERCENT if chance is not None else NONE,
            )
        )
    blocks.append(Table("Terms of the fit", ("Term", "Value (95 % interval)"), tuple(terms), (1,)))
    return blocks


def _ranked(which: str, ranking: Ranking, place: int) -> tuple[str, ...]:
    row = ranking.rows[place]
    ranks = NONE if row.ranks is None else f"{row.ranks[0]} to {row.ranks[1]}"
    term = row.strength.term
    best = NONE if row.best is None else f"{100 * row.best:.0f} %"
    return which, row.strength.arm, str(row.rank), ranks, ranged(term.value, term.interval), best
