"""What an answer says it is not: words of denial before or after what it names, in the six languages."""

import re

_CLAUSE_END = re.compile(
    r"[.;:!?\n,、，；：！？]|\b(?:but|mais|sino|however|instead|yet|но)\b|, ?а\b|而是|而", re.IGNORECASE
)
_NOT_BEFORE = re.compile(
    r"(?:\b(?:not|no|never|neither|nor|without|cannot|rather than|instead of|than|excludes?|exclud(?:ed|ing)|"
    r"rule[sd]? out|ruling out|followed by|"
    r"although|though|unlikely|unlike|compared (?:to|with)|except|insufficient|"
    r"thought|eliminat\w+|pas|ni|sin|non|ne sont pas|jamais|nunca|bien que|sauf|elimin\w+|ecart\w+|exclu\w+|"
    r"aunque|salvo|descart\w+|не|ни|без|нет|никогда|кроме|исключ\w+)\b|n't\b)[^.;]{0,24}$"
    r"|(?:不是|没有|並非|并非|不能选|排除|不选|不考虑|不支持|无|其次|次いで|虽然)[^，。]{0,6}$",
    re.IGNORECASE,
)
# "there is no sign of a bleeding (A)": a letter in brackets stands for what is before them.
_BRACKETED = re.compile(r"\((?:option |reponse |opcion |选项)?$", re.IGNORECASE)
_NOT_BEFORE_BRACKET = re.compile(
    r"\b(?:not|no|never|neither|nor|without|cannot|rather than|unlike|pas|sans|ni|sin|не|ни|без)\b"
    r"[^.;,]{0,80}$",
    re.IGNORECASE,
)
# "the other options, A and B"
_OTHERS = re.compile(
    r"\b(?:others?|autres|otr[ao]s|demas|остальные|другие)\b[^.;:]{0,24}$|(?:其[他余]|他の)[^,.]{0,6}$",
    re.IGNORECASE,
)
_CALLED_WRONG = re.compile(
    r"(?:\b(?:incorrect|wrong|false|fauss?e?s?|incorrectas?|falsas?|неверн\w+)\b[a-z ]{0,16}"
    r"|错误(?:选项)?|誤り): ?$",
    re.IGNORECASE,
)
_BEING = r"(?:is|are|was|were|est|es|sont|seems?|would be|can be|has been|had been)"
_JOINING = r"(?:which|that|and|or|but|who|because|since|as|while|it)"
_UNFIT = (
    r"(?:incorrect|wrong|false\b|unlikely|less likely|likely than|excluded|ruled out|considered|harmful|"
    r"dangerous|contraindicated|in(?:complete|sufficient|adequate|appropriate|effective)|"
    r"un(?:safe|necessary|helpful|related)|(?:(?:may|might|can|could) (?:be|seem|look|appear) )?tempting|"
    r"(?:should|must|can|to) be (?:avoided|excluded|ruled out)|faux|fausse|inexact|incorrect[ae]|"
    r"ecartee?s?|exclue?s?|eliminee?s?|falsa|descartad[ao]|excluid[ao]|неверн|неправильн|исключ|маловероят)"
)
_NOT_AFTER = re.compile(
    rf"[)\]\"':.]{{0,2}}[ \t]*(?:{_BEING}\s+(?:\w+\s+)?not\b|{_BEING}?n't\b|can ?not\b|does not\b|"
    r"\? *(?:no|non|нет|不|いいえ)\b|"
    r"not (?:correct|right|true|likely|needed|indicated|the|it|possible)\b|not an? \w|"
    r"(?:do|did|would|should) not\b|(?:has|have|had|offers?|brings?|plays?) (?:no|little)\b|only if\b|"
    rf"(?:(?!{_JOINING}\b)[a-z]+ (?={_BEING} ))?"
    rf"(?:{_BEING}\s*(?:(?:the|la|le|el) )?)?(?:(?:also|all|both|therefore|very|clearly|much) ){{0,2}}"
    rf"(?:{_UNFIT}|(?<=[^.:;,\n] )(?:n'|ne\b|no\b|не\b)|"
    r"[也都均亦]?(?:不正确|不对|不是|并非|并不|错|"
    r"[^,、.;]{0,8}?(?:不会|不能|不宜|不符|不适|不支持)|可能性(?:较|很)?(?:小|低)|可?(?:被)?排除|"
    r"(?:依据|证据)不足)|ではな|じゃな|でない|ではあり|"
    r"[はもが][^,、.]{0,30}?(?:誤|不適|間違(?!いな)|否定|除外|低|考えにく|ない|ませ|せず)|の可能性は低))",
    re.IGNORECASE,
)
_WINDOW = 60


def negated(text: str, start: int, end: int) -> bool:
    """Whether the folded `text` denies what stands between `start` and `end`."""
    return denied_before(text, start) or denied_after(text, end)


def denied_before(text: str, start: int, others: bool = True) -> bool:
    """Whether words before `start`, in the same clause, deny what begins there.

    Args:
        others: whether what is called the others is denied.
    """
    before = text[max(0, start - _WINDOW) : start]
    if not before or before.isspace():
        return False
    wider = text[max(0, start - 2 * _WINDOW) : start]
    if "(" in before and _BRACKETED.search(before) and _NOT_BEFORE_BRACKET.search(wider):
        return True
    clause = max((stop.end() for stop in _CLAUSE_END.finditer(before)), default=0)
    if (others and _OTHERS.search(before)) or _NOT_BEFORE.search(before, clause):
        return True
    return ":" in before and _CALLED_WRONG.search(before) is not None


def denied_after(text: str, end: int) -> bool:
    """Whether words right after `end` deny what ends there."""
    return end < len(text) and _NOT_AFTER.match(text, end) is not None
