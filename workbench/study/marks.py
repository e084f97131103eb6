"""Errors marked and things missing, counted by arm; and whether raters could tell the arms."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.domain.studies import (
    Omission,
    Question,
    Rating,
    Span,
    Split,
    Study,
    StudyKey,
)
from workbench.evaluation.statistics.estimates import Estimate, Resampling
from workbench.evaluation.statistics.intervals import mean
from workbench.study.judged import Judged, author_question


@dataclass(frozen=True, slots=True)
class Marked:
    """An error or an omission, with who found it where."""

    rater: str
    presentation: str
    item_id: str
    arm: str
    mark: Span | Omission

    @property
    def error(self) -> bool:
        """Whether it is an error rather than an omission."""
        return isinstance(self.mark, Span)


@dataclass(frozen=True, slots=True)
class MarkCount:
    """How often one type of error or omission of one severity was marked in an arm."""

    arm: str
    error: bool
    type: str
    severity: str
    count: int
    answers: int
    """Answers of the arm, counted for each rater that submitted them, that it was marked in."""


@dataclass(frozen=True, slots=True)
class Looked:
    """How many answers were looked at, and how many had a mark."""

    arm: str
    answers: int
    """Submitted judgements of an answer by a rater, first passes."""
    with_error: Estimate
    """Share of these, in percent, clustered by instance."""
    with_omission: Estimate


@dataclass(frozen=True, slots=True)
class Blinding:
    """How often raters told who wrote an answer."""

    question: str
    n: int
    """Guesses, "unsure" left out."""
    unsure: int
    right: Estimate
    """Share of guesses that are right, in percent, clustered by instance."""
    chance: float
    """What guessing at random would get, in percent."""


def marked(
    study: Study, ratings: Sequence[Rating], names: Mapping[str, str], key: StudyKey | None = None
) -> tuple[Marked, ...]:
    """Every error and omission of submitted first passes, training left out."""
    splits = {item.id: item.split for item in study.items}
    shown = {one.id: one for one in study.presentations}
    arms = key.outputs if key is not None else {}
    found = []
    for rating in ratings:
        place = shown[rating.presentation]
        if not rating.submitted or place.repeat or splits.get(place.item_id) is Split.TRAINING:
            continue
        marks: tuple[Span | Omission, ...] = (*rating.spans, *rating.omissions)
        for mark in marks:
            arm = arms[mark.output][0] if mark.output in arms else ""
            found.append(Marked(names[place.rater], place.id, place.item_id, arm, mark))
    return tuple(found)


def mark_counts(marks: Sequence[Marked]) -> tuple[MarkCount, ...]:
    """How often each was marked, errors first, by arm, type and severity."""
    keys = [(one.arm, not one.error, one.mark.type, one.mark.severity) for one in marks]
    answers = {
        key: len(
            {(one.presentation, one.mark.output) for one, own in zip(marks, keys, strict=True) if own == key}
        )
        for key in set(keys)
    }
    return tuple(
        MarkCount(key[0], not key[1], key[2], key[3], count, answers[key])
        for key, count in sorted(Counter(keys).items())
    )


def looked_at(
    study: Study,
    ratings: Sequence[Rating],
    key: StudyKey,
    marks: Sequence[Marked],
    resampling: Resampling,
) -> tuple[Looked, ...]:
    """The share of answers with an error and with an omission, for each arm of the key."""
    splits = {item.id: item.split for item in study.items}
    done = {rating.presentation for rating in ratings if rating.submitted}
    seen = [
        (shown.id, output, *key.outputs[output])
        for shown in study.presentations
        if shown.id in done and not shown.repeat and splits.get(shown.item_id) is not Split.TRAINING
        for output in shown.outputs
        if output in key.outputs
    ]
    wrong = {(one.presentation, one.mark.output) for one in marks if one.error}
    lacking = {(one.presentation, one.mark.output) for one in marks if not one.error}
    found = []
    for arm in key.arms:
        own = [one for one in seen if one[2] == arm.id]
        clusters = [one[3] for one in own]
        shares = [
            mean([100.0 * (one[:2] in which) for one in own], clusters, resampling)
            for which in (wrong, lacking)
        ]
        found.append(Looked(arm.id, len(own), shares[0], shares[1]))
    return tuple(found)


def blinding(
    rows: Sequence[Judged], questions: Sequence[Question], authors: Mapping[str, int], resampling: Resampling
) -> Blinding | None:
    """How often guesses at the author were right, against chance; None without a guess.

    `authors` says which value is right for each arm. Guesses are the values that the instrument asks on
    about, such as for how sure the rater is; all others are "unsure".
    """
    question = author_question(questions)
    if question is None or not authors:
        return None
    asked_on = {
        value
        for one in questions
        if one.shown_if is not None and one.shown_if.question == question.id
        for value in one.shown_if.values
    }
    values = asked_on | set(authors.values())
    told = [row for row in rows if row.main and row.question == question.id and row.arm in authors]
    decided = [row for row in told if isinstance(row.value, int)]
    guesses = [row for row in decided if row.value in values]
    if not guesses:
        return None
    hits = [100.0 * (row.value == authors[row.arm]) for row in guesses]
    right = mean(hits, [row.source for row in guesses], resampling)
    return Blinding(question.id, len(guesses), len(decided) - len(guesses), right, 100 / len(values))
