"""Values of axes and scores of checklists."""

import pytest

from tests.study.instrument_cases import CHECKLIST, SMALL
from workbench.domain.studies import Unanswered
from workbench.study.instrument_scores import AxisScore, axis_scores, checklist_mean, checklist_score

CANNOT, NOT_APPLICABLE = Unanswered.CANNOT_JUDGE, Unanswered.NOT_APPLICABLE


def test_axes_keep_their_values_and_reasons() -> None:
    """A value is never made up: without one the reason is told, and texts are no axes."""
    values: dict[str, int | str | Unanswered] = {
        **{"harm/o1": 1, "likely/o1": CANNOT, "why/o1": "because", "usable/o1": 2},
        "better": 1,
    }
    assert axis_scores(SMALL, values, "o1") == (
        AxisScore("harm", 1),
        AxisScore("likely", None, "cannot judge"),
        AxisScore("usable", None, "not asked"),
    )
    assert axis_scores(SMALL, values) == (
        AxisScore("better", 1),
        AxisScore("reason", None, "not answered"),
    )
    assert axis_scores(SMALL, {"harm/o1": NOT_APPLICABLE}, "o1")[0].reason == "not applicable"


@pytest.mark.parametrize(
    ("values", "achieved", "share", "clipped"),
    [
        ((1, 1, 0), 10.0, 1.0, 1.0),
        ((1, 0, 0), 7.0, 0.7, 0.7),
        ((0, 0, 0), 0.0, 0.0, 0.0),
        ((1, 1, 1), -5.0, -0.5, 0.0),
    ],
)
def test_a_checklist_is_scored_as_in_healthbench(
    values: tuple[int, ...], achieved: float, share: float, clipped: float
) -> None:
    """Achieved points over the positive ones: 7 + 3, with 15 off for what is bad."""
    given = dict(zip(("good/o", "nice/o", "bad/o"), values, strict=True))
    score = checklist_score(CHECKLIST, given, "o")
    assert (score.achieved, score.possible, score.unjudged, score.reason) == (achieved, 10.0, (), "")
    assert score.share == pytest.approx(share)
    assert score.clipped == pytest.approx(clipped)


def test_what_was_not_judged_counts_on_neither_side() -> None:
    """It is named; without a positive criterion there is no score, and the reason is told."""
    score = checklist_score(CHECKLIST, {"good/o": 1, "nice/o": NOT_APPLICABLE, "bad/o": CANNOT}, "o")
    assert (score.achieved, score.possible, score.share) == (7.0, 7.0, 1.0)
    assert score.unjudged == ("nice", "bad")
    none = checklist_score(CHECKLIST, {"bad/o": 1}, "o")
    assert (none.achieved, none.share, none.clipped) == (-15.0, None, None)
    assert none.reason == "no criterion with positive points was judged"
    assert checklist_score(SMALL, {"harm/o": 1}, "o").reason == "there are no criteria"


def test_the_mean_is_clipped_as_a_whole() -> None:
    """A bad answer takes from a good one, as in HealthBench's code; nothing has no mean."""
    good = checklist_score(CHECKLIST, {"good/o": 1, "nice/o": 1, "bad/o": 0}, "o")
    bad = checklist_score(CHECKLIST, {"good/o": 1, "nice/o": 1, "bad/o": 1}, "o")
    none = checklist_score(CHECKLIST, {}, "o")
    assert checklist_mean([good, bad, none]) == pytest.approx(0.25)
    assert checklist_mean([bad]) == 0.0
    assert checklist_mean([none]) is None
