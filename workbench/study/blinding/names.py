"""Answers that name a model, a maker of models, or say that a machine wrote them."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from workbench.study.blinding.findings import Finding, Kind, Output

# Names of nothing else: wherever they stand, they tell.
_PLAIN = (
    r"chat-?gpt",
    r"(?:instruct|open|bio|yandex)gpt\b",
    # GPT is an enzyme too: "GPT 45 U/l" is none of these.
    r"gpt-(?:[2-5](?:\.\d)?[ov]?|oss)(?!\d)(?:-(?:turbo|mini|nano|\d+b))?",
    r"gpt ?(?:3\.5|4o|4\.1)(?!\d)",
    r"open\s?ai\b",
    r"anthropic(?!\w)(?!\s+(?:principle|bias|reasoning))",
    r"deep-?mind",
    r"deep-?seek(?:-?[rv]\d[\w.-]*)?",
    r"qwen[\w.-]*",
    r"qwq\b",
    r"(?:pmc-?|med-?|code-?|mmed(?:s|ins)?[-\s]*)llama[\w.-]*",
    r"mmed(?:s|ins)\b",
    r"llama[-\s]?\d[\w.-]*",
    r"(?-i:LLaMA)\b",
    r"med-?palm(?:[-\s]?[2-9m])?",
    r"med-?gemma[\w.-]*",
    r"meditron[\w.-]*",
    r"bio-?mistral[\w.-]*",
    r"med-?alpaca[\w.-]*",
    r"med42[\w.-]*",
    r"open-?bio-?llm[\w.-]*",
    r"huatuo-?gpt[\w.-]*",
    r"baichuan[\w.-]*",
    r"chat-?glm[\w.-]*",
    r"intern-?lm[\w.-]*",
    r"mixtral[\w.-]*",
    r"mistral(?:\s+ai|-\d+b[\w.-]*)",
    r"gemma[-\s]?[1-9][\w.-]*",
    r"gemini[-\s]?(?:[1-9][\w.]*|pro|ultra|flash|nano)\b",
    r"claude[-\s]?(?:[1-9][\w.-]*|opus|sonnet|haiku|instant)\b",
    r"phi-[1-9][\w.-]*",
    r"(?:google|meta|moonshot|mistral)\s+ai\b",
    r"x\.?ai(?:'s)?\s+grok",
    r"hugging\s?face",
    r"giga-?chat",
    r"ernie\s?bot",
    r"文心一言|通义千问|讯飞星火|智谱清言|豆包大模型|华佗GPT|月之暗面|深度求索",
)
# Names of people, animals and winds too: they tell where an answer speaks of itself.
_SHARED = (
    r"(?-i:(?:Claude|Gemini|Mistral|Falcon|Grok|Bard|Phi|Yi|Kimi|Llama|LLaMA|Gemma|Copilot|Vicuna|Alpaca)\b"
    r"(?! [A-Z]))"
)

_AI = r"(?:(?-i:AI)|a\.i\.|artificial intelligence|(?:large |medical )*language model|(?-i:LLM)|chat-?bot)"
_SELF = (
    # English
    rf"\bas an? (?:\w+ ){{0,2}}?{_AI}"
    r"(?=[,.;:)\s-]*(?:,|I\b|language|model|assistant|system|developed|trained|created|designed|powered|based))"
    r"(?:[ -](?:language model|model|assistant|system|chatbot)\b)*",
    rf"\bI(?:['’]m| am)(?: just| only| merely| not a \w+,? but)? an? (?:\w+ ){{0,2}}?{_AI}(?:[ -]\w+)?",
    r"\bI(?:['’]m| am) an? (?:virtual|digital|automated) (?:\w+ )?assistant",
    r"\bI (?:was|am|have been) (?:trained|developed|created) by\b(?: (?-i:[A-Z])[\w-]*)*",
    r"\bmy (?:training data|knowledge cut-?off|last (?:knowledge )?update|training cut-?off)",
    rf"\b(?:as|I am|I['’]m|my name is|call me|this is|je suis|en tant que|soy|me llamo) {_SHARED}",
    rf"(?:我是|私は|я ){_SHARED}",
    # Chinese
    r"作为(?:一个|一名|一款|一位)?(?:大型|大|医疗|医学)*(?:人工智能|AI|语言模型|大模型|智能助手|聊天机器人)"
    r"(?:语言模型|大模型|模型|助手|系统)*",
    r"我(?:只)?是(?:一个|一名|一款|一位)?(?:由[^，。\n]{1,12}?(?:开发|训练|创建)的)?(?:大型|大)*"
    r"(?:人工智能|AI|语言模型|大模型|智能助手|聊天机器人)(?:语言模型|大模型|模型|助手|系统)*",
    # Japanese
    r"(?:私は)?(?:AI|人工知能|(?:大規模)?言語モデル)(?:言語モデル|アシスタント|チャットボット)?"
    r"(?:として(?!は.{0,6}(?:診断支援|研究))|であるため|ですので|なので|であり)",
    # French
    r"\b(?:en tant qu(?:e |['’])(?:une? )?|je (?:ne )?suis (?:qu['’]|seulement )?une? )"
    r"(?:modèle (?:de langage|linguistique)|intelligence artificielle|(?-i:IA)\b"  # codespell:ignore langage
    r"|assistant (?:virtuel|numérique))",
    # Russian
    r"\bкак (?:большая |большой )?(?:языковая модель|искусственный интеллект|(?-i:ИИ)\b)(?:-?ассистент)?",
    r"\bбудучи (?:большой )?языковой моделью",
    r"\bя\s*(?:[—–-]\s*)?(?:всего лишь )?(?:большая )?(?:языковая модель|искусственный интеллект|(?-i:ИИ)\b)",
    # Spanish
    r"\bcomo (?:una? )?(?:gran )?(?:modelo (?:de lenguaje|lingüístico)|inteligencia artificial|(?-i:IA)\b|"
    r"asistente (?:virtual|digital))(?=[,;:]|\s(?:no|puedo|debo|me|entrenad|desarrollad|creado))",
    r"\bsoy (?:solo |sólo )?una? (?:modelo (?:de lenguaje|lingüístico)|inteligencia artificial|(?-i:IA)\b|"
    r"asistente (?:virtual|digital))",
)


def named(output: Output, arms: Iterable[str] = ()) -> Iterator[Finding]:
    """Where an answer names a model or itself; `arms` are the study's own names, looked for as well.

    Names that people, animals or winds have too ("Claude Bernard", "falcon") count only where the answer
    speaks of itself ("I am Claude").
    """
    for start, end in _spans(_pattern(tuple(sorted(arms))), output.text):
        said = output.text[start:end]
        yield Finding(
            output.id, start, end, Kind.NAME, f"“{said}” tells which model, or that a machine, wrote it."
        )


def _spans(patterns: tuple[re.Pattern[str], ...], text: str) -> list[tuple[int, int]]:
    """Where the patterns match: from first to last, those that touch or overlap as one."""
    found = sorted(match.span() for pattern in patterns for match in pattern.finditer(text))
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if start == end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


@lru_cache(maxsize=16)
def _pattern(arms: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """What to look for, compiled once for a study."""
    # A letter before or after makes another word of a name; \b would not see it in Chinese.
    plain = r"(?<![A-Za-z0-9])(?:" + "|".join(_PLAIN) + r")(?![A-Za-z])"
    patterns = [re.compile(plain, re.IGNORECASE), re.compile("|".join(_SELF), re.IGNORECASE)]
    own = [_flexible(arm) for arm in arms if len(arm.strip()) > 2]
    if own:
        patterns.append(re.compile(rf"(?<!\w)(?:{'|'.join(own)})(?!\w)", re.IGNORECASE))
    return tuple(patterns)


def _flexible(arm: str) -> str:
    """A pattern for a name that is written with hyphens, spaces or nothing between its words."""
    return r"[\s_-]*".join(re.escape(word) for word in re.split(r"[\s_-]+", arm.strip()) if word)
