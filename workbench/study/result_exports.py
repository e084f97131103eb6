"""The results of a study as other programs take them, with what was left out and why."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Generic, TypeVar

from workbench.domain.instruments import values_of
from workbench.domain.studies import About, Kind, Question, StudyItem
from workbench.formats.arena_battles import Battle, Winner
from workbench.formats.healthbench_jsonl import Criterion, GradedAnswer, RubricItem
from workbench.formats.llm_comparator_json import FARTHEST, Comparison, RaterScore
from workbench.formats.preferences_jsonl import PreferredPair
from workbench.study.judged import Judged, oriented
from workbench.study.preferred import preference_questions
from workbench.study.results import Results

Row = TypeVar("Row")

CLEAR = 1 / 3
"""A preference is clear from this part of its scale on: one step of three."""
NO_PREFERENCE = "nobody preferred one of two answers"
SAME_ARM = "both answers are of one arm"
OTHER_ARMS = "the answers are of other arms"
SEVERAL = "votes among other than two answers"
NOT_CLEAR = "no clear preference"
DIVIDED = "raters preferred different answers"
UNACCEPTABLE = "the preferred answer is not acceptable to most raters"


@dataclass(frozen=True, slots=True)
class Exported(Generic[Row]):
    """Rows for another program. Rows in are those here and those left out together."""

    rows: tuple[Row, ...]
    left_out: tuple[tuple[str, int], ...]
    """Reasons, and how many for each."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """The votes on the answers of one item, by their ids in order."""

    item: StudyItem
    outputs: tuple[str, str]
    votes: tuple[Judged, ...]


def preferred_pairs(found: Results) -> Exported[PreferredPair]:
    """Clear preferences whose chosen answer is acceptable, one for each item and pair of answers.

    Clear: the mean is at least a third of the scale from equal, and no rater preferred the other answer. The
    chosen answer must be acceptable to most raters where the instrument asks for that.
    """
    question = _main(found)
    most = max(values_of(question)) if question is not None else 1
    rows, left = [], _several(found)
    texts, models = _texts(found), _models(found)
    accepted = acceptable(found)
    for pair in _pairs(found):
        values = [value for row in pair.votes if (value := oriented(row)) is not None]
        mean = fmean(values) if values else 0.0
        winner = int(mean > 0)
        reason = ""
        if not values:
            reason = NO_PREFERENCE
        elif min(values) < 0 < max(values):
            reason = DIVIDED
        elif abs(mean) < CLEAR * most - 1e-9:
            reason = NOT_CLEAR
        elif not accepted.get(pair.outputs[winner], True):
            reason = UNACCEPTABLE
        if reason:
            left[reason] += 1
            continue
        chosen, rejected = pair.outputs[winner], pair.outputs[1 - winner]
        rows.append(
            PreferredPair(
                *(pair.item.id, prompt(pair.item), texts[chosen], texts[rejected]),
                *(models[chosen], models[rejected], len(values), abs(mean)),
            )
        )
    return Exported(tuple(rows), tuple(left.most_common()))


def battles(found: Results) -> Exported[Battle]:
    """Every vote of a first pass as a battle; ties of two unacceptable answers as "bothbad"."""
    rows, left = [], _several(found)
    models, bad = _models(found), _unacceptable_to(found)
    for pair in _pairs(found):
        for row in pair.votes:
            left_model, right_model = (models[one] for one in row.outputs)
            if not isinstance(row.value, int):
                left[NO_PREFERENCE] += 1
            elif left_model == right_model:
                left[SAME_ARM] += 1
            else:
                both = all((row.presentation, one) in bad for one in row.outputs)
                winner = Winner.BOTH_BAD if both else Winner.TIE
                if row.value:
                    winner = Winner.MODEL_B if row.value > 0 else Winner.MODEL_A
                rows.append(
                    Battle(pair.item.id, left_model, right_model, winner, row.rater, pair.item.language)
                )
    return Exported(tuple(rows), tuple(left.most_common()))


def comparisons(found: Results) -> Exported[Comparison]:
    """The items with votes between the key's first two arms: A is the first of them."""
    question = _main(found)
    most = max(values_of(question)) if question is not None else 1
    rows, left = [], _several(found)
    texts, first_two = _texts(found), found.arms[:2]
    for pair in _pairs(found):
        arms = {found.key.outputs[one][0]: one for one in pair.outputs}
        if set(arms) != set(first_two):
            left[OTHER_ARMS if len(arms) == 2 else SAME_ARM] += 1
            continue
        first = arms[first_two[0]]
        scores = tuple(
            RaterScore(
                row.rater, _score(row.value, most, flipped=row.outputs[1] == first), row.outputs[1] == first
            )
            for row in pair.votes
            if isinstance(row.value, int)
        )
        if not scores:
            left[NO_PREFERENCE] += 1
            continue
        item = pair.item
        rows.append(
            Comparison(prompt(item), (item.task_id,), texts[first], texts[arms[first_two[1]]], scores)
        )
    return Exported(tuple(rows), tuple(left.most_common()))


def rubrics(found: Results) -> Exported[RubricItem]:
    """Every item with the instrument's criteria, and what raters decided about each answer."""
    checks = [
        one for one in found.study.instrument.questions if one.kind is Kind.CHECK and one.points is not None
    ]
    if not checks:
        return Exported((), (("the instrument has no criteria with points", len(found.study.items)),))
    criteria = tuple(Criterion(one.text, one.points or 0.0, (f"question:{one.id}",)) for one in checks)
    grades: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in found.rows:
        if row.main and isinstance(row.value, int):
            grades[row.output, row.question].append(row.value)
    models = _models(found)
    rows, left = [], Counter[str]()
    for item in found.study.items:
        own = [one for one in found.study.outputs if one.item_id == item.id and one.id in models]
        if not own:
            left["no answer of it is in the key"] += 1
            continue
        answers = tuple(
            GradedAnswer(
                models[one.id],
                one.text,
                tuple((sum(grades[one.id, each.id]), len(grades[one.id, each.id])) for each in checks),
            )
            for one in own
        )
        rows.append(RubricItem(item.id, prompt(item), (f"task:{item.task_id}",), criteria, answers))
    return Exported(tuple(rows), tuple(left.most_common()))


def acceptability(questions: Sequence[Question]) -> Question | None:
    """The question whether an answer is acceptable; None where the instrument does not ask."""
    return next(
        (
            one
            for one in questions
            if one.about is About.ANSWER and one.id.startswith("accept") and len(values_of(one)) > 1
        ),
        None,
    )


def acceptable(found: Results) -> dict[str, bool]:
    """Whether most raters find an answer acceptable: in the upper half of the levels. Only where asked."""
    question = acceptability(found.study.instrument.questions)
    if question is None:
        return {}
    held: dict[str, list[bool]] = defaultdict(list)
    for row in found.rows:
        if row.main and row.question == question.id and isinstance(row.value, int):
            held[row.output].append(_good(question, row.value))
    return {output: 2 * sum(each) > len(each) for output, each in held.items()}


def prompt(item: StudyItem) -> str:
    """What a model was asked: the task's definition and the input."""
    return f"{item.instruction}\n\n{item.prompt}" if item.instruction else item.prompt


def _unacceptable_to(found: Results) -> set[tuple[str, str]]:
    """Presentations and answers that their rater found unacceptable."""
    question = acceptability(found.study.instrument.questions)
    return {
        (row.presentation, row.output)
        for row in found.rows
        if question is not None
        and row.question == question.id
        and isinstance(row.value, int)
        and not _good(question, row.value)
    }


def _good(question: Question, value: int) -> bool:
    """Whether a level is in the upper half of the levels."""
    levels = sorted(values_of(question))
    return levels.index(value) >= len(levels) / 2


def _score(value: int, most: int, *, flipped: bool) -> float:
    """A preference, below 0 for the left, as a score above 0 for A."""
    scaled = FARTHEST * value / most
    return scaled if flipped else -scaled if scaled else 0.0


def _main(found: Results) -> Question | None:
    asked = preference_questions(found.study.instrument.questions)
    return asked[0] if asked else None


def _pairs(found: Results) -> list[_Pair]:
    """First passes on the main preference by item and pair of answers."""
    question = _main(found)
    items = {item.id: item for item in found.study.items}
    held: dict[tuple[str, str, str], list[Judged]] = defaultdict(list)
    for row in found.rows:
        if question is None or row.question != question.id or not row.main or len(row.outputs) != 2:
            continue
        if all(one in found.key.outputs for one in row.outputs):
            first, second = sorted(row.outputs)
            held[row.item_id, first, second].append(row)
    return [_Pair(items[item], (first, second), tuple(rows)) for (item, first, second), rows in held.items()]


def _several(found: Results) -> Counter[str]:
    """Presentations of the main preference that are not of two answers: pairs cannot be made of them."""
    question = _main(found)
    count = sum(
        question is not None and row.question == question.id and row.main and len(row.outputs) != 2
        for row in found.rows
    )
    return Counter({SEVERAL: count} if count else {})


def _texts(found: Results) -> dict[str, str]:
    return {output.id: output.text for output in found.study.outputs}


def _models(found: Results) -> dict[str, str]:
    """What each answer's model is called: with the arm where two arms have the same name."""
    names = {arm.id: f"{arm.model} {arm.quantization}".strip() for arm in found.key.arms}
    twice = {name for name, count in Counter(names.values()).items() if count > 1}
    told = {arm: f"{name} ({arm})" if name in twice else name for arm, name in names.items()}
    return {output: told[arm] for output, (arm, _) in found.key.outputs.items()}
