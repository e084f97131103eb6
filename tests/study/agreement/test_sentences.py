"""One plain sentence on what coefficients mean."""

import pytest

from workbench.domain.judgements import ScaleKind
from workbench.domain.scores import Interval
from workbench.study.agreement.findings import ALL_EQUAL, NO_PAIRS, Coefficient, LevelCount
from workbench.study.agreement.sentences import krippendorff, landis_koch, percent, sentence, trapped


def _found(name: str, value: float | None, reason: str = "", interval: Interval | None = None) -> Coefficient:
    """A coefficient of a hundred items."""
    return Coefficient(name, value, interval, 100, 2, reason=reason)


def _levels(**counts: int) -> tuple[LevelCount, ...]:
    """A distribution."""
    total = sum(counts.values())
    return tuple(LevelCount(level, count, count / total) for level, count in counts.items())


def test_the_prevalence_trap_is_told() -> None:
    """κ is low because nearly all answers are alike, not because raters disagree."""
    told = sentence(
        ScaleKind.NOMINAL,
        _found("percent agreement", 0.94),
        _found("Cohen's κ", 0.23),
        _found("Gwet's AC1", 0.93),
        _levels(safe=190, unsafe=10),
    )
    assert told == (
        "κ is low (0.23) because 95 % of answers were “safe”; two raters of an item gave the same answer "
        "94 % of the time, and Gwet's AC1, which this does not pull down, is 0.93."
    )


def test_disagreement_is_no_trap() -> None:
    """Where raters disagree, where answers are spread, and where κ is high, there is none."""
    even, skewed = _levels(safe=50, unsafe=50)[0], _levels(safe=190, unsafe=10)[0]
    low, high = _found("Cohen's κ", 0.2), _found("Cohen's κ", 0.8)
    agreed, firm = _found("percent agreement", 0.94), _found("Gwet's AC1", 0.93)
    assert trapped(agreed, low, firm, skewed)
    assert not trapped(agreed, low, firm, even)
    assert not trapped(_found("percent agreement", 0.6), low, firm, skewed)
    assert not trapped(agreed, high, firm, skewed)
    assert not trapped(agreed, low, _found("Gwet's AC1", 0.3), skewed)
    assert not trapped(agreed, low, _found("Gwet's AC1", None), skewed)


def test_a_plain_case_names_whose_bound_it_is() -> None:
    """With the interval; no verdict of our own."""
    told = sentence(
        ScaleKind.ORDINAL,
        _found("percent agreement", 0.71),
        _found("Krippendorff's α (ordinal)", 0.57, interval=Interval(-0.05, 0.68)),
        None,
        _levels(one=40, two=60),
    )
    assert told == (
        "Two raters of an item gave the same answer 71 % of the time; α is 0.57 (−0.05 to 0.68), where 1 is "
        "always and 0 is what chance gives: below the 0.667 that Krippendorff (2004) asks even for tentative "
        "conclusions."
    )
    told = sentence(
        ScaleKind.NOMINAL, _found("", 0.71), _found("", 0.5), _found("", 0.55), _levels(one=40, two=60)
    )
    assert told.endswith(
        "κ is 0.50, where 1 is always and 0 is what chance gives: “moderate” in the words of "
        "Landis and Koch (1977)."
    )


def test_what_is_undefined_is_said_so() -> None:
    """No pairs; all equal; anything else with its reason."""
    levels = _levels(safe=12)
    none = sentence(ScaleKind.NOMINAL, _found("", None, NO_PAIRS), _found("", None, NO_PAIRS), None, levels)
    assert none == "No item has answers of two raters yet, so that nothing is known about agreement."
    equal = sentence(ScaleKind.NOMINAL, _found("", 1.0), _found("", None, ALL_EQUAL), None, levels)
    assert equal == (
        "Every answer was “safe”: raters never disagreed, but nothing tells agreement from chance, so that "
        "no coefficient is given."
    )
    other = sentence(ScaleKind.NOMINAL, _found("", 1.0), _found("Cohen's κ", None, "why"), None, levels)
    assert other == (
        "Two raters of an item gave the same answer 100 % of the time; Cohen's κ is undefined: why."
    )


@pytest.mark.parametrize(
    ("value", "word"),
    [(0.9, "almost perfect"), (0.804, "substantial"), (0.7, "substantial"), (0.45, "moderate"), (0.3, "fair"),
     (0.1, "slight"), (-0.2, "poor")],
)  # fmt: skip
def test_landis_and_koch(value: float, word: str) -> None:
    """Their words, with their name."""
    assert landis_koch(value) == f"“{word}” in the words of Landis and Koch (1977)"


def test_krippendorffs_bounds() -> None:
    """0.667 and 0.8, with his name."""
    assert krippendorff(0.8).startswith("at least the 0.8")
    assert krippendorff(0.7).startswith("enough for tentative conclusions")
    assert krippendorff(0.5).startswith("below the 0.667")


@pytest.mark.parametrize(
    ("share", "said"), [(1, "100 %"), (0.999, "over 99 %"), (0, "0 %"), (0.001, "under 1 %"), (0.944, "94 %")]
)
def test_all_and_none_are_said_only_where_it_is_so(share: float, said: str) -> None:
    """Rounding never says that everyone agreed."""
    assert percent(share) == said
