"""Texts that scoring code trips over, and pairs of texts that share much."""

import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

PAIRS = int(os.environ.get("SCORING_PAIRS", "0"))
"""How many random pairs the comparisons with the packages take; a few hundred when it is not set.

With many, run pytest with `--timeout=0`: the packages need minutes.
"""

_LATIN = [
    'a', 'b', 'the', 'The', 'of', 'Dr', 'e.g', 'U.S', 'St', '3.5',
    '1,000', '10:30', 'cannot', 'gonna', 'wanna', "d'ye", "more'n", "'tis", "'Twas", "it's",
    "don't", "I'LL", "l'homme", "n'a", "qu'il", 'naïve', 'ſ', 'İ', 'Пациент', 'боли',
    '¿Qué', 'año', 'x', 'y', '\xa0', '\u3000', '\x1c', '\u200b', 'é',
]  # fmt: skip
_MARKS = [
    ' ', ' ', ' ', ' ', '.', '. ', '..', '...', ',', ',,', ', ', ':',
    ';', '?', '! ', '"', "'", "''", '``', '`', '«', '»', '“', '”',
    '‘', '’', '„', '(', ')', '[', ']', '{', '}', '<', '>', '--',
    '-', '—', '*', '%', '$', '&', '#', '@', '\n', '\n\n', '\r\n', '\t',
    '."', '.)', '. "', ".''", "' ", "'s ", '.»', '。',
]  # fmt: skip

latin_texts = st.lists(st.sampled_from([*_LATIN, *_MARKS, *_MARKS]), max_size=40).map("".join)
"""Words, quotes, stops and spaces in any order."""

word_texts = st.lists(
    st.sampled_from(["a", "b", "c", "d", "e", "f", "the", "of", ".", ". ", " . ", "A", "3.5", " ", ".."]),
    max_size=50,
).map(" ".join)
"""Few words, so that pairs have many common subsequences of equal length."""

_CHINESE = "患者糖尿病的治疗是手术和药物中国人民北京大学生活动心脏不详男女岁年，。 \n%+、é龘㐀"
chinese_texts = st.lists(
    st.sampled_from([*_CHINESE, "3.5", "HbA1c", "1-2", "2.0cm", "\r\n", "CT"]), max_size=40
).map("".join)
"""Characters that are words alone and together, with numbers between them."""

_JAPANESE = "患者糖尿病のはをがにとでもすしたいるなくてこれそある人年月日本東京都大学医療手術薬一二三十" + (
    "ー。、「」Ａ \u3000\nΩя💊々ッ"
)
_JAPANESE_WORDS = (
    "カテーテル インスリン 。」 モーニング娘。 CT 3.5 １２ \n\n ﾃﾞ する した ました こと ため です".split(" ")
)
japanese_texts = st.lists(st.sampled_from([*_JAPANESE, *_JAPANESE_WORDS]), max_size=60).map("".join)
"""Kana, kanji, other alphabets, stops in odd places."""


def many(fewest: int, share: int = 1) -> settings:
    """So many examples, or the part of SCORING_PAIRS when that is more."""
    return settings(
        max_examples=max(fewest, PAIRS // share),
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
