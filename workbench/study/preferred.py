"""Preferences of a study as votes between arms, and what they come to."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.judgements import Repeat
from workbench.domain.studies import Kind, Question, Study, StudyKey
from workbench.evaluation.statistics.estimates import Resampling
from workbench.study.judged import Judged, oriented
from workbench.study.preferences.ranking import RawAndAdjusted, raw_and_adjusted
from workbench.study.preferences.tables import PairCount, SideCount, pair_counts, side_counts
from workbench.study.preferences.votes import Vote, graded


@dataclass(frozen=True, slots=True)
class Preferred:
    """What raters preferred on one question."""

    question: str
    votes: int
    uncounted: int
    """Preferences with two answers of one arm, or with a single one: no votes between arms."""
    pairs: tuple[PairCount, ...]
    ranking: RawAndAdjusted | None
    """Of the study's first preference; None of the others."""
    sides: tuple[SideCount, ...]


def preference_questions(questions: Sequence[Question]) -> tuple[Question, ...]:
    """The questions which answer is better, in the instrument's order: the first is the main one."""
    return tuple(one for one in questions if one.kind is Kind.PREFERENCE)


def votes(study: Study, key: StudyKey, rows: Sequence[Judged], question: str) -> tuple[tuple[Vote, ...], int]:
    """The first passes' votes on a question, and how many preferences are none between two arms."""
    lengths = {output.id: len(output.text) for output in study.outputs}
    found: list[Vote] = []
    uncounted = 0
    for row in rows:
        if row.question != question or not row.main or not isinstance(row.value, int):
            continue
        arms = tuple(key.outputs[one][0] for one in row.outputs if one in key.outputs)
        if len(arms) < 2 or len(set(arms)) < len(row.outputs):
            uncounted += 1
        else:
            found.append(_vote(row, row.value, arms, tuple(lengths[one] for one in row.outputs)))
    return tuple(found), uncounted


def _vote(row: Judged, value: int, arms: tuple[str, ...], lengths: tuple[int, ...]) -> Vote:
    """A preference as a vote; among more than two it is the place of the preferred one, from 1."""
    if len(arms) == 2:
        return graded(row.source, row.rater, (arms[0], arms[1]), value, (lengths[0], lengths[1]))
    return Vote(row.source, row.rater, arms, (arms[value - 1],) if value else arms, None, lengths)


def preferred(
    study: Study,
    key: StudyKey,
    rows: Sequence[Judged],
    question: Question,
    *,
    main: bool,
    resampling: Resampling,
) -> Preferred:
    """What was preferred on one question; arms are ranked where it is the main one."""
    cast, uncounted = votes(study, key, rows, question.id)
    return Preferred(
        question.id,
        len(cast),
        uncounted,
        pair_counts(cast, resampling=resampling),
        raw_and_adjusted(cast, resampling=resampling) if main and cast else None,
        side_counts(cast),
    )


def repeats(rows: Sequence[Judged], question: Question, answers: int = 2) -> tuple[Repeat, ...]:
    """What raters said again about things that came back in hiding: the first repeat of each.

    Preferences, of those with so many answers, are turned to the same answer both times.
    """
    first: dict[tuple[str, str], Judged] = {}
    again: dict[tuple[str, str], Judged] = {}
    for row in rows:
        if row.question == question.id and row.value is not None:
            held = {0: first, 1: again}.get(row.repeat)
            if held is not None:
                held[row.thing, row.rater] = row
    found = []
    for (thing, rater), before in sorted(first.items()):
        after = again.get((thing, rater))
        if after is None:
            continue
        values = (before.value, after.value)
        if question.kind is Kind.PREFERENCE:
            if len(before.outputs) != answers:
                continue
            values = (oriented(before), oriented(after))
        if values[0] is not None and values[1] is not None:
            found.append(Repeat(thing, rater, values[0], values[1], before.outputs != after.outputs))
    return tuple(found)
