"""Which of the benchmark's six languages a text is in, told from its letters and its commonest words."""

import re
from collections.abc import Sequence

LANGUAGES = {
    "en": "English",
    "zh": "Chinese",
    "ja": "Japanese",
    "fr": "French",
    "ru": "Russian",
    "es": "Spanish",
}
"""ISO 639-1 code to the name that MedS-Ins files use."""

_CODES = {name.lower(): code for code, name in LANGUAGES.items()}
_KANA = re.compile(r"[\u3041-\u30ff]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN_WORD = re.compile(r"[a-zà-öø-ÿœ]+")
_SPANISH_MARK = re.compile(r"[¿¡ñ]")

# The commonest words of each language that are not common words of the other two.
_COMMON = {
    "en": frozenset("the of and is in to with was for that are by not has which an this from be or".split()),
    "fr": frozenset(
        "le les des et est du une dans pour qui sur par avec plus au aux chez ne pas cette quel".split()
    ),
    "es": frozenset(
        "el los las del y con por una para como cual más su al se lo presenta años siguiente cuál".split()
    ),
}


def language_code(name: str) -> str | None:
    """The code for a language as files name it ("Chinese", "zh"), or None when it is not one of the six."""
    folded = name.strip().lower()
    return folded if folded in LANGUAGES else _CODES.get(folded)


def han_language(text: str) -> str | None:
    """Whose way of writing Chinese characters `text` asks for: "ja" where it has kana, else None."""
    head = text[:2000]
    return "ja" if not head.isascii() and _KANA.search(head) else None


def language_of(text: str, among: Sequence[str] = tuple(LANGUAGES)) -> str | None:
    """The language of `text` among the codes `among`, or None when nothing tells.

    Meant for files that declare several languages. Only the first 2,000 characters are looked at.
    """
    if len(among) == 1:
        return among[0]
    head = text[:2000]
    plain = head.isascii()
    if not plain and "ja" in among and _KANA.search(head):
        return "ja"
    if not plain and "zh" in among and len(_HAN.findall(head)) > 1:
        return "zh"
    if not plain and "ru" in among and len(_CYRILLIC.findall(head)) > 1:
        return "ru"
    head = head.lower()
    words = _LATIN_WORD.findall(head)
    # `map` of a bound method: an import asks this of each row of a file that declares no language.
    counts = {
        code: sum(map(_COMMON[code].__contains__, words)) for code in ("en", "fr", "es") if code in among
    }
    if "es" in counts and not plain and _SPANISH_MARK.search(head):
        counts["es"] += 3
    best = max(counts, key=counts.__getitem__, default=None)
    return best if best is not None and counts[best] > 0 else None
