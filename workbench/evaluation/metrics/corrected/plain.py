"""What all readers of answers share: text made comparable in place, refusals, corrections.

Whatever is done to a text here leaves every code point where it was, so that what is found in it can be
shown in the answer itself.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbench.domain.scores import Answer, Reading


@dataclass(frozen=True, slots=True)
class Unread:
    """An answer in which nothing could be read."""

    reason: str
    """Why, such as "it names several options"."""


_AMERICAN = re.compile(
    r"e(?=mi[ac]|dema|soph|strog|tiolog|liac|cal\b|cum\b)|(?<=\bh)e(?=m[aio])|(?<=n)e(?=sth)|(?<=\bf)e(?=t[au])|"
    r"(?<=orthop)e|(?<=\bp)e(?=diat)|(?<=gyn)e|(?<=rrh)e"
)


def either_spelling(word: str) -> str:
    """An expression that finds `word`, which is in American spelling, in British spelling too."""
    return _AMERICAN.sub("[ao]?e", re.escape(word))


Reader = Callable[[Answer], Reading | Unread]
"""Reads one kind of answer. It is a pure function."""

EMPTY = Unread("the answer is empty")
DECLINED = Unread("it declines to answer")

_LAST_COMBINED = 0x600  # scripts above it are not letters with accents: が is not か


class _Folded(dict[int, str]):
    """Each character as it is compared: full-width forms made plain, accents and curls taken off."""

    def __missing__(self, point: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(point))
        plain = plain if len(plain) == 1 else chr(point)
        base = unicodedata.normalize("NFD", plain)[0]
        self[point] = base if ord(base) < _LAST_COMBINED else plain
        return self[point]


_FOLDED = _Folded(
    {ord(dash): "-" for dash in "‐‑‒–—―−－"}
    | {ord(quote): "'" for quote in "‘’‚`´"}
    | {ord(quote): '"' for quote in "“”„«»「」『』"}
    | {ord("。"): ".", ord("*"): " ", ord("_"): " ", ord("#"): " ", ord("\\"): " "}
)
_THOUGHT = re.compile(r"<think(?:ing)?>(?:(?!</think).)*\Z|\A.*</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?(?:answer|output|response|result|final)\w*>|</?s>|<\|\w+\|>", re.IGNORECASE)
_NEXT_QUESTION = re.compile(
    r"\n[ \t]{0,8}(?:### ?)?(?:question|input|context|paragraph|case ?\d*|"
    r"user|pregunta|вопрос|问题|質問)\s*[:：]",
    re.IGNORECASE,
)


def folded(text: str) -> str:
    """`text` of the same length, without accents, full-width forms, curly quotes and Markdown's marks."""
    return text.translate(_FOLDED)


def settled(text: str) -> str:
    """`text` folded, without what a model thought aloud in marks and what it made up after its answer."""
    if "<" in text:
        for marks in (_THOUGHT, _TAG) if "think" in text else (_TAG,):
            text = marks.sub(lambda found: " " * len(found[0]), text)
    cut = _NEXT_QUESTION.search(text)
    if cut is not None and text[: cut.start()].strip():
        text = text[: cut.start()]
    return folded(text)


_DECLINING = re.compile(
    r"\b(?:as an ai|as a language model|i'?m sorry|i am sorry|sorry, i|i (?:can ?not|can't|am unable|do not|"
    r"don't) (?:answer|help|provide|know|give|tell|determine|assist|diagnose)|cannot (?:give|provide)|"
    r"je ne sais pas|desole|je ne peux pas|no lo se|lo siento|no puedo|не знаю|не могу|извините)\b"
    r"|对不起|抱歉|我不知道|无法回答|申し訳|わかりません|分かりません",
    re.IGNORECASE,
)


def declines(text: str) -> bool:
    """Whether the folded `text` says that its writer cannot or will not answer."""
    return _DECLINING.search(text) is not None


_CORRECTING = re.compile(
    r"\b(?:wait|(?<!i'm )(?<!i am )sorry|correction|mistaken?|on second thought|reconsidering|perdon|pardon|"
    r"исправ\w+)\b"
    r"|(?:^|[.!?\n] )actually\b|更正|修正|いや[,、]",
    re.IGNORECASE,
)


def latest_first(text: str) -> Iterator[str]:
    """The folded `text` with all before the last correction blank, then as it is."""
    at = max((one.end() for one in _CORRECTING.finditer(text)), default=0)
    if at and text[at:].strip(" .,!:"):
        yield " " * at + text[at:]
    yield text


# Letters of other alphabets that stand for ours: look-alikes, and the second and fourth of the Russian list.
_ALIKE = str.maketrans("АВСЕБГДабгд", "ABCEBDEabde")
_ALONE = re.compile(r"(?<!\w)[АВСЕБГДабгд](?!\w)")


def in_latin(text: str) -> str:
    """`text` with single letters of other alphabets as the letters of options that they stand for."""
    return text if text.isascii() else _ALONE.sub(lambda one: one[0].translate(_ALIKE), text)
