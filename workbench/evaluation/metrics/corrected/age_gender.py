"""The age and the sex of a patient that an answer states (task74), in JSON or in words."""

import re
from dataclasses import dataclass

from workbench.domain.scores import Answer, Reading
from workbench.evaluation.metrics.corrected.plain import DECLINED, EMPTY, Unread, declines, settled

UNSTATED = Unread("it states neither age nor sex")

_SEX = {
    **dict.fromkeys(("female", "woman", "girl", "lady", "f", "she", "her", "femme", "mujer", "女"), "female"),
    **dict.fromkeys(("male", "man", "boy", "gentleman", "m", "he", "his", "homme", "hombre", "男"), "male"),
}
_SEX_STATED = re.compile(
    r"\b(?:gender|sex)\b\W{0,12}(?:(?:is|of the patient is)\W{1,4})?(female|male|woman|man|girl|boy|f|m)\b"
)
_SEX_NAMED = re.compile(
    r"(?<![a-z])(female|woman|girl|lady|femme|mujer|male|man|boy|gentleman|homme|hombre|[男女])(?![a-z])"
)
_SEX_MEANT = re.compile(r"\b(she|her|he|his)\b")
_SEX_SHORT = re.compile(r"\b\d{1,3} ?(?:y/?o|yo|yrs?|y)? ?([mf])\b")
_SHORT = re.compile(r"\b(m|f|male|female)\W{1,3}(\d{1,3})\b")
_UNIT = {
    **{"y": "year", "mo": "month", "w": "week", "d": "day", "h": "hour"},
    **{"岁": "year", "歳": "year", "月": "month", "周": "week", "天": "day", "时": "hour"},
}
_NUMBERS = dict(
    zip("one two three four five six seven eight nine ten eleven twelve".split(), range(1, 13), strict=True)
)
_NUMBER = rf"(\d{{1,3}}(?:\.\d+)?|{'|'.join(_NUMBERS)})"
_PAIR = re.compile(
    rf"(?<![a-z0-9.]){_NUMBER}[\s,'\"-]{{0,6}}"
    r"(?:(years?|yrs?|y/o|yo|y|months?|mos?|weeks?|wks?|days?|d|hours?|hrs?|h)\b|(岁|歳|个?月|周|天|小时))"
)
_BETWEEN = re.compile(r"(?:\W|\band\b|\bold\b)*")
_AGE_STATED = re.compile(r"\bage[d]?\b")
_AGE_ALONE = re.compile(rf"[\W]{{0,8}}(?:is\W{{1,3}})?{_NUMBER}(?!\d|\.\d)")
_AGE_SAID = re.compile(r"\b(?:is|was) (\d{1,3})(?=[.,;]|$| when\b| at\b| and\b)")
_AGE_SHORT = re.compile(r"\b(\d{1,3}) ?(?:y/?o|yo)? ?[mf]\b")


@dataclass(frozen=True, slots=True)
class _Age:
    """An age as stated."""

    parts: tuple[tuple[float, str], ...]
    """Numbers with their units, such as (1.0, "year"), (2.0, "month")."""
    span: tuple[int, int]


def read_age_gender(answer: Answer) -> Reading | Unread:
    """What `answer` states, as "female, 18 years"; what it leaves out is "no age" or "no sex"."""
    if not answer.output.strip():
        return EMPTY
    text = settled(answer.output).lower()
    sex, age = _sex(text), _age(text)
    if sex is None and age is None:
        return DECLINED if declines(text) else UNSTATED
    spans = tuple(span for span in (sex and sex[1], age and age.span) if span)
    words = (sex[0] if sex else "no sex", _spelled(age.parts) if age else "no age")
    stated = _SEX_STATED.search(text) is not None and _AGE_STATED.search(text) is not None
    return Reading(", ".join(words), 0.4 if not (sex and age) else 1.0 if stated else 0.85, spans)


def age_gender_key(text: str) -> tuple[str, float, float]:
    """A reading as it is compared: the sex, months and days, so that 12 months are a year."""
    sex, _, age = text.partition(", ")
    months = days = 0.0
    for one in _PAIR.finditer(age):
        number = float(one[1])
        unit = _unit(one)
        months += number * {"year": 12, "month": 1}.get(unit, 0)
        days += number * {"week": 7, "day": 1, "hour": 1 / 24}.get(unit, 0)
    return (sex, -1.0, -1.0) if age == "no age" else (sex, round(months, 4), round(days, 4))


def _sex(text: str) -> tuple[str, tuple[int, int]] | None:
    """The sex, where it is clear: stated, named, or meant by the words for the patient."""
    stated = _SEX_STATED.search(text)
    if stated is not None:
        return _SEX[stated[1]], stated.span(1)
    for pattern in (_SEX_NAMED, _SEX_SHORT, _SHORT, _SEX_MEANT):
        found = list(pattern.finditer(text))
        if len({_SEX[one[1]] for one in found}) == 1:
            return _SEX[found[0][1]], found[0].span(1)
    return None


def _age(text: str) -> _Age | None:
    """The age: after the word where it stands, else the first number with a unit of time."""
    for stated in _AGE_STATED.finditer(text):
        pair = _PAIR.search(text, stated.end(), stated.end() + 40)
        if pair is not None:
            return _continued(text, pair)
        alone = _AGE_ALONE.match(text, stated.end())
        if alone is not None:
            return _Age(((_number(alone[1]), "year"),), alone.span(1))
    pair = _PAIR.search(text)
    if pair is not None:
        return _continued(text, pair)
    short = _AGE_SHORT.search(text) or _AGE_SAID.search(text) or _SHORT.search(text)
    if short is None:
        return None
    place = short.re.groups
    return _Age(((_number(short[place]), "year"),), short.span(place))


def _continued(text: str, pair: re.Match[str]) -> _Age:
    """The age that begins with `pair`: "1 year and 2 months"."""
    parts = [(_number(pair[1]), _unit(pair))]
    start, end = pair.span()
    while True:
        between = _BETWEEN.match(text, end)
        more = _PAIR.match(text, between.end() if between is not None else end)
        if more is None or _unit(more) in {unit for _, unit in parts}:
            return _Age(tuple(parts), (start, end))
        parts.append((_number(more[1]), _unit(more)))
        end = more.end()


def _number(text: str) -> float:
    """A number in digits or in words."""
    return float(_NUMBERS.get(text, 0) or text)


def _unit(pair: re.Match[str]) -> str:
    """The unit of time that `pair` names."""
    if pair[3] is not None:
        return _UNIT[pair[3][-1]]
    return _UNIT["mo" if pair[2].startswith("mo") else pair[2][0]]


def _spelled(parts: tuple[tuple[float, str], ...]) -> str:
    """An age as it is shown: "1 year 2 months"."""
    return " ".join(f"{number:g} {unit}{'' if number == 1 else 's'}" for number, unit in parts)
