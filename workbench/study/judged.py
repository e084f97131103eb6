"""All decisions of a study in long form: one row for each rater, presentation, question and answer.

As many rows as were asked: what was not answered is there with the reason.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from workbench.domain.ids import content_id
from workbench.domain.instruments import values_of
from workbench.domain.judgements import Judgement, Missing, Scale, ScaleKind
from workbench.domain.studies import (
    About,
    Kind,
    Presentation,
    Question,
    Rating,
    Split,
    Study,
    StudyKey,
    Unanswered,
)
from workbench.study.instrument_logic import shown, value_of


class Absent(StrEnum):
    """Why a row has no value."""

    NOT_RATED = "not rated"
    """The rater never came to the presentation, or their file is not here."""
    NOT_SUBMITTED = "not submitted"
    """Begun and not finished: what is there does not count."""
    LATER = "later"
    """Put off, and not taken up again."""
    CANNOT_RATE = "cannot rate"
    """The rater said that the presentation cannot be rated."""
    CANNOT_JUDGE = "cannot judge"
    NOT_APPLICABLE = "not applicable"
    NOT_ASKED = "not asked"
    """The instrument did not show the question after an earlier answer."""
    SKIPPED = "skipped"
    """It was shown, and left without an answer."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One question that was to be answered, and what came of it."""

    rater: str
    """A code that says nothing about the person."""
    presentation: str
    number: int
    """Place in the rater's order, from 1."""
    item_id: str
    source: str
    """The instance behind the item; the item itself while the study is blinded."""
    split: Split
    repeat: int
    """0 for the first pass."""
    question: str
    output: str
    """The answer that is judged; empty where the question is about the instance."""
    arm: str
    """Empty while the study is blinded, and where the question is about the instance."""
    place: int | None
    """Of the answer on the screen, from 0 on the left; None where the question is about the instance."""
    outputs: tuple[str, ...]
    """All that were shown, from left to right."""
    about: str
    """The item; with the answers that were shown where these are not all that the item has, since raters who
    saw others judged something else."""
    value: int | str | None
    absent: Absent | None
    """None where there is a value."""

    @property
    def thing(self) -> str:
        """What was judged: the answer, or what stands in `about` where the question is about the instance."""
        return self.output or self.about

    @property
    def main(self) -> bool:
        """Whether it is of the first pass, and no training."""
        return self.repeat == 0 and self.split is not Split.TRAINING


def anonymous(study: Study, secret: str) -> dict[str, str]:
    """A code such as "R1" for each rater, in an order that only the secret gives away."""
    order = sorted(study.raters, key=lambda rater: content_id("rater", study.id, secret, rater))
    return {rater: f"R{place}" for place, rater in enumerate(order, start=1)}


def judged(
    study: Study,
    ratings: Sequence[Rating],
    key: StudyKey | None = None,
    names: Mapping[str, str] | None = None,
) -> tuple[Judged, ...]:
    """The rows of every presentation of the study, in the order of the presentations.

    `names` renames raters. Raises ValueError for two ratings of one presentation and for a rating of a
    presentation that the study does not have.
    """
    found = {rating.presentation: rating for rating in ratings}
    if len(found) < len(ratings):
        raise ValueError("a presentation is rated twice")
    stray = found.keys() - {one.id for one in study.presentations}
    if stray:
        raise ValueError(f"the study has no presentation {min(stray)}")
    splits = {item.id: item.split for item in study.items}
    arms: Mapping[str, tuple[str, str]] = key.outputs if key is not None else {}
    answers = Counter(output.item_id for output in study.outputs)
    rows: list[Judged] = []
    for presentation in study.presentations:
        rating = found.get(presentation.id)
        asked = _asked(study, presentation, rating)
        item = presentation.item_id
        blank = _blank(presentation, (splits.get(item, Split.MAIN), answers[item]), arms, names)
        for question in study.instrument.questions:
            for place, output in _targets(question, presentation):
                value, absent = _decided(question, (output, len(presentation.outputs)), rating, asked)
                arm = arms[output][0] if output in arms else ""
                rows.append(
                    replace(
                        blank,
                        question=question.id,
                        output=output,
                        arm=arm,
                        place=place,
                        value=value,
                        absent=absent,
                    )
                )
    return tuple(rows)


def together(study: Study) -> int:
    """How many answers are shown at a time, at most."""
    return max((len(one.outputs) for one in study.presentations), default=0)


def scale_of(question: Question, answers: int = 2) -> Scale | None:
    """The scale that agreement is computed on, with so many answers at a time; None for a text.

    Among more than two answers a preference names one of them, or none.
    """
    if question.kind is Kind.PREFERENCE and answers > 2:
        return Scale(ScaleKind.NOMINAL, tuple(range(answers + 1)))
    values = values_of(question)
    if not values:
        return None
    ordered = question.kind in {Kind.SCALE, Kind.PREFERENCE}
    return Scale(
        ScaleKind.ORDINAL if ordered else ScaleKind.NOMINAL, tuple(sorted(values)) if ordered else values
    )


def name_of(question: Question) -> str:
    """What a question is called in tables."""
    return question.name or question.id


def author_question(questions: Sequence[Question]) -> Question | None:
    """The question who wrote an answer; None where the instrument does not ask."""
    return next(
        (
            one
            for one in questions
            if one.kind is Kind.CHOICE and one.about is About.ANSWER and one.id.startswith("author")
        ),
        None,
    )


def oriented(row: Judged) -> int | None:
    """A preference wherever the answers stood: below 0 for the one of two whose id comes first.

    Among more than two it is the place of the preferred one by their ids, from 1; 0 for none. None without a
    value, and for a single answer.
    """
    if not isinstance(row.value, int) or len(row.outputs) < 2:
        return None
    if len(row.outputs) == 2:
        return row.value if row.outputs[0] < row.outputs[1] else -row.value
    return 1 + sorted(row.outputs).index(row.outputs[row.value - 1]) if row.value else 0


def judgements(rows: Sequence[Judged], question: Question, answers: int = 2) -> tuple[Judgement, ...]:
    """The first passes on one question, for agreement; preferences are turned to the same answer.

    What was never rated is no judgement, nor what was not asked; nor is a preference among fewer than
    `answers`, which has another scale.
    """
    found = []
    for row in rows:
        if row.question != question.id or not row.main:
            continue
        value = row.value
        if question.kind is Kind.PREFERENCE:
            if len(row.outputs) != answers:
                continue
            value = oriented(row)
        missing = None if value is not None else _MISSING.get(row.absent)
        if value is not None or missing is not None:
            found.append(Judgement(row.thing, row.rater, value, missing, float(row.number)))
    return tuple(found)


def sources(rows: Sequence[Judged]) -> dict[str, str]:
    """The instance that each judged thing comes from: what is drawn together in a bootstrap."""
    return {row.thing: row.source for row in rows}


_MISSING: dict[Absent | None, Missing] = {
    Absent.CANNOT_JUDGE: Missing.CANNOT_JUDGE,
    Absent.NOT_APPLICABLE: Missing.NOT_APPLICABLE,
    Absent.SKIPPED: Missing.SKIPPED,
}


def _blank(
    presentation: Presentation,
    item: tuple[Split, int],
    arms: Mapping[str, tuple[str, str]],
    names: Mapping[str, str] | None,
) -> Judged:
    """What all rows of a presentation have in common; `item`: what it is for, how many answers it has."""
    split, answers = item
    outputs = presentation.outputs
    about = presentation.item_id
    if len(outputs) < answers:
        about = f"{about}/{'+'.join(sorted(outputs))}"
    return Judged(
        rater=presentation.rater if names is None else names[presentation.rater],
        presentation=presentation.id,
        number=presentation.number,
        item_id=presentation.item_id,
        source=next((arms[one][1] for one in outputs if one in arms), presentation.item_id),
        split=split,
        repeat=presentation.repeat,
        question="",
        output="",
        arm="",
        place=None,
        outputs=outputs,
        about=about,
        value=None,
        absent=Absent.NOT_RATED,
    )


def _targets(question: Question, presentation: Presentation) -> tuple[tuple[int | None, str], ...]:
    """What the question is asked about: each answer with its place, or the instance once."""
    if question.about is About.INSTANCE:
        return ((None, ""),)
    return tuple(enumerate(presentation.outputs))


def _asked(study: Study, presentation: Presentation, rating: Rating | None) -> set[tuple[str, str]]:
    """The questions that the instrument showed, given the answers, with the answer that each is about."""
    if rating is None:
        return set()
    return {
        (question.id, output)
        for output in (*presentation.outputs, "")
        for question in shown(study.instrument, rating.values, output)
    }


def _decided(
    question: Question, about: tuple[str, int], rating: Rating | None, asked: set[tuple[str, str]]
) -> tuple[int | str | None, Absent | None]:
    """The value of a question, or why there is none; `about` is the answer and how many were shown."""
    output, answers = about
    absent = _whole(rating)
    if absent is not None or rating is None:
        return None, absent
    if (question.id, output) not in asked:
        return None, Absent.NOT_ASKED
    value = value_of(question, rating.values, output)
    if question.kind is Kind.PREFERENCE and answers > 2:
        # It is the place of the preferred answer, which its levels need not have.
        value = rating.values.get(question.id)
        if isinstance(value, int) and not 0 <= value <= answers:
            value = None
    if value is None or (isinstance(value, str) and not value):
        return None, Absent.SKIPPED
    if isinstance(value, Unanswered):
        return None, Absent(value.value)
    return value, None


def _whole(rating: Rating | None) -> Absent | None:
    """Why nothing of a presentation counts; None when it does."""
    if rating is None:
        return Absent.NOT_RATED
    if rating.cannot_rate is not None:
        return Absent.CANNOT_RATE
    if rating.submitted:
        return None
    return Absent.LATER if rating.later else Absent.NOT_SUBMITTED
