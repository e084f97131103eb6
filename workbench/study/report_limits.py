"""What the numbers of a study cannot say, with the numbers."""

from collections.abc import Iterator

from workbench.study.coverage import State
from workbench.study.judged import Absent, name_of
from workbench.study.report_methods import Circumstances
from workbench.study.report_raters import agreed, beyond_chance
from workbench.study.report_words import NONE, PERCENT, estimated, number, plural, ranged
from workbench.study.results import Results

FEW_RATERS, FEW_ITEMS, FEW_REPEATS = 3, 100, 25
"""Below these a study's numbers are wide: three raters of 100 shared items, 25 repeats."""
LOW_AGREEMENT = 0.667
"""Krippendorff 2004, Content Analysis, section 11.4.2: the least for tentative conclusions."""


def limitations(found: Results, about: Circumstances) -> Iterator[str]:
    """What stands against the numbers, with the numbers."""
    raters, items = len(found.coverage.raters), len({row.item_id for row in found.rows if row.main})
    if raters < FEW_RATERS:
        yield f"{plural(raters, 'rater')} judged: of fewer than {FEW_RATERS} little can be said about others."
    if items < FEW_ITEMS:
        yield f"{plural(items, 'item')} were judged: intervals are wide, and subgroups cannot be told apart."
    missing = found.coverage.presentations - found.coverage.total(State.DONE)
    if missing:
        planned = found.coverage.presentations
        share = f"{100 * missing / planned:.0f}{PERCENT}"
        yield f"{missing} of {planned} presentations ({share}) have no submitted rating."
    unjudged = sum(one.count for one in found.unjudged if one.absent is Absent.CANNOT_JUDGE)
    if unjudged:
        yield f"Raters could not judge {plural(unjudged, 'question')}; these may be the harder ones."
    yield from _weak_agreement(found)
    yield from _about_raters(found)
    if found.blinding is None:
        yield f"Whether the blinding worked is not known: {found.no_blinding}."
    elif (
        found.blinding.right.interval is not None
        and found.blinding.right.interval.low > found.blinding.chance
    ):
        told = estimated(found.blinding.right, 0, PERCENT)
        yield f"The blinding was incomplete: {told} of guesses at the author were right."
    if not about.raters:
        yield "What raters are (specialty, years of practice, country) is not recorded here."
    yield "All numbers are about these arms, items and raters; nothing was measured in patients."


def _weak_agreement(found: Results) -> Iterator[str]:
    weak = []
    for one in agreed(found):
        told = beyond_chance(one)
        if told is not None and told.value is not None and told.value < LOW_AGREEMENT:
            weak.append(f"{name_of(found.question(one.axis))} {ranged(told.value, told.interval)}")
    if weak:
        yield (
            f"Agreement beyond chance is below {LOW_AGREEMENT}, the least for tentative "
            "conclusions by Krippendorff "
            f"(2004), on {plural(len(weak), 'question')}: {'; '.join(weak)}."
        )


def _about_raters(found: Results) -> Iterator[str]:
    again = max((one.agreement[0].n for one in found.again if one.agreement), default=0)
    if again < FEW_REPEATS:
        yield f"{plural(again, 'hidden repeat')} say little about raters' agreement with themselves."
    for one in found.preferences[:1]:
        for side in one.sides:
            if side.rater is not None and side.adjusted is not None and side.adjusted < 0.05:
                left = estimated(side.left, 0, PERCENT)
                yield f"Rater {side.rater} chose the left answer in {left} of decided votes."
    for axis in found.severity:
        for each in axis.fit.raters:
            interval = each.drift_interval
            if each.drift is not None and interval is not None and (interval.low > 0 or interval.high < 0):
                way = "stricter" if each.drift < 0 else "milder"
                yield (
                    f"Rater {each.rater} became {way} on {name_of(found.question(axis.question))}: "
                    f"{number(10 * each.drift) if each.drift is not None else NONE} points in 10 "
                    "presentations."
                )
