"""The report of a study from its results: what a journal's reader needs, in that order."""

from workbench.domain.reports import Points, Report, Section, Words
from workbench.study.coverage import State
from workbench.study.judged import name_of
from workbench.study.report_arms import (
    arms_section,
    errors_section,
    preferences_section,
    ratings_section,
)
from workbench.study.report_checklists import checklists_section
from workbench.study.report_limits import limitations
from workbench.study.report_methods import (
    Circumstances,
    design_section,
    flow_section,
    known_facts,
    methods,
)
from workbench.study.report_raters import (
    adjudication_section,
    again_section,
    agreement_section,
    blinding_section,
    missing_section,
    raters_section,
)
from workbench.study.report_words import PERCENT, estimated, moment, p_value, plural, turned
from workbench.study.results import Results

MOST_TESTS = 8
"""Tests between arms that are all named among the main numbers; of more, only those that are clear."""
ALPHA = 0.05


def report(found: Results, about: Circumstances) -> Report:
    """The whole report. Raters have codes that do not name them; arms are those of the opened key."""
    study = found.study
    sections = [
        _summary(found),
        design_section(found, about),
        flow_section(found),
        arms_section(found),
        ratings_section(found),
        preferences_section(found),
        errors_section(found),
        agreement_section(found),
        again_section(found),
        raters_section(found),
        blinding_section(found),
        missing_section(found),
        *([adjudication_section(found, about.decided)] if about.decided else []),
        Section("methods", "Methods", (Words(methods(found, about)),)),
        Section("limitations", "Limitations", (Points(tuple(limitations(found, about))),)),
        checklists_section(known_facts(found, about)),
    ]
    note = (
        f"{plural(len(study.raters), 'rater')}, {plural(len(study.items), 'item')}, "
        f"{plural(len(found.arms), 'arm')}; {found.coverage.total(State.DONE):,} of "
        f"{found.coverage.presentations:,} presentations rated. MedS Workbench {about.program}, "
        f"{moment(about.made)}."
    )
    return Report(study.title, note, tuple(one for one in sections if one.blocks))


def _summary(found: Results) -> Section:
    """The main numbers, each in a sentence."""
    entries = []
    for one in found.preferences[:1]:
        for pair in one.pairs:
            entries.append(
                f"{name_of(found.question(one.question))}: {pair.second} was preferred in {pair.losses}, "
                f"{pair.first} in {pair.wins} of {pair.votes} votes, {pair.ties} were equal; wins of "
                f"{pair.second} less those of {pair.first}: "
                f"{estimated(turned(pair.difference), 0, PERCENT)}."
            )
    clear = [one for one in found.tests if (one.tested.permutation_adjusted or 0) < ALPHA]
    if len(found.tests) > MOST_TESTS:
        entries.append(
            f"{len(clear)} of {plural(len(found.tests), 'paired test')} between arms are below {ALPHA} "
            "after Holm."
        )
    for test in found.tests if len(found.tests) <= MOST_TESTS else clear:
        name = name_of(found.question(test.question))
        entries.append(
            f"{name}: {test.second} less {test.first} is {estimated(test.difference)} points, p "
            f"{_told(test.tested.permutation_adjusted)} after Holm, over "
            f"{plural(test.tested.n, 'instance')}."
        )
    told = [one for one in found.agreement if one.n_answers]
    if told:
        entries.append(f"Agreement on {name_of(found.question(told[0].axis))}: {told[0].sentence}")
    if not entries:
        return Section("summary", "Main numbers", (Words(("There are no ratings yet.",)),))
    return Section("summary", "Main numbers", (Points(tuple(entries)),))


def _told(p: float | None) -> str:
    text = p_value(p)
    return text if text.startswith(("<", "–")) else f"= {text}"
