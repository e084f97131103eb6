"""What was found about raters: values only, with the reason wherever there is no number."""

from dataclasses import dataclass

from workbench.domain.judgements import Missing, Scale, Value
from workbench.domain.scores import Interval

ALL_EQUAL = "all ratings are equal: nothing tells agreement from chance"
NO_PAIRS = "no item has ratings of two raters"
NO_SPREAD = "drawing the items again always gives the same number"
ONE_ITEM = "one item tells nothing about others"
OFTEN_UNDEFINED = "in most resamples it is undefined"
BY_ITEMS = "bootstrap over items"
BY_BOTH = "bootstrap over items and raters"
BY_F = "F distribution"


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One measure of agreement: 1 is always, and 0 what chance gives (for percent agreement: never)."""

    name: str
    """As it is printed, such as "Fleiss' κ"."""
    value: float | None
    """None where it is undefined, with the reason."""
    interval: Interval | None
    """Of 95 % confidence unless asked otherwise; None where it cannot be given, with the reason."""
    n_items: int
    """Items that the value is about."""
    n_raters: int
    """Raters that the value is about."""
    method: str = ""
    """How the interval was made."""
    reason: str = ""
    """Why there is no value or no interval; empty when there are both."""
    undefined_draws: int = 0
    """Resamples that the interval leaves out, because in them the number is undefined."""


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How often one answer was given, by all raters together."""

    level: Value
    count: int
    share: float | None
    """Of all answers that are not missing; None when there is none."""


@dataclass(frozen=True, slots=True)
class MissingCount:
    """How often a rater gave no answer for one reason."""

    rater: str
    missing: Missing
    count: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An item that raters disagree about."""

    item_id: str
    answers: tuple[tuple[str, Value], ...]
    """Who said what, by rater."""
    distance: float
    """Its part of the observed disagreement of Krippendorff's α: 0 when all say the same."""
    share: float
    """Of the observed disagreement over all items, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class AxisAgreement:
    """Whether raters agree on one axis, and what stands in the way."""

    axis: str
    scale: Scale
    n_items: int
    """Items with at least one answer."""
    n_raters: int
    """Raters with at least one answer."""
    n_answers: int
    coefficients: tuple[Coefficient, ...]
    """Percent agreement first, then all that apply to the scale."""
    distribution: tuple[LevelCount, ...]
    """In the scale's order."""
    missing: tuple[MissingCount, ...]
    """By rater; only what happened."""
    sentence: str
    """What the numbers mean, in one plain sentence."""
    disagreements: tuple[Disagreement, ...]
    """The items that cause the disagreement, the largest part first; none on which all agree."""

    def coefficient(self, name: str) -> Coefficient | None:
        """The coefficient of that name, or None when it does not apply to the scale."""
        return next((found for found in self.coefficients if found.name == name), None)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of decisions with its Wilson interval; None of nothing."""

    count: int
    n: int
    value: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class SelfAgreement:
    """How far a rater, or all of them, says the same again about the same item."""

    rater: str | None
    """None for all raters together."""
    n: int
    """Repeated items."""
    same: Share
    """Exactly the same answer."""
    kappa: Coefficient
    """Quadratically weighted where levels have an order, unweighted otherwise."""
    icc: Coefficient | None
    """Absolute agreement of one answer; None where answers are not numbers."""


@dataclass(frozen=True, slots=True)
class Reversals:
    """How often a repeated preference turned round. Ties are no reversals; they are counted apart."""

    rater: str | None
    """None for all raters together."""
    every: Share
    """Of repeats that preferred one answer both times: those that preferred the other one."""
    swapped: Share
    """The same where the sides had been swapped: noise, and a liking for one side."""
    unswapped: Share
    """The same where the sides had been kept: noise alone."""
    to_or_from_tie: int
    """Repeats with a preference once and a tie once."""


@dataclass(frozen=True, slots=True)
class SideBias:
    """How often a rater, or all of them, chose the left side; one half where the side does not matter."""

    rater: str | None
    """None for all raters together."""
    left: Share
    """Of choices that preferred a side."""
    ties: int


@dataclass(frozen=True, slots=True)
class StraightLining:
    """Whether a rater answers everything alike."""

    rater: str
    alike: Share
    """Of items with at least three answered axes: those with one answer on all of them."""
    longest_run: int
    """Items in a row, in the rater's order, with the very same answers."""


@dataclass(frozen=True, slots=True)
class Severity:
    """How one rater scores beside the average rater of the same items."""

    rater: str
    n: int
    effect: float | None
    """In points of the scale, in the middle of the rater's time: below 0 is more severe than the average."""
    interval: Interval | None
    drift: float | None
    """Points per unit of time; below 0 is becoming more severe. None where it cannot be told."""
    drift_interval: Interval | None
    reason: str = ""
    """Why something is missing."""


@dataclass(frozen=True, slots=True)
class SeverityFit:
    """The severity of all raters from one fit."""

    raters: tuple[Severity, ...]
    drift_is_relative: bool
    """Whether all raters had the items at the same times, so that a drift that all share cannot be seen:
    drifts then are beside the average drift."""


@dataclass(frozen=True, slots=True)
class Rolling:
    """The mean of a rater's latest answers at one moment."""

    when: float
    mean: float
    n: int
    """Answers in the window: fewer at the start."""
    interval: Interval | None = None
    """None where all of them are about one instance."""
