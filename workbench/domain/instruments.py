"""What an instrument may hold: the values of its questions, the keys of their answers, and its faults."""

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from workbench.domain.studies import About, Instrument, Kind, Level, Question

MOST_QUESTIONS = 200
MOST_LEVELS = 21
MOST_TYPES = 100
LONGEST_TEXT = 4_000
LONGEST_LABEL = 200
MOST_POINTS = 1_000.0
FARTHEST_PREFERENCE = 3

_IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")
_FARTHEST_VALUE = 1_000
_LONGEST_SHOWN = 64
_NEWEST_VERSION = 1_000_000


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in an instrument that is wrong, or should be better."""

    place: str
    """Where, such as "questions[2].levels[0].value"; empty when it concerns the whole."""
    message: str
    grave: bool = True
    """Whether the instrument cannot be used with it. Without: the author decides."""


def values_of(question: Question) -> tuple[int, ...]:
    """The values that answer a question: those of its levels, 0 and 1 for a criterion, none for a text.

    A preference without levels has the values from -3 to 3.
    """
    if question.levels or question.kind is Kind.TEXT:
        return tuple(level.value for level in question.levels)
    if question.kind is Kind.CHECK:
        return (0, 1)
    if question.kind is Kind.PREFERENCE:
        return tuple(range(-FARTHEST_PREFERENCE, FARTHEST_PREFERENCE + 1))
    return ()


def answer_key(question: str, output: str = "") -> str:
    """The key of an answer in `Rating.values`: the question's id, and the output's when it is about one."""
    return f"{question}/{output}" if output else question


def reason_key(question: str, output: str = "") -> str:
    """The key in `Rating.values` of the reason why nothing was marked for a value that asks for evidence.

    No question has such a key, because no id holds a full stop.
    """
    return answer_key(f"{question}.why", output)


def shortened(text: str) -> str:
    """A strange text as a message may repeat it: not long, and without what would move a cursor."""
    cut = text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
    return "".join(one if one.isprintable() else "\ufffd" for one in cut)


def faults(instrument: Instrument) -> tuple[Fault, ...]:
    """Everything that is wrong with an instrument, from its head to its last question."""
    return (*_head(instrument), *_types(instrument), *_questions(instrument))


def _head(instrument: Instrument) -> Iterator[Fault]:
    yield from _identifier("id", instrument.id)
    if not 1 <= instrument.version <= _NEWEST_VERSION:
        yield Fault("version", f"must be from 1 to {_NEWEST_VERSION:,}")
    if not _LANGUAGE.match(instrument.language):
        yield Fault("language", "must be a code of two or three letters, such as “en”")
    yield from _text("title", instrument.title, LONGEST_LABEL)
    yield from _text("about", instrument.about, empty=True)
    yield from _text("source", instrument.source, empty=True)
    if not instrument.about:
        yield Fault("about", "is empty: say what the instrument is for", grave=False)


def _types(instrument: Instrument) -> Iterator[Fault]:
    """Faults of error types, omission types, severities and what they are called.

    Lists that are too long are not looked at further: a file with hundreds of thousands of entries must
    not keep anybody waiting.
    """
    lists = {
        "error_types": instrument.error_types,
        "omission_types": instrument.omission_types,
        "severities": instrument.severities,
    }
    sizes = {place: (len(ids), MOST_TYPES) for place, ids in lists.items()}
    sizes["labels"] = (len(instrument.labels or {}), MOST_TYPES * len(lists))
    long = [(place, most) for place, (count, most) in sizes.items() if count > most]
    yield from (Fault(place, f"has more than {most} entries") for place, most in long)
    if not long:
        yield from _types_one_by_one(lists)
        yield from _labels(lists, instrument.labels or {})


def _types_one_by_one(lists: Mapping[str, tuple[str, ...]]) -> Iterator[Fault]:
    for place, ids in lists.items():
        for index, one in enumerate(ids):
            yield from _identifier(f"{place}[{index}]", one)
        yield from _repeated(place, "", ids)
    if (lists["error_types"] or lists["omission_types"]) and not lists["severities"]:
        yield Fault("severities", "is empty, although errors or omissions can be marked")


def _labels(lists: Mapping[str, tuple[str, ...]], labels: Mapping[str, str]) -> Iterator[Fault]:
    named = tuple(one for ids in lists.values() for one in ids)
    for one in sorted({one for one in named if named.count(one) > 1}):
        if not any(ids.count(one) > 1 for ids in lists.values()):
            yield Fault("labels", f"“{shortened(one)}” is in two of the lists and can have one label only")
    for one, label in labels.items():
        yield from _text(f"labels.{shortened(one)}", label, LONGEST_LABEL)
        if one not in named:
            yield Fault(
                f"labels.{shortened(one)}", "is neither an error type, an omission type nor a severity"
            )
    for one in dict.fromkeys(named):
        if one not in labels:
            yield Fault("labels", f"“{shortened(one)}” has no label", grave=False)


def _questions(instrument: Instrument) -> Iterator[Fault]:
    questions = instrument.questions
    if not questions:
        yield Fault("questions", "is empty: an instrument asks something")
    if len(questions) > MOST_QUESTIONS:
        yield Fault("questions", f"has more than {MOST_QUESTIONS} entries")
        return
    yield from _repeated("questions", ".id", [question.id for question in questions])
    for index, question in enumerate(questions):
        place = f"questions[{index}]"
        yield from _identifier(f"{place}.id", question.id)
        yield from _text(f"{place}.text", question.text)
        yield from _text(f"{place}.name", question.name, LONGEST_LABEL, empty=True)
        yield from _levels(place, question)
        yield from _points(place, question)
        if question.kind is Kind.PREFERENCE and question.about is not About.INSTANCE:
            yield Fault(f"{place}.about", "must be “instance”: a preference is about the answers together")
        yield from _evidence(place, question, bool(instrument.error_types or instrument.omission_types))
        yield from _condition(place, question, questions[:index], {one.id for one in questions[index + 1 :]})


def _levels(place: str, question: Question) -> Iterator[Fault]:
    levels = question.levels
    values = [level.value for level in levels]
    place = f"{place}.levels"
    yield from _number_of_levels(place, question)
    if len(levels) > MOST_LEVELS:
        return
    yield from _repeated(place, ".value", values)
    for index, level in enumerate(levels):
        yield from _level(f"{place}[{index}]", level)
    # Equal values are told above.
    if question.kind in {Kind.SCALE, Kind.PREFERENCE} and any(
        late < early for early, late in pairwise(values)
    ):
        yield Fault(place, "must be in the order of their values, lowest first")
    if question.kind is Kind.CHECK and levels and set(values) != {0, 1}:
        yield Fault(place, "must have the values 0 (not met) and 1 (met), or be left out")
    if question.kind is Kind.PREFERENCE and levels:
        if sorted(values) != sorted(-value for value in values):
            yield Fault(place, "must favour the first answer as far as the last, such as -1, 0 and 1")
        if max(abs(value) for value in values) > FARTHEST_PREFERENCE:
            yield Fault(place, f"must be from -{FARTHEST_PREFERENCE} to {FARTHEST_PREFERENCE}")


def _number_of_levels(place: str, question: Question) -> Iterator[Fault]:
    count = len(question.levels)
    if count > MOST_LEVELS:
        yield Fault(place, f"has more than {MOST_LEVELS} entries")
    elif question.kind is Kind.TEXT and count:
        yield Fault(place, "must be left out: a text has no levels")
    elif count < 2 and (question.kind in {Kind.SCALE, Kind.CHOICE} or count == 1):
        yield Fault(place, "needs at least two entries to choose from")


def _level(place: str, level: Level) -> Iterator[Fault]:
    if abs(level.value) > _FARTHEST_VALUE:
        yield Fault(f"{place}.value", f"must be from -{_FARTHEST_VALUE:,} to {_FARTHEST_VALUE:,}")
    yield from _text(f"{place}.label", level.label, LONGEST_LABEL)
    yield from _text(f"{place}.anchor", level.anchor, empty=True)
    if not level.anchor:
        yield Fault(f"{place}.anchor", "is empty: say what exactly this level means", grave=False)


def _points(place: str, question: Question) -> Iterator[Fault]:
    points = question.points
    if question.kind is not Kind.CHECK:
        if points is not None:
            yield Fault(f"{place}.points", f"must be left out: only a “{Kind.CHECK}” has points")
    elif points is None:
        yield Fault(f"{place}.points", "is missing: a criterion has points")
    elif not math.isfinite(points) or points == 0 or abs(points) > MOST_POINTS:
        yield Fault(f"{place}.points", f"must be from -{MOST_POINTS:,.0f} to {MOST_POINTS:,.0f}, and not 0")


def _evidence(place: str, question: Question, can_be_marked: bool) -> Iterator[Fault]:
    place = f"{place}.evidence_if"
    yield from _values(place, question.evidence_if, question)
    if question.evidence_if and not can_be_marked:
        yield Fault(place, "asks for marks, but there are no error or omission types", grave=False)


def _condition(
    place: str, question: Question, before: tuple[Question, ...], after: set[str]
) -> Iterator[Fault]:
    """Faults of when a question is shown. Conditions only look back, so that there are no circles."""
    condition = question.shown_if
    if condition is None:
        return
    place = f"{place}.shown_if"
    asked = next((one for one in before if one.id == condition.question), None)
    if asked is None:
        if condition.question == question.id:
            reason = "is the question itself"
        elif condition.question in after:
            reason = "comes later; a question depends on earlier ones"
        else:
            reason = "is no question of this instrument"
        yield Fault(f"{place}.question", f"“{shortened(condition.question)}” {reason}")
        return
    if question.about is About.INSTANCE and asked.about is About.ANSWER:
        yield Fault(
            f"{place}.question", f"“{shortened(asked.id)}” has a value for each answer, not one for all"
        )
    if not condition.values:
        yield Fault(f"{place}.values", "is empty: the question would never be shown")
    yield from _values(f"{place}.values", condition.values, asked)


def _values(place: str, values: tuple[int, ...], question: Question) -> Iterator[Fault]:
    if len(values) > MOST_LEVELS:
        yield Fault(place, f"has more than {MOST_LEVELS} entries")
        return
    known = frozenset(values_of(question))
    yield from _repeated(place, "", values)
    for index, value in enumerate(values):
        if value not in known:
            yield Fault(f"{place}[{index}]", f"{value} is no value of “{shortened(question.id)}”")


def _identifier(place: str, text: str) -> Iterator[Fault]:
    if not _IDENTIFIER.match(text):
        yield Fault(place, "must be 1 to 64 small letters, digits, “-” or “_”, a letter or digit first")


def _text(place: str, text: str, longest: int = LONGEST_TEXT, *, empty: bool = False) -> Iterator[Fault]:
    if not empty and not text.strip():
        yield Fault(place, "is empty")
    elif len(text) > longest:
        yield Fault(place, f"is longer than {longest:,} characters")
    elif any(unicodedata.category(one) in {"Cc", "Cs"} and one != "\n" for one in text):
        yield Fault(place, "holds control characters, or half of one")


def _repeated(place: str, field: str, values: Iterable[object]) -> Iterator[Fault]:
    seen: dict[object, int] = {}
    for index, value in enumerate(values):
        if seen.setdefault(value, index) != index:
            yield Fault(
                f"{place}[{index}]{field}",
                f"“{shortened(str(value))}” is the same as {place}[{seen[value]}]{field}",
            )
