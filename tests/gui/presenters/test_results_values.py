"""The values of the Results screen."""

from itertools import pairwise

from tests.gui.invented_results import items, reliability
from workbench.gui.presenters.results_values import ExportKind


def test_spans_lie_in_the_output() -> None:
    """What was read stands where it is said to stand."""
    for item in items():
        for start, end in item.spans:
            assert item.output[start:end].casefold() == (item.reading or "").casefold()


def test_bins_cover_all_confidences_in_order() -> None:
    """From 0 to 1 without a gap."""
    bins = reliability().bins
    assert (bins[0].low, bins[-1].high) == (0.0, 1.0)
    assert all(one.high == other.low for one, other in pairwise(bins))


def test_every_kind_of_file_has_a_name() -> None:
    """Six of them."""
    assert len(ExportKind) == 6
