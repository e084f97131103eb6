"""What the full-text index holds and what a search asks of it, in six languages.

SQLite's `unicode61` finds the words of languages that put spaces between them, with and without
diacritics. Chinese and Japanese do not, so `spread` makes each of their characters a word, and a run of
them that is searched for becomes a phrase: every part of a run is found, one character too. (Overlapping
pairs, the usual way, gave an index that took five times as long to build, and single common characters
took 0.3 s to find.)
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

Span = tuple[int, int]
"""Start and end in code points."""

MAX_WORDS = 12
"""Of a search: of a whole paragraph only the longest ones are looked for, which are the rarest."""
PREFIX_LETTERS = 3
"""Of an unfinished last word, from which on it finds longer words."""

_RUN = (
    r"\u3005-\u3007\u3040-\u30fa\u30fc-\u312f\u31a0-\u31bf\u31f0-\u31ff"  # 々〆〇, kana, bopomofo
    r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Chinese characters
)
_RUNS = re.compile(f"[{_RUN}]+")
# Looks through a text three times as fast as `_RUNS`, which begins a run at every character.
_OF_A_RUN = re.compile(f"[{_RUN}]")
_LATIN_FORMS = bytes(code for code in range(256) if not unicodedata.is_normalized("NFKC", chr(code)))
_LETTER = rf"[^\W_{_RUN}]"
# Combining marks belong to the word before them.
_PIECES = re.compile(rf"[{_RUN}]|{_LETTER}(?:{_LETTER}|[\u0300-\u036f])*")
_NARROW = re.compile("[\uff66-\uff9f\u3099\u309a]")
_QUOTES = re.compile('["“”„«»＂]')


def needs_spreading(text: str) -> bool:
    """Whether the index does not do well with `text` as it is."""
    if text.isascii():
        return False
    try:
        latin = text.encode("latin-1")
    except UnicodeEncodeError:
        return _OF_A_RUN.search(text) is not None or not unicodedata.is_normalized("NFKC", text)
    # The same for texts of these letters alone, without looking each of them up.
    return len(latin.translate(None, _LATIN_FORMS)) < len(latin)


def spread(text: str) -> str:
    """`text` for the index: compatibility forms made plain, spaces around Chinese and Japanese characters."""
    # Narrow kana are the ones that become something else together than one by one.
    return (unicodedata.normalize("NFKC", text) if _NARROW.search(text) else text).translate(_SPREAD)


class _Spread(dict[int, str]):
    """What each character becomes in the index, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(code))
        self[code] = f" {' '.join(plain)} " if _RUNS.match(plain) else plain
        return self[code]


_SPREAD = _Spread()


@dataclass(frozen=True, slots=True)
class Query:
    """What a search asks for."""

    match: str
    """An FTS5 expression; empty when there is nothing to look for."""
    words: int
    """How many words and phrases it has."""
    _shown: re.Pattern[str]

    def spans(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """Where `text` has what is looked for, in order, without overlaps."""
        found = self._shown.finditer(_plain(text), start, len(text) if end is None else end)
        return (hit.span() for hit in found if hit.end() > hit.start())


def parse(text: str) -> Query:
    """The query that a person typed. Any text is one.

    Words are looked for everywhere, a text in quotation marks as it stands; the last word may be
    unfinished. Nothing in it is an operator.
    """
    units = list(_units(unicodedata.normalize("NFKC", text)))
    units = sorted(units, key=lambda unit: -sum(map(len, unit.pieces)))[:MAX_WORDS]
    return Query(
        " AND ".join(unit.match for unit in units),
        len(units),
        re.compile("|".join(unit.pattern for unit in units) or r"(?!)"),
    )


@dataclass(frozen=True, slots=True)
class _Unit:
    """Pieces that stand one after the other: a word, "beta-blocker", “2型糖尿病”, a quoted phrase."""

    pieces: tuple[str, ...]
    """Words of letters and digits, and single Chinese or Japanese characters."""
    grows: bool
    """Whether the last piece may be the beginning of a longer word."""

    @property
    def match(self) -> str:
        star = "*" if self.grows else ""
        return "(" + " OR ".join(f'"{spelling}"{star}' for spelling in self._spelled()) + ")"

    @property
    def pattern(self) -> str:
        spelled = dict.fromkeys(map(_plain, self._spelled()))
        inner = "|".join(map(_loosely, spelled))
        before = "" if _RUNS.match(self.pieces[0]) else rf"(?<!{_LETTER})"
        if _RUNS.match(self.pieces[-1]):
            return f"{before}(?:{inner})"
        return f"{before}(?:{inner})" + (f"{_LETTER}*" if self.grows else rf"(?!{_LETTER})")

    def _spelled(self) -> tuple[str, ...]:
        return _spellings(self.pieces[0]) if len(self.pieces) == 1 else (" ".join(self.pieces),)


def _loosely(phrase: str) -> str:
    """A pattern for pieces one after the other, whatever signs stand between them."""
    pieces = phrase.split()
    pattern = re.escape(pieces[0])
    for before, after in pairwise(pieces):
        # Two words have something between them; a Chinese or Japanese character needs nothing.
        gap = r"[\W_]*" if _RUNS.match(before) or _RUNS.match(after) else r"[\W_]+"
        pattern += gap + re.escape(after)
    return pattern


def _units(text: str) -> Iterator[_Unit]:
    """The quoted phrases and the words of `text`, in order."""
    segments = _QUOTES.split(text)
    for place, segment in enumerate(segments):
        words = [segment] if place % 2 else segment.split()
        for number, word in enumerate(words):
            pieces = tuple(_PIECES.findall(word))
            ends = place == len(segments) - 1 and number == len(words) - 1
            if pieces:
                typed = ends and text.endswith(pieces[-1]) and len(pieces[-1]) >= PREFIX_LETTERS
                yield _Unit(pieces, grows=typed)


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


def _plain(text: str) -> str:
    """`text` in small letters without diacritics and wide forms, character for character: places stay."""
    # Of all characters only İ becomes two in small letters, and that is an I by then.
    return (text if text.isascii() else text.translate(_forms())).lower()


@cache
def _forms() -> dict[int, str]:
    """The accented and wide forms of the letters and digits of ASCII."""
    codes = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00), *range(0xFF10, 0xFF5B))
    plain = {code: unicodedata.normalize("NFKD", chr(code))[0] for code in codes}
    return {code: letter for code, letter in plain.items() if letter.isascii() and letter.isalnum()}
