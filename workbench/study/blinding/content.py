"""Answers that are no fair match: cut off, refused, in another language, empty."""

import re
from collections.abc import Iterator

from workbench.domain.languages import LANGUAGES, language_of
from workbench.study.blinding.findings import Finding, Kind, Output

SHORT = 40
"""Characters below which an answer may be a label, without a full stop."""
SOME_WORDS = 6
"""Words below which a language in Latin letters cannot be told."""
OTHER_SCRIPT = 0.3
"""The share of letters that makes a script the text's own: less is a name or a quotation."""
BEGINNING = 240
"""Characters in which a refusal is one: later it is a remark."""

_CLOSED = frozenset(".!?…。！？．‥」』）】》〉\"'”’»)]}>|`*_~%;；")
_STOPS = re.compile(r"[.!?]\s|[。！？]")
_OPEN_END = re.compile(r"(?:[,:，、：(（\[-]|\b(?:and|or|the|of|et|ou|de|y|o|и|или))\Z")
_LIST_LINE = re.compile(r"\s*(?:[-*+•·]|\d{1,2}[.)、]|\|)\s*\S")

_REFUSALS = re.compile(
    r"\bI(?:['’]m| am) (?:very )?sorry,? but\b[^.\n]{0,60}\b(?:can(?:no|['’])t|unable|not able)"
    r"|\bI(?:['’]m| am) (?:unable|not able|not qualified|not in a position) to\b"
    r"|\bI (?:cannot|can['’]t|can not|won['’]t|must decline to) "
    r"(?:provide|give|offer|assist|help|answer|diagnose|recommend|comply|fulfil+|do that)"
    r"|(?:很抱歉|抱歉|对不起)[^。\n]{0,24}(?:无法|不能|没有办法)"
    r"|我(?:无法|不能)(?:为您|为你|直接)?(?:提供|给出|回答|诊断|帮助|做出)"
    r"|申し訳(?:ありません|ございません)[^。\n]{0,40}(?:できません|できかねます|いたしかねます)"
    r"|(?:お答え|回答|提供|診断|お手伝い)(?:することは)?(?:でき(?:ません|かねます)|いたしかねます)"
    r"|\bje (?:suis |vous prie )?(?:désolée?|navrée?)[^.\n]{0,60}\bne (?:peux|puis) pas"
    r"|\bje ne (?:peux|puis) pas (?:vous )?(?:fournir|donner|répondre|aider|poser|formuler)"
    r"|(?:извините|простите|к сожалению|сожалею)[^.\n]{0,24}\bя не (?:могу|в состоянии)"
    r"|\bя не могу (?:предоставить|дать|помочь|ответить|поставить|давать|ставить)"
    r"|\blo (?:siento|lamento)[^.\n]{0,60}\bno puedo"
    r"|\bno puedo (?:proporcionar|dar|ofrecer|ayudar|responder|diagnosticar|brindar)",
    re.IGNORECASE,
)

_SCRIPTS = {
    "kana": re.compile(r"[\u3041-\u30ff]"),
    "han": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
}
_LATIN = ("en", "fr", "es")


def unfair(output: Output) -> Iterator[Finding]:
    """What makes an answer no fair match for another: at most one finding of each kind."""
    text = output.text
    if not text.strip():
        yield Finding(output.id, 0, len(text), Kind.EMPTY, "There is no answer.")
        return
    if (why := cut_off(text, output.finish)) is not None:
        end = len(text.rstrip())
        yield Finding(output.id, max(0, end - 1), end, Kind.CUT_OFF, why)
    if (refused := _REFUSALS.search(text, 0, BEGINNING)) is not None:
        sentence = f"“{refused.group()}” refuses to answer."
        yield Finding(output.id, *refused.span(), Kind.REFUSAL, sentence)
    told = written_in(text)
    if output.language in LANGUAGES and told is not None and told != output.language:
        sentence = f"The answer is in {LANGUAGES[told]}; {LANGUAGES[output.language]} was asked for."
        yield Finding(output.id, 0, len(text), Kind.LANGUAGE, sentence)


def cut_off(text: str, finish: str | None) -> str | None:
    """Why an answer seems to end before its end; None when it does not.

    By the engine's word where there is one. Otherwise an answer in sentences should end with what ends one:
    labels and lists need not.
    """
    if finish == "length":
        return "The answer reached the limit of its length and stopped."
    end = text.rstrip()
    if len(end) < SHORT or not end:
        return None
    last_line = end.rsplit("\n", 1)[-1]
    if _OPEN_END.search(end):
        return f"The answer ends with “{end[-12:].strip()}”, in the middle of a sentence."
    if end[-1] in _CLOSED or _LIST_LINE.match(last_line) or not _STOPS.search(end) or _is_sign(end[-1]):
        return None
    return f"The answer ends with “{end[-12:].strip()}”, without a full stop."


def written_in(text: str) -> str | None:
    """The language among the six that most of `text` is in; None when it is too short or nothing tells.

    A script is the text's own from 30 % of the letters on: Chinese texts hold many Latin names of drugs,
    and English texts a word in Chinese.
    """
    counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS.items()}
    letters = sum(counts.values())
    if letters < 4:
        return None
    asian = counts["kana"] + counts["han"]
    if asian / letters >= OTHER_SCRIPT:
        return "ja" if counts["kana"] / asian >= 0.1 else "zh"
    if counts["cyrillic"] / letters >= OTHER_SCRIPT:
        return "ru"
    return language_of(text, _LATIN) if len(text.split()) >= SOME_WORDS else None


def _is_sign(char: str) -> bool:
    """Whether a character is neither a letter nor a digit: an emoji ends a sentence well enough."""
    return not char.isalnum()
