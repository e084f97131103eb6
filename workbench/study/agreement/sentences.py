"""What coefficients mean, in one plain sentence; a verdict only in the name of who set the bound."""

from workbench.domain.judgements import ScaleKind
from workbench.study.agreement.findings import ALL_EQUAL, NO_PAIRS, Coefficient, LevelCount

COMMON = 0.8
"""From this share of one answer on, and this percent agreement, a low κ may be the prevalence trap."""
FIRM = 0.2
"""How far Gwet's coefficient lies above the others there."""
TENTATIVE, RELIABLE = 0.667, 0.8
"""Krippendorff 2004, Content Analysis, 2nd edition, p. 241."""
LANDIS_KOCH = (
    (0.81, "almost perfect"),
    (0.61, "substantial"),
    (0.41, "moderate"),
    (0.21, "fair"),
    (0.0, "slight"),
)
"""Landis and Koch 1977, Biometrics 33:159-174, the table on p. 165."""


def sentence(
    kind: ScaleKind,
    same: Coefficient,
    beyond: Coefficient,
    firm: Coefficient | None,
    distribution: tuple[LevelCount, ...],
) -> str:
    """What percent agreement `same` and the chance-corrected `beyond` say together.

    `firm` is Gwet's coefficient, which shows the prevalence trap: nearly all answers are alike, and κ or α is
    low although raters nearly always agree (Feinstein and Cicchetti 1990, J Clin Epidemiol 43:543-549).
    """
    if same.value is None or same.reason == NO_PAIRS:
        return "No item has answers of two raters yet, so that nothing is known about agreement."
    commonest = max(distribution, key=lambda level: level.count)
    if beyond.reason == ALL_EQUAL:
        return (
            f"Every answer was “{commonest.level}”: raters never disagreed, but nothing tells agreement from "
            "chance, so that no coefficient is given."
        )
    agreed = f"two raters of an item gave the same answer {percent(same.value)} of the time"
    if beyond.value is None:
        return f"{agreed[0].upper()}{agreed[1:]}; {beyond.name} is undefined: {beyond.reason}."
    symbol = "κ" if kind is ScaleKind.NOMINAL else "α"
    if firm is not None and firm.value is not None and trapped(same, beyond, firm, commonest):
        return (
            f"{symbol} is low ({_two(beyond.value)}) because {percent(commonest.share or 0)} of answers were "
            f"“{commonest.level}”; {agreed}, and {firm.name}, which this does not pull down, is "
            f"{_two(firm.value)}."
        )
    verdict = landis_koch(beyond.value) if kind is ScaleKind.NOMINAL else krippendorff(beyond.value)
    return (
        f"{agreed[0].upper()}{agreed[1:]}; {symbol} is {_two(beyond.value)}{_range(beyond)}, where 1 is "
        f"always and 0 is what chance gives: {verdict}."
    )


def trapped(same: Coefficient, beyond: Coefficient, firm: Coefficient, commonest: LevelCount) -> bool:
    """Whether a low coefficient comes from nearly all answers being alike, rather than from disagreement."""
    if same.value is None or beyond.value is None or firm.value is None or commonest.share is None:
        return False
    common = commonest.share >= COMMON and same.value >= COMMON
    return common and beyond.value < TENTATIVE and firm.value - beyond.value >= FIRM


def landis_koch(value: float) -> str:
    """Landis and Koch's word for a κ, with their name."""
    # They give two decimals, so that a value is rounded before it is looked up.
    word = next((word for least, word in LANDIS_KOCH if round(value, 2) >= least), "poor")
    return f"“{word}” in the words of Landis and Koch (1977)"


def krippendorff(value: float) -> str:
    """Where an α lies beside Krippendorff's bounds, with his name."""
    if value >= RELIABLE:
        return f"at least the {RELIABLE} that Krippendorff (2004) asks of reliable data"
    if value >= TENTATIVE:
        return f"enough for tentative conclusions by Krippendorff (2004), who asks {TENTATIVE} for these"
    return f"below the {TENTATIVE} that Krippendorff (2004) asks even for tentative conclusions"


def percent(share: float) -> str:
    """A share as a person says it; "all" and "none" only where it is so."""
    whole = f"{100 * share:.0f}"
    if (whole == "100" and share < 1) or (whole == "0" and share > 0):
        return "over 99 %" if share > 0 and whole == "100" else "under 1 %"
    return f"{whole} %"


def _range(found: Coefficient) -> str:
    """The interval in brackets, where there is one."""
    if found.interval is None:
        return ""
    return f" ({_two(found.interval.low)} to {_two(found.interval.high)})"


def _two(value: float) -> str:
    """Two decimals, with a real minus and without one before 0."""
    text = f"{value:.2f}"
    return "0.00" if text == "-0.00" else text.replace("-", "−")
