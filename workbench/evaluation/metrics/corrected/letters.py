"""Which option of a multiple-choice question an answer chooses, in any of the six languages.

In this order: what the answer declares ("the right answer is B"), the letter it begins with, an option it
calls right, the letter it holds to, the option whose text it holds to. Of several declarations the last
counts. Where an answer goes through the options line by line, what stands outside these lines counts first. Where the reference has several letters (FrenchMedMCQA, IgakuQA), so may the answer; elsewhere
several letters are no answer.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from workbench.domain.scores import Answer, Reading
from workbench.evaluation.metrics.corrected.choices import all_of, choices_of, wordings_of
from workbench.evaluation.metrics.corrected.mentions import Mention, held, names, settled_on
from workbench.evaluation.metrics.corrected.plain import (
    DECLINED,
    EMPTY,
    Unread,
    declines,
    either_spelling,
    folded,
    in_latin,
    latest_first,
    negated,
    settled,
)

SEVERAL = Unread("it names several options")
UNNAMED = Unread("it names none of the options")

_PLAIN = re.compile(
    r"(?:The right answer is |正确答案是 |正しい答えは |La bonne réponse est |Правильный ответ: "
    r"|La respuesta correcta es )?([A-J])(?:: ([^\t\n]+?)(?: です)?|[.)]?)\s*"
)
_ONLY = re.compile(r"[\s(\[\"'*]*([A-Ja-j])[\s)\].:!\"'*。]*")
_PLAIN_SEVERAL = re.compile(r"Les bonnes réponses sont |正しい答えは ")
_PLAIN_ITEM = re.compile(r"(?:^|(?<=, ))([A-J]): ")
_SHORTEST = 4
_SHORTEST_PART = 2
_KNOWN = "ABCDE"

_BEFORE = r"(?<![A-Za-z0-9'\u0400-\u04ff])"
_AFTER = r"(?![A-Za-z0-9\u0400-\u04ff]|'[A-Za-z]|-[A-Za-z]{2})"
_LETTER = rf"{_BEFORE}([A-HJ]|I(?!\s+[a-z])){_AFTER}"  # not "I" as in "I think"
_LOWER = rf"{_BEFORE}([a-j]){_AFTER}(?!\s+[A-Za-z\u0400-\u04ff])"
_FILLING_WORDS = (
    "is|are|was|would|should|must|be|the|option|choice|letter|correct|right|best|final|answer|this|that|question|"
    "to|for|here|most|likely|therefore|thus|text|mathrm|est|sont|la|le|les|l|donc|reponses?|bonnes?|correctes?|es|son|"
    "opcion|letra|correctas?|respuesta|это|вариант|под|буквой|верный"
)
_FILLING = (
    rf"(?:\s|[:=\-(\[{{$<>\"',.]|【|】|(?i:\b(?:{_FILLING_WORDS})\b)"
    r"|选项|選択肢|应该|是|为|為|は|が|应|该|選|选|の)"
)
_STRONG_WORDS = (
    r"answers?|ans|boxed|(?:correct|best)(?=\s*(?:[:=(]|is\b|[a-z]+ is\b|one\b|answer|option|choice))|"
    r"i(?:'d| would|'ll| will)? (?:choose|pick|select|go with|say)|going with|opt(?:ing)? for|settl\w+ (?:on|for)|it's|"
    r"it is|c'est|hence|therefore|thus|so|donc|reponses?|respuestas?|opcion correcta|option correcte|"
    r"por (?:lo )?tanto|entonces"
)
_STRONG_WORD = (
    rf"(?:(?<!incorrect )(?<!wrong )(?i:\b(?:{_STRONG_WORDS})\b)|(?i:\bответ)|答案|正确选项|正解|解答|答え"
    r"|故选|应[选为是]|因此选|所以选|选择(?!肢)|(?<![A-J])选(?!项)|本题选)"
)
_WEAK_WORD = r"(?:(?i:\b(?:option|choice|letter|opcion|reponse)\b)|(?i:\bвариант)|选项|選択肢)"
_DECLARED = re.compile(rf"{_STRONG_WORD}{_FILLING}{{0,14}}?(?:{_LETTER}|{_LOWER})")
_CALLED = re.compile(rf"{_WEAK_WORD}{_FILLING}{{0,6}}?(?:{_LETTER}|{_LOWER})")
_PRAISED = re.compile(
    rf"(?<![とや,、])(?<!and )(?<!or )(?<!et )(?<!ou )(?<!y )(?<!o ){_LETTER}"
    r"(?:\s+it is\b|\s+(?:is|est|es)(?: the| la)?\s+(?:correct|right|best|bonne)|\s*(?:が|选项|是|为)?(?:正しい|正解|正确|对的))"
)
_LEADING = re.compile(
    rf"[\s(\[\"'{{<-]*(?:(?:{_LETTER})(?=\s*(?:[:)\]\",、;]|\.(?!\s*[a-z])|$|\n|\s-\s|\s+(?:and|et|y|&)\s+[A-J]\b))"
    rf"|{_BEFORE}([a-j])(?=[:)\].](?!\s*[a-z])|[:)\]]\s|\s*$))"
)
# "A" and "À" begin many a sentence, and "vitamin B" is no choice.
_BARE = re.compile(
    r"(?<!itamin )(?<!itamine )(?<!itamina )(?<!epatitis )(?<!hepatite )(?<!type )(?<!group )(?<!grade )"
    rf"{_LETTER}"
    r"(?!\s+(?!(?:is|was|and|or|et|ou|y|o|est|es|because|since|but|mais|rather|instead|not|are|sont|и|или|could|can|"
    r"may|might|would|will|should|seems|must|fits|as|so|for)\b)[A-Za-z0-9\u0400-\u04ff])"
)
_MORE = re.compile(
    r"(?:\s?\([^()\n]{1,60}\))?\s*(?:[,、;/&+-]|(?i:\b(?:and|or|et|ou|y|o|и|или)\b)|と|か|または|もしくは|あるいは|および|和|或者?|及び?|,?\s*(?i:and|or)\b){1,2}\s*[(\[]?"
    rf"(?:(?i:option|la|le|choice) )?{_LETTER}|[ \t]*\n\s*{_LETTER}[ \t]*(?=\n|$)"
    rf"|[:.)\]]? {{3,}}{_LETTER}(?=[:.)])"
)
_ITEM = re.compile(r"(?:^|(?<=, ))([A-J]): ")
_SHORTEST = 4
_SHORTEST_PART = 2
_KNOWN = "ABCDE"

_BEFORE = r"(?<![A-Za-z0-9'\u0400-\u04ff])"
_AFTER = r"(?![A-Za-z0-9\u0400-\u04ff]|'[A-Za-z]|-[A-Za-z]{2})"
_LETTER = rf"{_BEFORE}([A-HJ]|I(?!\s+[a-z])){_AFTER}"  # not "I" as in "I think"
_LOWER = rf"{_BEFORE}([a-j]){_AFTER}(?!\s+[A-Za-z\u0400-\u04ff])"
_FILLING_WORDS = (
    "is|are|was|would|should|must|be|the|option|choice|letter|correct|right|best|final|answer|this|that|question|"
    "to|for|here|most|likely|therefore|thus|text|mathrm|est|sont|la|le|les|l|donc|reponses?|bonnes?|correctes?|es|son|"
    "opcion|letra|correctas?|respuesta|это|вариант|под|буквой|верный"
)
_FILLING = (
    rf"(?:\s|[:=\-(\[{{$<>\"',.]|【|】|(?i:\b(?:{_FILLING_WORDS})\b)"
    r"|选项|選択肢|应该|是|为|為|は|が|应|该|選|选|の)"
)
_STRONG_WORDS = (
    r"answers?|ans|boxed|(?:correct|best)(?=\s*(?:[:=(]|is\b|[a-z]+ is\b|one\b|answer|option|choice))|"
    r"i(?:'d| would|'ll| will)? (?:choose|pick|select|go with|say)|going with|opt(?:ing)? for|settl\w+ (?:on|for)|it's|"
    r"it is|c'est|hence|therefore|thus|so|donc|reponses?|respuestas?|opcion correcta|option correcte|"
    r"por (?:lo )?tanto|entonces"
)
_STRONG_WORD = (
    rf"(?:(?<!incorrect )(?<!wrong )(?i:\b(?:{_STRONG_WORDS})\b)|(?i:\bответ)|答案|正确选项|正解|解答|答え"
    r"|故选|应[选为是]|因此选|所以选|选择(?!肢)|(?<![A-J])选(?!项)|本题选)"
)
_WEAK_WORD = r"(?:(?i:\b(?:option|choice|letter|opcion|reponse)\b)|(?i:\bвариант)|选项|選択肢)"
_DECLARED = re.compile(rf"{_STRONG_WORD}{_FILLING}{{0,14}}?(?:{_LETTER}|{_LOWER})")
_CALLED = re.compile(rf"{_WEAK_WORD}{_FILLING}{{0,6}}?(?:{_LETTER}|{_LOWER})")
_PRAISED = re.compile(
    rf"(?<![とや,、])(?<!and )(?<!or )(?<!et )(?<!ou )(?<!y )(?<!o ){_LETTER}"
    r"(?:\s+it is\b|\s+(?:is|est|es)(?: the| la)?\s+(?:correct|right|best|bonne)|\s*(?:が|选项|是|为)?(?:正しい|正解|正确|对的))"
)
_LEADING = re.compile(
    rf"[\s(\[\"'{{<-]*(?:(?:{_LETTER})(?=\s*(?:[:)\]\",、;]|\.(?!\s*[a-z])|$|\n|\s-\s|\s+(?:and|et|y|&)\s+[A-J]\b))"
    rf"|{_BEFORE}([a-j])(?=[:)\].](?!\s*[a-z])|[:)\]]\s|\s*$))"
)
# "A" and "À" begin many a sentence, and "vitamin B" is no choice.
_BARE = re.compile(
    r"(?<!itamin )(?<!itamine )(?<!itamina )(?<!epatitis )(?<!hepatite )(?<!type )(?<!group )(?<!grade )"
    rf"{_LETTER}"
    r"(?!\s+(?!(?:is|was|and|or|et|ou|y|o|est|es|because|since|but|mais|rather|instead|not|are|sont|и|или|could|can|"
    r"may|might|would|will|should|seems|must|fits|as|so|for)\b)[A-Za-z0-9\u0400-\u04ff])"
)
_MORE = re.compile(
    r"(?:\s?\([^()\n]{1,60}\))?\s*(?:[,、;/&+-]|(?i:\b(?:and|or|et|ou|y|o|и|или)\b)|と|か|または|もしくは|あるいは|および|和|或者?|及び?|,?\s*(?i:and|or)\b){1,2}\s*[(\[]?"
    rf"(?:(?i:option|la|le|choice) )?{_LETTER}|[ \t]*\n\s*{_LETTER}[ \t]*(?=\n|$)"
    rf"|[:.)\]]? {{3,}}{_LETTER}(?=[:.)])"
)
_CORRECTING = re.compile(
    r"\b(?:wait|sorry|correction|actually|mistake|reconsider\w*|on second thought|perdon|pardon|нет,|исправ\w+)\b|更正|修正|不对|いや",
    re.IGNORECASE,
)
_ITEM = re.compile(rf"(?:^|[\n\t;,、]|\b(?:et|and)\b)\s*[(\-]?\s*{_LETTER}\s*[:).]", re.MULTILINE)
_WORDS = re.compile(r"\w+")
_VARYING = re.compile(r"[e\s,]|[аеиоуыьэюяй]+(?:\s|$)")
_UNIT = re.compile(r"(?<=\d),\?\\s(?=[a-zμ%\[])")
_GENUS = re.compile(r"\.\s?([a-z]{3,})")
_LETTERS_ONLY = re.compile(r"\W*(?:[A-J]\W+)+[A-J]?\W*")
_RUN = re.compile(r"\W*(?:[A-J]{2,5}|[A-Ja-j](?:(?:\W|\b(?:et|and|y)\b|と){1,6}[A-Ja-j]\b)+)\W*")
_RUN_LETTER = re.compile(r"[A-J]|\b[a-j]\b")

_WALKED = re.compile(
    rf"(?:^|[\n\t]|(?<= {{3}}))[ \-•>(]*(?:(?i:option|choice|opcion|вариант) |选项|選択肢)?{_LETTER}\s*[:).,项][^\n\t]*?(?=[\n\t]| {{3}}{_LETTER}[:.)]|$)"
)
_FEWEST_WALKED = 3
_NEAR = 5
_RIGHT = re.compile(
    r"(?<!not )(?<!не )\b(?:correct|right|best|true|correct[ae]|exact[ea]?|vrai|verdader[oa]|верн\w+|правильн\w+)\b|✓|✅|(?<!不)正确|正しい|正解",
    re.IGNORECASE,
)
_ASKS_FALSE = re.compile(
    r"\b(?:except|false|incorrect|least|wrong|sauf|fausse?|inexacte?|n'est pas|excepto|fals[ao]|incorrect[ao]|"
    r"no es|кроме|неверн\w+|не является)\b|\b(?:which|what)\b[^?]{0,80}\bnot\b"
    r"|错误|不正确|不是|不属于|除外|誤っている|誤り|でないの|ではないの",
    re.IGNORECASE,
)


_Found = Mention


def read_letter(answer: Answer) -> Reading | Unread:
    """The letter that `answer` chooses, such as "B", or "A, D" where the reference has several."""
    plain = _PLAIN.fullmatch(answer.output)
    if plain is not None:
        choices = choices_of(answer.input)
        if plain[1] in (choices or _KNOWN) and plain[2] in (None, choices.get(plain[1])):
            return Reading(plain[1], 1.0, (plain.span(1),))
    only = _ONLY.fullmatch(answer.output)
    if only is not None and only[1].upper() in (choices_of(answer.input) or _KNOWN):
        return Reading(only[1].upper(), 0.95, (only.span(1),))
    return _plain_several(answer) or _read_slowly(answer)


def _plain_several(answer: Answer) -> Reading | None:
    """The letters of an answer that is written as the references with several letters are."""
    head = _PLAIN_SEVERAL.match(answer.output)
    if head is None or not _may_be_several(answer):
        return None
    start = head.end()
    body = answer.output[start:].removesuffix(" です")
    found = [(one[1], one.span(1)) for one in _PLAIN_ITEM.finditer(body)]
    choices = choices_of(answer.input)
    # An option may have a comma and a letter within it: only the whole proves the parts.
    if not found or body != ", ".join(f"{letter}: {choices.get(letter)}" for letter, _ in found):
        return None
    return _together([(letter, (start + at, start + at + 1)) for letter, (at, _) in found], 1.0)


def letters_of(reference: str) -> str:
    """The letters of a reference as a reading has them; empty when it has none."""
    return _letters_of(reference)


@lru_cache(maxsize=8192)
def _letters_of(reference: str) -> str:
    """As `letters_of`, remembered."""
    first = _PLAIN.fullmatch(reference)
    if first is not None and ", " not in reference:
        return first[1]
    text = in_latin(settled(reference))
    begun = _DECLARED.search(text) or _LEADING.match(text)
    if begun is None:
        return ""
    start = begun.start(begun.lastindex or 0)
    found = [text[start].upper(), *(item[1] for item in _ITEM.finditer(text, start))]
    return ", ".join(sorted(set(found)))


def _may_be_several(answer: Answer) -> bool:
    """Whether a reference has several letters."""
    return any(", " in one and "," in letters_of(one) for one in answer.references)


def _read_slowly(answer: Answer) -> Reading | Unread:
    """`read_letter` of an answer that is not written as the references are."""
    if not answer.output.strip():
        return EMPTY
    found: Reading | Unread = UNNAMED
    for text in latest_first(in_latin(settled(answer.output))):
        found = _read_lines(text, answer)
        if isinstance(found, Reading):
            break
    return found


def _read_lines(text: str, answer: Answer) -> Reading | Unread:
    """The letter that a folded answer chooses, beside lines that go through all options."""
    bared = _bared(text, answer.input)
    walked = list(_walk(bared))
    if not walked:
        return _read_prose(text, bared, answer)
    found = _read_prose(_without(text, walked), _without(bared, walked), answer)
    if isinstance(found, Reading):
        return found
    right = [(one[1], one.span(1)) for one in walked if _RIGHT.search(one[0])]
    return _settle(right, 0.85, _may_be_several(answer)) if right else SEVERAL


def _bared(text: str, listed: str) -> str:
    """`text` with each option's own text blank where it follows its letter: "D) Mannitol is wrong"."""
    small = text.lower()
    for letter, words in _small(listed):
        start = small.find(words)
        while start >= 0:
            head = text[:start].rstrip(" :.)],-(\"'")
            if head.endswith(letter) and start - len(head) < _NEAR and not head[-2:-1].isalnum():
                text = text[:start] + " " * len(words) + text[start + len(words) :]
            start = small.find(words, start + len(words))
    return text


@lru_cache(maxsize=4096)
def _small(listed: str) -> tuple[tuple[str, str], ...]:
    """The options' letters with their folded small texts."""
    small = ((letter, folded(text).lower().rstrip(" .")) for letter, text in choices_of(listed).items())
    return tuple((letter, words) for letter, words in small if words)


def _walk(text: str) -> Iterator[re.Match[str]]:
    """The lines of an answer that goes through the options from A on; none when it does not."""
    if text.count("\n") + text.count("\t") + text.count("   ") < _FEWEST_WALKED - 1:
        return
    lines: list[re.Match[str]] = []
    for line in _WALKED.finditer(text):
        if line[1] == chr(ord("A") + len(lines)):
            lines.append(line)
    if len(lines) >= _FEWEST_WALKED:
        yield from lines


def _without(text: str, lines: list[re.Match[str]]) -> str:
    """`text` with these lines blank."""
    for line in lines:
        text = text[: line.start(1)] + " " * (line.end() - line.start(1)) + text[line.end() :]
    return text


def _read_prose(text: str, bared: str, answer: Answer) -> Reading | Unread:
    """The letter that a folded answer chooses in running words; `bared` is for its letters."""
    choices = choices_of(answer.input)
    known = "".join(choices) or _KNOWN
    several = _may_be_several(answer)
    if not several and len(set(_LETTERS_ONLY.fullmatch(bared) and re.findall("[A-J]", bared) or ())) > 1:
        return SEVERAL
    for way, sure in ((_declared, 0.95), (_leading, 0.95), (_praised, 0.9), (_called, 0.85)):
        found = [one for one in way(bared, several) if one[0] in known and not _is_genus(text, one, choices)]
        if way is _declared and not found:
            found = _exception(bared, text, answer)
        if found and (several or len(names(found)) == 1 or way in (_declared, _leading)):
            return _settle(found, _doubted(sure, found, text, answer.input), several)
    named = [one for one in _named(bared) if one[0] in known and not _is_genus(text, one, choices)]
    within = _letters_within(answer.input)
    named = [one for one in named if one[0] not in within or bared[one[1][0] - 1 : one[1][0]] == "("]
    if not named and declines(text):
        return DECLINED
    worded = _worded(text.lower(), answer.input)
    both = sorted(named + worded, key=lambda one: one[1])
    for mentions in (named, both) if several else (both, named):
        said = settled_on(text, held(text, mentions))
        said = _all_of(said, answer.input) if not several else said
        if said and (several or len(names(said)) == 1):
            return _settle(said, _doubted(0.8, said, text, answer.input), several)
    return SEVERAL if held(text, named + worded) else UNNAMED


def _all_of(said: list[_Found], listed: str) -> list[_Found]:
    """The option "all of the above", when the answer names all others."""
    whole = all_of(listed)
    return [(whole, said[-1][1])] if whole and names(said) == choices_of(listed).keys() - {whole} else said


def _exception(bared: str, text: str, answer: Answer) -> list[_Found]:
    """The one option that the answer denies, where the question asks for what is not so."""
    if not _asks_for_exception(answer.input):
        return []
    worded = _worded(text.lower(), answer.input)
    mentions = sorted(_named(bared) + worded, key=lambda one: one[1])
    kept = names(held(bared, mentions))
    denied = [one for one in mentions if one[0] not in kept]
    return denied if len(names(denied)) == 1 != len(kept) else []


@lru_cache(maxsize=4096)
def _asks_for_exception(listed: str) -> bool:
    """Whether a question asks which option is false or no member."""
    stem = listed[: listed.rfind(next(iter(choices_of(listed).values()), ""))]
    return _ASKS_FALSE.search(folded(stem)) is not None


@lru_cache(maxsize=4096)
def _letters_within(listed: str) -> frozenset[str]:
    """Letters that stand alone in the texts of the options: "vitamin A" is no choice of A."""
    return frozenset(one for text in choices_of(listed).values() for one in re.findall(r"\b[A-J]\b", text))


def _is_genus(text: str, found: _Found, choices: dict[str, str]) -> bool:
    """Whether a letter is the first of a species' name, as in "E. coli", and not a choice."""
    name = _GENUS.match(text, found[1][1])
    return name is not None and name[1] not in folded(choices.get(found[0], name[1])).lower()


def _doubted(sure: float, found: list[_Found], plain: str, listed: str) -> float:
    """`sure`, or less when the one letter stands beside the texts of other options alone."""
    choices = choices_of(listed)
    letters = {letter for letter, _ in found}
    if any(letter in choices and folded(choices[letter]) in plain for letter in letters):
        return sure
    texts = names(held(plain, _worded(plain.lower(), listed)))
    return min(sure, 0.6) if texts and not texts & letters else sure


def _settle(found: list[_Found], sure: float, several: bool) -> Reading | Unread:
    """The reading of the letters `found`: one letter, or several where that may be."""
    if len({letter for letter, _ in found}) > 1 and not several:
        return SEVERAL
    return _together(found, sure)


def _together(found: list[_Found], sure: float) -> Reading:
    """The reading of all letters `found`."""
    letters = sorted({letter for letter, _ in found})
    return Reading(", ".join(letters), sure, tuple(span for _, span in found))


def _group(text: str, first: re.Match[str], several: bool) -> list[_Found]:
    """The letter that `first` found and those that follow it in the same list."""
    place = next(group for group in range(1, first.re.groups + 1) if first[group])
    found = [(first[place].upper(), first.span(place))]
    end = first.end(place)
    stop = text.find("\n\n" if several else "\n", end)
    items = (_ITEM if several else _PLAIN_ITEM).finditer(text, end, stop if stop > 0 else len(text))
    found += [(one[1], one.span(1)) for one in items]
    while (more := _MORE.match(text, end)) is not None:
        span = more.span(more.lastindex or 0)
        found.append((text[slice(*span)], span))
        end = span[1]
    return held(text, found) if len(found) > 1 else found


def _declared(text: str, several: bool) -> list[_Found]:
    """The last letters that the answer declares to be right; all when it declares others in the same words."""
    found: list[_Found] = []
    words = ""
    for one in _DECLARED.finditer(text):
        place = one.start() + len(one[0]) - 1
        if negated(text, place, place + 1):
            continue
        said = " ".join(_WORDS.findall(one[0][:-1].lower()))
        found = [*(found if said == words and not several else []), *_group(text, one, several)]
        words = said
    return found


def _praised(text: str, several: bool) -> list[_Found]:
    """The last letter that the answer says is right: "B is correct"."""
    praised = list(_PRAISED.finditer(text))
    if several or not praised:
        return []
    return [(praised[-1][1], praised[-1].span(1))]


def _called(text: str, several: bool) -> list[_Found]:
    """The letter that the answer calls an option and holds to."""
    if several:
        return _last(_CALLED, text, several)
    place = [one.start() + len(one[0]) - 1 for one in _CALLED.finditer(text)]
    return settled_on(text, held(text, [(text[at].upper(), (at, at + 1)) for at in place]))


def _last(pattern: re.Pattern[str], text: str, several: bool) -> list[_Found]:
    """The letters at the last match of `pattern` that is not denied."""
    found: list[_Found] = []
    for one in pattern.finditer(text):
        place = one.start() + len(one[0]) - 1
        if not negated(text, place, place + 1):
            found = _group(text, one, several)
    return found


def _leading(text: str, several: bool) -> list[_Found]:
    """The letters the answer begins with; all of them when it goes on to list options."""
    run = _RUN.fullmatch(text) if several else None
    if run is not None:
        return [(one[0].upper(), one.span()) for one in _RUN_LETTER.finditer(text)]
    first = _LEADING.match(text)
    if first is None:
        return []
    found = _group(text, first, several)
    place = first.end()
    if negated(text, place - 1, place):
        return []
    listed = [(one[1], one.span(1)) for one in _ITEM.finditer(text, place)]
    echoed = [letter for letter, _ in found + listed] == list("ABCDEFGHIJ"[: 1 + len(listed)])
    return found + listed if echoed and len(listed) > 1 else found


def _named(text: str) -> list[_Found]:
    """The letters that stand by themselves."""
    return [(one[1], one.span(1)) for one in _BARE.finditer(text)]


def _worded(text: str, listed: str) -> list[_Found]:
    """The options whose texts stand in the answer, as letters.

    An answer that is but a part of one option's text, as "Candida" of "Candida albicans", means it too.
    """
    patterns = _patterns(listed)
    short = text.strip(" .!?\"'\n").replace("ae", "e")
    if _SHORTEST_PART <= len(short) <= max((len(wording) for wording, *_ in patterns), default=0):
        whole = _whole(short)
        inside = [letter for wording, letter, *_ in patterns if whole.search(wording)]
        if len(set(inside)) == 1:
            start = len(text) - len(text.lstrip(" .!?\"'\n"))
            return [(inside[0], (start, len(text.rstrip())))]
    found: list[_Found] = []
    for _, letter, part, pattern in patterns:
        for one in pattern.finditer(text) if part in text else ():
            if all(one.end() <= start or end <= one.start() for _, (start, end) in found):
                found.append((letter, one.span()))
    return sorted(found, key=lambda one: one[1])


@lru_cache(maxsize=4096)
def _patterns(listed: str) -> tuple[tuple[str, str, str, re.Pattern[str]], ...]:
    """The wordings of the options with their letters, a part to look for, and what finds them."""
    return tuple((word, letter, _part(word), _whole(word)) for word, letter in wordings_of(listed))


def _part(wording: str) -> str:
    """A part that is in every way to write `wording`: a quick look for it saves a search."""
    return max(_VARYING.split(wording), key=len)


@lru_cache(maxsize=8192)
def _whole(wording: str) -> re.Pattern[str]:
    """Finds `wording` where it is no part of a longer word."""
    edge = r"a-z0-9\u0400-\u04ff"
    words = ",?\\s".join(_inflected(word) for word in re.split(r",? ", wording))
    number = r"(?<!\d[.,])" if wording[:1].isdigit() else ""
    return re.compile(rf"(?<![{edge}]){number}{_UNIT.sub(' ?', words)}(?![{edge}])")


def _inflected(word: str) -> str:
    """An expression that finds a word in British spelling too, and in any case of a Russian noun."""
    if word[:1] > "\u0400" and word[-1] <= "\u04ff" and len(word) >= _SHORTEST:
        return rf"{re.escape(word.rstrip('аеиоуыьэюяй'))}\w{{0,3}}"
    return either_spelling(word)
