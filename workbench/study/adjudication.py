"""Deciding where raters disagreed: what first, what was decided, and what that does to agreement.

Arms stay blinded: nothing here takes the key. Raters have no codes in the queue, and stand in another order
in each case, so that nobody learns whom to follow.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from uuid import uuid4

from workbench.domain.adjudications import Cause, Resolution
from workbench.domain.ids import content_id
from workbench.domain.judgements import Judgement, ScaleKind, Value
from workbench.domain.studies import Omission, Question, Rating, Span, Study
from workbench.evaluation.statistics.estimates import Resampling
from workbench.study.agreement.disagreement import disagreements
from workbench.study.agreement.findings import AxisAgreement
from workbench.study.agreement.matrix import matrix_of
from workbench.study.agreement.report import axis_agreement
from workbench.study.judged import Absent, Judged, judged, judgements, scale_of, sources, together

_SAID = frozenset({Absent.CANNOT_JUDGE, Absent.NOT_APPLICABLE})
"""What a rater says who gives no value."""
Append = Callable[[Resolution], None]
"""Puts a resolution after those that are there, on the disk, before it returns."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one of the raters said, without saying who."""

    value: Value | None
    """None when the rater said that they cannot judge it, or that it does not apply."""
    spans: tuple[Span, ...]
    """Errors that they marked in the answer, or in any where the case is about the instance."""
    omissions: tuple[Omission, ...]
    comment: str
    absent: Absent | None = None
    """Why there is no value."""


@dataclass(frozen=True, slots=True)
class Case:
    """A disagreement to be decided."""

    question: str
    thing: str
    item_id: str
    outputs: tuple[str, ...]
    """The answer; the answers by their ids where it is about the instance: preferences are below 0 for the
    first of these."""
    opinions: tuple[Opinion, ...]
    """In an order that differs from case to case."""
    share: float
    """Of all disagreement on its question, from 0 to 1."""
    resolution: Resolution | None
    """What was decided; None while it is open."""


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """Agreement on one question as rated, and with what was decided."""

    question: str
    before: AxisAgreement
    after: AxisAgreement
    """With every slip put right: who erred says what was decided. Other causes change no rating."""
    resolved: int
    changed: int
    """Ratings that a decision about a slip changes."""
    causes: tuple[tuple[Cause, int], ...]


def queue(
    study: Study, ratings: Sequence[Rating], resolutions: Sequence[Resolution] = (), seed: str = ""
) -> tuple[Case, ...]:
    """Every disagreement: open ones first, then by their part of all disagreement on their question.

    `seed` decides in which order raters stand: the same seed gives the same order.
    """
    rows = judged(study, ratings)
    given = {rating.presentation: rating for rating in ratings}
    decided = standing(resolutions)
    cases = [
        case
        for question in study.instrument.questions
        if scale_of(question) is not None
        for case in _cases((study, rows, given), question, decided, seed)
    ]
    order = [question.id for question in study.instrument.questions]
    return tuple(
        sorted(
            cases,
            key=lambda case: (
                case.resolution is not None,
                -round(case.share, 12),
                order.index(case.question),
                case.thing,
            ),
        )
    )


def resolve(
    study: Study,
    resolutions: Sequence[Resolution],
    case: Case,
    append: Append,
    *,
    value: int | None,
    cause: Cause,
    adjudicator: str,
    utc: str,
    note: str = "",
    guidelines_version: int | None = None,
) -> Resolution:
    """Decide a case, after the resolutions that are there; returns what was appended.

    Raises ValueError for a value that the question does not take.
    """
    question = next(one for one in study.instrument.questions if one.id == case.question)
    if value is not None and value not in _levels(study, question):
        raise ValueError(f"{value} is no value of {case.question}")
    made = Resolution(
        number=len(resolutions) + 1,
        id=str(uuid4()),
        utc=utc,
        study_id=study.id,
        adjudicator=adjudicator,
        question=case.question,
        thing=case.thing,
        value=value,
        cause=cause,
        note=note,
        guidelines_version=guidelines_version,
        previous=_last_link(study.id, resolutions),
    )
    append(made)
    return made


def withdraw(
    study: Study, resolutions: Sequence[Resolution], earlier: Resolution, append: Append, *, utc: str
) -> Resolution:
    """Take a decision back, so that its case is open again; returns what was appended."""
    made = replace(
        earlier,
        number=len(resolutions) + 1,
        id=str(uuid4()),
        utc=utc,
        withdrawn=True,
        previous=_last_link(study.id, resolutions),
    )
    append(made)
    return made


def standing(resolutions: Sequence[Resolution]) -> dict[tuple[str, str], Resolution]:
    """The latest decision on each question and thing; those taken back are not there."""
    found: dict[tuple[str, str], Resolution] = {}
    for one in resolutions:
        if one.withdrawn:
            found.pop((one.question, one.thing), None)
        else:
            found[one.question, one.thing] = one
    return found


def broken_at(study_id: str, resolutions: Sequence[Resolution]) -> int | None:
    """The number of the first resolution that does not follow those before it; None when all do."""
    for place, one in enumerate(resolutions):
        before = resolutions[:place]
        if one.number != place + 1 or one.previous != _last_link(study_id, before):
            return place + 1
    return None


def before_after(
    study: Study, ratings: Sequence[Rating], resolutions: Sequence[Resolution], resampling: Resampling
) -> tuple[BeforeAfter, ...]:
    """Agreement before and after, for each question with a decision that stands."""
    rows, decided = judged(study, ratings), standing(resolutions)
    found = []
    for question in study.instrument.questions:
        own = {thing: one for (name, thing), one in decided.items() if name == question.id}
        scale = scale_of(question, together(study))
        if not own or scale is None:
            continue
        before = judgements(rows, question, together(study))
        after = [_put_right(one, own.get(one.item_id)) for one in before]
        agreements = [
            axis_agreement(question.id, each, scale, resampling=resampling, clusters=sources(rows))
            for each in (before, after)
        ]
        found.append(
            BeforeAfter(
                question.id,
                agreements[0],
                agreements[1],
                len(own),
                sum(one != other for one, other in zip(before, after, strict=True)),
                tuple(Counter(one.cause for one in own.values()).most_common()),
            )
        )
    return tuple(found)


def consensus(
    rows: Sequence[Judged], question: Question, resolutions: Sequence[Resolution], answers: int = 2
) -> dict[str, Value]:
    """One value for each thing: what was decided, else what most raters said, the middle of levels in order.

    What has no majority and no middle value is left out.
    """
    decided = standing(resolutions)
    held: dict[str, list[Value]] = {}
    for one in judgements(rows, question, answers):
        if one.value is not None:
            held.setdefault(one.item_id, []).append(one.value)
    scale = scale_of(question, answers)
    found: dict[str, Value] = {}
    for thing, values in held.items():
        resolution = decided.get((question.id, thing))
        if resolution is not None:
            if resolution.value is not None:
                found[thing] = resolution.value
            continue
        ordered = scale is not None and scale.kind is not ScaleKind.NOMINAL
        agreed = _middle(values) if ordered else _majority(values)
        if agreed is not None:
            found[thing] = agreed
    return found


def _cases(
    about: tuple[Study, Sequence[Judged], Mapping[str, Rating]],
    question: Question,
    decided: Mapping[tuple[str, str], Resolution],
    seed: str,
) -> list[Case]:
    """The disagreements on one question."""
    study, rows, given = about
    scale = scale_of(question, together(study))
    assert scale is not None
    found = judgements(rows, question, together(study))
    if not any(one.value is not None for one in found):
        return []
    own: dict[str, dict[str, Judged]] = {}
    for row in rows:
        if row.question == question.id and row.main:
            own.setdefault(row.thing, {})[row.rater] = row
    cases = []
    for apart in disagreements(matrix_of(found, scale).answered()):
        said, asked = dict(apart.answers), own[apart.item_id]
        raters = [rater for rater, row in asked.items() if rater in said or row.absent in _SAID]
        raters.sort(key=lambda one: content_id("opinion", seed, study.id, question.id, apart.item_id, one))
        first = asked[raters[0]]
        opinions = [_opinion(said.get(rater), asked[rater], given) for rater in raters]
        cases.append(
            Case(
                question.id,
                apart.item_id,
                first.item_id,
                (first.output,) if first.output else tuple(sorted(first.outputs)),
                tuple(opinions),
                apart.share,
                decided.get((question.id, apart.item_id)),
            )
        )
    return cases


def _levels(study: Study, question: Question) -> tuple[Value, ...]:
    """The values that a question takes in the study."""
    scale = scale_of(question, together(study))
    return scale.levels if scale is not None else ()


def _opinion(value: Value | None, row: Judged, given: Mapping[str, Rating]) -> Opinion:
    """What a rater said. Marks lose their ids, which may tell whose they are."""
    rating, output = given[row.presentation], row.output
    return Opinion(
        value,
        tuple(replace(one, id="") for one in rating.spans if output in {"", one.output}),
        tuple(replace(one, id="") for one in rating.omissions if output in {"", one.output}),
        rating.comment,
        row.absent,
    )


def _put_right(one: Judgement, resolution: Resolution | None) -> Judgement:
    """A judgement as it stands after a decision about a slip."""
    if resolution is None or resolution.cause is not Cause.SLIP:
        return one
    if one.value is None or resolution.value is None:
        return one
    return replace(one, value=resolution.value)


def _middle(values: Sequence[Value]) -> Value | None:
    ordered = sorted(values, key=float)
    middle = len(ordered) // 2
    if len(ordered) % 2 or ordered[middle - 1] == ordered[middle]:
        return ordered[middle]
    return None


def _majority(values: Sequence[Value]) -> Value | None:
    value, count = Counter(values).most_common(1)[0]
    return value if 2 * count > len(values) else None


def _last_link(study_id: str, resolutions: Sequence[Resolution]) -> str:
    """What the next resolution has to name as the one before."""
    about: object = asdict(resolutions[-1]) if resolutions else ["resolutions", study_id]
    text = json.dumps(about, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()
