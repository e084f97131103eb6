"""Which names an answer lists: chemicals, diseases, species, participants of a study, medicines.

A list may be commas, semicolons, lines, bullets, numbers, JSON or a sentence. "None" may be spelled in many
ways, among them the benchmark's own "there is no related enetity". A name is kept once, as first written.
"""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from workbench.domain.scores import Answer, Reading
from workbench.evaluation.metrics.corrected.plain import DECLINED, EMPTY, Unread, declines, folded, settled
from workbench.evaluation.metrics.corrected.separators import Span, cut

NONE = "none"
"""What is shown for an answer that says there is nothing to list."""
UNLISTED = Unread("it lists no names")

# Phrases of studies have "and" within them.
_AND_WITHIN = frozenset({"task1", "task2", "task3", "task29", "task9003"})

_KIND = (
    r"(?:related |relevant |specific |named |such )*"
    r"(?:entit|enetit|chemical|disease|drug|medic|species|organism|name|information|"
    r"participant|intervention|outcome|treatment|dose|condition|disorder|substance|compound|mention)"
)
_NONE = re.compile(
    r"none|nil|null|(?:there is )?no related|n/?a|nothing(?: found| mentioned)?|no|"
    r"not (?:found|mentioned|available|applicable|specified|stated|present)(?: in .{0,40})?|"
    rf"no {_KIND}\w*(?: name[sd]?| entit\w+)?|(?:there (?:is|are|was|were) )?(?:no|not any) {_KIND}.*|"
    r"no \w+ (?:(?:is|are|was|were) )?(?:mentioned|found|present|named|listed|identified|stated)\b.*|"
    r".{0,80}\b(?:does not|doesn't|do not|did not) (?:contain|mention|include|name|have|list|specify|state|"
    r"give|provide|report|indicate|describe)\b"
    rf".{{0,40}}{_KIND}.*|"
    rf".{{0,40}}(?:could|can|did|do)(?: ?not|n't) (?:find|identify|see|detect)\b.{{0,40}}{_KIND}.*|"
    rf"there (?:isn't|aren't|is not|are not) any {_KIND}.*|"
    r"none (?:of|found|mentioned|present|listed|identified|were|was)\b.{0,80}|-|\[ *\]|"
    r".{0,40}(?:没有|不存在|未提及|未提到|不包含|未发现|未找到).{0,20}|无",
    re.DOTALL,
)
_LEAD_WORD = re.compile(
    r"\b(?:entit|enetit|chemical|disease|drug|medic|species|organism|name|answer|output|list|follow|participant|"
    r"intervention|outcome|dose|here|result|found|substance|compound|label|recogni|sentence|text)"
    r"|[化疾名实药物结答][学病称体物种质果案]",
)
_COLON_LEAD = re.compile(r"\s*[^:\n]{0,120}?:\s*")
_VERB_LEAD = re.compile(
    r"\s*(?:the |all )?(?:[\w'-]+ ){0,6}?(?:(?:is|are|was|were) (?:called )?|"
    r"(?:includes?|mentions?|contains?|lists|describes|discusses) "
    rf"(?:(?:the|these|two|three|some) {_KIND}\w* |{_KIND}\w* (?:such as|called|named) )?)"
    r"(?:the following )?(?=\S)|\s*[^\n,:]{0,40}(?:是|为|有|包括)\s*(?=\S)",
    re.I,
)
_VERB_TAIL = re.compile(
    rf"(?<=\s)(?:(?:is|are|was|were) (?:mentioned|named|found|listed|present|given|used|discussed|"
    rf"the (?:only )?{_KIND}\w*)\b|"
    rf"as (?:an? |the )?{_KIND}\w*)[^,;\n]*$"
)
_FIELDS = re.compile(r"[;\n][ \t]{0,8}\w+(?: \w+)? ?:")
_BULLET = re.compile(r"\s*(?:[-•·+]\s+|\(?\d{1,2}[.)]\s+)?")
_NUMBERED = re.compile(r"(?:(?<=\s)|^)\(?\d{1,2}[.)]\s+")
_STARTS_NUMBERED = re.compile(r"\s*\(?1[.)]\s+")
_PROSE = re.compile(
    r"\n[ \t]{0,8}\n[ \t]{0,8}"
    r"(?=explanation|note|let me|if you|please|reason|these|this|the |in |i |both|all |here|however|"
    r"\S+(?: \S+){7,})",
    re.I,
)
_ASIDE = re.compile(
    r"[.!]\s+(?=(?:There|These|This|The|No|None|Note|I|It|They|Both|All|Other|However|Here|Please|Only)\b)"
)
_GIVEN = re.compile(
    r"\s*(?:based on|in|from|according to|for) (?:the|this|these) (?:[\w']+ ){0,3}?(?:sentence|text|"
    r"passage|abstract|input|context|study|report)(?: \w+){0,3}\s*[,:]\s*|"
    r"\s*(?:after|upon) \w+(?: \w+){0,4}, ",
    re.IGNORECASE,
)
_HEAD = re.compile(r"(?:^|\n)\W{0,4}(\w+(?: \w+)?) ?: *(?=\S)")
_DATA = re.compile(r"[\[{]\s*(?=[\"'\[{\]}])")
_SPACED_COMMA = re.compile(r"(?<= ),(?= )")
_POLITE = re.compile(r"\s*(?:yes|sure|certainly|of course|okay|ok)\s*[,.!:]\s*", re.IGNORECASE)
_GENERIC = re.compile(
    rf"[-\s]+|(?:(?:the|these|two|three|four|five|several|some|following) )*(?:{_KIND}\w*){{1,2}}"
)
_SHORT = 300
_TRIM = " \t\n\"'.,;:`"
_TIGHT = re.compile(r" ?([^\w\s]) ?")
_NAMED_KEYS = ("entity", "name", "text", "word", "mention")


@dataclass(frozen=True, slots=True)
class Listed:
    """The names an answer lists."""

    names: tuple[str, ...]
    """As written, each once; () when the answer says that there are none."""
    reading: Reading


def read_entities(answer: Answer) -> Reading | Unread:
    """The names of `answer`, shown as "aspirin; ibuprofen", or as "none"."""
    found = listed(answer)
    return found.reading if isinstance(found, Listed) else found


def listed(answer: Answer) -> Listed | Unread:
    """The names that `answer` lists."""
    text = _unheaded(settled(answer.output))
    said = text.strip(_TRIM)
    if not answer.output.strip():
        return EMPTY
    names = {entity_key(name) for one in answer.references for name in entities_of(one)}
    if _says_none(said or "-") and entity_key(said) not in names:
        return Listed((), Reading(NONE, 1.0, (_trimmed(text, 0, len(text)),)))
    data = _data(answer.output)
    if data is not None:
        return _kept(_located(answer.output, data), 1.0) if data else Listed((), Reading(NONE, 1.0))
    if declines(text):
        return DECLINED
    start, end = _body(text)
    if _says_none(text[start:end].strip(_TRIM)) and entity_key(text[start:end]) not in names:
        return Listed((), Reading(NONE, 0.9, (_trimmed(text, start, end),)))
    whole = [
        one.span() for name in _wholes(answer.references) for one in re.finditer(name, text, re.IGNORECASE)
    ]
    spans = _items(text, start, end, whole, answer.task_id not in _AND_WITHIN)
    written = ((answer.output[slice(*span)], span) for span in spans)
    return _kept(
        (one for one in written if not _GENERIC.fullmatch(one[0].lower())), 0.95 if start == 0 else 0.85
    )


_NONE_WRITTEN = re.compile(r"(?:there is )?no related e\w+|not found|none|null|nan|not stated", re.IGNORECASE)


@lru_cache(maxsize=16384)
def entities_of(reference: str) -> tuple[str, ...]:
    """The names of a reference, which is written with commas; () when it says that there are none."""
    text = folded(reference)
    # "NO" and "NA" are nitric oxide and noradrenaline; a comma after a space belongs to a name.
    if _NONE_WRITTEN.fullmatch(text.strip(_TRIM)):
        return ()
    start, end = _trimmed(text, 0, len(text))
    within = [one.span() for one in _SPACED_COMMA.finditer(text)]
    names = [reference[slice(*_trimmed(text, *span))] for span in cut(text, start, end, within, False)]
    return tuple({entity_key(name): name for name in reversed(names) if name}.values())[::-1]


def entity_key(name: str) -> str:
    """`name` as it is compared: small, without accents, and without the spaces a tokenizer put in."""
    return _TIGHT.sub(r"\1", " ".join(folded(name).lower().strip(_TRIM).split()))


def _unheaded(text: str) -> str:
    """`text` without the same word at the head of every line: "Chemical: aspirin", "Chemical: ibuprofen"."""
    heads = list(_HEAD.finditer(text))
    if len(heads) < 2 or len({head[1].lower().rstrip("0123456789 ") for head in heads}) > 1:
        return text
    for head in heads:
        text = text[: head.start(1)] + " " * (head.end() - head.start(1)) + text[head.end() :]
    return text


def _says_none(said: str) -> bool:
    """Whether a trimmed, folded answer says that there is nothing to list."""
    said = said.lower().removeprefix("no, ")
    return _NONE.fullmatch(said) is not None or (
        len(said) < _SHORT and all(_NONE.fullmatch(part) for part in re.split(r"[.!?;] *", said.strip(_TRIM)))
    )


@lru_cache(maxsize=4096)
def _wholes(references: tuple[str, ...]) -> tuple[str, ...]:
    """Expressions for the references' names that a separator stands in: in an answer too they are whole."""
    names = {name for one in references for name in entities_of(one)}
    odd = (
        name for name in names if "," in name or ";" in name or " and " in name or "/" in name or "|" in name
    )
    return tuple(r"\s*".join(re.escape(part) for part in folded(name).split()) for name in sorted(odd))


def _body(text: str) -> Span:
    """The stretch of `text` that is the list: without an introduction, and prose after it."""
    start = _introduced(text)
    prose = _PROSE.search(text) or _ASIDE.search(text, start)
    end = len(text) if prose is None or text[: prose.start()].rstrip().endswith(":") else prose.start()
    fields = _FIELDS.search(text, 0, end) is not None
    lead = None if fields else _COLON_LEAD.match(text, start) or _VERB_LEAD.match(text, start)
    if (
        lead is not None
        and _LEAD_WORD.search(lead[0].lower())
        and text[lead.end() : end].strip(_TRIM)
        and not _says_none(text[start:end].strip(_TRIM))
    ):
        start = lead.end()
    tail = _VERB_TAIL.search(text, start, end)
    first, last = _trimmed(text, start, tail.start() if tail is not None else end)
    if text[first : first + 1] == "[" and text[last - 1 : last] == "]" and "]" not in text[first : last - 1]:
        return first + 1, last - 1
    return first, last


def _introduced(text: str) -> int:
    """Where `text` goes on after "Sure!" and "In the given sentence,"."""
    start = 0
    for words in (_POLITE, _GIVEN):
        found = words.match(text, start)
        start = found.end() if found is not None else start
    return start


def _trimmed(text: str, start: int, end: int) -> Span:
    """The stretch without spaces, quotes and stops around it."""
    inner = text[start:end]
    first = start + len(inner) - len(inner.lstrip(_TRIM))
    return first, max(first, start + len(inner.rstrip(_TRIM)))


def _items(text: str, start: int, end: int, whole: list[Span], joined_by_and: bool) -> Iterator[Span]:
    """The items of the list, trimmed of bullets and numbers."""
    if _STARTS_NUMBERED.match(text, start):
        marks = [one.span() for one in _NUMBERED.finditer(text, start, end)]
        stops = [first for first, _ in marks[1:]] + [end]
        parts = [(first, stop) for (_, first), stop in zip(marks, stops, strict=True)]
    else:
        parts = [(start, end)]
    for begin, stop in parts:
        for first, last in cut(text, begin, stop, whole, joined_by_and):
            bullet = _BULLET.match(text, first, last)
            told = text.find(": ", first, last) if joined_by_and else -1
            inner = _trimmed(text, bullet.end() if bullet is not None else first, told if told > 0 else last)
            word = text[slice(*inner)].lower()
            if word.startswith("and "):
                inner = _trimmed(text, inner[0] + len("and "), inner[1])
            if inner[0] < inner[1] and word not in ("and", "or"):
                yield inner


def _kept(items: Iterable[tuple[str, Span | None]], sure: float) -> Listed | Unread:
    """The names with their places, each once; "none" beside names is no name."""
    found: dict[str, tuple[str, Span | None]] = {}
    denied = False
    for name, span in items:
        if _NONE_WRITTEN.fullmatch(folded(name).strip(_TRIM)):
            denied = True
        elif key := entity_key(name):
            found.setdefault(key, (name, span))
    if not found:
        return Listed((), Reading(NONE, sure)) if denied else UNLISTED
    names = tuple(name for name, _ in found.values())
    spans = tuple(span for _, span in found.values() if span is not None)
    return Listed(names, Reading("; ".join(names), sure, spans))


def _data(output: str) -> list[tuple[str, str]] | None:
    """The names of a JSON or Python list in `output`, and how to find them; None without a list."""
    begin = _DATA.search(output)
    if begin is None:
        return None
    end = max(output.rfind("]"), output.rfind("}")) + 1
    text = output[begin.start() : end]
    try:
        value: object = json.loads(text)
    except ValueError:
        try:
            value = ast.literal_eval(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return None
    return list(_strings(value))


def _strings(value: object) -> Iterator[tuple[str, str]]:
    """The names in a value of JSON, with the words to find them by.

    All of a list, the name of a record, fields with their keys.
    """
    if isinstance(value, str):
        yield value, value
    elif isinstance(value, list | tuple | set):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        named = next((value[key] for key in _NAMED_KEYS if isinstance(value.get(key), str)), None)
        if named is not None:
            yield str(named), str(named)
        elif len(value) > 1 and all(isinstance(one, str) for one in value.values()):
            yield from ((f"{key}: {one}", one) for key, one in value.items())
        else:
            for one in value.values():
                yield from _strings(one)


def _located(output: str, names: list[tuple[str, str]]) -> Iterator[tuple[str, Span | None]]:
    """The names with where they stand in `output`, one after the other; None where nowhere."""
    place = 0
    for name, words in names:
        start = output.find(words, place)
        if start >= 0:
            place = start + len(words)
        yield name, (start, place) if start >= 0 else None
