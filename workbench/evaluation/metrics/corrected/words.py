"""Answers of one plain word: yes, no and maybe; true and false; the 0, 1 and 2 of task16.

"No" as part of a sentence ("no difference was found") is no answer; "no" that begins the answer, is
declared or stands alone is.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from workbench.domain.catalogue import CLOSED
from workbench.domain.scores import Answer, Reading
from workbench.evaluation.metrics.corrected.denials import negated
from workbench.evaluation.metrics.corrected.plain import (
    DECLINED,
    EMPTY,
    Unread,
    declines,
    latest_first,
    settled,
)

SEVERAL = Unread("it gives several of the possible answers")
UNNAMED = Unread("it gives none of the possible answers")
NO_LABELS = Unread("the task lists no possible answers")

_YES = ("yes", "yeah", "yep", "y", "true", "t", "oui", "si", "да", "是", "はい")
_NO = ("no", "nope", "n", "false", "f", "untrue", "non", "нет", "否", "いいえ")
_SAYING = {
    "yes": _YES,
    "true": _YES,
    "no": _NO,
    "false": _NO,
    "maybe": (
        *(
            "maybe",
            "may be",
            "possibly",
            "perhaps",
            "it depends",
            "uncertain",
            "unclear",
            "not clear",
            "inconclusive",
        ),
        *("peut-etre", "quizas", "tal vez", "возможно", "可能", "たぶん"),
    ),
    "0": ("0", "zero", "0.0"),
    "1": ("1", "one", "1.0"),
    "2": ("2", "two", "2.0"),
}
_OPPOSITE = {"yes": "no", "no": "yes", "true": "false", "false": "true"}
_FLAT_NO = re.compile(
    r"[\s\"']*(?:definitely|certainly|absolutely|of course|probably) not\b|[\s\"']*not at all\b"
)
# Words that are also ordinary words of a sentence, or one letter.
_WHOLE = frozenset({"may be"})  # within a sentence it says something else
_WEAK = frozenset({"no", "y", "n", "t", "f", "non", "si", "one", "two", "zero", "是", "可能", "1", "0", "2"})
_EDGE = r"a-z0-9_\u0400-\u04ff"
_CHOICE = r"\b(?:yes|no|maybe|true|false|[012])\b"
_CHOICES = re.compile(
    rf"{_CHOICE}(?:\s*(?:/|,|\||\bor\b|, or\b)\s*{_CHOICE}|[ \t]*\n\s*{_CHOICE}(?=[ \t]*(?:\n|$)))+"
)
_BOTH = re.compile(r"\byes and no\b")
_DECLARING = re.compile(
    r"(?:\b(?:answer|output|decision|label|class|classification|category|conclusion|result|"
    r"classify (?:it|this|the claim) as|answer to (?:the|this) question|prediction|verdict|response|final|"
    r"reponse|respuesta|ответ)\b|答案|答え)"
    r"(?:[\s:=\"'(\[<>{]|\b(?:is|was|would be|should be|therefore|the|final|as)\b|は|是){1,8}$"
)
_AGAINST = re.compile(r"\b(?:contradict\w*|refut\w*|not supported|unsupported|does not support|false)\b")
_FOR = re.compile(r"(?<!not )(?<!un)\b(?:support(?:s|ed|ing)?|in favou?r)\b")


@dataclass(frozen=True, slots=True)
class _Words:
    """The possible answers of a task, made ready to be found."""

    meaning: dict[str, str]
    """Every word with the label it means."""
    pattern: re.Pattern[str]


def read_word(answer: Answer) -> Reading | Unread:
    """The label that `answer` gives, as the task spells it: "yes", "True", "2"."""
    labels = answer.labels or _listed(answer.task_id)
    if not labels:
        return NO_LABELS
    words = _ready(labels)
    said = answer.output.strip()
    meant = words.meaning.get(said) or words.meaning.get(said.strip(".!*\"'` ").lower())
    if meant is not None:
        start = answer.output.index(said)
        return Reading(meant, 1.0, ((start, start + len(said)),))
    if not said:
        return EMPTY
    found: Reading | Unread = UNNAMED
    for text in latest_first(settled(answer.output).lower()):
        found = _read_slowly(text, words)
        if isinstance(found, Reading):
            break
    return found


def _listed(task_id: str) -> tuple[str, ...]:
    """The labels the catalogue has for a task."""
    labels = CLOSED[task_id].labels if task_id in CLOSED else ()
    return labels if isinstance(labels, tuple) else ()


@lru_cache(maxsize=256)
def _ready(labels: tuple[str, ...]) -> _Words:
    """`labels` made ready."""
    meaning = {label.lower(): label for label in labels}
    for label in labels:
        for word in _SAYING.get(label.lower(), ()):
            meaning.setdefault(word, label)
    found = "|".join(
        rf"(?<![{_EDGE}.])(?<!\d,){re.escape(word)}(?![{_EDGE}]|\.\d|,\d|'[a-z])"
        if word[0] < "\u3000"
        else re.escape(word)
        for word in sorted(meaning.keys() - _WHOLE, key=len, reverse=True)
    )
    return _Words(meaning, re.compile(found))


def _read_slowly(text: str, words: _Words) -> Reading | Unread:
    """`read_word` of a folded answer that is more than a word."""
    if _BOTH.search(text):
        return SEVERAL
    plain = _CHOICES.sub(lambda one: "," * len(one[0]), text)
    found = [(words.meaning[one[0]], one) for one in words.pattern.finditer(plain)]
    for way in (_declared, _first, _last_alone, _flatly, _named, _opposite, _described):
        reading = way(plain, found, words)
        if reading is not None:
            return reading
    if declines(plain):
        return DECLINED
    return SEVERAL if plain != text or len({label for label, _ in found}) > 1 else UNNAMED


_FoundWords = list[tuple[str, re.Match[str]]]


def _declared(plain: str, found: _FoundWords, _words: _Words) -> Reading | None:
    """The last answer that is declared: "the answer is yes"."""
    for label, one in reversed(found):
        if _DECLARING.search(plain, max(0, one.start() - 60), one.start()):
            return Reading(label, 0.95, (one.span(),))
    return None


def _first(plain: str, found: _FoundWords, words: _Words) -> Reading | None:
    """An answer that the text begins with, set off from what follows."""
    if not found:
        return None
    label, one = found[0]
    begins = not plain[: one.start()].strip(" \n\"'([{<-")
    set_off = re.compile(r"\s*(?:[.,:;!?()\]\"'}<\n-]|$)").match(plain, one.end())
    repeated = len({said for said, _ in found}) == 1 < len(found) and not words.pattern.sub("", plain).strip(
        " .,!\n"
    )
    return Reading(label, 0.95, (one.span(),)) if begins and (set_off or repeated) else None


def _last_alone(plain: str, found: _FoundWords, _words: _Words) -> Reading | None:
    """An answer that stands alone at the end."""
    if not found:
        return None
    label, one = found[-1]
    before = plain[: one.start()].rstrip(" \"'(,")
    alone = before[-1:] in set(".:\n!?") or before.endswith(
        ("'s a", "so", "thus", "hence", "therefore", "think", "say", "believe")
    )
    ends = not plain[one.end() :].strip(" .!\"')\n}]")
    return Reading(label, 0.85, (one.span(),)) if alone and ends else None


def _flatly(plain: str, _found: _FoundWords, words: _Words) -> Reading | None:
    """A flat denial: "definitely not"."""
    one = _FLAT_NO.match(plain)
    label = words.meaning.get("no")
    return Reading(label, 0.8, (one.span(),)) if one and label is not None else None


def _named(plain: str, found: _FoundWords, _words: _Words) -> Reading | None:
    """The only answer that is named at all and not denied."""
    held = [
        (label, one) for label, one in found if one[0] not in _WEAK and not negated(plain, *one.span())
    ] or [(label, one) for label, one in found if one[0].isdigit() and not negated(plain, *one.span())]
    if len({label for label, _ in held}) != 1:
        return None
    sure = 0.75 if held[0][1][0] not in _WEAK else 0.6
    return Reading(held[0][0], sure, tuple(one.span() for _, one in held))


def _opposite(plain: str, found: _FoundWords, words: _Words) -> Reading | None:
    """Of two possible answers the other one than the one denied: "it is not true"."""
    denied = {label.lower() for label, one in found if one[0] not in _WEAK and negated(plain, *one.span())}
    if len(denied) != 1 or len(set(words.meaning.values())) != 2:
        return None
    label = words.meaning.get(_OPPOSITE.get(denied.pop(), ""))
    return Reading(label, 0.7, tuple(one.span() for _, one in found[:1])) if label is not None else None


def _described(plain: str, found: _FoundWords, words: _Words) -> Reading | None:
    """task16's numbers by what they stand for: contradicted, both, supported."""
    if found or "2" not in words.meaning:
        return None
    against, support = _AGAINST.search(plain), _FOR.search(plain)
    spans = tuple(one.span() for one in (against, support) if one is not None)
    if not spans:
        return None
    return Reading("1" if len(spans) == 2 else "0" if against else "2", 0.5, spans)
