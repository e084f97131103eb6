"""Which label of a closed task an answer gives: diagnoses, treatments, relations between statements.

A label is found as a whole word, the longest first ("unstable angina" is not "stable angina"), whatever
its case, accents and punctuation. What is denied does not count, what is declared ("the diagnosis is")
counts before what is merely named, and an answer that names several labels gives none.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from workbench.domain.catalogue import CLOSED
from workbench.domain.scores import Answer, Reading
from workbench.evaluation.metrics.corrected.mentions import held, names, settled_on
from workbench.evaluation.metrics.corrected.plain import (
    DECLINED,
    EMPTY,
    Unread,
    declines,
    either_spelling,
    folded,
    latest_first,
    settled,
)

NO_LABELS = Unread("the task lists no labels")
SEVERAL = Unread("it names several labels")
ALL = Unread("it lists all labels")
UNNAMED = Unread("it names none of the labels")
DENIED = Unread("it only says what it is not")

_FORMS = {
    "entailment": ("entails", "entailed", "entail"),
    "contradiction": ("contradicts", "contradicted", "contradictory", "contradict"),
}
_EDGE = r"a-z0-9\u0400-\u04ff"
_PART = re.compile(r"\s*\(|\s+/\s+|\s+and/or\s+")
_IN_LETTERS = re.compile(f"[{_EDGE}]")
_KIND = re.compile(r"(?<=\w{4}) (?:syndrome|disease)$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_DECLARING = re.compile(
    r"(?:\b(?:answer|label|(?<!differential )diagnosis|diagnose|recommend|"
    r"diagnosis result|output|result|classification|classified as|category|"
    r"relation|relationship|treatment|treatment planning|planning|conclusion|prediction|decision|choose|"
    r"diagnostic|reponse|diagnostico|respuesta|диагноз|ответ)\b|诊断|答案|診断|答え)"
    r"(?:\W|\b(?:is|was|would be|should be|most likely|likely|probably|final|the|a|an|that|of|"
    r"est|es|la|el|le|une?)\b|は|是|为){0,12}$"
)
# "Sinusitis or asthma", where only asthma is a label.
_OR_ELSE = re.compile(r"[^.;:\n]{1,60}\b(?:or|ou|o|или)\s+", re.IGNORECASE)
_FEWEST_OF_ALL = 3
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class _Labels:
    """The labels of a task, made ready to be found."""

    exact: dict[str, str]
    """Folded small wordings with the labels they name."""
    pattern: re.Pattern[str]
    """Finds any wording, the longest first."""


def read_label(answer: Answer) -> Reading | Unread:
    """The label that `answer` gives, as the task spells it."""
    if not answer.labels:
        return NO_LABELS
    labels = _ready(answer.labels, answer.task_id)
    said = answer.output.strip()
    given = labels.exact.get(said) or labels.exact.get(_key(said))
    if given is not None:
        start = answer.output.index(said)
        return Reading(given, 1.0, ((start, start + len(said)),))
    if not said:
        return EMPTY
    found: Reading | Unread = UNNAMED
    for text in latest_first(settled(answer.output).lower()):
        found = _read_slowly(text, labels, answer.labels)
        if isinstance(found, Reading):
            break
    part = _only_with(_key(said), labels) if found is UNNAMED else None
    if part is not None:
        start = answer.output.index(said)
        return Reading(part, 0.6, ((start, start + len(said)),))
    return found


def _only_with(key: str, labels: _Labels) -> str | None:
    """The only label that has the words of an answer within it: "bipolar" of "bipolar disorder"."""
    found = {label for wording, label in labels.exact.items() if f" {key} " in f" {wording.lower()} "}
    return found.pop() if len(found) == 1 and len(key) >= _SHORTEST else None


def _read_slowly(text: str, labels: _Labels, spelled: tuple[str, ...]) -> Reading | Unread:
    """`read_label` of a folded answer that is more than a label."""
    found = [(labels.exact[_key(one[0])], one.span()) for one in labels.pattern.finditer(text)]
    kept = held(text, found)
    declared = [
        (label, span) for label, span in kept if _DECLARING.search(text, max(0, span[0] - 60), span[0])
    ]
    if declared and not _goes_on(text, declared[-1], kept):
        return Reading(declared[-1][0], 0.95, (declared[-1][1],))
    said = settled_on(text, kept)
    given = names(said)
    if (
        len(given) == 1
        and _OR_ELSE.fullmatch(text[: said[0][1][0]])
        and not text[said[0][1][1] :].strip(" .!")
    ):
        return SEVERAL
    if len(given) == 1:
        return Reading(said[0][0], 0.8, tuple(span for _, span in said))
    if given:
        return ALL if len(given) == len(set(spelled)) >= _FEWEST_OF_ALL else SEVERAL
    return DECLINED if declines(text) else DENIED if found else UNNAMED


_NUMBERS = re.compile(r"\W*\d{1,2}(?:(?:\W|\band\b)+\d{1,2})*\W*")


def labels_in(answer: Answer) -> tuple[str, ...]:
    """All labels that `answer` gives where a task allows several, in the task's order; () when none.

    Denied ones do not count. An answer of nothing but numbers means the labels by their places.
    """
    numbers = _NUMBERS.fullmatch(answer.output)
    if numbers is not None:
        places = {int(number) for number in re.findall(r"\d+", answer.output)}
        return tuple(label for place, label in enumerate(answer.labels, 1) if place in places)
    given = {label for label, _ in _held(answer)}
    return tuple(label for label in answer.labels if label in given)


def read_labels(answer: Answer) -> Reading | Unread:
    """`labels_in`, shown as "Symptom; Billing"."""
    if not answer.labels:
        return NO_LABELS
    if not answer.output.strip():
        return EMPTY
    given = labels_in(answer)
    if not given:
        return DECLINED if declines(settled(answer.output)) else UNNAMED
    spans = tuple(span for _, span in _held(answer))
    return Reading("; ".join(given), 0.9 if spans else 0.7, spans)


def _held(answer: Answer) -> list[tuple[str, tuple[int, int]]]:
    """The labels that the answer names and does not deny, with their places."""
    text = settled(answer.output).lower()
    labels = _ready(answer.labels, answer.task_id)
    return held(text, [(labels.exact[_key(one[0])], one.span()) for one in labels.pattern.finditer(text)])


_LIST = re.compile(r"\s*(?:[,;/]|\b(?:and|or|et|ou|y|o|и|или)\b|と|か|和|或|、|\s)*")


def _goes_on(
    text: str, declared: tuple[str, tuple[int, int]], kept: list[tuple[str, tuple[int, int]]]
) -> bool:
    """Whether another label follows the declared one in the same list: "the answer is gout or asthma"."""
    return any(
        label != declared[0] and _LIST.fullmatch(text, declared[1][1], span[0]) and span[0] > declared[1][1]
        for label, span in kept
    )


def _key(text: str) -> str:
    """`text` as it is compared: the folded small words, and nothing between them."""
    return " ".join(_WORD.findall(folded(text).lower())).replace("ae", "e").replace("oe", "e")


@lru_cache(maxsize=1024)
def _ready(labels: tuple[str, ...], task_id: str) -> _Labels:
    """`labels` made ready; with the short names that are clear, and the form of the task's references."""
    wordings: dict[str, str] = {}
    for label in labels:
        wordings.setdefault(_key(label), label)
    for label in labels:
        for form in (*_FORMS.get(label.lower(), ()), *_short(label)):
            wordings.setdefault(_key(form), label)
    for wording, named in tuple(wordings.items()):
        if wording[-1:].isascii() and wording[-1:].isalpha():
            wordings.setdefault(f"{wording}s", named)
    longest = sorted(wordings, key=len, reverse=True)
    latin = "|".join(_spaced(wording) for wording in longest if _IN_LETTERS.match(wording))
    other = "".join(f"|{_spaced(wording)}" for wording in longest if not _IN_LETTERS.match(wording))
    found = rf"(?<![{_EDGE}])(?:{latin or '(?!)'})(?![{_EDGE}]){other}"
    written = CLOSED[task_id].form if task_id in CLOSED else None
    whole = {(written or "{}").replace("{}", label): label for label in labels}
    return _Labels(wordings | whole | {label: label for label in labels}, re.compile(found))


def _spaced(wording: str) -> str:
    """An expression that finds `wording` with any punctuation between its words."""
    return r"\W{0,3}".join(either_spelling(word) for word in wording.split())


def _short(label: str) -> list[str]:
    """What a label is called for short: "HIV" for "HIV (initial infection)", either of two names."""
    parts = [part.strip(" )") for part in _PART.split(label)]
    first = [part for part in parts[:1] if len(parts) > 1 and part]
    second = [part for part in parts[1:] if " / " in label and (part.isupper() or " " in part)]
    eponym = [] if parts[1:] else [label[: one.start()] for one in _KIND.finditer(label)]
    return [*first, *second, *eponym]
