"""What the full-text index holds and what a search asks of it, in six languages.

SQLite's `unicode61` finds the words of languages that put spaces between them, with and without
diacritics. Chinese and Japanese do not, so `spread` writes their runs as overlapping pairs:
“糖尿病” becomes “糖尿 尿病 病”. A run that is searched for becomes the phrase of its pairs, and a
single character the beginning of a pair, so that every part of a run is found.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from operator import add

Span = tuple[int, int]
"""Start and end in code points."""

MAX_WORDS = 32
"""Of a search; further ones are not looked at."""
PREFIX_LETTERS = 3
"""Of an unfinished last word, from which on it finds longer words."""

_RUN = "\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUNS = re.compile(f"[{_RUN}]+")
_LETTER = rf"[^\W_{_RUN}]"
# Combining marks belong to the word before them.
_PIECES = re.compile(rf"[{_RUN}]+|{_LETTER}(?:{_LETTER}|[\u0300-\u036f])*")
_QUOTES = re.compile('["“”„«»＂]')
_MARKS = "[\u0300-\u036f]*"


def needs_spreading(text: str) -> bool:
    """Whether the index does not do well with `text` as it is."""
    return not text.isascii() and (
        _RUNS.search(text) is not None or not unicodedata.is_normalized("NFKC", text)
    )


def spread(text: str) -> str:
    """`text` for the index: compatibility forms made plain, Chinese and Japanese runs as pairs."""
    return _RUNS.sub(lambda run: f" {_pairs(run[0])} ", unicodedata.normalize("NFKC", text))


def _pairs(run: str) -> str:
    return " ".join((*map(add, run, run[1:]), run[-1]))


@dataclass(frozen=True, slots=True)
class Query:
    """What a search asks for."""

    match: str
    """An FTS5 expression; empty when there is nothing to look for."""
    _shown: re.Pattern[str]

    def spans(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """Where `text` has what is looked for, in order, without overlaps."""
        found = self._shown.finditer(text, start, len(text) if end is None else end)
        return (hit.span() for hit in found if hit.end() > hit.start())


def parse(text: str) -> Query:
    """The query that a person typed. Any text is one.

    Words are looked for everywhere, a text in quotation marks as it stands; the last word may be
    unfinished. Nothing in it is an operator.
    """
    units = list(_units(unicodedata.normalize("NFKC", text)))[:MAX_WORDS]
    return Query(
        " AND ".join(unit.match for unit in units),
        re.compile("|".join(unit.pattern for unit in units) or r"(?!)", re.IGNORECASE),
    )


@dataclass(frozen=True, slots=True)
class _Unit:
    """Pieces that stand one after the other: a word, "beta-blocker", “2型糖尿病”, a quoted phrase."""

    pieces: tuple[str, ...]
    unfinished: bool

    @property
    def match(self) -> str:
        *_, last = self.pieces
        if _RUNS.match(last):
            phrase = [_pairs(piece) if _RUNS.match(piece) else piece for piece in self.pieces[:-1]]
            star = "*" if len(last) == 1 else ""
            return f'"{" ".join((*phrase, *(map(add, last, last[1:]) if last[1:] else last)))}"{star}'
        phrase = [_pairs(piece) if _RUNS.match(piece) else piece for piece in self.pieces]
        star = "*" if self.unfinished and len(last) >= PREFIX_LETTERS else ""
        if len(phrase) > 1:
            return f'"{" ".join(phrase)}"{star}'
        return "(" + " OR ".join(f'"{spelling}"{star}' for spelling in _spellings(last)) + ")"

    @property
    def pattern(self) -> str:
        if len(self.pieces) == 1 and not _RUNS.match(self.pieces[0]):
            spelled = "(?:" + "|".join(map(_letters, _spellings(self.pieces[0]))) + ")"
        else:
            spelled = r"[\W_]*".join(map(_letters, self.pieces))
        first, last = self.pieces[0], self.pieces[-1]
        before = "" if _RUNS.match(first) else rf"(?<!{_LETTER})"
        if _RUNS.match(last):
            return before + spelled
        after = f"{_LETTER}*" if self.unfinished and len(last) >= PREFIX_LETTERS else rf"(?!{_LETTER})"
        return before + spelled + after


def _units(text: str) -> Iterator[_Unit]:
    """The quoted phrases and the words of `text`, in order."""
    segments = _QUOTES.split(text)
    for place, segment in enumerate(segments):
        words = [segment] if place % 2 else segment.split()
        for number, word in enumerate(words):
            pieces = tuple(_PIECES.findall(word))
            ends = place == len(segments) - 1 and number == len(words) - 1
            if pieces:
                yield _Unit(pieces, unfinished=ends and word.endswith(pieces[-1]) and text.endswith(word))


def _spellings(word: str) -> tuple[str, ...]:
    """`word` and its other spellings: “œdème”, “oedème”, “edeme”; “ещё”, “еще”.

    One letter differs at a time. A spelling that does not occur costs the index next to nothing.
    """
    word = word.lower()
    plain = word.replace("œ", "oe").replace("æ", "ae").replace("ё", "е")
    found = [word, plain]
    long = len(plain) > 4
    for pair, ligature in (("oe", "œ"), ("ae", "æ")):
        for place in _places(plain, pair):
            found.append(plain[:place] + ligature + plain[place + 2 :])
            if long:
                found.append(plain[:place] + plain[place + 1 :])
    for place in _places(plain, "е"):
        found.append(plain[:place] + "ё" + plain[place + 1 :])
    for place, letter in enumerate(plain[:16] if long else ""):
        if letter in "eéèêë" and plain[place - 1 : place] not in ("o", "a"):
            found += [plain[:place] + vowel + plain[place:] for vowel in "oa"]
            found += [plain[:place] + ligature + plain[place + 1 :] for ligature in "œæ"]
    return tuple(dict.fromkeys(found))


def _places(word: str, part: str) -> Iterator[int]:
    return (place for place in range(len(word)) if word.startswith(part, place))


def _letters(piece: str) -> str:
    """A pattern for `piece` with or without diacritics, narrow or wide."""
    forms = _forms()
    pattern = []
    for letter in piece.lower():
        plain = unicodedata.normalize("NFKD", letter)[0]
        if plain in forms:
            pattern.append(f"[{plain}{forms[plain]}]{_MARKS}")
        elif unicodedata.category(letter) != "Mn":
            pattern.append(re.escape(letter))
    return "".join(pattern)


@cache
def _forms() -> dict[str, str]:
    """Each letter and digit of ASCII with the accented and wide characters that the index takes for it."""
    forms: dict[str, str] = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00), *range(0xFF10, 0xFF5B)):
        plain = unicodedata.normalize("NFKD", chr(code))[0].lower()
        if plain.isascii() and plain.isalnum():
            forms[plain] = forms.get(plain, "") + chr(code)
    return forms
