"""A study and its key from what models answered: what raters see leads to no arm.

Ids of answers are drawn at random and sorted by; sides and orders come from a keyed hash whose key is in the
sealed key alone. What an arm is called enters neither.
"""

import json
import re
import secrets
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

from workbench.domain.errors import WorkbenchError
from workbench.domain.ids import content_id
from workbench.domain.instruments import faults
from workbench.domain.runs import RunSpec
from workbench.domain.studies import (
    Arm,
    Instrument,
    Kind,
    Presentation,
    Split,
    Study,
    StudyItem,
    StudyKey,
    StudyOutput,
)
from workbench.domain.tasks import Instance
from workbench.formats.study_key import sealing
from workbench.store.project import Project
from workbench.study.assignment import GAP, Wishes, orders
from workbench.study.choosing import Choice, Chosen, Strata, answers_to, choose
from workbench.study.presentations import presented
from workbench.study.sides import MOST_ARMS, Secret

WRITTEN = "T"
"""The arm of answers that were written for training."""
_RATER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An answer as raters see it."""

    text: str
    changes: tuple[Mapping[str, object], ...] = ()
    """What was masked or normalised; goes into the key."""


Prepare = Callable[[str, Instance], Prepared]
"""Masks and normalises an answer to an instance, the same for all arms."""


def as_it_is(text: str, _instance: Instance) -> Prepared:
    """The answer without any change."""
    return Prepared(text)


@dataclass(frozen=True, slots=True)
class Lesson:
    """An item to learn from before the rest, with what is right about it.

    Either `instance_id` names an instance, and the answers are the runs'; or prompt and answers are written.
    """

    expected: Mapping[str, int]
    """Right values by question, or by question and number of the answer from 1 ("correctness/2")."""
    feedback: str
    """Why they are right."""
    instance_id: str = ""
    prompt: str = ""
    answers: tuple[str, ...] = ()
    reference: str | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class StudyOrder:
    """What a study shall be."""

    title: str
    runs: tuple[str, ...]
    """The arms, 1 to 4 runs. Their order tells nobody anything."""
    instrument: Instrument
    raters: tuple[str, ...]
    """Codes, never names."""
    guidelines: str = ""
    """Markdown."""
    guidelines_version: int = 1
    version: int = 1
    tasks: tuple[str, ...] = ()
    """Those to draw instances from; all when empty."""
    size: int | None = None
    """Instances besides training; None for all that every run answered."""
    strata: Strata = Strata.TASK
    seed: int = 0
    together: bool = True
    """Whether the answers to an instance stand side by side; without, each is judged by itself."""
    overlap: int | None = None
    """Raters of each instance; None for all of them."""
    repeats: float = 0.15
    """The share of a rater's instances that come a second time, unannounced."""
    gap: int = GAP
    """How many places later at least."""
    anchors: int = 0
    """Instances that every rater sees, of those drawn."""
    every: int = 10
    """An anchor comes after so many others."""
    training: tuple[Lesson, ...] = ()
    pass_mark: float | None = None
    """The share of right values in training that lets a rater go on."""
    consent: str = ""
    shows_reference: bool = True


@dataclass(frozen=True, slots=True)
class Built:
    """A study with its key, and what became of every instance."""

    study: Study
    key: StudyKey
    choice: Choice
    notes: tuple[str, ...]
    """What is worth knowing before it is sent: repeats that found no place, equal or empty answers."""


@dataclass(slots=True)
class _Making:
    """Items and outputs on their way into a study."""

    project: Project
    order: StudyOrder
    prepare: Prepare
    draw: Callable[[], str]
    items: list[StudyItem]
    outputs: list[StudyOutput]
    arms: dict[str, tuple[str, str]]
    """Output id to arm and instance."""
    of_item: dict[str, dict[str, str]]
    """Item id to arm to output id."""
    changes: list[str]

    def add(self, item: StudyItem, about: str, answers: Iterable[tuple[str, str, Prepared]]) -> None:
        """Add an item with its answers: the name it is dealt under, the arm, and the text of each."""
        self.items.append(item)
        held = self.of_item.setdefault(item.id, {})
        for name, arm, prepared in answers:
            made_id = self.draw()
            while made_id in self.arms:
                made_id = self.draw()
            held[name] = made_id
            self.arms[made_id] = (arm, about)
            self.outputs.append(StudyOutput(made_id, item.id, prepared.text))
            self.changes += [
                json.dumps({"output": made_id, **change}, ensure_ascii=False, sort_keys=True)
                for change in prepared.changes
            ]


def build(
    project: Project,
    order: StudyOrder,
    *,
    prepare: Prepare = as_it_is,
    key: bytes | None = None,
    draw: Callable[[], str] | None = None,
) -> Built:
    """Make the study that `order` asks for, and its key.

    Args:
        key: decides sides and orders; drawn at random unless given.
        draw: makes the ids of answers; random unless given.

    Raises:
        UnknownNameError: the project has no such run or instance.
        WorkbenchError: such a study cannot be; says why.
    """
    _check(order)
    named = {f"A{place}": run_id for place, run_id in enumerate(order.runs, start=1)}
    specs = {arm: project.runs.spec(run_id) for arm, run_id in named.items()}
    choice = choose(
        project,
        order.runs,
        tasks=order.tasks,
        size=order.size,
        strata=order.strata,
        seed=order.seed,
        besides=[lesson.instance_id for lesson in order.training],
    )
    if not choice.chosen:
        raise WorkbenchError(_nothing(choice))
    made = _Making(project, order, prepare, draw or _random_id, [], [], {}, {}, [])
    lessons = [_add_lesson(made, tuple(named), lesson) for lesson in order.training]
    anchors = {one.instance.id for one in choice.chosen[: order.anchors]}
    for one in choice.chosen:
        _add_chosen(made, tuple(named), one, Split.ANCHOR if one.instance.id in anchors else Split.MAIN)
    secret = Secret(secrets.token_bytes(32) if key is None else key, str(order.seed))
    shown, notes = _presentations(order, made, secret, lessons)
    study = _study(order, made, shown)
    arms = [_arm(arm, named[arm], specs[arm]) for arm in named]
    if any(arm == WRITTEN for arm, _ in made.arms.values()):
        arms.append(Arm(WRITTEN, "", "written for training", "", "", "", "", "{}"))
    sealed_key = StudyKey(study.id, secret.key.hex(), tuple(arms), made.arms, tuple(made.changes))
    return Built(sealing(study, sealed_key), sealed_key, choice, (*notes, *_answer_notes(choice, made.items)))


def _check(order: StudyOrder) -> None:
    """Refuse an order that no study can follow."""
    if not 1 <= len(set(order.runs)) == len(order.runs) <= MOST_ARMS:
        raise WorkbenchError(f"A study has 1 to {MOST_ARMS} different runs as its arms.")
    if not order.raters or len(set(order.raters)) != len(order.raters):
        raise WorkbenchError("A study has raters, each with a code of their own.")
    for rater in order.raters:
        if not _RATER.fullmatch(rater):
            raise WorkbenchError(f"“{rater}” is no code for a rater: use letters, digits, “-” and “_”.")
    if order.overlap is not None and not 1 <= order.overlap <= len(order.raters):
        raise WorkbenchError(
            f"{order.overlap} ratings of each instance need as many raters; there are {len(order.raters)}."
        )
    if order.size is not None and order.size <= order.anchors:
        raise WorkbenchError(f"Of {order.size} instances, {order.anchors} cannot be anchors.")
    if order.pass_mark is not None and not order.training:
        raise WorkbenchError("A pass mark needs items for training.")
    grave = [fault for fault in faults(order.instrument) if fault.grave]
    if grave:
        raise WorkbenchError(
            f"The instrument “{order.instrument.title}” cannot be used: {grave[0].place} {grave[0].message}."
        )
    single = len(order.runs) == 1 or not order.together
    if single and any(question.kind is Kind.PREFERENCE for question in order.instrument.questions):
        raise WorkbenchError(
            f"The instrument “{order.instrument.title}” asks which answer is better; it needs "
            "two runs or more, side by side."
        )


def _nothing(choice: Choice) -> str:
    reasons = "; ".join(f"{count} {reason}" for reason, count in choice.reasons.items())
    return f"There is nothing to rate: no instance was answered by every run ({reasons or 'none was asked'})."


def _random_id() -> str:
    return secrets.token_hex(10)


def _add_chosen(made: _Making, arms: Sequence[str], one: Chosen, split: Split) -> None:
    """Add an instance with what the runs answered."""
    prepared = [made.prepare(answer.text, one.instance) for answer in one.answers]
    made.add(_item(made, one, split), one.instance.id, zip(arms, arms, prepared, strict=True))


def _item(made: _Making, one: Chosen, split: Split) -> StudyItem:
    task = made.project.tasks.get(one.instance.task_id)
    return StudyItem(
        id=content_id("study item", one.instance.id),
        task_id=task.id,
        prompt=one.instance.input,
        instruction=task.instruction,
        reference="\n".join(one.instance.references) if made.order.shows_reference else None,
        split=split,
        language=one.language,
        source=", ".join(task.source),
    )


def _add_lesson(made: _Making, arms: Sequence[str], lesson: Lesson) -> str:
    """Add an item to learn from; its id."""
    order = made.order
    if lesson.instance_id:
        one = answers_to(made.project, order.runs, lesson.instance_id)
        item = _item(made, one, Split.TRAINING)
        about, answers = one.instance, [answer.text for answer in one.answers]
        names = list(arms)
    else:
        item = StudyItem(
            content_id("study lesson", lesson.prompt, lesson.answers),
            "",
            lesson.prompt,
            reference=lesson.reference if order.shows_reference else None,
            split=Split.TRAINING,
            language=lesson.language,
        )
        about, answers = Instance(item.id, "", lesson.prompt, ()), list(lesson.answers)
        names = [f"{WRITTEN}{place}" for place in range(1, len(answers) + 1)]
    if not 1 <= len(answers) <= MOST_ARMS or item.id in made.of_item:
        raise WorkbenchError(f"An item for training has 1 to {MOST_ARMS} answers and is there once.")
    texts = zip(names, answers, strict=True)
    own = bool(lesson.instance_id)
    made.add(
        item,
        about.id if own else "",
        (
            (name, name if own else WRITTEN, made.prepare(text, about) if own else Prepared(text))
            for name, text in texts
        ),
    )
    made.items[-1] = _taught(order, item, lesson, [made.of_item[item.id][name] for name in names])
    return item.id


def _taught(order: StudyOrder, item: StudyItem, lesson: Lesson, outputs: Sequence[str]) -> StudyItem:
    """The item with what is expected of it, by output id."""
    known = {question.id for question in order.instrument.questions}
    expected = {}
    for asked, value in lesson.expected.items():
        question, slash, place = asked.partition("/")
        fits = not slash or (place.isdecimal() and 1 <= int(place) <= len(outputs))
        if question not in known or not fits:
            raise WorkbenchError(f"An item for training expects “{asked}”, which is not asked about it.")
        expected[f"{question}/{outputs[int(place) - 1]}" if slash else question] = value
    return replace(item, expected=expected, feedback=lesson.feedback)


def _presentations(
    order: StudyOrder, made: _Making, secret: Secret, lessons: Sequence[str]
) -> tuple[list[Presentation], list[str]]:
    """What each rater sees in which order, and what could not be had."""
    units = _units(order, made)
    split = {item.id: item.split for item in made.items}
    of = {name: split[item_id] for name, (item_id, _) in units.items()}
    wishes = Wishes(
        training=tuple(name for item_id in lessons for name, one in units.items() if one[0] == item_id),
        anchors=tuple(name for name in units if of[name] is Split.ANCHOR),
        every=order.every,
        repeats=order.repeats,
        gap=order.gap,
    )
    main = [name for name in units if of[name] is Split.MAIN]
    found: list[Presentation] = []
    notes: list[str] = []
    all_orders = orders(secret, main, order.raters, order.overlap or len(order.raters), wishes)
    dealt = presented(secret, all_orders, {name: arms for name, (_, arms) in units.items()})
    for rater, own in all_orders.items():
        for number, one in enumerate(dealt[rater], start=1):
            item_id = units[one.turn.instance][0]
            outputs = made.of_item[item_id]
            found.append(
                Presentation(
                    f"{rater}-{number:03}",
                    rater,
                    item_id,
                    tuple(outputs[name] for name in one.side.arms),
                    number,
                    one.turn.passage - 1,
                )
            )
        notes += [f"{rater}: {reason}" for reason in own.reasons]
    return found, notes


def _units(order: StudyOrder, made: _Making) -> dict[str, tuple[str, tuple[str, ...]]]:
    """What is put before a rater at once, by a name: the item, and the names of its answers."""
    if order.together:
        return {item.id: (item.id, tuple(made.of_item[item.id])) for item in made.items}
    return {f"{item.id}/{name}": (item.id, (name,)) for item in made.items for name in made.of_item[item.id]}


def _study(order: StudyOrder, made: _Making, shown: Sequence[Presentation]) -> Study:
    # By rater in the order in which they were named.
    place = {rater: number for number, rater in enumerate(order.raters)}
    return Study(
        id=str(uuid.uuid4()),
        title=order.title,
        version=order.version,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        instrument=order.instrument,
        guidelines=order.guidelines,
        guidelines_version=order.guidelines_version,
        items=tuple(sorted(made.items, key=lambda one: one.id)),
        outputs=tuple(sorted(made.outputs, key=lambda one: one.id)),
        presentations=tuple(sorted(shown, key=lambda one: (place[one.rater], one.number))),
        consent=order.consent,
        pass_mark=order.pass_mark,
        shows_reference=order.shows_reference,
        arms=len(order.runs) if order.together else 1,
    )


def _arm(arm: str, run_id: str, spec: RunSpec) -> Arm:
    model = spec.model
    return Arm(
        id=arm,
        run_id=run_id,
        model=model.name,
        file=model.file,
        sha256=model.sha256,
        quantization=dict(model.metadata).get("quantization", ""),
        engine=spec.engine,
        sampling=json.dumps(asdict(spec.sampling), sort_keys=True),
    )


def _answer_notes(choice: Choice, items: Sequence[StudyItem]) -> Iterable[str]:
    """What raters will wonder about."""
    texts = [[answer.text for answer in one.answers] for one in choice.chosen]
    empty = sum(not text.strip() for answers in texts for text in answers)
    equal = sum(len(answers) > 1 and len(set(answers)) == 1 for answers in texts)
    if empty:
        yield f"{empty} answers are empty"
    if equal:
        yield f"of {equal} instances all answers are the same"
    if not any(item.split is Split.TRAINING for item in items):
        yield "there is nothing to learn from before the start"
