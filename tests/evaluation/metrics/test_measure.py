"""Measures are what they promise to the code that applies them."""

import pytest

from workbench.domain.scores import Answer
from workbench.evaluation.metrics.corrected.measures import MEASURES
from workbench.evaluation.metrics.measure import Measure

ANSWER = Answer("task57", ("A: aspirin",), "B", "What? Options: A: aspirin\tB: water\t", labels=("yes", "no"))


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_every_measure_keeps_its_promises(measure: Measure) -> None:
    """One score for each metric in order; the same again; no number without any."""
    scores = measure.score(ANSWER)
    assert tuple(score.metric for score in scores) == measure.metrics
    assert measure.score(ANSWER) == scores
    assert measure.total([]) is None
    assert measure.version > 0


def test_names_are_unique() -> None:
    """Results are kept by them."""
    assert len({measure.name for measure in MEASURES}) == len(MEASURES)
