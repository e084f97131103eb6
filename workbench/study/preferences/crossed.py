"""Drawing items and raters again, both at once, because votes share both. Needs numpy."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from workbench.evaluation.statistics.estimates import Resampling

FloatArray = npt.NDArray[np.float64]

CELLS_AT_ONCE = 1 << 20
"""Weights that are held at a time."""


class Over(StrEnum):
    """What a claim is to hold for beyond the study."""

    ITEMS = "items"
    """Other items, the same raters."""
    BOTH = "items x raters"
    """Other items and other raters."""


def crossed_weights(
    items: Sequence[str], raters: Sequence[str], resampling: Resampling, over: Over = Over.BOTH
) -> Iterator[FloatArray]:
    """How often each vote comes in each resample, some resamples at a time: shape (some, votes).

    The pigeonhole bootstrap: items and raters are drawn with replacement, each by itself, and a vote comes as
    often as its item times its rater. Owen 2007, The pigeonhole bootstrap, Annals of Applied Statistics
    1:386-411. With one rater only items are drawn. The order of the votes decides nothing.
    """
    item_codes, of_items = _codes(items)
    rater_codes, of_raters = _codes(raters)
    by_item, by_rater = (np.random.default_rng([resampling.seed, part]) for part in (0, 1))
    most = max(1, CELLS_AT_ONCE // max(1, len(items)))
    for start in range(0, resampling.resamples, most):
        some = min(most, resampling.resamples - start)
        weights = _times(of_items, some, by_item)[:, item_codes]
        if over is Over.BOTH and of_raters > 1:
            weights = weights * _times(of_raters, some, by_rater)[:, rater_codes]
        yield weights


def method_of(raters: Sequence[str], over: Over) -> str:
    """How an interval from these resamples is described."""
    both = over is Over.BOTH and len(set(raters)) > 1
    return f"bootstrap over {'items x raters' if both else 'items'}, percentiles"


def _codes(names: Sequence[str]) -> tuple[npt.NDArray[np.intp], int]:
    """A number for each name, in the order of the alphabet, and how many there are."""
    different = {name: code for code, name in enumerate(sorted(set(names)))}
    return np.array([different[name] for name in names], dtype=np.intp), len(different)


def _times(many: int, resamples: int, generator: np.random.Generator) -> FloatArray:
    """How often each of `many` is drawn when as many are drawn, for each resample."""
    drawn = generator.multinomial(many, np.full(many, 1 / many), size=resamples)
    return drawn.astype(np.float64)
