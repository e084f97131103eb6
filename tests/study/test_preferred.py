"""Preferences become votes between arms."""

from dataclasses import replace

from tests.study.simulated import simulated
from tests.study.tiny import KEY, RATINGS, STUDY
from workbench.domain.studies import Presentation, StudyOutput
from workbench.evaluation.statistics.estimates import Resampling
from workbench.study.judged import judged
from workbench.study.preferred import preferred, repeats, votes

ROWS = judged(STUDY, RATINGS, KEY)
CORRECTNESS, PREFERENCE = STUDY.instrument.questions


def test_votes_by_hand() -> None:
    """Three for the second arm, one for neither."""
    found = preferred(STUDY, KEY, ROWS, PREFERENCE, main=True, resampling=Resampling(resamples=50))
    (pair,) = found.pairs
    assert (pair.first, pair.second, pair.wins, pair.ties, pair.losses) == ("A1", "A2", 0, 1, 3)
    assert pair.difference.value == -75.0
    assert found.ranking is not None
    assert found.ranking.raw.rows[0].strength.arm == "A2"


def test_votes_name_what_was_left() -> None:
    """As shown, with lengths of the texts."""
    found, uncounted = votes(STUDY, KEY, ROWS, "preference")
    assert uncounted == 0
    assert [(vote.arms, vote.best) for vote in found] == [
        (("A1", "A2"), ("A2",)),
        (("A2", "A1"), ("A2",)),
        (("A2", "A1"), ("A2",)),
        (("A1", "A2"), ("A1", "A2")),
    ]
    assert found[0].lengths == (5, 11)


def test_answers_of_one_arm_are_no_vote() -> None:
    """They are counted as such."""
    key = replace(KEY, outputs={**KEY.outputs, "a1": ("A2", "x1")})
    assert votes(STUDY, key, judged(STUDY, RATINGS, key), "preference")[1] == 2


def test_repeats_are_of_the_same_answer() -> None:
    """A preference for the same answer on the other side is the same preference."""
    again = Presentation("p5", "r1", "i1", ("a2", "a1"), 3, repeat=1)
    study = replace(STUDY, presentations=(*STUDY.presentations, again))
    second = replace(RATINGS[2], presentation="p5", values={**RATINGS[2].values, "preference": -2})
    rows = judged(study, (*RATINGS, second), KEY)
    (one,) = repeats(rows, PREFERENCE)
    assert (one.first, one.second, one.swapped) == (2, 2, True)
    assert [(one.item_id, one.first, one.second) for one in repeats(rows, CORRECTNESS)] == [
        ("a1", 1, 2),
        ("a2", 3, 3),
    ]


def test_known_preference_is_recovered() -> None:
    """The better arm is preferred beyond doubt, and is first in every resample."""
    (found,) = simulated().preferences
    interval = found.pairs[0].difference.interval
    assert interval is not None
    assert interval.high < 0
    assert found.ranking is not None
    assert found.ranking.raw.rows[0].strength.arm == "A2"
    assert (found.ranking.raw.rows[0].best or 0) > 0.95


def test_among_three_the_preferred_one_wins() -> None:
    """It says nothing about the other two; equal is a tie of all."""
    third = StudyOutput("a3", "i1", "third")
    shown = (replace(STUDY.presentations[0], outputs=("a3", "a1", "a2")), *STUDY.presentations[1:])
    study = replace(STUDY, outputs=(*STUDY.outputs, third), presentations=shown)
    key = replace(KEY, outputs={**KEY.outputs, "a3": ("A3", "x1")})
    for value, best in ((1, ("A3",)), (3, ("A2",)), (0, ("A3", "A1", "A2"))):
        ratings = (replace(RATINGS[0], values={"preference": value}),)
        (vote,), uncounted = votes(study, key, judged(study, ratings, key), "preference")
        assert (vote.arms, vote.best, vote.lengths, uncounted) == (("A3", "A1", "A2"), best, (5, 5, 11), 0)
