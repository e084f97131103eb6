"""Which of the options or labels that an answer mentions it holds to.

An answer in prose goes through what it might say and then says it. What it denies does not count, and a
denial is of the whole list that it stands beside ("A, B and D are wrong", "neither A nor B"). Where several
are left, one that has a line to itself, one in the last sentence that draws a conclusion, or one that is
called likely or best is what the answer says; otherwise it has not decided.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from workbench.evaluation.metrics.corrected.denials import denied_after, denied_before

Span = tuple[int, int]
Mention = tuple[str, Span]
"""What is mentioned, such as "B" or "asthma", and where."""

_AND = (
    r"\b(?:and|or|nor|et|ou|ni|y|o|и|или|ни)\b"
    r"|と|や|か|または|もしくは|あるいは|および|和|或者?|及び?|与|以及"
)
_LINK = re.compile(
    rf"(?:[\s,/&+()\[\]\"':]|{_AND}|\b(?:the|an?|la|le|les|el|los|l|both|options?|choices?)\b|项|、){{1,12}}"
)
# "a clot (A), a tear (B) or a tumour (C)"
_BRACKETS = re.compile(
    r"\)[,、]?(?:(?!\b(?:is|are|was|were|has|have|may|can|which|that|but|while|not|est|sont|qui|que|mais|alors|pas|"
    r"es|son|pero|no|не|а|но)\b)[^.;:()]){0,50}\((?:option |reponse |opcion |选项)?",
    re.IGNORECASE,
)
_JOINED = re.compile(rf"{_AND}|、|/")
_SENTENCE_END = re.compile(r"[.!?]+(?=[\s\"')]|[^\x00-\x7f]|$)|\n+")
_CONCLUDING = re.compile(
    r"\b(?:therefore|thus|hence|(?:^|(?<=[.,;:\n] )|(?<=\n))so|in conclusion|to conclude|conclude[sd]?|"
    r"in summary|to sum up|overall|ultimately|leaves|leaving|answer|correct|"
    r"final(?: answer| diagnosis| choice)?|(?:^|(?<=[.!?\n] ))in this (?:case|patient)|most probably|"
    r"(?:most|more) (?:likely|probable|appropriate|consistent)|"
    r"best (?:answer|choice|option|explains|explained)|"
    r"the (?:most \w+|main|usual|commonest|right|best) [^.;,]{1,60}? (?:is|are)|"
    r"donc|par consequent|en conclusion|reste|(?<=[.!?\n] )dans ce cas|reponse|"
    r"por (?:lo )?tanto|asi que|en resumen|en definitiva|queda|(?<=[.!?\n] )en este caso|respuesta|"
    r"(?:le|la|lo|el) plus probable|mas probable|"
    r"следовательно|таким образом|поэтому|значит|итак|остается|вероятнее|скорее всего|"
    r"в данном случае|наиболее вероят\w+|ответ)\b"
    r"|よって|したがって|従って|ゆえに|以上より|以上から|最も|正解|正しい"
    r"|最[^,、.]{1,10}[是于为]|因此|所以|综上|故|符合|最可能|最终|本例|答案",
    re.IGNORECASE,
)
_SET_OFF = re.compile(
    r"[)\]\"']*(?:[.;!\n]|,? ?因为|"
    r",? (?:because|as|since|due to|rather|whereas|while|[aа]|alors que|tandis que|mientras que|"
    r"car|en raison|porque|ya que|потому|так как)\b)",
    re.IGNORECASE,
)
_IF = re.compile(r"\s*(?:if|unless|si|sauf si|если)\b|如果|もし", re.IGNORECASE)
_BUT = re.compile(r"\b(?:but|though|however|mais|pero|но)\b|但|が,", re.IGNORECASE)
_WINDOW = 60
_FAVOURED = re.compile(
    r"[)\]\"',]*(?: ?\([^()]{1,40}\),?)?\s*"
    r"(?:(?:is|are|would be|seems|remains|appears|est|es|является|[-–:])\s*(?:\w+\s+){0,3}?"
    r"(?:most|best|ideal|appropriate|method|cause|diagnosis|correct|likely|right|preferred|recommended|"
    r"indicated|favou?red|answer|treatment of choice|plus probable|mas probable|"
    r"correct[ae]|наиболее|верн\w+|правильн\w+)\b"
    r"|\s*\(?(?:more|most) (?:likely|probable)|>\s|remains(?=[.,;]|$)|fits? (?:best|better)|best fits"
    r"|が最も|が正しい|と考えられ|が考えられ|が疑われ|可能性が高|可能性最大|(?:的诊断)?(?:是|为)?(?:最|更可能)|是?正确|是对的)",
    re.IGNORECASE,
)


def held(text: str, mentions: Sequence[Mention], others: bool = True) -> list[Mention]:
    """The mentions that the folded `text` does not deny, alone or in a list.

    Args:
        others: whether "the other options, A and B" denies them.
    """
    if not mentions:
        return []
    before = [denied_before(text, start, others) for _, (start, _) in mentions]
    after = [denied_after(text, end) for _, (_, end) in mentions]
    for first, last in _lists(text, mentions) if len(mentions) > 1 else ():
        # "Gout, asthma is unlikely" is no list yet.
        if last == first + 1 and not _JOINED.search(text, mentions[first][1][1], mentions[last][1][0]):
            continue
        whole = slice(first, last + 1)
        after[whole] = [after[last]] * (last + 1 - first) if after[last] else after[whole]
        before[whole] = [before[first]] * (last + 1 - first) if before[first] else before[whole]
    return [one for one, no, not_it in zip(mentions, before, after, strict=True) if not (no or not_it)]


def _lists(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """The first and the last place of mentions that stand in one list."""
    links = [
        text[one[1][1] : two[1][0]]
        if _LINK.fullmatch(text, one[1][1], two[1][0]) or _BRACKETS.fullmatch(text, one[1][1], two[1][0])
        else ""
        for one, two in pairwise(mentions)
    ]
    first = 0
    for last, link in enumerate([*links, ""]):
        # "B, while A、C、D are wrong": of two kinds of comma the smaller one stands in the list.
        beside = "".join(links[max(0, last - 1) : last + 2])
        if not link or ("、" in beside and "," in link):
            if last > first:
                yield first, last
            first = last + 1


def settled_on(text: str, kept: list[Mention]) -> list[Mention]:
    """Of the mentions that are `held`, those the answer holds to: of one thing where it decides."""
    if len(names(kept)) > 1:
        kept = [one for one in kept if not _supposed(text, *one[1])] or kept
    if len(names(kept)) <= 1:
        return kept
    for way in (_narrowed, _first_concluded, _favoured, _alone, _begun):
        found = way(text, kept)
        if len(names(found)) == 1:
            return found
    return kept


def _supposed(text: str, start: int, end: int) -> bool:
    """Whether what stands there is asked, or said of another case: "B?", "if this fails, surgery"."""
    before = text[max(0, start - _WINDOW) : start]
    sentence = max((stop.end() for stop in _SENTENCE_END.finditer(before)), default=0)
    return text[end : end + 1] == "?" or _IF.match(before, sentence) is not None


def names(mentions: Sequence[Mention]) -> set[str]:
    """What is mentioned, each once."""
    return {name for name, _ in mentions}


def concluded(text: str, kept: list[Mention]) -> list[Mention]:
    """Those after the last words that draw a conclusion, in the same sentence."""
    for word in reversed(list(_CONCLUDING.finditer(text))):
        stop = _SENTENCE_END.search(text, word.end())
        end = stop.start() if stop is not None else len(text)
        found = [one for one in kept if word.end() <= one[1][0] < end]
        if found:
            return found
    return []


def _first_concluded(text: str, kept: list[Mention]) -> list[Mention]:
    """Of the concluded ones the first list: what follows is a reason, unless "but" stands between."""
    found = concluded(text, kept)
    end = next((last for first, last in _lists(text, found) if first == 0), 0) + 1
    if len(found) <= end or _BUT.search(text, found[end - 1][1][1], found[end][1][0]):
        return found
    return found[:end]


def _favoured(text: str, kept: list[Mention]) -> list[Mention]:
    """Those that are called the most likely, the best or right."""
    lists = list(_lists(text, kept))
    found = []
    for place, one in enumerate(kept):
        if _FAVOURED.match(text, one[1][1]):
            first = next((first for first, last in lists if first <= place <= last), place)
            if one[0] in names(kept[first:place]):
                first = place
            found += kept[first : place + 1]
    return found


def _narrowed(text: str, kept: list[Mention]) -> list[Mention]:
    """The last, when it is one of two named before: "D or E, but gout points to E"."""
    *before, last = kept
    lists = [kept[first : end + 1] for first, end in _lists(text, kept)]
    if any(last in one for one in lists):
        return []
    said = any(last[0] in names(one) and len(names(one)) > 1 for one in lists)
    return [last] if said and names(before) == names(kept) else []


def _begun(text: str, kept: list[Mention]) -> list[Mention]:
    """The one that the answer begins with, set off from what follows."""
    begun = [one for one in kept if _begins(text, one[1][0]) and _SET_OFF.match(text, one[1][1])]
    return begun if begun[:1] == kept[:1] else []


def _begins(text: str, start: int) -> bool:
    """Whether a sentence begins at `start`."""
    before = text[:start].rstrip(" \n\"'([-:>")
    return before[-1:] in ("", ".", "!", "?")


def _alone(text: str, kept: list[Mention]) -> list[Mention]:
    """Those that have a line or the first sentence to themselves."""
    found = []
    for name, (start, end) in kept:
        before = text[text.rfind("\n", 0, start) + 1 : start].strip(" \"'([-:>.")
        line = text[end:].split("\n", 1)[0].strip(" \"')].:!")
        if not before and not line:
            found.append((name, (start, end)))
    return found
