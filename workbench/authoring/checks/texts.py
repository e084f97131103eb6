"""How texts are compared and measured by more than one check."""

import re
import unicodedata
from functools import lru_cache
from zlib import crc32

from workbench.domain.languages import language_of

_GRAM = 6
_SKETCH = 12

_CJK = re.compile(r"[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """`text` without what two writings of the same thing differ in: case, width, spaces, punctuation."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


@lru_cache(maxsize=8192)
def grams(text: str) -> frozenset[int]:
    """The runs of six characters in the folded `text`, as numbers that are the same on every machine."""
    flat = folded(text)
    last = max(len(flat) - _GRAM, 0)
    return frozenset(crc32(flat[at : at + _GRAM].encode()) for at in range(last + 1))


@lru_cache(maxsize=8192)
def sketch(text: str) -> tuple[int, ...]:
    """A few of the `grams`; two texts that are nearly the same share at least one, nearly always."""
    return tuple(sorted(grams(text))[:_SKETCH])


@lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> float:
    """How much of two texts is the same, from 0 to 1."""
    left, right = grams(one), grams(other)
    return len(left & right) / len(left | right)


@lru_cache(maxsize=8192)
def told_language(text: str) -> str | None:
    """The language of `text` among the six, or None when nothing tells."""
    return language_of(text)


@lru_cache(maxsize=8192)
def rough_tokens(text: str) -> int:
    """Tokens of `text` to a Llama-3 tokenizer, give or take a quarter; no model is asked."""
    cjk = len(_CJK.findall(text))
    cyrillic = len(_CYRILLIC.findall(text))
    return round(cjk * 0.9 + cyrillic / 2.4 + (len(text) - cjk - cyrillic) / 4.2)
