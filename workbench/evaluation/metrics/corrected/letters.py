"""Which option of a multiple-choice question an answer chooses, in any of the six languages.

In this order: what the answer declares ("the right answer is B"), the letter it begins with, an option it
calls right, what it holds to of all that it names. Of several declarations the last counts. Where an answer
goes through the options line by line, what stands outside these lines counts first. Where the reference has
several letters (FrenchMedMCQA, IgakuQA), so may the answer; elsewhere several letters are no answer.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from workbench.domain.scores import Answer, Reading
from workbench.evaluation.metrics.corrected.choices import (
    all_of,
    asks_for_exception,
    choices_of,
    letters_within,
    small_texts,
    worded,
)
from workbench.evaluation.metrics.corrected.denials import negated
from workbench.evaluation.metrics.corrected.mentions import Mention, concluded, held, names, settled_on
from workbench.evaluation.metrics.corrected.phrasings import (
    ALL_BUT,
    BARE,
    CALLED,
    CONTRASTED,
    DECLARED,
    DECLARED_FALSE,
    ITEM,
    LEADING,
    LETTERS_ONLY,
    MORE,
    PRAISED,
    RIGHT,
    RUN,
    RUN_LETTER,
    WALKED,
    WRONG,
)
from workbench.evaluation.metrics.corrected.plain import (
    DECLINED,
    EMPTY,
    Unread,
    declines,
    folded,
    in_latin,
    latest_first,
    settled,
)

SEVERAL = Unread("it names several options")
UNNAMED = Unread("it names none of the options")

_PLAIN = re.compile(
    r"(?:(?:The )?(?:right |correct |best )?[Aa]nswer(?: is)?:? |正确答案是 |正しい答えは "
    r"|La bonne réponse est |Правильный ответ: |La respuesta correcta es )?"
    r"\(?([A-J])(?:[:.)] ([^\t\n]+?)(?: です|\.)?|[.)]?)\s*"
)
_ONLY = re.compile(r"[\s(\[\"'*]*([A-Ja-j])[\s)\].:!\"'*。]*")
_PLAIN_SEVERAL = re.compile(r"Les bonnes réponses sont |正しい答えは ")
_PLAIN_ITEM = re.compile(r"(?:^|(?<=, ))([A-J]): ")
_KNOWN = "ABCDE"
_WORDS = re.compile(r"\w+")
_GENUS = re.compile(r"\.\s?([a-z]{3,})")
_FEWEST_WALKED = 3
_NEAR = 5
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
    begun = DECLARED.search(text) or LEADING.match(text)
    if begun is None:
        return ""
    start = begun.start(begun.lastindex or 0)
    found = [text[start].upper(), *(item[1] for item in ITEM.finditer(text, start))]
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
    right = [one for one in walked if RIGHT.search(one[0])]
    if not right and len(walked) == len(choices_of(answer.input)):
        left = [one for one in walked if not WRONG.search(one[0])]
        right = left if len(left) == 1 else []
    said = [(one[1], one.span(1)) for one in right]
    return _settle(said, 0.85, _may_be_several(answer)) if said else SEVERAL


def _bared(text: str, listed: str) -> str:
    """`text` with each option's own text blank where it follows its letter: "D) Mannitol is wrong"."""
    small = text.lower()
    for letter, words in small_texts(listed):
        start = small.find(words)
        while start >= 0:
            head = text[:start].rstrip(" :.)],-(\"'")
            if head.endswith(letter) and start - len(head) < _NEAR and not head[-2:-1].isalnum():
                text = text[:start] + " " * len(words) + text[start + len(words) :]
            start = small.find(words, start + len(words))
    return text


def _walk(text: str) -> Iterator[re.Match[str]]:
    """The lines of an answer that goes through the options from A on; none when it does not."""
    if text.count("\n") + text.count("\t") + text.count("   ") < _FEWEST_WALKED - 1:
        return
    lines: list[re.Match[str]] = []
    for line in WALKED.finditer(text):
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
    if not several and LETTERS_ONLY.fullmatch(bared) and len(set(re.findall("[A-J]", bared))) > 1:
        return SEVERAL
    if several:
        stated = _all_but(bared, known) or _stated(bared)
        found = [one for one in stated if one[0] in known and not _is_genus(text, one, choices)]
        if found:
            return _together(found, _doubted(0.85, found, text, answer.input))
    for way, sure in ((_declared, 0.95), (_leading, 0.95), (_praised, 0.9), (_called, 0.85)):
        found = [one for one in way(bared, several) if one[0] in known and not _is_genus(text, one, choices)]
        if way is _declared and not found:
            found = _exception(bared, text, answer)
        if found and (several or len(names(found)) == 1 or way in (_declared, _leading)):
            return _settle(found, _doubted(sure, found, text, answer.input), several)
    named = [one for one in _named(bared) if one[0] in known and not _is_genus(text, one, choices)]
    within = letters_within(answer.input)
    named = [one for one in named if one[0] not in within or bared[one[1][0] - 1 : one[1][0]] == "("]
    if not named and declines(text):
        return DECLINED
    texts = worded(text.lower(), answer.input)
    if several:
        named, texts = _not_contrasted(text, named), _not_contrasted(text, texts)
    both = sorted(named + texts, key=lambda one: one[1])
    for mentions in (named, both) if several else (both, named):
        kept = held(text, mentions)
        said = (concluded(text, kept) or kept) if several else settled_on(text, kept)
        said = _all_of(said, answer.input) if not several else said
        if said and (several or len(names(said)) == 1):
            return _settle(said, _doubted(0.8, said, text, answer.input), several)
    return SEVERAL if held(text, both) else UNNAMED


def _all_but(text: str, known: str) -> list[_Found]:
    """All options but those that the answer excepts: "all but B and D"."""
    start = ALL_BUT.search(text)
    excepted = {one[1] for one in BARE.finditer(text, start.end())} if start is not None else set()
    return (
        [(letter, start.span()) for letter in known if letter not in excepted] if start and excepted else []
    )


def _stated(text: str) -> list[_Found]:
    """The letters that an answer says to be right one after the other: "B is right. Also, C is right." """
    stated = sorted(
        (*DECLARED.finditer(text), *CALLED.finditer(text), *PRAISED.finditer(text)), key=re.Match.end
    )
    found = {mention for one in stated for mention in _group(text, one, True)}
    kept = held(text, sorted(found, key=lambda one: one[1]))
    return kept if len(names(kept)) > 1 else []


def _not_contrasted(text: str, mentions: list[_Found]) -> list[_Found]:
    """The mentions without those that others are set against: "A and B fall, whereas C rises"."""
    return [one for one in mentions if not CONTRASTED.search(text, max(0, one[1][0] - 60), one[1][0])]


def _all_of(said: list[_Found], listed: str) -> list[_Found]:
    """The option "all of the above", when the answer names all others."""
    whole = all_of(listed)
    return [(whole, said[-1][1])] if whole and names(said) == choices_of(listed).keys() - {whole} else said


def _exception(bared: str, text: str, answer: Answer) -> list[_Found]:
    """The one option that the answer denies, where the question asks for what is not so."""
    if not asks_for_exception(answer.input):
        return []
    declared = [letter for one in DECLARED_FALSE.finditer(bared) for letter in _group(bared, one, False)]
    if len(names(declared)) == 1:
        return declared
    mentions = sorted(_named(bared) + worded(text.lower(), answer.input), key=lambda one: one[1])
    kept = names(held(bared, mentions, others=False))
    denied = [one for one in mentions if one[0] not in kept]
    return denied if len(names(denied)) == 1 != len(kept) else []


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
    texts = names(held(plain, worded(plain.lower(), listed)))
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
    items = (ITEM if several else _PLAIN_ITEM).finditer(text, end, stop if stop > 0 else len(text))
    found += [(one[1], one.span(1)) for one in items]
    while (more := MORE.match(text, end)) is not None:
        span = more.span(more.lastindex or 0)
        found.append((text[slice(*span)], span))
        end = span[1]
    return held(text, found) if len(found) > 1 else found


def _declared(text: str, several: bool) -> list[_Found]:
    """The last letters that are declared to be right; all when others are in the same words."""
    found: list[_Found] = []
    words = ""
    for one in DECLARED.finditer(text):
        place = one.start() + len(one[0]) - 1
        if negated(text, place, place + 1):
            continue
        said = " ".join(_WORDS.findall(one[0][:-1].lower()))
        found = [*(found if said == words and not several else []), *_group(text, one, several)]
        words = said
    return found


def _praised(text: str, several: bool) -> list[_Found]:
    """The last letter that the answer says is right: "B is correct"."""
    praised = list(PRAISED.finditer(text))
    if several or not praised:
        return []
    return [(praised[-1][1], praised[-1].span(1))]


def _called(text: str, several: bool) -> list[_Found]:
    """The letter that the answer calls an option and holds to."""
    if several:
        return _last(CALLED, text, several)
    place = [one.start() + len(one[0]) - 1 for one in CALLED.finditer(text)]
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
    run = RUN.fullmatch(text) if several else None
    if run is not None:
        return [(one[0].upper(), one.span()) for one in RUN_LETTER.finditer(text)]
    first = LEADING.match(text)
    if first is None:
        return []
    found = _group(text, first, several)
    place = first.end()
    if negated(text, place - 1, place):
        return []
    listed = [(one[1], one.span(1)) for one in ITEM.finditer(text, place)]
    echoed = [letter for letter, _ in found + listed] == list("ABCDEFGHIJ"[: 1 + len(listed)])
    return found + listed if echoed and len(listed) > 1 else found


def _named(text: str) -> list[_Found]:
    """The letters that stand by themselves."""
    return [(one[1], one.span(1)) for one in BARE.finditer(text)]
