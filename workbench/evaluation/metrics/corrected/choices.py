"""The options that the input of a multiple-choice question lists, with their texts."""

import re
from functools import lru_cache

from workbench.evaluation.metrics.corrected.plain import folded, in_latin

_LISTED = re.compile(r"(?:^|[\t\n]|: ) *([A-J])(?:: |\. |\) )")
_ARTICLE = re.compile(r"(?:le|la|les|l'|el|los|las|un|une|una|the|an?)\s+|l'", re.IGNORECASE)
_ALL = re.compile(
    r"all (?:of )?(?:the|these|them)\b|以上(?:都|均|全)|(?:上記|以上)すべて|tout(?:es)? (?:l|c)es|tod[ao]s l[ao]s|все ",
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
_SPECIES = re.compile(r"([a-z])[a-z]+ ([a-z]{3,})")


@lru_cache(maxsize=4096)
def choices_of(text: str) -> dict[str, str]:
    """The options by letter, in order, as the list at the end of `text` has them; {} when there is none."""
    found = list(_LISTED.finditer(text))
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
