"""How differently the arms write: what a rater would learn to know an arm by."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import exp, inf, log, sqrt
from statistics import fmean, pvariance

from workbench.study.blinding.findings import Output

NOTABLE = 0.25
"""A standardised difference beyond which arms can be told apart (Rubin 2001, Health Services and Outcomes
Research Methodology 2:169-188, asks for less than a quarter of a standard deviation)."""

# Signs of sex and ticks are medicine's too, and no ornament.
EMOJI = re.compile(
    "[\U0001f300-\U0001faff\U0001f1e6-\U0001f1ff\u2600-\u263f\u2641\u2643-\u2712\u2714-\u2716\u2718-\u27bf\u2b50\u2b55]"
    "[\ufe0f\u200d]*|\ufe0f?\u20e3"
)
HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(?=\S)", re.MULTILINE)
BULLET = re.compile(r"^[ \t]*[-*•·‣◦▪][ \t]+(?=\S)", re.MULTILINE)
NUMBERED = re.compile(r"^[ \t]*\d{1,2}[.)][ \t]+(?=\S)", re.MULTILINE)
BOLD = re.compile(r"\*\*(?!\s)[^*\n]+?(?<!\s)\*\*|(?<!\w)__(?!\s)[^_\n]+?(?<!\s)__(?!\w)")
TABLE = re.compile(r"^[ \t]*\|.*\|[ \t]*$", re.MULTILINE)
CODE = re.compile(r"```|(?<!`)`[^`\n]+`(?!`)")


def _has(pattern: re.Pattern[str]) -> Callable[[str], float]:
    """Whether a text has such a thing: 1 or 0."""
    return lambda text: float(pattern.search(text) is not None)


MARKS: dict[str, Callable[[str], float]] = {
    "headings": _has(HEADING),
    "bullets": _has(BULLET),
    "numbered lists": _has(NUMBERED),
    "bold": _has(BOLD),
    "tables": _has(TABLE),
    "code": _has(CODE),
    "emoji": _has(EMOJI),
    "length": lambda text: log(max(1, len(text.strip()))),
}
"""What is measured of each answer: whether it has such things, and the logarithm of its length."""


@dataclass(frozen=True, slots=True)
class StyleGap:
    """One mark in two arms."""

    mark: str
    first: str
    second: str
    first_mean: float
    """The share of answers with the mark, from 0 to 1; for the length the typical number of characters."""
    second_mean: float
    difference: float
    """Second less first in standard deviations; infinite when all answers of an arm have a mark and none of
    the other's."""
    sentence: str

    @property
    def notable(self) -> bool:
        """Whether a rater could tell the arms apart by it."""
        return abs(self.difference) > NOTABLE


def style_gaps(outputs: Sequence[Output]) -> tuple[StyleGap, ...]:
    """Every mark for every two arms that have answers.

    The standardised difference of Austin 2009, Statistics in Medicine 28:3083-3107: the difference of the
    means over the root of the mean of both variances.
    """
    texts: dict[str, list[str]] = {}
    for output in outputs:
        texts.setdefault(output.arm, []).append(output.text)
    measured = {
        arm: {mark: [measure(text) for text in said] for mark, measure in MARKS.items()}
        for arm, said in texts.items()
    }
    return tuple(
        _gap(mark, first, second, measured[first][mark], measured[second][mark])
        for first, second in combinations(sorted(measured), 2)
        for mark in MARKS
    )


def _gap(mark: str, first: str, second: str, one: Sequence[float], other: Sequence[float]) -> StyleGap:
    """One mark from its values in two arms."""
    means = fmean(one), fmean(other)
    apart = means[1] - means[0]
    deviation = sqrt((pvariance(one) + pvariance(other)) / 2)
    difference = apart / deviation if deviation > 1e-12 else 0.0 if abs(apart) < 1e-12 else inf * apart
    if mark == "length":
        typical = exp(means[0]), exp(means[1])
        told = f"Answers of {first} have {typical[0]:.0f} characters, those of {second} {typical[1]:.0f}."
        return StyleGap(mark, first, second, *typical, difference, told)
    told = f"{100 * means[0]:.0f} % of {first}'s answers have {mark}, {100 * means[1]:.0f} % of {second}'s."
    return StyleGap(mark, first, second, *means, difference, told)
