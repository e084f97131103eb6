"""The options that the input of a multiple-choice question lists, with their texts."""

import re
from functools import lru_cache

from workbench.evaluation.metrics.corrected.mentions import Mention
from workbench.evaluation.metrics.corrected.plain import either_spelling, folded, in_latin

_LISTED = re.compile(r"(?:^|[\t\n]|: ) *([A-J])(?:: |\. |\) )")
_ARTICLE = re.compile(r"(?:le|la|les|l'|el|los|las|un|une|una|the|an?)\s+|l'", re.IGNORECASE)
_ALL = re.compile(
    r"all (?:of )?(?:the|these|them)\b|以上(?:都|均|全)|(?:上記|以上)すべて|tout(?:es)? (?:l|c)es|"
    r"tod[ao]s l[ao]s|все ",
    re.IGNORECASE,
)
_ALL_WORDS = ("all of the above", "all of these", "all of them", "all options", "以上都是", "以上均是")
_NONE = re.compile(
    r"none (?:of )?(?:the|these|them)\b|以上(?:都|均)不|(?:上記|以上)のいずれでもない|aucune? d|ningun[ao] d"
)
_NONE_WORDS = (
    "none of the above",
    "none of these",
    "none of them",
    "none of the options",
    "以上都不是",
    "以上均不是",
)
_ASKS_FALSE = re.compile(
    r"\b(?:except|false|incorrect|least|wrong|sauf|fausse?|inexacte?|n'est pas|excepto|fals[ao]|"
    r"incorrect[ao]|no es|кроме|неверн\w+|не является)\b|\b(?:which|what)\b[^?]{0,80}\bnot\b"
    r"|错误|不正确|不是|不属于|不宜|禁忌|除外|誤っている|誤り|ない[^.]{0,6}はどれ",
    re.IGNORECASE,
)
_SHORTEST_INFLECTED = 4
_SHORTEST_PART = 2
_GAP = re.compile(r",? |(?<=[a-z])-(?=[a-z])")
_ANY_GAP = r"(?:,?\s|\s?-\s?)"
_VARYING = re.compile(r"[e\s,-]|[аеиоуыьэюяй]+(?:\s|$)")
_UNIT = re.compile(rf"(?<=\d){re.escape(_ANY_GAP)}(?=[a-zμ%\[])")
_SPECIES = re.compile(r"([a-z])[a-z]+ ([a-z]{3,})")


@lru_cache(maxsize=4096)
def choices_of(text: str) -> dict[str, str]:
    """The options by letter, in order, as the list at the end of `text` has them; {} when there is none."""
    # From the end, and only as far as the list goes. No match reaches over a line break.
    found: list[re.Match[str]] = []
    place = len(text)
    while place > 0 and not any(one[1] == "A" for one in found):
        beyond, place = place, max(text.rfind("\n", 0, max(text.rfind("A", 0, place), 0)), 0)
        found = [*_LISTED.finditer(text, place, beyond), *found]
    start = max((place for place, one in enumerate(found) if one[1] == "A"), default=len(found))
    listed: list[tuple[str, int, int]] = []
    for one in found[start:]:
        if one[1] == chr(ord("A") + len(listed)):
            listed.append((one[1], one.start(), one.end()))
    if not listed:
        return {}
    ends = [place for _, place, _ in listed[1:]] + [len(text)]
    return {letter: text[begin:end].strip() for (letter, _, begin), end in zip(listed, ends, strict=True)}


def _family(option: str) -> tuple[str, ...]:
    """Other wordings of "all of the above" and "none of the above"."""
    return _ALL_WORDS if _ALL.match(option) else _NONE_WORDS if _NONE.match(option) else ()


@lru_cache(maxsize=4096)
def all_of(text: str) -> str:
    """The letter of the option that says that all others are right; empty without one."""
    return next((letter for letter, option in choices_of(text).items() if _ALL.match(folded(option))), "")


@lru_cache(maxsize=4096)
def wordings_of(text: str) -> tuple[tuple[str, str], ...]:
    """How an answer may name an option by its text: folded small wordings with their letters, longest first.

    The text itself, without a leading article or a closing full stop, and a species by its short name
    ("e. coli").
    """
    found: dict[str, str] = {}
    for letter, option in choices_of(text).items():
        plain = in_latin(folded(option)).lower().strip(" .")
        bare = _ARTICLE.sub("", plain, count=1) if _ARTICLE.match(plain) else plain
        species = _SPECIES.fullmatch(plain) if plain == bare else None
        short = f"{species[1]}. {species[2]}" if species else ""
        for wording in (plain, bare, short, *_family(plain)):
            # Two options that read alike cannot be told apart by their texts.
            if wording and found.setdefault(wording, letter) != letter:
                found[wording] = ""
    pairs = [(wording, letter) for wording, letter in found.items() if letter]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=4096)
def small_texts(listed: str) -> tuple[tuple[str, str], ...]:
    """The options' letters with their folded small texts."""
    small = ((letter, folded(text).lower().rstrip(" .")) for letter, text in choices_of(listed).items())
    return tuple((letter, words) for letter, words in small if words)


@lru_cache(maxsize=4096)
def asks_for_exception(listed: str) -> bool:
    """Whether a question asks which option is false or no member."""
    stem = listed[: listed.rfind(next(iter(choices_of(listed).values()), ""))]
    return _ASKS_FALSE.search(folded(stem)) is not None


@lru_cache(maxsize=4096)
def letters_within(listed: str) -> frozenset[str]:
    """Letters that stand alone in the texts of the options: "vitamin A" is no choice of A."""
    return frozenset(one for text in choices_of(listed).values() for one in re.findall(r"\b[A-J]\b", text))


def worded(text: str, listed: str) -> list[Mention]:
    """The options whose texts stand in the answer, as letters.

    An answer that is but a part of one option's text, as "Candida" of "Candida albicans", means it too.
    """
    wordings = _with_parts(listed)
    short = text.strip(" .!?\"'\n").replace("ae", "e")
    if wordings and _SHORTEST_PART <= len(short) <= len(wordings[0][0]):
        whole = _whole(short)
        inside = [letter for wording, letter, _ in wordings if whole.search(wording)]
        if len(set(inside)) == 1:
            start = len(text) - len(text.lstrip(" .!?\"'\n"))
            return [(inside[0], (start, len(text.rstrip())))]
    found: list[Mention] = []
    for wording, letter, part in wordings:
        # Few options stand in an answer, and making a pattern takes a thousand times as long as looking.
        for one in _whole(wording).finditer(text) if part in text else ():
            if all(one.end() <= start or end <= one.start() for _, (start, end) in found):
                found.append((letter, one.span()))
    return sorted(found, key=lambda one: one[1])


@lru_cache(maxsize=4096)
def _with_parts(listed: str) -> tuple[tuple[str, str, str], ...]:
    """The wordings of the options with their letters and a part to look for first."""
    return tuple((word, letter, _part(word)) for word, letter in wordings_of(listed))


def _part(wording: str) -> str:
    """A part that is in every way to write `wording`: a quick look for it saves a search."""
    return max(_VARYING.split(wording), key=len)


@lru_cache(maxsize=8192)
def _whole(wording: str) -> re.Pattern[str]:
    """Finds `wording` where it is no part of a longer word."""
    edge = r"a-z0-9\u0400-\u04ff"
    words = _ANY_GAP.join(_inflected(word) for word in _GAP.split(wording))
    plural = "(?:e?s)?" if "a" <= wording[-1] <= "z" and len(wording) >= _SHORTEST_INFLECTED else ""
    number = r"(?<!\d[.,])" if wording[:1].isdigit() else ""
    words = _UNIT.sub(lambda _gap: r"\s?", words)
    return re.compile(rf"(?<![{edge}]){number}{words}{plural}(?![{edge}])")


def _inflected(word: str) -> str:
    """An expression that finds a word in British spelling too, and in any case of a Russian noun."""
    if word[:1] > "\u0400" and word[-1] <= "\u04ff" and len(word) >= _SHORTEST_INFLECTED:
        return rf"{re.escape(word.rstrip('аеиоуыьэюяй'))}\w{{0,3}}"
    return either_spelling(word)
