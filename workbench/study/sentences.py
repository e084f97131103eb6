"""Where the sentences of a text lie, in code points, in any of the languages of MedS-Bench."""

import re

_END = re.compile(r"[。！？]+[”’」』）]*|[.!?…]+[\"'”’»)\]]*(?=\s|$)|\n+")
_SHORT = frozenset(
    {
        *("dr", "mr", "mrs", "ms", "prof", "st", "vs", "e.g", "i.e", "approx", "fig", "no", "cf", "al"),
        *("mme", "p.ex", "env", "sr", "sra", "т.е", "т.д", "др", "см", "напр"),
    }
)
"""What a full stop follows without ending a sentence."""


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """First code point and the one after the last of each sentence, white space around it left out."""
    found = []
    start = 0
    for match in _END.finditer(text):
        if match.group().startswith(".") and _goes_on(text[start : match.start()]):
            continue
        found += _trimmed(text, start, match.end())
        start = match.end()
    return (*found, *_trimmed(text, start, len(text)))


def _goes_on(before: str) -> bool:
    """Whether a full stop after `before` is one of an abbreviation, an initial, or a number in a list."""
    words = before.split()
    if not words:
        return False
    last = words[-1].lower().lstrip("(")
    return last in _SHORT or (len(last) == 1 and last.isalpha()) or (len(words) == 1 and last.isdigit())


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    part = text[start:end]
    first = start + len(part) - len(part.lstrip())
    last = start + len(part.rstrip())
    return [(first, last)] if first < last else []
